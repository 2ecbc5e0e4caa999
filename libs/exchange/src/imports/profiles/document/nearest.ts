/** How many letters have to be put in, left out, changed or swapped with their neighbour to make one text of the other. */
export function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] as number) + 1, (next[j - 1] as number) + 1, (last[j - 1] as number) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      next.push(cost);
    }
    before = last;
    last = next;
  }
  return last[other.length] as number;
}

/** The known name that was probably meant, if any is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const shortest = name.slice(0, 60).toLowerCase();
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(shortest, candidate.slice(0, 60).toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .toSorted((one, other) => one.distance - other.distance);
  return near[0]?.candidate;
}

const SHOWN = 30;

/** The end of a sentence: what may have been meant, else what there is, else what to do. */
export function nearest(name: string, known: readonly string[], otherwise: string): string {
  const meant = nearestName(name, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  if (known.length === 0) return `${otherwise}.`;
  const more = known.length > SHOWN ? ` and ${known.length - SHOWN} more` : '';
  return `there are ${known.slice(0, SHOWN).join(', ')}${more}.`;
}
