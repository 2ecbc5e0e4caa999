import type { Recording } from './recording.js';

export interface RolledPoint {
  readonly start: string;
  readonly position: number | null;
  readonly score: number | null;
  readonly n: number;
  readonly unpositioned: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly records: readonly string[];
}

export interface RolledSeries {
  readonly actor: string;
  readonly issue: string;
  readonly points: readonly RolledPoint[];
  readonly rollup?: { readonly issues: number; readonly leftOut: readonly string[] };
  readonly recordsUrl: string;
}

export interface RolledTimeline {
  readonly series: readonly RolledSeries[];
  readonly method: { readonly id: string; readonly parameters: Readonly<Record<string, unknown>> };
  readonly knownAt: string;
}

/** A timeline rolled up to the issues that the query names. */
export const rolledUp = (recording: Recording, query: string): Promise<RolledTimeline> =>
  recording.get<RolledTimeline>(`/v1/timeline?${query}&rollup=broader`);

/** The one series of such a timeline. */
export async function rolledSeries(recording: Recording, query: string): Promise<RolledSeries> {
  const { series } = await rolledUp(recording, query);
  if (series.length !== 1) throw new Error(`${series.length} series instead of one.`);
  return series[0]!;
}
