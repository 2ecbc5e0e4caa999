import type { Cluster, CountsByWeight, Tally } from './types.js';

export type Sums = Pick<Tally, 'mass' | 'sum' | 'lowest' | 'highest'>;

/** Adds `counts` to `total` in place. */
export function addCounts(total: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const position in counts) total[position] = (total[position] ?? 0) + (counts[position] ?? 0);
}

/** Adds a cluster's counts to `total` in place, each under the weight of its records. */
export function addByWeight(
  total: Record<string, Record<string, number>>,
  { counts, countsByWeight = { '1': counts } }: Pick<Cluster, 'counts' | 'countsByWeight'>,
): void {
  for (const weight in countsByWeight) addCounts((total[weight] ??= {}), countsByWeight[weight]!);
}

/**
 * Σ weight and Σ weight · position, and the least and greatest position. Added up from counts in a fixed order, so that rounding does not depend on how the
 * records were grouped before; with weights of 1 and whole positions nothing is rounded.
 */
export function sumsOf(countsByWeight: CountsByWeight): Sums {
  let mass = 0;
  let sum = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (const [weight, counts] of ascending(countsByWeight)) {
    let n = 0;
    let positions = 0;
    for (const [position, count] of ascending(counts)) {
      n += count;
      positions += position * count;
      lowest = Math.min(lowest, position);
      highest = Math.max(highest, position);
    }
    mass += weight * n;
    sum += weight * positions;
  }
  return { mass, sum, lowest, highest };
}

const ascending = <T>(byNumber: Readonly<Record<string, T>>): (readonly [number, T])[] =>
  Object.entries(byNumber)
    .map(([number, value]) => [Number(number), value] as const)
    .toSorted(([a], [b]) => a - b);

/** The same counts, negative positions and fractions from lowest to highest; an object keeps the others in order by itself. */
export function inOrder(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  let before = -Infinity;
  for (const position in counts) {
    // These come last.
    const isNamed = position.startsWith('-') || position.includes('.');
    if (isNamed && Number(position) < before) return sorted(counts);
    if (isNamed) before = Number(position);
  }
  return counts;
}

function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => Number(a) - Number(b)));
}

/** `ids`, then those of `more` that are not among them, as far as the limit. */
export function withIds(ids: readonly string[], more: readonly string[], limit: number): readonly string[] {
  if (ids.length === 0 && more.length <= limit) return more;
  const all = ids.slice();
  for (let i = 0; i < more.length && all.length < limit; i++) {
    if (!ids.includes(more[i]!)) all.push(more[i]!);
  }
  return all;
}

/** Merge of two descending lists without repetition, cut to the limit. */
export function unionOfIds(a: readonly string[], b: readonly string[], limit: number): readonly string[] {
  const union: string[] = [];
  let i = 0;
  let j = 0;
  while (union.length < limit && (i < a.length || j < b.length)) {
    const left = a[i] ?? '';
    const right = b[j] ?? '';
    union.push(left > right ? left : right);
    if (left >= right) i++;
    if (right >= left) j++;
  }
  return union;
}
