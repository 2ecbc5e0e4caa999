import { totalOf } from '../polarization/frequencies.js';

/**
 * Rice 1925: |for − against| / (for + against). 1 where all are on one side, 0 where both sides have the same.
 *
 * Null when nobody is on either side. Throws RangeError when a count is negative or not finite.
 */
export function riceIndex(for_: number, against: number): number | null {
  const total = totalOf([for_, against]);
  return total === 0 ? null : Math.abs(for_ - against) / total;
}
