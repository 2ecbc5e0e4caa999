import { describe, expect, it } from '@jest/globals';
import { alignmentIndex } from './alignment-index.js';
import { answerOf, ALLIANCES, tableOf, VOTES } from './support/units.js';
import { weightedKappaOfTable } from './weighted-kappa.js';

const MEASURES = ['identical', 'graded', 's', 'kappa', 'pi'] as const;
const DISTANCES = ['nominal', 'linear', 'quadratic'] as const;
const CHANCE = (['kappa', 'pi'] as const).flatMap((measure) => DISTANCES.map((distance) => ({ measure, distance })));

describe('an agreement is null', () => {
  it.each(MEASURES)('without any unit, whatever the least number: %s', (measure) => {
    const table = tableOf([null, 1, 'absent'], [1, null, 'absent'], VOTES);
    expect(answerOf(table, { measure, minN: 0 })).toEqual({ value: null, reason: 'too-few', n: 0 });
  });

  it.each(MEASURES)('from fewer units than asked for: %s', (measure) => {
    const table = tableOf([1, 1, 3, 3], [1, 3, 3, 3], VOTES);
    expect(answerOf(table, { measure, minN: 5 })).toEqual({ value: null, reason: 'too-few', n: 4 });
    expect(answerOf(table, { measure, minN: 4 })).toMatchObject({ reason: null, n: 4 });
  });

  it('counts half agreements towards the least number', () => {
    const table = tableOf([1, 2], [1, 1], { ...VOTES, abstention: 'half' });
    expect(answerOf(table, { minN: 2 })).toEqual({ value: 0.75, reason: null, n: 2 });
    expect(answerOf(table, { minN: 3 })).toEqual({ value: null, reason: 'too-few', n: 2 });
  });

  it.each(MEASURES)('where no unit weighs anything: %s', (measure) => {
    const table = tableOf([1, 3], [1, 3], { ...VOTES, weights: Float64Array.of(0, 0) });
    expect(answerOf(table, { measure })).toEqual({ value: null, reason: 'too-few', n: 2 });
    expect(alignmentIndex(table, 2)).toBeNull();
  });

  it.each(CHANCE)('where both always hold the same: $measure, $distance', ({ measure, distance }) => {
    const table = tableOf([3, 3, 3], [3, 3, 3], VOTES);
    expect(answerOf(table, { measure, distance })).toEqual({ value: null, reason: 'no-variation', n: 3 });
    expect(alignmentIndex(table, 2)).toBe(0);
  });

  it('is not null where both are constant and apart: nothing was to be expected but what is seen', () => {
    const table = tableOf([1, 1, 1], [3, 3, 3], VOTES);
    for (const distance of DISTANCES) {
      expect(answerOf(table, { measure: 'kappa', distance })).toEqual({ value: 0, reason: null, n: 3 });
      expect(answerOf(table, { measure: 'pi', distance })).toEqual({ value: -1, reason: null, n: 3 });
    }
  });

  it('of a table given as such, too', () => {
    const nominal = [
      [0, 1],
      [1, 0],
    ];
    const none = [
      [0, 0],
      [0, 0],
    ];
    const constant = [
      [5, 0],
      [0, 0],
    ];
    expect(weightedKappaOfTable(none, nominal)).toBeNull();
    expect(weightedKappaOfTable(constant, nominal)).toBeNull();
  });
});

describe('an agreement refuses', () => {
  const table = tableOf([0, 3], [3, 3], ALLIANCES);

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('the range %d', (range) => {
    expect(() => answerOf(table, { measure: 'graded', range })).toThrow(RangeError);
    expect(() => answerOf(table, { measure: 's', distance: 'quadratic', range })).toThrow(RangeError);
    expect(() => alignmentIndex(table, range)).toThrow(RangeError);
    expect(() => answerOf(tableOf([0], [0], { ...ALLIANCES, levels: [0] }), { range })).toThrow(RangeError);
  });

  it('levels that exceed the range, by more than sums of fractions do', () => {
    expect(() => answerOf(table, { range: 2.9 })).toThrow(RangeError);
    expect(() => answerOf(table, { range: 3 / (1 + 1.005e-9) })).toThrow(RangeError);
    expect(answerOf(table, { range: 3 / (1 + 0.995e-9) }).value).toBeCloseTo(0.5, 6);
  });

  it('nothing of a table without levels, which is empty', () => {
    expect(answerOf(tableOf([null], [null], { ...ALLIANCES, levels: [] }), { minN: 0 })).toMatchObject({ n: 0 });
  });

  it('no range where the distance is nominal', () => {
    expect(answerOf(table, { measure: 'identical', range: 0 }).value).toBe(0.5);
    expect(answerOf(table, { measure: 'kappa', distance: 'nominal', range: Number.NaN }).value).toBe(0);
  });

  it('an alignment index of half agreements', () => {
    expect(() => alignmentIndex(tableOf([1, 2], [1, 1], { ...VOTES, abstention: 'half' }), 2)).toThrow(RangeError);
  });

  it('tables that are not square and alike, and numbers that are none', () => {
    const square = [
      [1, 0],
      [0, 1],
    ];
    const weights = [
      [0, 1],
      [1, 0],
    ];
    expect(() => weightedKappaOfTable([[1, 0]], weights)).toThrow(RangeError);
    expect(() => weightedKappaOfTable(square, [[0, 1]])).toThrow(RangeError);
    expect(() => weightedKappaOfTable(square, [[0], [1]])).toThrow(RangeError);
    for (const cell of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => weightedKappaOfTable([[cell, 0], square[1]!], weights)).toThrow(RangeError);
      expect(() => weightedKappaOfTable(square, [[0, cell], weights[1]!])).toThrow(RangeError);
    }
  });
});
