import { describe, expect, it } from '@jest/globals';
import { addDays } from '../dates/days.js';
import { dayBuckets, timelineInputOf } from './clusters.js';
import { stance, SUPPORT_5 } from './support/stances.js';
import { timelineOf, type TimelineInput } from './timeline.js';
import type { DatedStance, TimelinePoint } from './types.js';

const DAY_0 = '2023-12-20';

/** A stance so many days after the first, and what it weighs on its day. */
const after = (day: number, position: number, weight: number): DatedStance => ({
  ...stance(day + weight, position, addDays(DAY_0, day)),
  weight,
});

/** What is read on single days, each a bucket of its own. */
function on(stances: readonly DatedStance[], days: readonly number[], more: Partial<TimelineInput>): TimelinePoint[] {
  const buckets = dayBuckets(days.map((day) => ({ start: addDays(DAY_0, day), end: addDays(DAY_0, day + 1) })));
  const decay = { halfLife: 90, minWeight: 0.25 };
  const input = { ...timelineInputOf(stances), buckets, scale: SUPPORT_5, decay, recordLimit: 5 };
  return timelineOf({ ...input, method: 'decay', fill: 'previous', ...more });
}

describe('a decayed mean', () => {
  const two = [after(0, -2, 1), after(60, -1, 0.5)];

  it('is that of formulas.md 4.1.2: with no new records only its weight goes down', () => {
    const points = on(two, [60, 90, 180], {});
    expect(points.map(({ position }) => position!.toFixed(6))).toEqual(['-1.557507', '-1.557507', '-1.557507']);
    expect(points.map(({ weight }) => weight!.toFixed(6))).toEqual(['1.129961', '0.896850', '0.448425']);
    expect(points.map(({ effectiveN }) => effectiveN!.toFixed(6))).toEqual(['1.973889', '1.973889', '1.973889']);
    expect(points.map(({ ageDays, carried }) => [ageDays, carried])).toEqual([
      [0, false],
      [30, true],
      [120, true],
    ]);
    expect(points.map(({ counts, n }) => [n, counts])).toEqual([
      [1, { '-1': 1 }],
      [0, {}],
      [0, {}],
    ]);
  });

  it('is that of test 2: records of one day count by their weight', () => {
    const four = [after(0, -2, 0.9), after(30, -1, 0.5), after(75, 1, 0.7), after(75, -1, 0.3)];
    const [point] = on(four, [90], { decay: { halfLife: 45, minWeight: 0.25 } });
    expect(point!.position!.toFixed(6)).toBe('-0.271907');
    expect(point!.score).toBe(point!.position! / 2);
    expect(point!.weight!.toFixed(6)).toBe('1.217126');
    expect(point!.effectiveN!.toFixed(6)).toBe('3.253134');
    // t of 2.253134 degrees of freedom is 3.858837; the variance of the sample 1.480652 · 3.253134 / 2.253134.
    const half = (3.858837 * Math.sqrt(1.480652 / 2.253134)) / 2;
    expect(point!.intervalLower).toBe(Math.max(-1, point!.score! - half));
    expect(point!.intervalUpper).toBe(Math.min(1, point!.score! + half));
    expect(point!.contested).toBe(true);
  });

  it('is withheld once it weighs less than it should, and told again with a new record', () => {
    const [still, gone, again] = on([...two, after(300, 1, 0.5)], [255, 256, 300], {});
    expect(still).toMatchObject({ withheld: false, ageDays: 195 });
    expect(still!.weight).toBeGreaterThanOrEqual(0.25);
    expect(gone).toMatchObject({
      position: null,
      score: null,
      lower: null,
      upper: null,
      intervalLower: null,
      intervalUpper: null,
      withheld: true,
      dateUncertain: false,
      ageDays: 196,
    });
    expect(gone!.weight!.toFixed(6)).toBe('0.249739');
    expect(gone!.effectiveN!.toFixed(6)).toBe('1.973889');
    expect(again).toMatchObject({ withheld: false, ageDays: 0, n: 1 });
  });

  it('without new records is told only on days that have one, unless it is carried', () => {
    expect(on(two, [0, 30, 60, 90], { fill: 'none' }).map(({ start }) => start)).toEqual([DAY_0, addDays(DAY_0, 60)]);
  });

  it('does not age while a duration is held, and ages from its end', () => {
    const held = stance('1', -2, `${addDays(DAY_0, 0)}/${addDays(DAY_0, 100)}`);
    const points = on([held], [50, 100, 190], {});
    expect(points.map(({ weight }) => weight)).toEqual([1, 1, 0.5]);
    expect(points.map(({ ageDays }) => ageDays)).toEqual([0, 0, 90]);
    expect(points.map(({ n }) => n)).toEqual([1, 1, 0]);
  });

  it('has two curves where a date is known to its month only', () => {
    const points = on([after(0, -2, 1), stance('2', 2, '2024-01')], [11, 20, 41, 42], {});
    // 31 December: it may be none of these days yet.
    expect(points[0]).toMatchObject({ position: -2, lower: -1, upper: -1, dateUncertain: false });
    // 9 January: by the earliest it was said on the 1st, by the latest it is not said yet.
    expect(points[1]).toMatchObject({ position: -2, lower: -1, dateUncertain: true, n: 0 });
    const early = 2 ** (-8 / 90);
    const late = 2 ** (-20 / 90);
    expect(points[1]!.upper).toBeCloseTo((early - late) / (early + late), 12);
    // 30 January is as 9 January; on the 31st it has been said, and is 0 days old by the latest, 30 by the earliest.
    expect(points[2]).toMatchObject({ position: -2, lower: -1, dateUncertain: true, n: 0 });
    const [old, month] = [2 ** (-42 / 90), 2 ** (-30 / 90)];
    expect(points[3]!.score).toBeCloseTo((1 - old) / (1 + old), 12);
    expect(points[3]!.lower).toBeCloseTo((month - old) / (month + old), 12);
    expect(points[3]).toMatchObject({ dateUncertain: true, upper: points[3]!.score, n: 1, ageDays: 0 });
  });

  it('carried for longer than the greatest age is not told at all', () => {
    const points = on(two, [150, 151], { maxAge: 90 });
    expect(points.map(({ start }) => start)).toEqual([addDays(DAY_0, 150)]);
  });

  it('cannot be asked without a half-life', () => {
    expect(() => on(two, [60], { decay: undefined })).toThrow(RangeError);
  });
});
