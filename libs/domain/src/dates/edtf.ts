import { InvalidProblem } from '../problems/problem.js';
import { notEdtf, readCalendarDate, type DayBounds, type Refusal } from './calendar-date.js';
import type { IsoDate } from './days.js';
import { adviceFor } from './edtf-advice.js';

export type { IsoDate } from './days.js';

/** POINT: one day, known as well as the bounds tell. DURATION: held on every day from the first to the last. */
export type DateKind = 'POINT' | 'DURATION';

/**
 * A date as it was written, and what it means in days.
 * `earliest` and `latest` are both included. A POINT has both; in a DURATION null is an end that is open (`..`) or not
 * known (empty), and `edtf` keeps which of the two.
 */
export interface EdtfDate {
  readonly edtf: string;
  readonly kind: DateKind;
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
}

const LONGEST = 100;
const QUALIFIER = /[?~%]$/;

/**
 * Reads an Extended Date/Time Format text exactly as it is written; nothing is trimmed or repaired.
 *
 * EDTF (Library of Congress, 4 February 2019) Level 1 is supported, except seasons, years outside 0001 to 9999 and
 * times; and in addition: one-of-a-set and X in day and month.
 *
 * The qualifiers `?`, `~` and `%` do not widen the bounds: the specification gives them no width.
 *
 * Throws InvalidProblem at `pointer` with one of: `date/not-edtf`, `date/impossible-day`, `date/interval-reversed`,
 * `date/season-ambiguous`, `date/set-range`, `date/all-of-set`, `date/year-out-of-range`, `date/unbounded`,
 * `date/too-long`; the detail says what to write instead.
 *
 * Source: https://www.loc.gov/standards/datetime/
 */
export function parseEdtf(text: string, pointer = '/date'): EdtfDate {
  const reading = read(text);
  if (!isRefusal(reading)) return reading;
  throw InvalidProblem.at(pointer, reading.code, reading.detail ?? adviceFor(text, reading.part, isEdtf));
}

function isEdtf(text: string): boolean {
  return !isRefusal(read(text));
}

function isRefusal(reading: object): reading is Refusal {
  return 'code' in reading;
}

function read(text: string): EdtfDate | Refusal {
  if (text.length > LONGEST) return tooLong(text);
  if (/^[[{]/.test(text)) return readSet(text);
  if (text.includes('/')) return readInterval(text);
  const bounds = readQualified(text);
  return isRefusal(bounds) ? bounds : { edtf: text, kind: 'POINT', ...bounds };
}

function readQualified(text: string): DayBounds | Refusal {
  return readCalendarDate(text.replace(QUALIFIER, ''));
}

function readInterval(text: string): EdtfDate | Refusal {
  const [from = '', to = '', ...more] = text.split('/');
  if (more.length > 0) return notEdtf(text);
  const start = readEnd(from);
  const end = readEnd(to);
  if (start === null && end === null) return unbounded(text);
  if (start !== null && isRefusal(start)) return start;
  if (end !== null && isRefusal(end)) return end;
  if (start !== null && end !== null && start.earliest > end.latest) return reversed(text, from, to);
  return { edtf: text, kind: 'DURATION', earliest: start?.earliest ?? null, latest: end?.latest ?? null };
}

function readEnd(text: string): DayBounds | Refusal | null {
  return text === '' || text === '..' ? null : readQualified(text);
}

function readSet(text: string): EdtfDate | Refusal {
  if (!text.endsWith(text.startsWith('[') ? ']' : '}')) return notEdtf(text);
  if (text.includes('..')) return rangeInSet(text);
  if (text.startsWith('{')) return allOfSet(text);
  let earliest: IsoDate | undefined;
  let latest: IsoDate | undefined;
  for (const member of text.slice(1, -1).split(',')) {
    const bounds = readCalendarDate(member);
    if (isRefusal(bounds)) return bounds;
    // Members come in any order, and ISO dates sort as text.
    if (earliest === undefined || bounds.earliest < earliest) earliest = bounds.earliest;
    if (latest === undefined || bounds.latest > latest) latest = bounds.latest;
  }
  return earliest === undefined || latest === undefined
    ? notEdtf(text)
    : { edtf: text, kind: 'POINT', earliest, latest };
}

function tooLong(text: string): Refusal {
  const detail = `A date has at most ${LONGEST} characters and this has ${text.length}; write an interval instead of a long set.`;
  return { code: 'date/too-long', part: text, detail };
}

function unbounded(text: string): Refusal {
  const detail = `${text} has no end that is known, so it says nothing; give one end, such as 2021/.. or ../2024.`;
  return { code: 'date/unbounded', part: text, detail };
}

function reversed(text: string, from: string, to: string): Refusal {
  const detail = `${text} ends before it begins; write ${to}/${from}.`;
  return { code: 'date/interval-reversed', part: text, detail };
}

function rangeInSet(text: string): Refusal {
  const detail =
    'A set cannot hold a range (..): list its dates, such as [2023-11,2023-12,2024-01], ' +
    'or write an interval, such as 2023-11/2024-01, if it was held throughout.';
  return { code: 'date/set-range', part: text, detail };
}

function allOfSet(text: string): Refusal {
  const detail =
    'Braces mean all of the dates: record one stance per date. ' +
    'If it was one of them and it is not known which, write [ ] instead of { }.';
  return { code: 'date/all-of-set', part: text, detail };
}
