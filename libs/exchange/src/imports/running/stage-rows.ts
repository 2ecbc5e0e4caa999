import type { EntryStage } from '@app/catalog';
import type { StagedStance, StanceStage } from '@app/ledger';
import { type FileRow, isFault, type OpenTable, type RowFault } from '../files/rows.js';
import type { FoundEntry, Mapping, MappedStance, RowMapper } from '../profiles/index.js';
import type { ImportLookups } from './import-lookups.js';
import { FAULTS_KEPT, type RowCounts, RowTally } from './row-tally.js';
import type { StandingEntries } from './standing-entries.js';

/** A row asks for what it does not know, learns it, and may then ask for more: by a name that was found, say. */
const MOST_ROUNDS = 20;

export interface Staged {
  readonly rows: RowCounts;
  /** In the order of the file, cut to FAULTS_KEPT. */
  readonly faults: RowFault[];
  /** Entries that the file states as they are already. */
  readonly entriesUnchanged: number;
}

export interface Staging {
  readonly table: OpenTable;
  readonly mapper: RowMapper;
  readonly lookups: ImportLookups;
  readonly standing: StandingEntries;
  readonly entries: EntryStage;
  readonly stances: StanceStage;
  readonly keepGoing: boolean;
  readonly progressed: (rows: RowCounts) => void;
}

/** Reads all rows, maps them, and puts what they say on the stages. Throws an UnreadableFile. */
export async function stageRows(staging: Staging): Promise<Staged> {
  const { entries, keepGoing, lookups, mapper, progressed, stances, standing, table } = staging;
  const rows: RowCounts = { read: 0, skipped: 0, rejected: 0 };
  const faults: RowFault[] = mapper.bind(table);
  if (faults.length > 0) return { rows, faults, entriesUnchanged: 0 };
  const tally = new RowTally(rows, faults);
  let columns = table.header.length;
  // While one chunk is written the next is read.
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of table.chunks()) {
      if (table.header.length > columns) {
        columns = table.header.length;
        mapper.bind(table);
      }
      const { said, stated } = tally.take(await mapped(chunk, mapper, lookups));
      tally.reject(await standing.state(stated, lookups));
      progressed(rows);
      if (!keepGoing && faults.length >= FAULTS_KEPT) break;
      // Where a row is at fault nothing will be recorded: the rest is read for its faults only.
      if (!keepGoing && faults.length > 0) continue;
      const met = lookups.takeStaged();
      await writing;
      writing = entries.add(met).then(() => stances.add(said.map(toStaged)));
      writing.catch(() => undefined);
    }
    await writing;
  } finally {
    // Nothing may be under way on the connection when its transaction is undone.
    await writing.catch(() => undefined);
  }
  await entries.add(lookups.takeStaged());
  return { rows, faults: faults.slice(0, FAULTS_KEPT), entriesUnchanged: standing.unchanged };
}

/** In the order of the rows. */
async function mapped(
  chunk: readonly (FileRow | RowFault)[],
  mapper: RowMapper,
  lookups: ImportLookups,
): Promise<Mapping[]> {
  const outcomes: Mapping[] = [];
  let waiting: number[] = [];
  for (let index = 0; index < chunk.length; index += 1) {
    const row = chunk[index] as FileRow | RowFault;
    const outcome: Mapping = isFault(row) ? { outcome: 'rejected', faults: [row] } : mapper.map(row, lookups);
    if (outcome.outcome === 'pending') waiting.push(index);
    outcomes.push(outcome);
  }
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('A row asks for more each time that it is answered.');
    await lookups.learn();
    waiting = waiting.filter((index) => {
      const outcome = mapper.map(chunk[index] as FileRow, lookups);
      outcomes[index] = outcome;
      return outcome.outcome === 'pending';
    });
  }
  return outcomes;
}

const handleOf = (entry: FoundEntry | null): number | null => (entry === null ? null : entry.handle);

const toStaged = (stance: MappedStance): StagedStance => ({
  line: stance.line,
  column: stance.column,
  name: stance.name,
  externalId: stance.externalId,
  actor: stance.actor.handle,
  issue: stance.issue.handle,
  target: handleOf(stance.target),
  event: handleOf(stance.event),
  speaker: handleOf(stance.speaker),
  act: stance.act,
  position: stance.position,
  date: stance.date,
  channel: stance.channel,
  confidence: stance.confidence,
  summary: stance.summary,
  note: stance.note,
  citations: stance.citations.map(({ credibility, exact, locator, prefix, source, suffix }) => ({
    source: source.handle,
    credibility,
    exact,
    prefix,
    suffix,
    locator,
  })),
});
