export type Distance = 'nominal' | 'linear' | 'quadratic';

/** By how much the levels may exceed the range, as a share of it: sums of fractions are not exact. */
const TOLERANCE = 1e-9;

/**
 * Disagreement of each two levels, from 0 to 1, by index of the one × number of levels + index of the other: nominal 1
 * where they differ, linear d/range, quadratic (d/range)².
 * @param range distance between the ends of the declared scale, whether or not the levels reach them
 *
 * Throws RangeError, unless nominal, for a range that is not positive or that the levels exceed.
 */
export function disagreementsOf(levels: readonly number[], distance: Distance, range: number): Float64Array {
  if (distance !== 'nominal') assertRange(levels, range);
  const disagreements = new Float64Array(levels.length ** 2);
  let index = 0;
  for (const x of levels) {
    for (const y of levels) disagreements[index++] = disagreementOf(Math.abs(x - y), distance, range);
  }
  return disagreements;
}

function disagreementOf(d: number, distance: Distance, range: number): number {
  if (distance === 'nominal') return d === 0 ? 0 : 1;
  return distance === 'linear' ? d / range : (d / range) ** 2;
}

function assertRange(levels: readonly number[], range: number): void {
  if (!(range > 0 && range < Infinity)) throw new RangeError(`A range is positive and finite, not ${range}.`);
  // NaN without any level, which exceeds nothing.
  const width = levels.at(-1)! - levels[0]!;
  if (width > range * (1 + TOLERANCE)) throw new RangeError(`The levels are ${width} apart, more than ${range}.`);
}
