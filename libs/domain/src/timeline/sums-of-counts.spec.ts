import { expect, it } from '@jest/globals';
import { sumsOf } from './merging.js';

it.each([
  [{ '1': { '-2': 3, '1': 1 } }, { mass: 4, sum: -5, lowest: -2, highest: 1 }],
  [
    { '0.5': { '2': 2 }, '3': { '-1': 1, '2': 1 } },
    { mass: 7, sum: 5, lowest: -1, highest: 2 },
  ],
  [
    { '2': { '-2': 1 }, '1': { '-1': 1 } },
    { mass: 3, sum: -5, lowest: -2, highest: -1 },
  ],
])('of %j are %j', (counts, sums) => {
  expect(sumsOf(counts)).toEqual(sums);
});
