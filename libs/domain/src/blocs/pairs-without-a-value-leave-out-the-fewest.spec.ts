import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { completeSubset } from './complete-subset.js';

describe('who can be grouped', () => {
  it('is everybody where every pair has a value', () => {
    expect(
      completeSubset([
        [null, 1],
        [1, null],
      ]),
    ).toEqual({ kept: [0, 1], leftOut: [] });
  });

  it('leaves out whoever misses most', () => {
    const values = [
      [null, 1, null, 1],
      [1, null, null, 1],
      [null, null, null, 1],
      [1, 1, 1, null],
    ];
    expect(completeSubset(values)).toEqual({ kept: [0, 1, 3], leftOut: [{ index: 2, missing: 2 }] });
  });

  it('leaves out the last of two that miss each other', () => {
    expect(
      completeSubset([
        [null, null],
        [null, null],
      ]),
    ).toEqual({ kept: [0], leftOut: [{ index: 1, missing: 1 }] });
  });

  it('always ends with a value for every pair, and everybody on one side', () => {
    const size = 7;
    const cells = fc.array(fc.constantFrom(null, 0, 0.5, 1), { minLength: size * size, maxLength: size * size });
    fc.assert(
      fc.property(cells, (drawn) => {
        const at = (a: number, b: number): number | null => drawn[Math.min(a, b) * size + Math.max(a, b)]!;
        const values = Array.from({ length: size }, (_, a) => Array.from({ length: size }, (__, b) => at(a, b)));
        const { kept, leftOut } = completeSubset(values);
        const undefinedPairs = kept.flatMap((a) => kept.filter((b) => a !== b && values[a]![b] === null));
        expect(undefinedPairs).toEqual([]);
        expect([...kept, ...leftOut.map(({ index }) => index)].toSorted((a, b) => a - b)).toEqual([...values.keys()]);
      }),
    );
  });
});
