import type { Confidence, StanceAct, StanceChannel } from '@app/database';
import type { EdtfDate } from '@app/domain';
import type { RowFault } from '../files/rows.js';
import type { FoundEntry, NewEntry } from './lookups.js';

export interface MappedCitation {
  readonly source: FoundEntry;
  /** 1 to 6. */
  readonly credibility: number;
  readonly exact: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly locator: string | null;
}

/** A stance as a row says it; everything has been checked that can be checked without the other rows. */
export interface MappedStance {
  readonly kind: 'stance';
  /** Where the row says its externalId: that is where a duplicate is reported. */
  readonly line: number;
  readonly column: number;
  readonly name: string | null;
  readonly externalId: string;
  readonly actor: FoundEntry;
  readonly issue: FoundEntry;
  readonly target: FoundEntry | null;
  readonly event: FoundEntry | null;
  readonly speaker: FoundEntry | null;
  readonly act: StanceAct;
  readonly position: number | null;
  readonly date: EdtfDate;
  readonly channel: StanceChannel | null;
  readonly confidence: Confidence | null;
  readonly summary: string | null;
  readonly note: string | null;
  /** At least one. */
  readonly citations: readonly MappedCitation[];
}

/** An entry of the catalog as a row says it. */
export interface MappedEntry {
  readonly kind: 'entry';
  readonly line: number;
  readonly column: number;
  readonly name: string | null;
  readonly entry: NewEntry;
}

/** What becomes of a row. */
export type Mapping =
  | { readonly outcome: 'records'; readonly records: readonly (MappedStance | MappedEntry)[] }
  /** The profile leaves rows like this one out. */
  | { readonly outcome: 'skipped' }
  /** Something has to be looked up first; map the row again afterwards. */
  | { readonly outcome: 'pending' }
  | { readonly outcome: 'rejected'; readonly faults: readonly RowFault[] };
