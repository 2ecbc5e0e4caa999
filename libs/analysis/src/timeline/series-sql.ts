import { type Interval, InvalidProblem } from '@app/domain';

/** Records that one answer reads one by one at most; one more is read, so that the caller sees when there are more. */
export const RECORDS_LIMIT = 200_000;

export const tooManyRecords = (): InvalidProblem =>
  InvalidProblem.at(
    '?interval',
    'timeline/too-many-records',
    `This rests on more than ${RECORDS_LIMIT} records read one by one; ask for a shorter window, fewer series or more filters, or by month, quarter or year.`,
  );

/** The first day of the last bucket before the window that has anything: what is carried into the window is there. */
export const seedStart = (interval: Interval | null, day: string): string => {
  if (interval === 'quarter' || interval === 'year') return `date_trunc('${interval}', ${day}::timestamp)::date`;
  return interval === 'month' ? `month_of(${day})` : `month_of(${day}) - 7`;
};

/** Days count from 1970-01-01. */
export const dayNumber = (day: string): string => `${day} - date '1970-01-01'`;
