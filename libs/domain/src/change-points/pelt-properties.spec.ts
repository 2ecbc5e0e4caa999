import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pelt } from './pelt.js';
import { costOf, leastCost } from './support/naive-segmentation.js';

const positions = fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 30 });
const fractions = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { maxLength: 30 });
/** Stretches of one value, which have something to find. */
const stretches = fc
  .array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 8 })), { maxLength: 6 })
  .map((list) => list.flatMap(([value, length]) => Array.from({ length }, () => value)));
const anySeries = fc.oneof(positions, fractions, stretches);
const penalties = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((n) => n / 4),
  fc.double({ min: 0, max: 30, noNaN: true }),
);

describe('pelt', () => {
  it('finds the least cost there is, and a segmentation that costs it', () => {
    fc.assert(
      fc.property(anySeries, penalties, (values, penalty) => {
        const { changes, cost } = pelt(values, penalty);
        expect(cost).toBeCloseTo(leastCost(values, penalty), 8);
        expect(costOf(values, changes, penalty)).toBeCloseTo(values.length === 0 ? 0 : cost, 8);
        expect(changes).toEqual([...new Set(changes)].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  it('lets a segment of one value cost nothing, to the last digit', () => {
    const { changes, cost } = pelt([0, 0.1, 0.7, -0.3], 0);
    expect(changes).toEqual([1, 2, 3]);
    expect(cost + 0).toBe(0);
  });

  it('finds the same when a number is added to all values', () => {
    fc.assert(
      fc.property(fc.oneof(positions, stretches), penalties, fc.integer(), (values, penalty, added) => {
        const moved = values.map((value) => value + added);
        expect(pelt(moved, penalty)).toEqual(pelt(values, penalty));
      }),
    );
  });

  it('costs the same backwards', () => {
    fc.assert(
      fc.property(anySeries, penalties, (values, penalty) => {
        expect(pelt(values.toReversed(), penalty).cost).toBeCloseTo(pelt(values, penalty).cost, 8);
      }),
    );
  });

  it('prefers, of two that cost the same, the one with the earlier last change', () => {
    expect(pelt([0, 1, 2], 0.75)).toEqual({ changes: [1], cost: 1.25 });
    expect(pelt([5, 5, 5, 5], 0)).toEqual({ changes: [], cost: 0 });
  });

  it('has nothing to find in no value and in one', () => {
    expect(pelt([], 3)).toEqual({ changes: [], cost: -3 });
    expect(pelt([7], 3)).toEqual({ changes: [], cost: 0 });
  });

  it('keeps the digits of small changes far from zero', () => {
    const values = [1e9, 1e9, 1e9 + 0.25, 1e9 + 0.25];
    expect(pelt(values, 0.01)).toEqual({ changes: [2], cost: 0.01 });
  });

  it.each([
    [[0, 1], -0.1],
    [[0, 1], NaN],
    [[0, 1], Infinity],
    [[0, NaN], 1],
    [[0, -Infinity], 1],
    [[-1e308, 1e308, 1e308], 1],
  ])('refuses %p at a penalty of %d', (values, penalty) => {
    expect(() => pelt(values, penalty)).toThrow(RangeError);
  });
});
