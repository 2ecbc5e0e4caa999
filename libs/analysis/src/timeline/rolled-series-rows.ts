import {
  type Projection,
  projectedCluster,
  projectedPosition,
  projectedWeight,
  type Cluster,
  combineClusters,
  type Front,
} from '@app/domain';
import { RECORDS_SHOWN } from '../records/pair.js';
import type { RecordRow } from './series-rows.js';

/** [day, position, lowest, highest, ids]. */
type FrontRow = readonly [number, number, number, number, string[]];

/**
 * Records of one projection in one bucket:
 * [projection, bucket, last day, unpositioned, positions, front by latest, front by earliest, newest ids, their days,
 * absences].
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
  number,
];

/** The projection of a record, and its row. */
export type RolledRecordRow = readonly [number, ...RecordRow];

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

/** A record as one on the broader issue: its position projected, and its weight times that of the links. */
export function projectedRow(
  [projection, id, position, latest, earliest, kind, own]: RolledRecordRow,
  by: readonly Projection[],
): RecordRow {
  const projected = position === null ? null : projectedPosition(position, by[projection]!);
  const links = projectedWeight(by[projection]!);
  const weight = own === undefined ? links : own * (links ?? 1);
  return weight === undefined
    ? [id, projected, latest, earliest, kind]
    : [id, projected, latest, earliest, kind, weight];
}

function clusterOf([
  ,
  ,
  day,
  unpositioned,
  positions,
  latest,
  earliest,
  ids,
  idDays,
  absent,
]: RolledClusterRow): Cluster {
  const counts: Record<string, number> = {};
  for (const position of positions ?? []) counts[position] = (counts[position] ?? 0) + 1;
  return {
    day,
    n: positions?.length ?? 0,
    unpositioned,
    absent,
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
