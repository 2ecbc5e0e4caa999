/** Σ (x − mean)², by its definition. */
export function squaresOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** What a segmentation costs: the squares of its segments, and the penalty for each but the first. */
export function costOf(values: readonly number[], changes: readonly number[], penalty: number): number {
  const starts = [0, ...changes];
  const segments = starts.map((start, i) => values.slice(start, starts[i + 1]));
  return segments.reduce((cost, segment) => cost + squaresOf(segment) + penalty, -penalty);
}

/** The least cost of all segmentations, by dynamic programming over every place of the last change. */
export function leastCost(values: readonly number[], penalty: number): number {
  const least = [-penalty];
  for (let end = 1; end <= values.length; end++) {
    const costs = least.map((cost, start) => cost + squaresOf(values.slice(start, end)) + penalty);
    least.push(Math.min(...costs));
  }
  return least[values.length]!;
}
