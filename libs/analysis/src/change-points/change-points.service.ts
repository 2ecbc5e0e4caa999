import { Injectable } from '@nestjs/common';
import { addDays, type ChangePoint, changePointsOf, InvalidProblem, type IsoDate } from '@app/domain';
import type { Method } from '../records/pair.js';
import { type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { type TimelineSeries, TimelineService } from '../timeline/timeline.service.js';

export interface ChangePointsRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly interval: 'month' | 'quarter' | 'year';
  /** EDTF. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** β = penalty · ln n. */
  readonly penalty: number;
  /** Buckets with positions without which nothing is looked for. */
  readonly minN: number;
  readonly rollup?: 'broader' | undefined;
  readonly knownAt?: string | undefined;
}

/** The buckets between two changes, or up to an end of the series. */
export interface Segment {
  /** Of the buckets, each alike. */
  readonly mean: number;
  readonly score: number;
  readonly buckets: number;
  /** Records with a position; a duration counts in each of its buckets. */
  readonly records: number;
  /** First day of the first bucket, and first day after the last. */
  readonly start: IsoDate;
  readonly end: IsoDate;
}

export interface CandidateShift {
  /** First day of the first bucket after the change. */
  readonly at: IsoDate;
  /** First day of the last bucket before the change, last day of the first bucket after it. */
  readonly between: readonly [IsoDate, IsoDate];
  readonly before: Segment;
  readonly after: Segment;
  /** Mean after − mean before, in positions. */
  readonly size: number;
}

export interface ChangePointSeries {
  readonly actor: string;
  readonly issue: string;
  /** Buckets with positions. */
  readonly n: number;
  /** β, in squares of the standard deviation of the series; null with a reason. */
  readonly penalty: number | null;
  /** Why nothing was looked for. */
  readonly reason: 'too-few' | 'no-variation' | null;
  readonly changePoints: readonly CandidateShift[];
  readonly rollup?: TimelineSeries['rollup'];
  /** Lists all records of the series; expanded (RFC 6570) with `from` and `to`, those that may fall in some days. */
  readonly recordsUrl: string;
}

export interface ChangePointsAnswer {
  readonly items: readonly ChangePointSeries[];
  readonly counts: {
    readonly series: number;
    /** Series in which nothing was looked for. */
    readonly withReason: number;
    readonly changePoints: number;
  };
  readonly method: Method;
  readonly knownAt: string;
}

const SERIES_LIMIT = 100;
/** Σ n² over the series, which PELT takes at worst: about a second. */
const STEPS_LIMIT = 100_000_000;

/** A bucket with positions. */
interface Bucket {
  readonly start: IsoDate;
  readonly end: IsoDate;
  readonly position: number;
  readonly score: number;
  readonly n: number;
}

/** Where the mean of a series changes: candidates for a shift, which the records have to bear out. */
@Injectable()
export class ChangePointsService {
  constructor(private readonly timelines: TimelineService) {}

  /** Throws what `TimelineService.of` throws, `change-points/too-many-series`, `change-points/too-many-buckets`. */
  async of(request: ChangePointsRequest): Promise<ChangePointsAnswer> {
    const { minN: _, penalty: __, ...asked } = request;
    const timeline = await this.timelines.of({ ...asked, method: 'mean', fill: 'none' });
    const series = timeline.series.map((each) => ({ ...each, buckets: bucketsOf(each) }));
    assertComputable(series.map(({ buckets }) => buckets.length));
    const items = series.map((each) => changePointSeries(each, request));
    return {
      items,
      counts: {
        series: items.length,
        withReason: items.filter(({ reason }) => reason !== null).length,
        changePoints: items.reduce((sum, { changePoints }) => sum + changePoints.length, 0),
      },
      method: methodOf(request),
      knownAt: timeline.knownAt,
    };
  }
}

/** What has no position says nothing, and is left out. */
const bucketsOf = ({ points }: TimelineSeries): Bucket[] =>
  points.flatMap(({ end, n, position, score, start }) =>
    position === null || score === null || end === null ? [] : [{ start, end, position, score, n }],
  );

function assertComputable(lengths: readonly number[]): void {
  if (lengths.length > SERIES_LIMIT) {
    throw InvalidProblem.at(
      '?actor',
      'change-points/too-many-series',
      `These are ${lengths.length} series, and changes are looked for in ${SERIES_LIMIT} at most; name fewer actors or issues.`,
    );
  }
  const steps = lengths.reduce((sum, n) => sum + n ** 2, 0);
  if (steps <= STEPS_LIMIT) return;
  throw InvalidProblem.at(
    '?interval',
    'change-points/too-many-buckets',
    `The squares of the numbers of buckets come to ${steps}, and ${STEPS_LIMIT} are allowed; ask for a wider interval, a shorter window or fewer series.`,
  );
}

function changePointSeries(
  { actor, buckets, issue, recordsUrl, rollup }: TimelineSeries & { readonly buckets: readonly Bucket[] },
  { minN, penalty: penaltyFactor }: ChangePointsRequest,
): ChangePointSeries {
  const positions = buckets.map(({ position }) => position);
  const { changes, penalty, reason } = changePointsOf(positions, { penaltyFactor, minN });
  return {
    actor,
    issue,
    n: buckets.length,
    penalty,
    reason,
    changePoints: changes.map((change) => candidateOf(change, buckets)),
    ...(rollup === undefined ? {} : { rollup }),
    recordsUrl,
  };
}

function candidateOf({ after, before, index, size }: ChangePoint, buckets: readonly Bucket[]): CandidateShift {
  const [last, first] = [buckets[index - 1]!, buckets[index]!];
  return {
    at: first.start,
    between: [last.start, addDays(first.end, -1)],
    before: segmentOf(before.mean, buckets.slice(index - before.n, index)),
    after: segmentOf(after.mean, buckets.slice(index, index + after.n)),
    size,
  };
}

function segmentOf(mean: number, buckets: readonly Bucket[]): Segment {
  const sum = (of: (bucket: Bucket) => number): number => buckets.reduce((total, bucket) => total + of(bucket), 0);
  return {
    mean,
    score: sum(({ score }) => score) / buckets.length,
    buckets: buckets.length,
    records: sum(({ n }) => n),
    start: buckets[0]!.start,
    end: buckets.at(-1)!.end,
  };
}

const methodOf = (request: ChangePointsRequest): Method => ({
  id: 'change-point-candidates',
  version: 1,
  reference: 'docs/methodology.md#change-points',
  parameters: {
    interval: request.interval,
    from: request.from ?? null,
    to: request.to ?? null,
    penalty: request.penalty,
    minN: request.minN,
    ...(request.rollup === undefined ? {} : { rollup: request.rollup }),
    ...selectionParameters(request),
  },
});
