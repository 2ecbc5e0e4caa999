import { Words } from '../validation/validators.js';

/** Why a record is taken back. It stays readable, with this reason. */
export class RetractDto {
  /** @example "The quote was attributed to the wrong minister." */
  @Words(2000) readonly reason!: string;
}
