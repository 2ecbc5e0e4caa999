import { describe, expect, it } from '@jest/globals';
import { alignmentIndex } from './alignment-index.js';
import { ALLIANCES, answerOf, tableOf, tableOfCounts, VOTES } from './support/units.js';
import { tauB } from './tau-b.js';
import { weightedKappaOfTable } from './weighted-kappa.js';

describe('votes in the UN General Assembly in 2019', () => {
  // Of the data set unvotes 0.3.0: votes that are the same, a step apart and opposite.
  it.each([
    { dyad: 'US–IR', same: 9, step: 9, opposite: 68, identical: 0.104651, graded: 0.156977, s: -0.686047 },
    { dyad: 'IR–RU', same: 57, step: 16, opposite: 10, identical: 0.686747, graded: 0.783133, s: 0.566265 },
    { dyad: 'IR–PK', same: 67, step: 16, opposite: 3, identical: 0.77907, graded: 0.872093, s: 0.744186 },
    { dyad: 'IR–AF', same: 70, step: 10, opposite: 2, identical: 0.853659, graded: 0.914634, s: 0.829268 },
    { dyad: 'US–GB', same: 48, step: 21, opposite: 21, identical: 0.533333, graded: 0.65, s: 0.3 },
  ])('agree as published: $dyad', ({ same, step, opposite, identical, graded, s }) => {
    const counts = [
      [1, 1, same - 2],
      [2, 2, 1],
      [3, 3, 1],
      [1, 2, step - 3],
      [3, 2, 3],
      [1, 3, opposite - 1],
      [3, 1, 1],
    ] as const;
    const table = tableOfCounts(counts, VOTES);
    expect(answerOf(table, { measure: 'identical' }).value).toBeCloseTo(identical, 6);
    expect(answerOf(table, { measure: 'graded' })).toEqual({
      value: (same + step / 2) / (same + step + opposite),
      reason: null,
      n: same + step + opposite,
    });
    expect(answerOf(table, { measure: 'graded' }).value).toBeCloseTo(graded, 6);
    expect(answerOf(table, { measure: 's' }).value).toBeCloseTo(s, 6);
  });
});

describe('alliances of Germany and Russia in 1914 (Signorino and Ritter 1999, table 6)', () => {
  const germany = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0];
  const russia = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const shares = [0.25, 0.21, 0.2, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01];
  const weights = Float64Array.from({ length: 20 }, (_, state) => shares[state] ?? 0);
  const table = tableOf(germany, russia, ALLIANCES);
  const weighted = tableOf(germany, russia, { ...ALLIANCES, weights });

  it.each([
    { measure: 's', distance: 'linear', published: 0.4 },
    { measure: 's', distance: 'quadratic', published: 0.444444 },
    { measure: 'kappa', distance: 'quadratic', published: -0.07758621 },
    { measure: 'kappa', distance: 'linear', published: -0.071429 },
    { measure: 'kappa', distance: 'nominal', published: -0.029412 },
    { measure: 'pi', distance: 'quadratic', published: -0.086957 },
    { measure: 'pi', distance: 'linear', published: -0.084337 },
    { measure: 'pi', distance: 'nominal', published: -0.04477612 },
  ] as const)('$measure, $distance, is $published', ({ measure, distance, published }) => {
    const { value, n } = answerOf(table, { measure, distance, range: 3 });
    expect(n).toBe(20);
    expect(value).toBeCloseTo(published, 6);
  });

  it('weighs states by their capabilities, and counts those without any', () => {
    const linear = answerOf(weighted, { measure: 's', distance: 'linear', range: 3 });
    expect(linear.value).toBeCloseTo(-0.46, 12);
    expect(linear.n).toBe(20);
    expect(answerOf(weighted, { measure: 's', distance: 'quadratic', range: 3 }).value).toBeCloseTo(-0.348889, 6);
  });

  it('has the published τ-b', () => {
    expect(tauB(germany, russia)).toBeCloseTo(0.03031695, 8);
  });

  it('has the published alignment index', () => {
    expect(alignmentIndex(table, 3)).toBeCloseTo(-0.04, 12);
  });
});

describe('Cohen 1968', () => {
  const shares = [
    [0.44, 0.07, 0.09],
    [0.05, 0.2, 0.05],
    [0.01, 0.03, 0.06],
  ];

  it('κ with his weights is .348', () => {
    const weights = [
      [0, 1, 3],
      [1, 0, 6],
      [3, 6, 0],
    ];
    expect(weightedKappaOfTable(shares, weights)).toBeCloseTo(0.347826, 6);
  });

  it('κ is .492', () => {
    const weights = [
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ];
    expect(weightedKappaOfTable(shares, weights)).toBeCloseTo(0.491525, 6);
  });
});
