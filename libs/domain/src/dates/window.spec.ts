import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem } from '../problems/problem.js';
import { fromDayNumber } from './days.js';
import { parseEdtf } from './edtf.js';
import { windowOf } from './window.js';

function faultOf(act: () => unknown): { pointer: string; code: string } | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults[0];
    throw error;
  }
  return undefined;
}

describe('a window runs from the first day of from to the last day of to', () => {
  it.each([
    [{ from: '2021-08', to: '2024-02' }, '2021-08-01', '2024-02-29'],
    [{ from: '2023', to: '2023' }, '2023-01-01', '2023-12-31'],
    [{ from: '2024-02-18', to: '2024-02-18' }, '2024-02-18', '2024-02-18'],
    [{ from: '2023-11-15', to: '2023-11' }, '2023-11-15', '2023-11-30'],
    [{ from: '2021/2022', to: '2023/2024' }, '2021-01-01', '2024-12-31'],
    [{ from: '201X', to: '[2023-12,2023-11]' }, '2010-01-01', '2023-12-31'],
  ])('%j', (ends, first, last) => {
    expect(windowOf(ends)).toEqual({ first, last });
  });
});

describe('an open end leaves its side open', () => {
  it.each([
    [{}, null, null],
    [{ from: '2023' }, '2023-01-01', null],
    [{ to: '2023' }, null, '2023-12-31'],
    [{ from: undefined, to: undefined }, null, null],
    [{ from: '../2024', to: '2023' }, null, '2023-12-31'],
    [{ from: '/2024' }, null, null],
    [{ from: '2023', to: '2021/..' }, '2023-01-01', null],
    [{ from: '2023', to: '2021/' }, '2023-01-01', null],
  ])('%j', (ends, first, last) => {
    expect(windowOf(ends)).toEqual({ first, last });
  });
});

describe('a fault is reported at the parameter it is in', () => {
  it('names from or to', () => {
    expect(faultOf(() => windowOf({ from: '20140318' }))).toMatchObject({ pointer: '?from', code: 'date/not-edtf' });
    expect(faultOf(() => windowOf({ to: '2023-02-30' }))).toMatchObject({
      pointer: '?to',
      code: 'date/impossible-day',
    });
  });

  it('does not take an empty text for an absent one', () => {
    expect(faultOf(() => windowOf({ from: '' }))).toMatchObject({ pointer: '?from', code: 'date/not-edtf' });
  });

  it('refuses a window that ends before it begins', () => {
    const ends = { from: '2024-03', to: '2024-02' };
    expect(faultOf(() => windowOf(ends))).toMatchObject({ pointer: '?to', code: 'date/window-reversed' });
  });

  it('uses the names it is given', () => {
    const pointers = { from: '?since', to: '?until' };
    expect(faultOf(() => windowOf({ from: 'x' }, pointers))).toMatchObject({ pointer: '?since' });
    expect(faultOf(() => windowOf({ to: 'x' }, pointers))).toMatchObject({ pointer: '?until' });
    expect(faultOf(() => windowOf({ from: '2024', to: '2023' }, pointers))).toMatchObject({ pointer: '?until' });
  });
});

describe('for any two dates', () => {
  const day = fc.integer({ min: -719_162, max: 2_932_896 }).map(fromDayNumber);
  const date = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));

  const ends = fc.record({ from: date, to: date });

  it('the window holds the first day of from and the last day of to', () => {
    fc.assert(
      fc.property(ends, ({ from, to }) => {
        const first = parseEdtf(from).earliest ?? '';
        const last = parseEdtf(to).latest ?? '';
        fc.pre(first <= last);
        expect(windowOf({ from, to })).toEqual({ first, last });
      }),
    );
  });

  it('a window whose last day comes before its first is refused', () => {
    fc.assert(
      fc.property(ends, ({ from, to }) => {
        fc.pre((parseEdtf(from).earliest ?? '') > (parseEdtf(to).latest ?? ''));
        expect(faultOf(() => windowOf({ from, to }))).toMatchObject({ code: 'date/window-reversed' });
      }),
    );
  });
});
