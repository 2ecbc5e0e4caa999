import { describe, expect, it } from '@jest/globals';
import { timelineOf } from './timeline.js';
import { bucketsFrom, stance, SUPPORT_5, timeline } from './support/stances.js';

describe('before the first observation', () => {
  const refusal = [stance(1, -2, '2024-02-18')];
  const year = { first: '2024-01-01', last: '2024-06-30', interval: 'month' } as const;

  it('there is no point, never a zero', () => {
    const starts = timeline(refusal, year).map(({ start }) => start);
    expect(starts).toEqual(['2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01']);
  });

  it('the first point is 11 days old at the end of its month, and ages from there', () => {
    const [february, march] = timeline(refusal, year);
    expect(february).toEqual({
      start: '2024-02-01',
      end: '2024-03-01',
      position: -2,
      score: -1,
      lower: -1,
      upper: -1,
      n: 1,
      unpositioned: 0,
      absent: 0,
      counts: { '-2': 1 },
      carried: false,
      ageDays: 11,
      records: ['1'],
      dateUncertain: false,
      contested: false,
    });
    expect(march).toMatchObject({ position: -2, carried: true, ageDays: 42, n: 0, counts: {}, records: ['1'] });
  });

  it('fill none gives the month of the record alone', () => {
    const points = timeline(refusal, { ...year, fill: 'none' });
    expect(points.map(({ start }) => start)).toEqual(['2024-02-01']);
  });

  it('a mean starts there too', () => {
    const points = timeline([...refusal, stance(2, -1, '2024-02-20')], { ...year, method: 'mean' });
    expect(points[0]).toMatchObject({ start: '2024-02-01', position: -1.5, score: -0.75, n: 2, ageDays: 9 });
    expect(points[1]).toMatchObject({ position: -1.5, carried: true, ageDays: 40, n: 0, records: ['2', '1'] });
  });

  it('no records give no points', () => {
    const buckets = bucketsFrom('2024-01-01', '2024-12-31', 'month');
    const nothing = { clusters: [], durations: [], buckets, scale: SUPPORT_5, recordLimit: 20 };
    expect(timelineOf({ ...nothing, method: 'last', fill: 'previous' })).toEqual([]);
    expect(timelineOf({ ...nothing, method: 'mean', fill: 'previous' })).toEqual([]);
  });
});
