import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../random/seeded-random.js';
import { krippendorffAlpha, krippendorffInterval, type ReliabilityMetric } from './index.js';
import { anyCodings, codingsOf, EXAMPLE_C } from './support/codings.js';

const METRICS: readonly ReliabilityMetric[] = ['nominal', 'ordinal', 'interval', 'ratio'];

/** Two units that are agreed on and one that is not; a fourth with one value, which is never drawn. */
const THREE_UNITS = codingsOf('1214', '122.');

/** Draws the units of each resample, given by their numbers. */
function drawing(...resamples: readonly (readonly number[])[]): () => number {
  const units = resamples.flat();
  return () => (units.shift()! + 0.5) / 3;
}

describe('the interval of α', () => {
  // Nominal α of the resamples: −2/3, none, −1/4, 4/9, 1. A tail of 0.1 lies at 0.3 of the way from first to second.
  const resamples = [
    [2, 2, 2],
    [0, 0, 0],
    [2, 2, 0],
    [0, 1, 2],
    [1, 0, 0],
  ] as const;

  it('lies between the percentiles of the resamples that have an α', () => {
    const options = { resamples: 5, coverage: 0.8, random: drawing(...resamples) };
    const { lower, upper } = krippendorffInterval(THREE_UNITS, 'nominal', options)!;
    expect(lower).toBeCloseTo(-2 / 3 + 0.3 * (5 / 12), 12);
    expect(upper).toBeCloseTo(4 / 9 + 0.7 * (5 / 9), 12);
  });

  it('has both ends at the only resample', () => {
    const options = { resamples: 1, coverage: 0.95, random: drawing([0, 1, 2]) };
    const { lower, upper } = krippendorffInterval(THREE_UNITS, 'nominal', options)!;
    expect([lower, upper]).toEqual([upper, krippendorffAlpha(THREE_UNITS, 'nominal').alpha]);
  });

  it('is undefined when no resample has variation', () => {
    const options = { resamples: 2, coverage: 0.95, random: drawing([0, 0, 0], [1, 1, 1]) };
    expect(krippendorffInterval(THREE_UNITS, 'nominal', options)).toBeNull();
  });

  it.each(METRICS)('of each resample by the %s metric is that of the units drawn', (metric) => {
    fc.assert(
      fc.property(anyCodings, fc.integer({ min: 0, max: 99 }), (codings, seed) => {
        const pairable = [...codings[0]!.keys()].filter(
          (unit) => codings.filter((coding) => coding[unit] !== null).length > 1,
        );
        const random = seededRandom(seed);
        const drawn = pairable.map(() => pairable[Math.floor(random() * pairable.length)]!);
        const { alpha } = krippendorffAlpha(
          codings.map((coding) => drawn.map((unit) => coding[unit]!)),
          metric,
        );
        const options = { resamples: 1, coverage: 0.5, random: seededRandom(seed) };
        const interval = krippendorffInterval(codings, metric, options);
        expect(interval).toEqual(pairable.length < 2 || alpha === null ? null : { lower: alpha, upper: alpha });
      }),
    );
  });

  it.each(METRICS)('by the %s metric holds α, is wider with more coverage, and repeats itself', (metric) => {
    const interval = (coverage: number): { lower: number; upper: number } =>
      krippendorffInterval(EXAMPLE_C, metric, { resamples: 500, coverage, random: seededRandom(7) })!;
    const [narrow, wide] = [interval(0.5), interval(0.95)];
    const alpha = krippendorffAlpha(EXAMPLE_C, metric).alpha!;
    expect(wide).toEqual(interval(0.95));
    expect(wide.lower).toBeLessThan(narrow.lower);
    expect(narrow.lower).toBeLessThan(alpha);
    expect(alpha).toBeLessThan(narrow.upper);
    expect(narrow.upper).toBeLessThan(wide.upper);
    expect(wide.upper).toBeLessThanOrEqual(1);
  });

  it('is 1 to 1 where all agree', () => {
    const codings = codingsOf('1234', '1234');
    const options = { resamples: 100, coverage: 0.95, random: seededRandom(1) };
    expect(krippendorffInterval(codings, 'ordinal', options)).toEqual({ lower: 1, upper: 1 });
  });

  it.each([
    { resamples: 0, coverage: 0.9 },
    { resamples: 1.5, coverage: 0.9 },
    { resamples: Number.NaN, coverage: 0.9 },
    { resamples: 10, coverage: 0 },
    { resamples: 10, coverage: 1 },
    { resamples: 10, coverage: Number.NaN },
  ])('is refused for $resamples resamples and a coverage of $coverage', (options) => {
    expect(() => krippendorffInterval(EXAMPLE_C, 'nominal', { ...options, random: () => 0 })).toThrow(RangeError);
  });
});
