import { assertCategories } from './agreement.js';
import { chanceOf } from './chance.js';
import { disagreementsOf } from './disagreements.js';
import type { JointTable } from './joint-table.js';

/**
 * Alignment index of Benati and Capurri (2026, Quality & Quantity, doi 10.1007/s11135-026-02814-x) as the R package
 * fpsim computes it: linear S less the S that independent actors with the same marginals would have. 0 is no alignment
 * beyond chance, also where neither ever varies. Null for an empty table.
 * @param range distance between the ends of the declared scale, in the units of the levels
 *
 * Throws RangeError for a table with half agreements, for a range that is not positive and for levels that exceed it.
 */
export function alignmentIndex(table: JointTable, range: number): number | null {
  assertCategories(table);
  const { levels, mass } = table;
  const chance = chanceOf(mass, disagreementsOf(levels, 'linear', range), levels.length, 'own');
  return chance === null ? null : 2 * (chance.expected - chance.observed);
}
