/** One row of a file, the cells in the order of the header. */
export interface FileRow {
  /** Where the row begins, from 1; the header is a row too. */
  readonly line: number;
  /** Null where the cell is empty or missing. Text as it stands in the file, spaces at its ends removed. */
  readonly cells: readonly (string | null)[];
  /** Where each cell stands in its line, where that is not its index + 1 (NDJSON: the character, from 1). */
  readonly columns?: readonly number[];
}

/** What is wrong with a file, and where. Lines and columns count from 1. */
export interface RowFault {
  readonly line: number;
  /** The column of a table (B is 2); in NDJSON the character of the line. */
  readonly column: number;
  /** The heading of the column, or the key; null where it has none. */
  readonly name: string | null;
  /** The text that is at fault, cut to 200 characters; null where there is none. */
  readonly value: string | null;
  /** `file/…`, `import/…`, or the code of the rule that is broken, such as `stance/off-scale`. */
  readonly code: string;
  /** What is wrong and what to do, in a sentence. */
  readonly detail: string;
}

export const isFault = (row: FileRow | RowFault): row is RowFault => 'code' in row;

/** A fault after which nothing more can be read from the file: a truncated archive, an empty file, a missing column. */
export class UnreadableFile extends Error {
  constructor(
    readonly fault: RowFault,
    options?: ErrorOptions,
  ) {
    super(fault.detail, options);
    this.name = 'UnreadableFile';
  }
}

/** A file opened as a table. */
export interface OpenTable {
  readonly format: 'csv' | 'ndjson' | 'xlsx';
  /** The headings in order. In NDJSON the keys met so far: it grows at its end, and is looked at anew for each chunk. */
  readonly header: readonly string[];
  /** Bytes of the file, as it is stored. */
  readonly size: number;
  /** How many of them have been read. */
  bytesRead(): number;
  /** The rows after the header, some thousand at a time, in order; a fault stands in place of a row it spoils. Once. */
  chunks(): AsyncIterable<readonly (FileRow | RowFault)[]>;
  close(): Promise<void>;
}
