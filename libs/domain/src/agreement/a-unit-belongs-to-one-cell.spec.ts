import { describe, expect, it } from '@jest/globals';
import { cellsByCodes, type JointOptions } from './joint-table.js';

/** Rows and columns by code: no record, absent, against, neutral, for. */
const cellsOf = (options: Pick<JointOptions, 'abstention' | 'absence'>): number[][] => {
  const cells = [...cellsByCodes({ levels: [-1, 0, 1], middle: 0, ...options })];
  return [0, 5, 10, 15, 20].map((start) => cells.slice(start, start + 5));
};

const HALF = 9;
const OUT = 10;

describe('where a unit belongs', () => {
  it('is the cell of its two levels, where both hold one and all of them are positions', () => {
    expect(cellsOf({ abstention: 'position', absence: 'dropped' })).toEqual([
      [OUT, OUT, OUT, OUT, OUT],
      [OUT, OUT, OUT, OUT, OUT],
      [OUT, OUT, 0, 1, 2],
      [OUT, OUT, 3, 4, 5],
      [OUT, OUT, 6, 7, 8],
    ]);
  });

  it('is with the half agreements, where that is asked for', () => {
    expect(cellsOf({ abstention: 'half', absence: 'half' })).toEqual([
      [OUT, OUT, OUT, OUT, OUT],
      [OUT, OUT, HALF, HALF, HALF],
      [OUT, HALF, 0, HALF, 2],
      [OUT, HALF, HALF, 4, HALF],
      [OUT, HALF, 6, HALF, 8],
    ]);
  });

  it('is nowhere, where abstentions are dropped', () => {
    expect(cellsOf({ abstention: 'dropped', absence: 'half' })).toEqual([
      [OUT, OUT, OUT, OUT, OUT],
      [OUT, OUT, HALF, OUT, HALF],
      [OUT, HALF, 0, OUT, 2],
      [OUT, OUT, OUT, OUT, OUT],
      [OUT, HALF, 6, OUT, 8],
    ]);
  });
});
