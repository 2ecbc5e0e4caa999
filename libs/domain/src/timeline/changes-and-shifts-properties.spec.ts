import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromDayNumber, toDayNumber } from '../dates/days.js';
import { changesOf } from './changes.js';
import { timelineInputOf } from './clusters.js';
import { frontsBefore } from './seeds.js';
import { shiftsOf } from './shifts.js';
import { anyStances, windowOfBuckets } from './support/arbitraries.js';
import { naiveState, naiveTimeline } from './support/naive-timeline.js';
import { SUPPORT_5 } from './support/stances.js';
import type { DatedStance, DayBucket } from './types.js';

const RUNS = { numRuns: 300 };
const days = windowOfBuckets('day').map(({ buckets }) => buckets);
const fill = fc.constantFrom('previous' as const, 'none' as const);
const recordLimit = fc.integer({ min: 0, max: 15 });

const windowOf = (buckets: readonly DayBucket[]) => ({ first: buckets[0]!.start, last: buckets.at(-1)!.start });

describe('changesOf', () => {
  it('equals a walk from day to day', () => {
    fc.assert(
      fc.property(anyStances, days, fill, recordLimit, (stances, buckets, fill, recordLimit) => {
        const records = timelineInputOf(stances);
        const seeds = frontsBefore({ ...records, before: buckets[0]!.first });
        const options = { scale: SUPPORT_5, recordLimit };
        const changes = changesOf({ ...records, ...options, seeds, fill, window: windowOf(buckets) });

        const naive = { ...options, stances, method: 'last', fill: 'previous' } as const;
        const walk = naiveTimeline({ ...naive, buckets });
        const begun = fill === 'previous' ? walk : walk.slice(walk.findIndex(({ n }) => n > 0));
        const starts = (walk.some(({ n }) => n > 0) || fill === 'previous' ? begun : [])
          .filter(({ position }) => position !== null)
          .filter((day, index, known) => day.position !== known[index - 1]?.position);
        const expected = starts.map((state, index) => {
          const next = starts[index + 1]?.start;
          const first = toDayNumber(state.start);
          const last = next === undefined ? buckets.at(-1)!.last : toDayNumber(next) - 1;
          const row = { start: state.start, end: fromDayNumber(last + 1), first, last };
          const { n, unpositioned, absent, counts, records } = naiveTimeline({ ...naive, buckets: [row] })[0]!;
          const evidence = [...new Set([...state.records, ...records])].slice(0, recordLimit);
          return { ...state, end: next ?? null, n, unpositioned, absent, counts, records: evidence };
        });
        expect(changes).toEqual(expected);
      }),
      RUNS,
    );
  });
});

describe('shiftsOf', () => {
  it('finds the days on which a walk sees another position than the day before', () => {
    fc.assert(
      fc.property(anyStances, days, (stances, buckets) => {
        const shifts = shiftsOf({ stances, window: windowOf(buckets), scale: SUPPORT_5 });
        const expected = buckets.flatMap(({ first: day, start }) => {
          const [before, now] = [naiveState(stances, day - 1, 'latest'), naiveState(stances, day, 'latest')];
          return before === null || before.position === now!.position
            ? []
            : [{ on: start, from: before.position, to: now!.position, records: [before.records, now!.records] }];
        });
        const found = shifts.map(({ between: [, on], from, to }) => {
          return { on, from: from.position, to: to.position, records: [from.records, to.records] };
        });
        expect(found).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('needs of the past only the last day with records, and no order', () => {
    fc.assert(
      fc.property(anyStances, days, (stances, buckets) => {
        const window = windowOf(buckets);
        const before = naiveState(stances, buckets[0]!.first - 1, 'latest');
        const needed = stances.filter(
          (each) => beginsInOrAfter(each, buckets[0]!) || before?.records.includes(each.id),
        );
        const shifts = shiftsOf({ stances: needed.toReversed(), window, scale: SUPPORT_5 });
        expect(shifts).toEqual(shiftsOf({ stances, window, scale: SUPPORT_5 }));
      }),
      RUNS,
    );
  });

  it('says between which days, in order', () => {
    fc.assert(
      fc.property(anyStances, days, (stances, buckets) => {
        for (const { between, delta, from, to } of shiftsOf({ stances, window: windowOf(buckets), scale: SUPPORT_5 })) {
          expect((between[0] ?? '') <= between[1]).toBe(true);
          expect(delta).toBe(to.position - from.position);
          expect(delta).not.toBe(0);
        }
      }),
      RUNS,
    );
  });
});

function beginsInOrAfter({ kind, earliest, latest }: DatedStance, { first }: DayBucket): boolean {
  return kind === 'POINT' ? (latest ?? Infinity) >= first : (earliest ?? -Infinity) >= first;
}
