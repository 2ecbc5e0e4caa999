import type { EntryStage } from '@app/catalog';
import type { StagedStance, StanceStage } from '@app/ledger';
import { type FileRow, isFault, type OpenTable, type RowFault } from '../files/rows.js';
import type { FoundEntry, MappedEntry, Mapping, MappedStance, RowMapper } from '../profiles/index.js';
import type { ImportLookups } from './import-lookups.js';
import type { StandingEntries } from './standing-entries.js';

/** Faults kept at most; reading stops where nothing would be recorded anyway. */
export const FAULTS_KEPT = 10_000;
/** A row asks for what it does not know, learns it, and may then ask for more: by a name that was found, say. */
const MOST_ROUNDS = 20;

/** What has become of the rows so far. */
export interface RowCounts {
  read: number;
  skipped: number;
  rejected: number;
}

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
  let columns = table.header.length;
  let writing: Promise<void> = Promise.resolve();
  let rejectedLine = 0;
  if (faults.length > 0) return { rows, faults, entriesUnchanged: 0 };
  for await (const chunk of table.chunks()) {
    if (table.header.length > columns) {
      columns = table.header.length;
      mapper.bind(table);
    }
    const outcomes = await mapped(chunk, mapper, lookups);
    const said: MappedStance[] = [];
    const stated: MappedEntry[] = [];
    for (const outcome of outcomes) {
      // A row at fault in several cells is several faults.
      const line = outcome.outcome === 'rejected' ? (outcome.faults[0]?.line ?? 0) : 0;
      if (line === 0 || line !== rejectedLine) rows.read += 1;
      else rows.rejected -= 1;
      rejectedLine = line;
      if (outcome.outcome === 'skipped') rows.skipped += 1;
      else if (outcome.outcome === 'records') {
        for (const record of outcome.records) (record.kind === 'stance' ? said : stated).push(record as never);
      } else if (outcome.outcome === 'rejected') {
        rows.rejected += 1;
        if (faults.length < FAULTS_KEPT) faults.push(...outcome.faults);
      }
    }
    const twice = await standing.state(stated, lookups);
    rows.rejected += twice.length;
    faults.push(...twice);
    progressed(rows);
    if (!keepGoing && faults.length >= FAULTS_KEPT) break;
    // Where a row is at fault nothing will be recorded: the rest is read for its faults only.
    if (!keepGoing && faults.length > 0) continue;
    const met = lookups.takeStaged();
    await writing;
    writing = entries.add(met).then(() => stances.add(said.map(toStaged)));
    // Awaited a chunk later; until then a refusal is not unhandled.
    writing.catch(() => undefined);
  }
  await writing;
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
