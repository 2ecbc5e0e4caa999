import path from 'node:path';
import { projectRoot } from '@app/database';
import { openTable } from '../../files/open-table.js';
import { isFault, type RowFault } from '../../files/rows.js';
import { compileProfile } from '../compile-profile.js';
import type { Lookups } from '../lookups.js';
import type { MappedEntry, Mapping, MappedStance } from '../mapped.js';
import { parseProfile } from '../parse-profile.js';
import { loadProfile } from '../shipped.js';
import { loadTables } from '../tables/load-tables.js';
import { MemoryLookups } from './memory-lookups.js';

export interface Given {
  readonly lookups?: Lookups;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly format?: 'csv' | 'ndjson';
  readonly tables?: Readonly<Record<string, string>>;
}

/** A line of text with | between its cells; a cell without text is null. */
const cellsOf = (line: string): (string | null)[] => line.split('|').map((cell) => cell.trim() || null);

/** What a profile makes of rows written as `a | b`, the header first. */
export async function mappingOf(profile: string, lines: readonly string[], given: Given = {}): Promise<Mapping[]> {
  const read = parseProfile(profile, 'test.yaml');
  const tables = await loadTables(read, new Map(Object.entries(given.tables ?? {})));
  const mapper = compileProfile(read, { tables, parameters: given.parameters ?? {} });
  const [header = '', ...rows] = lines;
  const faults = mapper.bind({ header: cellsOf(header).map((name) => name ?? ''), format: given.format ?? 'csv' });
  if (faults.length > 0) return [{ outcome: 'rejected', faults }];
  const lookups = given.lookups ?? new MemoryLookups();
  return rows.map((row, index) => mapper.map({ line: index + 2, cells: cellsOf(row) }, lookups));
}

export const exampleFile = (name: string): string => path.join(projectRoot(), 'examples', name);

export interface FileMapping {
  readonly stances: MappedStance[];
  readonly entries: MappedEntry[];
  readonly faults: RowFault[];
  readonly skipped: number;
  readonly lookups: MemoryLookups;
}

/** What a shipped profile makes of a file. */
export async function mappingOfFile(
  name: string,
  file: string,
  { tables = {}, parameters = {}, lookups = new MemoryLookups() }: Given & { readonly lookups?: MemoryLookups } = {},
): Promise<FileMapping> {
  const profile = await loadProfile(name);
  const loaded = await loadTables(profile, new Map(Object.entries(tables)));
  const mapper = compileProfile(profile, { tables: loaded, parameters });
  const table = await openTable(file);
  const faults = mapper.bind(table);
  const records: (MappedStance | MappedEntry)[] = [];
  let skipped = 0;
  for await (const chunk of table.chunks()) {
    faults.push(...mapper.bind(table));
    for (const row of chunk) {
      const mapping = isFault(row) ? { outcome: 'rejected' as const, faults: [row] } : mapper.map(row, lookups);
      if (mapping.outcome === 'records') records.push(...mapping.records);
      else if (mapping.outcome === 'rejected') faults.push(...mapping.faults);
      else skipped += 1;
    }
  }
  return {
    stances: records.filter((record) => record.kind === 'stance'),
    entries: records.filter((record) => record.kind === 'entry'),
    faults,
    skipped,
    lookups,
  };
}
