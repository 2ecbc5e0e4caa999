import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, fromDayNumber, isIsoDate, lastDayOfMonth, toDayNumber } from './days.js';

const FIRST = -719_162;
const LAST = 2_932_896;
const MILLISECONDS = 86_400_000;
const dayNumber = fc.integer({ min: FIRST, max: LAST });
const day = dayNumber.map(fromDayNumber);

describe('a day is a string of ten characters that exists in the calendar', () => {
  it.each(['0001-01-01', '1970-01-01', '2000-02-29', '2024-02-29', '9999-12-31'])('%s is one', (text) => {
    expect(isIsoDate(text)).toBe(true);
  });

  it.each([
    ['', '2023', '2023-11', '2023-11-1', '2023-11-180', ' 2023-11-18', '2023-11-18\n', '2023-11-18T00:00'],
    ['2023-02-29', '1900-02-29', '2023-04-31', '2023-13-01', '2023-00-10', '2023-01-00', '0000-01-01'],
    [
      '2023/11/18',
      '2023–11–18',
      '２０２３-11-18',
      '۲۰۲۳-۱۱-۱۸',
      '2023-11-0X',
      '2023-1.-18',
      '-023-11-18',
      '+023-11-18',
    ],
  ])('%j and its like are not', (...texts) => {
    for (const text of texts) expect([text, isIsoDate(text)]).toEqual([text, false]);
  });

  it('agrees with the round trip on any text shaped like a day', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/), (text) => {
        const date = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text && text >= '0001';
        expect(isIsoDate(text)).toBe(exists);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('leap years follow the Gregorian rule', () => {
  it.each([
    [1900, 28],
    [2000, 29],
    [2023, 28],
    [2024, 29],
    [2100, 28],
  ])('February %i has %i days', (year, days) => {
    expect(lastDayOfMonth(year, 2)).toBe(days);
  });

  it('has no month 0 and no month 13', () => {
    expect(() => lastDayOfMonth(2023, 0)).toThrow(RangeError);
    expect(() => lastDayOfMonth(2023, 13)).toThrow(RangeError);
  });
});

describe('day numbers count from 1970-01-01', () => {
  it.each([
    ['0001-01-01', FIRST],
    ['1969-12-31', -1],
    ['1970-01-01', 0],
    ['2000-03-01', 11_017],
    ['9999-12-31', LAST],
  ])('%s is day %i', (text, number) => {
    expect(toDayNumber(text)).toBe(number);
    expect(fromDayNumber(number)).toBe(text);
  });

  it('agree with Date.UTC on every day of the years 0001 to 9999', () => {
    const date = new Date(0);
    const disagreeing: string[] = [];
    let n = FIRST;
    for (let year = 1; year <= 9999; year++) {
      for (let month = 1; month <= 12; month++) {
        // Date.UTC takes the years 0 to 99 for 1900 to 1999, hence setUTCFullYear.
        if (date.setUTCFullYear(year, month - 1, 1) !== n * MILLISECONDS) disagreeing.push(`${year}-${month}`);
        for (let left = lastDayOfMonth(year, month); left > 0; left--) {
          const text = fromDayNumber(n);
          if (toDayNumber(text) !== n) disagreeing.push(text);
          n++;
        }
      }
    }
    expect(n).toBe(LAST + 1);
    expect(disagreeing).toEqual([]);
  });

  it('and the text is the one of that day in UTC', () => {
    fc.assert(
      fc.property(dayNumber, (n) => {
        expect(fromDayNumber(n)).toBe(new Date(n * MILLISECONDS).toISOString().slice(0, 10));
      }),
      { numRuns: 5000 },
    );
  });

  it('refuse what is no day', () => {
    for (const n of [FIRST - 1, LAST + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => fromDayNumber(n)).toThrow(RangeError);
    }
    for (const text of ['', '2023-11', '2023-02-30', '20231118xx']) expect(() => toDayNumber(text)).toThrow(RangeError);
  });
});

describe('adding and measuring undo each other', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
    expect(daysBetween('2024-02-18', '2024-02-19')).toBe(1);
    expect(daysBetween('2024-02-19', '2024-02-18')).toBe(-1);
  });

  it('addDays(from, daysBetween(from, to)) is to', () => {
    fc.assert(fc.property(day, day, (from, to) => expect(addDays(from, daysBetween(from, to))).toBe(to)));
  });

  it('orders days as their text sorts', () => {
    fc.assert(fc.property(day, day, (a, b) => expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0)));
  });

  it('refuses to leave the calendar', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => addDays('2023-01-01', 0.5)).toThrow(RangeError);
  });
});
