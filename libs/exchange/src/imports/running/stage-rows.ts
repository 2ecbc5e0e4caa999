import type { EntryStage, RefusedLines } from '@app/catalog';
import type { StagedStance, StanceStage } from '@app/ledger';
import { type FileRow, type OpenTable, type RowFault, UnreadableFile } from '../files/rows.js';
import type { FoundEntry, MappedStance, RowMapper } from '../profiles/index.js';
import type { ImportLookups } from './import-lookups.js';
import { mapRows } from './map-rows.js';
import { FAULTS_KEPT, type RowCounts, RowTally } from './row-tally.js';
import type { StandingEntries } from './standing-entries.js';

export interface Staged {
  /** Without the rows that were refused after they had been mapped: those are among the refused lines. */
  readonly rows: RowCounts;
  /** In the order of the file, cut to FAULTS_KEPT. */
  readonly faults: readonly RowFault[];
  /** How many there are. */
  readonly found: number;
  /** Why the file could not be read to its end; null where it could. */
  readonly unreadable: RowFault | null;
  /** The line after which nothing was read any more, for too many faults; null where the file was read to its end. */
  readonly readUntil: number | null;
}

export interface Staging {
  readonly table: OpenTable;
  readonly mapper: RowMapper;
  readonly lookups: ImportLookups;
  readonly standing: StandingEntries;
  readonly entries: EntryStage;
  readonly stances: StanceStage;
  readonly refused: RefusedLines;
  readonly keepGoing: boolean;
  readonly progressed: (rows: RowCounts) => void;
  readonly signal: AbortSignal;
}

type Chunk = readonly (FileRow | RowFault)[];

/** Reads all rows, maps them, and puts what they say on the stages. Throws what the signal was aborted with. */
export async function stageRows(staging: Staging): Promise<Staged> {
  const { keepGoing, mapper, progressed, signal, table } = staging;
  const tally = new RowTally();
  tally.add(mapper.bind(table));
  const staged = { rows: tally.rows, faults: tally.faults, unreadable: null, readUntil: null };
  if (tally.found > 0) return { ...staged, found: tally.found };
  const stages = new Stages(staging, tally);
  let columns = table.header.length;
  let unreadable: RowFault | null = null;
  let readUntil: number | null = null;
  try {
    for await (const chunk of table.chunks()) {
      signal.throwIfAborted();
      if (table.header.length > columns) {
        columns = table.header.length;
        mapper.bind(table);
      }
      await stages.take(chunk);
      progressed(tally.rows);
      if (keepGoing || tally.found < FAULTS_KEPT) continue;
      readUntil = chunk.at(-1)?.line ?? null;
      break;
    }
    await stages.settled();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    unreadable = error.fault;
  } finally {
    // Nothing may be under way on the connection when its transaction is undone.
    await stages.settled().catch(() => undefined);
  }
  return { ...staged, found: tally.found, unreadable, readUntil };
}

/** Puts rows on the stages; while those of one chunk are written, the next is read. */
class Stages {
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly staging: Staging,
    private readonly tally: RowTally,
  ) {}

  async take(chunk: Chunk): Promise<void> {
    const { keepGoing, lookups, mapper, refused, standing } = this.staging;
    const { tally } = this;
    for (let done = 0; done < chunk.length;) {
      const mappings = await mapRows(done === 0 ? chunk : chunk.slice(done), mapper, lookups);
      done += mappings.length;
      const { said, stated } = tally.take(mappings);
      // Stating asks on the connection on which the rows before are written.
      if (stated.length > 0) await this.writing;
      const faults = await standing.state(stated, lookups);
      tally.add(faults);
      const lines = new Set(faults.map(({ line }) => line));
      await refused.add([...lines]);
      const met = lookups.takeStaged();
      // Where a row is at fault nothing will be recorded: the rest is read for its faults only.
      if (!keepGoing && tally.found > 0) continue;
      await this.writing;
      this.writing = this.write(met, lines.size === 0 ? said : said.filter(({ line }) => !lines.has(line)));
      this.writing.catch(() => undefined);
    }
  }

  async settled(): Promise<void> {
    await this.writing;
  }

  private async write(met: Parameters<EntryStage['add']>[0], said: readonly MappedStance[]): Promise<void> {
    await this.staging.entries.add(met);
    await this.staging.stances.add(said.map(toStaged));
  }
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
