import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromDayNumber } from './days.js';
import { parseEdtf } from './edtf.js';

// The package ships no types, and only this spec may use it; a name in a variable keeps the compiler from asking for them.
const PACKAGE: string = 'edtf';
const { default: edtf } = (await import(PACKAGE)) as {
  default: (text: string) => { type: string; min: number | null; max: number | null };
};

function dayOf(milliseconds: number | null): string | null {
  return milliseconds === null || !Number.isFinite(milliseconds)
    ? null
    : fromDayNumber(Math.floor(milliseconds / 864e5));
}

function theirs(text: string): { earliest: string | null; latest: string | null } {
  const { min, max } = edtf(text);
  return { earliest: dayOf(min), latest: dayOf(max) };
}

function ours(text: string): { earliest: string | null; latest: string | null } {
  const { earliest, latest } = parseEdtf(text);
  return { earliest, latest };
}

const day = fc.integer({ min: -719_162, max: 2_932_896 }).map(fromDayNumber);
const plain = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
const year = plain.map((text) => text.slice(0, 4));
const vague = fc.oneof(
  year.map((text) => `${text}-XX`),
  year.map((text) => `${text}-XX-XX`),
  year.map((text) => `${text}-0X`),
  year.map((text) => `${text}-1X`),
  day.map((text) => `${text.slice(0, 7)}-XX`),
  fc.tuple(day, fc.constantFrom(0, 1, 2)).map(([text, tens]) => `${text.slice(0, 7)}-${tens}X`),
  fc.integer({ min: 100, max: 999 }).map((decade) => `${decade}X`),
  fc.integer({ min: 10, max: 99 }).map((century) => `${century}XX`),
);

describe('bounds agree with the edtf package where it is right', () => {
  it('on plain dates', () => {
    fc.assert(
      fc.property(plain, (text) => expect([text, ours(text)]).toEqual([text, theirs(text)])),
      { numRuns: 500 },
    );
  });

  it('on qualified dates', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom('?', '~', '%'), (text, qualifier) => {
        expect([text, ours(text + qualifier)]).toEqual([text, theirs(text + qualifier)]);
      }),
    );
  });

  it('on unspecified digits', () => {
    fc.assert(
      fc.property(vague, (text) => expect([text, ours(text)]).toEqual([text, theirs(text)])),
      { numRuns: 500 },
    );
  });

  it('on intervals of two dates', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom(4, 7, 10), (a, b, length) => {
        const [from = '', to = ''] = [a.slice(0, length), b.slice(0, length)].sort();
        fc.pre(from < to);
        expect([from, to, ours(`${from}/${to}`)]).toEqual([from, to, theirs(`${from}/${to}`)]);
      }),
      { numRuns: 500 },
    );
  });

  it('on half-open intervals', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom('', '..'), (text, other) => {
        expect([text, ours(`${text}/${other}`)]).toEqual([text, theirs(`${text}/${other}`)]);
        expect([text, ours(`${other}/${text}`)]).toEqual([text, theirs(`${other}/${text}`)]);
      }),
    );
  });

  it('on sets whose members are in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(year, { minLength: 1, maxLength: 6 }), (years) => {
        const text = `[${years.sort().join(',')}]`;
        expect([text, ours(text)]).toEqual([text, theirs(text)]);
      }),
    );
  });
});

// If one of these fails after an upgrade, the package was mended: move its case up to the agreement above.
describe('where the package errs, it is not followed', () => {
  it('ranges in sets and lists lose their end', () => {
    expect(theirs('[2023-11..2024-01]').latest).toBe('2023-11-30');
    expect(theirs('{2023-11..2024-01}').latest).toBe('2023-11-30');
    expect(theirs('[1667,1668,1670..1672]').latest).toBe('1670-12-31');
    for (const text of ['[2023-11..2024-01]', '{2023-11..2024-01}', '[1667,1668,1670..1672]']) {
      expect(() => parseEdtf(text)).toThrow(expect.objectContaining({ code: 'date/set-range' }));
    }
  });

  it('seasons are calendar quarters', () => {
    expect(theirs('2023-23')).toEqual({ earliest: '2023-07-01', latest: '2023-09-30' });
    expect(theirs('2023-24')).toEqual({ earliest: '2023-10-01', latest: '2023-12-31' });
    expect(theirs('2001-21')).toEqual({ earliest: '2001-01-01', latest: '2001-03-31' });
    expect(() => parseEdtf('2001-21')).toThrow(expect.objectContaining({ code: 'date/season-ambiguous' }));
  });

  it('an unknown end is null and an open one is Infinity', () => {
    expect(edtf('2021/').max).toBeNull();
    expect(edtf('2021/..').max).toBe(Number.POSITIVE_INFINITY);
    expect([ours('2021/').latest, ours('2021/..').latest]).toEqual([null, null]);
  });

  it.each([
    ['2023-21/2023-22', 'No possible parsings', 'date/season-ambiguous'],
    ['[2023?,2024]', 'Syntax error', 'date/not-edtf'],
  ])('season intervals and qualifiers inside sets are unreadable to both: %s', (text, message, code) => {
    expect(() => edtf(text)).toThrow(message);
    expect(() => parseEdtf(text)).toThrow(expect.objectContaining({ code }));
  });

  it('eight digits are milliseconds', () => {
    expect(theirs('20140318')).toEqual({ earliest: '1970-01-01', latest: '1970-01-01' });
    expect(() => parseEdtf('20140318')).toThrow(expect.objectContaining({ code: 'date/not-edtf' }));
  });

  it('29 February 1900 is taken for 1 March', () => {
    expect(theirs('1900-02-29').earliest).toBe('1900-03-01');
    expect(() => parseEdtf('1900-02-29')).toThrow(expect.objectContaining({ code: 'date/impossible-day' }));
  });

  it('a set out of order has bounds that cross', () => {
    expect(theirs('[2023-12,2023-11]')).toEqual({ earliest: '2023-12-01', latest: '2023-11-30' });
    expect(ours('[2023-12,2023-11]')).toEqual({ earliest: '2023-11-01', latest: '2023-12-31' });
  });

  it.each([
    ['2004-02/2004', 'invalid upper bound'],
    ['201X?', 'Syntax error'],
    ['2023-11-3X', 'Syntax error'],
  ])('%s is refused, though it can be meant', (text, message) => {
    expect(() => edtf(text)).toThrow(message);
    expect(parseEdtf(text).edtf).toBe(text);
  });

  it('a Solar Hijri year passes as a Gregorian one in both', () => {
    expect(ours('1358-11')).toEqual(theirs('1358-11'));
  });
});
