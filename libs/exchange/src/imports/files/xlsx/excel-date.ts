import { fromDayNumber, toDayNumber } from '@app/domain';

const BEFORE_1900 = toDayNumber('1899-12-31');
const START_1904 = toDayNumber('1904-01-01');
const LAST = toDayNumber('9999-12-31');

export type ExcelDate = { readonly day: string } | { readonly code: string; readonly detail: string };

/**
 * The day of an Excel serial number. Excel counts a 29 February 1900 that never was, so serial 60 is no day and those
 * after it are one too high.
 */
export function excelDate(serial: number, is1904: boolean): ExcelDate {
  if (!Number.isInteger(serial)) {
    const detail = 'This cell holds a time of day. Stances are dated to the day: give the date alone, or as text.';
    return { code: 'file/time-of-day', detail };
  }
  const number = is1904 ? START_1904 + serial : BEFORE_1900 + serial - (serial > 60 ? 1 : 0);
  const isDay = is1904 ? serial >= 0 : serial >= 1 && serial !== 60;
  if (isDay && number <= LAST) return { day: fromDayNumber(number) };
  return {
    code: 'file/date',
    detail: `Excel's date number ${serial} is no day. Give the date as text, as in 2024-02-19.`,
  };
}

/** The same of the text of a cell that holds its date as ISO 8601. */
export function isoDate(text: string): ExcelDate {
  const [, day, time = ''] = /^(\d{4}-\d{2}-\d{2})(?:T([\d:.]+)Z?)?$/.exec(text) ?? [];
  if (day !== undefined && /^[0:.]*$/.test(time)) return { day };
  if (day !== undefined) return excelDate(0.5, false);
  return {
    code: 'file/date',
    detail: 'This cell holds a date that cannot be read. Give it as text, as in 2024-02-19.',
  };
}
