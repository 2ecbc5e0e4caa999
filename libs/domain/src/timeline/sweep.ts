import { combineFronts, frontOfDuration } from './fronts.js';
import { addByWeight, addCounts, sumsOf } from './merging.js';
import type { Cluster, CountsByWeight, DayBucket, DayNumber, Duration, Front, Seeds, Tally } from './types.js';

const NO_COUNTS: Readonly<Record<string, number>> = Object.freeze({});

/**
 * One pass over the records of a pair, bucket by bucket. `enter` each bucket in order; then the fields tell what falls
 * into it and what is in force on its last day. Buckets may leave gaps but not overlap. One bucket costs what is new
 * in it plus a look at the durations it overlaps; the whole pass O(records + buckets) after sorting.
 */
export class Sweep {
  /** In force on the bucket's last day. */
  frontByEarliest: Front | null;
  frontByLatest: Front | null;
  /** Records in the bucket by the latest curve, with and without a position, and of the act ABSENCE. */
  n = 0;
  unpositioned = 0;
  absent = 0;
  /** Last day any positioned one of them is known to have held; −Infinity without one. */
  heldUntil: DayNumber = -Infinity;
  /** The same by the earliest curve. */
  nByEarliest = 0;
  heldUntilByEarliest: DayNumber = -Infinity;

  private readonly byLatest: readonly Cluster[];
  private readonly byEarliest: readonly Cluster[];
  private readonly durations: readonly Duration[];
  /** Clusters of the bucket: `byLatest` from `bucketFrom` to before `nextByLatest`. */
  private bucketFrom = 0;
  private nextByLatest = 0;
  /** Of these by the earliest curve: from here to before `nextByEarliest`. */
  private bucketFromByEarliest = 0;
  private nextByEarliest = 0;
  private nextDuration = 0;
  /** Durations that overlap the bucket, by begin. */
  private readonly held: Duration[] = [];
  /** Of these, how many there are of each position, counted as they come and go: a long one is held in many buckets. */
  private readonly heldByPosition = new Map<number, number>();
  /** The same as they are told; null when they have changed since. */
  private heldCounts: Readonly<Record<string, number>> | null = null;
  private heldPositioned = 0;
  private heldAbsent = 0;
  /** Last end of any that has been held with a position; as long as one of them is held, it is among them. */
  private lastEnd: DayNumber = -Infinity;
  /** Whether any record has a weight. */
  private readonly isWeighed: boolean;

  constructor(input: { clusters: readonly Cluster[]; durations: readonly Duration[]; seeds: Seeds }) {
    this.frontByEarliest = input.seeds.byEarliest;
    this.frontByLatest = input.seeds.byLatest;
    this.byLatest = sorted(input.clusters, olderByLatest);
    this.byEarliest = sorted(this.byLatest, olderByEarliest);
    this.durations = sorted(input.durations, olderDuration);
    this.isWeighed =
      input.clusters.some(({ countsByWeight }) => countsByWeight !== undefined) ||
      input.durations.some(({ weight }) => weight !== undefined);
  }

  enter({ first, last }: Pick<DayBucket, 'first' | 'last'>): void {
    this.takeByLatest(first, last);
    this.takeByEarliest(first, last);
    this.dropEnded(first);
    this.takeDurations(first, last);
    this.countHeld(last);
  }

  /** Records per position, always in the same order: equal figures are equal text, whatever they were added from. */
  counts(): Readonly<Record<string, number>> {
    if (this.n === 0) return NO_COUNTS;
    if (this.held.length === 0 && this.nextByLatest - this.bucketFrom === 1) {
      return this.byLatest[this.bucketFrom]!.counts;
    }
    if (this.n === this.heldPositioned) return (this.heldCounts ??= inNumericOrder(this.heldByPosition));
    const total = new Map(this.heldByPosition);
    const add = (position: number, number: number): void => {
      total.set(position, (total.get(position) ?? 0) + number);
    };
    for (let i = this.bucketFrom; i < this.nextByLatest; i++) {
      const cluster = this.byLatest[i]!;
      // Walking the keys of an object costs several times this, and most clusters of a short bucket are one record.
      if (cluster.n === 1) add(cluster.sum, 1);
      else if (cluster.n > 1) for (const position in cluster.counts) add(Number(position), cluster.counts[position]!);
    }
    return inNumericOrder(total);
  }

