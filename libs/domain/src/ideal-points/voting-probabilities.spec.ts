import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { votingProbabilities } from './voting-probabilities.js';

const parameters = fc.record({
  ideal: fc.double({ min: -5, max: 5, noNaN: true }),
  discrimination: fc.double({ min: -3, max: 3, noNaN: true }),
  cutpoints: fc
    .tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true }))
    .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
});

describe('votingProbabilities', () => {
  it('is the worked example of formulas.md section 6', () => {
    const { yes, abstain, no } = votingProbabilities({ ideal: -1.703532, discrimination: 1.2, cutpoints: [-1, 0.5] });
    expect(yes).toBeCloseTo(0.851812, 6);
    expect(abstain).toBeCloseTo(0.142712, 6);
    expect(no).toBeCloseTo(0.005476, 6);
  });

  it('leaves nothing over, and nothing below 0', () => {
    fc.assert(
      fc.property(parameters, (given) => {
        const { yes, abstain, no } = votingProbabilities(given);
        expect(yes + abstain + no).toBeCloseTo(1, 12);
        expect(Math.min(yes, abstain, no)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('turns yes into no where everything is mirrored', () => {
    fc.assert(
      fc.property(parameters, ({ ideal, discrimination, cutpoints: [first, second] }) => {
        const there = votingProbabilities({ ideal, discrimination, cutpoints: [first, second] });
        const back = votingProbabilities({ ideal: -ideal, discrimination, cutpoints: [-second, -first] });
        expect(back.yes).toBeCloseTo(there.no, 12);
        expect(back.abstain).toBeCloseTo(there.abstain, 12);
      }),
    );
  });

  it('is mirrored to the last digit where both cutpoints lie on one side', () => {
    const cutpoint = fc.double({ min: 0, max: 3, minExcluded: true, noNaN: true });
    fc.assert(
      fc.property(cutpoint, cutpoint, (a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        const there = votingProbabilities({ ideal: 0, discrimination: 1, cutpoints: [near, far] });
        const back = votingProbabilities({ ideal: 0, discrimination: 1, cutpoints: [-far, -near] });
        expect(there.abstain).toBe(back.abstain);
      }),
    );
  });

  it('keeps the digits of an abstention that is all but impossible', () => {
    const above = votingProbabilities({ ideal: -10, discrimination: 1, cutpoints: [0, 40] });
    expect(above.abstain / 7.619853024160525e-24).toBeCloseTo(1, 12);
    const below = votingProbabilities({ ideal: 10, discrimination: 1, cutpoints: [-40, 0] });
    expect(below.abstain / 7.619853024160525e-24).toBeCloseTo(1, 12);
    expect(votingProbabilities({ ideal: 1, discrimination: 1, cutpoints: [0, 0] }).abstain).toBe(0);
  });

  it.each([
    { ideal: NaN },
    { discrimination: Infinity },
    { cutpoints: [0.5, -1] as [number, number] },
    { cutpoints: [NaN, 1] as [number, number] },
  ])('refuses %p', (wrong) => {
    expect(() => votingProbabilities({ ideal: 0, discrimination: 1, cutpoints: [-1, 1], ...wrong })).toThrow(
      RangeError,
    );
  });
});
