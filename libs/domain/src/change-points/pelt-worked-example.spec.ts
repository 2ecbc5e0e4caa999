import { describe, expect, it } from '@jest/globals';
import { changePointsOf } from './change-points.js';
import { pelt } from './pelt.js';

/** formulas.md section 7, test 2. */
describe('a series against, then for, then neutral', () => {
  const values = [-1, -1, -1, -0.5, -1, 1, 1, 0.5, 1, 1, 0, 0, 0, 0, 0];

  it.each([
    [0.5, 1.4],
    [1, 2.4],
    [2, 4.4],
  ])('changes after 5 and after 10 at a penalty of %d', (penalty, cost) => {
    const found = pelt(values, penalty);
    expect(found.changes).toEqual([5, 10]);
    expect(found.cost).toBeCloseTo(cost, 12);
  });

  it('does not change at a penalty of 8', () => {
    const found = pelt(values, 8);
    expect(found.changes).toEqual([]);
    expect(found.cost).toBeCloseTo(8.5, 12);
  });

  it('gives each change the segments on its two sides only', () => {
    expect(changePointsOf(values, { penaltyFactor: 1, minN: 15 }).changes).toEqual([
      { index: 5, before: { mean: -0.9, n: 5 }, after: { mean: 0.9, n: 5 }, size: 1.8 },
      { index: 10, before: { mean: 0.9, n: 5 }, after: { mean: 0, n: 5 }, size: -0.9 },
    ]);
  });
});
