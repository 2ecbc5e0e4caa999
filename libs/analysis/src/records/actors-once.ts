import type { References } from '@app/catalog';
import { InvalidProblem } from '@app/domain';

/** An actor, by id and by slug. */
export interface NamedActor {
  readonly id: string;
  readonly slug: string;
}

/** The actors of a list, in its order. Throws `actor/unknown`, and `analysis/actor-twice` for one named by slug and by id as well. */
export async function actorsOnce(
  references: References,
  asked: readonly string[],
  pointer: string,
  moment: string | null,
): Promise<readonly NamedActor[]> {
  const actors = await references.named('actor', asked, pointer, moment);
  const twice = asked[actors.findIndex(({ id }, index) => actors.findIndex((other) => other.id === id) !== index)];
  if (twice === undefined) return actors;
  throw InvalidProblem.at(pointer, 'analysis/actor-twice', `"${twice}" is named twice; name each actor once.`);
}
