import { fromDayNumber, toDayNumber, type IsoDate } from '../dates/days.js';
import { scoreOf, type ScaleBounds } from '../scales/scale.js';
import { FRONT_RECORD_LIMIT } from './fronts.js';
import type { DatedStance, DayNumber, Shift, ShiftSide } from './types.js';

/** A record with a position, its ends as numbers. */
interface Holding {
  readonly id: string;
  readonly position: number;
  readonly isDuration: boolean;
  readonly earliest: DayNumber;
  readonly latest: DayNumber;
  /** By the latest curve. */
  readonly begin: DayNumber;
}

/** The records that begin on one day; `position` is that of the greatest id, `agreeing` are those that hold it. */
interface DayState {
  readonly day: DayNumber;
  readonly position: number;
  readonly all: readonly Holding[];
  readonly agreeing: readonly Holding[];
}

/**
 * The changes of position of one pair that come to light in a window: two consecutive days with records, by the latest
 * curve, whose positions differ. Records that contradict each other on one day make one state, never a shift there and
 * back. The first state known is no shift.
 *
 * `between`: the change lies not before the day the first state was last known to hold: of a POINT its earliest day (it
 * may have been that one), of a DURATION its last, or the first day the second state may have begun if that is sooner.
 * It lies not after the day on which the second state had certainly begun.
 *
 * @param stances in any order; besides those that begin in the window, all of the last begin day before it
 * @param window both days included; a shift belongs to it when its second state begins in it
 *
 * Throws RangeError when a day of the window is not an IsoDate.
 */
export function shiftsOf({
  stances,
  window,
  scale,
}: {
  readonly stances: readonly DatedStance[];
  readonly window: { readonly first: IsoDate; readonly last: IsoDate };
  readonly scale: ScaleBounds;
}): Shift[] {
  const first = toDayNumber(window.first);
  const last = toDayNumber(window.last);
  const states = statesOf(holdingsOf(stances));
  const shifts: Shift[] = [];
  for (let i = 1; i < states.length; i++) {
    const from = states[i - 1]!;
    const to = states[i]!;
    if (to.day >= first && to.day <= last && from.position !== to.position) shifts.push(shiftOf({ from, to, scale }));
  }
  return shifts;
}

function holdingsOf(stances: readonly DatedStance[]): Holding[] {
  const holdings: Holding[] = [];
  for (const { id, position, kind, earliest, latest } of stances) {
    if (position === null) continue;
    const isDuration = kind === 'DURATION';
    const span = { earliest: earliest ?? -Infinity, latest: latest ?? Infinity };
    const begin = isDuration ? span.earliest : span.latest;
    if (begin < Infinity) holdings.push({ id, position, isDuration, begin, ...span });
  }
  return holdings;
}

function statesOf(holdings: readonly Holding[]): DayState[] {
  const byDay = new Map<DayNumber, Holding[]>();
  for (const holding of holdings) {
    const sameDay = byDay.get(holding.begin);
    if (sameDay === undefined) byDay.set(holding.begin, [holding]);
    else sameDay.push(holding);
  }
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, sameDay]) => {
      const all = sameDay.sort((a, b) => (a.id < b.id ? 1 : -1));
      const { position } = all[0]!;
      return { day, position, all, agreeing: all.filter((holding) => holding.position === position) };
    });
}

function shiftOf({ from, to, scale }: { from: DayState; to: DayState; scale: ScaleBounds }): Shift {
  const mayBegin = Math.min(...to.agreeing.map(({ earliest }) => earliest));
  const heldUntil = Math.max(
    ...from.agreeing.map(({ isDuration, earliest, latest }) => (isDuration ? Math.min(latest, mayBegin) : earliest)),
  );
  return {
    from: sideOf(from, scale),
    to: sideOf(to, scale),
    between: [isoDate(heldUntil), fromDayNumber(to.day)],
    delta: to.position - from.position,
    orderUncertain: mayBegin <= from.day,
  };
}

function sideOf({ position, all, agreeing }: DayState, scale: ScaleBounds): ShiftSide {
  return {
    position,
    score: scoreOf(position, scale),
    earliest: isoDate(Math.min(...agreeing.map(({ earliest }) => earliest))),
    latest: isoDate(Math.max(...agreeing.map(({ latest }) => latest))),
    contested: agreeing.length < all.length,
    records: all.slice(0, FRONT_RECORD_LIMIT).map(({ id }) => id),
  };
}

function isoDate(day: DayNumber): IsoDate | null {
  return Number.isFinite(day) ? fromDayNumber(day) : null;
}
