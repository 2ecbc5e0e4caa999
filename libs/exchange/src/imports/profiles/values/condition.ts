import type { ConditionSpec, Constant } from '../document/profile-document.js';
import type { RowState } from './row-state.js';
import type { Scope } from './scope.js';
import type { Value } from './reading.js';
import { compileValue } from './value.js';

export interface Condition {
  /** False also where the value is at fault, which has been reported then. */
  readonly holds: (row: RowState) => boolean;
  readonly value: Value;
}

export function compileCondition(spec: ConditionSpec, scope: Scope, pointer: string): Condition {
  if (typeof spec === 'string') return compileTest({ value: spec }, scope, pointer);
  return compileTest(spec, scope, pointer);
}

function compileTest(spec: Exclude<ConditionSpec, string>, scope: Scope, pointer: string): Condition {
  const value = compileValue(spec.value, scope, pointer);
  const is = spec.is && setOf(spec.is);
  const isNot = spec.isNot && setOf(spec.isNot);
  const holds = (row: RowState): boolean => {
    const text = value.read(row);
    if (text === undefined) return false;
    if (is !== undefined) return is.has(text) && isNot?.has(text) !== true;
    if (isNot !== undefined) return !isNot.has(text);
    return text !== null;
  };
  return { holds, value };
}

const setOf = (constants: readonly Constant[]): ReadonlySet<string | null> =>
  new Set(constants.map((constant) => (constant === null ? null : String(constant))));
