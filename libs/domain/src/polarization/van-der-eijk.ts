import { totalOf } from './frequencies.js';

/** A scale of two points has no middle that could be passed over. */
const FEWEST_POINTS = 3;

/**
 * Agreement A of van der Eijk 2001 over ordered points: 1 where all stand on one point, 0 where all points have the
 * same, −1 where one half stands at each end. The frequencies are taken apart into layers, each of which covers some
 * points with the same height; A is the mean of the layers' own agreement, weighted by their size.
 * @param frequencies of all points of the declared scale in order, zeros included
 *
 * Null without records, or on fewer than 3 points. Throws RangeError when a frequency is negative or not finite.
 */
export function vanDerEijkAgreement(frequencies: readonly number[]): number | null {
  if (totalOf(frequencies) === 0 || frequencies.length < FEWEST_POINTS) return null;
  const heights = [...new Set(frequencies)].sort((a, b) => a - b);
  let sum = 0;
  // The layers' own sum, not that of the frequencies, so that rounding cannot take the mean out of [−1, 1].
  let weights = 0;
  let below = 0;
  for (const height of heights) {
    const layer = frequencies.map((frequency) => frequency >= height);
    const weight = (height - below) * pointsOf(layer);
    sum += weight * agreementOfLayer(layer);
    weights += weight;
    below = height;
  }
  return sum / weights;
}

/** Polarization of an agreement A: (1 − A)/2, so 0 … 1. Throws RangeError when A is not in [−1, 1]. */
export function polarizationOf(a: number): number {
  if (!(Math.abs(a) <= 1)) throw new RangeError(`An agreement A lies between −1 and 1, not at ${a}.`);
  return (1 - a) / 2;
}

/**
 * U · (1 − (S − 1)/(K − 1)), where the layer covers S of K points and U, its unimodality, is
 * [(K − 2)·TU − (K − 1)·TDU] / [(K − 2)·(TU + TDU)] over all triples of points (his equation 2).
 */
function agreementOfLayer(layer: readonly boolean[]): number {
  const points = layer.length;
  const covered = pointsOf(layer);
  if (covered === 1) return 1;
  if (covered === points) return 0;
  const { unimodal, bimodal } = triplesOf(layer);
  // Whole numbers up to the one division, so that it is exact at −1.
  const unimodality = (points - 2) * unimodal - (points - 1) * bimodal;
  const most = (points - 2) * (unimodal + bimodal);
  return (unimodality * (points - covered)) / (most * (points - 1));
}

/** Triples with one point left out: TU where it is the first or the last, TDU where it is in the middle. */
function triplesOf(layer: readonly boolean[]): { unimodal: number; bimodal: number } {
  let left = 0;
  let right = pointsOf(layer);
  let unimodal = 0;
  let bimodal = 0;
  for (const covered of layer) {
    if (covered) {
      left += 1;
      right -= 1;
    } else {
      unimodal += pairsOf(left) + pairsOf(right);
      bimodal += left * right;
    }
  }
  return { unimodal, bimodal };
}

const pairsOf = (count: number): number => (count * (count - 1)) / 2;

const pointsOf = (layer: readonly boolean[]): number => layer.filter(Boolean).length;
