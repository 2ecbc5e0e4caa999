import { InvalidProblem } from '@app/domain';
import type { NamedActor } from '../records/actors-once.js';

export type AskedPair = readonly [NamedActor, NamedActor];

/** Actors that are compared each with each at most. */
export const ACTORS_LIMIT = 250;

const bySlug = (a: NamedActor, b: NamedActor): number => (a.slug < b.slug ? -1 : 1);

const eachWithEach = (actors: readonly NamedActor[]): AskedPair[] =>
  actors.flatMap((a, index) => actors.slice(index + 1).map((b): AskedPair => [a, b]));

/** Every pair once; with oneself only where nothing else is asked. */
function eachWithOthers(actors: readonly NamedActor[], others: readonly NamedActor[]): AskedPair[] {
  if (actors.length === 1 && others.length === 1) return [[actors[0]!, others[0]!]];
  const seen = new Set<string>();
  return actors.flatMap((a) =>
    others.flatMap((b): AskedPair[] => {
      const key = [a.id, b.id].toSorted().join(' ');
      if (a.id === b.id || seen.has(key)) return [];
      seen.add(key);
      return [[a, b]];
    }),
  );
}

/**
 * The pairs that a question is about: each of `named` with each of `others`; one against all who are there; or each with
 * each.
 * @param present who has any position or absence
 *
 * Throws `agreement/too-many-actors`.
 */
export function askedPairs({
  named,
  others,
  present,
}: {
  readonly named: readonly NamedActor[] | undefined;
  readonly others: readonly NamedActor[] | undefined;
  readonly present: readonly NamedActor[];
}): AskedPair[] {
  if (named !== undefined && others !== undefined) return eachWithOthers(named, others);
  const [only] = named ?? [];
  if (only !== undefined && named?.length === 1) {
    return present
      .filter(({ id }) => id !== only.id)
      .toSorted(bySlug)
      .map((other) => [only, other]);
  }
  const actors = named ?? present.toSorted(bySlug);
  if (actors.length > ACTORS_LIMIT) {
    throw InvalidProblem.at(
      '?actor',
      'agreement/too-many-actors',
      `These are ${actors.length} actors, and ${ACTORS_LIMIT} are compared each with each at most; name some in actor, or one against all.`,
    );
  }
  return eachWithEach(actors);
}
