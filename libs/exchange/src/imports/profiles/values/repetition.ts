import { InvalidProblem } from '@app/domain';
import type { Repeated } from '../document/profile-document.js';
import { compileCondition } from './condition.js';
import type { RowState } from './row-state.js';
import type { Scope } from './scope.js';
import { compileValue } from './value.js';

/** How often an item of a list is made, and what it sees each time. */
export interface Repetition {
  readonly scope: Scope;
  each(row: RowState, make: () => void): void;
  /** Whether the file has no column that it could go through. */
  isAbsent(row: RowState): boolean;
}

/** Table rows outside, then columns, then parts of a text; the condition is asked last, for each of them. */
export function compileRepetition(spec: Repeated, outer: Scope, pointer: string): Repetition {
  let repetition: Repetition = { scope: outer, each: (_, make) => make(), isAbsent: () => false };
  if (spec.each !== undefined) repetition = inside(repetition, overRows(spec.each, outer, `${pointer}/each`));
  if (spec.eachColumn !== undefined) {
    repetition = inside(repetition, overColumns(spec.eachColumn, repetition.scope, `${pointer}/eachColumn`));
  }
  if (spec.split !== undefined) repetition = inside(repetition, overParts(spec.split, repetition.scope, pointer));
  if (spec.when === undefined) return repetition;
  const condition = compileCondition(spec.when, repetition.scope, `${pointer}/when`);
  return inside(repetition, {
    scope: repetition.scope,
    each: (row, make) => void (condition.holds(row) && make()),
    isAbsent: () => false,
  });
}

const inside = (outer: Repetition, inner: Repetition): Repetition => ({
  scope: inner.scope,
  each: (row, make) => outer.each(row, () => inner.each(row, make)),
  isAbsent: (row) => outer.isAbsent(row) || inner.isAbsent(row),
});

function overRows(name: string, outer: Scope, pointer: string): Repetition {
  const table = outer.tables.get(name);
  if (table?.isMany !== true) {
    const many = [...outer.tables.values()].flatMap((known) => (known.isMany ? [known.name] : []));
    const there = many.length > 0 ? `there are ${many.join(', ')}` : 'declare one under tables';
    throw InvalidProblem.at(pointer, 'profile/invalid', `There is no table "${name}" with "many: true"; ${there}.`);
  }
  return {
    scope: outer.within({ table }),
    each: (row, make) => {
      for (const cells of table.rows(row)) {
        row.repeatedRows[table.number] = cells;
        make();
      }
      row.repeatedRows[table.number] = null;
    },
    isAbsent: () => !table.isThere,
  };
}

function overColumns(pattern: string, outer: Scope, pointer: string): Repetition {
  if (pattern.split('*').length !== 2) {
    throw InvalidProblem.at(pointer, 'profile/invalid', `"${pattern}" needs exactly one *, which stands for any text.`);
  }
  const group = outer.columns.group(pattern);
  return {
    scope: outer.within({ group }),
    each: (row, make) => {
      for (let at = 0; at < group.rests.length; at += 1) {
        row.repeatedColumns[group.number] = at;
        make();
      }
      row.repeatedColumns[group.number] = -1;
    },
    isAbsent: () => group.rests.length === 0,
  };
}

function overParts({ value, by }: NonNullable<Repeated['split']>, outer: Scope, pointer: string): Repetition {
  const whole = compileValue(value, outer, `${pointer}/split/value`);
  return {
    scope: outer.within({ part: whole.origin }),
    each: (row, make) => {
      for (const part of whole.read(row)?.split(by) ?? []) {
        row.part = part.trim() === '' ? null : part.trim();
        if (row.part !== null) make();
      }
      row.part = null;
    },
    isAbsent: (row) => whole.origin.roots.length > 0 && whole.origin.roots.every((root) => root.index(row) < 0),
  };
}
