import { type FileRow, isFault, type RowFault } from '../files/rows.js';
import type { Mapping, RowMapper } from '../profiles/index.js';
import type { ImportLookups } from './import-lookups.js';

/** A row asks for what it does not know, learns it, and may then ask for more: by a name that was found, say. */
const MOST_ROUNDS = 20;
/** Records held at once; a row may make thousands. */
const RECORDS_AT_ONCE = 20_000;

const recordsOf = (mapping: Mapping): number => (mapping.outcome === 'records' ? mapping.records.length : 0);

/**
 * What becomes of the first rows, in order: of at least one, and of no more than whose records can be held. Whoever asks
 * goes on with the others.
 */
export async function mapRows(
  rows: readonly (FileRow | RowFault)[],
  mapper: RowMapper,
  lookups: ImportLookups,
): Promise<Mapping[]> {
  const mappings: Mapping[] = [];
  let waiting: number[] = [];
  let records = 0;
  for (let index = 0; index < rows.length && records < RECORDS_AT_ONCE; index += 1) {
    const mapping = mapRow(rows[index] as FileRow | RowFault, mapper, lookups);
    if (mapping.outcome === 'pending') waiting.push(index);
    records += recordsOf(mapping);
    mappings.push(mapping);
  }
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('A row asks for more each time that it is answered.');
    await lookups.learn();
    const still: number[] = [];
    for (const index of waiting) {
      if (index >= mappings.length) break;
      const mapping = mapRow(rows[index] as FileRow, mapper, lookups);
      mappings[index] = mapping;
      records += recordsOf(mapping);
      if (mapping.outcome === 'pending') still.push(index);
      // What comes after this row is mapped again, with what has been learnt.
      if (records >= RECORDS_AT_ONCE) mappings.length = index + 1;
    }
    waiting = still;
  }
  return mappings;
}

function mapRow(row: FileRow | RowFault, mapper: RowMapper, lookups: ImportLookups): Mapping {
  if (isFault(row)) return { outcome: 'rejected', faults: [row] };
  lookups.line = row.line;
  return mapper.map(row, lookups);
}
