import { totalOf } from '../polarization/frequencies.js';

/**
 * How far a group stands on one option: (m − (N − m)/(K − 1)) / N, where m is the greatest of K counts and N their sum.
 * 1 where all are on one option, 0 where all options have the same. Hix, Noury & Roland 2005, for yes, no and abstain.
 * The order of the options does not matter: abstaining is as far from yes as no is.
 * @param counts how many are on each option, those that nobody took included
 *
 * Null without records, or with fewer than 2 options. Throws RangeError when a count is negative or not finite.
 */
export function agreementIndex(counts: readonly number[]): number | null {
  const total = totalOf(counts);
  if (total === 0 || counts.length < 2) return null;
  const most = Math.max(...counts);
  return (most - (total - most) / (counts.length - 1)) / total;
}
