import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timelineInputOf } from './clusters.js';
import { seedsOf } from './seeds.js';
import {
  anyQuestion,
  type AnyQuestion as Question,
  anyStances,
  monthlyInputOf,
  preciseStances,
  windowOfBuckets,
} from './support/arbitraries.js';
import { snapped } from './support/closeness.js';
import { naiveTimeline } from './support/naive-timeline.js';
import { SUPPORT_5 } from './support/stances.js';
import { timelineOf } from './timeline.js';
import type { TimelinePoint } from './types.js';

type Records = Pick<Parameters<typeof timelineOf>[0], 'clusters' | 'durations'>;

const RUNS = { numRuns: 400 };

function answer(question: Question, records: Records = timelineInputOf(question.stances)): TimelinePoint[] {
  const { window, ...rest } = question;
  const seeds = seedsOf({ ...records, ...rest, before: window.buckets[0]!.first });
  return timelineOf({ ...rest, ...records, seeds, buckets: window.buckets, scale: SUPPORT_5 });
}

/** Questions for which clusters of a month will do. */
function wide(stances: typeof anyStances): fc.Arbitrary<Question> {
  return fc
    .tuple(anyQuestion, stances)
    .filter(([{ interval }]) => interval !== 'day' && interval !== 'week')
    .map(([question, stances]) => ({ ...question, stances }));
}

function holds(predicate: (question: Question) => void, question = anyQuestion): void {
  fc.assert(fc.property(question, predicate), RUNS);
}

describe('timelineOf', () => {
  it('equals the definitions, day by day, with what was before the window as seeds', () => {
    holds((question) => {
      const { window, ...rest } = question;
      const all = naiveTimeline({ ...rest, buckets: window.fromTheStart, scale: SUPPORT_5 });
      const expected = all.filter(({ start }) => start >= window.buckets[0]!.start);
      expect(snapped(answer(question), expected)).toEqual(expected);
    });
  });

  it('gives of a shorter window the tail of the longer one', () => {
    holds((question) => {
      const longer = { ...question, window: { ...question.window, buckets: question.window.fromTheStart } };
      const shorter = answer(question);
      expect(shorter).toEqual(answer(longer).filter(({ start }) => start >= question.window.buckets[0]!.start));
    });
  });

  it('makes of the clusters of a month what it makes of their records, to the byte', () => {
    holds((question) => {
      const monthly = monthlyInputOf(question.stances, question.recordLimit);
      expect(JSON.stringify(answer(question, monthly))).toBe(JSON.stringify(answer(question)));
    }, wide(anyStances));
  });

  it('does not depend on the order of its input', () => {
    holds((question) => {
      const { clusters, durations } = timelineInputOf(question.stances);
      const reversed = { clusters: clusters.toReversed(), durations: durations.toReversed() };
      expect(JSON.stringify(answer(question, reversed))).toBe(JSON.stringify(answer(question)));
    });
  });

  it('does not count what is in the seeds and in the window twice', () => {
    holds((question) => {
      const { window, ...rest } = question;
      const records = timelineInputOf(question.stances);
      const before = window.buckets[0]!.first;
      const seeds = seedsOf({ ...records, ...rest, before });
      const needed = {
        clusters: records.clusters.filter(
          ({ day, byEarliest }) => day >= before || (byEarliest !== null && byEarliest.day >= before),
        ),
        durations: records.durations.filter(({ end }) => end === null || end >= before),
      };
      const points = timelineOf({ ...rest, ...needed, seeds, buckets: window.buckets, scale: SUPPORT_5 });
      expect(points).toEqual(answer(question));
    });
  });

  it('keeps lower ≤ score ≤ upper, and null together with null', () => {
    holds((question) => {
      for (const { position, score, lower, upper, ageDays } of answer(question)) {
        expect([score === null, ageDays === null]).toEqual([position === null, position === null]);
        expect(lower === null).toBe(upper === null);
        expect(score ?? lower ?? 0).toBeGreaterThanOrEqual(lower ?? 0);
        expect(score ?? upper ?? 0).toBeLessThanOrEqual(upper ?? 0);
        expect(ageDays ?? 0).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('counts every record of a bucket once', () => {
    holds((question) => {
      for (const { absent, n, counts, unpositioned, records } of answer(question)) {
        expect(absent).toBeLessThanOrEqual(n + unpositioned);
        expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(n);
        expect(new Set(records).size).toBe(records.length);
        expect(records.length).toBeGreaterThanOrEqual(Math.min(n + unpositioned, question.recordLimit));
      }
    });
  });

  it('leaves out with fill none what it carries with fill previous, and changes no other position', () => {
    holds((question) => {
      const filled = new Map(answer({ ...question, fill: 'previous' }).map((each) => [each.start, each]));
      for (const point of answer({ ...question, fill: 'none' })) {
        expect(point.position).toBe(point.n > 0 ? filled.get(point.start)!.position : null);
      }
    });
  });

  it('without imprecise dates is certain of every date, and of every position unless records of a day disagree', () => {
    const certain = fc
      .tuple(anyQuestion, preciseStances)
      .map(([question, stances]): Question => ({ ...question, stances }));
    holds((question) => {
      const points = answer(question);
      expect(points.filter(({ dateUncertain }) => dateUncertain)).toEqual([]);
      expect(points.filter(({ lower, upper, contested }) => lower !== upper && !contested)).toEqual([]);
    }, certain);
  });

  it('with fill previous has no gap once it has begun', () => {
    fc.assert(
      fc.property(anyQuestion, windowOfBuckets('week'), (question, window) => {
        const points = answer({ ...question, interval: 'week', window, fill: 'previous', maxAge: undefined });
        const known = points.filter(({ lower }) => lower !== null).map(({ start }) => start);
        const all = window.buckets.map(({ start }) => start);
        expect(known).toEqual(all.slice(all.length - known.length));
      }),
    );
  });
});
