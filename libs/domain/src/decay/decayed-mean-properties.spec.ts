import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decayedMean } from './decayed-mean.js';

const observations = fc.array(
  fc.record({
    day: fc.integer({ min: -400, max: 400 }),
    position: fc.integer({ min: -2, max: 2 }),
    weight: fc.constantFrom(0.1, 0.3, 0.5, 1, 3.3),
  }),
  { minLength: 1, maxLength: 20 },
);
const halfLives = fc.double({ min: 5, max: 2000, noNaN: true });
const on = 400;

describe('decayedMean', () => {
  it('is the definition', () => {
    fc.assert(
      fc.property(observations, halfLives, fc.integer({ min: -400, max: 400 }), (list, halfLife, day) => {
        const seen = list.filter((each) => each.day <= day);
        fc.pre(seen.length > 0);
        const weights = seen.map((each) => each.weight * 0.5 ** ((day - each.day) / halfLife));
        const mass = weights.reduce((sum, weight) => sum + weight, 0);
        const mean = seen.reduce((sum, { position }, i) => sum + weights[i]! * position, 0) / mass;
        const figures = decayedMean(list, { on: day, halfLife })!;
        expect(figures.mean).toBeCloseTo(mean, 9);
        expect(figures.mass).toBeCloseTo(mass, 9);
        expect(figures.effectiveN).toBeCloseTo(mass ** 2 / weights.reduce((sum, weight) => sum + weight ** 2, 0), 9);
        const squares = seen.reduce((sum, { position }, i) => sum + weights[i]! * (position - mean) ** 2, 0);
        expect(figures.variance).toBeCloseTo(squares / mass, 9);
      }),
    );
  });

  it('is the weighted mean where nothing decays', () => {
    fc.assert(
      fc.property(observations, fc.constantFrom(1e15, 1e300, Infinity), (list, halfLife) => {
        const mass = list.reduce((sum, { weight }) => sum + weight, 0);
        const mean = list.reduce((sum, { weight, position }) => sum + weight * position, 0) / mass;
        const figures = decayedMean(list, { on, halfLife })!;
        expect(figures.mean).toBeCloseTo(mean, 9);
        expect(figures.mass).toBeCloseTo(mass, 9);
      }),
    );
  });

  it('is the same, to the byte, in any order', () => {
    // Few days, so that many share one; fractions, so that sums are rounded.
    const fractions = fc.array(
      fc.record({
        day: fc.integer({ min: 398, max: 400 }),
        position: fc.constantFrom(-1.9, -0.7, 0.1, 1 / 3, 1.3),
        weight: fc.constantFrom(0.1, 0.3, 0.7),
      }),
      { minLength: 1, maxLength: 30 },
    );
    const shuffled = fractions.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, halfLives, ([list, other], halfLife) => {
        expect(decayedMean(other, { on, halfLife })).toEqual(decayedMean(list, { on, halfLife }));
      }),
    );
  });

  it('takes no notice of observations of weight 0, and adds up equal ones', () => {
    fc.assert(
      fc.property(observations, halfLives, (list, halfLife) => {
        const figures = decayedMean(list, { on, halfLife })!;
        const weightless = { day: on, position: 2, weight: 0 };
        expect(decayedMean([...list, weightless], { on, halfLife })).toEqual(figures);
        const twice = decayedMean([...list, ...list], { on, halfLife })!;
        expect(twice.mean).toBeCloseTo(figures.mean, 9);
        expect(twice.variance).toBeCloseTo(figures.variance, 9);
        expect(twice.mass).toBeCloseTo(2 * figures.mass, 9);
        expect(twice.effectiveN).toBeCloseTo(2 * figures.effectiveN, 8);
      }),
    );
  });

  it('stays a number however far away and however light the observations are', () => {
    const extreme = fc.record({
      day: fc.integer({ min: -719_162, max: 2_932_896 }),
      position: fc.double({ min: -2, max: 2, noNaN: true }),
      weight: fc.constantFrom(1e-300, 1e-100, 1, 1e100, 1e300),
    });
    fc.assert(
      fc.property(fc.array(extreme, { minLength: 1 }), fc.constantFrom(1e-300, 1, 30, 1e300), (list, halfLife) => {
        const figures = decayedMean(list, { on: 2_932_896, halfLife })!;
        expect(Math.abs(figures.mean)).toBeLessThanOrEqual(2 + 1e-9);
        expect(figures.effectiveN).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(figures.effectiveN).toBeLessThanOrEqual(list.length + 1e-9);
        expect(figures.variance).toBeLessThanOrEqual(4 + 1e-9);
        expect(figures.mass).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
