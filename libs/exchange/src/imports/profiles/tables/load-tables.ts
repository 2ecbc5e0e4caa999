import path from 'node:path';
import { type Fault, InvalidProblem, parseEdtf } from '@app/domain';
import { openTable } from '../../files/open-table.js';
import { type FileRow, isFault, type OpenTable, type RowFault, UnreadableFile } from '../../files/rows.js';
import type { Constant, TableSpec } from '../document/profile-document.js';
import { nearest } from '../document/nearest.js';
import { ownCopy } from '../own-copy.js';
import type { Profile } from '../profile.js';
import type { LoadedTable, TableEntry, Tables } from './table.js';
import { shown } from '../values/shown.js';

const MOST_ROWS = 1_000_000;
const MOST_CHARACTERS = 200_000_000;
const MOST_FAULTS = 20;

/** A file that is given for a table. */
export interface GivenFile {
  readonly path: string;
  /** The name that it had with its sender, where it is on disk under another. */
  readonly fileName?: string;
}

/**
 * Reads the tables of a profile into memory. `given` has the files that were given, by the table's name.
 * Throws `import/table-unknown`, `import/table-required`, `import/table-invalid` with the place in the file in each
 * fault, `import/column-missing`, and UnreadableFile.
 */
export async function loadTables(profile: Profile, given: ReadonlyMap<string, string | GivenFile>): Promise<Tables> {
  const specs = Object.entries(profile.document.tables ?? {});
  assertGiven(profile, given);
  const tables = new Map<string, LoadedTable>();
  for (const [name, spec] of specs) {
    const table = await loaded(name, spec, profile, given.get(name));
    if (table !== undefined) tables.set(name, table);
  }
  return tables;
}

function assertGiven({ givenTables }: Profile, given: ReadonlyMap<string, unknown>): void {
  const known = givenTables.map(({ name }) => name);
  const unknown = [...given.keys()].filter((name) => !known.includes(name));
  const missing = givenTables.filter(({ name, isRequired }) => isRequired && !given.has(name));
  const faults: Fault[] = [
    ...unknown.map((name) => ({
      pointer: `/tables/${name}`,
      code: 'import/table-unknown',
      detail: `The profile takes no table "${name}"; ${nearest(name, known, 'leave it out')}`,
    })),
    ...missing.map(({ name, description }) => ({
      pointer: `/tables/${name}`,
      code: 'import/table-required',
      detail: `The profile needs the table ${name}${description === null ? '' : ` (${description.trim()})`}: --with ${name}=FILE.`,
    })),
  ];
  if (faults[0] !== undefined) throw new InvalidProblem(faults[0].code, faults[0].detail, faults);
}

async function loaded(
  name: string,
  spec: TableSpec,
  { folder }: Profile,
  given: string | GivenFile | undefined,
): Promise<LoadedTable | undefined> {
  if (spec.rows !== undefined) return inline(name, spec, spec.rows);
  const file = typeof given === 'string' ? { path: given } : given;
  const place = spec.file === undefined ? file?.path : path.join(folder ?? '', spec.file);
  if (place === undefined) return undefined;
  const { format, delimiter, sheet } = spec;
  const fileName = file?.fileName ?? path.basename(place);
  const table = await openTable(place, {
    fileName,
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
  });
  try {
    return await collected(new Collector(name, spec, fileName), table);
  } finally {
    await table.close();
  }
}

async function collected(collector: Collector, table: OpenTable): Promise<LoadedTable> {
  for await (const chunk of table.chunks()) {
    collector.begin(table.header);
    for (const row of chunk) {
      if (isFault(row)) collector.refuse(row);
      else collector.add(row);
    }
  }
  collector.begin(table.header);
  return collector.finish();
}

function inline(name: string, spec: TableSpec, rows: NonNullable<TableSpec['rows']>): LoadedTable {
  const collector = new Collector(name, spec, 'the profile');
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  collector.begin(header);
  rows.forEach((row, index) => {
    const cells = header.map((column) => row[column] ?? null).map((cell) => (cell === null ? null : String(cell)));
    collector.add({ line: index + 1, cells });
  });
  return collector.finish();
}

/** Takes rows in, and puts them under their keys. */
class Collector {
  private readonly entries = new Map<string, TableEntry[]>();
  private readonly faults: Fault[] = [];
  /** The texts that mean nothing, of each column. */
  private blanks: readonly ReadonlySet<string>[] = [];
  private readonly keyColumns: readonly string[];
  private columns: readonly string[] = [];
  private keyIndexes: readonly number[] = [];
  private validityIndex = -1;
  private rows = 0;
  private characters = 0;

