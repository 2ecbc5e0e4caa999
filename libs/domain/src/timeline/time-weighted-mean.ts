import { toDayNumber, type IsoDate } from '../dates/days.js';

/**
 * Mean position over the days on which a position was in force: Σ position·days ÷ Σ days (formulas.md 4.1.1). Days
 * before the first state do not count; null when there are none at all.
 * @param states as `changesOf` gives them: in order, each in force until the next one starts
 * @param end the day after the last; states that start on it or later do not count
 *
 * Throws RangeError when a day is not an IsoDate.
 */
export function timeWeightedMean({
  states,
  end,
}: {
  readonly states: readonly { readonly start: IsoDate; readonly position: number | null }[];
  readonly end: IsoDate;
}): number | null {
  const endDay = toDayNumber(end);
  let days = 0;
  let sum = 0;
  states.forEach(({ start, position }, index) => {
    const next = states[index + 1];
    const length = (next === undefined ? endDay : Math.min(endDay, toDayNumber(next.start))) - toDayNumber(start);
    if (position === null || length <= 0) return;
    days += length;
    sum += position * length;
  });
  return days === 0 ? null : sum / days;
}
