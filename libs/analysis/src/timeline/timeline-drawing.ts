import {
  addDays,
  bucketsOf,
  bucketStart,
  changesOf,
  type DayBucket,
  dayBuckets,
  type DayWindow,
  fromDayNumber,
  frontsBefore,
  type Interval,
  InvalidProblem,
  type IsoDate,
  nextBucketStart,
  NO_SEEDS,
  type Seeds,
  seedsOf,
  type TimelineChange,
  timelineOf,
  type TimelinePoint,
  toDayNumber,
} from '@app/domain';
import { type Pair, RECORDS_SHOWN } from '../records/pair.js';
import type { Series } from './series-rows.js';
import { decayOf, type TimelineRequest } from './timeline-request.js';

export type Points = (TimelinePoint | TimelineChange)[];

export const POINTS_LIMIT = 200_000;

/** The days that have to be read: all before the window for what fades, else the window, widened to whole buckets. */
export function daysRead(
  { interval, method }: TimelineRequest,
  { first, last }: DayWindow,
): { first: IsoDate | null; last: IsoDate | null } {
  const start = first === null || interval === 'change' ? first : bucketStart(first, interval);
  const end = last === null || interval === 'change' ? last : lastDayOfBucket(last, interval);
  return { first: method === 'decay' ? null : start, last: end };
}

function lastDayOfBucket(day: IsoDate, interval: Interval): IsoDate {
  const start = bucketStart(day, interval);
  return start.startsWith('9999') ? '9999-12-31' : addDays(nextBucketStart(start, interval), -1);
}

/**
 * The window, its open sides closed at the first and the last day of any record; null where there is none. What is still
 * held has no last day: it is drawn to the day on which the data were last added to.
 */
export function spanOf(
  { first, last }: DayWindow,
  series: readonly Series[],
  knownAt: string,
): { first: IsoDate; last: IsoDate } | null {
  if (first !== null && last !== null) return { first, last };
  let least = Infinity;
  let most = -Infinity;
  const widen = (day: number | null): void => {
    if (day === null || !Number.isFinite(day)) return;
    least = Math.min(least, day);
    most = Math.max(most, day);
  };
  for (const { clusters, durations } of series) {
    for (const { byEarliest, day } of clusters) {
      widen(day);
      widen(byEarliest?.day ?? null);
    }
    for (const { begin, end } of durations) {
      widen(begin);
      widen(end ?? toDayNumber(knownAt.slice(0, 10)));
    }
  }
  const from = first ?? (least === Infinity ? null : fromDayNumber(least));
  const to = last ?? (most === -Infinity ? null : fromDayNumber(most));
  return from === null || to === null || from > to ? null : { first: from, last: to };
}

/**
 * How the points of one series are made, with the buckets made once for all of them. Throws
 * `timeline/too-many-buckets`, `timeline/too-many-points`.
 * @param count how many series there are, those of variants included
 */
export function drawing(
  request: TimelineRequest,
  window: { readonly first: IsoDate; readonly last: IsoDate } | null,
  count: number,
): (pair: Pick<Pair, 'scale'>, series: Series) => Points {
  if (window === null) return () => [];
  const { fill, interval, maxAge, method } = request;
  const shared = { fill, recordLimit: RECORDS_SHOWN };
  if (interval === 'change') {
    const before = toDayNumber(window.first);
    return ({ scale }, series) =>
      changesOf({ ...series, ...shared, seeds: frontsBefore({ ...series, before }), window, scale });
  }
  const buckets: DayBucket[] = dayBuckets(bucketsOf(window, interval));
  if (buckets.length * count > POINTS_LIMIT) throw tooManyPoints(buckets.length * count);
  const before = buckets[0]?.first ?? 0;
  const decay = decayOf(request);
  const seedsFor = (series: Series): Seeds => {
    if (method === 'decay') return NO_SEEDS;
    // Only means need what the last bucket before the window held, which takes a look at every record.
    return method === 'last'
      ? frontsBefore({ ...series, before })
      : seedsOf({ ...series, before, interval, recordLimit: RECORDS_SHOWN });
  };
  return ({ scale }, series) =>
    timelineOf({ ...series, ...shared, seeds: seedsFor(series), buckets, scale, method, decay, maxAge });
}

const tooManyPoints = (count: number): InvalidProblem =>
  InvalidProblem.at(
    '?interval',
    'timeline/too-many-points',
    `This would be ${count} points; ask for ${POINTS_LIMIT} at most: a wider interval, a shorter window, fewer series or fewer variants of them.`,
  );