  /** Ids of the bucket's points, newest first, loose ones last; then of its durations, latest begin first. */
  ids(limit: number): string[] {
    const ids: string[] = [];
    // A month's cluster names its newest only, so nothing of another cluster can be put in between.
    const loose: string[] = [];
    for (let i = this.nextByLatest - 1; i >= this.bucketFrom; i--) {
      const { ids: own, isLoose } = this.byLatest[i]!;
      const listed = isLoose === true ? loose : ids;
      for (let k = 0; k < own.length && listed.length < limit; k++) listed.push(own[k]!);
    }
    for (let i = 0; i < loose.length && ids.length < limit; i++) ids.push(loose[i]!);
    for (let i = this.held.length - 1; i >= 0 && ids.length < limit; i--) ids.push(this.held[i]!.id);
    return ids;
  }

  /** The bucket's positioned records; only when `n` > 0. */
  tallyByLatest(records: readonly string[]): Tally {
    const counts = this.isWeighed
      ? this.weighedCounts(this.byLatest, this.bucketFrom, this.nextByLatest)
      : { '1': this.counts() };
    return { ...sumsOf(counts), heldUntil: this.heldUntil, records, counts };
  }

  /**
   * The same by the earliest curve; only when `nByEarliest` > 0. `records` names the newest of them, not all: those in
   * force on the bucket's last day.
   */
  tallyByEarliest(): Tally {
    const front = this.frontByEarliest!;
    const sums = sumsOf(this.weighedCounts(this.byEarliest, this.bucketFromByEarliest, this.nextByEarliest));
    return { ...sums, heldUntil: this.heldUntilByEarliest, records: front.records ?? [front.id], counts: null };
  }

  /** Of the clusters `from` to before `to` and of what is held. */
  private weighedCounts(clusters: readonly Cluster[], from: number, to: number): CountsByWeight {
    const counts: Record<string, Record<string, number>> = {};
    for (let i = from; i < to; i++) addByWeight(counts, clusters[i]!);
    for (const { position, weight = 1 } of this.held) {
      if (position !== null) addCounts((counts[weight] ??= {}), { [position]: 1 });
    }
    return counts;
  }

  private takeByLatest(first: DayNumber, last: DayNumber): void {
    this.n = this.unpositioned = this.absent = 0;
    this.heldUntil = -Infinity;
    let next = this.nextByLatest;
    while (next < this.byLatest.length && this.byLatest[next]!.day < first) {
      this.frontByLatest = combineFronts(this.frontByLatest, this.byLatest[next++]!.byLatest);
    }
    this.bucketFrom = next;
    for (; next < this.byLatest.length && this.byLatest[next]!.day <= last; next++) {
      const { absent, byLatest, n, unpositioned } = this.byLatest[next]!;
      this.unpositioned += unpositioned;
      this.absent += absent;
      if (byLatest === null) continue;
      this.frontByLatest = combineFronts(this.frontByLatest, byLatest);
      this.n += n;
      if (byLatest.day > this.heldUntil) this.heldUntil = byLatest.day;
    }
    this.nextByLatest = next;
  }

