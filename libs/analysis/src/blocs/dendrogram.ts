import { agnes, type Cluster } from 'ml-hclust';

export type Linkage = 'average' | 'complete' | 'single';

/** Two nodes that become one. Nodes below the number of leaves are leaves, in `order`; the others are merges, in turn. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  /** Distance at which they become one. */
  readonly height: number;
  /** Leaves below. */
  readonly size: number;
}

export interface Dendrogram {
  /** Indexes of the leaves so that no branches cross. */
  readonly order: readonly number[];
  /** From the lowest to the highest. */
  readonly merges: readonly Merge[];
}

/**
 * Agglomerative clustering (Kaufman and Rousseeuw 1990, agnes). Of equal distances the library takes the first in the
 * order of the leaves; of two branches the one with the first leaf is drawn first, so that the same distances give the same drawing.
 * @param distances symmetric, square, without missing values; at least one row
 */
export function dendrogramOf(distances: readonly (readonly number[])[], linkage: Linkage): Dendrogram {
  const root = agnes(
    distances.map((row) => [...row]),
    { method: linkage, isDistanceMatrix: true },
  );
  const order = leavesOf(root);
  const nodes = new Map<Cluster, number>();
  const inner: Cluster[] = [];
  root.traverse((cluster) => {
    if (cluster.isLeaf) nodes.set(cluster, order.indexOf(cluster.index));
    else inner.push(cluster);
  });
  // Of equal heights the smaller is below the larger, never the other way round.
  inner.sort((a, b) => a.height - b.height || leavesOf(a).length - leavesOf(b).length);
  inner.forEach((cluster, index) => nodes.set(cluster, distances.length + index));
  const merges = inner.map((cluster) => {
    const [left, right] = branchesOf(cluster).map((branch) => nodes.get(branch)!);
    return { left: left!, right: right!, height: cluster.height, size: leavesOf(cluster).length };
  });
  return { order, merges };
}

const branchesOf = ({ children }: Cluster): Cluster[] => children.toSorted((a, b) => firstLeaf(a) - firstLeaf(b));
const firstLeaf = (cluster: Cluster): number => Math.min(...cluster.indices());
const leavesOf = (cluster: Cluster): number[] =>
  cluster.isLeaf ? [cluster.index] : branchesOf(cluster).flatMap(leavesOf);

/**
 * The groups that are left when the highest merges are undone: `groups` of them, or those that merge below `height`.
 * Numbered from 1 in the order of the drawing; one number for each place of `order`.
 */
export function groupsOf(
  { merges, order }: Dendrogram,
  cut: { readonly groups: number } | { readonly height: number },
): number[] {
  const done = 'groups' in cut ? order.length - cut.groups : merges.filter(({ height }) => height < cut.height).length;
  const groupOfNode = new Map<number, number>();
  const parents = new Map<number, number>();
  merges.slice(0, Math.max(0, done)).forEach(({ left, right }, index) => {
    parents.set(left, order.length + index).set(right, order.length + index);
  });
  return order.map((_, place) => {
    let node = place;
    for (let parent = parents.get(node); parent !== undefined; parent = parents.get(node)) node = parent;
    const known = groupOfNode.get(node) ?? groupOfNode.size + 1;
    groupOfNode.set(node, known);
    return known;
  });
}
