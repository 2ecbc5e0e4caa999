import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { krippendorffAlpha, type Codings, type ReliabilityMetric } from './index.js';
import { anyCodings, codingsOf, relabelled, reordered, shuffled } from './support/codings.js';
import { differenceOf } from './support/difference.js';

const METRICS: readonly ReliabilityMetric[] = ['nominal', 'ordinal', 'interval', 'ratio'];
const RUNS = { numRuns: 300 };

type Distance = (a: number, b: number, all: readonly number[]) => number;

const timesIn = (all: readonly number[], value: number): number => all.filter((each) => each === value).length;

/** The metrics as Krippendorff writes them. */
const SQUARED: Readonly<Record<ReliabilityMetric, Distance>> = {
  nominal: (a, b) => (a === b ? 0 : 1),
  ordinal: (a, b, all) => {
    const between = all.filter((each) => each >= Math.min(a, b) && each <= Math.max(a, b)).length;
    return (between - (timesIn(all, a) + timesIn(all, b)) / 2) ** 2;
  },
  interval: (a, b) => (a - b) ** 2,
  ratio: (a, b) => (a === b ? 0 : ((a - b) / (a + b)) ** 2),
};

const pairsOf = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((a, i) => items.filter((_, j) => i !== j).map((b): [T, T] => [a, b]));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** α by its definition, value by value, without coincidences; null where D_e is 0 or nothing can be paired. */
function naiveAlpha(codings: Codings, metric: ReliabilityMetric): number | null {
  const units = (codings[0] ?? [])
    .map((_, unit) => codings.map((coding) => coding[unit]!).filter((value) => value !== null))
    .filter((values) => values.length > 1);
  const all = units.flat();
  const distance = ([a, b]: [number, number]): number => SQUARED[metric](a, b, all);
  const observed =
    sumOf(units.map((values) => sumOf(pairsOf(values).map(distance)) / (values.length - 1))) / all.length;
  const expected = sumOf(pairsOf(all).map(distance)) / (all.length * (all.length - 1));
  return expected > 0 ? 1 - observed / expected : null;
}

const alphaOf = (codings: Codings, metric: ReliabilityMetric): number | null =>
  krippendorffAlpha(codings, metric).alpha;

describe.each(METRICS)('α by the %s metric', (metric) => {
  it('equals the definition', () => {
    fc.assert(
      fc.property(anyCodings, (codings) =>
        expect(differenceOf(alphaOf(codings, metric), naiveAlpha(codings, metric))).toBeLessThan(1e-9),
      ),
      RUNS,
    );
  });

  it('is at most 1, and is given or has a reason', () => {
    fc.assert(
      fc.property(anyCodings, (codings) => {
        const { alpha, reason, units, values, observed } = krippendorffAlpha(codings, metric);
        expect(alpha === null).toBe(reason !== null);
        expect(alpha ?? 0).toBeLessThanOrEqual(1);
        expect(observed === null).toBe(units === 0);
        expect(values).toBeGreaterThanOrEqual(2 * units);
      }),
      RUNS,
    );
  });

  it('is the same to the last bit in any order of units and coders', () => {
    fc.assert(
      fc.property(
        anyCodings.chain((codings) => fc.tuple(fc.constant(codings), reordered(codings))),
        ([codings, others]) => {
          expect(krippendorffAlpha(others, metric)).toEqual(krippendorffAlpha(codings, metric));
        },
      ),
      RUNS,
    );
  });

  it('does not look at units with a single value, nor at coders without any', () => {
    fc.assert(
      fc.property(anyCodings, fc.integer({ min: 1, max: 9 }), (codings, value) => {
        const wider = codings.map((coding, coder) => [...coding, coder === 0 ? value : null]);
        const more = [...wider, wider[0]!.map(() => null)];
        expect(krippendorffAlpha(more, metric)).toEqual(krippendorffAlpha(codings, metric));
      }),
      RUNS,
    );
  });

  it('is 1 where every coder says the same of a unit and units differ', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 5 }), (coding, coders) => {
        const codings = Array.from({ length: coders }, () => [...coding, 10]);
        expect(krippendorffAlpha(codings, metric)).toMatchObject({ alpha: 1, reason: null, observed: 0 });
      }),
    );
  });

  it('is below 1 where two coders differ once', () => {
    fc.assert(
      fc.property(anyCodings, (codings) => {
        const differing = codings.map((coding, coder) => [...coding, coder + 1]);
        const { alpha } = krippendorffAlpha([...differing, differing[0]!.map(() => 7)], metric);
        expect(alpha).toBeLessThan(1);
      }),
    );
  });

  it('is the same on the reversed scale, and on one with other units', () => {
    const changes: Readonly<Record<ReliabilityMetric, readonly ((value: number) => number)[]>> = {
      nominal: [(value) => -value, (value) => value ** 3],
      ordinal: [(value) => -value, (value) => value ** 3, (value) => Math.log(value)],
      interval: [(value) => -value, (value) => 3 * value - 7, (value) => value / 4 + 100],
      ratio: [(value) => 3 * value, (value) => value / 7, (value) => 1 / value],
    };
    fc.assert(
      fc.property(anyCodings, (codings) => {
        const alpha = alphaOf(codings, metric);
        for (const change of changes[metric])
          expect(differenceOf(alphaOf(relabelled(codings, change), metric), alpha)).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });
});

describe('α by the nominal metric', () => {
  it('is the same under any other names of the categories', () => {
    fc.assert(
      fc.property(anyCodings, shuffled([1, 2, 3, 4, 5]), (codings, names) => {
        expect(
          differenceOf(
            alphaOf(
              relabelled(codings, (value) => names[value - 1]!),
              'nominal',
            ),
            alphaOf(codings, 'nominal'),
          ),
        ).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });

  it('of two categories is that of all metrics, since there is only one distance', () => {
    fc.assert(
      fc.property(anyCodings, (codings) => {
        const binary = relabelled(codings, (value) => value % 2);
        for (const metric of METRICS)
          expect(differenceOf(alphaOf(binary, metric), alphaOf(binary, 'nominal'))).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });
});

describe('α by the ordinal metric', () => {
  it('takes distances from the values that were given, not from the points of a scale', () => {
    const near = codingsOf('1123', '1223');
    expect(alphaOf(near, 'ordinal')).toBe(
      alphaOf(
        relabelled(near, (value) => (value === 3 ? 9 : value)),
        'ordinal',
      ),
    );
  });
});
