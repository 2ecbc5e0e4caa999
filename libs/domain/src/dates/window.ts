import { InvalidProblem } from '../problems/problem.js';
import type { IsoDate } from './days.js';
import { parseEdtf } from './edtf.js';

/** A stretch of days, both ends included; null is open. */
export interface DayWindow {
  readonly first: IsoDate | null;
  readonly last: IsoDate | null;
}

/**
 * The days a request asks about: from the first day of `from` to the last day of `to`, so `2023` to `2023` is the whole
 * year. An end that is absent, or whose own bound is open (`../2024` as `from`), leaves its side open.
 * @param from EDTF
 * @param to EDTF
 * @param pointers where faults are reported; give `{ from: '?since', to: '?until' }` for parameters of other names
 *
 * Throws InvalidProblem: every code of `parseEdtf` at the end's pointer, and `date/window-reversed` at `pointers.to`.
 */
export function windowOf(
  { from, to }: { readonly from?: string; readonly to?: string },
  pointers: { readonly from: string; readonly to: string } = { from: '?from', to: '?to' },
): DayWindow {
  const first = from === undefined ? null : parseEdtf(from, pointers.from).earliest;
  const last = to === undefined ? null : parseEdtf(to, pointers.to).latest;
  if (first !== null && last !== null && first > last) {
    throw InvalidProblem.at(
      pointers.to,
      'date/window-reversed',
      `The window begins on ${first} and ends before that, on ${last}; exchange the two or move one of them.`,
    );
  }
  return { first, last };
}
