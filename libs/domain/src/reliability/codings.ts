/** `codings[coder][unit]`: the value that the coder gave to the unit; null = missing. */
export type Codings = readonly (readonly (number | null)[])[];

/**
 * The values of each unit, in the order of the coders, without those that are missing.
 * Throws RangeError when a value is not finite, or the coders do not have the same number of units.
 */
export function valuesByUnit(codings: Codings): number[][] {
  const units: number[][] = (codings[0] ?? []).map(() => []);
  for (const coding of codings) {
    if (coding.length !== units.length) {
      throw new RangeError(`A coder has ${coding.length} units, the first has ${units.length}.`);
    }
    coding.forEach((value, unit) => {
      if (value === null) return;
      if (!Number.isFinite(value)) throw new RangeError(`A coding is a finite number or null, not ${value}.`);
      units[unit]!.push(value);
    });
  }
  return units;
}
