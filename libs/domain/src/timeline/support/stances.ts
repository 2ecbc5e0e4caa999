import { bucketsOf, type Interval } from '../../dates/buckets.js';
import { toDayNumber, type IsoDate } from '../../dates/days.js';
import { parseEdtf } from '../../dates/edtf.js';
import { dayBuckets, timelineInputOf } from '../clusters.js';
import { seedsOf } from '../seeds.js';
import { timelineOf } from '../timeline.js';
import type { DatedStance, DayBucket, TimelineFill, TimelineMethod, TimelinePoint } from '../types.js';

export const SUPPORT_5 = { lowest: -2, highest: 2 } as const;

/** A stance as an editor enters it; the number becomes the id. */
export function stance(id: number | string, position: number | null, edtf: string): DatedStance {
  const { kind, earliest, latest } = parseEdtf(edtf, '/date');
  return { id: String(id), position, kind, earliest: numberOf(earliest), latest: numberOf(latest) };
}

export function bucketsFrom(first: IsoDate, last: IsoDate, interval: Interval): DayBucket[] {
  return dayBuckets(bucketsOf({ first, last }, interval));
}

/** The series of these stances over a window, with what was before it as seeds. */
export function timeline(
  stances: readonly DatedStance[],
  {
    first,
    last,
    interval,
    method = 'last',
    fill = 'previous',
    recordLimit = 20,
  }: {
    first: IsoDate;
    last: IsoDate;
    interval: Interval;
    method?: TimelineMethod;
    fill?: TimelineFill;
    recordLimit?: number;
  },
): TimelinePoint[] {
  const buckets = bucketsFrom(first, last, interval);
  const input = timelineInputOf(stances);
  const seeds = seedsOf({ ...input, before: buckets[0]!.first, interval, recordLimit });
  return timelineOf({ ...input, seeds, buckets, scale: SUPPORT_5, method, fill, recordLimit });
}

function numberOf(day: IsoDate | null): number | null {
  return day === null ? null : toDayNumber(day);
}
