import type { ScalePoint } from '@app/domain';
import type { Noted } from '../entries/entry-writes.js';

export interface NewScale extends Noted {
  readonly slug: string;
  readonly name: string;
  readonly description?: string | null | undefined;
  /** At least two, each position once. Labels may change later; positions never do once an issue uses the scale. */
  readonly points: readonly ScalePoint[];
}
