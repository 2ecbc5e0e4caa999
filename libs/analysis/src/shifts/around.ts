import { addDays, daysBetween, FIRST_DAY, InvalidProblem, type IsoDate, LAST_DAY } from '@app/domain';
import type { EventDays } from './event-days.read-model.js';

/** Days before and after an event where none are given. */
export const DAYS_AROUND = 30;

/** What is asked about the days around an event. */
export interface AskedAround {
  /** Slug or id. */
  readonly around?: string | undefined;
  readonly days?: number | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Throws `shifts/around-has-window`, `shifts/days-need-around`. */
export function assertAroundFits({ around, days, since, until }: AskedAround): void {
  if (around === undefined && days !== undefined) {
    throw InvalidProblem.at('?days', 'shifts/days-need-around', 'Name an event in around, or leave days out.');
  }
  if (around !== undefined && (since !== undefined || until !== undefined)) {
    throw InvalidProblem.at(
      since === undefined ? '?until' : '?since',
      'shifts/around-has-window',
      'around names the window by an event and days; leave since and until out, or leave around out.',
    );
  }
}

/** The days of the event, and so many before and after it. Throws `shifts/event-without-end`. */
export function daysAround(
  { earliest, latest }: EventDays,
  days: number | undefined,
): { first: IsoDate; last: IsoDate } {
  if (earliest === null || latest === null) {
    throw InvalidProblem.at(
      '?around',
      'shifts/event-without-end',
      `The event has no ${earliest === null ? 'first' : 'last'} day, so nothing can be counted from it; name a window in since and until.`,
    );
  }
  const more = days ?? DAYS_AROUND;
  return {
    first: addDays(earliest, -Math.min(more, daysBetween(FIRST_DAY, earliest))),
    last: addDays(latest, Math.min(more, daysBetween(latest, LAST_DAY))),
  };
}
