import type { ScaleBounds } from '@app/domain';

/** An actor and an issue, by id and by slug, and the scale of the issue. */
export interface Pair {
  readonly actorId: string;
  readonly issueId: string;
  readonly actor: string;
  readonly issue: string;
  readonly scale: ScaleBounds;
}

/** Which formula a figure comes from, so that it can be recomputed. */
export interface Method {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Ids listed in an answer at most; past that, a count and a link. */
export const RECORDS_SHOWN = 5;
