import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divergencesOf, type HeldByClass, type HeldSide } from './divergence.js';

const side = (actor: string, position: number, issue = 'envoy'): HeldSide => ({
  actor,
  issue,
  position,
  score: position / 2,
});

const NOTHING: HeldByClass<HeldSide[]> = { words: [], commitments: [], deeds: [] };

describe('words against deeds', () => {
  it('are as far apart as the two positions, with the sign of the deeds', () => {
    const { items } = divergencesOf({ ...NOTHING, words: [side('iran', 1)], deeds: [side('iran', -2)] });
    expect(items).toEqual([
      {
        actor: 'iran',
        issue: 'envoy',
        words: side('iran', 1),
        commitments: null,
        deeds: side('iran', -2),
        gap: { positions: -3, score: -1.5 },
        commitmentGap: null,
        deliveryGap: null,
      },
    ]);
  });

  it('have commitments between them', () => {
    const held = { words: [side('iran', 2)], commitments: [side('iran', 1)], deeds: [side('iran', -1)] };
    expect(divergencesOf(held).items).toMatchObject([
      {
        gap: { positions: -3, score: -1.5 },
        commitmentGap: { positions: -1, score: -0.5 },
        deliveryGap: { positions: -2, score: -1 },
      },
    ]);
  });

  it('are items where two classes have a position, and counted where one has', () => {
    const { counts, items } = divergencesOf({
      words: [side('a', 1), side('b', 1), side('c', 1, 'water')],
      commitments: [side('d', 1), side('e', 2)],
      deeds: [side('b', 1), side('c', 1), side('d', 0), side('f', -1)],
    });
    expect(items.map(({ actor, gap }) => [actor, gap])).toEqual([
      ['b', { positions: 0, score: 0 }],
      ['d', null],
    ]);
    expect(counts).toEqual({ pairs: 7, compared: 2, onlyWords: 2, onlyCommitments: 1, onlyDeeds: 2 });
  });

  it('are in the order of the size of the gap in score, then of slugs; those without a gap last', () => {
    const { items } = divergencesOf({
      words: [side('a', 0), side('b', 2), side('c', 1), side('c', 1, 'air'), side('z', 2)],
      commitments: [side('aa', 1)],
      deeds: [side('a', 1), side('aa', 1), side('b', -2), side('c', 2), side('c', 2, 'air'), side('z', -2)],
    });
    expect(items.map(({ actor, issue }) => `${actor} ${issue}`)).toEqual([
      'b envoy',
      'z envoy',
      'a envoy',
      'c air',
      'c envoy',
      'aa envoy',
    ]);
  });

  it('are left out where the gap is smaller than asked for, or where there is none', () => {
    const held = {
      words: [side('a', 0), side('b', 0), side('c', 0)],
      commitments: [side('d', 1)],
      deeds: [side('a', -1), side('b', 2), side('c', 0), side('d', 1)],
    };
    const actors = (minGap?: number) => divergencesOf(held, minGap).items.map(({ actor }) => actor);
    expect(actors()).toEqual(['b', 'a', 'c', 'd']);
    expect(actors(0.5)).toEqual(['b', 'a']);
    expect(actors(0.51)).toEqual(['b']);
    expect(divergencesOf(held, 0.51).counts.compared).toBe(4);
  });
});

const sides = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y')), { selector: String })
  .chain((pairs) =>
    fc.tuple(
      ...pairs.map(([actor, issue]) => fc.integer({ min: -2, max: 2 }).map((position) => side(actor, position, issue))),
    ),
  );
const holdings = fc.record({ words: sides, commitments: sides, deeds: sides });

describe('of any holdings', () => {
  it('every pair is counted once', () => {
    fc.assert(
      fc.property(holdings, (held) => {
        const { counts, items } = divergencesOf(held);
        const pairs = new Set(Object.values(held).flatMap((all) => all.map(({ actor, issue }) => `${actor} ${issue}`)));
        expect(counts.pairs).toBe(pairs.size);
        expect(counts.compared + counts.onlyWords + counts.onlyCommitments + counts.onlyDeeds).toBe(pairs.size);
        expect(items).toHaveLength(counts.compared);
      }),
    );
  });

  it('the order in which they are given does not matter', () => {
    fc.assert(
      fc.property(holdings, ({ commitments, deeds, words }) => {
        const backwards = {
          words: words.toReversed(),
          commitments: commitments.toReversed(),
          deeds: deeds.toReversed(),
        };
        expect(divergencesOf(backwards)).toEqual(divergencesOf({ words, commitments, deeds }));
      }),
    );
  });

  it('the gap turns round where words and deeds change places', () => {
    fc.assert(
      fc.property(holdings, ({ commitments, deeds, words }) => {
        const there = divergencesOf({ words, commitments, deeds }).items;
        const back = divergencesOf({ words: deeds, commitments, deeds: words }).items;
        expect(there.map(({ gap }) => gap && -gap.score + 0)).toEqual(back.map(({ gap }) => gap && gap.score + 0));
      }),
    );
  });

  it('the gap is the sum of that to commitments and that from them, where there are all three', () => {
    fc.assert(
      fc.property(holdings, (held) => {
        for (const { commitmentGap, deliveryGap, gap } of divergencesOf(held).items) {
          if (gap === null || commitmentGap === null || deliveryGap === null) continue;
          expect(commitmentGap.positions + deliveryGap.positions).toBe(gap.positions);
        }
      }),
    );
  });
});
