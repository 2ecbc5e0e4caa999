import { totalOf } from './frequencies.js';

/**
 * Ordinal dispersion D of Leik 1966: Σ min(F, 1 − F) over the cumulated shares F of all points but the last, divided by
 * the (K − 1)/2 it can at most be. 0 where all stand on one point, 1 where one half stands at each end.
 * @param frequencies of all points of the declared scale in order, zeros included
 *
 * Null without records, or on fewer than 2 points. Throws RangeError when a frequency is negative or not finite.
 */
export function leikD(frequencies: readonly number[]): number | null {
  return meanOverSteps(frequencies, (share) => 2 * Math.min(share, 1 - share));
}

/**
 * Concentration l² of Blair & Lacy 2000: Σ (F − ½)² over the cumulated shares F of all points but the last, divided by
 * the (K − 1)/4 it can at most be. 1 where all stand on one point, 0 where one half stands at each end.
 * @param frequencies of all points of the declared scale in order, zeros included
 *
 * Null without records, or on fewer than 2 points. Throws RangeError when a frequency is negative or not finite.
 */
export function lSquared(frequencies: readonly number[]): number | null {
  return meanOverSteps(frequencies, (share) => (2 * share - 1) ** 2);
}

/**
 * Index of ordinal variation of Berry & Mielke 1992: the distances in points between any two records, Σ nᵢnⱼ·(j − i)
 * over i < j, divided by the most that N records can have. That is (K − 1)·N²/4, and (K − 1)·(N² − 1)/4 for an odd N,
 * which has no halves. 0 where all stand on one point, 1 where the records are shared out between the ends. For an even
 * N it is 1 − l².
 * @param frequencies of all points of the declared scale in order, zeros included
 *
 * Null with fewer than 2 records or points. Throws RangeError when a frequency is negative or not finite.
 */
export function berryMielke(frequencies: readonly number[]): number | null {
  const total = totalOf(frequencies);
  const reachable = total % 2 === 1 ? 1 - 1 / total ** 2 : 1;
  // Two records are as many points apart as there are steps with one of them below and the other above.
  return reachable === 0 ? null : meanOverSteps(frequencies, (share) => (4 * share * (1 - share)) / reachable);
}

/** Mean of a figure of the cumulated shares of all points but the last; null without records, or where there are none. */
function meanOverSteps(frequencies: readonly number[], figure: (share: number) => number): number | null {
  const total = totalOf(frequencies);
  if (total === 0 || frequencies.length < 2) return null;
  let below = 0;
  let sum = 0;
  for (const frequency of frequencies.slice(0, -1)) {
    below += frequency;
    sum += figure(below / total);
  }
  return sum / (frequencies.length - 1);
}
