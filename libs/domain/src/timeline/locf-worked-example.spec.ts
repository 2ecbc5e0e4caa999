import { describe, expect, it } from '@jest/globals';
import { addDays } from '../dates/days.js';
import { changesOf } from './changes.js';
import { timelineInputOf } from './clusters.js';
import { stance, SUPPORT_5, timeline } from './support/stances.js';
import { timeWeightedMean } from './time-weighted-mean.js';

/** formulas.md 4.1.1: s = −2 on day 0, s = −1 on day 60, window [0, 180). */
describe('last observation carried forward, worked example', () => {
  const dayZero = '2024-01-01';
  const stances = [stance(1, -2, dayZero), stance(2, -1, addDays(dayZero, 60))];
  const window = { first: dayZero, last: addDays(dayZero, 179) };

  it('holds each position until the next', () => {
    const points = timeline(stances, { ...window, interval: 'day' });
    expect(points).toHaveLength(180);
    expect(points.filter(({ position }) => position === -2)).toHaveLength(60);
    expect(points.filter(({ position }) => position === -1)).toHaveLength(120);
    expect(points[59]).toMatchObject({ position: -2, carried: true, ageDays: 59, records: ['1'], n: 0 });
    expect(points[60]).toMatchObject({ position: -1, carried: false, ageDays: 0, records: ['2'], n: 1 });
  });

  it('gives the time-weighted mean −1.333333', () => {
    const states = changesOf({
      ...timelineInputOf(stances),
      window,
      scale: SUPPORT_5,
      fill: 'previous',
      recordLimit: 20,
    });
    expect(states).toMatchObject([
      { start: '2024-01-01', end: '2024-03-01', position: -2, n: 1, records: ['1'] },
      { start: '2024-03-01', end: null, position: -1, n: 1, records: ['2'] },
    ]);
    expect(timeWeightedMean({ states, end: addDays(dayZero, 180) })).toBeCloseTo(-1.333333, 6);
  });

  it('weighs no day from the end on', () => {
    const states = [
      { start: dayZero, position: -2 },
      { start: addDays(dayZero, 60), position: -1 },
      { start: addDays(dayZero, 90), position: 2 },
    ];
    expect(timeWeightedMean({ states, end: addDays(dayZero, 80) })).toBe(-1.75);
    expect(timeWeightedMean({ states, end: addDays(dayZero, 40) })).toBe(-2);
  });

  it('weighs a single day', () => {
    const states = [
      { start: dayZero, position: -2 },
      { start: addDays(dayZero, 1), position: 1 },
    ];
    expect(timeWeightedMean({ states, end: addDays(dayZero, 3) })).toBe(0);
  });

  it('has no time-weighted mean before anything is known', () => {
    expect(timeWeightedMean({ states: [], end: '2024-07-01' })).toBeNull();
    expect(timeWeightedMean({ states: [{ start: '2024-07-01', position: 1 }], end: '2024-07-01' })).toBeNull();
  });
});
