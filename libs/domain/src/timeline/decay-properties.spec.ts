import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timelineInputOf } from './clusters.js';
import { anyQuestion, type AnyQuestion as Question, weighing } from './support/arbitraries.js';
import { snapped } from './support/closeness.js';
import { naiveTimeline } from './support/naive-timeline.js';
import { SUPPORT_5 } from './support/stances.js';
import { timelineOf } from './timeline.js';
import type { TimelinePoint } from './types.js';

const RUNS = { numRuns: 300 };

const decaying = (...halfLives: readonly number[]): fc.Arbitrary<Question> => {
  const decays = fc.record({ halfLife: fc.constantFrom(...halfLives), minWeight: fc.constantFrom(0, 0.25, 1.5) });
  return weighing(
    fc.tuple(anyQuestion, decays).map(([question, decay]) => ({ ...question, method: 'decay' as const, decay })),
    fc.constantFrom(undefined, 0.2, 0.5, 0.6, 0.8, 1),
    fc.constantFrom(-2, -1, 0, 1, 2),
  );
};

const anyDecay = decaying(0.5, 7, 45, 90, 1000);
// After so few of these that no record is too light to be seen beside another.
const slowDecay = decaying(45, 90, 1000);

function answer({ window, ...rest }: Question, records = timelineInputOf(rest.stances)): TimelinePoint[] {
  return timelineOf({ ...rest, ...records, buckets: window.buckets, scale: SUPPORT_5 });
}

describe('a timeline of decayed means', () => {
  it('equals the definition, day by day', () => {
    fc.assert(
      fc.property(slowDecay, (question) => {
        const { window, ...rest } = question;
        const all = naiveTimeline({ ...rest, buckets: window.fromTheStart, scale: SUPPORT_5 });
        const expected = all.filter(({ start }) => start >= window.buckets[0]!.start);
        expect(snapped(answer(question), expected)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of its records, nor on where its window begins, to the byte', () => {
    fc.assert(
      fc.property(anyDecay, (question) => {
        const text = JSON.stringify(answer(question));
        const { clusters, durations } = timelineInputOf(question.stances);
        const reversed = { clusters: clusters.toReversed(), durations: durations.toReversed() };
        expect(JSON.stringify(answer(question, reversed))).toBe(text);
        const longer = { ...question, window: { ...question.window, buckets: question.window.fromTheStart } };
        const tail = answer(longer).filter(({ start }) => start >= question.window.buckets[0]!.start);
        expect(JSON.stringify(tail)).toBe(text);
      }),
      RUNS,
    );
  });

  it('is a mean of the positions, and told of at least the weight asked for', () => {
    fc.assert(
      fc.property(anyDecay, (question) => {
        for (const { effectiveN, lower, position, upper, weight, withheld, ...point } of answer(question)) {
          const weighs = weight === null ? null : weight! >= question.decay!.minWeight;
          expect([position !== null, withheld]).toEqual([weighs === true, weighs === false]);
          expect(effectiveN ?? 1).toBeGreaterThanOrEqual(1);
          expect(lower ?? -1).toBeGreaterThanOrEqual(-1);
          expect(upper ?? 1).toBeLessThanOrEqual(1);
          expect(point.intervalLower ?? -1).toBeLessThanOrEqual(point.score ?? -1);
          expect(point.intervalUpper ?? 1).toBeGreaterThanOrEqual(point.score ?? 1);
        }
      }),
      RUNS,
    );
  });
});
