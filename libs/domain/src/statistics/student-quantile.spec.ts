import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { studentQuantile } from './student.js';

const probabilities = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const degrees = fc.double({ min: 0.5, max: 1e4, noNaN: true });

describe('studentQuantile', () => {
  it.each([
    [0.975, 5, 2.570581835636316],
    [0.995, 5, 4.032142983555228],
    [0.95, 10, 1.812461122811676],
    [0.975, 10, 2.228138851986275],
    [0.975, 30, 2.042272456301238],
    [0.995, 100, 2.625890521438018],
    [0.9995, 3, 12.92397863668748],
    [0.975, 1_000_000, 1.959966356814107],
  ])('is that of the tables: %d with %d degrees of freedom', (probability, degreesOfFreedom, value) => {
    expect(studentQuantile(probability, degreesOfFreedom)).toBeCloseTo(value, 9);
  });

  // Computed with 30 digits from the incomplete beta function.
  it.each([
    [0.975, 0.5, 164.5576734804885],
    [0.975, 2.973889, 3.198312315687488],
    [0.9, 19.3, 1.326985072765563],
    [0.75, 4.25, 0.73653697244208],
  ])('takes part degrees of freedom: %d with %d', (probability, degreesOfFreedom, value) => {
    expect(studentQuantile(probability, degreesOfFreedom) / value).toBeCloseTo(1, 10);
  });

  // Closed forms; so close that each term of the series for the gamma functions tells.
  it.each([0.49, 0.498, 0.502, 0.51, 0.6, 0.75, 0.9, 0.975, 0.999, 0.000001])(
    'is exact with 1, 2 and 4 degrees of freedom at %d',
    (p) => {
      const cauchy = -1 / Math.tan(Math.PI * p);
      const ofTwo = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
      const alpha = 4 * p * (1 - p);
      const ofFour =
        Math.sign(p - 0.5) * 2 * Math.sqrt(Math.cos(Math.acos(Math.sqrt(alpha)) / 3) / Math.sqrt(alpha) - 1);
      expect(Math.abs(studentQuantile(p, 1) / cauchy - 1)).toBeLessThan(4e-12);
      expect(Math.abs(studentQuantile(p, 2) / ofTwo - 1)).toBeLessThan(4e-12);
      expect(Math.abs(studentQuantile(p, 4) / ofFour - 1)).toBeLessThan(4e-12);
    },
  );

  it('is the normal quantile with very many', () => {
    expect(studentQuantile(0.975, 1e9)).toBeCloseTo(1.959963984540054, 7);
  });

  it('is 0 in the middle, symmetric, and rises with the probability', () => {
    fc.assert(
      fc.property(probabilities, degrees, (p, df) => {
        expect(studentQuantile(0.5, df)).toBe(0);
        const upper = Math.max(p, 1 - p);
        expect(studentQuantile(1 - upper, df)).toBe(-studentQuantile(upper, df) + 0);
        expect(studentQuantile(p, df)).toBeLessThan(studentQuantile(p + (1 - p) / 100, df));
      }),
    );
  });

  it('narrows with more degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.6, max: 0.9999, noNaN: true }), degrees, (p, df) => {
        expect(studentQuantile(p, df * 1.1)).toBeLessThan(studentQuantile(p, df));
      }),
    );
  });

  it('goes out as far as numbers do', () => {
    expect(studentQuantile(1e-300, 2)).toBeCloseTo(-1 / Math.sqrt(2e-300), -141);
    expect(studentQuantile(0.975, 0.001)).toBe(Infinity);
    expect(studentQuantile(0.025, 0.001)).toBe(-Infinity);
  });

  it.each([
    [0, 5],
    [1, 5],
    [-0.1, 5],
    [NaN, 5],
    [0.9, 0],
    [0.9, -1],
    [0.9, NaN],
    [0.9, Infinity],
  ])('refuses %d with %d degrees of freedom', (probability, degreesOfFreedom) => {
    expect(() => studentQuantile(probability, degreesOfFreedom)).toThrow(RangeError);
  });
});
