/** Two readings of one thing, such as the positions of an actor on two days; null is none, and one of them is given. */
export interface Readings {
  readonly from: number | null;
  readonly to: number | null;
}

/** MOVED and STAYED have both readings, APPEARED only the second, LAPSED only the first. */
export type MovementStatus = 'MOVED' | 'STAYED' | 'APPEARED' | 'LAPSED';

export interface Movement {
  /** Second minus first; null where one is missing. */
  readonly delta: number | null;
  readonly moved: boolean;
  readonly status: MovementStatus;
}

/** How many went from one point of the scale to another (or the same). */
export interface Transition {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export interface MovementTable {
  /** Cells that are not empty, by `from` and then `to`, ascending. Their `n` sum to `moved` + `stayed`. */
  readonly transitions: readonly Transition[];
  readonly moved: number;
  readonly stayed: number;
  readonly appeared: number;
  readonly lapsed: number;
  /** Mean of second minus first over those with both; null where nobody has both. */
  readonly meanDelta: number | null;
}

/** Throws RangeError when neither reading is given. */
export function movementOf({ from, to }: Readings): Movement {
  if (from === null && to === null) throw new RangeError('There is nothing to compare.');
  if (from === null) return { delta: null, moved: false, status: 'APPEARED' };
  if (to === null) return { delta: null, moved: false, status: 'LAPSED' };
  const moved = from !== to;
  return { delta: to - from, moved, status: moved ? 'MOVED' : 'STAYED' };
}

/**
 * Who stayed, who moved and from where to where: the cross-classification of two readings.
 * @param points all points of the scale
 *
 * Throws RangeError when a reading is none of the points, or neither reading is given.
 */
export function movementTableOf(points: readonly number[], all: readonly Readings[]): MovementTable {
  const ascending = points.toSorted((a, b) => a - b);
  const rank = new Map(ascending.map((point, index) => [point, index]));
  const cells = new Map<number, number>();
  const counts: Record<MovementStatus, number> = { MOVED: 0, STAYED: 0, APPEARED: 0, LAPSED: 0 };
  let sum = 0;
  for (const readings of all) {
    const { delta, status } = movementOf(readings);
    const [from, to] = [rankIn(rank, readings.from), rankIn(rank, readings.to)];
    counts[status] += 1;
    if (delta === null) continue;
    const cell = from * ascending.length + to;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    sum += delta;
  }
  const both = counts.MOVED + counts.STAYED;
  return {
    transitions: [...cells]
      .sort(([a], [b]) => a - b)
      .map(([cell, n]) => ({
        from: ascending[Math.floor(cell / ascending.length)]!,
        to: ascending[cell % ascending.length]!,
        n,
      })),
    moved: counts.MOVED,
    stayed: counts.STAYED,
    appeared: counts.APPEARED,
    lapsed: counts.LAPSED,
    meanDelta: both === 0 ? null : sum / both,
  };
}

/** Those that moved furthest first, whichever way; those that did not move last. Equals go by name. */
export function furthestFirst<Item>(
  items: readonly Item[],
  read: (item: Item) => { readonly delta: number | null; readonly name: string },
): Item[] {
  return items
    .map((item) => {
      const { delta, name } = read(item);
      return { item, name, distance: Math.abs(delta ?? 0) };
    })
    .sort((a, b) => b.distance - a.distance || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ item }) => item);
}

function rankIn(rank: ReadonlyMap<number, number>, reading: number | null): number {
  const found = reading === null ? 0 : rank.get(reading);
  if (found === undefined) throw new RangeError(`${reading} is none of the points of the scale.`);
  return found;
}
