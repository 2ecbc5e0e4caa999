import { expect, it } from '@jest/globals';
import { assertResampling, quantileOf } from './resampling.js';

// R: quantile(c(1, 2, 4, 8), c(0, .25, .5, .75, 1), type = 7)
it.each([
  [0, 1],
  [0.25, 1.75],
  [0.5, 3],
  [0.75, 5],
  [1, 8],
])('below %d of 1, 2, 4, 8 lies %d', (share, expected) => {
  expect(quantileOf([1, 2, 4, 8], share)).toBe(expected);
});

it('of a single number is that number', () => {
  expect(quantileOf(Float64Array.of(3), 0.975)).toBe(3);
});

it.each([
  [0, 0.95],
  [1.5, 0.95],
  [2 ** 53, 0.95],
  [100, 0],
  [100, 1],
  [100, Number.NaN],
])('%d resamples with a coverage of %d are none', (resamples, coverage) => {
  expect(() => assertResampling(resamples, coverage)).toThrow(RangeError);
});
