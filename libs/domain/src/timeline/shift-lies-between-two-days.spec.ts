import { describe, expect, it } from '@jest/globals';
import { shiftsOf } from './shifts.js';
import { stance, SUPPORT_5 } from './support/stances.js';
import type { DatedStance, Shift } from './types.js';

const window = { first: '2020-01-01', last: '2024-12-31' };
const only = (stances: DatedStance[]): Shift => shiftsOf({ stances, window, scale: SUPPORT_5 })[0]!;

describe('a shift', () => {
  it('from a point known imprecisely lies after its earliest day', () => {
    expect(only([stance(1, 1, '2023'), stance(2, -1, '2024-02-18')]).between).toEqual(['2023-01-01', '2024-02-18']);
  });

  it('from a duration lies after its end', () => {
    expect(only([stance(1, 1, '2021/2023-05'), stance(2, -1, '2024-02-18')]).between).toEqual([
      '2023-05-31',
      '2024-02-18',
    ]);
  });

  it('from a duration still held lies no later than the first day the new stance may be of', () => {
    const stances = [stance(1, 1, '2021/..'), stance(2, -1, '2023-11')];
    expect(only(stances).between).toEqual(['2023-11-01', '2023-11-30']);
    expect(only(stances).from).toMatchObject({ earliest: '2021-01-01', latest: null });
  });

  it('to a duration lies no later than its first day', () => {
    expect(only([stance(1, 1, '2021-03-01'), stance(2, -1, '2023-11/..')]).between).toEqual([
      '2021-03-01',
      '2023-11-01',
    ]);
  });

  it('from a duration without a start is bounded by its end', () => {
    const shift = only([stance(1, 1, '../2021-03-01'), stance(2, -1, '2023-11-05')]);
    expect(shift).toMatchObject({ between: ['2021-03-01', '2023-11-05'], from: { earliest: null } });
  });

  it('has an uncertain order where the later record may be of an earlier day', () => {
    expect(only([stance(1, 1, '2023-06-01'), stance(2, -1, '2023')]).orderUncertain).toBe(true);
    expect(only([stance(1, 1, '2023-06-01'), stance(2, -1, '2023-06')]).orderUncertain).toBe(true);
    expect(only([stance(1, 1, '2023-06-01'), stance(2, -1, '2023-07')]).orderUncertain).toBe(false);
  });

  it('belongs to the window in which the new stance has certainly been taken', () => {
    const stances = [stance(1, 1, '2022-06-01'), stance(2, -1, '2023'), stance(3, 2, '2024-05-01')];
    const in2023 = shiftsOf({ stances, window: { first: '2023-01-01', last: '2023-12-31' }, scale: SUPPORT_5 });
    expect(in2023.map(({ delta }) => delta)).toEqual([-2]);
    const inJune = shiftsOf({ stances, window: { first: '2023-06-01', last: '2023-06-30' }, scale: SUPPORT_5 });
    expect(inJune).toEqual([]);
  });
});
