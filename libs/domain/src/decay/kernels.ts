/*
 * Kernels of formulas.md 4.1.3: weight by the distance u = 2(day − centre) ÷ width, the same before the centre as after
 * it. All but the Gaussian are 0 outside |u| ≤ 1. Each throws RangeError for NaN.
 */
export { normalDensity as gaussian } from '../statistics/normal.js';

export const uniform = (u: number): number => (isInside(u) ? 1 / 2 : 0);

/** Epanechnikov 1969. */
export const epanechnikov = (u: number): number => (isInside(u) ? (3 / 4) * (1 - u ** 2) : 0);

export const triangular = (u: number): number => (isInside(u) ? 1 - Math.abs(u) : 0);

function isInside(u: number): boolean {
  if (Number.isNaN(u)) throw new RangeError('There is no kernel weight at NaN.');
  return Math.abs(u) <= 1;
}
