import type { EntryCounts } from '@app/catalog';
import type { MergeCounts } from '@app/ledger';
import type { RowFault } from './files/rows.js';
import type { GivenFile, Profile } from './profiles/index.js';

/** A file to be imported, and how. */
export interface ImportRequest {
  readonly file: GivenFile;
  readonly profile: Profile;
  /** Files of the profile's tables, by the table's name. */
  readonly tables: ReadonlyMap<string, string | GivenFile>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Slug; absent is the profile's. */
  readonly dataset?: string | undefined;
  /** Everything is done, and undone again at the end. */
  readonly dryRun: boolean;
  /** Rows that can be recorded are, and the others reported; otherwise nothing is recorded where one cannot be. */
  readonly keepGoing: boolean;
  /** Stances of the dataset that the file does not have are retracted. */
  readonly retractMissing: boolean;
}

export type ImportPhase = 'reading' | 'recording' | 'finished';

/** How far an import has come. */
export interface ImportProgress {
  readonly phase: ImportPhase;
  readonly bytesRead: number;
  readonly bytes: number;
  readonly rows: number;
}

/** What came of an import. */
export interface ImportCounts {
  readonly stances: MergeCounts;
  readonly entries: EntryCounts & { readonly unchanged: number };
}

/** Why an import recorded nothing. */
export interface ImportFailure {
  readonly code: string;
  readonly detail: string;
}

/** How an import ended. */
export interface ImportEnd {
  readonly rows: { readonly read: number; readonly skipped: number; readonly rejected: number };
  readonly counts: ImportCounts;
  /** In the order of the file; the first of them, where there are very many. */
  readonly faults: readonly RowFault[];
  /** How many faults are not among `faults`, where some are not. */
  readonly faultsUnlisted?: number;
  /** The line after which the file was not read any more, for too many faults; absent where it was read to its end. */
  readonly readUntil?: number;
  /** Null where it did what it was asked to. */
  readonly failure: ImportFailure | null;
}

export const NO_COUNTS: ImportCounts = {
  stances: { created: 0, revised: 0, unchanged: 0, retracted: 0, overridden: 0 },
  entries: { created: 0, revised: 0, unchanged: 0 },
};
