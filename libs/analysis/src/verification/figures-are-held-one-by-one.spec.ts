import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compared } from './compared.js';

const point = { start: '2024-02-01', score: -1, counts: { '-2': 1 }, carried: false, lower: null };

describe('figures of two answers', () => {
  it('agree where every one is the same, and all are counted', () => {
    expect(compared({ series: [{ points: [point] }] }, { series: [{ points: [{ ...point }] }] })).toEqual({
      compared: 5,
      differenceCount: 0,
      differences: [],
    });
  });

  it('differ where one does, which is pointed at', () => {
    const other = { ...point, score: -0.5, counts: { '-2': 2 } };
    expect(compared({ points: [point, point] }, { points: [point, other] }).differences).toEqual([
      { pointer: '/points/1/score', answered: -1, recomputed: -0.5 },
      { pointer: '/points/1/counts/-2', answered: 1, recomputed: 2 },
    ]);
  });

  it('differ where only one side has something, of which the other is left out', () => {
    expect(compared({ records: ['a', 'b'], counts: { '1': 1 } }, { records: ['a'], counts: { '2': 1 } })).toEqual({
      compared: 4,
      differenceCount: 3,
      differences: [
        { pointer: '/records/1', answered: 'b' },
        { pointer: '/counts/1', answered: 1 },
        { pointer: '/counts/2', recomputed: 1 },
      ],
    });
  });

  it.each([
    [null, 0],
    [null, undefined],
    [null, false],
    ['1', 1],
    [null, { lower: 1 }],
    [0, [1]],
  ])('%j is not %j', (answered, recomputed) => {
    expect(compared({ value: answered }, { value: recomputed }).differenceCount).toBeGreaterThan(0);
    expect(compared({ value: recomputed }, { value: answered }).differenceCount).toBeGreaterThan(0);
  });

  it.each([
    [0.1 + 0.2, 0.3, 0],
    [1, 1 + 1e-11, 1],
    [1e6, 1e6 + 1e-7, 0],
    [1e6, 1e6 + 1e-5, 1],
    [-0, 0, 0],
    [1e-13, 0, 0],
  ])('%d and %d differ by rounding or by more: %d', (answered, recomputed, differences) => {
    expect(compared([answered], [recomputed]).differenceCount).toBe(differences);
  });

  it('are all counted, and twenty of them shown', () => {
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const { differenceCount, differences } = compared(
      numbers,
      numbers.map((number) => number + 1),
    );
    expect(differenceCount).toBe(30);
    expect(differences).toHaveLength(20);
    expect(differences.at(-1)).toEqual({ pointer: '/19', answered: 19, recomputed: 20 });
  });

  it('are pointed at by names that are escaped', () => {
    expect(compared({ 'a/b~c': 1 }, { 'a/b~c': 2 }).differences[0]?.pointer).toBe('/a~1b~0c');
  });

  it('are the same read from JSON, and differ exactly where the JSON of one is changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(compared(one, JSON.parse(JSON.stringify(one))).differenceCount).toBe(0);
        const { compared: there, differenceCount } = compared(one, other);
        const { compared: back, differenceCount: backwards } = compared(other, one);
        expect([back, backwards]).toEqual([there, differenceCount]);
        expect(differenceCount).toBeLessThanOrEqual(there);
      }),
      { seed: 20240218 },
    );
  });
});
