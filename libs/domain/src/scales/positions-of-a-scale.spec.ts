import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem } from '../problems/problem.js';
import { assertOnScale, scoreDifference, scoreOf } from './scale.js';

const SUPPORT = {
  slug: 'support',
  points: [
    { position: -1, label: 'against' },
    { position: 0, label: 'neutral' },
    { position: 2, label: 'for' },
  ],
};

const refusal = (work: () => void): InvalidProblem | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidProblem) return error;
  }
  return undefined;
};

describe('a position as a score', () => {
  it.each([
    [-2, { lowest: -2, highest: 2 }, -1],
    [1, { lowest: -2, highest: 2 }, 0.5],
    [1, { lowest: 1, highest: 7 }, -1],
    [4, { lowest: 1, highest: 7 }, 0],
    [2.5, { lowest: 0, highest: 10 }, -0.5],
    [10, { lowest: 0, highest: 10 }, 1],
  ])('%d of %j is %d', (position, scale, score) => {
    expect(scoreOf(position, scale)).toBe(score);
  });

  it('is as far above the middle as its mirror image is below', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 1000 }), whole, (lowest, width, position) => {
        const scale = { lowest, highest: lowest + width };
        expect(scoreOf(scale.highest - (position - lowest), scale)).toBeCloseTo(-scoreOf(position, scale), 9);
      }),
    );
  });
});

it('a difference of scores is told to twelve decimals', () => {
  expect(scoreDifference(0, 1 / 3)).toBe(0.333333333333);
  expect(scoreDifference(0, -2 / 3)).toBe(-0.666666666667);
});

describe('a position on a scale', () => {
  it.each([-1, 0, 2])('may be %d, which is one of its points', (position) => {
    expect(refusal(() => assertOnScale(position, SUPPORT))).toBeUndefined();
  });

  it.each([1, -2, 0.5, Number.NaN])('cannot be %d, which lies between or beyond', (position) => {
    expect(refusal(() => assertOnScale(position, SUPPORT))).toMatchObject({
      code: 'stance/off-scale',
      message: `${position} is not on the scale support; it has -1 (against), 0 (neutral), 2 (for).`,
      faults: [{ pointer: '/position' }],
    });
  });

  it('is refused where it stands', () => {
    expect(refusal(() => assertOnScale(3, SUPPORT, '/stances/4/position'))?.faults[0]!.pointer).toBe(
      '/stances/4/position',
    );
  });
});
