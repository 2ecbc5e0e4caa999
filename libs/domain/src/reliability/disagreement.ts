import type { Tally } from './tally.js';

/** How far apart two different values are: each as far as any other, by rank, by difference, or by proportion. */
export type ReliabilityMetric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** The mean δ² within units and between any two values. */
export interface Disagreement {
  readonly observed: number;
  readonly expected: number;
  /** How many values both are of. */
  readonly values: number;
}

/** δ² of two different points on a line. */
type SquaredDistance = (a: number, b: number) => number;

const DISTANCES: Readonly<Record<ReliabilityMetric, SquaredDistance>> = {
  nominal: () => 1,
  ordinal: (a, b) => (a - b) ** 2,
  interval: (a, b) => (a - b) ** 2,
  ratio: (a, b) => ((a - b) / (a + b)) ** 2,
};

/**
 * D_o = (1/N) Σ_u Σ_{c≠k in u} δ²(c, k)/(m_u − 1) and D_e = (1/(N(N − 1))) Σ_{c≠k} n_c·n_k·δ²(c, k), over N values.
 * @param times how many units have each of the patterns; at least one has any
 */
export function disagreementOf(
  { values, patterns }: Tally,
  metric: ReliabilityMetric,
  times: readonly number[],
): Disagreement {
  const totals = values.map(() => 0);
  patterns.forEach(({ places, counts }, pattern) => {
    places.forEach((place, i) => (totals[place]! += counts[i]! * times[pattern]!));
  });
  const line = metric === 'ordinal' ? midranksOf(totals) : values;
  const distance = DISTANCES[metric];
  let within = 0;
  patterns.forEach(({ size, places, counts }, pattern) => {
    const points = places.map((place) => line[place]!);
    within += (times[pattern]! * sumOverPairs(points, counts, distance)) / (size - 1);
  });
  const count = totals.reduce((a, b) => a + b, 0);
  return {
    observed: within / count,
    expected: sumOverPairs(line, totals, distance) / (count * (count - 1)),
    values: count,
  };
}

/** The sum of δ² over all ordered pairs of different points, each as often as it is there. */
function sumOverPairs(points: readonly number[], counts: readonly number[], distance: SquaredDistance): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    for (let j = 0; j < i; j++) sum += counts[i]! * counts[j]! * distance(points[i]!, points[j]!);
  }
  return 2 * sum;
}

/** The mean rank of each value, less one half: two of them are Σ_{g=c}^{k} n_g − (n_c + n_k)/2 apart, as the ordinal metric has it. */
function midranksOf(totals: readonly number[]): number[] {
  let below = 0;
  return totals.map((total) => {
    const midrank = below + total / 2;
    below += total;
    return midrank;
  });
}
