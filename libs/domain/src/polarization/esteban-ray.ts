import { rangeOf } from './consensus.js';
import { totalOf } from './frequencies.js';

/** About where their axioms end (theorem 1). */
const GREATEST_ALPHA = 1.6;

/**
 * Polarization P of Esteban & Ray 1994: K·Σᵢ Σⱼ πᵢ^(1+α)·πⱼ·|yᵢ − yⱼ|. K is 1, or 2^(1+α)/R when `normalised`, by which
 * one half at each end of a scale of width R is 1. 0 where all stand on one point.
 * @param shares of the groups; they are divided by their sum, so counts will do
 * @param positions of the same groups
 * @param alpha how much it counts that a group is large, above 0 to 1.6. At 0 it is the mean distance between two
 * records, which is inequality and no longer polarization
 * @param range greatest less smallest position of the declared scale
 *
 * Null without records. Throws RangeError when a share is negative or not finite, a position is not finite, there are
 * not as many positions as shares, α is not in [0, 1.6], or the range is 0 or less than the positions span.
 */
export function estebanRay(
  input: {
    readonly shares: readonly number[];
    readonly positions: readonly number[];
    readonly alpha: number;
  } & ({ readonly normalised?: false } | { readonly normalised: true; readonly range: number }),
): number | null {
  const { shares, positions, alpha } = input;
  const total = totalOf(shares);
  const span = rangeOf(positions, shares.length);
  if (!(alpha >= 0 && alpha <= GREATEST_ALPHA)) throw new RangeError(`α lies between 0 and 1.6, not at ${alpha}.`);
  const scale = input.normalised === true ? 2 ** (1 + alpha) / checkedRange(input.range, span) : 1;
  if (total === 0) return null;
  let sum = 0;
  shares.forEach((share, i) => {
    const weight = (share / total) ** (1 + alpha);
    shares.forEach((other, j) => {
      sum += weight * (other / total) * Math.abs(positions[i]! - positions[j]!);
    });
  });
  return scale * sum;
}

function checkedRange(range: number, span: number): number {
  if (range > 0 && range >= span && range < Infinity) return range;
  throw new RangeError(`Positions that span ${span} do not fit a scale of width ${range}.`);
}
