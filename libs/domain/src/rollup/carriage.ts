import { InvalidProblem } from '../problems/problem.js';
import type { ScaleBounds } from '../scales/scale.js';
import { inOrder, sumsOf } from '../timeline/merging.js';
import type { Cluster, Front } from '../timeline/types.js';

/** How stances on an issue are carried to a broader one: from scale to scale, mirrored where the direction is −1. */
export interface Carriage {
  readonly direction: number;
  readonly weight: number;
  readonly from: ScaleBounds;
  readonly to: ScaleBounds;
}

const LIGHTEST = 1e-100;
const HEAVIEST = 1e100;

/**
 * The position on the scale `to` whose score is direction × the score of `position`. Computed in whole numbers with one
 * division, so that it is whole wherever it can be, and the position itself between like scales.
 */
export function carriedPosition(position: number, { direction, from, to }: Carriage): number {
  const width = from.highest - from.lowest;
  const above = direction === 1 ? position - from.lowest : from.highest - position;
  return (to.lowest * width + above * (to.highest - to.lowest)) / width;
}

/**
 * The weight to be given to a carried stance; undefined where sums are exact without: each weighs 1 and positions are
 * whole. Throws `issue/weight-out-of-range`, at ?issue.
 */
export function carriedWeight({ from, to, weight }: Carriage): number | undefined {
  if (!(weight >= LIGHTEST && weight <= HEAVIEST)) {
    throw InvalidProblem.at(
      '?issue',
      'issue/weight-out-of-range',
      `Along the links below this issue weights multiply to ${weight}; ${LIGHTEST} to ${HEAVIEST} can be computed with.`,
    );
  }
  const isWhole = (to.highest - to.lowest) % (from.highest - from.lowest) === 0;
  return weight === 1 && isWhole ? undefined : weight;
}

/** A cluster of records on the one issue as a cluster of records on the other. */
export function carriedCluster(cluster: Cluster, carriage: Carriage): Cluster {
  const weight = carriedWeight(carriage);
  const carried = (position: number): number => carriedPosition(position, carriage);
  const counts = inOrder(
    Object.fromEntries(Object.entries(cluster.counts).map(([position, n]) => [carried(Number(position)), n])),
  );
  const frontOf = (front: Front | null): Front | null => {
    if (front === null) return null;
    const ends = [carried(front.lowest), carried(front.highest)] as const;
    return { ...front, position: carried(front.position), lowest: Math.min(...ends), highest: Math.max(...ends) };
  };
  return {
    ...cluster,
    sum: sumsOf({ '1': counts }).sum,
    counts,
    ...(weight === undefined ? {} : { countsByWeight: { [weight]: counts } }),
    byEarliest: frontOf(cluster.byEarliest),
    byLatest: frontOf(cluster.byLatest),
  };
}
