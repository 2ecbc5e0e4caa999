import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignmentIndex } from './alignment-index.js';
import { dnaCongruence } from './congruence.js';
import { publicWhipAgreement } from './public-whip.js';
import { answerOf, tableOfCounts, VOTES } from './support/units.js';
import { tauB } from './tau-b.js';

describe('τ-b', () => {
  it.each([
    { x: [1, 2, 3, 4], y: [10, 20, 30, 40], tau: 1 },
    { x: [1, 2, 3, 4], y: [4, 3, 2, 1], tau: -1 },
    { x: [1, 2, 3], y: [1, 3, 2], tau: 1 / 3 },
    { x: [1, 1, 2], y: [1, 2, 3], tau: 2 / Math.sqrt(6) },
    { x: [-Infinity, 0, Infinity], y: [-Infinity, Infinity, Infinity], tau: 2 / Math.sqrt(6) },
  ])('of $x and $y is $tau', ({ x, y, tau }) => {
    expect(tauB(x, y)).toBeCloseTo(tau, 12);
  });

  it('is null where either never varies', () => {
    expect(tauB([], [])).toBeNull();
    expect(tauB([1], [2])).toBeNull();
    expect(tauB([1, 1], [1, 2])).toBeNull();
    expect(tauB([1, 2], [1, 1])).toBeNull();
  });

  it('refuses series of other lengths and what has no order', () => {
    expect(() => tauB([1], [1, 2])).toThrow(RangeError);
    expect(() => tauB([1, Number.NaN], [1, 2])).toThrow(RangeError);
    expect(() => tauB([1, 2], [1, Number.NaN])).toThrow(RangeError);
  });

  it('is symmetric, bounded and the same in any order of the units', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { maxLength: 15 });
    fc.assert(
      fc.property(pairs, (of) => {
        const x = of.map(([each]) => each);
        const y = of.map(([, each]) => each);
        const tau = tauB(x, y);
        expect(tauB(y, x)).toBe(tau);
        expect(tauB(x.toReversed(), y.toReversed())).toBe(tau);
        expect(Math.abs(tau ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('agreement by Public Whip', () => {
  it('counts an abstention of one of the two for a fifth', () => {
    expect(publicWhipAgreement({ same: 8, different: 2, oneAbstains: 5 })).toBeCloseTo(0.727273, 6);
    expect(publicWhipAgreement({ same: 8, different: 2, oneAbstains: 0 })).toBe(0.8);
    expect(publicWhipAgreement({ same: 0, different: 0, oneAbstains: 5 })).toBe(0);
  });

  it('is null without any unit', () => {
    expect(publicWhipAgreement({ same: 0, different: 0, oneAbstains: 0 })).toBeNull();
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the count %d', (count) => {
    const counts = { same: 1, different: 1, oneAbstains: 1 };
    for (const name of ['same', 'different', 'oneAbstains']) {
      expect(() => publicWhipAgreement({ ...counts, [name]: count })).toThrow(RangeError);
    }
  });
});

describe('the alignment index', () => {
  it('is linear S less what it would be of independent actors', () => {
    const table = tableOfCounts(
      [
        [1, 1, 4],
        [3, 3, 4],
        [1, 3, 1],
        [3, 1, 1],
      ],
      VOTES,
    );
    expect(alignmentIndex(table, 2)).toBeCloseTo(0.6, 12);
    // κ divides the same difference by the disagreement to be expected, here ½.
    expect(answerOf(table, { measure: 'kappa' }).value).toBeCloseTo(0.6, 12);
    const skewed = tableOfCounts(
      [
        [1, 1, 6],
        [3, 3, 2],
        [1, 2, 1],
        [3, 1, 1],
      ],
      VOTES,
    );
    // S = 0.7; expected disagreement .7·(.1·½ + .2) + .3·(.7 + .1·½) = .4, so S by chance = 0.2.
    expect(alignmentIndex(skewed, 2)).toBeCloseTo(0.5, 12);
  });
});

describe('congruence in a discourse network', () => {
  const points = [-2, 0, 2];

  it('adds up the proximities of statements on the same issue, by the mean number of statements', () => {
    const a = [
      [2, 0, 1],
      [0, 1, 0],
    ];
    const b = [
      [1, 0, 0],
      [0, 0, 3],
    ];
    // Issue 1: 2·1·1 + 1·1·0; issue 2: 1·3·½. Statements: 4 and 4.
    expect(dnaCongruence({ a, b, points, range: 4 })).toBeCloseTo(3.5 / 4, 12);
    expect(dnaCongruence({ a, b, points, range: 8 })).toBeCloseTo((2 + 0.5 + 2.25) / 4, 12);
    const more = [b[0]!, [0, 0, 9]];
    expect(dnaCongruence({ a, b: more, points, range: 4 })).toBeCloseTo(6.5 / 7, 12);
  });

  it('is 1 of one statement each that are alike, and 0 of opposite ones', () => {
    expect(dnaCongruence({ a: [[1, 0, 0]], b: [[1, 0, 0]], points, range: 4 })).toBe(1);
    expect(dnaCongruence({ a: [[1, 0, 0]], b: [[0, 0, 1]], points, range: 4 })).toBe(0);
    expect(dnaCongruence({ a: [[1, 0]], b: [[0, 1]], points: [0, 0.25], range: 0.5 })).toBe(0.5);
  });

  it('is null where neither made a statement and 0 where one made none', () => {
    expect(dnaCongruence({ a: [], b: [], points, range: 4 })).toBeNull();
    expect(dnaCongruence({ a: [[0, 0, 0]], b: [[0, 0, 0]], points, range: 4 })).toBeNull();
    expect(dnaCongruence({ a: [[0, 0, 0]], b: [[1, 0, 0]], points, range: 4 })).toBe(0);
  });

  it('refuses other shapes, numbers that are none and ranges that are not positive', () => {
    const a = [[1, 0, 0]];
    expect(() => dnaCongruence({ a, b: [], points, range: 4 })).toThrow(RangeError);
    expect(() => dnaCongruence({ a, b: [[1, 0]], points, range: 4 })).toThrow(RangeError);
    for (const count of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dnaCongruence({ a, b: [[count, 0, 0]], points, range: 4 })).toThrow(RangeError);
    }
    for (const range of [0, -4, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dnaCongruence({ a, b: a, points, range })).toThrow(RangeError);
    }
  });
});
