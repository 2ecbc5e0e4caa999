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

/** What a record is besides its figures, as bits of one number, which is the shortest to send. */
export const IS_DURATION = 1;
export const IS_ABSENCE = 2;
export const kindOf = (alias: string): string =>
  `${alias}.is_duration::integer * ${IS_DURATION} + (${alias}.act = 'ABSENCE')::integer * ${IS_ABSENCE}`;

/** The most that any citation of the revision under `alias` weighs; `weights` is SQL for six numbers, by credibility. */
export const weightOf = (alias: string, weights: string): string =>
  `(SELECT max((${weights})[c.credibility]) FROM citation c WHERE c.stance_id = ${alias}.id AND c.revision = ${alias}.revision)`;
