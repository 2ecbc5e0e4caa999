import { Injectable } from '@nestjs/common';
import { EntryFinder } from '@app/catalog';
import { openTable } from './files/open-table.js';
import { type FileRow, isFault, type OpenTable, type RowFault } from './files/rows.js';
import {
  compileProfile,
  type GivenFile,
  loadTables,
  type MappedEntry,
  type Mapping,
  type MappedStance,
  type NewEntry,
  type Profile,
  type RowMapper,
} from './profiles/index.js';
import { ImportLookups } from './running/import-lookups.js';
import { StandingEntries } from './running/standing-entries.js';

/** A row asks for what it does not know, learns it, and may then ask for more. */
const MOST_ROUNDS = 20;

/** A profile to be tried on the first rows of a file. */
export interface ProfileTrial {
  readonly profile: Profile;
  readonly file: GivenFile;
  /** Files of the profile's tables, by the table's name. */
  readonly tables: ReadonlyMap<string, string | GivenFile>;
  readonly parameters: Readonly<Record<string, string>>;
  /** How many rows. */
  readonly rows: number;
}

/** An entry of the catalog that a row would make, or of which it would make a new revision. */
export interface TriedEntry {
  readonly entry: NewEntry;
  readonly isRevision: boolean;
}

/** What would become of a row: either records or faults, or neither where the profile skips it. */
export interface TriedRow {
  readonly line: number;
  readonly stances: readonly MappedStance[];
  readonly entries: readonly TriedEntry[];
  /** Entries that the row states as they stand already. */
  readonly unchanged: number;
  readonly faults: readonly RowFault[];
}

/** Shows what a profile makes of a file, and records nothing. */
@Injectable()
export class ProfileCheckService {
  constructor(private readonly finder: EntryFinder) {}

  /**
   * The first rows as they would be recorded.
   * Throws `import/table-…`, `import/parameter-…`, `import/column-missing` (of a table), and UnreadableFile.
   */
  async tryOut({ file, parameters, profile, rows, tables }: ProfileTrial): Promise<TriedRow[]> {
    const mapper = compileProfile(profile, { tables: await loadTables(profile, tables), parameters });
    const { fileName } = file;
    const named = fileName === undefined ? {} : { fileName };
    const table = await openTable(file.path, { ...profile.document.file, ...named });
    try {
      const faults = mapper.bind(table);
      if (faults.length > 0) return [{ line: 1, stances: [], entries: [], unchanged: 0, faults }];
      return await this.firstRows(table, mapper, rows);
    } finally {
      await table.close();
    }
  }

  private async firstRows(table: OpenTable, mapper: RowMapper, rows: number): Promise<TriedRow[]> {
    const lookups = new ImportLookups(this.finder, await this.finder.scales());
    const standing = new StandingEntries(this.finder);
    const tried: TriedRow[] = [];
    for await (const chunk of table.chunks()) {
      mapper.bind(table);
      for (const row of chunk) {
        if (tried.length === rows) return tried;
        tried.push(await tryRow(row, { mapper, lookups, standing }));
      }
    }
    return tried;
  }
}

interface Trying {
  readonly mapper: RowMapper;
  readonly lookups: ImportLookups;
  readonly standing: StandingEntries;
}

async function tryRow(row: FileRow | RowFault, { lookups, mapper, standing }: Trying): Promise<TriedRow> {
  const nothing = { line: row.line, stances: [], entries: [], unchanged: 0, faults: [] };
  if (isFault(row)) return { ...nothing, faults: [row] };
  const mapping = await mapped(row, mapper, lookups);
  if (mapping.outcome === 'rejected') return { ...nothing, faults: mapping.faults };
  if (mapping.outcome !== 'records') return nothing;
  const stances = mapping.records.filter((record): record is MappedStance => record.kind === 'stance');
  const stated = mapping.records.filter((record): record is MappedEntry => record.kind === 'entry');
  const unchangedBefore = standing.unchanged;
  const faults = await standing.state(stated, lookups);
  const entries = lookups.takeStaged().flatMap(({ made, revises }): TriedEntry[] => {
    return made === null ? [] : [{ entry: made, isRevision: revises !== null }];
  });
  return { line: row.line, stances, entries, unchanged: standing.unchanged - unchangedBefore, faults };
}

async function mapped(row: FileRow, mapper: RowMapper, lookups: ImportLookups): Promise<Mapping> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const mapping = mapper.map(row, lookups);
    if (mapping.outcome !== 'pending') return mapping;
    await lookups.learn();
  }
  throw new Error('A row asks for more each time that it is answered.');
}
