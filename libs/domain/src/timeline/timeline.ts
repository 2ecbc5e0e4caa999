import { scoreOf, type ScaleBounds } from '../scales/scale.js';
import { DecayedCurve } from './decaying.js';
import { withIds } from './merging.js';
import { readDecayed, type Reading, readFront, readTally } from './reading.js';
import { Sweep } from './sweep.js';
import type {
  Cluster,
  DayBucket,
  Duration,
  Front,
  Seeds,
  TimelineFill,
  TimelineMethod,
  TimelinePoint,
  WeightFigures,
} from './types.js';

export const NO_SEEDS: Seeds = Object.freeze({ byEarliest: null, byLatest: null });

const NOTHING: Pick<Reading, 'position' | 'lowest' | 'highest'> = { position: null, lowest: null, highest: null };

/** How records fade for `decay`. */
export interface Decay {
  /** Days in which a record comes to weigh half; greater than 0. */
  readonly halfLife: number;
  /** A mean of less weight is withheld. */
  readonly minWeight: number;
}

/** What each curve says of the bucket that the sweep has entered; each is asked once for every bucket, in order. */
interface Reader {
  byLatest(bucket: DayBucket, records: readonly string[]): Reading | null;
  byEarliest(bucket: DayBucket): Reading | null;
}

export interface TimelineInput {
  /**
   * Each falls into one bucket as a whole, by each curve: no month clusters for days or weeks. In any order. For `decay`
   * of one record each, and all that have begun by the last bucket.
   */
  readonly clusters: readonly Cluster[];
  /** All that overlap a bucket; in any order. Those that ended before do no harm. */
  readonly durations: readonly Duration[];
  readonly seeds?: Seeds;
  /** In order, without overlap; without gaps for means of buckets. */
  readonly buckets: readonly DayBucket[];
  readonly scale: ScaleBounds;
  readonly method: TimelineMethod;
  readonly fill: TimelineFill;
  /** For method `decay`, which takes no seeds. */
  readonly decay?: Decay | undefined;
  /** Days after which what is carried is not read any more, by each curve; left out: never. */
  readonly maxAge?: number | undefined;
  /** Longest `records` of a point. */
  readonly recordLimit: number;
}

/**
 * The series of one (actor, issue) pair, one point per bucket that has anything to say.
 *
 * - A record falls into the bucket of its day; a duration into every bucket it overlaps. `n`, `unpositioned`, `absent`
 *   and `counts` follow the latest curve: a stance counts once it has certainly been taken.
 * - `last`: a curve reads the front in force on the bucket's last day. `mean`, `weighted`: it reads the mean, weighted
 *   where records have weights, of the positions that it places in the bucket. `decay`: it reads the decayed mean, on the
 *   bucket's last day, of all records that have begun. `position` is the reading of the latest curve, `lower` and `upper`
 *   span both curves.
 * - `fill: 'previous'`: a curve with nothing in the bucket reads what it read before, back to the seeds, unless that is
 *   older than `maxAge`.
 *   `fill: 'none'`: the latest curve reads only a bucket with `n` > 0; the earliest curve one that it reaches itself,
 *   and for `last` and `decay` also one with `n` > 0.
 * - A bucket which only the earliest curve reaches has `n` 0. With nothing before it, its `position` is null, `lower`
 *   and `upper` are what the record would give, and it is `dateUncertain`: the stance may have been taken, or not yet.
 * - Buckets with no reading and no record give no point: missing is never zero.
 * - `carried` may be true for `fill: 'none'` in one case: a later stance interrupted a duration that is still held.
 * - `contested` tells of the front in force, also for means.
 *
 * Formulas: last observation carried forward, formulas.md 4.1.1; exponential decay, 4.1.2. Without weights sums are of
 * integers, so exact; nothing is rounded. Throws RangeError for `decay` without its parameters.
 */
export function timelineOf(input: TimelineInput): TimelinePoint[] {
  const { seeds = NO_SEEDS, buckets, fill, maxAge = Infinity, method, recordLimit, scale } = input;
  const sweep = new Sweep({ clusters: input.clusters, durations: input.durations, seeds });
  const reader = readerOf(input, sweep);
  const points: TimelinePoint[] = [];
  for (const bucket of buckets) {
    sweep.enter(bucket);
    const records = sweep.n + sweep.unpositioned > 0 ? sweep.ids(recordLimit) : [];
    const speaksLatest = fill === 'previous' || sweep.n > 0;
    const speaksEither = speaksLatest || sweep.nByEarliest > 0;
    let byLatest = reader.byLatest(bucket, records);
    let byEarliest = reader.byEarliest(bucket);
    let contested = false;
    if (isTooOld(byLatest, bucket, maxAge)) byLatest = null;
    else contested = speaksLatest && disagrees(sweep.frontByLatest);
    if (isTooOld(byEarliest, bucket, maxAge)) byEarliest = null;
    else contested ||= speaksEither && disagrees(sweep.frontByEarliest);
    if (byLatest === null && byEarliest === null && sweep.n + sweep.unpositioned === 0) continue;
    const point = pointOf({ bucket, byEarliest, byLatest, contested, recordLimit, records, scale, sweep });
    points.push(method === 'last' ? point : { ...point, ...figuresOf(byLatest, method, scale) });
  }
  return points;
}

