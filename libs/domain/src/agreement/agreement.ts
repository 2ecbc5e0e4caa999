import { figureOf, type FigureChoice } from './figure.js';
import type { JointTable } from './joint-table.js';

export type { Distance } from './disagreements.js';
export type { AgreementMeasure } from './figure.js';

export interface AgreementQuestion extends FigureChoice {
  /** Least number of units that an answer may rest on. */
  readonly minN: number;
}

export interface Agreement {
  readonly value: number | null;
  /** Why there is no value. `no-variation`: both always hold the same level, so that chance explains everything. */
  readonly reason: 'too-few' | 'no-variation' | null;
  /** Units in the table, half agreements included. */
  readonly n: number;
}

/**
 * How far two actors agree (formulas.md 4.2.1 to 4.2.4), with w the masses, v the disagreements and d the distances:
 * - `identical`: share of identical levels, 0 to 1.
 * - `graded`: 1 − mean d/range, 0 to 1 (Voeten's agreement score of votes).
 * - `s`: 1 − 2 Σ w v / Σ w, −1 to 1 (Signorino and Ritter 1999).
 * - `kappa`: 1 − Σ v o / Σ v r c, at most 1 (Cohen 1960, 1968).
 * - `pi`: the same with pooled marginals, at most 1 (Scott 1955).
 *
 * A half agreement counts ½ of `identical` and `graded`, and so 0 of `s`. Without any unit, with fewer than minN or with
 * units that all weigh 0 the answer is `too-few`.
 *
 * Throws RangeError for kappa and pi of a table with half agreements, which are of no category, for a range that is not
 * positive and for levels that exceed it.
 */
export function agreementOf(table: JointTable, question: AgreementQuestion): Agreement {
  if (question.measure === 'kappa' || question.measure === 'pi') assertCategories(table);
  const figure = figureOf(table.levels, question);
  const n = sumOf(table.units) + table.halfUnits;
  const isEmpty = sumOf(table.mass) + table.halfMass === 0;
  if (isEmpty || n < question.minN) return { value: null, reason: 'too-few', n };
  const value = figure(table.mass, table.halfMass);
  return { value, reason: value === null ? 'no-variation' : null, n };
}

/** Throws RangeError for a table with half agreements. */
export function assertCategories({ halfUnits }: JointTable): void {
  if (halfUnits === 0) return;
  throw new RangeError(
    'Chance can be corrected for only where every unit is of a category; half agreements are of none.',
  );
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
