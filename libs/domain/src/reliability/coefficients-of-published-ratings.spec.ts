import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { hasSharedData, sharedData } from '../../../../test/support/shared-data.js';
import {
  brennanPrediger,
  congerKappa,
  fleissKappa,
  gwetAc1,
  krippendorffAlpha,
  percentAgreement,
  type Codings,
} from './index.js';
import { EXAMPLE_C } from './support/codings.js';

const EXAMPLES = ['worked_examples', 'agreement_examples.json'];

const MEASURES: Readonly<Record<string, (ratings: Codings) => number | null>> = {
  fleiss: fleissKappa,
  gwet: gwetAc1,
  kripp: (ratings) => krippendorffAlpha(ratings, 'nominal').alpha,
  conger: congerKappa,
  bp: brennanPrediger,
  pa: percentAgreement,
};

const PRINTED = { fleiss: 0.76117, gwet: 0.77544, kripp: 0.74342, conger: 0.76282, bp: 0.77273, pa: 0.81818 };

describe('the ratings of four coders that irrCAC is shipped with', () => {
  it.each(Object.entries(PRINTED))('give the printed %s, %d', (measure, printed) => {
    expect(MEASURES[measure]!(EXAMPLE_C)).toBeCloseTo(printed, 5);
  });
});

const describeWithExamples = hasSharedData(...EXAMPLES) ? describe : describe.skip;

describeWithExamples('the printed figures of the same ratings', () => {
  interface Example {
    readonly data: readonly Readonly<Record<string, number | null>>[];
    readonly expected: Readonly<Record<string, number>>;
  }

  const example = (): Example =>
    (JSON.parse(readFileSync(sharedData(...EXAMPLES), 'utf8')) as Record<string, Example>)['cac.raw4raters']!;

  it('are of these ratings and measures', () => {
    const { data, expected } = example();
    expect(Object.keys(data[0]!).map((coder) => data.map((unit) => unit[coder]!))).toEqual(EXAMPLE_C);
    expect(Object.keys(expected).sort()).toEqual(Object.keys(MEASURES).sort());
  });

  it.each(Object.keys(MEASURES))('come out for %s', (measure) => {
    expect(MEASURES[measure]!(EXAMPLE_C)).toBeCloseTo(example().expected[measure]!, 5);
  });
});

/** Units that are rated alike, so many times each. */
const ratingsOf = (rows: readonly { readonly ratings: readonly number[]; readonly times: number }[]): number[][] => {
  const units = rows.flatMap(({ ratings, times }) => Array.from({ length: times }, () => ratings));
  return units[0]!.map((_, coder) => units.map((unit) => unit[coder]!));
};

describe('two coders', () => {
  const table = [
    [44, 7, 9],
    [5, 20, 5],
    [1, 3, 6],
  ];

  it('have by Conger the κ of Cohen 1968, .492', () => {
    const rows = table.flatMap((row, first) => row.map((times, second) => ({ ratings: [first, second], times })));
    expect(congerKappa(ratingsOf(rows))).toBeCloseTo(0.491525, 6);
    expect(percentAgreement(ratingsOf(rows))).toBeCloseTo(0.7, 12);
  });
});

describe('fourteen coders of ten units in five categories', () => {
  const counts = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];

  it('have the κ of the worked example of Fleiss, 0.210', () => {
    const rows = counts.map((row) => ({
      ratings: row.flatMap((times, category) => Array.from({ length: times }, () => category + 1)),
      times: 1,
    }));
    expect(fleissKappa(ratingsOf(rows))).toBeCloseTo(0.21, 3);
    expect(percentAgreement(ratingsOf(rows))).toBeCloseTo(0.378, 3);
  });
});
