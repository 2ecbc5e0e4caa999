import { describe, expect, it } from '@jest/globals';
import { changesOf } from './changes.js';
import { timelineInputOf } from './clusters.js';
import { shiftsOf } from './shifts.js';
import { stance, SUPPORT_5, timeline } from './support/stances.js';

const stances = [stance(1, -1, '2024-01-10'), stance(2, null, '2024-02-18'), stance(3, null, '2024-03/..')];
const spring = { first: '2024-01-01', last: '2024-03-31' } as const;

describe('a record without a position', () => {
  it('is counted apart and leaves position and bounds alone', () => {
    const points = timeline(stances, { ...spring, interval: 'month' });
    expect(points.map(({ position, lower, upper }) => [position, lower, upper])).toEqual([
      [-1, -0.5, -0.5],
      [-1, -0.5, -0.5],
      [-1, -0.5, -0.5],
    ]);
    expect(points[1]).toMatchObject({ n: 0, unpositioned: 1, counts: {}, carried: true, records: ['2', '1'] });
    expect(points[2]).toMatchObject({ n: 0, unpositioned: 1, carried: true, ageDays: 81, records: ['3', '1'] });
  });

  it.each(['last', 'mean'] as const)('with fill none is a point without a position (%s)', (method) => {
    const points = timeline(stances, { ...spring, interval: 'month', fill: 'none', method });
    expect(points.map(({ position, unpositioned }) => [position, unpositioned])).toEqual([
      [-1, 0],
      [null, 1],
      [null, 1],
    ]);
    expect(points[1]).toMatchObject({ score: null, lower: null, upper: null, ageDays: null, records: ['2'] });
  });

  it('is neither a change nor a shift', () => {
    const input = { ...timelineInputOf(stances), window: spring, scale: SUPPORT_5, recordLimit: 20 };
    const changes = changesOf({ ...input, fill: 'previous' });
    expect(changes).toMatchObject([{ start: '2024-01-10', end: null, position: -1, n: 1, unpositioned: 2 }]);
    expect(shiftsOf({ stances, window: spring, scale: SUPPORT_5 })).toEqual([]);
  });
});
