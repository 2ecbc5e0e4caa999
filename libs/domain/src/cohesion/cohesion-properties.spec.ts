import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agreementIndex, riceIndex } from './index.js';

const count = fc.nat({ max: 1000 });
const counts = fc.array(count, { minLength: 2, maxLength: 7 }).filter((each) => each.some((one) => one > 0));

describe('cohesion', () => {
  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(counts, (each) => {
        expect(agreementIndex(each)).toBeGreaterThanOrEqual(-1e-12);
        expect(agreementIndex(each)).toBeLessThanOrEqual(1);
        expect(riceIndex(each[0]! + 1, each[1]!)).toBeGreaterThanOrEqual(0);
        expect(riceIndex(each[0]! + 1, each[1]!)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on the order of the options', () => {
    fc.assert(
      fc.property(
        counts.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))),
        ([each, shuffled]) => expect(agreementIndex(shuffled)).toBe(agreementIndex(each)),
      ),
    );
  });

  it('of two options is the same by both', () => {
    fc.assert(
      fc.property(count, count, (pro, against) => {
        const [index, rice] = [agreementIndex([pro, against]), riceIndex(pro, against)];
        // Of nobody both are undefined.
        expect(index === null).toBe(rice === null);
        expect(index ?? 0).toBeCloseTo(rice ?? 0, 12);
      }),
    );
  });

  it('is 1 where all are on one option, and less where one is elsewhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 2, max: 7 }), (most, options) => {
        const empty = Array.from({ length: options - 1 }, () => 0);
        expect(agreementIndex([most, ...empty])).toBe(1);
        expect(agreementIndex([most, 1, ...empty])).toBeLessThan(1);
      }),
    );
  });
});
