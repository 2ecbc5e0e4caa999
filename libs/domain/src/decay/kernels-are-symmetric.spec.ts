import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epanechnikov, gaussian, triangular, uniform } from './kernels.js';

const KERNELS = { uniform, epanechnikov, triangular, gaussian };

/** formulas.md 4.1.3 and 4.1.4. */
describe('the kernels', () => {
  it.each([0.5, -0.5])('have the values of the worked example at %d', (u) => {
    expect(uniform(u)).toBe(0.5);
    expect(epanechnikov(u)).toBe(0.5625);
    expect(triangular(u)).toBe(0.5);
    expect(gaussian(u)).toBeCloseTo(0.352065, 6);
  });

  it.each([
    ['uniform', 0.5, 0.5],
    ['epanechnikov', 0.75, 0],
    ['triangular', 1, 0],
  ] as const)('%s is %d in the middle, %d at both ends and 0 beyond', (name, middle, end) => {
    const kernel = KERNELS[name];
    expect([0, 1, -1, 1.001, -1.001, Infinity, -Infinity].map(kernel)).toEqual([middle, end, end, 0, 0, 0, 0]);
  });

  it.each(Object.entries(KERNELS))('%s is even and holds a mass of 1', (_, kernel) => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (u) => {
        expect(kernel(-u)).toBe(kernel(u));
        expect(kernel(u)).toBeGreaterThanOrEqual(0);
      }),
    );
    // Middles of strips from −10 to 10, the ends of the kernels between two of them.
    const strips = Array.from({ length: 20_000 }, (_each, i) => kernel(-10 + (i + 0.5) / 1000) / 1000);
    expect(strips.reduce((sum, strip) => sum + strip, 0)).toBeCloseTo(1, 6);
  });

  it.each(Object.entries(KERNELS))('%s has no weight at NaN', (_, kernel) => {
    expect(() => kernel(NaN)).toThrow(RangeError);
  });
});
