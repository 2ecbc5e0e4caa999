import { fromDayNumber, LAST_DAY_NUMBER, toDayNumber, type IsoDate } from '../dates/days.js';
import { withIds } from './merging.js';
import type { DayBucket, DayNumber, TimelineChange, TimelinePoint } from './types.js';
import { beginOf } from './sweep.js';
import { timelineOf, type TimelineInput } from './timeline.js';

export interface ChangesInput extends Omit<TimelineInput, 'buckets' | 'decay' | 'maxAge' | 'method'> {
  /** Both days included. Clusters must be of one record. */
  readonly window: { readonly first: IsoDate; readonly last: IsoDate };
}

/**
 * The series of one pair as one row per change of the state by the latest curve.
 *
 * The first row is the first known state of the window: with `fill: 'previous'` what was in force on the window's first
 * day, carried or not; with `fill: 'none'` what was in force on the first day on which a positioned record falls. Every
 * later row starts on a begin day on which the position differs from the row before; `end` is the next row's start,
 * null for the last.
 *
 * `position`, `score`, `lower`, `upper`, `dateUncertain`, `contested`, `carried` and `ageDays` are of the row's first
 * day; `n`, `unpositioned`, `absent` and `counts` of all its days, to the window's end for the last row. `records` begins with
 * what the change rests on. A day known imprecisely is its latest; when a change may have happened, `shiftsOf` tells.
 *
 * Throws RangeError when a day of the window is not an IsoDate.
 */
export function changesOf({ window, fill, ...input }: ChangesInput): TimelineChange[] {
  const first = toDayNumber(window.first);
  const last = toDayNumber(window.last);
  const days = timelineOf({ ...input, buckets: beginDays(input, { first, last }), method: 'last', fill: 'previous' });
  const starts = whereStateDiffers(fill === 'previous' ? days : days.slice(firstWithRecords(days)));
  const spans = timelineOf({ ...input, buckets: bucketsBetween(starts, last), method: 'last', fill: 'previous' });
  return starts.map((state, index) => rowOf({ state, span: spans[index]!, next: starts[index + 1], input }));
}

function rowOf({
  state,
  span,
  next,
  input: { recordLimit },
}: {
  state: TimelinePoint;
  span: TimelinePoint;
  next: TimelinePoint | undefined;
  input: Pick<TimelineInput, 'recordLimit'>;
}): TimelineChange {
  return {
    ...state,
    end: next?.start ?? null,
    n: span.n,
    unpositioned: span.unpositioned,
    absent: span.absent,
    counts: span.counts,
    records: withIds(state.records, span.records, recordLimit),
  };
}

/** The window's first day, and every day of the window on which a record begins by the latest curve. */
function beginDays(
  { clusters, durations }: Pick<TimelineInput, 'clusters' | 'durations'>,
  { first, last }: { first: DayNumber; last: DayNumber },
): DayBucket[] {
  const days = new Set([first]);
  for (const { day } of clusters) days.add(day);
  for (const duration of durations) days.add(beginOf(duration));
  return [...days]
    .filter((day) => day >= first && day <= last)
    .sort((a, b) => a - b)
    .map((day) => bucketOf(day, day));
}

function firstWithRecords(days: readonly TimelinePoint[]): number {
  const index = days.findIndex(({ n }) => n > 0);
  return index < 0 ? days.length : index;
}

function whereStateDiffers(days: readonly TimelinePoint[]): TimelinePoint[] {
  const starts: TimelinePoint[] = [];
  for (const day of days) {
    if (day.position !== null && day.position !== starts.at(-1)?.position) starts.push(day);
  }
  return starts;
}

function bucketsBetween(starts: readonly TimelinePoint[], last: DayNumber): DayBucket[] {
  return starts.map(({ start }, index) => {
    const next = starts[index + 1];
    return bucketOf(toDayNumber(start), next === undefined ? last : toDayNumber(next.start) - 1);
  });
}

function bucketOf(first: DayNumber, last: DayNumber): DayBucket {
  // No day can be written after the last; rows have an end of their own.
  const end = fromDayNumber(Math.min(last + 1, LAST_DAY_NUMBER));
  return { start: fromDayNumber(first), end, first, last };
}
