import { unionOfIds } from './merging.js';
import type { DayNumber, Duration, Front } from './types.js';

/** Ids a front keeps; a reader who wants all records of a day follows the link beside the series. */
export const FRONT_RECORD_LIMIT = 100;

/**
 * The front of both sets of records together. The later day wins; on one day the greater id gives id, position and
 * `heldUntil`, and lowest and highest widen. Associative, commutative and idempotent, with null as its zero, so records
 * may come in any order and more than once.
 */
export function combineFronts(a: Front | null, b: Front | null): Front | null {
  if (a === null) return b;
  if (b === null || b.day < a.day) return a;
  if (a.day < b.day) return b;
  const [first, second] = a.id >= b.id ? [a, b] : [b, a];
  return {
    day: first.day,
    id: first.id,
    position: first.position,
    lowest: Math.min(a.lowest, b.lowest),
    highest: Math.max(a.highest, b.highest),
    heldUntil: first.heldUntil ?? first.day,
    records: unionOfIds(first.records ?? [first.id], second.records ?? [second.id], FRONT_RECORD_LIMIT),
  };
}

/** A duration is in force from its first day on, by either curve; null when its position is unknown. */
export function frontOfDuration({ id, position, begin, end }: Duration): Front | null {
  if (position === null) return null;
  return {
    day: begin ?? -Infinity,
    id,
    position,
    lowest: position,
    highest: position,
    heldUntil: end ?? Infinity,
    records: [id],
  };
}

/** The last day the front's record is known to have held, as far as `day`. */
export function heldUntilBy(front: Front, day: DayNumber): DayNumber {
  return Math.min(front.heldUntil ?? front.day, day);
}
