import { totalOf } from './frequencies.js';

/** A one peak inside, J one at the upper end, L one at the lower end, U one at each end, S any other, F flat. */
export type AjusType = 'A' | 'J' | 'L' | 'U' | 'S' | 'F';

/** The ups and downs from the lowest point to the highest, those in a row taken as one. */
const TYPES: Readonly<Record<string, AjusType>> = { '': 'F', '+': 'J', '-': 'L', '+-': 'A', '-+': 'U' };

/**
 * The shape of a distribution by Galtung 1969, with the two types that Ruedin's `agrmt` adds: F, and L for a J that
 * leans the other way. Two frequencies are alike only when they are equal.
 * @param frequencies of all points of the declared scale in order, zeros included
 *
 * Null without records, or on fewer than 3 points. Throws RangeError when a frequency is negative or not finite.
 */
export function ajus(frequencies: readonly number[]): AjusType | null {
  if (totalOf(frequencies) === 0 || frequencies.length < 3) return null;
  let turns = '';
  for (let i = 1; i < frequencies.length; i++) {
    const step = Math.sign(frequencies[i]! - frequencies[i - 1]!);
    const turn = step > 0 ? '+' : '-';
    if (step !== 0 && !turns.endsWith(turn)) turns += turn;
  }
  return TYPES[turns] ?? 'S';
}
