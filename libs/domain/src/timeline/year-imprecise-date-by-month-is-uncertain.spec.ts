import { describe, expect, it } from '@jest/globals';
import { shiftsOf } from './shifts.js';
import { stance, SUPPORT_5, timeline } from './support/stances.js';

const stances = [stance(1, 1, '2022-06-10'), stance(2, -1, '2023')];
const window = { first: '2022-12-01', last: '2024-01-31' };

describe('a date known to the year, by month', () => {
  it('is uncertain in all months of the year but the last', () => {
    const points = timeline(stances, { ...window, interval: 'month' });
    const uncertain = points.filter(({ dateUncertain }) => dateUncertain);
    expect(uncertain.map(({ start }) => start.slice(0, 7))).toEqual(
      Array.from({ length: 11 }, (_, month) => `2023-${String(month + 1).padStart(2, '0')}`),
    );
    expect(uncertain.every(({ position, lower, upper }) => position === 1 && lower === -0.5 && upper === 0.5)).toBe(
      true,
    );
    expect(points.find(({ start }) => start === '2023-12-01')).toMatchObject({
      position: -1,
      n: 1,
      lower: -0.5,
      upper: -0.5,
    });
  });

  it('belongs to one mean or to another', () => {
    const points = timeline([...stances, stance(3, 2, '2023-01-20')], { ...window, interval: 'month', method: 'mean' });
    const january = points.find(({ start }) => start === '2023-01-01');
    expect(january).toMatchObject({ position: 2, lower: 0.25, upper: 1, dateUncertain: true, n: 1 });
  });

  it('is certain by year', () => {
    const points = timeline(stances, { ...window, interval: 'year' });
    expect(points.map(({ dateUncertain }) => dateUncertain)).toEqual([false, false, false]);
    expect(points.map(({ position }) => position)).toEqual([1, -1, -1]);
  });

  it('makes a shift that lies anywhere between the record before it and the end of the year', () => {
    const [shift] = shiftsOf({ stances, window, scale: SUPPORT_5 });
    expect(shift).toEqual({
      from: {
        position: 1,
        score: 0.5,
        earliest: '2022-06-10',
        latest: '2022-06-10',
        contested: false,
        records: ['1'],
      },
      to: { position: -1, score: -0.5, earliest: '2023-01-01', latest: '2023-12-31', contested: false, records: ['2'] },
      between: ['2022-06-10', '2023-12-31'],
      delta: -2,
      orderUncertain: false,
    });
  });
});
