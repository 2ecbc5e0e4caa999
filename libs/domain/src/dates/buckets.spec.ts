import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem } from '../problems/problem.js';
import { bucketStart, bucketsOf, nextBucketStart, type Interval } from './buckets.js';
import { addDays, daysBetween, fromDayNumber, toDayNumber } from './days.js';

const INTERVALS: readonly Interval[] = ['day', 'week', 'month', 'quarter', 'year'];
const LONGEST = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };
const SHORTEST = { day: 1, week: 7, month: 28, quarter: 90, year: 365 };

function faultOf(act: () => unknown): { pointer: string; code: string; detail: string } | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults[0];
    throw error;
  }
  return undefined;
}

describe('a bucket starts on the first day of its day, week, month, quarter or year', () => {
  it.each<[Interval, string, string, string]>([
    ['day', '2024-02-29', '2024-02-29', '2024-03-01'],
    ['week', '2024-02-18', '2024-02-12', '2024-02-19'],
    ['week', '2024-02-19', '2024-02-19', '2024-02-26'],
    ['week', '2021-01-03', '2020-12-28', '2021-01-04'],
    ['week', '1970-01-01', '1969-12-29', '1970-01-05'],
    ['week', '0001-01-01', '0001-01-01', '0001-01-08'],
    ['month', '2024-02-18', '2024-02-01', '2024-03-01'],
    ['month', '2023-12-31', '2023-12-01', '2024-01-01'],
    ['quarter', '2024-02-18', '2024-01-01', '2024-04-01'],
    ['quarter', '2024-06-30', '2024-04-01', '2024-07-01'],
    ['quarter', '2024-12-31', '2024-10-01', '2025-01-01'],
    ['year', '2024-02-18', '2024-01-01', '2025-01-01'],
    ['year', '0001-06-30', '0001-01-01', '0002-01-01'],
  ])('%s of %s', (interval, day, start, next) => {
    expect(bucketStart(day, interval)).toBe(start);
    expect(nextBucketStart(start, interval)).toBe(next);
  });
});

describe('buckets cover the window', () => {
  it('from the start of the first to the end of the last', () => {
    expect(bucketsOf({ first: '2023-11-18', last: '2024-01-01' }, 'month')).toEqual([
      { start: '2023-11-01', end: '2023-12-01' },
      { start: '2023-12-01', end: '2024-01-01' },
      { start: '2024-01-01', end: '2024-02-01' },
    ]);
    expect(bucketsOf({ first: '2024-02-18', last: '2024-02-19' }, 'week')).toEqual([
      { start: '2024-02-12', end: '2024-02-19' },
      { start: '2024-02-19', end: '2024-02-26' },
    ]);
  });

  it('one for a window of one day, none for a window that ends before it begins', () => {
    expect(bucketsOf({ first: '2024-02-18', last: '2024-02-18' }, 'day')).toEqual([
      { start: '2024-02-18', end: '2024-02-19' },
    ]);
    expect(bucketsOf({ first: '2024-02-18', last: '2024-01-18' }, 'month')).toEqual([]);
  });
});

describe('too many buckets are refused before one is built', () => {
  const tenYears = { first: '2014-01-01', last: '2023-12-31' };

  it('counts against the limit it is given', () => {
    expect(bucketsOf(tenYears, 'month', 120)).toHaveLength(120);
    expect(faultOf(() => bucketsOf(tenYears, 'month', 119))).toEqual({
      pointer: '?interval',
      code: 'timeline/too-many-buckets',
      detail:
        'The window has 120 buckets of a month and 119 are allowed; choose a longer interval or shorten the window.',
    });
  });

  it('allows 20000 unless told otherwise', () => {
    const first = '1970-01-01';
    expect(bucketsOf({ first, last: addDays(first, 19_999) }, 'day')).toHaveLength(20_000);
    expect(faultOf(() => bucketsOf({ first, last: addDays(first, 20_000) }, 'day'))).toMatchObject({
      code: 'timeline/too-many-buckets',
    });
  });

  it('takes no longer for the whole calendar', () => {
    const calendar = { first: '0001-01-01', last: '9999-12-31' };
    const began = performance.now();
    for (let i = 0; i < 100; i++) faultOf(() => bucketsOf(calendar, 'day'));
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('the calendar ends on 9999-12-31', () => {
  it.each(INTERVALS)('a last %s that would end after it is refused', (interval) => {
    const window = { first: '9999-12-31', last: '9999-12-31' };
    expect(faultOf(() => bucketsOf(window, interval))).toMatchObject({
      pointer: '?interval',
      code: 'date/year-out-of-range',
    });
    expect(() => nextBucketStart('9999-12-31', interval)).toThrow(RangeError);
    expect(bucketStart('9999-12-31', interval) <= '9999-12-31').toBe(true);
  });
});

describe('for any window and interval', () => {
  const first = fc.integer({ min: -719_162, max: 2_900_000 }).map(fromDayNumber);
  const window = fc
    .tuple(first, fc.nat({ max: 5000 }))
    .map(([day, days]) => ({ first: day, last: addDays(day, days) }));
  const interval = fc.constantFrom(...INTERVALS);

  it('buckets tile it without gap or overlap, and none lies outside it', () => {
    fc.assert(
      fc.property(window, interval, (days, width) => {
        const buckets = bucketsOf(days, width);
        expect(buckets[0]?.start).toBe(bucketStart(days.first, width));
        expect(buckets.slice(1).map(({ start }) => start)).toEqual(buckets.slice(0, -1).map(({ end }) => end));
        for (const { start, end } of buckets) {
          const length = daysBetween(start, end);
          expect(length >= SHORTEST[width] && length <= LONGEST[width]).toBe(true);
          expect(end > days.first && start <= days.last).toBe(true);
        }
        expect((buckets.at(-1)?.end ?? '') > days.last).toBe(true);
      }),
    );
  });

  it('a day lies in the bucket it starts, and that start is its own', () => {
    fc.assert(
      fc.property(first, interval, (day, width) => {
        const start = bucketStart(day, width);
        expect(start <= day && day < nextBucketStart(start, width)).toBe(true);
        expect(bucketStart(start, width)).toBe(start);
        expect(nextBucketStart(day, width)).toBe(nextBucketStart(start, width));
      }),
    );
  });

  it('a week starts on a Monday', () => {
    fc.assert(
      fc.property(first, (day) => {
        const start = bucketStart(day, 'week');
        expect(new Date(`${start}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(toDayNumber(day) - toDayNumber(start)).toBeLessThan(7);
      }),
    );
  });
});
