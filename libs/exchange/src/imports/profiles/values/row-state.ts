import type { IsoDate } from '@app/domain';
import { rowFault } from '../../files/faults.js';
import type { FileRow, RowFault } from '../../files/rows.js';
import type { Lookups } from '../lookups.js';
import type { ColumnSlot } from './columns.js';
import type { TableRow } from '../tables/table.js';

/** Where a value comes from, so that a fault can say which cell to change. */
export interface Origin {
  /** Null where no cell decides: a constant, a parameter. */
  readonly column: ColumnSlot | null;
  /** The table that the cell led to. */
  readonly table: string | null;
  /** Every column that the value depends on, directly or through a table. */
  readonly roots: readonly ColumnSlot[];
  /** It depends on a day as well, for which a row of a table holds. */
  readonly isDated: boolean;
  /** It depends on the row, column or part that a list is at. */
  readonly isRepeated: boolean;
}

/** What is known while one row is mapped. One object serves all rows, because rows are mapped by the hundred thousand. */
export class RowState {
  row: FileRow = { line: 0, cells: [] };
  cells: readonly (string | null)[] = [];
  lookups!: Lookups;
  /** Counts rows, so that what was worked out for the one before is not taken for this one's. */
  epoch = 0;
  faults: RowFault[] = [];
  isPending = false;
  /** What has to be made before the row can be mapped; it is made once nothing else is in the way. */
  makes: (() => void)[] = [];
  /** The day for which identifiers are looked up. */
  on: IsoDate | null = null;
  /** The row of each `many` table that a list is at. */
  readonly repeatedRows: (TableRow | null)[] = [];
  /** Which of its columns each `eachColumn` is at. */
  readonly repeatedColumns: number[] = [];
  part: string | null = null;

  constructor(private readonly header: () => readonly string[]) {}

  begin(row: FileRow, lookups: Lookups): void {
    this.row = row;
    this.cells = row.cells;
    this.lookups = lookups;
    this.epoch += 1;
    this.isPending = false;
    if (this.makes.length > 0) this.makes = [];
    this.on = null;
    if (this.faults.length > 0) this.faults = [];
  }

  /** The column of a table, or the character of an NDJSON line. */
  columnOf({ column }: Origin): number {
    const index = column?.index(this) ?? 0;
    if (this.row.columns !== undefined) return this.row.columns[index] ?? 1;
    return index < 0 ? this.header().length + 1 : index + 1;
  }

  nameOf({ column }: Origin): string | null {
    if (column === null) return null;
    return this.header()[column.index(this)] ?? column.name;
  }

  /** `value` is the text that is wrong; null where it is missing. */
  fault(origin: Origin, value: string | null, code: string, detail: string): undefined {
    const place = { line: this.row.line, column: this.columnOf(origin), name: this.nameOf(origin), value };
    const whole = origin.table === null ? detail : `${detail} It comes from the table ${origin.table}.`;
    // PostgreSQL, where faults are kept, stores neither NUL nor half a surrogate pair.
    this.faults.push(rowFault(place, code, whole.replaceAll('\0', '\u2400').toWellFormed()));
    return undefined;
  }
}
