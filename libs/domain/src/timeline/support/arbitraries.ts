import fc from 'fast-check';
import { bucketStart, bucketsOf, nextBucketStart, type Interval } from '../../dates/buckets.js';
import { fromDayNumber, toDayNumber } from '../../dates/days.js';
import { clusterOfPoint, combineClusters, dayBuckets, timelineInputOf } from '../clusters.js';
import type { Decay } from '../timeline.js';
import type { Cluster, DatedStance, DayBucket, DayNumber, Duration, TimelineMethod } from '../types.js';

/** All finite days of the stances lie in [DAY_ONE, DAY_ONE + 1100]. */
const DAY_ONE = toDayNumber('2022-01-01');
const DAYS = 1000;

export const INTERVALS: readonly Interval[] = ['day', 'week', 'month', 'quarter', 'year'];

// Few days in many stances make the ties that matter.
const day = fc.oneof(fc.integer({ min: 0, max: DAYS }), fc.constantFrom(58, 59, 60, 120)).map((n) => DAY_ONE + n);
const position = fc.option(fc.integer({ min: -2, max: 2 }), { freq: 5 });

const precise = day.map((each) => point(each, each));
const dateOf = (interval: Interval) => day.map((each) => point(...wholeBucket(each, interval)));
const between = fc.tuple(day, fc.integer({ min: 0, max: 90 })).map(([first, more]) => point(first, first + more));
const openPoint = day.chain((each) => fc.constantFrom(point(null, each), point(each, null)));
const duration = fc
  .tuple(fc.option(day), fc.option(fc.integer({ min: 0, max: 400 })))
  .map(([earliest, more]): Dates => ({
    kind: 'DURATION',
    earliest,
    latest: more === null ? null : Math.min((earliest ?? DAY_ONE) + more, DAY_ONE + DAYS),
  }));

const dates = fc.oneof(
  { weight: 4, arbitrary: precise },
  { weight: 2, arbitrary: dateOf('month') },
  { weight: 1, arbitrary: dateOf('year') },
  { weight: 1, arbitrary: between },
  { weight: 1, arbitrary: openPoint },
  { weight: 2, arbitrary: duration },
);

export const anyStances = stancesWith(dates);
export const preciseStances = stancesWith(
  fc.oneof({ weight: 4, arbitrary: precise }, { arbitrary: duration, weight: 1 }),
);

/** Buckets of a window, and the same buckets preceded by all that reach back before the first finite day. */
export function windowOfBuckets(interval: Interval): fc.Arbitrary<{ buckets: DayBucket[]; fromTheStart: DayBucket[] }> {
  return fc.tuple(fc.integer({ min: -50, max: DAYS }), fc.integer({ min: 0, max: 250 })).map(([first, more]) => {
    const window = { first: fromDayNumber(DAY_ONE + first), last: fromDayNumber(DAY_ONE + first + more) };
    const buckets = dayBuckets(bucketsOf(window, interval));
    const fromTheStart = dayBuckets(bucketsOf({ ...window, first: fromDayNumber(DAY_ONE - 60) }, interval));
    return { buckets, fromTheStart };
  });
}

export const anyQuestion = fc.constantFrom(...INTERVALS).chain((interval) =>
  fc.record({
    interval: fc.constant(interval),
    window: windowOfBuckets(interval),
    method: fc.constantFrom<TimelineMethod>('last', 'mean'),
    fill: fc.constantFrom('previous' as const, 'none' as const),
    maxAge: fc.option(fc.constantFrom(0, 10, 90, 400), { nil: undefined, freq: 1 }),
    recordLimit: fc.integer({ min: 0, max: 15 }),
    stances: anyStances,
  }),
);

export type AnyQuestion = typeof anyQuestion extends fc.Arbitrary<infer T> ? T & { readonly decay?: Decay } : never;

/** The same records with weights, some of them without; positions may be fractions. */
export const weighing = (
  questions: fc.Arbitrary<AnyQuestion>,
  weights: fc.Arbitrary<number | undefined>,
  positions: fc.Arbitrary<number>,
): fc.Arbitrary<AnyQuestion> =>
  fc
    .tuple(
      questions,
      fc.array(weights, { minLength: 12, maxLength: 12 }),
      fc.array(positions, { minLength: 12, maxLength: 12 }),
    )
    .map(([question, each, places]) => ({
      ...question,
      stances: question.stances.map(({ position, ...rest }, index): DatedStance => {
        const weight = each[index];
        return {
          ...rest,
          position: position === null ? null : places[index]!,
          ...(weight === undefined ? {} : { weight }),
        };
      }),
    }));

/** As the rollup gives them: the points of a month in one cluster, those that no month holds alone. */
export function monthlyInputOf(
  stances: readonly DatedStance[],
  limit: number,
): { clusters: Cluster[]; durations: Duration[] } {
  const months = new Map<string, Cluster>();
  for (const stance of stances) {
    if (stance.kind === 'DURATION') continue;
    const cluster = clusterOfPoint(stance);
    const [earliest, latest] = [monthOf(stance.earliest), monthOf(stance.latest)];
    const key = earliest === latest && earliest !== null ? earliest : stance.id;
    const before = months.get(key);
    months.set(key, before === undefined ? cluster : combineClusters(before, cluster, limit));
  }
  // As they come from SQL, without the days of the ids.
  const clusters = [...months.values()].map((cluster) => ({ ...cluster, idDays: undefined }));
  return { clusters, durations: timelineInputOf(stances).durations };
}

type Dates = Pick<DatedStance, 'kind' | 'earliest' | 'latest'>;

function stancesWith(arbitrary: fc.Arbitrary<Dates>): fc.Arbitrary<DatedStance[]> {
  const stance = fc.record({
    id: fc.integer({ min: 100, max: 999 }).map(String),
    position,
    dates: arbitrary,
    absent: fc.boolean(),
  });
  return fc
    .uniqueArray(stance, { maxLength: 12, selector: ({ id }) => id })
    .map((stances) =>
      stances.map(({ absent, id, position, dates }) => ({ id, position, ...dates, ...(absent ? { absent } : {}) })),
    );
}

function point(earliest: DayNumber | null, latest: DayNumber | null): Dates {
  return { kind: 'POINT', earliest, latest };
}

function wholeBucket(each: DayNumber, interval: Interval): [DayNumber, DayNumber] {
  const start = bucketStart(fromDayNumber(each), interval);
  return [toDayNumber(start), toDayNumber(nextBucketStart(start, interval)) - 1];
}

function monthOf(each: DayNumber | null): string | null {
  return each === null ? null : fromDayNumber(each).slice(0, 7);
}
