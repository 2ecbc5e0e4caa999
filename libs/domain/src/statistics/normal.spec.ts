import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalCdf, normalDensity } from './normal.js';

describe('the standard normal distribution', () => {
  // Those at −2.999 and −3.001 lie on the two sides of where the method changes.
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.96, 0.9750021048517795],
    [-2.999, 0.0013543365337271066],
    [-3, 0.0013498980316300946],
    [-3.001, 0.001345472825084966],
    [-3.2, 0.000687137937915848],
    [-3.5, 0.00023262907903552504],
    [-3.8, 7.234804392512003e-5],
    [-3.9, 4.809634401760273e-5],
    [-3.99, 3.303664762940242e-5],
    [-10, 7.619853024160525e-24],
    [-37, 5.725571222524577e-300],
  ])('has Φ(%d) = %d', (x, probability) => {
    expect(normalCdf(x) / probability).toBeCloseTo(1, 12);
  });

  it('ends at 0 and 1', () => {
    expect([-Infinity, -100, 100, Infinity].map(normalCdf)).toEqual([0, 0, 1, 1]);
  });

  it('is symmetric, rises, and has its density as slope', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
        const slope = (normalCdf(x + 1e-4) - normalCdf(x - 1e-4)) / 2e-4;
        expect(slope).toBeCloseTo(normalDensity(x), 8);
        expect(normalDensity(-x)).toBe(normalDensity(x));
      }),
    );
  });

  it('has the densities of the tables', () => {
    expect(normalDensity(0)).toBeCloseTo(0.3989422804014327, 15);
    expect(normalDensity(1)).toBeCloseTo(0.24197072451914337, 15);
    expect(normalDensity(-Infinity)).toBe(0);
  });

  it('has none of NaN', () => {
    expect(() => normalCdf(NaN)).toThrow(RangeError);
    expect(() => normalDensity(NaN)).toThrow(RangeError);
  });
});
