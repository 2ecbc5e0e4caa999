import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from './seeded-random.js';

const WORD = 2 ** 32;
const seeds = fc.integer({ min: 0, max: WORD - 1 });

const numbersOf = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random() * WORD);
};

/** The same generator in the arithmetic of its paper. */
function wholeNumbersOf(seed: number, count: number): number[] {
  const next = (state: bigint): bigint => BigInt.asUintN(64, state * 6364136223846793005n + 109n);
  let state = next(next(0n) + BigInt(seed));
  return Array.from({ length: count }, () => {
    const mixed = BigInt.asUintN(32, (state ^ (state >> 18n)) >> 27n);
    const rotation = state >> 59n;
    state = next(state);
    return Number(BigInt.asUintN(32, (mixed >> rotation) | (mixed << (32n - rotation))));
  });
}

/** By which an odd number is 1 modulo 2³². Each step of Newton's method doubles the bits that are right. */
function inverseOf(odd: bigint): bigint {
  let inverse = odd;
  for (let step = 0; step < 5; step++) inverse = BigInt.asUintN(32, inverse * (2n - odd * inverse));
  return inverse;
}

describe('a seeded generator', () => {
  it('gives the numbers of the reference demonstration of PCG32, seed 42 of stream 54', () => {
    expect(numbersOf(42, 6)).toEqual([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e]);
  });

  it('gives the numbers of its fifth round, 620 numbers on', () => {
    const fifth = [0xfcef7cd6, 0x1b488b5a, 0xd0daf7ea, 0x1d9a70f7, 0x241a37cf, 0x9a3857b7];
    expect(numbersOf(42, 626).slice(-6)).toEqual(fifth);
  });

  it('equals the definition in 64-bit arithmetic for any seed', () => {
    fc.assert(fc.property(seeds, (seed) => expect(numbersOf(seed, 50)).toEqual(wholeNumbersOf(seed, 50))));
    for (const seed of [0, WORD - 1]) expect(numbersOf(seed, 500)).toEqual(wholeNumbersOf(seed, 500));
  });

  it('carries from the lower half of a state to the upper', () => {
    const inverse = inverseOf(6364136223846793005n % BigInt(WORD));
    // Seeds after which the lower half comes to 2³² − 1, 2³² − 2 … before the increment is added to it.
    for (let below = 1n; below < 109n; below++) {
      const seed = Number(BigInt.asUintN(32, -below * inverse - 109n));
      expect(numbersOf(seed, 3)).toEqual(wholeNumbersOf(seed, 3));
    }
  });

  it('stays in [0, 1) and spreads evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    const random = seededRandom(1);
    for (let left = 100_000; left > 0; left--) tenths[Math.floor(random() * 10)]!++;
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it.each([-1, 0.5, WORD, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow(RangeError);
  });
});
