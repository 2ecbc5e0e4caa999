import type { Codings } from './codings.js';
import { assertResampling, quantileOf } from '../statistics/resampling.js';
import { disagreementOf, type ReliabilityMetric } from './disagreement.js';
import { tallyOf, type Tally } from './tally.js';

/** α with what it rests on. */
export interface KrippendorffAlpha {
  readonly alpha: number | null;
  /** Why α is null: no unit has 2 values, or all values are the same. */
  readonly reason: 'no-pairable-units' | 'no-variation' | null;
  /** Units with at least 2 values; the others are left out. */
  readonly units: number;
  /** Values of these units. */
  readonly values: number;
  /** D_o and D_e, in the squared units of the metric; null without pairable units. */
  readonly observed: number | null;
  readonly expected: number | null;
}

export interface ResampleOptions {
  /** How many resamples are drawn; 1,000 or more for figures to be printed. */
  readonly resamples: number;
  /** Share of the resamples that the interval holds, such as 0.95. */
  readonly coverage: number;
  /** Uniform in [0, 1). Called once per unit and resample; the same numbers give the same interval. */
  readonly random: () => number;
}

/**
 * Krippendorff's α, 1 − D_o/D_e (Krippendorff 2011): 1 where coders agree on all units, 0 where they agree as often as by
 * chance, below 0 where less often. Missing codings are left out, never guessed. Ordinal distances are by the values
 * that were given, pooled over coders, not by the points of a scale.
 *
 * Throws RangeError when a value is not finite, the coders do not have the same number of units, or a value is negative
 * under the ratio metric.
 */
export function krippendorffAlpha(codings: Codings, metric: ReliabilityMetric): KrippendorffAlpha {
  const tally = checkedTally(codings, metric);
  const units = tally.units.length;
  if (units === 0) {
    return { alpha: null, reason: 'no-pairable-units', units, values: 0, observed: null, expected: null };
  }
  const { observed, expected, values } = disagreementOf(tally, metric, timesOf(tally, tally.units));
  const figures = { units, values, observed, expected };
  return expected === 0
    ? { alpha: null, reason: 'no-variation', ...figures }
    : { alpha: 1 - observed / expected, reason: null, ...figures };
}

/**
 * A percentile interval for α by bootstrap. It resamples units, with all of their values: the units are what was sampled,
 * and the values of one unit hang together, so that resampling values or pairs would make the interval too narrow. D_e is
 * computed anew from each resample (Zapf et al. 2016), unlike in Krippendorff's own bootstrap, which keeps it fixed.
 * Resamples without variation have no α and are left out. Where all coders agree, both ends are 1.
 *
 * Null where α is, with a single pairable unit, or when every resample was without variation. Throws RangeError as
 * `krippendorffAlpha`, or unless `resamples` is a whole number above 0 and `coverage` lies between 0 and 1.
 */
export function krippendorffInterval(
  codings: Codings,
  metric: ReliabilityMetric,
  { resamples, coverage, random }: ResampleOptions,
): { readonly lower: number; readonly upper: number } | null {
  assertResampling(resamples, coverage);
  const tally = checkedTally(codings, metric);
  const { units } = tally;
  if (units.length < 2) return null;
  const alphas: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const drawn = units.map(() => units[Math.floor(random() * units.length)]!);
    const { observed, expected } = disagreementOf(tally, metric, timesOf(tally, drawn));
    if (expected > 0) alphas.push(1 - observed / expected);
  }
  if (alphas.length === 0) return null;
  alphas.sort((a, b) => a - b);
  const tail = (1 - coverage) / 2;
  return { lower: quantileOf(alphas, tail), upper: quantileOf(alphas, 1 - tail) };
}

/** The tally of the codings, refused where the metric makes no sense of them. */
function checkedTally(codings: Codings, metric: ReliabilityMetric): Tally {
  const isNegative = (value: number | null): boolean => value !== null && value < 0;
  if (metric === 'ratio' && codings.some((coding) => coding.some(isNegative))) {
    throw new RangeError('A ratio scale has no negative values.');
  }
  return tallyOf(codings);
}

/** How often each pattern is among the units. */
function timesOf({ patterns }: Tally, units: readonly number[]): number[] {
  const times = patterns.map(() => 0);
  for (const pattern of units) times[pattern]! += 1;
  return times;
}
