import { FIRST_LEVEL } from '@app/domain';

/** Two actors over the same units, with the levels that their codes stand for. */
export interface CodedPair {
  readonly own: Uint8Array;
  readonly others: Uint8Array;
  readonly levels: readonly number[];
}

/** Tables of so many levels are small however few of them are used. */
const FEW_LEVELS = 5;

/**
 * The same two actors, coded by the levels that either of them uses. A joint table grows with the square of the levels:
 * of a scale of a hundred points two actors with six units use twelve at most.
 */
export function byUsedLevels({ levels, others, own }: CodedPair): CodedPair {
  if (levels.length <= FEW_LEVELS) return { own, others, levels };
  const used = new Uint8Array(FIRST_LEVEL + levels.length);
  for (const code of own) used[code] = 1;
  for (const code of others) used[code] = 1;
  const recoded = Uint8Array.from(used.keys());
  const kept: number[] = [];
  levels.forEach((level, index) => {
    if (used[FIRST_LEVEL + index] === 0) return;
    recoded[FIRST_LEVEL + index] = FIRST_LEVEL + kept.length;
    kept.push(level);
  });
  return { own: own.map((code) => recoded[code]!), others: others.map((code) => recoded[code]!), levels: kept };
}

/** Cells of the joint table of two actors over so many units, at most. */
export function mostCells(levels: number, units: number): number {
  return (levels <= FEW_LEVELS ? levels : Math.min(levels, 2 * units)) ** 2;
}
