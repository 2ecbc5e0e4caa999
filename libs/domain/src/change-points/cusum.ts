import { assertFinite } from '../statistics/assert-finite.js';

/**
 * Cumulative sums of the deviations from a target, upward and downward, each begun again at 0 where it would be negative
 * (Page 1954, in its tabular form). They are not reset by an alarm.
 * @param slack K: a deviation from the target that is let pass, in the units of the values
 * @param limit H: the alarm is the index, from 0, of the first value at which either sum is greater; null for none
 *
 * Throws RangeError for a slack or limit below 0 and anything that is not a finite number.
 */
export function cusum(
  values: readonly number[],
  { target, slack, limit }: { readonly target: number; readonly slack: number; readonly limit: number },
): { high: number[]; low: number[]; alarm: number | null } {
  assertFinite(values);
  assertFinite([target, slack, limit]);
  if (slack < 0 || limit < 0) throw new RangeError(`Neither slack (${slack}) nor limit (${limit}) can be below 0.`);
  const high = runningSums(values.map((value) => value - target - slack));
  const low = runningSums(values.map((value) => target - slack - value));
  const alarm = values.findIndex((_, index) => high[index]! > limit || low[index]! > limit);
  return { high, low, alarm: alarm === -1 ? null : alarm };
}

function runningSums(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum = Math.max(0, sum + step)));
}
