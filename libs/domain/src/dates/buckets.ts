import { InvalidProblem } from '../problems/problem.js';
import { LAST_DAY_NUMBER, formatDay, fromDayNumber, partsOf, toDayNumber, type IsoDate } from './days.js';

/** The width of a bucket. Weeks are ISO 8601 weeks and start on Monday. */
export type Interval = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Half-open: `start` belongs to the bucket, `end` is the start of the next one. */
export interface Bucket {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

/** Buckets start wherever `offset + k × step` falls on a line of whole days or whole months. */
interface Grid {
  readonly unit: 'day' | 'month';
  readonly step: number;
  readonly offset: number;
}

const { floor } = Math;

const LAST_MONTH_NUMBER = 9999 * 12 + 11;

const GRIDS: Readonly<Record<Interval, Grid>> = {
  day: { unit: 'day', step: 1, offset: 0 },
  // Day 0 is Thursday 1970-01-01; the Monday before it is day −3.
  week: { unit: 'day', step: 7, offset: -3 },
  month: { unit: 'month', step: 1, offset: 0 },
  quarter: { unit: 'month', step: 3, offset: 0 },
  year: { unit: 'month', step: 12, offset: 0 },
};

/** The first day of the bucket that holds `day`. Throws RangeError when `day` is not an IsoDate. */
export function bucketStart(day: IsoDate, interval: Interval): IsoDate {
  const grid = GRIDS[interval];
  return startOf(grid, ordinalOf(grid, day));
}

/**
 * The first day of the bucket after the one that holds `start`.
 * Throws RangeError when that lies after 9999-12-31, or `start` is not an IsoDate.
 */
export function nextBucketStart(start: IsoDate, interval: Interval): IsoDate {
  const grid = GRIDS[interval];
  return startOf(grid, ordinalOf(grid, start) + 1);
}

/**
 * The buckets that cover a window, in order, without gap or overlap. The first starts on `bucketStart(first)`, so it may
 * begin before the window, as the last may end after it. Empty when `first` is after `last`.
 * @param window both ends included
 * @param limit how many buckets are allowed
 *
 * Throws InvalidProblem at `?interval`: `timeline/too-many-buckets`, before any is built; `date/year-out-of-range` when
 * the last bucket would end after 9999-12-31. Throws RangeError when an end is not an IsoDate.
 */
export function bucketsOf(
  { first, last }: { readonly first: IsoDate; readonly last: IsoDate },
  interval: Interval,
  limit = 20_000,
): Bucket[] {
  const grid = GRIDS[interval];
  const from = ordinalOf(grid, first);
  const to = ordinalOf(grid, last);
  const count = Math.max(0, to - from + 1);
  if (count > limit) throw tooMany(count, limit, interval);
  if (count > 0 && !startExists(grid, to + 1)) throw beyondCalendar(last, interval);

  const buckets: Bucket[] = [];
  let start = count > 0 ? startOf(grid, from) : '';
  for (let ordinal = from; ordinal <= to; ordinal++) {
    const end = startOf(grid, ordinal + 1);
    buckets.push({ start, end });
    start = end;
  }
  return buckets;
}

function ordinalOf({ unit, step, offset }: Grid, day: IsoDate): number {
  return floor(((unit === 'day' ? toDayNumber(day) : monthNumber(day)) - offset) / step);
}

function monthNumber(day: IsoDate): number {
  const { year, month } = partsOf(day);
  return year * 12 + month - 1;
}

function startExists({ unit, step, offset }: Grid, ordinal: number): boolean {
  return ordinal * step + offset <= (unit === 'day' ? LAST_DAY_NUMBER : LAST_MONTH_NUMBER);
}

function startOf(grid: Grid, ordinal: number): IsoDate {
  const position = ordinal * grid.step + grid.offset;
  if (grid.unit === 'day') return fromDayNumber(position);
  if (position > LAST_MONTH_NUMBER) throw new RangeError('The next bucket starts after 9999-12-31.');
  return formatDay(floor(position / 12), (position % 12) + 1, 1);
}

function tooMany(count: number, limit: number, interval: Interval): InvalidProblem {
  const advice = interval === 'year' ? 'shorten the window' : 'choose a longer interval or shorten the window';
  const detail = `The window has ${count} buckets of a ${interval} and ${limit} are allowed; ${advice}.`;
  return InvalidProblem.at('?interval', 'timeline/too-many-buckets', detail);
}

function beyondCalendar(last: IsoDate, interval: Interval): InvalidProblem {
  const detail = `The ${interval} of ${last} ends after 9999-12-31, the last day that can be written; end the window earlier.`;
  return InvalidProblem.at('?interval', 'date/year-out-of-range', detail);
}
