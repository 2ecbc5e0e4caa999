import { meanInterval, type MeanInterval, weightedMeanInterval } from '../statistics/index.js';
import type { DecayedReading } from './decaying.js';
import { heldUntilBy } from './fronts.js';
import type { DayNumber, Front, Tally } from './types.js';

/** What the interval of a mean covers. */
const COVERAGE = 0.95;

/** What one curve says of a bucket; null throughout where it is withheld. */
export interface Reading {
  readonly position: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Last day, up to the bucket's last, on which the position is known to have been held. */
  readonly heldUntil: DayNumber;
  /** What it rests on. */
  readonly records: readonly string[];
  /** Of a mean; only the latest curve is asked for it. */
  readonly spread: Spread | null;
}

/** How much a mean rests on. */
export interface Spread {
  readonly weight: number;
  readonly effectiveN: number;
  readonly interval: MeanInterval | null;
}

export function readFront(front: Front | null, last: DayNumber): Reading | null {
  if (front === null) return null;
  const { position, lowest, highest } = front;
  const heldUntil = heldUntilBy(front, last);
  return { position, lowest, highest, heldUntil, records: front.records ?? [front.id], spread: null };
}

/** A mean whose rounding has not carried it out of the positions that it is of. */
export function readTally(tally: Tally | null): Reading | null {
  if (tally === null) return null;
  const { counts, heldUntil, highest, lowest, mass, records, sum } = tally;
  const position = Math.min(Math.max(sum / mass, lowest), highest);
  const mean = counts === null ? null : weightedMeanInterval({ countsByWeight: counts, coverage: COVERAGE });
  const spread = mean === null ? null : { weight: mass, effectiveN: mean.effectiveN, interval: mean.interval };
  return { position, lowest: position, highest: position, heldUntil, records, spread };
}

/** Withheld where it weighs less than `minWeight`. */
export function readDecayed(
  decayed: DecayedReading | null,
  records: readonly string[],
  minWeight: number,
): Reading | null {
  if (decayed === null) return null;
  const { effectiveN, heldUntil, mass, mean, variance } = decayed;
  const withheld = mass < minWeight;
  const position = withheld ? null : mean;
  const sample = (variance * effectiveN) / (effectiveN - 1);
  const interval =
    withheld || effectiveN <= 1 ? null : meanInterval({ mean, variance: sample, n: effectiveN, coverage: COVERAGE });
  return {
    position,
    lowest: position,
    highest: position,
    heldUntil,
    records,
    spread: { weight: mass, effectiveN, interval },
  };
}
