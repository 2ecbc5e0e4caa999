import { describe, expect, it } from '@jest/globals';
import { changePointsOf } from './change-points.js';
import { pelt } from './pelt.js';
import { costOf, squaresOf } from './support/naive-segmentation.js';
import { NILE } from './support/nile.js';

/** formulas.md section 7, test 1. */
describe('the yearly flow of the Nile', () => {
  const mean = NILE.reduce((sum, flow) => sum + flow, 0) / NILE.length;
  const deviation = Math.sqrt(squaresOf(NILE) / (NILE.length - 1));
  const standardised = NILE.map((flow) => (flow - mean) / deviation);

  it('is that of the published series', () => {
    expect(NILE).toHaveLength(100);
    expect(squaresOf(NILE)).toBeCloseTo(2_835_156.75, 6);
    expect(costOf(NILE, [28], 0)).toBeCloseTo(1_597_457.194444, 5);
  });

  it.each([
    [1, 60.386305],
    [2, 64.991476],
    [3, 69.596646],
  ])('changes once, after 28 years, at a penalty of %i ln n', (factor, cost) => {
    const found = pelt(standardised, factor * Math.log(100));
    expect(found.changes).toEqual([28]);
    expect(found.cost).toBeCloseTo(cost, 6);
  });

  it.each([1, 2, 3])('has the raw means of both sides at a factor of %i', (penaltyFactor) => {
    const { reason, penalty, changes } = changePointsOf(NILE, { penaltyFactor, minN: 10 });
    expect(reason).toBeNull();
    expect(penalty).toBeCloseTo(penaltyFactor * 4.605170186, 9);
    expect(changes).toEqual([
      {
        index: 28,
        before: { mean: 1097.75, n: 28 },
        after: { mean: expect.closeTo(849.9722222, 7), n: 72 },
        size: expect.closeTo(-247.7777778, 7),
      },
    ]);
  });
});
