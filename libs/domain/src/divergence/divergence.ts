import { scoreDifference } from '../scales/scale.js';
/** What an actor holds on an issue by acts of one class; actor and issue by slug. */
export interface HeldSide {
  readonly actor: string;
  readonly issue: string;
  readonly position: number;
  /** −1 … 1. */
  readonly score: number;
}

/** One value for each class of acts. */
export interface HeldByClass<Value> {
  readonly words: Value;
  readonly commitments: Value;
  readonly deeds: Value;
}

/** How much more one side is for the issue than another: below 0 where it is more against it. */
export interface Gap {
  /** In points of the scale of the issue. */
  readonly positions: number;
  /** −2 … 2; comparable between scales. */
  readonly score: number;
}

/** Where an actor stands on an issue by words, by commitments and by deeds; null where nothing is known of a class. */
export interface Divergence<Side extends HeldSide> extends HeldByClass<Side | null> {
  readonly actor: string;
  readonly issue: string;
  /** Deeds less words; null where one of them is missing, as with the others. */
  readonly gap: Gap | null;
  /** Commitments less words. */
  readonly commitmentGap: Gap | null;
  /** Deeds less commitments. */
  readonly deliveryGap: Gap | null;
}

export interface Divergences<Side extends HeldSide> {
  readonly items: readonly Divergence<Side>[];
  readonly counts: {
    /** Actor × issue with a position by any class: the sum of those below. */
    readonly pairs: number;
    /** With positions by two classes or three. */
    readonly compared: number;
    readonly onlyWords: number;
    readonly onlyCommitments: number;
    readonly onlyDeeds: number;
  };
}

type Pair<Side extends HeldSide> = Pick<Divergence<Side>, 'actor' | 'issue'> & HeldByClass<Side | null>;

const CLASSES = ['words', 'commitments', 'deeds'] as const satisfies readonly (keyof HeldByClass<unknown>)[];

/**
 * Sets words against deeds. An item is an actor × issue with positions by two classes or more; the widest gap in score
 * comes first, those without a gap last, and of equal ones the first by slugs of actor and issue.
 * @param held of each class one side for each actor × issue at most
 * @param minGap a score; items whose gap is smaller in size, or that have none, are left out
 */
export function divergencesOf<Side extends HeldSide>(
  held: HeldByClass<readonly Side[]>,
  minGap?: number,
): Divergences<Side> {
  const pairs = pairsOf(held);
  const compared = pairs.filter((pair) => classesOf(pair).length > 1);
  const items = compared.map(withGaps).filter(({ gap }) => minGap === undefined || sizeOf(gap) >= minGap);
  const only = (one: keyof HeldByClass<unknown>): number =>
    pairs.filter((pair) => pair[one] !== null && classesOf(pair).length === 1).length;
  return {
    items: items.toSorted(
      (a, b) => sizeOf(b.gap) - sizeOf(a.gap) || order(a.actor, b.actor) || order(a.issue, b.issue),
    ),
    counts: {
      pairs: pairs.length,
      compared: compared.length,
      onlyWords: only('words'),
      onlyCommitments: only('commitments'),
      onlyDeeds: only('deeds'),
    },
  };
}

function pairsOf<Side extends HeldSide>(held: HeldByClass<readonly Side[]>): Pair<Side>[] {
  const pairs = new Map<string, Pair<Side>>();
  for (const one of CLASSES) {
    for (const side of held[one]) {
      const { actor, issue } = side;
      const key = `${actor} ${issue}`;
      const pair = pairs.get(key) ?? { actor, issue, words: null, commitments: null, deeds: null };
      pairs.set(key, { ...pair, [one]: side });
    }
  }
  return [...pairs.values()];
}

const classesOf = (pair: HeldByClass<unknown>): string[] => CLASSES.filter((one) => pair[one] !== null);

const withGaps = <Side extends HeldSide>(pair: Pair<Side>): Divergence<Side> => ({
  ...pair,
  gap: gapOf(pair.words, pair.deeds),
  commitmentGap: gapOf(pair.words, pair.commitments),
  deliveryGap: gapOf(pair.commitments, pair.deeds),
});

const gapOf = (from: HeldSide | null, to: HeldSide | null): Gap | null =>
  from === null || to === null
    ? null
    : { positions: to.position - from.position, score: scoreDifference(from.score, to.score) };

const sizeOf = (gap: Gap | null): number => (gap === null ? -1 : Math.abs(gap.score));

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
