import type { NewEntry } from '../lookups.js';
import type { DateValue } from '../values/date-value.js';
import type { Origin, RowState } from '../values/row-state.js';
import type { Value } from '../values/value.js';

/** Makes entries of one kind; undefined where something is at fault or not known yet. */
export interface EntryMaker {
  readonly slug: Value;
  readonly make: (row: RowState) => NewEntry | undefined;
}

/** How many items the lists of an entry may have. */
export const MOST = { names: 500, identifiers: 200, broader: 100, participants: 1000, citations: 100 } as const;

/** Reads every field, so that all that is wrong is reported at once; undefined where anything is. */
export function readAll<Entry>(
  fields: { readonly [Key in keyof Entry]?: (row: RowState) => unknown },
  row: RowState,
): Entry | undefined {
  const entry: Record<string, unknown> = {};
  let isWhole = true;
  for (const name of Object.keys(fields)) {
    const value = fields[name as keyof Entry]?.(row);
    if (value === undefined) isWhole = false;
    entry[name] = value;
  }
  return isWhole ? (entry as Entry) : undefined;
}

/** A date as it is written. */
export const edtfOf =
  (date: DateValue | null): ((row: RowState) => string | null | undefined) =>
  (row) => {
    const read = date?.read(row);
    return date === null ? null : ((read && read.edtf) ?? (read as null | undefined));
  };

export function tooMany(row: RowState, origin: Origin, what: string, list: readonly unknown[], most: number): boolean {
  if (list.length <= most) return false;
  const detail = `There are ${list.length} ${what}, and at most ${most} are allowed. Leave some out.`;
  row.fault(origin, null, 'import/value', detail);
  return true;
}
