import type { Repeated } from '../document/profile-document.js';
import { compileRepetition } from '../values/repetition.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';

/** One item; null where the row has none, undefined where it is at fault or not known yet. */
export type ItemReading<Item> = (row: RowState) => Item | null | undefined;

export interface List<Item> {
  /** All items; undefined where one is at fault or not known yet. */
  readonly read: (row: RowState) => Item[] | undefined;
  /** Whether the file has no column from which an item could come. */
  readonly isAbsent: (row: RowState) => boolean;
}

export function compileList<Spec extends Repeated, Item>(
  specs: readonly Spec[] | undefined,
  compileItem: (spec: Spec, scope: Scope, pointer: string) => ItemReading<Item>,
  scope: Scope,
  pointer: string,
): List<Item> {
  const items = (specs ?? []).map((spec, index) => {
    const place = `${pointer}/${index}`;
    const repetition = isRepeated(spec) ? compileRepetition(spec, scope, place) : null;
    return { repetition, read: compileItem(spec, repetition?.scope ?? scope, place) };
  });
  const isAbsent = (row: RowState): boolean => items.every(({ repetition }) => repetition?.isAbsent(row) === true);
  const readList = (row: RowState): Item[] | undefined => {
    const list: Item[] = [];
    let isWhole = true;
    for (const { repetition, read } of items) {
      const add = (): void => {
        const item = read(row);
        if (item === undefined) isWhole = false;
        else if (item !== null) list.push(item);
      };
      if (repetition === null) add();
      else repetition.each(row, add);
    }
    return isWhole ? list : undefined;
  };
  return { read: readList, isAbsent };
}

const isRepeated = ({ each, eachColumn, split, when }: Repeated): boolean =>
  (each ?? eachColumn ?? split ?? when) !== undefined;

/** The first key that two items have. */
export function firstTwice<Item>(list: readonly Item[], keyOf: (item: Item) => string): string | undefined {
  const keys = new Set<string>();
  for (const item of list) {
    const key = keyOf(item);
    if (keys.has(key)) return key;
    keys.add(key);
  }
  return undefined;
}
