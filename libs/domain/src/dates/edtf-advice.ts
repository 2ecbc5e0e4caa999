import { MONTH_NAMES } from './month-names.js';

const DAY_MONTH_YEAR = /^(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]*)?([a-z]{3,9})\.?[ ,-]*(\d{4})$/i;
const MONTH_DAY_YEAR = /^([a-z]{3,9})\.? *(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{4})$/i;
const GENERAL =
  'Write 2023, 2023-11 or 2023-11-18; 2023-11~ for about; 2023-11-0X for the first days of a month; ' +
  '2021/.. for since; 2024-02-18/2024-02-19 for a span; [2023-11,2023-12] for one of several.';

/** Rewrites a text into forms the writer may have meant; only those that are dates are offered. */
type Guess = (text: string) => readonly string[];

/**
 * What to write instead of a text that is not EDTF.
 * A guess is offered only if `isEdtf` accepts it, so the advice can be followed to the letter. Where a text can be read
 * in two ways (03/02/2014) both are offered: choosing for the writer would record a day nobody wrote.
 * @param part the piece of `text` that was not understood
 */
export function adviceFor(text: string, part: string, isEdtf: (text: string) => boolean): string {
  const where = part === text ? '' : ` in ${quoted(text)}`;
  const fault = `${quoted(part)}${where} is not an EDTF date.`;
  const plain = tidied(text);
  const guesses = new Set(GUESSES.flatMap((guess) => guess(plain)).filter(isEdtf));
  if (guesses.size === 0) return `${fault} ${GENERAL}`;
  const timeless = /\d[T ]\d{1,2}:?\d{2}/i.test(text) ? ' Days are recorded, not times.' : '';
  const solarHijri = [...guesses].some((guess) => /^1[34]\d\d-/.test(guess))
    ? ' Dates are Gregorian: convert a Solar Hijri date first.'
    : '';
  return `${fault} Write ${[...guesses].map(quoted).join(' or ')}.${timeless}${solarHijri}`;
}

// A direction mark or a foreign dash looks like nothing or like a hyphen, and the writer has to see what was wrong.
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /(?![ -~])[\p{Cf}\p{Cc}\p{Dash}\p{Zs}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// Text pasted from Persian or Arabic pages carries direction marks and its own digits.
function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\p{Dash}]/gu, '-')
    .trim();
}

const GUESSES: readonly Guess[] = [
  (text) => [text.toUpperCase().replace(/\s/g, '')],
  (text) => [text.replace(/[T ]\d{1,2}:?\d{2}[^/]*/gi, '')],
  (text) => [text.replace(/(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/g, '$1-$2-$3')],
  (text) => matched(/^(\d{4})(\d{2})$/, text, ([year, month]) => [`${year}-${month}`]),
  (text) =>
    matched(/^(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?$/, text, ([year, month, day]) => [dated(year, month, day)]),
  (text) => matched(/^(\d{1,2})[-/. ](\d{4})$/, text, ([month, year]) => [dated(year, month)]),
  (text) =>
    matched(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/, text, ([a, b, year]) => [dated(year, b, a), dated(year, a, b)]),
  (text) => matched(DAY_MONTH_YEAR, text, ([day, month, year]) => [dated(year, numberOf(month), day)]),
  (text) => matched(MONTH_DAY_YEAR, text, ([month, day, year]) => [dated(year, numberOf(month), day)]),
  (text) => matched(/^(?:since|from) +(.+)$/i, text, ([date]) => [`${date}/..`]),
  (text) => matched(/^(?:until|till|by|to) +(.+)$/i, text, ([date]) => [`../${date}`]),
  (text) => matched(/^(?:about|around|circa|ca?\.?) *(\d.*)$/i, text, ([date]) => [`${date}~`]),
  (text) => matched(/^(\d{3})0'?s$/i, text, ([decade]) => [`${decade}X`]),
  (text) => matched(/^(.+?) *(?:-|to|until) *(\d{4}(?:-\d{2}){0,2})$/i, text, ([from, to]) => [`${from}/${to}`]),
  (text) => matched(/^(.+) +or +(.+)$/i, text, ([one, other]) => [`[${one},${other}]`]),
  // Older drafts of EDTF, still found in library data.
  (text) => [
    text
      .replace(/\/open$/, '/..')
      .replace(/^open\//, '../')
      .replace(/unknown/, '')
      .replace(/u/g, 'X'),
  ],
  (text) => [text.replace(/[?~%](?=.*\d)/g, '') + (/[?~%](?=.*\d)/.exec(text)?.[0] ?? '')],
  (text) => (text.startsWith('[') ? [text.replace(/[?~%\s]/g, '')] : []),
];

function matched(
  pattern: RegExp,
  text: string,
  rewrite: (found: readonly (string | undefined)[]) => readonly string[],
): readonly string[] {
  const found = pattern.exec(text);
  return found === null ? [] : rewrite(found.slice(1));
}

function dated(year = '', month = '', day?: string): string {
  const parts = [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])];
  return parts.join('-');
}

function numberOf(name = ''): string {
  return String(MONTH_NAMES.findIndex((month) => month.startsWith(name.toLowerCase())) + 1);
}
