/** A day of the proleptic Gregorian calendar, `YYYY-MM-DD`, 0001-01-01 to 9999-12-31. It has no time and no time zone. */
export type IsoDate = string;

/** The first and the last day that can be written with four digits of year. */
export const FIRST_DAY: IsoDate = '0001-01-01';
export const LAST_DAY: IsoDate = '9999-12-31';

/** The same as day numbers. */
export const FIRST_DAY_NUMBER = -719_162;
export const LAST_DAY_NUMBER = 2_932_896;

const { floor } = Math;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

// Days are written by the ten thousand in timelines; joining two ready-made strings is several times cheaper than padding.
const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const MONTH_AND_DAY = Array.from({ length: 13 * 32 }, (_, n) => `-${TWO_DIGITS[floor(n / 32)]}-${TWO_DIGITS[n % 32]}`);

/**
 * Number of days in a month, 28 to 31.
 * @param month 1 to 12; throws RangeError otherwise
 */
export function lastDayOfMonth(year: number, month: number): number {
  const length = MONTH_LENGTHS[month - 1];
  if (length === undefined) throw new RangeError(`There is no month ${month}.`);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : length;
}

/** Whether the text is a day that exists, written exactly as `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  return packed(text) !== 0;
}

/**
 * Days since 1970-01-01; negative before it.
 * Algorithm: `days_from_civil`, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 * Throws RangeError when `day` is not an IsoDate: text from outside is checked with `isIsoDate` or `parseEdtf` first.
 */
export function toDayNumber(day: IsoDate): number {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const marchYear = month > 2 ? year : year - 1;
  const era = floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  return era * 146_097 + yearOfEra * 365 + floor(yearOfEra / 4) - floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/**
 * The day that lies `n` days after 1970-01-01. Algorithm: `civil_from_days`, same source as `toDayNumber`.
 * Throws RangeError when `n` is not a whole number or the day falls outside the years 0001 to 9999.
 */
export function fromDayNumber(n: number): IsoDate {
  if (!Number.isInteger(n) || n < FIRST_DAY_NUMBER || n > LAST_DAY_NUMBER) {
    throw new RangeError(`Day number ${n} is not a day of the years 0001 to 9999.`);
  }
  const shifted = n + 719_468;
  const era = floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = floor(
    (dayOfEra - floor(dayOfEra / 1460) + floor(dayOfEra / 36_524) - floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + floor(yearOfEra / 4) - floor(yearOfEra / 100));
  const marchMonth = floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return formatDay(year, month, dayOfYear - floor((153 * marchMonth + 2) / 5) + 1);
}

/** The day `days` whole days later (earlier when negative). Throws RangeError when it leaves the years 0001 to 9999. */
export function addDays(day: IsoDate, days: number): IsoDate {
  return fromDayNumber(toDayNumber(day) + days);
}

/** `to` − `from` in days: 1 from one day to the next, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** Year, month (1 to 12) and day of month of a day. Throws RangeError when `day` is not an IsoDate. */
export function partsOf(day: IsoDate): { year: number; month: number; day: number } {
  const digits = packed(day);
  if (digits === 0) throw new RangeError(`${JSON.stringify(day)} is not a day written as YYYY-MM-DD.`);
  return { year: floor(digits / 10_000), month: floor(digits / 100) % 100, day: digits % 100 };
}

/** `YYYY-MM-DD` of parts that are known to make a day; it does not check them. */
export function formatDay(year: number, month: number, day: number): IsoDate {
  return `${TWO_DIGITS[floor(year / 100)]}${TWO_DIGITS[year % 100]}${MONTH_AND_DAY[month * 32 + day]}`;
}

/** The day's eight digits as one number, 20140318 for 2014-03-18; 0 when the text is no day. */
function packed(text: string): number {
  if (text.length !== 10) return 0;
  let digits = 0;
  for (let i = 0; i < 10; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (i === 4 || i === 7) {
      if (digit !== -3) return 0;
    } else if (digit < 0 || digit > 9) {
      return 0;
    } else {
      digits = digits * 10 + digit;
    }
  }
  const year = floor(digits / 10_000);
  const month = floor(digits / 100) % 100;
  const day = digits % 100;
  const exists = year > 0 && month > 0 && month < 13 && day > 0 && day <= lastDayOfMonth(year, month);
  return exists ? digits : 0;
}
