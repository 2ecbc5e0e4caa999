import type { TimelineRequest } from '@app/analysis';
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

/** Sums and products of these are exact, in any order. */
const WEIGHTS = [1, 0.5, 0.25, 0.125, 0.75, 0.375] as const;

type Method = Pick<TimelineRequest, 'method' | 'credibilityWeights' | 'halfLife' | 'minWeight'>;

const anyMethod = fc.constantFrom<Method>(
  { method: 'last' },
  { method: 'last' },
  { method: 'mean' },
  { method: 'weighted', credibilityWeights: WEIGHTS },
  { method: 'decay', credibilityWeights: WEIGHTS, halfLife: 200 },
  { method: 'decay', credibilityWeights: WEIGHTS, halfLife: 90, minWeight: 0.5 },
);

export const anyTimelineQuestion = fc
  .record({
    interval: fc.constantFrom<Interval>('month', 'month', 'quarter', 'year', 'week', 'day'),
    method: anyMethod,
    fill: fc.constantFrom<{ fill: 'previous' | 'none'; maxAge?: number }>(
      { fill: 'previous' },
      { fill: 'none' },
      { fill: 'previous', maxAge: 100 },
    ),
    window: anyWindow,
  })
  .map(({ fill, method, window, ...question }) => ({ ...question, ...method, ...fill, ...window }));

export type TimelineQuestion = typeof anyTimelineQuestion extends fc.Arbitrary<infer T> ? T : never;

/** What the question means to `naiveTimeline`, and the records as it weighs them. */
export const defining = <R extends { readonly credibility: number; readonly weight?: number }>(
  { credibilityWeights, halfLife, minWeight, ...question }: TimelineQuestion,
  records: readonly R[],
) => ({
  ...question,
  ...(halfLife === undefined ? {} : { decay: { halfLife, minWeight: minWeight ?? 0.25 } }),
  stances:
    credibilityWeights === undefined
      ? records
      : records.map((each) => ({ ...each, weight: credibilityWeights[each.credibility - 1]! * (each.weight ?? 1) })),
});

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
