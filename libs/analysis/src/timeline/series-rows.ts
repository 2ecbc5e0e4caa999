import { type Cluster, clusterOfPoint, type Duration, type Front } from '@app/domain';

/** [day, position, lowest, highest, id, …ids of the same day]. */
export type FrontRow = readonly [number, number, number, number, ...string[]];

/** [last day, n, unpositioned, sum, counts, front by latest, front by earliest (0: the same), newest ids]. */
export type ClusterRow = readonly [
  number,
  number,
  number,
  number,
  Record<string, number>,
  FrontRow | null,
  FrontRow | 0 | null,
  string[],
];

/** [id, position, latest day, earliest day, whether it is a duration]. */
export type RecordRow = readonly [string, number | null, number | null, number | null, boolean?];

const toFront = ([day, position, lowest, highest, ...records]: FrontRow): Front => ({
  day,
  position,
  lowest,
  highest,
  id: records[0] as string,
  records,
});

export function toCluster([day, n, unpositioned, sum, counts, latest, earliest, ids]: ClusterRow): Cluster {
  const byLatest = latest === null ? null : toFront(latest);
  const byEarliest = earliest === 0 ? byLatest : earliest === null ? null : toFront(earliest);
  return { day, n, unpositioned, sum, counts, byLatest, byEarliest, ids };
}

export const toPoint = ([id, position, latest, earliest]: RecordRow): Cluster =>
  clusterOfPoint({ id, position, earliest, latest });

export const toDuration = ([id, position, end, begin]: RecordRow): Duration => ({ id, position, begin, end });
