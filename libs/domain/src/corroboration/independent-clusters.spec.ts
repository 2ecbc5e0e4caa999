import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { independentClusters, type CitedSource } from './independent-clusters.js';

const cited = (source: string, publisher: string | null = null, quote: string | null = null): CitedSource => ({
  source,
  publisher,
  quote,
});

describe('independent clusters of citations', () => {
  it('are as many as the citations that share nothing', () => {
    expect(independentClusters([])).toBe(0);
    expect(independentClusters([cited('a', 'One', 'No.')])).toBe(1);
    expect(independentClusters([cited('a', 'One', 'No.'), cited('b', 'Two', 'Never.')])).toBe(2);
    expect(independentClusters([cited('a'), cited('b'), cited('c')])).toBe(3);
  });

  it('hold what shares the source', () => {
    expect(independentClusters([cited('a', 'One', 'No.'), cited('a', 'Two', 'Never.')])).toBe(1);
  });

  it('hold what shares the publisher, in any case and without the space around it', () => {
    expect(independentClusters([cited('a', ' Daily News'), cited('b', 'DAILY NEWS\n')])).toBe(1);
    expect(independentClusters([cited('a', 'Daily News'), cited('b', 'Daily  News')])).toBe(2);
  });

  it('hold what shares the exact quote, all white space alike', () => {
    expect(
      independentClusters([cited('a', null, ' We will\n not\tattend.'), cited('b', null, 'We will not attend. ')]),
    ).toBe(1);
    expect(
      independentClusters([cited('a', null, 'We will not attend.'), cited('b', null, 'we will not attend.')]),
    ).toBe(2);
    expect(independentClusters([cited('a', null, 'Notable'), cited('b', null, 'Not able')])).toBe(2);
  });

  it('are joined by a third that leans on both', () => {
    const wire = [cited('a', 'One', 'No.'), cited('b', 'Two', 'Never.')];
    expect(independentClusters([...wire, cited('c', 'one', 'Never.')])).toBe(1);
    expect(independentClusters([...wire, cited('c', 'Three', 'Perhaps.')])).toBe(3);
  });

  it('are not joined by what is unknown or blank', () => {
    expect(independentClusters([cited('a', '', ''), cited('b', ' ', '\n'), cited('c')])).toBe(3);
  });

  it('do not take one kind for another', () => {
    expect(independentClusters([cited('reuters', 'x'), cited('b', 'reuters', 'y'), cited('c', 'z', 'reuters')])).toBe(
      3,
    );
  });

  const some = fc.array(
    fc.record({
      source: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      publisher: fc.option(fc.constantFrom('one', 'two', 'three', 'four', 'five')),
      quote: fc.option(fc.constantFrom('no', 'never', 'perhaps', 'yes', 'later')),
    }),
    { maxLength: 12 },
  );

  it('are those of a search from citation to citation', () => {
    const share = (a: CitedSource, b: CitedSource): boolean =>
      a.source === b.source ||
      (a.publisher !== null && a.publisher === b.publisher) ||
      (a.quote !== null && a.quote === b.quote);
    const bySearch = (citations: readonly CitedSource[]): number => {
      const left = new Set(citations);
      let clusters = 0;
      for (const first of citations) {
        if (!left.delete(first)) continue;
        clusters++;
        const reached = [first];
        for (const from of reached) {
          const next = [...left].filter((other) => share(from, other));
          next.forEach((other) => left.delete(other));
          reached.push(...next);
        }
      }
      return clusters;
    };
    fc.assert(
      fc.property(some, (citations) => {
        expect(independentClusters(citations)).toBe(bySearch(citations));
      }),
      { numRuns: 500 },
    );
  });

  it('are as many in any order and under other names', () => {
    const shuffled = some.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const renamed = (name: string): string => `~${name}`;
    fc.assert(
      fc.property(shuffled, ([citations, other]) => {
        const clusters = independentClusters(citations);
        expect(independentClusters(other)).toBe(clusters);
        expect(independentClusters([...citations, ...citations])).toBe(clusters);
        const relabelled = citations.map(({ source, publisher, quote }) => ({
          source: renamed(source),
          publisher: publisher === null ? null : renamed(publisher),
          quote: quote === null ? null : renamed(quote),
        }));
        expect(independentClusters(relabelled)).toBe(clusters);
      }),
    );
  });
});
