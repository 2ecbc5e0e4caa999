import { totalOf } from './frequencies.js';

/**
 * Consensus of Tastle & Wierman 2007: 1 + Σ pᵢ·log₂(1 − |xᵢ − μ|/(max − min)), where μ is the mean position. 1 where all
 * stand on one point, 0 where one half stands at each end.
 * @param frequencies of all points of the declared scale, zeros included
 * @param positions of the same points; equally far apart when left out
 *
 * Null without records, or where all points have one position. Throws RangeError when a frequency is negative or not
 * finite, a position is not finite, or there are not as many positions as frequencies.
 */
export function consensus(
  frequencies: readonly number[],
  positions: readonly number[] = [...frequencies.keys()],
): number | null {
  const total = totalOf(frequencies);
  const range = rangeOf(positions, frequencies.length);
  if (total === 0 || range === 0) return null;
  const mean = frequencies.reduce((sum, frequency, i) => sum + frequency * positions[i]!, 0) / total;
  let sum = 0;
  frequencies.forEach((frequency, i) => {
    const share = frequency / total;
    const nearness = 1 - Math.abs(positions[i]! - mean) / range;
    // Those who stand on a point draw the mean to it: nearness is at least their share, but for rounding.
    if (share > 0) sum += share * Math.log2(Math.max(nearness, share));
  });
  return 1 + sum;
}

/** Greatest less smallest position. Throws RangeError when one is not finite or there are not `count` of them. */
export function rangeOf(positions: readonly number[], count: number): number {
  if (positions.length !== count) throw new RangeError(`There are ${positions.length} positions for ${count} points.`);
  const range = count === 0 ? 0 : Math.max(...positions) - Math.min(...positions);
  if (!Number.isFinite(range)) throw new RangeError('A position is a finite number.');
  return range;
}
