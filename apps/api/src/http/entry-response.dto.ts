import { OneOf } from '../validation/validators.js';

/** What every catalog entry says of itself. */
export class EntryResponse {
  /** UUIDv7. */
  readonly id!: string;
  readonly slug!: string;
  /** Counts from 1; the ETag of the entry. */
  readonly revision!: number;
  @OneOf(['ACTIVE', 'RETRACTED']) readonly status!: 'ACTIVE' | 'RETRACTED';
  /** When the entry was first recorded. */
  readonly createdAt!: string;
  /** When this revision was recorded. */
  readonly recordedAt!: string;
  /** Name of the API key that recorded it. */
  readonly recordedBy!: string;
  readonly changeNote!: string | null;
}
