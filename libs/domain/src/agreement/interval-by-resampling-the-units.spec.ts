import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom, type Random } from '../random/index.js';
import { agreementInterval } from './interval.js';
import type { JointOptions } from './joint-table.js';
import { answerOf, codesOf, question, tableOf, VOTES, type Held } from './support/units.js';

type Question = Parameters<typeof agreementInterval>[3];

const interval = (
  a: readonly Held[],
  b: readonly Held[],
  rest: Partial<Question>,
  options: JointOptions = VOTES,
): ReturnType<typeof agreementInterval> =>
  agreementInterval(codesOf(a, options.levels), codesOf(b, options.levels), options, {
    ...question(rest),
    resamples: 1000,
    coverage: 0.95,
    random: seededRandom(1),
    ...rest,
  });

/** Draws the units of these indices out of so many, each from somewhere within its share of [0, 1). */
const drawing = (indices: readonly number[], of: number): Random => {
  const rest = indices.values();
  return () => (rest.next().value! + 0.6) / of;
};

const many = (parts: readonly (readonly [Held, number])[]): Held[] =>
  parts.flatMap(([each, count]) => Array.from({ length: count }, () => each));

describe('an interval of an agreement', () => {
  // Two units agree and two do not, so a resample with k of the first two agrees by k/4.
  const a: Held[] = [null, 1, 3, 1, 3, 'absent'];
  const b: Held[] = [1, 1, 3, 3, 1, 1];
  const resamples = [0, 1, 2, 3, 3, 3, 1, 2, 3, 2, 2, 3, 0, 1, 0, 1, 0, 1, 0, 3];

  it('has the quantiles of the resamples of the units that count, between two by the way from one to the other', () => {
    const drawn = { measure: 'identical', resamples: 5 } as const;
    const answer = (coverage: number): ReturnType<typeof interval> =>
      interval(a, b, { ...drawn, coverage, random: drawing(resamples, 4) });
    // By resample 0.5, 0.25, 0, 1, 0.75.
    expect(answer(0.5)).toEqual({ lower: 0.25, upper: 0.75 });
    expect(answer(0.9)?.lower).toBeCloseTo(0.05, 12);
    expect(answer(0.9)?.upper).toBeCloseTo(0.95, 12);
    expect(answer(0.2)?.lower).toBeCloseTo(0.4, 12);
    expect(answer(0.2)?.upper).toBeCloseTo(0.6, 12);
  });

  it('draws units with their weights', () => {
    const options = { ...VOTES, weights: Float64Array.of(50, 1, 2, 3, 4, 70) };
    const random = drawing([0, 1, 2, 2], 4);
    const drawn = interval(a, b, { measure: 'identical', resamples: 1, random }, options);
    expect(drawn?.lower).toBeCloseTo(1 / 3, 12);
    expect(drawn?.upper).toBeCloseTo(1 / 3, 12);
  });

  it('draws half agreements too', () => {
    const options = { ...VOTES, abstention: 'half', absence: 'half' } as const;
    const random = drawing([0, 1, 2, 2], 3);
    expect(interval([1, 1, 'absent'], [1, 2, 3], { measure: 'identical', resamples: 1, random }, options)).toEqual({
      lower: 2 / 3,
      upper: 2 / 3,
    });
  });

  it('is the same for the same seed and another for another', () => {
    const x = many([
      [1, 30],
      [3, 20],
    ]);
    const y = many([
      [1, 20],
      [3, 30],
    ]);
    const of = (seed: number): ReturnType<typeof interval> =>
      interval(x, y, { measure: 'kappa', random: seededRandom(seed) });
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  it('is near that of the normal approximation of a share', () => {
    const x = many([[1, 400]]);
    const y = many([
      [1, 280],
      [3, 120],
    ]);
    const error = Math.sqrt((0.7 * 0.3) / 400);
    const { lower, upper } = interval(x, y, { measure: 'identical', resamples: 4000 })!;
    expect(Math.abs(lower - (0.7 - 1.96 * error))).toBeLessThan(0.005);
    expect(Math.abs(upper - (0.7 + 1.96 * error))).toBeLessThan(0.005);
  });

  it('holds the value, whatever the measure, where there are units enough', () => {
    const positions = fc.array(fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2, 3)), {
      minLength: 40,
      maxLength: 80,
    });
    const asked = fc.record({
      measure: fc.constantFrom('identical' as const, 'graded' as const, 's' as const, 'kappa' as const, 'pi' as const),
      distance: fc.constantFrom('nominal' as const, 'linear' as const, 'quadratic' as const),
    });
    fc.assert(
      fc.property(positions, asked, fc.integer({ min: 0, max: 1000 }), (of, choice, seed) => {
        const x = of.map(([each]) => each);
        const y = of.map(([, each]) => each);
        const { value } = answerOf(tableOf(x, y, VOTES), choice);
        const ends = interval(x, y, { ...choice, resamples: 200, random: seededRandom(seed) });
        expect(value === null).toBe(ends === null);
        expect((ends?.lower ?? 0) <= (value ?? 0) && (value ?? 0) <= (ends?.upper ?? 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('no interval', () => {
  it('where there is no value', () => {
    expect(interval([1, 1], [1, 1], { measure: 'kappa' })).toBeNull();
    expect(interval([null], [1], { measure: 'graded' })).toBeNull();
    expect(interval([1, 3], [1, 3], { measure: 'graded', minN: 3 })).toBeNull();
  });

  it('where fewer than half of the resamples have a value; exactly half are enough', () => {
    const x: Held[] = [1, 1, 1, 3];
    const all = [0, 1, 2, 3];
    const constant = [0, 1, 2, 2];
    const answer = (draws: readonly number[][]): ReturnType<typeof interval> =>
      interval(x, x, { measure: 'kappa', resamples: draws.length, random: drawing(draws.flat(), 4) });
    expect(answer([all, constant])).toEqual({ lower: 1, upper: 1 });
    expect(answer([all, constant, constant])).toBeNull();
    expect(answer([constant, all, all, constant, constant])).toBeNull();
  });

  it.each([0, -1, 1.5, Number.NaN])('of %d resamples', (resamples) => {
    expect(() => interval([1], [1], { resamples })).toThrow(RangeError);
  });

  it.each([0, 1, -0.5, 95, Number.NaN])('that covers %d', (coverage) => {
    expect(() => interval([1], [1], { coverage })).toThrow(RangeError);
  });
});
