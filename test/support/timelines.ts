import type { Recording } from './recording.js';

/** A point of a timeline, as it is answered. */
export interface AnsweredPoint {
  readonly start: string;
  readonly position: number | null;
  readonly score: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly n: number;
  readonly unpositioned: number;
  readonly absent: number;
  readonly carried: boolean;
  readonly ageDays: number | null;
  readonly records: readonly string[];
  readonly weight?: number | null;
  readonly effectiveN?: number | null;
  readonly intervalLower?: number | null;
  readonly intervalUpper?: number | null;
  readonly withheld?: boolean;
}

export interface AnsweredSeries {
  readonly actor: string;
  readonly issue: string;
  readonly points: readonly AnsweredPoint[];
  readonly recordsUrl: string;
  readonly variants?: readonly {
    readonly without: string;
    readonly points: readonly AnsweredPoint[];
    readonly recordsUrl: string;
  }[];
}

export interface AnsweredTimeline {
  readonly series: readonly AnsweredSeries[];
  readonly method: {
    readonly id: string;
    readonly reference: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  readonly knownAt: string;
}

export const timelineOf = (recording: Recording, query: string): Promise<AnsweredTimeline> =>
  recording.get<AnsweredTimeline>(`/v1/timeline?${query}`);

/** The points of the one series of a timeline. */
export async function pointsOf(recording: Recording, query: string): Promise<readonly AnsweredPoint[]> {
  const { series } = await timelineOf(recording, query);
  if (series.length !== 1) throw new Error(`${series.length} series instead of one.`);
  return series[0]!.points;
}
