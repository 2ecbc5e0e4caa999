import {
  type Projection,
  projectedCluster,
  projectedPosition,
  projectedWeight,
  type Cluster,
  clusterOfPoint,
  combineClusters,
  type Duration,
  type Front,
} from '@app/domain';
import { RECORDS_SHOWN } from '../records/pair.js';

/** [day, position, lowest, highest, ids]. */
type FrontRow = readonly [number, number, number, number, string[]];

/**
 * Records of one projection in one bucket:
 * [projection, bucket, last day, unpositioned, positions, front by latest, front by earliest, newest ids, their days].
 */
export type RolledClusterRow = readonly [
  number,
  number,
  number,
  number,
  number[] | null,
  FrontRow | null,
  FrontRow | null,
  string[],
  number[],
];

/** [projection, id, position, latest day, earliest day, whether it is a duration]. */
export type RolledRecordRow = readonly [number, string, number | null, number | null, number | null, boolean];

/** The clusters of one series, one for each bucket; rows of one bucket stand together. */
export function toRolledClusters(rows: readonly RolledClusterRow[], projections: readonly Projection[]): Cluster[] {
  const clusters: Cluster[] = [];
  let bucket: number | null = null;
  for (const row of rows) {
    const cluster = projectedCluster(clusterOf(row), projections[row[0]]!);
    const before = row[1] === bucket ? clusters.pop() : undefined;
    clusters.push(before === undefined ? cluster : combineClusters(before, cluster, RECORDS_SHOWN));
    bucket = row[1];
  }
  return clusters;
}

export function toRolledPoint(
  [projection, id, position, latest, earliest]: RolledRecordRow,
  by: readonly Projection[],
): Cluster {
  return clusterOfPoint({ id, earliest, latest, ...projected(position, by[projection]!) });
}

export function toRolledDuration(
  [projection, id, position, end, begin]: RolledRecordRow,
  by: readonly Projection[],
): Duration {
  return { id, begin, end, ...projected(position, by[projection]!) };
}

export const isDuration = (row: RolledRecordRow): boolean => row[5];

function projected(position: number | null, projection: Projection): { position: number | null; weight?: number } {
  const weight = projectedWeight(projection);
  return {
    position: position === null ? null : projectedPosition(position, projection),
    ...(weight === undefined ? {} : { weight }),
  };
}

function clusterOf([, , day, unpositioned, positions, latest, earliest, ids, idDays]: RolledClusterRow): Cluster {
  const counts: Record<string, number> = {};
  for (const position of positions ?? []) counts[position] = (counts[position] ?? 0) + 1;
  return {
    day,
    n: positions?.length ?? 0,
    unpositioned,
    sum: (positions ?? []).reduce((sum, position) => sum + position, 0),
    counts,
    byLatest: frontOf(latest),
    byEarliest: frontOf(earliest),
    ids,
    idDays,
  };
}

function frontOf(row: FrontRow | null): Front | null {
  if (row === null) return null;
  const [day, position, lowest, highest, records] = row;
  return { day, position, lowest, highest, id: records[0]!, records };
}
