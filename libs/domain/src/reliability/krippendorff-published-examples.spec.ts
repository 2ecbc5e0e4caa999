import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { hasSharedData, sharedData } from '../../../../test/support/shared-data.js';
import { krippendorffAlpha, type Codings, type ReliabilityMetric } from './index.js';
import { codingsOf, EXAMPLE_C } from './support/codings.js';

const EXAMPLES = ['worked_examples', 'agreement_examples.json'];
const METRICS: readonly ReliabilityMetric[] = ['nominal', 'ordinal', 'interval', 'ratio'];

const WIKIPEDIA = codingsOf('.....34121133.3', '1.213343.......', '..21344.21133.4');

describe('α of example C of Krippendorff 2011', () => {
  it.each([
    { metric: 'nominal', alpha: 0.743421 },
    { metric: 'ordinal', alpha: 0.815388 },
    { metric: 'interval', alpha: 0.849107 },
    { metric: 'ratio', alpha: 0.797403 },
  ] as const)('is $alpha by the $metric metric', ({ metric, alpha }) => {
    const figures = krippendorffAlpha(EXAMPLE_C, metric);
    expect(figures.alpha).toBeCloseTo(alpha, 6);
    expect(figures).toMatchObject({ reason: null, units: 11, values: 40 });
    expect(1 - figures.observed! / figures.expected!).toBe(figures.alpha);
  });

  it('is 1 − 0.2/0.779487 by the nominal metric', () => {
    const { observed, expected } = krippendorffAlpha(EXAMPLE_C, 'nominal');
    expect(observed).toBeCloseTo(0.2, 12);
    expect(expected).toBeCloseTo(0.779487, 6);
  });

  it('has disagreements in squared units of the metric', () => {
    const { observed, expected } = krippendorffAlpha(EXAMPLE_C, 'interval');
    const totals = [9, 13, 10, 5, 3];
    const squares = totals.flatMap((a, i) => totals.map((b, j) => a * b * (i - j) ** 2)).reduce((a, b) => a + b, 0);
    expect(expected).toBeCloseTo(squares / (40 * 39), 12);
    expect(observed).toBeCloseTo((1 - 0.849107142857) * expected!, 9);
  });
});

describe('α of other published examples', () => {
  it.each([
    { metric: 'nominal', alpha: 0.691358 },
    { metric: 'ordinal', alpha: 0.806721 },
    { metric: 'interval', alpha: 0.810845 },
    { metric: 'ratio', alpha: 0.808944 },
  ] as const)('is $alpha by the $metric metric for 3 coders and 15 units', ({ metric, alpha }) => {
    expect(krippendorffAlpha(WIKIPEDIA, metric).alpha).toBeCloseTo(alpha, 6);
  });

  it('is 0.095 for two coders who say yes or no', () => {
    const codings = codingsOf('0100000010', '1110010000');
    expect(krippendorffAlpha(codings, 'nominal').alpha).toBeCloseTo(0.095238, 6);
  });

  it('is 0.692 for two coders with four categories', () => {
    const codings = codingsOf('aabbdcccedda', 'babbbccceddd');
    expect(krippendorffAlpha(codings, 'nominal').alpha).toBeCloseTo(0.691964, 6);
  });
});

const describeWithExamples = hasSharedData(...EXAMPLES) ? describe : describe.skip;

describeWithExamples('the printed figures', () => {
  const example = (): { data: Codings; alpha: Record<ReliabilityMetric, number> } =>
    (JSON.parse(readFileSync(sharedData(...EXAMPLES), 'utf8')) as { krippendorff_C: never }).krippendorff_C;

  it('are by all four metrics', () => {
    expect(example().data).toEqual(EXAMPLE_C);
    expect(Object.keys(example().alpha).sort()).toEqual(METRICS.toSorted());
  });

  it.each(METRICS)('come out by the %s metric', (metric) => {
    const { data, alpha } = example();
    expect(krippendorffAlpha(data, metric).alpha).toBeCloseTo(alpha[metric], 10);
  });
});
