import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { hasSharedData, sharedData } from '../../../../test/support/shared-data.js';
import {
  ajus,
  berryMielke,
  consensus,
  entropy,
  leikD,
  lSquared,
  polarizationOf,
  vanDerEijkAgreement,
} from './index.js';

const EXAMPLES = ['worked_examples', 'agreement_examples.json'];
const NAMES = ['van der Eijk 2001 p.331', 'consensus', 'polarised', 'uniform'];

interface Example {
  readonly name: string;
  readonly frequencies: readonly number[];
  readonly agreement_A: number;
  readonly polarization: number;
  readonly consensus_TW: number;
  readonly leik_D: number;
  readonly entropy: number;
  readonly BerryMielke: number;
  readonly lsquared: number;
  readonly ajus: string;
}

const examples = (): Example[] =>
  (JSON.parse(readFileSync(sharedData(...EXAMPLES), 'utf8')) as { vanDerEijk: Example[] }).vanDerEijk;

const describeWithExamples = hasSharedData(...EXAMPLES) ? describe : describe.skip;

describeWithExamples('the printed figures', () => {
  it('are of these distributions', () => {
    expect(examples().map(({ name }) => name)).toEqual(NAMES);
  });

  it.each(NAMES)('come out for %s', (given) => {
    const example = examples().find(({ name }) => name === given)!;
    const { frequencies } = example;
    const a = vanDerEijkAgreement(frequencies)!;
    const figures = {
      agreement_A: a,
      polarization: polarizationOf(a),
      consensus_TW: consensus(frequencies)!,
      leik_D: leikD(frequencies)!,
      entropy: entropy(frequencies)!,
      BerryMielke: berryMielke(frequencies)!,
      lsquared: lSquared(frequencies)!,
    };
    for (const [figure, value] of Object.entries(figures)) {
      expect(value).toBeCloseTo(example[figure as keyof typeof figures], 9);
    }
    expect(Object.keys(example).sort()).toEqual(['name', 'frequencies', 'ajus', ...Object.keys(figures)].sort());
    expect(ajus(frequencies)).toBe(example.ajus);
  });
});

describe('agreement A', () => {
  it.each([
    { frequencies: [30, 40, 210, 130, 530, 50, 10], a: 0.6113333 },
    { frequencies: [10, 20, 30, 15, 4], a: 0.392405 },
    { frequencies: [5, 0, 0, 0, 0, 0, 5], a: -1 },
    { frequencies: [5, 0, 5], a: -1 },
    { frequencies: [2, 0, 1, 1], a: 1 / 12 },
    { frequencies: [0, 4, 0], a: 1 },
    { frequencies: [3, 3, 0], a: 0.5 },
    { frequencies: [7, 7, 7, 7], a: 0 },
  ])('of $frequencies is $a', ({ frequencies, a }) => {
    expect(vanDerEijkAgreement(frequencies)).toBeCloseTo(a, 6);
  });

  it.each([[[]], [[1]], [[3, 4]], [[0, 0, 0]]])('of %j is undefined', (frequencies: number[]) => {
    expect(vanDerEijkAgreement(frequencies)).toBeNull();
  });
});

describe('the polarization of an agreement A', () => {
  it('is published as 0.1943333 for 0.6113333', () => {
    const a = vanDerEijkAgreement([30, 40, 210, 130, 530, 50, 10])!;
    expect(polarizationOf(a)).toBeCloseTo(0.1943333, 7);
    expect([-1, 0, 1].map(polarizationOf)).toEqual([1, 0.5, 0]);
  });

  it.each([1.1, -1.1, Number.NaN])('is refused for %d, which no A can be', (a) => {
    expect(() => polarizationOf(a)).toThrow(RangeError);
  });
});

describe('the consensus of Tastle and Wierman', () => {
  it('is published as 0.7256876', () => {
    expect(consensus([30, 40, 210, 130, 530, 50, 10])).toBeCloseTo(0.7256876, 7);
  });

  it('takes the points as far apart as they are said to be', () => {
    // μ = 1, so one half is a quarter and the other half a quarter of the range away: 1 + log₂ ¾.
    expect(consensus([1, 1, 0], [0, 2, 4])).toBeCloseTo(1 + Math.log2(0.75), 12);
    // μ = 0.5: an eighth of the range.
    expect(consensus([1, 1, 0], [0, 1, 4])).toBeCloseTo(1 + Math.log2(0.875), 12);
  });

  it('stays finite where a share is lost in rounding', () => {
    expect(consensus([1e-20, 0, 1])).toBeCloseTo(1, 12);
  });

  it.each([[[]], [[4]], [[0, 0, 0]]])('of %j is undefined', (frequencies: number[]) => {
    expect(consensus(frequencies)).toBeNull();
  });

  it('is undefined where all points have one position', () => {
    expect(consensus([1, 2], [3, 3])).toBeNull();
  });

  it('refuses positions that do not fit', () => {
    expect(() => consensus([1, 2, 3], [0, 1])).toThrow(RangeError);
    expect(() => consensus([1, 2], [0, Number.NaN])).toThrow(RangeError);
    expect(() => consensus([1, 2], [0, Infinity])).toThrow(RangeError);
  });
});
