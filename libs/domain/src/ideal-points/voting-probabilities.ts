import { assertFinite } from '../statistics/assert-finite.js';
import { normalCdf } from '../statistics/normal.js';

export interface VotingProbabilities {
  readonly yes: number;
  readonly abstain: number;
  readonly no: number;
}

/**
 * How an actor of a given ideal point votes on a roll call, by the model of Bailey, Strezhnev & Voeten 2017: with
 * z = discrimination · ideal + ε, ε standard normal, yes where z ≤ g₁, abstention up to g₂, no beyond.
 * @param cutpoints g₁ and g₂, ascending
 *
 * Throws RangeError for cutpoints in the other order and anything that is not a finite number.
 */
export function votingProbabilities({
  ideal,
  discrimination,
  cutpoints,
}: {
  readonly ideal: number;
  readonly discrimination: number;
  readonly cutpoints: readonly [number, number];
}): VotingProbabilities {
  assertFinite([ideal, discrimination, ...cutpoints]);
  const [first, second] = cutpoints;
  if (first > second) throw new RangeError(`The cutpoints ${first} and ${second} are not in ascending order.`);
  const location = discrimination * ideal;
  const yes = normalCdf(first - location);
  const no = normalCdf(location - second);
  return { yes, abstain: massBetween(first - location, second - location), no };
}

/** Taken on the left of 0, where a probability keeps its digits however small it is. */
const massBetween = (from: number, to: number): number =>
  from > 0 ? normalCdf(-from) - normalCdf(-to) : normalCdf(to) - normalCdf(from);
