import { expect, it } from '@jest/globals';
import { toDayNumber } from '../dates/days.js';
import { timelineInputOf } from './clusters.js';
import { DecayedCurve } from './decaying.js';
import { stance } from './support/stances.js';

/** Nothing is left of the first record on the day of the second, but rounding: −2 + (0.1 + 2) is more than 0.1. */
it.each([
  [-2, 0.1],
  [2, -0.1],
])('that of %d long ago and %d today is the latter to the last digit', (former, latter) => {
  expect(Math.abs(former + (latter - former))).toBeGreaterThan(0.1);
  const input = timelineInputOf([stance(1, former, '1900-01-01'), stance(2, latter, '2024-01-01')]);
  expect(new DecayedCurve(input, 'byLatest', 1).on(toDayNumber('2024-01-01'))?.mean).toBe(latter);
});