  constructor(
    private readonly name: string,
    private readonly spec: TableSpec,
    private readonly fileName: string,
  ) {
    this.keyColumns = [spec.key].flat();
  }

  /** The header, before the first row and again when it has grown. */
  begin(header: readonly string[]): void {
    if (header.length === this.columns.length) return;
    this.columns = [...header];
    this.blanks = header.map((column) => blanksOf(this.spec, column));
    this.keyIndexes = this.keyColumns.map((column) => header.indexOf(column));
    this.validityIndex = this.spec.validity === undefined ? -1 : header.indexOf(this.spec.validity);
  }

  add(row: FileRow): void {
    const cells = row.cells.map((cell, index) =>
      cell === null || this.blanks[index]?.has(cell) === true ? null : ownCopy(cell),
    );
    this.rows += 1;
    for (const cell of cells) this.characters += cell?.length ?? 0;
    if (this.rows > MOST_ROWS || this.characters > MOST_CHARACTERS) throw this.tooLarge();
    const valid = this.validityIndex < 0 ? null : this.validityOf(row, cells[this.validityIndex] ?? null);
    const entry = { cells, earliest: valid?.earliest ?? null, latest: valid?.latest ?? null };
    const keys = new Set(this.keyIndexes.flatMap((index) => this.keysIn(cells[index] ?? null)));
    for (const key of keys) this.put(row, key, entry);
  }

  refuse({ line, column, code, detail }: RowFault): void {
    this.fault(code, `${this.fileName}, line ${line}, column ${column}: ${detail}`);
  }

  finish(): LoadedTable {
    for (const column of [...this.keyColumns, ...(this.spec.validity === undefined ? [] : [this.spec.validity])]) {
      if (!this.columns.includes(column)) {
        const hint = nearest(column, this.columns, 'the file has no header');
        this.fault('import/column-missing', `The table ${this.name} has no column "${column}"; ${hint}`);
      }
    }
    const [first] = this.faults;
    if (first !== undefined) throw new InvalidProblem('import/table-invalid', first.detail, this.faults);
    return { columns: this.columns, entries: this.entries };
  }

  private keysIn(cell: string | null): string[] {
    if (cell === null) return [];
    const { splitKeys, ignoreCase } = this.spec;
    const parts = splitKeys === undefined ? [cell] : cell.split(splitKeys).map((part) => part.trim());
    return parts.filter((part) => part !== '').map((part) => (ignoreCase === true ? part.toLowerCase() : part));
  }

  private put(row: FileRow, key: string, entry: TableEntry): void {
    const there = this.entries.get(key);
    if (there === undefined) {
      this.entries.set(key, [entry]);
      return;
    }
    if (this.spec.many !== true && there.some((other) => overlap(entry, other))) {
      const detail = `${shown(key)} stands in the table ${this.name} a second time${this.spec.validity === undefined ? '' : ' for the same time'}. Leave one of the rows out.`;
      this.fault('import/duplicate-key', `${this.fileName}, line ${row.line}: ${detail}`);
    }
    there.push(entry);
  }

  private validityOf(row: FileRow, text: string | null): Pick<TableEntry, 'earliest' | 'latest'> | null {
    if (text === null) return null;
    try {
      return parseEdtf(text);
    } catch (error) {
      if (!(error instanceof InvalidProblem)) throw error;
      this.fault(error.code, `${this.fileName}, line ${row.line}, column ${this.validityIndex + 1}: ${error.message}`);
      return null;
    }
  }

  private fault(code: string, detail: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ pointer: `/tables/${this.name}`, code, detail });
  }

  private tooLarge(): UnreadableFile {
    const detail = `The table ${this.name} is held in memory, and has more than ${MOST_ROWS} rows or ${MOST_CHARACTERS / 1_000_000} million characters. Leave out rows and columns that the profile does not need.`;
    const place = { line: this.rows + 1, column: 1, name: null, value: null };
    return new UnreadableFile({ ...place, code: 'import/table-too-large', detail });
  }
}

function blanksOf({ blank = [] }: TableSpec, column: string): ReadonlySet<string> {
  const ofColumn = isEverywhere(blank) ? blank : Object.hasOwn(blank, column) ? (blank[column] ?? []) : [];
  return new Set(ofColumn.map(String));
}

const isEverywhere = (blank: NonNullable<TableSpec['blank']>): blank is readonly Constant[] => Array.isArray(blank);

const overlap = (one: TableEntry, other: TableEntry): boolean =>
  (one.earliest === null || other.latest === null || one.earliest <= other.latest) &&
  (other.earliest === null || one.latest === null || other.earliest <= one.latest);
