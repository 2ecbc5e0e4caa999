import type { Confidence, StanceAct, StanceChannel } from '@app/database';
import type { Noted } from '@app/catalog';

/** W3C TextQuoteSelector: the words a record rests on, and what stands around them. */
export interface Quote {
  readonly exact: string;
  readonly prefix?: string | null | undefined;
  readonly suffix?: string | null | undefined;
}

export interface CitationInput {
  /** Slug or id of the source. */
  readonly source: string;
  readonly quote?: Quote | null | undefined;
  /** Page, paragraph, minute. */
  readonly locator?: string | null | undefined;
  /** Admiralty grade of the information, 1 (confirmed) to 6 (cannot be judged). */
  readonly credibility: number;
}

/** A stance as it is sent; references are slugs or ids. */
export interface NewStance extends Noted {
  readonly actor: string;
  readonly issue: string;
  readonly act: StanceAct;
  /** A point of the issue's scale; null is unknown, never neutral. */
  readonly position: number | null;
  /** EDTF. */
  readonly date: string;
  readonly target?: string | null | undefined;
  readonly event?: string | null | undefined;
  readonly speaker?: string | null | undefined;
  readonly channel?: StanceChannel | null | undefined;
  readonly confidence?: Confidence | null | undefined;
  readonly summary?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  /** At least one. */
  readonly citations: readonly CitationInput[];
}

/** A stance whose references have been found and whose date has been read. */
export interface ResolvedStance {
  readonly actorId: string;
  readonly issueId: string;
  readonly targetId: string | null;
  readonly eventId: string | null;
  readonly speakerId: string | null;
  readonly stance: NewStance;
  readonly citations: readonly (CitationInput & { readonly sourceId: string })[];
}
