import { describe, expect, it } from '@jest/globals';
import { stance, timeline } from './support/stances.js';

/** "In November" the position went from +1 to −1. */
const stances = [stance(1, 1, '2023-10-15'), stance(2, -1, '2023-11')];
const autumn = { first: '2023-10-30', last: '2023-12-01' } as const;

describe('a date known to the month', () => {
  it('gives two curves by day, which meet on the last day of the month', () => {
    const points = timeline(stances, { ...autumn, interval: 'day' });
    const on = (day: string) => points.find(({ start }) => start === day);
    expect(on('2023-10-31')).toMatchObject({ score: 0.5, lower: 0.5, upper: 0.5, dateUncertain: false });
    expect(on('2023-11-01')).toMatchObject({ score: 0.5, lower: -0.5, upper: 0.5, dateUncertain: true, n: 0 });
    expect(on('2023-11-29')).toMatchObject({ position: 1, lower: -0.5, carried: true, records: ['1', '2'] });
    expect(on('2023-11-30')).toMatchObject({ score: -0.5, lower: -0.5, upper: -0.5, dateUncertain: false, n: 1 });
  });

  it('gives one curve by month', () => {
    const points = timeline(stances, { ...autumn, interval: 'month' });
    expect(points.map(({ position, dateUncertain }) => [position, dateUncertain])).toEqual([
      [1, false],
      [-1, false],
      [-1, false],
    ]);
  });

  it('with nothing before it, has bounds but no position until it has certainly been taken', () => {
    const points = timeline([stance(2, -1, '2023-11')], { ...autumn, interval: 'day' });
    expect(points[0]).toMatchObject({ start: '2023-11-01', position: null, score: null, lower: -0.5, upper: -0.5 });
    expect(points[0]).toMatchObject({ n: 0, ageDays: null, carried: false, dateUncertain: true, records: ['2'] });
    expect(points.filter(({ position }) => position !== null).map(({ start }) => start)).toEqual([
      '2023-11-30',
      '2023-12-01',
    ]);
  });

  it('with fill none, shows the first day it may be of and the last', () => {
    const points = timeline(stances, { ...autumn, interval: 'day', fill: 'none' });
    expect(points.map(({ start, position, lower }) => [start, position, lower])).toEqual([
      ['2023-11-01', null, -0.5],
      ['2023-11-30', -1, -0.5],
    ]);
  });
});
