import { Injectable } from '@nestjs/common';
import { EntryFinder } from '@app/catalog';
import { openTable } from './files/open-table.js';
import type { FileRow, OpenTable, RowFault } from './files/rows.js';
import {
  compileProfile,
  type GivenFile,
  loadTables,
  type MappedEntry,
  type MappedStance,
  type NewEntry,
  type Profile,
  type RowMapper,
} from './profiles/index.js';
import { ImportLookups } from './running/import-lookups.js';
import { mapRows } from './running/map-rows.js';
import { type Claim, StandingEntries } from './running/standing-entries.js';

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
    const standing = new StandingEntries(this.finder, claiming());
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
  const [mapping] = await mapRows([row], mapper, lookups);
  if (mapping?.outcome === 'rejected') return { ...nothing, faults: mapping.faults };
  if (mapping?.outcome !== 'records') return nothing;
  const stances = mapping.records.filter((record): record is MappedStance => record.kind === 'stance');
  const stated = mapping.records.filter((record): record is MappedEntry => record.kind === 'entry');
  const faults = [...unknownScales(stated, lookups), ...(await standing.state(stated, lookups))];
  if (faults.length > 0) {
    lookups.takeStaged();
    return { ...nothing, faults };
  }
  const staged = lookups.takeStaged();
  const entries = staged.flatMap(({ made, revises }): TriedEntry[] => {
    return made === null ? [] : [{ entry: made, isRevision: revises !== null }];
  });
  const unchanged = staged.filter(({ made, place }) => made === null && place !== null).length;
  return { line: row.line, stances, entries, unchanged, faults };
}

/** An import holds this against the catalog once it has read the whole file. */
const unknownScales = (stated: readonly MappedEntry[], lookups: ImportLookups): RowFault[] =>
  stated.flatMap(({ column, entry: { entry, kind }, line, name }) => {
    if (kind !== 'issue' || lookups.hasScale(entry.scale)) return [];
    const detail = `The issue "${entry.slug}" is on the scale "${entry.scale}", which does not exist; make it first.`;
    return [{ line, column, name, value: entry.scale, code: 'scale/unknown', detail }];
  });

/** The rows that are tried are few. */
function claiming(): Claim {
  const claimed = new Set<string>();
  return async (stated) =>
    stated.map(({ kind, slug }) => {
      const { size } = claimed;
      return claimed.add(`${kind} ${slug}`).size > size;
    });
}
