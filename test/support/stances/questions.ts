import { fromDayNumber, type Interval } from '@app/domain';
import fc from 'fast-check';
import { DAY_ONE, DAYS } from './arbitraries.js';

/** A day, or the month or the year that it is in. */
const writtenDate = (day: number): fc.Arbitrary<string> =>
  fc.constantFrom(10, 10, 7, 4).map((length) => fromDayNumber(day).slice(0, length));

export const anyDate: fc.Arbitrary<string> = fc
  .integer({ min: -50, max: DAYS + 150 })
  .chain((day) => writtenDate(DAY_ONE + day));

/** `from` is not after `to`. */
export const anyWindow: fc.Arbitrary<{ from: string; to: string }> = fc
  .tuple(fc.integer({ min: -50, max: DAYS }), fc.nat(400))
  .chain(([first, more]) => fc.record({ from: writtenDate(DAY_ONE + first), to: writtenDate(DAY_ONE + first + more) }));

export const MONTHLY: readonly Interval[] = ['month', 'quarter', 'year'];

export const anyTimelineQuestion = fc
  .record({
    interval: fc.constantFrom<Interval>('month', 'month', 'quarter', 'year', 'week', 'day'),
    method: fc.constantFrom('last' as const, 'mean' as const),
    fill: fc.constantFrom('previous' as const, 'none' as const),
    window: anyWindow,
  })
  .map(({ window, ...question }) => ({ ...question, ...window }));

export const ALL_ACTS = [
  'STATEMENT',
  'AGREEMENT',
  'PLEDGE',
  'VOTE',
  'ACTION',
  'MEETING',
  'REFUSAL',
  'ABSENCE',
] as const;
