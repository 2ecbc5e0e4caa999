import { describe, expect, it } from '@jest/globals';
import { brennanPrediger, congerKappa, fleissKappa, gwetAc1, percentAgreement } from './index.js';
import { codingsOf } from './support/codings.js';

const COEFFICIENTS = [fleissKappa, congerKappa, gwetAc1, brennanPrediger];

describe.each([...COEFFICIENTS, percentAgreement])('$name', (coefficient) => {
  it.each([
    { name: 'no coders', ratings: [] },
    { name: 'no units', ratings: [[], []] },
    { name: 'a single coder', ratings: codingsOf('1234') },
    { name: 'no unit with two ratings', ratings: codingsOf('12..', '..34') },
  ])('is undefined with $name', ({ ratings }) => {
    expect(coefficient(ratings)).toBeNull();
  });

  it('refuses coders with different units, and ratings that are not finite', () => {
    for (const bad of [codingsOf('12', '123'), codingsOf('123', '12'), [[1, Number.NaN]], [[1], [Infinity]]]) {
      expect(() => coefficient(bad)).toThrow(RangeError);
    }
  });
});

describe('where all ratings are the same', () => {
  const ratings = codingsOf('222.', '22.2');

  it.each(COEFFICIENTS)('$name is undefined, not 1', (coefficient) => {
    expect(coefficient(ratings)).toBeNull();
  });

  it('the percent agreement is 1', () => {
    expect(percentAgreement(ratings)).toBe(1);
  });

  it('the coefficients that know which other ratings there could have been are 1', () => {
    expect([gwetAc1(ratings, [1, 2]), brennanPrediger(ratings, [1, 2])]).toEqual([1, 1]);
    expect([gwetAc1(ratings, [2]), brennanPrediger(ratings, [2, 2])]).toEqual([null, null]);
  });
});

describe('categories that nobody chose', () => {
  const ratings = codingsOf('1122', '1121');

  // Agreement 3/4; shares 5/8 and 3/8, of which Σ π(1 − π) is 15/32.
  it('lower the chance agreement', () => {
    expect(brennanPrediger(ratings)).toBeCloseTo((3 / 4 - 1 / 2) / (1 / 2), 12);
    expect(brennanPrediger(ratings, [1, 2, 3, 4, 5])).toBeCloseTo((3 / 4 - 1 / 5) / (4 / 5), 12);
    expect(gwetAc1(ratings)).toBeCloseTo((3 / 4 - 15 / 32) / (17 / 32), 12);
    expect(gwetAc1(ratings, [1, 2, 3, 4, 5])).toBeCloseTo((3 / 4 - 15 / 128) / (113 / 128), 12);
  });

  it('must include those that somebody chose', () => {
    expect(() => gwetAc1(ratings, [1, 3])).toThrow(RangeError);
    expect(() => brennanPrediger(ratings, [1, 3])).toThrow(RangeError);
  });
});
