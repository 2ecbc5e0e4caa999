import { fromDayNumber, InvalidProblem, type IsoDate, parseEdtf, toDayNumber } from '@app/domain';

/** The day that is meant where a day is asked for by an EDTF date. Throws `date/…`, at `pointer`. */
export function lastDayOf(date: string, pointer: string): IsoDate {
  const { latest } = parseEdtf(date, pointer);
  if (latest === null) throw InvalidProblem.at(pointer, 'date/open-end', 'Name a day, or a date that ends.');
  return latest;
}

const FIRST_DAY = '0001-01-01';

/** So many days before; not before all days that can be written. */
export const daysBefore = (day: IsoDate, days: number): IsoDate =>
  fromDayNumber(Math.max(toDayNumber(day) - days, toDayNumber(FIRST_DAY)));

/** The first day on which what is held on `day` may last have been known to hold; null where any age will do. */
export const youngestOn = (day: IsoDate, maxAge: number | undefined): IsoDate | null =>
  maxAge === undefined ? null : daysBefore(day, maxAge);
