import type { IsoDate } from '@app/domain';

export type TableRow = readonly (string | null)[];

export interface TableEntry {
  readonly cells: TableRow;
  /** The days for which it holds, both included; null is open. */
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
}

/** A table with its rows by their keys. */
export interface LoadedTable {
  readonly columns: readonly string[];
  readonly entries: ReadonlyMap<string, readonly TableEntry[]>;
}

/** The tables of a profile by name; one that is optional and was not given is missing. */
export type Tables = ReadonlyMap<string, LoadedTable>;
