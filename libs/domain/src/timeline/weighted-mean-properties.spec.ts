import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timelineInputOf } from './clusters.js';
import { seedsOf } from './seeds.js';
import { anyQuestion, type AnyQuestion as Question, monthlyInputOf, weighing } from './support/arbitraries.js';
import { snapped } from './support/closeness.js';
import { naiveTimeline } from './support/naive-timeline.js';
import { bucketsFrom, stance, SUPPORT_5 } from './support/stances.js';
import { timelineOf } from './timeline.js';
import type { TimelinePoint } from './types.js';

type Records = Pick<Parameters<typeof timelineOf>[0], 'clusters' | 'durations'>;

const RUNS = { numRuns: 400 };

function answer(question: Question, records: Records = timelineInputOf(question.stances)): TimelinePoint[] {
  const { window, ...rest } = question;
  const seeds = seedsOf({ ...records, ...rest, before: window.buckets[0]!.first });
  return timelineOf({ ...rest, ...records, seeds, buckets: window.buckets, scale: SUPPORT_5 });
}

const ofBuckets = fc
  .tuple(anyQuestion, fc.constantFrom('mean' as const, 'weighted' as const))
  .map(([question, method]) => ({ ...question, method }));

// Sums of these are exact in any order, as the definition computes them.
const exact = weighing(ofBuckets, fc.constantFrom(undefined, 0.5, 1, 2, 4), fc.constantFrom(-2, -1, -0.5, 0, 0.5, 2));
const rounded = weighing(ofBuckets, fc.constantFrom(0.1, 0.7, 1, 3.3), fc.constantFrom(-2, -2 / 3, 0.1, 1 / 3, 2));

describe('a mean of weighted records', () => {
  it('weighs each record of the bucket', () => {
    const stances = [
      { ...stance(1, -2, '2024-02-03'), weight: 3 },
      { ...stance(2, 2, '2024-02-18'), weight: 1 },
      { ...stance(3, null, '2024-02-20'), weight: 100 },
    ];
    const buckets = bucketsFrom('2024-02-01', '2024-02-29', 'month');
    const input = { ...timelineInputOf(stances), buckets, scale: SUPPORT_5, fill: 'none', recordLimit: 5 } as const;
    const [point] = timelineOf({ ...input, method: 'mean' });
    expect(point).toMatchObject({ position: -1, n: 2, unpositioned: 1, counts: { '-2': 1, '2': 1 } });
  });

  it('equals the definition, day by day, with what was before the window as seeds', () => {
    fc.assert(
      fc.property(exact, (question) => {
        const { window, ...rest } = question;
        const all = naiveTimeline({ ...rest, buckets: window.fromTheStart, scale: SUPPORT_5 });
        const expected = all.filter(({ start }) => start >= window.buckets[0]!.start);
        expect(snapped(answer(question), expected)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('is that of any grouping and any order of the records, to the byte', () => {
    fc.assert(
      fc.property(rounded, (question) => {
        const text = JSON.stringify(answer(question));
        const { clusters, durations } = timelineInputOf(question.stances);
        const reversed = { clusters: clusters.toReversed(), durations: durations.toReversed() };
        expect(JSON.stringify(answer(question, reversed))).toBe(text);
        if (question.interval === 'day' || question.interval === 'week') return;
        expect(JSON.stringify(answer(question, monthlyInputOf(question.stances, question.recordLimit)))).toBe(text);
      }),
      RUNS,
    );
  });

  it('is the plain mean, to the byte, where each weighs 1', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const weighed = question.stances.map((each) => ({ ...each, weight: 1 }));
        expect(JSON.stringify(answer({ ...question, stances: weighed }))).toBe(JSON.stringify(answer(question)));
      }),
      RUNS,
    );
  });
});
