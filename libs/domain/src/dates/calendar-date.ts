import { formatDay, isIsoDate, lastDayOfMonth, type IsoDate } from './days.js';

/** The first and the last day a date may mean, both included. */
export interface DayBounds {
  readonly earliest: IsoDate;
  readonly latest: IsoDate;
}

/** Why a text was not understood: a stable code, the part at fault, and what to write instead (absent for `date/not-edtf`). */
export interface Refusal {
  readonly code: string;
  readonly part: string;
  readonly detail?: string;
}

interface Numbers {
  readonly low: number;
  readonly high: number;
}

const DATE = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|\dX|XX)(?:-(\d{2}|\dX|XX))?)?$/;
const YEAR_OUT_OF_RANGE = /^(?:-\d{4}(?:-[\dX]{2}){0,2}|Y-?\d+(?:E\d+)?(?:S\d+)?)$/;
const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;

/**
 * Which days does one EDTF date without qualifier cover: `2023`, `2023-11`, `2023-11-18`, `20XX`, `2023-11-0X`?
 * Refusals: `date/not-edtf`, `date/impossible-day`, `date/season-ambiguous`, `date/year-out-of-range`.
 */
export function readCalendarDate(text: string): DayBounds | Refusal {
  if (YEAR_OUT_OF_RANGE.test(text)) return yearOutOfRange(text);
  const [, yearText, monthText, dayText] = DATE.exec(text) ?? [];
  if (yearText === undefined) return notEdtf(text);

  // Digits are unspecified from the right: "the 15th of some month" is no stretch of days that two bounds could describe.
  if (yearText.endsWith('X') && ![monthText, dayText].every(unspecified)) return notEdtf(text);
  if (monthText?.endsWith('X') && !unspecified(dayText)) return notEdtf(text);

  const year = numbersOf(yearText);
  if (year.low === 0) return yearOutOfRange(text);
  if (monthText === undefined || monthText === 'XX') {
    return { earliest: formatDay(year.low, 1, 1), latest: formatDay(year.high, 12, 31) };
  }

  const month = withinMonths(numbersOf(monthText));
  if (month === undefined) return wrongMonth(text, yearText, monthText, dayText);
  if (dayText === undefined || dayText === 'XX') {
    return {
      earliest: formatDay(year.low, month.low, 1),
      latest: formatDay(year.high, month.high, lastDayOfMonth(year.high, month.high)),
    };
  }

  const lastDay = lastDayOfMonth(year.low, month.low);
  const { low, high } = numbersOf(dayText);
  const first = Math.max(low, 1);
  const last = Math.min(high, lastDay);
  if (first > last) return wrongDay(text, `${yearText}-${monthText}`, dayText, lastDay);
  return { earliest: formatDay(year.low, month.low, first), latest: formatDay(year.low, month.low, last) };
}

/** The refusal of a text that is outside the grammar. */
export function notEdtf(part: string): Refusal {
  return { code: 'date/not-edtf', part };
}

function unspecified(digits: string | undefined): boolean {
  return digits === undefined || digits === 'XX';
}

function numbersOf(digits: string): Numbers {
  return { low: Number(digits.replaceAll('X', '0')), high: Number(digits.replaceAll('X', '9')) };
}

function withinMonths({ low, high }: Numbers): Numbers | undefined {
  const clipped = { low: Math.max(low, 1), high: Math.min(high, 12) };
  return clipped.low > clipped.high ? undefined : clipped;
}

function yearOutOfRange(part: string): Refusal {
  return {
    code: 'date/year-out-of-range',
    part,
    detail: `${part} lies outside the years 0001 to 9999; write a year with four digits, such as 2023, or an open interval such as ../2023.`,
  };
}

function wrongDay(part: string, month: string, day: string, lastDay: number): Refusal {
  // 00 is how many data sets write a day that is not known; the last of the month would be a wrong guess there.
  const last = day === '00' ? '' : `${month}-${lastDay}, or `;
  return {
    code: 'date/impossible-day',
    part,
    detail: `${part} does not exist: ${month} has the days 01 to ${lastDay}. Write ${last}${month} if the day is not known.`,
  };
}

function wrongMonth(part: string, year: string, month: string, day: string | undefined): Refusal {
  const number = Number(month.replace('X', '0'));
  if (day === undefined && number >= 21 && number <= 24 && !month.endsWith('X'))
    return ambiguousSeason(part, year, number);
  if (day === undefined && number >= 20 && number <= 41) {
    return {
      code: 'date/not-edtf',
      part,
      detail: `${part} is a season or quarter code, which is not supported; write the months, such as [${year}-04,${year}-05,${year}-06] for one of them, ${year}-04/${year}-06 for the whole time.`,
    };
  }
  const swapped = `${year}-${day}-${month}`;
  const meant = isIsoDate(swapped)
    ? `If ${month} is the day, write ${swapped}.`
    : `Write ${year} if the month is not known.`;
  return {
    code: 'date/impossible-day',
    part,
    detail: `${part} does not exist: months are 01 to 12. ${meant}`,
  };
}

/** As the northern half of the world has them; only an example, for the writer to correct. */
function monthsOf(year: string, code: number): readonly [string, string, string] {
  if (code === 24) {
    const next = String(Number(year) + 1).padStart(4, '0');
    return [`${year}-12`, `${next}-01`, `${next}-02`];
  }
  const first = (code - 20) * 3;
  const month = (number: number): string => `${year}-${String(number).padStart(2, '0')}`;
  return [month(first), month(first + 1), month(first + 2)];
}

function ambiguousSeason(part: string, year: string, code: number): Refusal {
  const months = monthsOf(year, code);
  return {
    code: 'date/season-ambiguous',
    part,
    detail:
      `${part} (${SEASONS[code - 21]} ${year}) falls in other months north and south of the equator; ` +
      `write the months as one of a set, such as [${months.join(',')}], or as an interval, such as ${months[0]}/${months[2]}.`,
  };
}
