import type { TableSpec } from '../document/profile-document.js';
import type { DateValue } from '../values/reading.js';
import type { Origin, RowState } from '../values/row-state.js';
import type { Value } from '../values/reading.js';
import type { LoadedTable, TableEntry, TableRow } from './table.js';
import { shown } from '../values/shown.js';

const NONE: readonly TableRow[] = [];

/** A table as the rows of the file meet it. */
export class JoinedTable {
  readonly isMany: boolean;
  readonly isGiven: boolean;
  readonly columns: readonly string[];
  private readonly mayMiss: boolean;
  private readonly folds: boolean;
  private epochOfRow = -1;
  private current: TableRow | null | undefined = null;

  constructor(
    readonly name: string,
    readonly number: number,
    spec: TableSpec,
    private readonly table: LoadedTable | undefined,
    private readonly match: Value,
    private readonly on: DateValue | null,
  ) {
    this.isMany = spec.many === true;
    this.isGiven = spec.given !== undefined;
    this.columns = table?.columns ?? [];
    this.mayMiss = this.isMany || spec.optional === true;
    this.folds = spec.ignoreCase === true;
  }

  /** Where the file says which row is meant. */
  get origin(): Origin {
    const { origin } = this.match;
    return { ...origin, isDated: origin.isDated || this.on !== null };
  }

  /** False where an optional table was not given: its columns are null then. */
  get isThere(): boolean {
    return this.table !== undefined;
  }

  columnIndex(name: string): number {
    return this.columns.indexOf(name);
  }

  /** The row that belongs to the file's row; undefined where there is none and that has been reported. */
  row(state: RowState): TableRow | null | undefined {
    if (this.epochOfRow !== state.epoch) {
      this.epochOfRow = state.epoch;
      this.current = this.find(state);
    }
    return this.current;
  }

  /** All of them, in the order of the table. */
  rows(state: RowState): readonly TableRow[] {
    const key = this.match.read(state);
    const entries = typeof key === 'string' ? this.entriesOf(key) : undefined;
    return entries === undefined ? NONE : entries.map(({ cells }) => cells);
  }

  private find(state: RowState): TableRow | null | undefined {
    if (this.table === undefined) return null;
    const key = this.match.read(state);
    if (key === undefined) return undefined;
    const entries = key === null ? undefined : this.entriesOf(key);
    const found = entries === undefined ? undefined : this.holding(entries, state);
    if (found !== undefined) return found.cells;
    if (this.mayMiss) return null;
    const detail =
      key === null
        ? `The cell that says which row of the table ${this.name} belongs to this one is empty.`
        : `The table ${this.name} has no row ${shown(key)}. Correct the cell, or add the row to the table.`;
    return state.fault(this.origin, key, 'import/no-match', detail);
  }

  private entriesOf(key: string): readonly TableEntry[] | undefined {
    return this.table?.entries.get(this.folds ? key.toLowerCase() : key);
  }

  /** The one whose time has the day. */
  private holding(entries: readonly TableEntry[], state: RowState): TableEntry | undefined {
    if (this.on === null) return entries[0];
    const date = this.on.read(state);
    const day = date?.earliest ?? date?.latest;
    if (day === null || day === undefined) return entries.length === 1 ? entries[0] : undefined;
    return entries.find(
      ({ earliest, latest }) => (earliest === null || earliest <= day) && (latest === null || latest >= day),
    );
  }
}
