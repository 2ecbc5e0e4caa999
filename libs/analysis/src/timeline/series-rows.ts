import { type Cluster, clusterOfPoint, type Duration, type Front } from '@app/domain';
import { IS_ABSENCE, IS_DURATION } from './series-sql.js';

/** What the timeline of one pair is computed from. */
export interface Series {
  readonly clusters: readonly Cluster[];
  readonly durations: readonly Duration[];
}

export const NO_RECORDS: Series = { clusters: [], durations: [] };

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

/** [id, position, latest day, earliest day, bits of its kind, and its weight where it was asked for]. */
export type RecordRow = readonly [string, number | null, number | null, number | null, number?, number?];

/** [a day of the month, how many of its points are absences]. */
export type AbsencesRow = readonly [number, number];

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
  return { day, n, unpositioned, absent: 0, sum, counts, byLatest, byEarliest, ids };
}

/** Clusters, and records one by one. */
export const seriesOfRows = (records: readonly RecordRow[], clusters: readonly Cluster[]): Series => ({
  clusters: [...clusters, ...records.filter((record) => !isDuration(record)).map(toPoint)],
  durations: records.filter(isDuration).map(toDuration),
});

const toPoint = ([id, position, latest, earliest, kind, weight]: RecordRow): Cluster =>
  clusterOfPoint({ id, position, earliest, latest, ...told(kind, weight) });

const toDuration = ([id, position, end, begin, kind, weight]: RecordRow): Duration => ({
  id,
  position,
  begin,
  end,
  ...told(kind, weight),
});

const isDuration = ([, , , , kind = 0]: RecordRow): boolean => (kind & IS_DURATION) !== 0;

function told(kind = 0, weight?: number): { absent?: true; weight?: number } {
  return { ...((kind & IS_ABSENCE) === 0 ? {} : { absent: true }), ...(weight === undefined ? {} : { weight }) };
}
