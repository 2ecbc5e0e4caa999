import { ABSENT, FIRST_LEVEL, jointTableOf, NO_RECORD, type JointOptions, type JointTable } from '../joint-table.js';
import { agreementOf, type Agreement, type AgreementQuestion } from '../agreement.js';

/** A position, no record or an absence. */
export type Held = number | null | 'absent';

/** Votes: yes, abstention, no. */
export const VOTES: JointOptions = { levels: [1, 2, 3], middle: 2, abstention: 'position', absence: 'dropped' };
/** Alliances: none, entente, neutrality, defence. None of them is an abstention. */
export const ALLIANCES: JointOptions = {
  levels: [0, 1, 2, 3],
  middle: NaN,
  abstention: 'position',
  absence: 'dropped',
};

export function codesOf(held: readonly Held[], levels: readonly number[]): Uint8Array {
  return Uint8Array.from(held, (each) => {
    if (each === null) return NO_RECORD;
    return each === 'absent' ? ABSENT : FIRST_LEVEL + levels.indexOf(each);
  });
}

export function tableOf(a: readonly Held[], b: readonly Held[], options: JointOptions): JointTable {
  return jointTableOf(codesOf(a, options.levels), codesOf(b, options.levels), options);
}

/** The table of so many units at each pair of levels. */
export function tableOfCounts(
  counts: readonly (readonly [a: Held, b: Held, units: number])[],
  options: JointOptions,
): JointTable {
  const sideOf = (side: 0 | 1): Held[] => counts.flatMap((row) => Array.from({ length: row[2] }, () => row[side]));
  return tableOf(sideOf(0), sideOf(1), options);
}

/** Linear, over a range of 2 and from one unit on, unless said otherwise. */
export const question = (rest: Partial<AgreementQuestion>): AgreementQuestion => ({
  measure: 'graded',
  distance: 'linear',
  range: 2,
  minN: 1,
  ...rest,
});

export const answerOf = (table: JointTable, rest: Partial<AgreementQuestion>): Agreement =>
  agreementOf(table, question(rest));
