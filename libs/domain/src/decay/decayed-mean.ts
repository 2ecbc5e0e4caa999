import { assertFinite } from '../statistics/assert-finite.js';
import type { DayNumber } from '../timeline/types.js';

export interface DatedObservation {
  readonly day: DayNumber;
  readonly position: number;
  /** Its weight on its own day. */
  readonly weight: number;
}

export interface DecayedMean {
  readonly mean: number;
  /** W = Σw on the day asked about. It alone says how stale the mean is: without new observations nothing else changes. */
  readonly mass: number;
  /** W² ÷ Σw². */
  readonly effectiveN: number;
  /** Σw(s − mean)² ÷ W. */
  readonly variance: number;
}

/**
 * The mean of dated observations whose weight halves every `halfLife` days, w = weight · 2^(−(on − day) ÷ halfLife)
 * (formulas.md 4.1.2; Eckner 2014). Those after `on` and those of weight 0 do not count; null without any others. The
 * mass of observations of long ago may come to 0; their mean is still told.
 * @param observations in any order
 * @param halfLife days, greater than 0; Infinity for no decay
 *
 * Throws RangeError for another half-life, a weight below 0, and anything else that is not a finite number.
 */
export function decayedMean(
  observations: readonly DatedObservation[],
  { on, halfLife }: { readonly on: DayNumber; readonly halfLife: number },
): DecayedMean | null {
  assertFinite([on]);
  if (!(halfLife > 0)) throw new RangeError(`A half-life of ${halfLife} days is not greater than 0.`);
  observations.forEach(assertObservation);
  const counted = observations.filter(({ day, weight }) => day <= on && weight > 0).sort(byDay);
  const newest = counted.at(-1);
  if (newest === undefined) return null;
  const remaining = (from: DayNumber, to: DayNumber): number => 2 ** (-(to - from) / halfLife);
  // As of the newest and in parts of the heaviest: seen from `on`, all of them may be too light for a number.
  const asOfNewest = counted.map(({ day, weight }) => weight * remaining(day, newest.day));
  const heaviest = Math.max(...asOfNewest);
  const weights = asOfNewest.map((weight) => weight / heaviest);
  const total = (term: (position: number, weight: number) => number): number =>
    counted.reduce((sum, { position }, index) => sum + term(position, weights[index]!), 0);
  const mass = total((_, weight) => weight);
  const mean = total((position, weight) => weight * position) / mass;
  return {
    mean,
    mass: mass * (heaviest * remaining(newest.day, on)),
    effectiveN: mass ** 2 / total((_, weight) => weight ** 2),
    variance: total((position, weight) => weight * (position - mean) ** 2) / mass,
  };
}

/**
 * The mean drawn towards a prior as its mass wanes: (mass · mean + priorMass · prior) ÷ (mass + priorMass).
 * Throws RangeError for a mass below 0, none at all, and anything that is not a finite number.
 */
export function shrunkMean({
  mean,
  mass,
  priorMass,
  prior,
}: {
  readonly mean: number;
  readonly mass: number;
  readonly priorMass: number;
  readonly prior: number;
}): number {
  assertFinite([mean, mass, priorMass, prior]);
  if (mass < 0 || priorMass < 0) throw new RangeError(`Neither mass (${mass}, ${priorMass}) can be below 0.`);
  if (mass + priorMass === 0) throw new RangeError('A mean of nothing and a prior of no mass say nothing.');
  return (mass * mean + priorMass * prior) / (mass + priorMass);
}

function assertObservation({ day, position, weight }: DatedObservation): void {
  assertFinite([day, position, weight]);
  if (weight < 0) throw new RangeError(`An observation cannot weigh ${weight}.`);
}

/** Total, so that rounding does not depend on the order in which observations come. */
const byDay = (a: DatedObservation, b: DatedObservation): number =>
  a.day - b.day || a.position - b.position || a.weight - b.weight;
