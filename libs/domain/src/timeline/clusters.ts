import type { Bucket } from '../dates/buckets.js';
import { fromDayNumber, toDayNumber } from '../dates/days.js';
import { combineFronts } from './fronts.js';
import { addByWeight, addCounts, inOrder } from './merging.js';
import type { Cluster, DatedStance, DayBucket, DayNumber, Duration, Front } from './types.js';

const NO_COUNTS: Readonly<Record<string, number>> = Object.freeze({});

/** The records of one pair as `timelineOf` takes them: every point its own cluster, durations apart. */
export function timelineInputOf(stances: readonly DatedStance[]): { clusters: Cluster[]; durations: Duration[] } {
  const clusters: Cluster[] = [];
  const durations: Duration[] = [];
  for (const stance of stances) {
    if (stance.kind === 'POINT') clusters.push(clusterOfPoint(stance));
    else durations.push(durationOf(stance));
  }
  return { clusters, durations };
}

const durationOf = ({ absent, id, position, earliest, latest, weight }: DatedStance): Duration => ({
  id,
  position,
  begin: earliest,
  end: latest,
  ...(weight === undefined ? {} : { weight }),
  ...(absent === true ? { absent } : {}),
});

/** A cluster of one record. The record's `kind` is taken to be POINT. */
export function clusterOfPoint({ absent, id, position, earliest, latest, weight }: Omit<DatedStance, 'kind'>): Cluster {
  const day = latest ?? Infinity;
  const known = position !== null;
  return {
    day,
    n: known ? 1 : 0,
    unpositioned: known ? 0 : 1,
    absent: absent === true ? 1 : 0,
    sum: position ?? 0,
    counts: known ? { [position]: 1 } : NO_COUNTS,
    ...(weight === undefined ? {} : { countsByWeight: known ? { [weight]: { [position]: 1 } } : {} }),
    byEarliest: known ? frontOfPoint(id, position, earliest ?? -Infinity) : null,
    // A point with an open latest day has never certainly been taken.
    byLatest: known && latest !== null ? frontOfPoint(id, position, latest) : null,
    isLoose: earliest !== latest && !isOfOneMonth(earliest, latest),
    ids: [id],
    idDays: [day],
  };
}

/** Absences that are counted, on some day of the bucket, beside clusters that do not know of them. */
export const clusterOfAbsences = (day: DayNumber, absent: number): Cluster => ({
  day,
  n: 0,
  unpositioned: 0,
  absent,
  sum: 0,
  counts: NO_COUNTS,
  byEarliest: null,
  byLatest: null,
  ids: [],
});

/**
 * Two clusters as one. The caller sees to it that every bucket takes both or neither, by each curve. Associative and
 * commutative; not idempotent: a record must be in one cluster only.
 * @param limit ids kept
 */
export function combineClusters(a: Cluster, b: Cluster, limit = Infinity): Cluster {
  const counts: Record<string, number> = {};
  addCounts(counts, a.counts);
  addCounts(counts, b.counts);
  return {
    day: Math.max(a.day, b.day),
    n: a.n + b.n,
    unpositioned: a.unpositioned + b.unpositioned,
    absent: a.absent + b.absent,
    sum: a.sum + b.sum,
    counts: inOrder(counts),
    ...weighed(a, b),
    byEarliest: combineFronts(a.byEarliest, b.byEarliest),
    byLatest: combineFronts(a.byLatest, b.byLatest),
    ...mergedIds(a, b, limit),
  };
}

/** Buckets with their days as numbers. Throws RangeError when a bound is not an IsoDate. */
export function dayBuckets(buckets: readonly Bucket[]): DayBucket[] {
  return buckets.map(({ start, end }) => ({ start, end, first: toDayNumber(start), last: toDayNumber(end) - 1 }));
}

function weighed(a: Cluster, b: Cluster): Pick<Cluster, 'countsByWeight'> {
  if (a.countsByWeight === undefined && b.countsByWeight === undefined) return {};
  const countsByWeight: Record<string, Record<string, number>> = {};
  addByWeight(countsByWeight, a);
  addByWeight(countsByWeight, b);
  return { countsByWeight };
}

function isOfOneMonth(earliest: DayNumber | null, latest: DayNumber | null): boolean {
  if (earliest === null || latest === null) return false;
  return fromDayNumber(earliest).slice(0, 7) === fromDayNumber(latest).slice(0, 7);
}

function frontOfPoint(id: string, position: number, day: DayNumber): Front {
  return { day, id, position, lowest: position, highest: position, heldUntil: day, records: [id] };
}

function mergedIds(a: Cluster, b: Cluster, limit: number): { ids: string[]; idDays: DayNumber[] } {
  const entries = [...datedIds(a), ...datedIds(b)];
  entries.sort((x, y) => (x.day === y.day ? (x.id < y.id ? 1 : -1) : y.day - x.day));
  const kept = entries.slice(0, limit);
  return { ids: kept.map(({ id }) => id), idDays: kept.map(({ day }) => day) };
}

function datedIds({ ids, idDays, day }: Cluster): { id: string; day: DayNumber }[] {
  return ids.map((id, index) => ({ id, day: idDays?.[index] ?? day }));
}
