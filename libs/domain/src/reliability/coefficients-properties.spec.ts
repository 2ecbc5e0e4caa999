import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  brennanPrediger,
  congerKappa,
  fleissKappa,
  gwetAc1,
  krippendorffAlpha,
  percentAgreement,
  type Codings,
} from './index.js';
import { anyCodings, relabelled, reordered, shuffled } from './support/codings.js';
import { differenceOf } from './support/difference.js';

const COEFFICIENTS = [percentAgreement, fleissKappa, congerKappa, gwetAc1, brennanPrediger];
const RUNS = { numRuns: 300 };

const full = anyCodings.map((codings) => codings.map((coding) => coding.map((value) => value ?? 3)));

describe.each(COEFFICIENTS)('$name', (coefficient) => {
  it('is at most 1, and 1 only where all agree', () => {
    fc.assert(
      fc.property(anyCodings, (ratings) => {
        const figure = coefficient(ratings);
        const agreeing = percentAgreement(ratings) === 1;
        expect(figure ?? 0).toBeLessThanOrEqual(1);
        expect(figure === null || (figure === 1) === agreeing).toBe(true);
      }),
      RUNS,
    );
  });

  it('is the same in any order of units and coders, and under any names of the categories', () => {
    fc.assert(
      fc.property(
        anyCodings.chain((ratings) => fc.tuple(fc.constant(ratings), reordered(ratings))),
        shuffled([1, 2, 3, 4, 5]),
        ([ratings, others], names) => {
          const figure = coefficient(ratings);
          expect(differenceOf(coefficient(others), figure)).toBeLessThan(1e-9);
          expect(differenceOf(coefficient(relabelled(ratings, (value) => names[value - 1]!)), figure)).toBeLessThan(
            1e-9,
          );
        },
      ),
      RUNS,
    );
  });

  it('does not look at units and coders without any rating', () => {
    fc.assert(
      fc.property(anyCodings, (ratings) => {
        const wider: Codings = ratings.map((coding) => [...coding, null]);
        expect(differenceOf(coefficient([...wider, wider[0]!.map(() => null)]), coefficient(ratings))).toBeLessThan(
          1e-9,
        );
      }),
      RUNS,
    );
  });
});

/** How often two coders would agree who rate by chance, each by the shares of the own ratings. */
const chanceOf = ([a, b]: readonly (readonly (number | null)[])[]): number =>
  a!.flatMap((first) => b!.map((second) => (first === second ? 1 : 0))).reduce<number>((x, y) => x + y, 0) /
  (a!.length * b!.length);

describe('with nothing missing', () => {
  it("Fleiss's κ is α but for the correction for few values", () => {
    fc.assert(
      fc.property(full, (ratings) => {
        const kappa = fleissKappa(ratings);
        const { alpha, values } = krippendorffAlpha(ratings, 'nominal');
        expect(kappa === null).toBe(alpha === null);
        expect(1 - (alpha ?? 1)).toBeCloseTo(((1 - (kappa ?? 1)) * (values - 1)) / Math.max(values, 1), 10);
      }),
      RUNS,
    );
  });

  it("Conger's κ is the pooled κ of all pairs of coders", () => {
    fc.assert(
      fc.property(full, (ratings) => {
        const pairs = ratings.flatMap((a, i) => ratings.slice(i + 1).map((b) => [a, b]));
        const agreements = pairs.map((pair) => percentAgreement(pair)!);
        const chances = pairs.map(chanceOf);
        const mean = (figures: readonly number[]): number => figures.reduce((x, y) => x + y, 0) / figures.length;
        const [agreement, chance] = [mean(agreements), mean(chances)];
        const pooled = pairs.length === 0 || chance === 1 ? null : (agreement - chance) / (1 - chance);
        expect(differenceOf(congerKappa(ratings), pooled)).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });
});
