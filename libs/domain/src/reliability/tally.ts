import { valuesByUnit, type Codings } from './codings.js';

/** What units have in common that were given the same values, whoever gave which. */
export interface Pattern {
  /** How many values each of the units has; at least 2. */
  readonly size: number;
  /** The different values, as places in `Tally.values`, ascending. */
  readonly places: readonly number[];
  /** How many of the coders gave each of them. */
  readonly counts: readonly number[];
}

/** The pairable units: those with at least 2 values. */
export interface Tally {
  /** The different values, ascending. */
  readonly values: readonly number[];
  /** In an order that does not depend on that of units and coders. */
  readonly patterns: readonly Pattern[];
  /** For each unit, in the order given, its place in `patterns`. */
  readonly units: readonly number[];
}

/**
 * The codings as α needs them. There are far fewer patterns than units, so that a resample is counted at once.
 * Throws RangeError when a value is not finite, or the coders do not have the same number of units.
 */
export function tallyOf(codings: Codings): Tally {
  const units = valuesByUnit(codings)
    .filter((values) => values.length > 1)
    .map((values) => values.sort((a, b) => a - b));
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  const places = new Map(values.map((value, place) => [value, place]));
  const keys = units.map((unit) => unit.map((value) => places.get(value)!).join(' '));
  const sortedKeys = [...new Set(keys)].sort();
  const ranks = new Map(sortedKeys.map((key, rank) => [key, rank]));
  return {
    values,
    patterns: sortedKeys.map((key) => patternOf(key.split(' ').map(Number))),
    units: keys.map((key) => ranks.get(key)!),
  };
}

function patternOf(unit: readonly number[]): Pattern {
  const places = [...new Set(unit)];
  return { size: unit.length, places, counts: places.map((place) => unit.filter((each) => each === place).length) };
}
