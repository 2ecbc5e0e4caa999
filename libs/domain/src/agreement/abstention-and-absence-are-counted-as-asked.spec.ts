import { describe, expect, it } from '@jest/globals';
import { jointTableOf, type JointOptions } from './joint-table.js';
import { answerOf, codesOf, tableOf, VOTES, type Held } from './support/units.js';

const HELD: readonly Held[] = [null, 'absent', 1, 2, 3];
/** How a unit is told below: by its cell, as half an agreement, or by a full stop where it is left out. */
const told: Readonly<Record<string, string>> = {
  position: `
    . . .  .  .
    . . A  A  A
    . A 11 12 13
    . A 21 22 23
    . A 31 32 33`,
  half: `
    . . .  .  .
    . . A  A  A
    . A 11 ½  13
    . A ½  22 ½
    . A 31 ½  33`,
  dropped: `
    . . .  .  .
    . . A  .  A
    . A 11 .  13
    . . .  .  .
    . A 31 .  33`,
};

const placeOf = (x: Held, y: Held, options: JointOptions): string => {
  const table = tableOf([x], [y], options);
  const cell = table.units.indexOf(1);
  const places = [...table.units, table.halfUnits];
  expect(places.reduce((sum, units) => sum + units, 0)).toBeLessThanOrEqual(1);
  expect([...table.mass, table.halfMass]).toEqual(places);
  if (table.halfUnits === 1) return '½';
  return cell === -1 ? '.' : `${table.levels[Math.floor(cell / 3)]}${table.levels[cell % 3]}`;
};

describe('a unit of two actors', () => {
  const choices = (['position', 'half', 'dropped'] as const).flatMap((abstention) =>
    (['half', 'dropped'] as const).map((absence) => ({ abstention, absence })),
  );

  it.each(choices)('with abstention $abstention and absence $absence', ({ abstention, absence }) => {
    const expected = told[abstention]!.replaceAll('A', absence === 'half' ? '½' : '.')
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/ +/));
    const places = HELD.map((x) => HELD.map((y) => placeOf(x, y, { ...VOTES, abstention, absence })));
    expect(places).toEqual(expected);
  });

  it('has no abstention where no level is the middle', () => {
    const options = { ...VOTES, middle: 0, abstention: 'half', absence: 'half' } as const;
    expect(placeOf(1, 2, options)).toBe('12');
    expect(placeOf('absent', 'absent', options)).toBe('.');
    expect(placeOf('absent', 1, options)).toBe('½');
  });

  it('is weighed where weights are given', () => {
    const weights = Float64Array.of(2, 0.5, 4, 8, 1);
    const options = { ...VOTES, abstention: 'half', weights } as const;
    const table = tableOf([1, 1, 1, null, 3], [1, 1, 2, 1, 1], options);
    expect([...table.units]).toEqual([2, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect([...table.mass]).toEqual([2.5, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect([table.halfUnits, table.halfMass]).toEqual([1, 4]);
  });
});

describe('half an agreement', () => {
  // One identical, one opposite, two half agreements.
  const table = tableOf([1, 1, 1, 2], [1, 3, 2, 3], { ...VOTES, abstention: 'half' });

  it('counts one half of shares, whatever the distance', () => {
    expect(answerOf(table, { measure: 'identical' })).toEqual({ value: 0.5, reason: null, n: 4 });
    expect(answerOf(table, { measure: 'graded' })).toEqual({ value: 0.5, reason: null, n: 4 });
    const three = tableOf([1, 1, 2], [1, 2, 3], { ...VOTES, abstention: 'half' });
    expect(answerOf(three, { measure: 'identical' }).value).toBeCloseTo(2 / 3, 12);
  });

  it.each(['nominal', 'linear', 'quadratic'] as const)('counts nothing of %s S', (distance) => {
    const allHalf = tableOf([1, 2], [2, 3], { ...VOTES, abstention: 'half' });
    expect(answerOf(allHalf, { measure: 's', distance })).toEqual({ value: 0, reason: null, n: 2 });
    const three = tableOf([1, 1, 2], [1, 2, 3], { ...VOTES, abstention: 'half' });
    expect(answerOf(three, { measure: 's', distance }).value).toBeCloseTo(1 / 3, 12);
  });

  it('weighs as its unit does', () => {
    const weights = Float64Array.of(1, 3);
    const weighted = tableOf([1, 1], [1, 2], { ...VOTES, abstention: 'half', weights });
    expect(answerOf(weighted, { measure: 'identical' }).value).toBe(0.625);
  });

  it.each(['kappa', 'pi'] as const)('is of no category of %s', (measure) => {
    expect(() => answerOf(table, { measure })).toThrow(RangeError);
    expect(() => answerOf(table, { measure, minN: 100 })).toThrow(RangeError);
  });
});

describe('a joint table refuses', () => {
  const votes = codesOf([1, 2, 3], [1, 2, 3]);

  it('actors and weights of other units', () => {
    expect(() => jointTableOf(votes, votes.subarray(1), VOTES)).toThrow(RangeError);
    expect(() => jointTableOf(votes, votes, { ...VOTES, weights: new Float64Array(2) })).toThrow(RangeError);
  });

  it('a code without a level, on either side', () => {
    const beyond = Uint8Array.of(2, 3, 5);
    expect(() => jointTableOf(beyond, votes, VOTES)).toThrow(RangeError);
    expect(() => jointTableOf(votes, beyond, VOTES)).toThrow(RangeError);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('the weight %d', (weight) => {
    const weights = Float64Array.of(1, weight, 1);
    expect(() => jointTableOf(votes, votes, { ...VOTES, weights })).toThrow(RangeError);
  });

  it.each([[[1, 1]], [[2, 1]], [[Number.NaN]], [[1, Number.NaN]], [Array.from({ length: 255 }, (_, level) => level)]])(
    'the levels %j',
    (levels) => {
      const none = new Uint8Array(0);
      expect(() => jointTableOf(none, none, { ...VOTES, levels })).toThrow(RangeError);
    },
  );

  it('no code of a byte where there are levels for all', () => {
    const levels = Array.from({ length: 254 }, (_, level) => level);
    const last = tableOf([253], [253], { ...VOTES, levels });
    expect(last.units.indexOf(1)).toBe(254 ** 2 - 1);
  });
});
