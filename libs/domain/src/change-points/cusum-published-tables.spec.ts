import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cusum } from './cusum.js';

const toTenths = (sums: readonly number[]): number[] => sums.map((sum) => Math.round(sum * 10) / 10);

/** formulas.md section 7. */
describe('cusum', () => {
  it('is table 16-8 of Montgomery & Runger', () => {
    const { high, low, alarm } = cusum(
      [
        102, 94.8, 98.3, 98.4, 102, 98.5, 99, 97.7, 100, 98.1, 101.3, 98.7, 101.1, 98.4, 97, 96.7, 100.3, 101.4, 97.2,
        101,
      ],
      { target: 99, slack: 1, limit: 10 },
    );
    expect(toTenths(high)).toEqual([2, 0, 0, 0, 2, 0.5, 0, 0, 0, 0, 1.3, 0, 1.1, 0, 0, 0, 0.3, 1.7, 0, 1]);
    expect(toTenths(low)).toEqual([0, 3.2, 2.9, 2.5, 0, 0, 0, 0.3, 0, 0, 0, 0, 0, 0, 1, 2.3, 0, 0, 0.8, 0]);
    expect(alarm).toBeNull();
  });

  it('raises its first alarm at the 14th value of the NIST series', () => {
    const { high, alarm } = cusum(
      [
        324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325,
        327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
      ],
      { target: 325, slack: 0.3175, limit: 4.1959 },
    );
    expect(alarm).toBe(13);
    expect(high[12]).toBeCloseTo(3.0075, 10);
    expect(high[13]).toBeCloseTo(4.94, 10);
    expect(high[19]).toBeCloseTo(19.035, 10);
  });

  it('is not alarmed by a sum at the limit, and is by the lower sum', () => {
    const options = { target: 0, slack: 0.5, limit: 2 };
    expect(cusum([1.5, 1.5], options)).toEqual({ high: [1, 2], low: [0, 0], alarm: null });
    expect(cusum([-1.5, -1.5, -1], options)).toEqual({ high: [0, 0, 0], low: [1, 2, 2.5], alarm: 2 });
    expect(cusum([], options)).toEqual({ high: [], low: [], alarm: null });
  });

  it('changes its two sides with the sign of the values', () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: -3, max: 3 }), fc.nat(3), fc.nat(20), (list, target, slack, limit) => {
        const there = cusum(list, { target, slack, limit });
        const back = cusum(
          list.map((value) => -value),
          { target: -target, slack, limit },
        );
        expect(back).toEqual({ high: there.low, low: there.high, alarm: there.alarm });
      }),
    );
  });

  it.each([
    [[1], { target: 0, slack: -1, limit: 1 }],
    [[1], { target: 0, slack: 1, limit: -1 }],
    [[1], { target: NaN, slack: 1, limit: 1 }],
    [[1], { target: 0, slack: NaN, limit: 1 }],
    [[1], { target: 0, slack: 1, limit: Infinity }],
    [[NaN], { target: 0, slack: 1, limit: 1 }],
  ])('refuses %p with %p', (values, options) => {
    expect(() => cusum(values, options)).toThrow(RangeError);
  });
});
