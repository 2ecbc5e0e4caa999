import { describe, expect, it } from '@jest/globals';
import { furthestFirst, movementOf, movementTableOf } from './comparison.js';

const SUPPORT_5 = [-2, -1, 0, 1, 2];

describe('a movement', () => {
  it.each([
    [2, -1, { delta: -3, moved: true, status: 'MOVED' }],
    [0, 0, { delta: 0, moved: false, status: 'STAYED' }],
    [null, 0, { delta: null, moved: false, status: 'APPEARED' }],
    [0, null, { delta: null, moved: false, status: 'LAPSED' }],
  ])('from %j to %j is told by both ends', (from, to, expected) => {
    expect(movementOf({ from, to })).toEqual(expected);
  });

  it('of nothing to nothing is none', () => {
    expect(() => movementOf({ from: null, to: null })).toThrow(RangeError);
  });
});

describe('the table of movements', () => {
  it('has the cells that somebody is in, and counts the others beside it', () => {
    const all = [
      { from: 2, to: -1 },
      { from: 2, to: 2 },
      { from: 2, to: -1 },
      { from: -2, to: 0 },
      { from: null, to: 1 },
      { from: 1, to: null },
      { from: 0, to: null },
    ];
    expect(movementTableOf(SUPPORT_5, all)).toEqual({
      transitions: [
        { from: -2, to: 0, n: 1 },
        { from: 2, to: -1, n: 2 },
        { from: 2, to: 2, n: 1 },
      ],
      moved: 3,
      stayed: 1,
      appeared: 1,
      lapsed: 2,
      meanDelta: -1,
    });
  });

  it('has no mean where nobody has both', () => {
    expect(movementTableOf(SUPPORT_5, [{ from: null, to: 2 }])).toMatchObject({ transitions: [], meanDelta: null });
    expect(movementTableOf(SUPPORT_5, [])).toEqual({
      transitions: [],
      moved: 0,
      stayed: 0,
      appeared: 0,
      lapsed: 0,
      meanDelta: null,
    });
  });

  it('is of the points of the scale only', () => {
    expect(() => movementTableOf([-1, 0, 1], [{ from: 2, to: 0 }])).toThrow(RangeError);
    expect(() => movementTableOf([-1, 0, 1], [{ from: null, to: -2 }])).toThrow(RangeError);
  });
});

it('those that moved furthest come first, then names', () => {
  const items = [
    { name: 'd', delta: 0 },
    { name: 'c', delta: null },
    { name: 'b', delta: -1 },
    { name: 'e', delta: 3 },
    { name: 'a', delta: 1 },
    { name: 'f', delta: 0.5 },
  ];
  expect(furthestFirst(items, (item) => item).map(({ name }) => name)).toEqual(['e', 'a', 'b', 'f', 'c', 'd']);
});
