import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changePointsOf } from './change-points.js';

const STEP = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];

describe('changePointsOf', () => {
  it('looks for nothing in too few values, and says so', () => {
    expect(changePointsOf(STEP, { penaltyFactor: 2, minN: 11 })).toEqual({
      reason: 'too-few',
      penalty: null,
      changes: [],
    });
    expect(changePointsOf(STEP, { penaltyFactor: 2, minN: 10 })).toMatchObject({
      reason: null,
      changes: [{ index: 5 }],
    });
    expect(changePointsOf([], { penaltyFactor: 2, minN: 2 }).reason).toBe('too-few');
  });

  it('looks for nothing where nothing varies, and says so', () => {
    expect(
      changePointsOf(
        Array.from({ length: 12 }, () => 0.1),
        { penaltyFactor: 2, minN: 10 },
      ),
    ).toEqual({
      reason: 'no-variation',
      penalty: null,
      changes: [],
    });
  });

  it('says that it has looked where it has found nothing', () => {
    const found = changePointsOf([0, 1, 0, 1], { penaltyFactor: 2, minN: 2 });
    expect(found).toEqual({ reason: null, penalty: 2 * Math.log(4), changes: [] });
  });

  // One change saves all squares of the standardised step: n − 1 = 9 of them, against β = factor · ln 10.
  it.each([
    [9 / Math.log(10) - 0.001, [5]],
    [9 / Math.log(10) + 0.001, []],
  ])('standardises by the deviation of a sample: at a factor of %d', (penaltyFactor, expected) => {
    const { changes } = changePointsOf(STEP, { penaltyFactor, minN: 2 });
    expect(changes.map(({ index }) => index)).toEqual(expected);
  });

  it('takes any change that saves anything at a factor of 0', () => {
    const { penalty, changes } = changePointsOf([0, 1, 0], { penaltyFactor: 0, minN: 2 });
    expect(penalty).toBe(0);
    expect(changes.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('finds the same places in other units and from another zero', () => {
    const series = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(series, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -6, max: 6 }), (values, added, power) => {
        const placesOf = (list: readonly number[]): number[] =>
          changePointsOf(list, { penaltyFactor: 1, minN: 2 }).changes.map(({ index }) => index);
        expect(placesOf(values.map((value) => value * 2 ** power + added))).toEqual(placesOf(values));
      }),
    );
  });

  it.each([
    [STEP, { penaltyFactor: -1, minN: 2 }],
    [STEP, { penaltyFactor: NaN, minN: 2 }],
    [STEP, { penaltyFactor: 2, minN: 1 }],
    [STEP, { penaltyFactor: 2, minN: 2.5 }],
    [[0, NaN], { penaltyFactor: 2, minN: 2 }],
    [[-1e200, 1e200], { penaltyFactor: 2, minN: 2 }],
  ])('refuses %p with %p', (values, options) => {
    expect(() => changePointsOf(values, options)).toThrow(RangeError);
  });
});
