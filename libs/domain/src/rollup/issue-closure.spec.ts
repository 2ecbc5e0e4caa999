import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { issueClosureOf, type IssueLink } from './issue-closure.js';

const link = (issue: string, broader: string, weight = 1, direction = 1): IssueLink => ({
  issue,
  broader,
  direction,
  weight,
});

const shareOf = (issue: string, links: readonly IssueLink[]) =>
  issueClosureOf('root', links).shares.find((share) => share.issue === issue);

/** All paths from the root down to an issue, one by one. */
function pathsTo(issue: string, links: readonly IssueLink[]): IssueLink[][] {
  if (issue === 'root') return [[]];
  const last = links.filter((each) => each.issue === issue);
  return last.flatMap((each) => pathsTo(each.broader, links).map((path) => [...path, each]));
}

const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);

// Products of these are exact, so that the definition can be computed as it is written.
const weight = fc.constantFrom(0.5, 1, 2, 4);
const direction = fc.constantFrom(1, -1);
const NAMES = ['root', 'a', 'b', 'c', 'd', 'e'];

/** Each issue may lie below any that comes before it; all of them reach the root. */
const anyLinks = fc
  .tuple(
    ...NAMES.slice(1).map((issue, index) =>
      fc
        .subarray(NAMES.slice(0, index + 1), { minLength: 1 })
        .chain((broader) =>
          fc.tuple(...broader.map((each) => fc.record({ broader: fc.constant(each), direction, weight }))),
        )
        .map((links) => links.map((each): IssueLink => ({ issue, ...each }))),
    ),
  )
  .map((links) => links.flat());

describe('issueClosureOf', () => {
  it('is the issue alone where nothing lies below it', () => {
    expect(issueClosureOf('root', [])).toEqual({
      shares: [{ issue: 'root', direction: 1, weight: 1 }],
      leftOut: [],
    });
  });

  it('multiplies directions and weights along a path', () => {
    const links = [link('a', 'root', 0.5, -1), link('b', 'a', 3, -1), link('c', 'b', 1, -1)];
    expect(shareOf('b', links)).toEqual({ issue: 'b', direction: 1, weight: 1.5 });
    expect(shareOf('c', links)).toEqual({ issue: 'c', direction: -1, weight: 1.5 });
  });

  it('takes the heaviest path, however many links it has', () => {
    const links = [link('a', 'root', 2, -1), link('b', 'a', 2), link('b', 'root', 3)];
    expect(shareOf('b', links)).toEqual({ issue: 'b', direction: -1, weight: 4 });
  });

  it('takes the path with the fewest links among equally heavy ones', () => {
    const links = [link('a', 'root', 1, -1), link('b', 'a'), link('b', 'root')];
    expect(shareOf('b', links)).toEqual({ issue: 'b', direction: 1, weight: 1 });
  });

  it('leaves an issue out where paths of equal weight and length disagree, and what hangs on it alone', () => {
    const links = [link('a', 'root', 1, -1), link('b', 'root'), link('c', 'a'), link('c', 'b'), link('d', 'c')];
    const { leftOut, shares } = issueClosureOf('root', links);
    expect(leftOut.toSorted()).toEqual(['c', 'd']);
    expect(shares.map(({ issue }) => issue).toSorted()).toEqual(['a', 'b', 'root']);
  });

  it('compares weights as they are written in decimal', () => {
    const up = [link('a', 'root', 0.1, -1), link('b', 'a', 0.2), link('c', 'b', 0.3)];
    const down = [link('x', 'root', 0.3), link('y', 'x', 0.2), link('c', 'y', 0.1)];
    expect(0.1 * 0.2 * 0.3).not.toBe(0.3 * 0.2 * 0.1);
    expect(issueClosureOf('root', [...up, ...down]).leftOut).toEqual(['c']);
  });

  it('is quick where there are very many paths', () => {
    const links = Array.from({ length: 1000 }, (_, level) => {
      const above = level === 0 ? 'root' : `end ${level - 1}`;
      const middle = [`left ${level}`, `right ${level}`];
      return middle.flatMap((issue) => [link(issue, above), link(`end ${level}`, issue)]);
    }).flat();
    expect(issueClosureOf('root', links).shares).toHaveLength(3001);
  });

  it('is, path by path, what the definition says, in whatever order the links come', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const closure = issueClosureOf('root', links);
        const expected = NAMES.map((issue) => {
          const paths = pathsTo(issue, links);
          const heaviest = Math.max(...paths.map((path) => product(path.map((each) => each.weight))));
          const heavy = paths.filter((path) => product(path.map((each) => each.weight)) === heaviest);
          const fewest = Math.min(...heavy.map((path) => path.length));
          const deciding = heavy.filter((path) => path.length === fewest);
          const directions = new Set(deciding.map((path) => product(path.map((each) => each.direction))));
          return { issue, weight: heaviest, directions: [...directions] };
        });
        const counted = expected.filter(({ directions }) => directions.length === 1);
        const shares = counted.map((each) => ({
          issue: each.issue,
          direction: each.directions[0],
          weight: each.weight,
        }));
        const byIssue = (a: { issue: string }, b: { issue: string }) => NAMES.indexOf(a.issue) - NAMES.indexOf(b.issue);
        expect(closure.shares.toSorted(byIssue)).toEqual(shares);
        expect(closure.leftOut.toSorted()).toEqual(
          expected.filter(({ directions }) => directions.length > 1).map(({ issue }) => issue),
        );
        const reversed = issueClosureOf('root', links.toReversed());
        expect(reversed.shares.toSorted(byIssue)).toEqual(shares);
      }),
      { numRuns: 300 },
    );
  });
});
