import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scoreOf } from '../scales/scale.js';
import { clusterOfPoint, combineClusters } from '../timeline/clusters.js';
import { anyStances } from '../timeline/support/arbitraries.js';
import { assertComputable, projectedCluster, projectedPosition, projectedWeight } from './projection.js';

const SUPPORT_5 = { lowest: -2, highest: 2 };
const VOTE_3 = { lowest: -1, highest: 1 };
const FOUR = { lowest: 0, highest: 3 };

const scale = fc
  .tuple(fc.integer({ min: -1000, max: 999 }), fc.integer({ min: 1, max: 2000 }))
  .map(([lowest, more]) => ({ lowest, highest: Math.min(lowest + more, 1000) }));
const direction = fc.constantFrom(1, -1);
const anyProjection = fc.record({ direction, weight: fc.constantFrom(0.1, 1, 3), from: scale, to: scale });

describe('projectedPosition', () => {
  it.each([
    ['itself between like scales', 1, VOTE_3, VOTE_3, { '-1': '-1', '0': '0', '1': '1' }],
    [
      'mirrored where the direction is −1, and zero without a sign',
      -1,
      VOTE_3,
      VOTE_3,
      { '-1': '1', '0': '0', '1': '-1' },
    ],
    ['widened', 1, VOTE_3, SUPPORT_5, { '-1': '-2', '0': '0', '1': '2' }],
    ['a fraction between points', 1, SUPPORT_5, VOTE_3, { '-2': '-1', '-1': '-0.5', '0': '0', '1': '0.5', '2': '1' }],
    ['on a scale without a zero in its middle', -1, VOTE_3, FOUR, { '-1': '3', '0': '1.5', '1': '0' }],
    ['the nearest number to a third', 1, FOUR, { lowest: 0, highest: 1 }, { '1': '0.3333333333333333', '3': '1' }],
  ])('is %s', (_, direction, from, to, expected) => {
    for (const [position, projected] of Object.entries(expected)) {
      const result = projectedPosition(Number(position), { direction, weight: 1, from, to });
      expect(String(result)).toBe(projected);
      expect(Object.is(result, -0)).toBe(false);
    }
  });

  it('has the score of the position, times the direction, and keeps to the scale', () => {
    fc.assert(
      fc.property(anyProjection, fc.double({ min: 0, max: 1, noNaN: true }), (projection, part) => {
        const { direction, from, to } = projection;
        const position = from.lowest + Math.round(part * (from.highest - from.lowest));
        const projected = projectedPosition(position, projection);
        expect(scoreOf(projected, to)).toBeCloseTo(direction * scoreOf(position, from), 9);
        expect(projected).toBeGreaterThanOrEqual(to.lowest);
        expect(projected).toBeLessThanOrEqual(to.highest);
      }),
    );
  });
});

describe('assertComputable', () => {
  const projection = { direction: 1, from: VOTE_3, to: VOTE_3 };

  it.each([0, 1e-101, 0.995e-100, 1.005e100, 1e101, Infinity, Number.NaN])('refuses a weight of %p', (weight) => {
    expect(() => assertComputable({ ...projection, weight })).toThrow(
      expect.objectContaining({ code: 'issue/weight-out-of-range' }),
    );
  });

  it.each([1e-100, 0.1, 1, 1e100])('takes a weight of %p', (weight) => {
    expect(() => assertComputable({ ...projection, weight })).not.toThrow();
  });
});

describe('projectedWeight', () => {
  it.each([
    ['none between like scales', VOTE_3, VOTE_3, 1, undefined],
    ['none onto a scale that is some times as wide', VOTE_3, SUPPORT_5, 1, undefined],
    ['that of the links onto a narrower scale, where positions are fractions', SUPPORT_5, VOTE_3, 1, 1],
    ['that of the links where one width is no multiple of the other', VOTE_3, FOUR, 1, 1],
    ['that of the links where it is not 1', VOTE_3, VOTE_3, 2, 2],
  ])('is %s', (_, from, to, weight, expected) => {
    expect(projectedWeight({ direction: 1, weight, from, to })).toBe(expected);
  });
});

describe('projectedCluster', () => {
  it('is the cluster of the projected records', () => {
    fc.assert(
      fc.property(anyStances, direction, fc.constantFrom(SUPPORT_5, VOTE_3, FOUR), (stances, direction, to) => {
        const points = stances.filter(({ kind }) => kind === 'POINT');
        fc.pre(points.length > 0);
        const projection = { direction, weight: 0.1, from: SUPPORT_5, to };
        const projected = points.map((each) =>
          clusterOfPoint({
            ...each,
            position: each.position === null ? null : projectedPosition(each.position, projection),
            weight: 0.1,
          }),
        );
        const together = projectedCluster(
          points.map(clusterOfPoint).reduce((a, b) => combineClusters(a, b)),
          projection,
        );
        const { countsByWeight, sum, ...expected } = projected.reduce((a, b) => combineClusters(a, b));
        expect(together).toMatchObject(expected);
        expect(Object.keys(together.counts)).toEqual(Object.keys(expected.counts));
        expect(together.sum).toBeCloseTo(sum, 9);
        expect(together.countsByWeight?.['0.1']).toEqual(countsByWeight?.['0.1'] ?? {});
      }),
    );
  });
});
