import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem } from '../problems/problem.js';
import { fromDayNumber, isIsoDate } from './days.js';
import { parseEdtf, type EdtfDate } from './edtf.js';

const day = fc.integer({ min: -719_162, max: 2_932_896 }).map(fromDayNumber);
const plain = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
const vague = fc
  .tuple(fc.integer({ min: 10, max: 99 }), day, fc.constantFrom('0', '1', '2'))
  .chain(([century, text, tens]) =>
    fc.constantFrom(
      `${century}XX`,
      `${century}1X`,
      `${century}1X-XX`,
      `${text.slice(0, 4)}-XX`,
      `${text.slice(0, 4)}-XX-XX`,
      `${text.slice(0, 4)}-0X`,
      `${text.slice(0, 4)}-1X`,
      `${text.slice(0, 7)}-XX`,
      `${text.slice(0, 7)}-${tens}X`,
    ),
  );
const date = fc.oneof(plain, vague);
const qualified = fc.tuple(date, fc.constantFrom('', '?', '~', '%')).map((parts) => parts.join(''));
const end = fc.oneof({ weight: 4, arbitrary: qualified }, { weight: 1, arbitrary: fc.constantFrom('', '..') });
const interval = fc.tuple(end, end).map((ends) => ends.join('/'));
const set = fc.array(date, { minLength: 1, maxLength: 8 }).map((members) => `[${members.join(',')}]`);
const soup = fc.string({ unit: fc.constantFrom(...'0123459X-/.,[]{}?~%Y '.split('')), maxLength: 24 });
const anything = fc.oneof(qualified, interval, set, soup, fc.string(), fc.string({ unit: 'binary', maxLength: 120 }));

function attempt(text: string, pointer?: string): EdtfDate | InvalidProblem {
  try {
    return parseEdtf(text, pointer);
  } catch (error) {
    if (error instanceof InvalidProblem) return error;
    throw error;
  }
}

const refused = anything.map((text) => attempt(text, '/x')).filter((reading) => reading instanceof InvalidProblem);

function accepted(text: string): EdtfDate {
  const date = attempt(text);
  if (date instanceof InvalidProblem) return fc.pre(false) as never;
  return date;
}

describe('any text at all', () => {
  const CODES = [
    'date/not-edtf',
    'date/impossible-day',
    'date/interval-reversed',
    'date/season-ambiguous',
    'date/set-range',
    'date/all-of-set',
    'date/year-out-of-range',
    'date/unbounded',
    'date/too-long',
  ];

  it('is a date and kept as it is, or is refused as an invalid problem', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const reading = attempt(text);
        expect(reading instanceof InvalidProblem || reading.edtf === text).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('when refused, has a known code and one fault that says what to do', () => {
    fc.assert(
      fc.property(refused, ({ code, message, faults }) => {
        expect(CODES).toContain(code);
        expect(faults).toEqual([{ pointer: '/x', code, detail: message }]);
        expect(message.length).toBeGreaterThan(20);
        expect(message.length).toBeLessThan(1500);
      }),
      { numRuns: 2000 },
    );
  });

  it('when refused, is offered only replacements that are dates', () => {
    fc.assert(
      fc.property(refused, ({ message }) => {
        const offered = / is not an EDTF date\. Write "(.*)"\.(?: Da|$)/.exec(message)?.[1]?.split('" or "') ?? [];
        for (const guess of offered) expect(attempt(guess)).toMatchObject({ edtf: guess });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any date', () => {
  const dates = fc.oneof(qualified, interval, set);

  it('reads the same when it is read again', () => {
    fc.assert(
      fc.property(dates, (text) => {
        const first = accepted(text);
        expect(parseEdtf(first.edtf)).toEqual(first);
      }),
    );
  });

  it('has bounds that are days and never cross', () => {
    fc.assert(
      fc.property(dates, (text) => {
        const { earliest, latest } = accepted(text);
        for (const bound of [earliest, latest]) expect(bound === null || isIsoDate(bound)).toBe(true);
        expect(earliest === null || latest === null || earliest <= latest).toBe(true);
        expect(earliest === null && latest === null).toBe(false);
      }),
    );
  });

  it('is a duration exactly when it is written as an interval, and a point has both bounds', () => {
    fc.assert(
      fc.property(dates, (text) => {
        const { kind, earliest, latest } = accepted(text);
        expect(kind).toBe(text.includes('/') ? 'DURATION' : 'POINT');
        expect(kind === 'DURATION' || (earliest !== null && latest !== null)).toBe(true);
      }),
    );
  });
});

describe('a coarser date holds a finer one', () => {
  it('a day lies within its month, its year, its X forms and every set it is a member of', () => {
    fc.assert(
      fc.property(day, date, (text, other) => {
        const around = [text, text.slice(0, 7), text.slice(0, 4), `${text.slice(0, 9)}X`, `[${other},${text}]`];
        for (const wide of around) {
          const { earliest, latest } = accepted(wide);
          expect([wide, (earliest ?? '') <= text && text <= (latest ?? '')]).toEqual([wide, true]);
        }
      }),
    );
  });

  it('a day means itself', () => {
    fc.assert(
      fc.property(day, (text) => {
        expect(parseEdtf(text)).toEqual({ edtf: text, kind: 'POINT', earliest: text, latest: text });
      }),
    );
  });
});
