import { totalOf } from './frequencies.js';

/**
 * Polarization RQ of Reynal-Querol 2002: 4·Σ π²·(1 − π). 1 for two groups of one half each, 0 for a single group. How
 * far apart the groups stand does not matter.
 * @param shares of the groups; they are divided by their sum, so counts will do
 *
 * Null without records. Throws RangeError when a share is negative or not finite.
 */
export function reynalQuerol(shares: readonly number[]): number | null {
  const total = totalOf(shares);
  if (total === 0) return null;
  return 4 * shares.reduce((sum, share) => sum + (share / total) ** 2 * (1 - share / total), 0);
}
