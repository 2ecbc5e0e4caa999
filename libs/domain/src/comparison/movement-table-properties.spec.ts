import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { movementTableOf, type Readings } from './comparison.js';

const points = fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 7 });

const world = points.chain((scale) => {
  const reading = fc.option(fc.constantFrom(...scale), { freq: 4 });
  const some = fc.record({ from: reading, to: reading }).filter(({ from, to }) => from !== null || to !== null);
  return fc.record({ scale: fc.constant(scale), all: fc.array(some, { maxLength: 40 }) });
});

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

describe('the table of movements', () => {
  it('counts everybody once, and those with both in a cell', () => {
    fc.assert(
      fc.property(world, ({ all, scale }) => {
        const { appeared, lapsed, meanDelta, moved, stayed, transitions } = movementTableOf(scale, all);
        const both = all.filter(({ from, to }) => from !== null && to !== null);
        expect(sumOf(transitions.map(({ n }) => n))).toBe(both.length);
        expect(moved + stayed).toBe(both.length);
        expect(moved + stayed + appeared + lapsed).toBe(all.length);
        expect(sumOf(transitions.filter(({ from, to }) => from === to).map(({ n }) => n))).toBe(stayed);
        for (const { from, n, to } of transitions) {
          expect(n).toBe(both.filter((each) => each.from === from && each.to === to).length);
        }
        const total = sumOf(transitions.map(({ from, n, to }) => n * (to - from)));
        expect((meanDelta ?? 0) * both.length).toBeCloseTo(total, 9);
        expect(meanDelta === null).toBe(both.length === 0);
      }),
    );
  });

  it('of a day with itself moves nobody', () => {
    fc.assert(
      fc.property(world, ({ all, scale }) => {
        const same = all.map(({ from, to }): Readings => ({ from: from ?? to, to: from ?? to }));
        const table = movementTableOf(scale, same);
        expect(table).toMatchObject({ moved: 0, stayed: all.length, appeared: 0, lapsed: 0 });
        expect(table.meanDelta).toBe(all.length === 0 ? null : 0);
      }),
    );
  });

  it('does not depend on the order of actors or of points', () => {
    fc.assert(
      fc.property(world, ({ all, scale }) => {
        expect(movementTableOf(scale.toReversed(), all.toReversed())).toEqual(movementTableOf(scale, all));
      }),
    );
  });

  it('is relabelled as the scale is, where the order of its points stays', () => {
    const stretched = (each: number): number => each ** 3 + 5;
    fc.assert(
      fc.property(world, ({ all, scale }) => {
        const relabelled = all.map(({ from, to }) => ({
          from: from === null ? null : stretched(from),
          to: to === null ? null : stretched(to),
        }));
        const { meanDelta: _, transitions, ...counts } = movementTableOf(scale, all);
        expect(movementTableOf(scale.map(stretched), relabelled)).toMatchObject({
          ...counts,
          transitions: transitions.map(({ from, n, to }) => ({ from: stretched(from), to: stretched(to), n })),
        });
      }),
    );
  });

  it('is mirrored where the two days are exchanged', () => {
    fc.assert(
      fc.property(world, ({ all, scale }) => {
        const { appeared, lapsed, meanDelta, moved, stayed, transitions } = movementTableOf(scale, all);
        const back = movementTableOf(
          scale,
          all.map(({ from, to }) => ({ from: to, to: from })),
        );
        expect(back).toMatchObject({ moved, stayed, appeared: lapsed, lapsed: appeared });
        expect((back.meanDelta ?? 0) + (meanDelta ?? 0)).toBe(0);
        expect(new Set(back.transitions.map(({ from, n, to }) => `${to} ${from} ${n}`))).toEqual(
          new Set(transitions.map(({ from, n, to }) => `${from} ${to} ${n}`)),
        );
      }),
    );
  });
});
