import { Injectable } from '@nestjs/common';
import { RecordTime } from '@app/database';
import {
  addDays,
  bucketsOf,
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
  bucketStart,
  seedsOf,
  type TimelineChange,
  type TimelineFill,
  type TimelineMethod,
  timelineOf,
  type TimelinePoint,
  toDayNumber,
  windowOf,
} from '@app/domain';
import { type Method, type Pair, RECORDS_SHOWN } from '../records/pair.js';
import { PairsReadModel } from './pairs.read-model.js';
import { recordsLink } from '../records/records-link.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { type FoundSeries, RolledSeriesService, type Rollup } from './rolled-series.service.js';
import { NO_RECORDS, type Series, type SeriesQuestion, SeriesReadModel } from './series.read-model.js';

export interface TimelineRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly interval: Interval | 'change';
  /** EDTF; absent: from the first record, to the last, or to the day of `knownAt` where something is still held. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly method: TimelineMethod;
  readonly fill: TimelineFill;
  /** Takes in the issues below those asked for as well. */
  readonly rollup?: 'broader' | undefined;
  readonly knownAt?: string | undefined;
}

export interface TimelineSeries {
  readonly actor: string;
  readonly issue: string;
  readonly points: (TimelinePoint | TimelineChange)[];
  /** Where it was rolled up. */
  readonly rollup?: Rollup;
  /** Lists all records of the series; expanded (RFC 6570) with `from` and `to`, those that may fall in some days. */
  readonly recordsUrl: string;
}

export interface Timeline {
  readonly series: readonly TimelineSeries[];
  readonly method: Method;
  readonly knownAt: string;
}

const POINTS_LIMIT = 200_000;

/** Stances over time. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly pairs: PairsReadModel,
    private readonly filters: RecordFilters,
    private readonly series: SeriesReadModel,
    private readonly rolledSeries: RolledSeriesService,
    private readonly recordTime: RecordTime,
  ) {}

  /**
   * Throws `<kind>/unknown`, `date/…`, `known-at/…`, `timeline/actor-or-issue-required`, `timeline/too-many-series`,
   * `timeline/too-many-buckets`, `timeline/too-many-points`, `timeline/too-many-records`, `timeline/change-is-last`,
   * `timeline/rollup-needs-issue`, `issue/weight-out-of-range`.
   */
  async of(request: TimelineRequest): Promise<Timeline> {
    assertMethodFits(request);
    return this.asOf(request, request.knownAt === undefined ? null : await this.recordTime.at(request.knownAt));
  }

  /** `moment` null is now. */
  private async asOf(request: TimelineRequest, moment: string | null): Promise<Timeline> {
    const window = windowOf(request);
    const filters = await this.filters.of(request, moment);
    const interval = request.interval === 'change' ? null : request.interval;
    const question = { interval, ...bucketBounds(window, interval), filters, knownAt: moment };
    const { pairs, rollups, series, states } =
      request.rollup === undefined
        ? await this.ofPairs(request, question)
        : await this.rolledSeries.of(request, question);
    const knownAt = states.at(-1)!;
    // Something was recorded between the questions: all are asked again, as of one moment.
    if (moment === null && states.some((state) => state !== knownAt)) return this.asOf(request, knownAt);
    const drawn = drawing(request, spanOf(window, series, knownAt), pairs.length);
    return {
      series: pairs.map((pair, index) => ({
        actor: pair.actor,
        issue: pair.issue,
        points: drawn(pair, series[index] ?? NO_RECORDS),
        ...(rollups[index] === undefined ? {} : { rollup: rollups[index] }),
        recordsUrl: `${recordsLink({ pair, selection: request, rollup: request.rollup, knownAt })}{&from,to}`,
      })),
      method: methodOf(request),
      knownAt,
    };
  }

  private async ofPairs(request: TimelineRequest, question: Omit<SeriesQuestion, 'pairs'>): Promise<FoundSeries> {
    const { pairs, knownAt: pairsState } = await this.pairs.of(request, question.knownAt);
    const { knownAt, series } = await this.series.of({ ...question, pairs });
    return { pairs, series, rollups: [], states: [pairsState ?? knownAt, knownAt] };
  }
}

function assertMethodFits({ interval, method }: TimelineRequest): void {
  if (interval === 'change' && method !== 'last') {
    throw InvalidProblem.at(
      '?method',
      'timeline/change-is-last',
      'interval=change lists the changes of the last position; leave method out, or take an interval such as month.',
    );
  }
}

/** The window widened to whole buckets, so that none of them is half filled. */
function bucketBounds(
  { first, last }: DayWindow,
  interval: Interval | null,
): { first: IsoDate | null; last: IsoDate | null } {
  if (interval === null) return { first, last };
  return {
    first: first === null ? null : bucketStart(first, interval),
    last: last === null ? null : lastDayOfBucket(last, interval),
  };
}

function lastDayOfBucket(day: IsoDate, interval: Interval): IsoDate {
  const start = bucketStart(day, interval);
  return start.startsWith('9999') ? '9999-12-31' : addDays(nextBucketStart(start, interval), -1);
}

/**
 * The window, its open sides closed at the first and the last day of any record; null where there is none. What is still
 * held has no last day: it is drawn to the day on which the data were last added to.
 */
function spanOf(
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

/** How the points of one pair are made, with the buckets made once for all pairs. */
function drawing(
  { fill, interval, method }: TimelineRequest,
  window: { first: IsoDate; last: IsoDate } | null,
  pairs: number,
): (pair: Pair, series: Series) => (TimelinePoint | TimelineChange)[] {
  if (window === null) return () => [];
  const shared = { fill, recordLimit: RECORDS_SHOWN };
  if (interval === 'change') {
    const before = toDayNumber(window.first);
    return ({ scale }, series) =>
      changesOf({ ...series, ...shared, seeds: frontsBefore({ ...series, before }), window, scale });
  }
  const buckets: DayBucket[] = dayBuckets(bucketsOf(window, interval));
  if (buckets.length * pairs > POINTS_LIMIT) {
    throw InvalidProblem.at(
      '?interval',
      'timeline/too-many-points',
      `This would be ${buckets.length * pairs} points; ask for ${POINTS_LIMIT} at most: a wider interval, a shorter window or fewer series.`,
    );
  }
  const before = buckets[0]?.first ?? 0;
  return ({ scale }, series) => {
    const seeds = seedsOf({ ...series, before, interval, recordLimit: RECORDS_SHOWN });
    return timelineOf({ ...series, ...shared, seeds, buckets, scale, method });
  };
}

const methodOf = (request: TimelineRequest): Method => ({
  id: request.method,
  version: 1,
  reference: `docs/methodology.md#${request.interval === 'change' ? 'change' : request.method}`,
  parameters: {
    interval: request.interval,
    from: request.from ?? null,
    to: request.to ?? null,
    fill: request.fill,
    ...(request.rollup === undefined ? {} : { rollup: request.rollup }),
    ...selectionParameters(request),
  },
});
