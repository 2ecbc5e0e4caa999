import { totalOf } from './frequencies.js';

/**
 * Shannon 1948, in bits: −Σ pᵢ·log₂ pᵢ. 0 where all stand on one point, log₂ K where all K points have the same. The
 * order of the points does not matter.
 *
 * Null without records. Throws RangeError when a frequency is negative or not finite.
 */
export function entropy(frequencies: readonly number[]): number | null {
  const total = totalOf(frequencies);
  if (total === 0) return null;
  let bits = 0;
  for (const frequency of frequencies) {
    if (frequency > 0) bits -= (frequency / total) * Math.log2(frequency / total);
  }
  return bits;
}
