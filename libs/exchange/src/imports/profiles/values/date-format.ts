import { InvalidProblem, MONTH_NAMES } from '@app/domain';

/** Reads dates of one form. */
export interface DateFormat {
  readonly pattern: string;
  /** EDTF; null where the text has another form. Whether the day exists is not its question. */
  read(text: string): string | null;
}

const PIECES: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  MMM: String.raw`(?<name>[A-Za-z]{3,9})\.?`,
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{2})`,
  D: String.raw`(?<day>\d{1,2})`,
};

/** `M/D/YYYY`, `D MMM YYYY`, `YYYY-MM`. Throws `profile/invalid` at `pointer`. */
export function compileDateFormat(pattern: string, pointer: string): DateFormat {
  const pieces = pattern.match(/Y+|M+|D+|[^YMD]+/g) ?? [];
  const sources = pieces.map((piece) => {
    if (!/^[YMD]/.test(piece)) return piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (sign) => `\\${sign}`);
    const source = PIECES[piece];
    if (source === undefined) throw malformed(pattern, `"${piece}" is none of YYYY, MMM, MM, M, DD, D`, pointer);
    return source;
  });
  const of = (letter: string): number => pieces.filter((piece) => piece.startsWith(letter)).length;
  if (of('Y') !== 1 || of('M') > 1 || of('D') > of('M')) {
    throw malformed(pattern, 'it has to have one year, at most one month, and a day only with a month', pointer);
  }
  const form = new RegExp(`^${sources.join('')}$`);
  return { pattern, read: (text) => edtfOf(form.exec(text)?.groups) };
}

function edtfOf(groups: Readonly<Record<string, string | undefined>> | undefined): string | null {
  if (groups === undefined) return null;
  const { year = '', name, month = name === undefined ? undefined : monthNamed(name), day } = groups;
  if (name !== undefined && month === undefined) return null;
  const parts = [month, day].flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')]));
  return [year, ...parts].join('-');
}

function monthNamed(name: string): string | undefined {
  const written = name.toLowerCase();
  const short = written === 'sept' ? 'sep' : written;
  const index = MONTH_NAMES.findIndex((month) => month === written || month.slice(0, 3) === short);
  return index < 0 ? undefined : String(index + 1);
}

const malformed = (pattern: string, why: string, pointer: string): InvalidProblem =>
  InvalidProblem.at(pointer, 'profile/invalid', `The date format "${pattern}" cannot be read: ${why}.`);
