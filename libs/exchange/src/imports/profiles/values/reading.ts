import type { EdtfDate } from '@app/domain';
import type { Origin, RowState } from './row-state.js';

/** undefined: it is at fault, and the fault has been reported. */
export type Reading = (row: RowState) => string | null | undefined;

export interface ScopedReading {
  readonly read: Reading;
  readonly origin: Origin;
  /** Known whatever the row. */
  readonly constant?: string | null;
}

/** A value of the profile, made ready to be read from rows. */
export interface Value extends ScopedReading {
  /** What the placeholders in it say, each alone and before any filter. */
  readonly placeholders: readonly Reading[];
}

export interface DateValue {
  /** undefined: at fault, and reported. */
  readonly read: (row: RowState) => EdtfDate | null | undefined;
  readonly origin: Origin;
}
