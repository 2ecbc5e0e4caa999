/** Who is left where every pair has a value, and who is not, with how many values were missing when they were left out. */
export interface CompleteSubset {
  /** Indexes, ascending. */
  readonly kept: readonly number[];
  readonly leftOut: readonly { readonly index: number; readonly missing: number }[];
}

/**
 * Grouping needs a value for every pair. As long as one is missing, whoever misses most values is left out; of several,
 * the last.
 * @param values symmetric, square; null is missing; the diagonal is not looked at
 */
export function completeSubset(values: readonly (readonly (number | null)[])[]): CompleteSubset {
  const missing = values.map((row, own) => row.filter((value, other) => other !== own && value === null).length);
  const kept = new Set(values.keys());
  const leftOut: { index: number; missing: number }[] = [];
  for (;;) {
    const worst = Math.max(0, ...[...kept].map((index) => missing[index]!));
    if (worst === 0) break;
    const index = [...kept].findLast((each) => missing[each] === worst)!;
    leftOut.push({ index, missing: worst });
    kept.delete(index);
    for (const other of kept) if (values[other]![index] === null) missing[other]! -= 1;
  }
  return { kept: [...kept], leftOut };
}
