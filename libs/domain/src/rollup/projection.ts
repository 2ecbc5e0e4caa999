import { InvalidProblem } from '../problems/problem.js';
import type { ScaleBounds } from '../scales/scale.js';
import { inOrder, sumsOf } from '../timeline/merging.js';
import type { Cluster, Front } from '../timeline/types.js';

/** How stances on an issue are projected onto a broader one: from scale to scale, mirrored where the direction is −1. */
export interface Projection {
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
export function projectedPosition(position: number, { direction, from, to }: Projection): number {
  const width = from.highest - from.lowest;
  const above = direction === 1 ? position - from.lowest : from.highest - position;
  return (to.lowest * width + above * (to.highest - to.lowest)) / width;
}

/** Throws `issue/weight-out-of-range`, at ?issue, for a weight with which sums could overflow or vanish. */
export function assertComputable({ weight }: Pick<Projection, 'weight'>): void {
  if (weight >= LIGHTEST && weight <= HEAVIEST) return;
  throw InvalidProblem.at(
    '?issue',
    'issue/weight-out-of-range',
    `Along the links below this issue weights multiply to ${weight}; ${LIGHTEST} to ${HEAVIEST} can be computed with.`,
  );
}

/** The weight to be given to a projected stance; undefined where sums are exact without: each weighs 1 and positions are whole. */
export function projectedWeight({ from, to, weight }: Projection): number | undefined {
  const isWhole = (to.highest - to.lowest) % (from.highest - from.lowest) === 0;
  return weight === 1 && isWhole ? undefined : weight;
}

/** A cluster of records on the one issue as a cluster of records on the other. */
export function projectedCluster(cluster: Cluster, projection: Projection): Cluster {
  const weight = projectedWeight(projection);
  const projected = (position: number): number => projectedPosition(position, projection);
  const counts = inOrder(
    Object.fromEntries(Object.entries(cluster.counts).map(([position, n]) => [projected(Number(position)), n])),
  );
  const frontOf = (front: Front | null): Front | null => {
    if (front === null) return null;
    const ends = [projected(front.lowest), projected(front.highest)] as const;
    return { ...front, position: projected(front.position), lowest: Math.min(...ends), highest: Math.max(...ends) };
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
