import { describe, expect, it } from '@jest/globals';
import { krippendorffAlpha, krippendorffInterval, type ReliabilityMetric } from './index.js';
import { codingsOf } from './support/codings.js';

const METRICS: readonly ReliabilityMetric[] = ['nominal', 'ordinal', 'interval', 'ratio'];
const OPTIONS = { resamples: 10, coverage: 0.95, random: () => 0 };

describe.each(METRICS)('α by the %s metric', (metric) => {
  it.each([
    { name: 'no coders', codings: [] },
    { name: 'no units', codings: [[], []] },
    { name: 'a single coder', codings: codingsOf('1234') },
    { name: 'no unit with two values', codings: codingsOf('12..', '..34') },
  ])('is undefined with $name', ({ codings }) => {
    const none = { alpha: null, units: 0, values: 0, observed: null, expected: null };
    expect(krippendorffAlpha(codings, metric)).toEqual({ ...none, reason: 'no-pairable-units' });
    expect(krippendorffInterval(codings, metric, OPTIONS)).toBeNull();
  });

  it('is undefined, not 1, where all values are the same', () => {
    const codings = codingsOf('222.', '22.2', '2.22');
    const figures = { alpha: null, units: 4, values: 9, observed: 0, expected: 0 };
    expect(krippendorffAlpha(codings, metric)).toEqual({ ...figures, reason: 'no-variation' });
    expect(krippendorffInterval(codings, metric, OPTIONS)).toBeNull();
  });

  it('is undefined where only units with a single value differ', () => {
    expect(krippendorffAlpha(codingsOf('2214', '22..'), metric)).toMatchObject({ alpha: null, reason: 'no-variation' });
  });

  it('is 1 where all agree and there is variation', () => {
    const codings = codingsOf('1202', '120.', '.20.');
    const figures = { alpha: 1, reason: null, units: 3, values: 8, observed: 0 };
    expect(krippendorffAlpha(codings, metric)).toMatchObject(figures);
  });

  it('is 0 for one unit on which two coders differ, and has no interval', () => {
    expect(krippendorffAlpha(codingsOf('1', '2'), metric)).toMatchObject({ alpha: 0, units: 1, values: 2 });
    expect(krippendorffInterval(codingsOf('1', '2'), metric, OPTIONS)).toBeNull();
  });

  it('refuses coders with different units, and values that are not finite', () => {
    for (const bad of [codingsOf('12', '123'), codingsOf('123', '12'), [[1, Number.NaN]], [[1], [Infinity]]]) {
      expect(() => krippendorffAlpha(bad, metric)).toThrow(RangeError);
      expect(() => krippendorffInterval(bad, metric, OPTIONS)).toThrow(RangeError);
    }
  });
});

describe('α of negative values', () => {
  const codings = [
    [-2, 1, 0],
    [-2, 2, 0],
  ];

  it('is refused by the ratio metric, which would have no zero', () => {
    expect(() => krippendorffAlpha(codings, 'ratio')).toThrow(RangeError);
    expect(() => krippendorffInterval(codings, 'ratio', OPTIONS)).toThrow(RangeError);
  });

  it('is defined by the others', () => {
    for (const metric of METRICS.slice(0, 3)) expect(krippendorffAlpha(codings, metric).alpha).toBeLessThan(1);
  });
});
