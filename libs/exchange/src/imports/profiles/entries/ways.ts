import { isReference } from '@app/domain';
import type { FindSpec, MappedValue } from '../document/profile-document.js';
import type { Answer, EntryName } from '../lookups.js';
import { compileCondition, type Condition } from '../values/condition.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import type { Value } from '../values/reading.js';
import { compileValue } from '../values/value.js';

/** One way to find an entry. */
export interface Way {
  readonly value: Value;
  readonly condition: Condition | null;
  /** Whether the answer depends on the day. */
  readonly isDated: boolean;
  readonly ask: (row: RowState, text: string) => Answer;
}

/** What must not be found, because the row would mean something else by it. */
export interface Refusal {
  readonly value: Value;
  readonly condition: Condition | null;
  /** Slug of what is found; null where nothing is, undefined where that is not known yet. */
  readonly other: (row: RowState, text: string) => string | null | undefined;
}

export function compileWay(kind: EntryName, spec: FindSpec, scope: Scope, pointer: string): Way {
  const { identifier: scheme } = spec;
  const condition = spec.when === undefined ? null : compileCondition(spec.when, scope, `${pointer}/when`);
  if (scheme !== undefined) {
    const value = compileValue(spec.value ?? null, scope, `${pointer}/value`);
    const ask = (row: RowState, text: string): Answer => row.lookups.actorByIdentifier(scheme, text, row.on);
    return { value, condition, isDated: true, ask };
  }
  if (spec.name !== undefined) {
    const value = compileValue(spec.name, scope, `${pointer}/name`);
    return { value, condition, isDated: false, ask: (row, text) => row.lookups.actorByName(text) };
  }
  return { ...bySlug(kind, spec.slug ?? null, scope, `${pointer}/slug`), condition };
}

/** A slug is refused wherever it is said: what bears it may not have been made yet. */
export function compileRefusal(kind: EntryName, spec: FindSpec, scope: Scope, pointer: string): Refusal {
  const { ask, condition, value } = compileWay(kind, spec, scope, pointer);
  if (spec.slug !== undefined) return { value, condition, other: (_, text) => text };
  const other = (row: RowState, text: string): string | null | undefined => {
    const answer = ask(row, text);
    if (answer === null || answer === undefined) return answer;
    return 'candidates' in answer ? answer.candidates.join(', ') : answer.slug;
  };
  return { value, condition, other };
}

export const bySlug = (
  kind: EntryName,
  spec: string | MappedValue | FindSpec['slug'],
  scope: Scope,
  pointer: string,
): Way => ({
  value: compileValue(spec ?? null, scope, pointer),
  condition: null,
  isDated: false,
  ask: (row, text) => (isReference(text) ? row.lookups.entry(kind, text) : null),
});
