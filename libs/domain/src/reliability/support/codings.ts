import fc from 'fast-check';
import type { Codings } from '../codings.js';

/** One coder to a string, one unit to a character: a digit or letter, and `.` for what is missing. */
export const codingsOf = (...coders: readonly string[]): (number | null)[][] =>
  coders.map((coder) => coder.split('').map((code) => (code === '.' ? null : Number.parseInt(code, 36))));

/** Krippendorff 2011, example C: 4 coders, 12 units. `irrCAC` is shipped with the same ratings as `cac.raw4raters`. */
export const EXAMPLE_C = codingsOf('123321412...', '1233224125..', '.33323422513', '12332441251.');

/** A few coders and units, values from 1 to 5, one in four missing. */
export const anyCodings: fc.Arbitrary<(number | null)[][]> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 10 }))
  .chain(([coders, units]) => {
    const value = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 3 });
    const coding = fc.array(value, { minLength: units, maxLength: units });
    return fc.array(coding, { minLength: coders, maxLength: coders });
  });

export const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

/** The same codings with coders and units in any order. */
export const reordered = (codings: Codings): fc.Arbitrary<(number | null)[][]> =>
  fc
    .tuple(shuffled(codings), shuffled([...codings[0]!.keys()]))
    .map(([coders, units]) => coders.map((coding) => units.map((unit) => coding[unit]!)));

/** The same codings with other values. */
export const relabelled = (codings: Codings, label: (value: number) => number): (number | null)[][] =>
  codings.map((coding) => coding.map((value) => (value === null ? null : label(value))));
