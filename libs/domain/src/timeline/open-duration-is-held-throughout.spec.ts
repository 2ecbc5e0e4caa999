import { describe, expect, it } from '@jest/globals';
import { stance, timeline } from './support/stances.js';

const spring = { first: '2024-01-01', last: '2024-04-30', interval: 'month' } as const;

describe('an open duration', () => {
  it('is held in every bucket from its begin on, never carried and never old', () => {
    const points = timeline([stance(1, 1, '2021/..')], spring);
    expect(points).toHaveLength(4);
    for (const point of points) {
      expect(point).toMatchObject({
        position: 1,
        n: 1,
        counts: { '1': 1 },
        carried: false,
        ageDays: 0,
        records: ['1'],
      });
    }
    expect(timeline([stance(1, 1, '2021/..')], { ...spring, fill: 'none' })).toEqual(points);
  });

  it('with an open start is held before any day', () => {
    const points = timeline([stance(1, 1, '../2024-02-10')], spring);
    expect(points[0]).toMatchObject({ start: '2024-01-01', position: 1, n: 1, carried: false, ageDays: 0 });
    expect(points[1]).toMatchObject({ start: '2024-02-01', position: 1, n: 1, carried: false, ageDays: 19 });
    expect(points[2]).toMatchObject({ start: '2024-03-01', position: 1, n: 0, carried: true, ageDays: 50 });
  });

  it('yields to a stance that begins later, which is then carried although the duration is still held', () => {
    const points = timeline([stance(1, 1, '2021/..'), stance(2, -2, '2024-02-18')], { ...spring, fill: 'none' });
    expect(points.map(({ position }) => position)).toEqual([1, -2, -2, -2]);
    expect(points[2]).toMatchObject({ n: 1, counts: { '1': 1 }, carried: true, ageDays: 42, records: ['1', '2'] });
  });

  it('has its part in every mean', () => {
    const stances = [stance(1, 1, '2021/..'), stance(2, -2, '2024-02-18')];
    const means = timeline(stances, { ...spring, method: 'mean' }).map(({ position, n }) => [position, n]);
    expect(means).toEqual([
      [1, 1],
      [-0.5, 2],
      [1, 1],
      [1, 1],
    ]);
  });
});
