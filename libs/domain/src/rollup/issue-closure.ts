import { type Decimal, decimalOf, isGreater, numberOf, ONE, times } from './decimal.js';

/** A link upward: direction −1 where being for `issue` is being against `broader`. */
export interface IssueLink {
  readonly issue: string;
  readonly broader: string;
  readonly direction: number;
  /** Positive. */
  readonly weight: number;
}

/** How the stances of an issue count for the broader one: direction 1 or −1, weight positive. */
export interface IssueShare {
  readonly issue: string;
  readonly direction: number;
  readonly weight: number;
}

/** An issue and all below it, each once. */
export interface IssueClosure {
  /** The issue itself first. */
  readonly shares: readonly IssueShare[];
  /** Issues whose stances cannot be counted, because paths of equal standing disagree about their direction. */
  readonly leftOut: readonly string[];
}

/** The best paths down to an issue: all of one weight and one number of links. */
interface Best {
  readonly weight: Decimal;
  readonly links: number;
  readonly directions: ReadonlySet<number>;
}

const ITSELF: Best = { weight: ONE, links: 0, directions: new Set([1]) };

/**
 * How each issue below `root` counts for it. Along a path directions and weights multiply. Of several paths the heaviest
 * decides; of equally heavy ones those with the fewest links; where these disagree about the direction, the issue is
 * left out. Weights are compared as the decimal numbers that they were written as, so that 0.1 · 0.2 · 0.3 is as heavy
 * as 0.3 · 0.2 · 0.1.
 * @param links all links between `root` and what is below it, in any order; without a loop
 */
export function issueClosureOf(root: string, links: readonly IssueLink[]): IssueClosure {
  const below = Map.groupBy(links, ({ broader }) => broader);
  const awaited = new Map<string, number>();
  for (const { issue } of links) awaited.set(issue, (awaited.get(issue) ?? 0) + 1);
  const best = new Map([[root, ITSELF]]);
  const shares: IssueShare[] = [];
  const leftOut: string[] = [];
  // An issue's turn comes when all above it have had theirs.
  const ready = [root];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const { directions, weight } = best.get(next)!;
    const [direction] = directions;
    if (directions.size > 1) leftOut.push(next);
    else shares.push({ issue: next, direction: direction!, weight: numberOf(weight) });
    for (const link of below.get(next) ?? []) {
      best.set(link.issue, better(best.get(link.issue), onward(best.get(next)!, link)));
      const left = awaited.get(link.issue)! - 1;
      awaited.set(link.issue, left);
      if (left === 0) ready.push(link.issue);
    }
  }
  return { shares, leftOut };
}

const onward = (above: Best, { direction, weight }: IssueLink): Best => ({
  weight: times(above.weight, decimalOf(weight)),
  links: above.links + 1,
  directions: new Set([...above.directions].map((each) => each * direction)),
});

function better(a: Best | undefined, b: Best): Best {
  if (a === undefined || isGreater(b.weight, a.weight)) return b;
  if (isGreater(a.weight, b.weight)) return a;
  if (a.links !== b.links) return a.links < b.links ? a : b;
  return { ...a, directions: new Set([...a.directions, ...b.directions]) };
}
