import { expect, it } from '@jest/globals';
import { scoreDifference, scoreOf } from './scale.js';

const TEN = { lowest: 0, highest: 10 };

it.each([
  [6, 4, -0.4],
  [4, 6, 0.4],
  [0, 10, 2],
  [3, 3, 0],
])('from %d to %d on a scale of ten it is %d', (from, to, expected) => {
  expect(scoreDifference(scoreOf(from, TEN), scoreOf(to, TEN))).toBe(expected);
});

it('keeps differences that are no decimals to twelve of them', () => {
  expect(scoreDifference(0, 1 / 3)).toBe(0.333333333333);
});