  private takeByEarliest(first: DayNumber, last: DayNumber): void {
    this.nByEarliest = 0;
    this.heldUntilByEarliest = -Infinity;
    this.bucketFromByEarliest = this.nextByEarliest;
    for (; this.nextByEarliest < this.byEarliest.length; this.nextByEarliest++) {
      const { byEarliest, n } = this.byEarliest[this.nextByEarliest]!;
      if (byEarliest === null) continue;
      if (byEarliest.day > last) break;
      this.frontByEarliest = combineFronts(this.frontByEarliest, byEarliest);
      if (byEarliest.day < first) {
        this.bucketFromByEarliest = this.nextByEarliest + 1;
        continue;
      }
      this.nByEarliest += n;
      this.heldUntilByEarliest = Math.max(this.heldUntilByEarliest, byEarliest.day);
    }
  }

  private dropEnded(first: DayNumber): void {
    let kept = 0;
    for (let i = 0; i < this.held.length; i++) {
      const duration = this.held[i]!;
      if (endOf(duration) >= first) this.held[kept++] = duration;
      else this.noteHeld(duration, -1);
    }
    if (kept < this.held.length) this.held.length = kept;
  }

  private takeDurations(first: DayNumber, last: DayNumber): void {
    for (; this.nextDuration < this.durations.length; this.nextDuration++) {
      const duration = this.durations[this.nextDuration]!;
      if (beginOf(duration) > last) break;
      const front = frontOfDuration(duration);
      this.frontByEarliest = combineFronts(this.frontByEarliest, front);
      this.frontByLatest = combineFronts(this.frontByLatest, front);
      if (endOf(duration) < first) continue;
      this.held.push(duration);
      this.noteHeld(duration, 1);
    }
  }

  /** Counts a duration that begins, or ends, to be held. */
  private noteHeld(duration: Duration, by: 1 | -1): void {
    const { absent, position } = duration;
    if (absent === true) this.heldAbsent += by;
    if (position === null) return;
    this.heldCounts = null;
    this.heldPositioned += by;
    this.heldByPosition.set(position, (this.heldByPosition.get(position) ?? 0) + by);
    this.lastEnd = Math.max(this.lastEnd, endOf(duration));
  }

  private countHeld(last: DayNumber): void {
    this.absent += this.heldAbsent;
    this.unpositioned += this.held.length - this.heldPositioned;
    if (this.heldPositioned === 0) return;
    this.n += this.heldPositioned;
    this.nByEarliest += this.heldPositioned;
    const heldUntil = Math.min(this.lastEnd, last);
    this.heldUntil = Math.max(this.heldUntil, heldUntil);
    this.heldUntilByEarliest = Math.max(this.heldUntilByEarliest, heldUntil);
  }
}

/** As an object, without what has been taken away again. */
function inNumericOrder(numbers: ReadonlyMap<number, number>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const position of [...numbers.keys()].sort((a, b) => a - b)) {
    const number = numbers.get(position)!;
    if (number > 0) counts[position] = number;
  }
  return counts;
}

export const beginOf = ({ begin }: Duration): DayNumber => begin ?? -Infinity;
export const endOf = ({ end }: Duration): DayNumber => end ?? Infinity;

/** The list itself when it is in order, as SQL returns it; else a sorted copy. */
function sorted<T>(items: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  for (let i = 1; i < items.length; i++) {
    if (compare(items[i - 1]!, items[i]!) > 0) return items.toSorted(compare);
  }
  return items;
}

function olderByLatest(a: Cluster, b: Cluster): number {
  return compareDays(a.day, b.day) || compareIds(a.ids[0] ?? '', b.ids[0] ?? '');
}

/** Clusters without a position come first: no curve sees them. */
function olderByEarliest(a: Cluster, b: Cluster): number {
  return compareDays(a.byEarliest?.day ?? -Infinity, b.byEarliest?.day ?? -Infinity);
}

function olderDuration(a: Duration, b: Duration): number {
  return compareDays(beginOf(a), beginOf(b)) || compareIds(a.id, b.id);
}

// Not a subtraction: two open days would give NaN.
const compareDays = (a: DayNumber, b: DayNumber): number => (a < b ? -1 : a > b ? 1 : 0);
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
