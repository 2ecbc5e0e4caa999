import { scoreOf, type ScaleBounds } from '../scales/scale.js';
import { heldUntilBy } from './fronts.js';
import { withIds } from './merging.js';
import { Sweep } from './sweep.js';
import type {
  Cluster,
  DayBucket,
  DayNumber,
  Duration,
  Front,
  Seeds,
  Tally,
  TimelineFill,
  TimelineMethod,
  TimelinePoint,
} from './types.js';

export const NO_SEEDS: Seeds = Object.freeze({ byEarliest: null, byLatest: null });

/** What one curve says of a bucket. */
interface Reading {
  readonly position: number;
  readonly lowest: number;
  readonly highest: number;
  /** Last day, up to the bucket's last, on which the position is known to have been held. */
  readonly heldUntil: DayNumber;
  /** What it rests on. */
  readonly records: readonly string[];
}

export interface TimelineInput {
  /** Each falls into one bucket as a whole, by each curve: no month clusters for days or weeks. In any order. */
  readonly clusters: readonly Cluster[];
  /** All that overlap a bucket; in any order. Those that ended before do no harm. */
  readonly durations: readonly Duration[];
  readonly seeds?: Seeds;
  /** In order, without overlap; without gaps for `mean`. */
  readonly buckets: readonly DayBucket[];
  readonly scale: ScaleBounds;
  readonly method: TimelineMethod;
  readonly fill: TimelineFill;
  /** Longest `records` of a point. */
  readonly recordLimit: number;
}

/**
 * The series of one (actor, issue) pair, one point per bucket that has anything to say.
 *
 * - A record falls into the bucket of its day; a duration into every bucket it overlaps. `n`, `unpositioned` and
 *   `counts` follow the latest curve: a stance counts once it has certainly been taken.
 * - `last`: a curve reads the front in force on the bucket's last day. `mean`: it reads the mean, weighted where records
 *   have weights, of the positions that it places in the bucket. `position` is the reading of the latest curve, `lower` and `upper` span both curves.
 * - `fill: 'previous'`: a curve with nothing in the bucket reads what it read before, back to the seeds.
 *   `fill: 'none'`: the latest curve reads only a bucket with `n` > 0; the earliest curve one that it reaches itself,
 *   and for `last` also one with `n` > 0.
 * - A bucket which only the earliest curve reaches has `n` 0. With nothing before it, its `position` is null, `lower`
 *   and `upper` are what the record would give, and it is `dateUncertain`: the stance may have been taken, or not yet.
 * - Buckets with no reading and no record give no point: missing is never zero.
 * - `carried` may be true for `fill: 'none'` in one case: a later stance interrupted a duration that is still held.
 * - `contested` tells of the front in force, also for `mean`.
 *
 * Formula: last observation carried forward, formulas.md 4.1.1. Without weights sums are of integers, so exact; nothing is
 * rounded.
 */
export function timelineOf(input: TimelineInput): TimelinePoint[] {
  const { seeds = NO_SEEDS, buckets, method, fill, scale, recordLimit } = input;
  const sweep = new Sweep({ clusters: input.clusters, durations: input.durations, seeds });
  const points: TimelinePoint[] = [];
  let tallyByLatest = seeds.meanByLatest ?? null;
  let tallyByEarliest = seeds.meanByEarliest ?? null;
  for (const bucket of buckets) {
    sweep.enter(bucket);
    const records = sweep.n + sweep.unpositioned > 0 ? sweep.ids(recordLimit) : [];
    if (method === 'mean') {
      if (sweep.n > 0) tallyByLatest = sweep.tallyByLatest(records);
      if (sweep.nByEarliest > 0) tallyByEarliest = sweep.tallyByEarliest();
    }
    const latestSpeaks = fill === 'previous' || sweep.n > 0;
    const earliestSpeaks = fill === 'previous' || sweep.nByEarliest > 0;
    const frontByLatest = latestSpeaks ? sweep.frontByLatest : null;
    const frontByEarliest = latestSpeaks || earliestSpeaks ? sweep.frontByEarliest : null;
    const isMean = method === 'mean';
    const byLatest = isMean ? readTally(latestSpeaks ? tallyByLatest : null) : readFront(frontByLatest, bucket.last);
    const byEarliest = isMean
      ? readTally(earliestSpeaks ? tallyByEarliest : null)
      : readFront(frontByEarliest, bucket.last);
    if (byLatest === null && byEarliest === null && sweep.n + sweep.unpositioned === 0) continue;
    const contested = disagrees(frontByLatest) || disagrees(frontByEarliest);
    points.push(pointOf({ bucket, byEarliest, byLatest, contested, recordLimit, records, scale, sweep }));
  }
  return points;
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
  const dateUncertain = byEarliest?.position !== byLatest?.position;
  const carried = byLatest !== null && byLatest.heldUntil < bucket.first;
  let evidence = records;
  if (carried) evidence = withIds(evidence, byLatest.records, recordLimit);
  if (dateUncertain && byEarliest !== null) evidence = withIds(evidence, byEarliest.records, recordLimit);
  return {
    start: bucket.start,
    end: bucket.end,
    position: byLatest === null ? null : byLatest.position,
    score: byLatest === null ? null : scoreOf(byLatest.position, scale),
    lower: spanEnd(byEarliest, byLatest, 'lowest', scale),
    upper: spanEnd(byEarliest, byLatest, 'highest', scale),
    n: sweep.n,
    unpositioned: sweep.unpositioned,
    counts: sweep.counts(),
    carried,
    ageDays: byLatest === null ? null : bucket.last - byLatest.heldUntil,
    records: evidence,
    dateUncertain,
    contested,
  };
}

function spanEnd(a: Reading | null, b: Reading | null, end: 'lowest' | 'highest', scale: ScaleBounds): number | null {
  if (a === null) return b === null ? null : scoreOf(b[end], scale);
  if (b === null) return scoreOf(a[end], scale);
  return scoreOf(end === 'lowest' ? Math.min(a.lowest, b.lowest) : Math.max(a.highest, b.highest), scale);
}

function readFront(front: Front | null, last: DayNumber): Reading | null {
  if (front === null) return null;
  const { position, lowest, highest } = front;
  return { position, lowest, highest, heldUntil: heldUntilBy(front, last), records: front.records ?? [front.id] };
}

function readTally(tally: Tally | null): Reading | null {
  if (tally === null) return null;
  const position = tally.sum / tally.mass;
  return { position, lowest: position, highest: position, heldUntil: tally.heldUntil, records: tally.records };
}

function disagrees(front: Front | null): boolean {
  return front !== null && front.lowest < front.highest;
}
