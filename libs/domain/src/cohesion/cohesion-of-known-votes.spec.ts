import { describe, expect, it } from '@jest/globals';
import { agreementIndex, riceIndex } from './index.js';

describe('the agreement index', () => {
  it.each([
    { counts: [10, 0, 0], index: 1 },
    { counts: [1, 1, 1], index: 0 },
    { counts: [5, 5, 0], index: 0.25 },
    { counts: [6, 3, 1], index: 0.4 },
    { counts: [50, 30, 20], index: 0.25 },
    { counts: [7, 2, 1], index: 0.55 },
  ])('of $counts for yes, no and abstain is $index', ({ counts, index }) => {
    expect(agreementIndex(counts)).toBeCloseTo(index, 12);
  });

  it.each([
    { counts: [3, 1], index: 0.5 },
    { counts: [2, 2, 2, 2, 2], index: 0 },
    { counts: [6, 1, 1, 1, 1], index: 0.5 },
  ])('of $counts, as many options as that, is $index', ({ counts, index }) => {
    expect(agreementIndex(counts)).toBeCloseTo(index, 12);
  });

  it.each([[[]], [[0, 0, 0]], [[4]]])('of %j is undefined', (counts: number[]) => {
    expect(agreementIndex(counts)).toBeNull();
  });

  it.each([[[-1, 2, 0]], [[1, Number.NaN, 0]], [[1, Infinity]]])('of %j is refused', (counts: number[]) => {
    expect(() => agreementIndex(counts)).toThrow(RangeError);
  });
});

describe('the index of Rice', () => {
  it.each([
    { pro: 9, against: 1, index: 0.8 },
    { pro: 1, against: 3, index: 0.5 },
    { pro: 5, against: 5, index: 0 },
    { pro: 0, against: 7, index: 1 },
  ])('of $pro for and $against against is $index', ({ pro, against, index }) => {
    expect(riceIndex(pro, against)).toBeCloseTo(index, 12);
  });

  it('is undefined when nobody is on either side', () => {
    expect(riceIndex(0, 0)).toBeNull();
  });

  it('refuses what is no count', () => {
    expect(() => riceIndex(-1, 3)).toThrow(RangeError);
    expect(() => riceIndex(1, Number.NaN)).toThrow(RangeError);
  });
});
