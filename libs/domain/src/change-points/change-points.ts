import { assertFinite } from '../statistics/assert-finite.js';
import { pelt } from './pelt.js';

export interface SegmentMean {
  /** In the units of the values. */
  readonly mean: number;
  readonly n: number;
}

/** A candidate shift: nothing says that it is one but the penalty it was worth. */
export interface ChangePoint {
  /** Number of values before the change. */
  readonly index: number;
  /** The segments on both sides, each up to the next change or the end of the series. */
  readonly before: SegmentMean;
  readonly after: SegmentMean;
  /** Mean after − mean before. */
  readonly size: number;
}

export interface ChangePoints {
  /** Why nothing was looked for; null where it was. */
  readonly reason: 'too-few' | 'no-variation' | null;
  /** β, in squares of the standard deviation; null with a reason. */
  readonly penalty: number | null;
  readonly changes: ChangePoint[];
}

/**
 * Changes of the mean of a series by `pelt`, with β = penaltyFactor · ln n on the values standardised by the mean and the
 * standard deviation of the whole series (of a sample: n − 1). The factor is customarily 2; 1 finds more, 3 fewer.
 * @param minN values without which nothing is looked for; a whole number, at least 2
 *
 * Throws RangeError for another minN, a factor below 0, anything that is not a finite number, and values too far apart to
 * be squared.
 */
export function changePointsOf(
  values: readonly number[],
  { penaltyFactor, minN }: { readonly penaltyFactor: number; readonly minN: number },
): ChangePoints {
  assertFinite(values);
  assertFinite([penaltyFactor]);
  if (penaltyFactor < 0) throw new RangeError(`A penalty factor of ${penaltyFactor} would pay for every change.`);
  if (!Number.isInteger(minN) || minN < 2) throw new RangeError(`There is no variation in ${minN} values; at least 2.`);
  if (values.length < minN) return { reason: 'too-few', penalty: null, changes: [] };
  const variance = sampleVariance(values);
  if (variance === 0) return { reason: 'no-variation', penalty: null, changes: [] };
  const penalty = penaltyFactor * Math.log(values.length);
  // To divide the values by their deviation divides every cost by the variance; to multiply the penalty is the same.
  const { changes } = pelt(values, penalty * variance);
  return { reason: null, penalty, changes: betweenSegments(values, changes) };
}

/** Taken of the differences from the first value, which are exactly 0 where there is no variation. */
function sampleVariance(values: readonly number[]): number {
  const differences = values.map((value) => value - values[0]!);
  const { mean, n } = meanOf(differences);
  return differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (n - 1);
}

function betweenSegments(values: readonly number[], changes: readonly number[]): ChangePoint[] {
  const starts = [0, ...changes];
  const segments = starts.map((start, i) => meanOf(values.slice(start, starts[i + 1])));
  return changes.map((index, i) => {
    const before = segments[i]!;
    const after = segments[i + 1]!;
    return { index, before, after, size: after.mean - before.mean };
  });
}

function meanOf(values: readonly number[]): SegmentMean {
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, n: values.length };
}
