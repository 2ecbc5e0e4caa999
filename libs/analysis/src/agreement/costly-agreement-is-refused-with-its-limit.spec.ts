import { describe, expect, it } from '@jest/globals';
import { assertComputableAgreement } from './agreement-figures.js';
import type { AgreementRequest } from './agreement-request.js';

const request = (more: Partial<AgreementRequest>): AgreementRequest => ({
  measures: ['graded'],
  abstention: 'position',
  absence: 'dropped',
  unanimous: 'kept',
  weights: 'equal',
  minN: 1,
  bootstrap: 0,
  seed: 1,
  ...more,
});
const THREE = [-1, 0, 1];
const HUNDRED = Array.from({ length: 101 }, (_, index) => index / 50 - 1);
/** Places of so many units. */
const places = (...units: number[]) => units.map((size) => ({ issues: Array<number>(size).fill(0) }));

describe('agreement that would cost too much is refused before anything is computed', () => {
  // A place costs its units and the nine cells of its table.
  it.each([
    ['figures', request({ measures: ['s', 'pi'] }), 1000, THREE, places(...Array(51).fill(1)), 'figures', '100000'],
    ['comparisons', request({}), 20_000, THREE, places(9992), 'comparisons', '200000000'],
    ['draws', request({ bootstrap: 10_000 }), 50, THREE, places(92), 'draws', '50000000'],
    // Two actors with six units use twelve of the hundred and one levels.
    [
      'comparisons of fine scales',
      request({}),
      20_000,
      HUNDRED,
      places(6, ...Array(4).fill(150)),
      'comparisons',
      '200000000',
    ],
  ])('%s', (_, asked, pairs, levels, at, what, limit) => {
    const refused = (): void => assertComputableAgreement(asked, pairs, { levels, places: at });
    expect(refused).toThrow(expect.objectContaining({ code: `agreement/too-many-${what}` }));
    expect(refused).toThrow(limit);
  });

  it.each([
    [request({ measures: ['s', 'pi'] }), 1000, THREE, places(...Array(50).fill(1))],
    [request({}), 20_000, THREE, places(9991)],
    [request({ bootstrap: 10_000 }), 50, THREE, places(91)],
    [request({}), 20_000, HUNDRED, places(6, 6, 6)],
  ])('and at its limit it is not (%#)', (asked, pairs, levels, at) => {
    expect(() => assertComputableAgreement(asked, pairs, { levels, places: at })).not.toThrow();
  });
});
