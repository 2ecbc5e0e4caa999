import type { DateSpec, ValueSpec } from '../document/profile-document.js';
import type { NewEntry } from '../lookups.js';
import { compileDate } from '../values/date-value.js';
import type { Origin, RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import type { Value } from '../values/reading.js';
import { compileValue } from '../values/value.js';
import type { Check } from './checks.js';
import { optionalField } from './field.js';

/** Makes entries of one kind; undefined where something is at fault or not known yet. */
export interface EntryMaker {
  readonly slug: Value;
  readonly make: (row: RowState) => NewEntry | undefined;
}

/** How many items the lists of an entry may have. */
export const MOST = { names: 500, identifiers: 200, broader: 100, participants: 1000, citations: 100 } as const;

/**
 * One part of an entry. Where the file has no column that could say it, it is left out, which leaves it alone in an
 * entry that is there already; an empty cell clears it.
 */
export interface Part {
  readonly read: (row: RowState) => unknown;
  readonly isAbsent: (row: RowState) => boolean;
}

export const neededPart = (read: (row: RowState) => unknown): Part => ({ read, isAbsent: () => false });

export function optionalPart(spec: ValueSpec | undefined, check: Check, scope: Scope, pointer: string): Part {
  if (spec === undefined) return ABSENT;
  const { origin } = compileValue(spec, scope, pointer);
  return { read: optionalField(spec, check, scope, pointer), isAbsent: (row) => isAbsent(row, origin) };
}

/** A date as it is written. */
export function datePart(spec: DateSpec | undefined, scope: Scope, pointer: string): Part {
  if (spec === undefined) return ABSENT;
  const date = compileDate(spec, scope, pointer);
  return {
    read: (row) => {
      const read = date.read(row);
      return read === null || read === undefined ? read : read.edtf;
    },
    isAbsent: (row) => isAbsent(row, date.origin),
  };
}

const ABSENT: Part = { read: () => null, isAbsent: () => true };

/** Whether the file has none of the columns that a value is made of. */
export const isAbsent = (row: RowState, { roots }: Origin): boolean =>
  roots.length > 0 && roots.every((root) => root.index(row) < 0);

/** Reads every part, so that all that is wrong is reported at once; undefined where anything is. */
export function readAll<Entry>(parts: Readonly<Record<string, Part>>, row: RowState): Entry | undefined {
  const entry: Record<string, unknown> = {};
  let isWhole = true;
  for (const [name, part] of Object.entries(parts)) {
    if (part.isAbsent(row)) continue;
    const value = part.read(row);
    if (value === undefined) isWhole = false;
    entry[name] = value;
  }
  return isWhole ? (entry as Entry) : undefined;
}

export function tooMany(row: RowState, origin: Origin, what: string, list: readonly unknown[], most: number): boolean {
  if (list.length <= most) return false;
  const detail = `There are ${list.length} ${what}, and at most ${most} are allowed. Leave some out.`;
  row.fault(origin, null, 'import/value', detail);
  return true;
}
