import type { ValueSpec } from '../document/profile-document.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import type { Value } from '../values/reading.js';
import { compileValue } from '../values/value.js';
import type { Check } from './checks.js';

/** A text that has been checked; null where there is none, undefined where it is at fault. */
export type Field = (row: RowState) => string | null | undefined;

/** The same where there has to be one. */
export type NeededField = (row: RowState) => string | undefined;

const NONE: Field = () => null;

/** `import/value` where the check complains. */
export function optionalField(spec: ValueSpec | undefined, check: Check, scope: Scope, pointer: string): Field {
  if (spec === undefined) return NONE;
  return checked(compileValue(spec, scope, pointer), check);
}

/** `import/required` where there is nothing. */
export function neededField(spec: ValueSpec, check: Check, scope: Scope, pointer: string): NeededField {
  const value = compileValue(spec, scope, pointer);
  const read = checked(value, check);
  const name = nameOf(pointer);
  return (row) => {
    const text = read(row);
    return text === null ? missing(row, value.origin, name) : text;
  };
}

export const missing = (row: RowState, origin: Value['origin'], name: string): undefined =>
  row.fault(origin, null, 'import/required', `There is no ${name}, and each record needs one. Fill the cell.`);

/** What a fault calls the field: the last key of the pointer. */
export const nameOf = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/') + 1);

function checked({ read, origin }: Value, check: Check): Field {
  // A column says the same few texts again and again; the last one is right nearly always.
  let last: string | null = null;
  return (row) => {
    const text = read(row);
    if (text === null || text === undefined || text === last) return text;
    const complaint = check(text);
    if (complaint !== null) return row.fault(origin, text, 'import/value', complaint);
    last = text;
    return text;
  };
}
