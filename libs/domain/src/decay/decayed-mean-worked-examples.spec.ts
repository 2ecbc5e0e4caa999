import { describe, expect, it } from '@jest/globals';
import { decayedMean, shrunkMean } from './decayed-mean.js';

/** formulas.md 4.1.2. */
describe('a mean of decaying weights', () => {
  const two = [
    { day: 0, position: -2, weight: 1 },
    { day: 60, position: -1, weight: 0.5 },
  ];
  const four = [
    { day: 0, position: -2, weight: 0.9 },
    { day: 30, position: -1, weight: 0.5 },
    { day: 75, position: 1, weight: 0.7 },
    { day: 75, position: -1, weight: 0.3 },
  ];

  it.each([
    [60, 1.129961],
    [90, 0.89685],
    [180, 0.448425],
  ])('loses nothing but mass without new observations: on day %i', (on, mass) => {
    const figures = decayedMean(two, { on, halfLife: 90 })!;
    expect(figures.mean).toBeCloseTo(-1.557507, 6);
    expect(figures.mass).toBeCloseTo(mass, 6);
    expect(figures.effectiveN).toBeCloseTo(1.973889, 6);
    expect(figures.variance).toBeCloseTo(0.246693, 6);
  });

  it('weighs what was seen on one day by its own weights', () => {
    const figures = decayedMean(four, { on: 90, halfLife: 45 })!;
    expect(figures.mean).toBeCloseTo(-0.271907, 6);
    expect(figures.mass).toBeCloseTo(1.217126, 6);
    expect(figures.effectiveN).toBeCloseTo(3.253134, 6);
    expect(figures.variance).toBeCloseTo(1.480652, 6);
  });

  it('knows nothing of later days', () => {
    expect(decayedMean(two, { on: 59, halfLife: 90 })).toMatchObject({ mean: -2, effectiveN: 1, variance: 0 });
    expect(decayedMean(two, { on: 0, halfLife: 90 })!.mass).toBe(1);
    expect(decayedMean(two, { on: -1, halfLife: 90 })).toBeNull();
    expect(decayedMean([], { on: 60, halfLife: 90 })).toBeNull();
  });

  it('still has a mean where all are centuries old', () => {
    const old = [
      { day: -500_000, position: 1, weight: 0.5 },
      { day: -500_030, position: -2, weight: 0.5 },
    ];
    const figures = decayedMean(old, { on: 20_000, halfLife: 30 })!;
    expect(figures).toEqual({ mean: 0, mass: 0, effectiveN: 1.8, variance: 2 });
    expect(decayedMean([...old, { day: 20_000, position: 2, weight: 1 }], { on: 20_000, halfLife: 30 })).toEqual({
      mean: 2,
      mass: 1,
      effectiveN: 1,
      variance: 0,
    });
  });

  it('is drawn to the prior as mass wanes', () => {
    expect(shrunkMean({ mean: -2, mass: 3, priorMass: 1, prior: 0 })).toBe(-1.5);
    expect(shrunkMean({ mean: -2, mass: 1, priorMass: 3, prior: 2 })).toBe(1);
    expect(shrunkMean({ mean: -2, mass: 1, priorMass: 1, prior: 1 })).toBe(-0.5);
    expect(shrunkMean({ mean: -2, mass: 0, priorMass: 0.5, prior: 1 })).toBe(1);
    expect(shrunkMean({ mean: -2, mass: 0.5, priorMass: 0, prior: 1 })).toBe(-2);
  });

  it.each([
    { mean: NaN },
    { mass: -0.5 },
    { mass: Infinity },
    { priorMass: -0.5 },
    { priorMass: NaN },
    { prior: NaN },
    { mass: 0, priorMass: 0 },
  ])('cannot be drawn to a prior with %p', (wrong) => {
    expect(() => shrunkMean({ mean: 1, mass: 1, priorMass: 1, prior: 0, ...wrong })).toThrow(RangeError);
  });

  it.each([
    [{ halfLife: 0 }, {}],
    [{ halfLife: -90 }, {}],
    [{ halfLife: NaN }, {}],
    [{ on: NaN }, {}],
    [{ on: Infinity }, {}],
    [{}, { weight: -1 }],
    [{}, { weight: NaN }],
    [{}, { position: NaN }],
    [{}, { day: NaN }],
  ])('cannot be taken with %p of %p', (options, observation) => {
    const observations = [{ day: 0, position: 1, weight: 1, ...observation }];
    expect(() => decayedMean(observations, { on: 1, halfLife: 90, ...options })).toThrow(RangeError);
  });
});
