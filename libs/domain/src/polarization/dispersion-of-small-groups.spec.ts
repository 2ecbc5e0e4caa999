import { describe, expect, it } from '@jest/globals';
import { ajus, berryMielke, entropy, leikD, lSquared } from './index.js';

describe('dispersion of a few records', () => {
  // Cumulated shares ¼ and ¾: D = 2·(¼ + ¼)/2, l² = (¼ + ¼)/2, IOV = 4·(3/16 + 3/16)/2.
  it('is computed from the cumulated shares', () => {
    expect(leikD([1, 2, 1])).toBeCloseTo(0.5, 12);
    expect(lSquared([1, 2, 1])).toBeCloseTo(0.25, 12);
    expect(berryMielke([1, 2, 1])).toBeCloseTo(0.75, 12);
  });

  it('is measured against what an odd number can reach at most', () => {
    expect(berryMielke([2, 0, 1])).toBeCloseTo(1, 12);
    expect(lSquared([2, 0, 1])).toBeCloseTo(1 / 9, 12);
    // Five records: distances 1·3·1 + 1·1·2 + 3·1·1 = 8 of at most (25 − 1)/4 · 2 = 12.
    expect(berryMielke([1, 3, 1])).toBeCloseTo(2 / 3, 12);
  });

  it('is undefined by that for a single record, which differs from none', () => {
    expect(berryMielke([0, 1, 0])).toBeNull();
    expect(leikD([0, 1, 0])).toBe(0);
    expect(lSquared([0, 1, 0])).toBe(1);
    expect(entropy([0, 1, 0])).toBe(0);
  });

  it.each([leikD, lSquared, berryMielke])('by $name is undefined without records or steps', (measure) => {
    expect([[], [2], [0, 0]].map(measure)).toEqual([null, null, null]);
    expect(measure([1, 1])).not.toBeNull();
  });

  it('in bits is that of the shares, zeros left out', () => {
    expect(entropy([1, 0, 1, 2])).toBeCloseTo(1.5, 12);
    expect(entropy([3])).toBe(0);
    expect([entropy([]), entropy([0, 0])]).toEqual([null, null]);
  });
});

describe('the shape of a distribution', () => {
  it.each([
    { frequencies: [0, 1, 0], type: 'A' },
    { frequencies: [1, 3, 3, 0, 0], type: 'A' },
    { frequencies: [0, 0, 1], type: 'J' },
    { frequencies: [1, 0, 0], type: 'L' },
    { frequencies: [5, 4, 4, 1], type: 'L' },
    { frequencies: [1, 0, 1], type: 'U' },
    { frequencies: [1, 0, 1, 0], type: 'S' },
    { frequencies: [0, 1, 0, 1], type: 'S' },
    { frequencies: [2, 2, 2], type: 'F' },
  ])('of $frequencies is $type', ({ frequencies, type }) => {
    expect(ajus(frequencies)).toBe(type);
  });

  it.each([[[0, 0, 0]], [[1, 2]], [[]]])('of %j is undefined', (frequencies: number[]) => {
    expect(ajus(frequencies)).toBeNull();
  });
});