function readerOf(input: TimelineInput, sweep: Sweep): Reader {
  if (input.method === 'last') return lastReader(input, sweep);
  return input.method === 'decay' ? decayReader(input, sweep) : meanReader(input, sweep);
}

function lastReader({ fill }: TimelineInput, sweep: Sweep): Reader {
  const carries = fill === 'previous';
  return {
    byLatest: ({ last }) => (carries || sweep.n > 0 ? readFront(sweep.frontByLatest, last) : null),
    byEarliest: ({ last }) =>
      carries || sweep.n > 0 || sweep.nByEarliest > 0 ? readFront(sweep.frontByEarliest, last) : null,
  };
}

function meanReader({ fill, seeds = NO_SEEDS }: TimelineInput, sweep: Sweep): Reader {
  const carries = fill === 'previous';
  let latest = readTally(seeds.meanByLatest ?? null);
  let earliest = readTally(seeds.meanByEarliest ?? null);
  return {
    byLatest: (_, records) => {
      if (sweep.n > 0) latest = readTally(sweep.tallyByLatest(records));
      return carries || sweep.n > 0 ? latest : null;
    },
    byEarliest: () => {
      if (sweep.nByEarliest > 0) earliest = readTally(sweep.tallyByEarliest());
      return carries || sweep.nByEarliest > 0 ? earliest : null;
    },
  };
}

function decayReader(input: TimelineInput, sweep: Sweep): Reader {
  const { decay, fill } = input;
  if (decay === undefined) throw new RangeError('There is no decay without a half-life.');
  const carries = fill === 'previous';
  const latest = new DecayedCurve(input, 'byLatest', decay.halfLife);
  const earliest = new DecayedCurve(input, 'byEarliest', decay.halfLife);
  return {
    byLatest: ({ last }) =>
      carries || sweep.n > 0 ? readDecayed(latest.on(last), idsOf(sweep.frontByLatest), decay.minWeight) : null,
    byEarliest: ({ last }) =>
      carries || sweep.n > 0 || sweep.nByEarliest > 0
        ? readDecayed(earliest.on(last), idsOf(sweep.frontByEarliest), decay.minWeight)
        : null,
  };
}

const idsOf = (front: Front | null): readonly string[] => (front === null ? [] : (front.records ?? [front.id]));

const isTooOld = (reading: Reading | null, { first, last }: DayBucket, maxAge: number): boolean =>
  reading !== null && reading.heldUntil < first && last - reading.heldUntil > maxAge;

/** What a mean is told with, besides what every point has. */
function figuresOf(
  reading: Reading | null,
  method: Exclude<TimelineMethod, 'last'>,
  scale: ScaleBounds,
): Partial<WeightFigures> & { withheld?: boolean } {
  const spread = reading?.spread ?? null;
  // Beyond the ends of the scale there is no mean.
  const interval = {
    intervalLower: scored(spread?.interval ? Math.max(spread.interval.lower, scale.lowest) : null, scale),
    intervalUpper: scored(spread?.interval ? Math.min(spread.interval.upper, scale.highest) : null, scale),
  };
  if (method === 'mean') return interval;
  const weights = { weight: spread?.weight ?? null, effectiveN: spread?.effectiveN ?? null, ...interval };
  return method === 'weighted' ? weights : { ...weights, withheld: reading !== null && reading.position === null };
}

function pointOf({
  bucket,
  byEarliest,
  byLatest,
  contested,
  recordLimit,
  records,
  scale,
  sweep,
}: {
  bucket: DayBucket;
  byEarliest: Reading | null;
  byLatest: Reading | null;
  contested: boolean;
  recordLimit: number;
  records: readonly string[];
  scale: ScaleBounds;
  sweep: Sweep;
}): TimelinePoint {
  const { position, lowest, highest } = byLatest ?? NOTHING;
  const dateUncertain = (byEarliest === null ? null : byEarliest.position) !== position;
  const carried = byLatest !== null && byLatest.heldUntil < bucket.first;
  let evidence = records;
  if (carried) evidence = withIds(evidence, byLatest.records, recordLimit);
  if (dateUncertain && byEarliest !== null) evidence = withIds(evidence, byEarliest.records, recordLimit);
  return {
    start: bucket.start,
    end: bucket.end,
    position,
    score: scored(position, scale),
    lower: scored(byEarliest === null ? lowest : least(byEarliest.lowest, lowest), scale),
    upper: scored(byEarliest === null ? highest : most(byEarliest.highest, highest), scale),
    n: sweep.n,
    unpositioned: sweep.unpositioned,
    absent: sweep.absent,
    counts: sweep.counts(),
    carried,
    ageDays: byLatest === null ? null : bucket.last - byLatest.heldUntil,
    records: evidence,
    dateUncertain,
    contested,
  };
}

const scored = (position: number | null, scale: ScaleBounds): number | null =>
  position === null ? null : scoreOf(position, scale);

/** The lesser of what is told, and the greater. */
const least = (a: number | null, b: number | null): number | null => (a === null || (b !== null && b < a) ? b : a);
const most = (a: number | null, b: number | null): number | null => (a === null || (b !== null && b > a) ? b : a);

function disagrees(front: Front | null): boolean {
  return front !== null && front.lowest < front.highest;
}
