import type { Confidence, StanceAct, StanceChannel } from '@app/database';
import type { EdtfDate } from '@app/domain';

/** A citation of a staged stance; `source` is the handle of an entry. */
export interface StagedCitation {
  readonly source: number;
  readonly credibility: number;
  readonly exact: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly locator: string | null;
}

/** A stance on its way into the ledger; entries are handles (see EntryStage). */
export interface StagedStance {
  /** Where it comes from, for reports. */
  readonly line: number;
  readonly column: number;
  readonly name: string | null;
  readonly externalId: string;
  readonly actor: number;
  readonly issue: number;
  readonly target: number | null;
  readonly event: number | null;
  readonly speaker: number | null;
  readonly act: StanceAct;
  readonly position: number | null;
  readonly date: EdtfDate;
  readonly channel: StanceChannel | null;
  readonly confidence: Confidence | null;
  readonly summary: string | null;
  readonly note: string | null;
  readonly citations: readonly StagedCitation[];
}

/** What a merge did, in stances. */
export interface MergeCounts {
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly retracted: number;
  /** Of those revised: how many somebody had changed by hand since they were imported. */
  readonly overridden: number;
}
