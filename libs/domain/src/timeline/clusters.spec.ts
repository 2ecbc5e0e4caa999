import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clusterOfPoint, combineClusters } from './clusters.js';
import { combineFronts, FRONT_RECORD_LIMIT, frontOfDuration } from './fronts.js';
import { anyStances } from './support/arbitraries.js';
import type { Front } from './types.js';

const clusters = anyStances.map((stances) => stances.filter(({ kind }) => kind === 'POINT').map(clusterOfPoint));
const fronts = clusters.map((list) => list.map(({ byEarliest }) => byEarliest));

describe('combineFronts', () => {
  it('is the same in any order, in any grouping and with repetition', () => {
    fc.assert(
      fc.property(fronts, fc.nat(12), (list, cut) => {
        const fold = (part: readonly (Front | null)[]): Front | null => part.reduce(combineFronts, null);
        const whole = fold(list);
        expect(fold(list.toReversed())).toEqual(whole);
        expect(combineFronts(fold(list.slice(0, cut)), fold(list.slice(cut)))).toEqual(whole);
        expect(combineFronts(whole, whole)).toEqual(whole);
        expect(fold([...list, ...list])).toEqual(whole);
      }),
    );
  });

  it('keeps the greatest ids of a day with more records than a front lists', () => {
    const ids = Array.from({ length: FRONT_RECORD_LIMIT + 20 }, (_, index) => String(1000 + index));
    const whole = ids
      .map((id) => frontOfDuration({ id, position: 1, begin: null, end: null }))
      .reduce(combineFronts, null);
    expect(whole!.records).toEqual(ids.toReversed().slice(0, FRONT_RECORD_LIMIT));
    expect(whole!.records).toHaveLength(100);
  });
});

describe('combineClusters', () => {
  it('is the same in any order and in any grouping', () => {
    fc.assert(
      fc.property(clusters, fc.integer({ min: 1, max: 11 }), fc.nat(5), (list, cut, limit) => {
        fc.pre(list.length > 1);
        const middle = Math.min(cut, list.length - 1);
        const fold = (part: typeof list) => part.reduce((a, b) => combineClusters(a, b, limit));
        const whole = fold(list);
        expect(fold(list.toReversed())).toEqual(whole);
        expect(combineClusters(fold(list.slice(0, middle)), fold(list.slice(middle)), limit)).toEqual(whole);
      }),
    );
  });
});
