import { bucketStart, nextBucketStart, type Interval } from '../dates/buckets.js';
import { fromDayNumber, toDayNumber } from '../dates/days.js';
import { combineFronts, frontOfDuration } from './fronts.js';
import { beginOf, endOf, Sweep } from './sweep.js';
import type { Cluster, DayNumber, Duration, Front, Seeds, Tally } from './types.js';

type Curve = 'byEarliest' | 'byLatest';

export interface SeedsInput {
  /**
   * From a backward probe by each curve. For `last`: the records of the last begin day before `before`. For `mean`: all
   * of the last bucket before it that has positioned records. More do no harm, nor do later ones.
   */
  readonly clusters: readonly Cluster[];
  readonly durations: readonly Duration[];
  /** First day of the first bucket. */
  readonly before: DayNumber;
  /** Width of the buckets; clusters of a month need `month`, `quarter` or `year`. */
  readonly interval: Interval;
  readonly recordLimit: number;
}

/** What was in force before the first bucket, for both methods. */
export function seedsOf(input: SeedsInput): Seeds {
  return { ...frontsBefore(input), ...talliesBefore(input) };
}

/** What was in force before a day: seeds for `last`. */
export function frontsBefore({ clusters, durations, before }: Omit<SeedsInput, 'interval' | 'recordLimit'>): Seeds {
  let byEarliest: Front | null = null;
  let byLatest: Front | null = null;
  for (const cluster of clusters) {
    if (startsBefore(cluster.byEarliest, before)) byEarliest = combineFronts(byEarliest, cluster.byEarliest);
    if (startsBefore(cluster.byLatest, before)) byLatest = combineFronts(byLatest, cluster.byLatest);
  }
  for (const duration of durations) {
    const front = beginOf(duration) < before ? frontOfDuration(duration) : null;
    byEarliest = combineFronts(byEarliest, front);
    byLatest = combineFronts(byLatest, front);
  }
  return { byEarliest, byLatest };
}

function talliesBefore(input: SeedsInput): { meanByEarliest: Tally | null; meanByLatest: Tally | null } {
  const earliest = sweepOfLastBucket(input, 'byEarliest');
  const latest = sweepOfLastBucket(input, 'byLatest');
  return {
    meanByEarliest: earliest && earliest.tallyByEarliest(),
    meanByLatest: latest && latest.tallyByLatest(latest.ids(input.recordLimit)),
  };
}

/** A sweep that stands on the last bucket in which the curve places a positioned record; null without one. */
function sweepOfLastBucket({ clusters, durations, before, interval }: SeedsInput, curve: Curve): Sweep | null {
  const lastDay = lastPositionedDay({ clusters, durations, before, curve });
  // Only an open start lies before every bucket.
  if (lastDay === -Infinity) return null;
  const start = bucketStart(fromDayNumber(lastDay), interval);
  const sweep = new Sweep({ clusters, durations, seeds: { byEarliest: null, byLatest: null } });
  sweep.enter({ first: toDayNumber(start), last: toDayNumber(nextBucketStart(start, interval)) - 1 });
  return sweep;
}

function lastPositionedDay({
  clusters,
  durations,
  before,
  curve,
}: Pick<SeedsInput, 'clusters' | 'durations' | 'before'> & { readonly curve: Curve }): DayNumber {
  let lastDay = -Infinity;
  for (const cluster of clusters) {
    const front = cluster[curve];
    if (startsBefore(front, before)) lastDay = Math.max(lastDay, front.day);
  }
  for (const duration of durations) {
    if (duration.position === null || beginOf(duration) >= before) continue;
    lastDay = Math.max(lastDay, Math.min(endOf(duration), before - 1));
  }
  return lastDay;
}

function startsBefore(front: Front | null, before: DayNumber): front is Front {
  return front !== null && front.day < before;
}
