import type { Confidence, Reliability, StanceAct, StanceChannel, StanceStatus } from '@app/database';
import type { DayWindow } from '@app/domain';

/**
 * Records that a figure can be asked without: those of anonymous sources, those whose citations all hang together, and
 * those without a citation of reliability A to C and credibility 1 to 3.
 */
export const WITHOUT = ['anonymous', 'single-source', 'low-grade'] as const;

export type Without = (typeof WITHOUT)[number];

/** Which stances: every part narrows; an absent part does not. Ids, not slugs. */
export interface StanceFilters {
  readonly actorIds?: readonly string[] | undefined;
  readonly issueIds?: readonly string[] | undefined;
  readonly targetIds?: readonly string[] | undefined;
  readonly speakerIds?: readonly string[] | undefined;
  readonly eventIds?: readonly string[] | undefined;
  readonly sourceIds?: readonly string[] | undefined;
  readonly acts?: readonly StanceAct[] | undefined;
  readonly channels?: readonly StanceChannel[] | undefined;
  readonly confidences?: readonly Confidence[] | undefined;
  readonly minCredibility?: number | undefined;
  readonly minReliability?: Reliability | undefined;
  readonly without?: readonly Without[] | undefined;
  readonly statuses: readonly StanceStatus[];
  readonly externalId?: string | undefined;
  /** Part of the summary or of a quote. */
  readonly q?: string | undefined;
  readonly window: DayWindow;
}

/** One page of them, by the day the record begins by the latest date it may have, then by id. */
export interface StanceQuestion {
  readonly filters: StanceFilters;
  readonly descending: boolean;
  readonly after: { readonly key: string; readonly id: string } | null;
  readonly limit: number;
  readonly count: boolean;
  readonly knownAt: string | null;
}
