import type { CountsByWeight } from '../timeline/types.js';
import { assertFinite } from './assert-finite.js';
import { studentQuantile } from './student.js';

export interface MeanInterval {
  readonly lower: number;
  readonly upper: number;
}

export interface WeightedMean {
  /** Σw·x ÷ Σw. */
  readonly mean: number;
  /** Number of records that weigh anything. */
  readonly n: number;
  /** (Σw)² ÷ Σw²: so many records of equal weight would say as much. */
  readonly effectiveN: number;
  /** Σw(x − mean)² ÷ Σw. */
  readonly variance: number;
  /** Null as that of `meanInterval`. */
  readonly interval: MeanInterval | null;
}

interface Weighed {
  readonly weight: number;
  readonly position: number;
  readonly n: number;
}

/**
 * The interval of Student's t about a mean of independent observations: mean ± t · √(variance ÷ n), with n − 1 degrees of
 * freedom. Null where n is 1 or less, and where the interval would be too wide for a number.
 * @param variance of the sample, Σ(x − mean)² ÷ (n − 1)
 * @param n need not be whole: it may be an effective number
 * @param coverage 0.95 for 95 %; between 0 and 1, neither of them
 *
 * Throws RangeError for a negative variance or n, another coverage, or anything that is not a finite number.
 */
export function meanInterval({
  mean,
  variance,
  n,
  coverage,
}: {
  readonly mean: number;
  readonly variance: number;
  readonly n: number;
  readonly coverage: number;
}): MeanInterval | null {
  assertFinite([mean, variance, n]);
  assertCoverage(coverage);
  if (variance < 0 || n < 0) throw new RangeError(`There is no variance ${variance} of ${n} observations.`);
  if (n <= 1) return null;
  const half = studentQuantile((1 + coverage) / 2, n - 1) * Math.sqrt(variance / n);
  return Number.isFinite(half) ? { lower: mean - half, upper: mean + half } : null;
}

/**
 * The weighted mean of counted positions, with the interval of `meanInterval` for the effective number of records and the
 * variance · effectiveN ÷ (effectiveN − 1): where all weights are equal, the same interval. Weights tell how much a
 * record is trusted, not how many it stands for: all of them doubled changes nothing. Records of weight 0 do not count; null
 * where no others are.
 * @param coverage as for `meanInterval`
 *
 * Throws RangeError for a weight or a count below 0 or anything that is not a finite number.
 */
export function weightedMeanInterval({
  countsByWeight,
  coverage,
}: {
  readonly countsByWeight: CountsByWeight;
  readonly coverage: number;
}): WeightedMean | null {
  assertCoverage(coverage);
  const entries = relativelyWeighed(countsByWeight);
  const total = (term: (entry: Weighed) => number): number => entries.reduce((sum, entry) => sum + term(entry), 0);
  const n = total((entry) => entry.n);
  if (n === 0) return null;
  const mass = total(({ weight, n }) => weight * n);
  const mean = total(({ weight, position, n }) => weight * n * position) / mass;
  const variance = total(({ weight, position, n }) => weight * n * (position - mean) ** 2) / mass;
  const effectiveN = mass ** 2 / total(({ weight, n }) => weight ** 2 * n);
  const interval =
    effectiveN > 1
      ? meanInterval({ mean, variance: (variance * effectiveN) / (effectiveN - 1), n: effectiveN, coverage })
      : null;
  return { mean, n, effectiveN, variance, interval };
}

function assertCoverage(coverage: number): void {
  if (!(coverage > 0 && coverage < 1)) throw new RangeError(`An interval covers between 0 and 1, not ${coverage}.`);
}

/** Weights as parts of the heaviest, whose squares cannot overflow, and in order, so that rounding has no history. */
function relativelyWeighed(countsByWeight: CountsByWeight): Weighed[] {
  const entries: Weighed[] = [];
  for (const [key, counts] of Object.entries(countsByWeight)) {
    for (const [position, n] of Object.entries(counts)) {
      const entry = { weight: Number(key), position: Number(position), n };
      assertFinite([entry.weight, entry.position, n]);
      if (entry.weight < 0 || n < 0) throw new RangeError(`There are no ${n} records of weight ${entry.weight}.`);
      if (entry.weight > 0 && n > 0) entries.push(entry);
    }
  }
  const heaviest = Math.max(...entries.map(({ weight }) => weight));
  return entries
    .sort((a, b) => a.weight - b.weight || a.position - b.position)
    .map((entry) => ({ ...entry, weight: entry.weight / heaviest }));
}
