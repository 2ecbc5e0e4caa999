import { InvalidProblem } from '../problems/problem.js';

/** A position's number and its label in words. */
export interface ScalePoint {
  readonly position: number;
  readonly label: string;
}

/** Ordered points; `points` is sorted by position, ascending, and has at least two. */
export interface Scale {
  readonly slug: string;
  readonly points: readonly ScalePoint[];
}

/** Lowest and highest position of a scale. */
export interface ScaleBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Position mapped linearly from [lowest, highest] to [−1, 1]. */
export function scoreOf(position: number, { lowest, highest }: ScaleBounds): number {
  return (2 * (position - lowest)) / (highest - lowest) - 1;
}

const DECIMALS = 12;

/**
 * `to` − `from`, to twelve decimals. Scores such as 0.2 and −0.2 are no binary fractions: what lies between them would
 * otherwise not be 0.4, nor reach it.
 */
export function scoreDifference(from: number, to: number): number {
  return Number((to - from).toFixed(DECIMALS));
}

/** Throws `stance/off-scale` unless `position` is one of the scale's points. */
export function assertOnScale(position: number, { slug, points }: Scale, pointer = '/position'): void {
  if (points.some((point) => point.position === position)) return;
  const allowed = points.map((point) => `${point.position} (${point.label})`).join(', ');
  throw InvalidProblem.at(pointer, 'stance/off-scale', `${position} is not on the scale ${slug}; it has ${allowed}.`);
}
