import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meanInterval, weightedMeanInterval } from './mean-interval.js';

const NO_INTERVAL = { mean: 1, variance: 1, n: 5, coverage: 0.95 };

/** The first of those that share a key. */
const unique = (entries: readonly (readonly [string, number])[]): [string, number][] =>
  Object.entries(Object.fromEntries(entries.toReversed()));

describe('meanInterval', () => {
  it('is mean ± t · √(variance ÷ n)', () => {
    // 1 … 5: t of 4 degrees of freedom at 0.975 is 2.776445.
    const interval = meanInterval({ mean: 3, variance: 2.5, n: 5, coverage: 0.95 });
    expect(interval!.lower).toBeCloseTo(3 - 1.9632431615, 9);
    expect(interval!.upper).toBeCloseTo(3 + 1.9632431615, 9);
  });

  it('is no interval for one observation, nor where it is too wide for a number', () => {
    expect(meanInterval({ ...NO_INTERVAL, n: 1 })).toBeNull();
    expect(meanInterval({ ...NO_INTERVAL, n: 0 })).toBeNull();
    expect(meanInterval({ ...NO_INTERVAL, n: 1.001 })).toBeNull();
    expect(meanInterval({ ...NO_INTERVAL, n: 1.04 })).not.toBeNull();
    expect(meanInterval({ ...NO_INTERVAL, n: 2 })).not.toBeNull();
  });

  it.each([
    { mean: NaN },
    { variance: -1 },
    { variance: NaN },
    { n: -1 },
    { n: Infinity },
    { coverage: 0 },
    { coverage: 1 },
    { coverage: NaN },
  ])('refuses %p', (wrong) => {
    expect(() => meanInterval({ ...NO_INTERVAL, ...wrong })).toThrow(RangeError);
  });
});

describe('weightedMeanInterval', () => {
  it('is that of the effective number of records', () => {
    // Weights 1, 1 and ½ on −1, 1 and 2: Σw = 2.5, Σw² = 2.25, Σw(x − 0.4)² = 3.6.
    const figures = weightedMeanInterval({
      countsByWeight: { '1': { '-1': 1, '1': 1 }, '0.5': { '2': 1 } },
      coverage: 0.9,
    });
    expect(figures).toMatchObject({ n: 3, mean: expect.closeTo(0.4, 12), variance: expect.closeTo(1.44, 12) });
    const effectiveN = 6.25 / 2.25;
    expect(figures!.effectiveN).toBeCloseTo(effectiveN, 12);
    const same = meanInterval({
      mean: 0.4,
      variance: (1.44 * effectiveN) / (effectiveN - 1),
      n: effectiveN,
      coverage: 0.9,
    });
    expect(figures!.interval!.lower).toBeCloseTo(same!.lower, 10);
    expect(figures!.interval!.upper).toBeCloseTo(same!.upper, 10);
  });

  it('is meanInterval where all weigh the same, whatever that is', () => {
    const counts = fc.dictionary(fc.constantFrom('-2', '-1', '0', '1', '2', '0.5'), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(counts, fc.constantFrom('1e-200', '0.1', '1', '3.3', '1e200'), (each, weight) => {
        const values = Object.entries(each).flatMap(([value, n]) => Array.from({ length: n }, () => Number(value)));
        fc.pre(values.length > 1);
        const n = values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
        const plain = meanInterval({ mean, variance, n, coverage: 0.95 })!;
        const weighted = weightedMeanInterval({ countsByWeight: { [weight]: each }, coverage: 0.95 })!;
        expect(weighted).toMatchObject({ n, effectiveN: n, mean: expect.closeTo(mean, 12) });
        expect(weighted.variance).toBeCloseTo((variance * (n - 1)) / n, 12);
        expect(weighted.interval!.lower).toBeCloseTo(plain.lower, 9);
        expect(weighted.interval!.upper).toBeCloseTo(plain.upper, 9);
      }),
    );
  });

  it('does not depend, to the byte, on the order of the counts', () => {
    const positions = fc.array(
      fc.tuple(fc.constantFrom('-1.9', '-0.7', '0.1', '0.3', '1.3'), fc.integer({ min: 1, max: 9 })),
    );
    type Entries = [string, number][];
    fc.assert(
      fc.property(positions, positions, (light, heavy) => {
        const answer = (ordered: <T>(list: T[]) => T[]) => {
          const counts = (list: Entries): Record<string, number> => Object.fromEntries(ordered(unique(list)));
          const byWeight = ordered([
            ['0.1', counts(light)],
            ['0.7', counts(heavy)],
          ]);
          return weightedMeanInterval({ countsByWeight: Object.fromEntries(byWeight), coverage: 0.95 });
        };
        expect(answer((list) => list.toReversed())).toEqual(answer((list) => list));
      }),
    );
  });

  it('keeps its digits between the lightest and the heaviest weights', () => {
    const figures = weightedMeanInterval({
      countsByWeight: { '1e-200': { '2': 1 }, '1e200': { '-1': 1, '1': 1 } },
      coverage: 0.95,
    });
    expect(figures).toMatchObject({
      mean: 0,
      n: 3,
      effectiveN: 2,
      variance: 1,
      interval: { lower: expect.closeTo(-12.7062047, 6) },
    });
  });

  it('has an interval as soon as a second record weighs something', () => {
    const countsByWeight = { '1': { '-2': 1 }, '0.02': { '2': 1 } };
    expect(weightedMeanInterval({ countsByWeight, coverage: 0.95 })!.interval).not.toBeNull();
  });

  it('has a mean of one record, and no interval', () => {
    expect(weightedMeanInterval({ countsByWeight: { '0.3': { '-2': 1 } }, coverage: 0.95 })).toEqual({
      mean: -2,
      n: 1,
      effectiveN: 1,
      variance: 0,
      interval: null,
    });
    const overshadowed = { '1': { '-2': 1 }, '1e-30': { '2': 1 } };
    expect(weightedMeanInterval({ countsByWeight: overshadowed, coverage: 0.95 })).toMatchObject({
      n: 2,
      effectiveN: 1,
      interval: null,
    });
  });

  it('has nothing of no records, nor of those of weight 0', () => {
    expect(weightedMeanInterval({ countsByWeight: {}, coverage: 0.95 })).toBeNull();
    expect(weightedMeanInterval({ countsByWeight: { '0': { '1': 4 }, '1': { '2': 0 } }, coverage: 0.95 })).toBeNull();
    const withOne = { '0': { '1': 4 }, '1': { '2': 1 } };
    expect(weightedMeanInterval({ countsByWeight: withOne, coverage: 0.95 })).toMatchObject({ mean: 2, n: 1 });
  });

  const refused: Record<string, Record<string, number>>[] = [
    { '-1': { '1': 1 } },
    { heavy: { '1': 1 } },
    { '1': { high: 1 } },
    { '1': { '1': -1 } },
    { '1': { '1': NaN } },
  ];
  it.each(refused)('refuses %p', (countsByWeight) => {
    expect(() => weightedMeanInterval({ countsByWeight, coverage: 0.95 })).toThrow(RangeError);
  });

  it('refuses a coverage of 1 even where there is nothing', () => {
    expect(() => weightedMeanInterval({ countsByWeight: {}, coverage: 1 })).toThrow(RangeError);
  });
});
