/** Adds `counts` to `total` in place. */
export function addCounts(total: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const position in counts) total[position] = (total[position] ?? 0) + (counts[position] ?? 0);
}

/** The same counts, the negative positions from lowest to highest; an object keeps the others in order by itself. */
export function inOrder(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  let before = -Infinity;
  for (const position in counts) {
    // The negative ones come last.
    const isNegative = position.startsWith('-');
    if (isNegative && Number(position) < before) return sorted(counts);
    if (isNegative) before = Number(position);
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
