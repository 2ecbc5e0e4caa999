import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ajus,
  berryMielke,
  consensus,
  entropy,
  estebanRay,
  leikD,
  lSquared,
  polarizationOf,
  reynalQuerol,
  vanDerEijkAgreement,
} from './index.js';

const RUNS = { numRuns: 400 };

const frequency = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 1000 }), fc.constant(0));
const distribution = fc
  .array(frequency, { minLength: 3, maxLength: 9 })
  .filter((frequencies) => frequencies.filter((each) => each > 0).length + Math.max(...frequencies) > 2);
const alpha = fc.double({ min: 0, max: 1.6, noNaN: true });

const placesOf = (frequencies: readonly number[]): number[] => [...frequencies.keys()];

const normalised = (shares: readonly number[], exponent: number): number | null =>
  estebanRay({ shares, positions: placesOf(shares), alpha: exponent, normalised: true, range: shares.length - 1 });

const entropyShare = (frequencies: readonly number[]): number => entropy(frequencies)! / Math.log2(frequencies.length);

/** All figures that lie between 0 and 1, a large one meaning that the group stands apart. */
const SPREADS: readonly ((frequencies: readonly number[]) => number | null)[] = [
  (frequencies) => polarizationOf(vanDerEijkAgreement(frequencies)!),
  (frequencies) => 1 - consensus(frequencies)!,
  leikD,
  berryMielke,
  (frequencies) => 1 - lSquared(frequencies)!,
  entropyShare,
  (frequencies) => normalised(frequencies, 1),
  (frequencies) => normalised(frequencies, 1.6),
  reynalQuerol,
];

/** What stands on the scale as a number of records each, one by one. */
const recordsOf = (frequencies: readonly number[]): number[] =>
  frequencies.flatMap((each, place) => Array.from({ length: each }, () => place));

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

describe('every measure of polarization', () => {
  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(distribution, (frequencies) => {
        for (const spread of SPREADS) {
          expect(spread(frequencies)).toBeGreaterThanOrEqual(-1e-12);
          expect(spread(frequencies)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      RUNS,
    );
  });

  it('is 0 where all stand on one point', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.integer({ min: 2, max: 1000 }), (place, count) => {
        const frequencies = Array.from({ length: 9 }, (_, each) => (each === place ? count : 0));
        expect(SPREADS.map((spread) => spread(frequencies))).toEqual(SPREADS.map(() => 0));
      }),
    );
  });

  it('is 1 where one half stands at each end, but for entropy, which is 1 bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 3, max: 9 }), (count, points) => {
        const frequencies = Array.from({ length: points }, (_, place) => (place % (points - 1) === 0 ? count : 0));
        const others = SPREADS.filter((spread) => spread !== entropyShare);
        for (const spread of others) expect(spread(frequencies)).toBeCloseTo(1, 12);
        expect(entropy(frequencies)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is the same when the scale is turned round', () => {
    fc.assert(
      fc.property(distribution, (frequencies) => {
        const turned = frequencies.toReversed();
        expect(vanDerEijkAgreement(turned)).toBe(vanDerEijkAgreement(frequencies));
        for (const spread of SPREADS) expect(spread(turned)).toBeCloseTo(spread(frequencies)!, 12);
      }),
      RUNS,
    );
  });

  it('is the same for a group of twice the size', () => {
    fc.assert(
      fc.property(distribution, (frequencies) => {
        const even = frequencies.map((each) => 2 * each);
        const twice = even.map((each) => 2 * each);
        for (const spread of SPREADS) expect(spread(twice)).toBeCloseTo(spread(even)!, 12);
        expect(ajus(even)).toBe(ajus(frequencies));
      }),
      RUNS,
    );
  });

  it('refuses frequencies that are negative or not finite', () => {
    const measures = [...SPREADS, vanDerEijkAgreement, consensus, entropy, lSquared, ajus];
    for (const bad of [-1, Number.NaN, Infinity]) {
      for (const measure of measures) expect(() => measure([1, bad, 1])).toThrow(RangeError);
    }
    for (const measure of measures) expect(() => measure([1e308, 1e308, 1])).toThrow(RangeError);
  });
});

describe('two measures of one thing', () => {
  it('agree: the index of Berry and Mielke is 1 − l² for an even number of records', () => {
    fc.assert(
      fc.property(distribution, (frequencies) => {
        const even = frequencies.map((each) => 2 * each);
        expect(berryMielke(even)).toBeCloseTo(1 - lSquared(even)!, 12);
      }),
      RUNS,
    );
  });

  const few = fc
    .array(fc.nat({ max: 4 }), { minLength: 3, maxLength: 6 })
    .filter((each) => each.some((one) => one > 1));

  it('agree: Esteban and Ray without weight for size is the mean distance between two records', () => {
    fc.assert(
      fc.property(few, (frequencies) => {
        const records = recordsOf(frequencies);
        const distances = records.flatMap((a) => records.map((b) => Math.abs(a - b)));
        const figure = estebanRay({ shares: frequencies, positions: placesOf(frequencies), alpha: 0 });
        expect(figure).toBeCloseTo(mean(distances), 12);
      }),
    );
  });

  it('agree: Reynal-Querol is Esteban and Ray with α = 1 where any two groups are equally far apart, four times', () => {
    fc.assert(
      fc.property(few, (frequencies) => {
        const shares = frequencies.map((each) => each / recordsOf(frequencies).length);
        const pairs = shares.flatMap((share, i) => shares.map((other, j) => (i === j ? 0 : share ** 2 * other)));
        expect(reynalQuerol(frequencies)).toBeCloseTo(4 * pairs.reduce((a, b) => a + b, 0), 12);
      }),
    );
  });

  it('agree: consensus at positions equally far apart is that without positions', () => {
    fc.assert(
      fc.property(distribution, fc.integer({ min: -5, max: 5 }), fc.constantFrom(-2, 0.5, 3), (each, from, step) => {
        const positions = placesOf(each).map((place) => from + step * place);
        expect(consensus(each, positions)).toBeCloseTo(consensus(each)!, 12);
      }),
    );
  });
});

describe('the measures that know of no order', () => {
  it('are the same when the points change places', () => {
    const shuffled = distribution.chain((each) =>
      fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length })),
    );
    fc.assert(
      fc.property(shuffled, ([frequencies, others]) => {
        expect(entropy(others)).toBeCloseTo(entropy(frequencies)!, 12);
        expect(reynalQuerol(others)).toBeCloseTo(reynalQuerol(frequencies)!, 12);
      }),
    );
  });
});

describe('polarization by Esteban and Ray', () => {
  it('never rises with α', () => {
    fc.assert(
      fc.property(distribution, alpha, alpha, (shares, a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const raw = (exponent: number): number => estebanRay({ shares, positions: placesOf(shares), alpha: exponent })!;
        expect(raw(most)).toBeLessThanOrEqual(raw(least) + 1e-12);
      }),
    );
  });
});

describe('the shape of a distribution', () => {
  const TURNED: Readonly<Record<string, string>> = { J: 'L', L: 'J' };

  it('leans the other way when the scale is turned round', () => {
    fc.assert(
      fc.property(distribution, (frequencies) => {
        const type = ajus(frequencies)!;
        expect(ajus(frequencies.toReversed())).toBe(TURNED[type] ?? type);
      }),
      RUNS,
    );
  });
});
