import { describe, expect, it } from '@jest/globals';
import { changesOf } from './changes.js';
import { timelineInputOf } from './clusters.js';
import { shiftsOf } from './shifts.js';
import { stance, SUPPORT_5, timeline } from './support/stances.js';

/** Anonymous diplomats say it opposes, its envoy says on the same day that it supports; later it opposes again. */
const stances = [
  stance('a', -2, '2024-02-10'),
  stance('b', -2, '2024-02-18'),
  stance('c', 1, '2024-02-18'),
  stance('d', 1, '2024-03-05'),
];
const window = { first: '2024-02-01', last: '2024-03-31' };

describe('records of one day that disagree', () => {
  it('give the position of the record made last, and the span of all', () => {
    const [february, march] = timeline(stances, { ...window, interval: 'month' });
    expect(february).toMatchObject({ position: 1, score: 0.5, lower: -1, upper: 0.5, contested: true, n: 3 });
    expect(february).toMatchObject({ counts: { '-2': 2, '1': 1 }, records: ['c', 'b', 'a'], dateUncertain: false });
    expect(march).toMatchObject({ position: 1, lower: 0.5, upper: 0.5, contested: false, n: 1, records: ['d'] });
  });

  it('stay contested while they are carried, with both records', () => {
    const points = timeline(stances.slice(0, 3), { ...window, interval: 'month' });
    expect(points[1]).toMatchObject({ carried: true, contested: true, lower: -1, upper: 0.5, records: ['c', 'b'] });
  });

  it('are one change, marked as contested', () => {
    const changes = changesOf({
      ...timelineInputOf(stances),
      window,
      scale: SUPPORT_5,
      fill: 'previous',
      recordLimit: 20,
    });
    expect(changes).toMatchObject([
      { start: '2024-02-10', end: '2024-02-18', position: -2, contested: false, n: 1, records: ['a'] },
      { start: '2024-02-18', end: null, position: 1, contested: true, n: 3, records: ['c', 'b', 'd'] },
    ]);
  });

  it('make one shift, not one there and one back', () => {
    const there = [stance('a', -2, '2024-02-10'), stance('b', 1, '2024-02-18'), stance('c', -2, '2024-02-18')];
    expect(shiftsOf({ stances: there, window, scale: SUPPORT_5 })).toEqual([]);
    expect(shiftsOf({ stances, window, scale: SUPPORT_5 })).toMatchObject([
      { from: { position: -2, records: ['a'] }, to: { position: 1, contested: true, records: ['c', 'b'] }, delta: 3 },
    ]);
  });
});
