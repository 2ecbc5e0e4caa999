import type { ReferenceSpec } from '../document/profile-document.js';
import type { EntryName } from '../lookups.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import { reference } from './checks.js';
import type { EntryMaker } from './entry-maker.js';
import { optionalField } from './field.js';
import { compileReference } from './reference.js';

/**
 * What an entry calls another one. A slug is passed on as it is written, because the entry that bears it may stand
 * further down in the same file; what has to be found or made is looked up.
 */
export function compileMention<Make>(
  kind: EntryName,
  spec: ReferenceSpec<Make>,
  compileMake: (spec: Make, scope: Scope, pointer: string) => EntryMaker,
  scope: Scope,
  pointer: string,
): (row: RowState) => string | null | undefined {
  if (typeof spec === 'string' || 'from' in spec) return optionalField(spec, reference, scope, pointer);
  const found = compileReference(kind, spec, compileMake, scope, pointer);
  return (row) => {
    const entry = found.resolve(row);
    return entry === null || entry === undefined ? entry : entry.slug;
  };
}
