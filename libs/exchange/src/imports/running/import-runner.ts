import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { EntryFinder, EntryMerge, EntryStage, RefusedLines, type StagedFaults } from '@app/catalog';
import { type BulkOutcome, BulkTransaction, BulkWrites } from '@app/database';
import { ConflictProblem, InvalidProblem } from '@app/domain';
import { StanceMerge, StanceStage } from '@app/ledger';
import { openTable } from '../files/open-table.js';
import {
  type ImportCounts,
  type ImportEnd,
  type ImportFailure,
  type ImportProgress,
  type ImportRequest,
  NO_COUNTS,
} from '../import.js';
import { ImportsRepository, type RunningImport } from '../imports.repository.js';
import type { RowMapper } from '../profiles/index.js';
import { ImportEnds } from './import-ends.js';
import { ImportLookups } from './import-lookups.js';
import { ProgressNotes } from './progress-notes.js';
import { FAULTS_KEPT } from './row-tally.js';
import { sift } from './sift.js';
import { type Staged, stageRows } from './stage-rows.js';
import { StandingEntries } from './standing-entries.js';

export interface ImportRun {
  readonly request: ImportRequest;
  readonly running: RunningImport;
  readonly datasetId: number;
  readonly mapper: RowMapper;
  readonly author: Author;
  readonly progressed: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
}

/** What the file says, on the stages of the transaction. */
interface StagedFile extends Omit<Staged, 'found' | 'readUntil'>, Pick<ImportEnd, 'faultsUnlisted' | 'readUntil'> {
  readonly entriesUnchanged: number;
  readonly stances: number;
  readonly isSettled: boolean;
}

/** Runs one import: reads, stages, merges, and notes how it ended. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly bulk: BulkWrites,
    private readonly imports: ImportsRepository,
    private readonly ends: ImportEnds,
    private readonly finder: EntryFinder,
    private readonly entryMerge: EntryMerge,
    private readonly stanceMerge: StanceMerge,
  ) {}

  /** Never throws: what went wrong is in the end. */
  async run(run: ImportRun): Promise<ImportEnd> {
    return this.ends.of(run, async () => {
      const { keep, result } = await this.bulk.run((transaction) => this.inside(transaction, run), run.signal);
      return { recorded: keep, end: result };
    });
  }

  private async inside(transaction: BulkTransaction, run: ImportRun): Promise<BulkOutcome<ImportEnd>> {
    const { request, running } = run;
    const repeated = statesEntries(request) ? null : await this.imports.repeated(transaction, running);
    if (repeated !== null) return this.recorded(transaction, run, repeated);
    const table = await openTable(request.file.path, {
      ...request.profile.document.file,
      ...(request.file.fileName === undefined ? {} : { fileName: request.file.fileName }),
    });
    const notes = new ProgressNotes(table, run.progressed, (progress) => this.imports.note(running.id, progress));
    try {
      const staged = await this.stage(transaction, run, table, notes);
      const failure = failureOf(staged, request);
      if (failure !== null) return { keep: false, result: { ...staged, counts: NO_COUNTS, failure } };
      notes.enter('recording');
      // A note that comes late would wait for the import, and the import for it.
      await notes.settled();
      const end = { ...staged, counts: await this.merge(transaction, run, staged), failure: null };
      return await this.recorded(transaction, run, end);
    } finally {
      await table.close();
      await notes.settled();
    }
  }

  /** The end is noted with what was recorded; of a dry run, after that has been undone. */
  private async recorded(
    transaction: BulkTransaction,
    { request: { dryRun }, running }: ImportRun,
    end: ImportEnd,
  ): Promise<BulkOutcome<ImportEnd>> {
    if (!dryRun) await this.imports.finishWith(transaction, running.id, end);
    return { keep: !dryRun, result: end };
  }

  private async stage(
    transaction: BulkTransaction,
    { mapper, request: { keepGoing }, signal }: ImportRun,
    table: Parameters<typeof stageRows>[0]['table'],
    notes: ProgressNotes,
  ): Promise<StagedFile> {
    const entries = await EntryStage.open(transaction);
    const stances = await StanceStage.open(transaction);
    const refused = await RefusedLines.open(transaction);
    const lookups = new ImportLookups(this.finder, await this.finder.scales());
    const standing = new StandingEntries(this.finder, (stated) => entries.claim(stated));
    const progressed = ({ read }: { read: number }): void => notes.read(read);
    const stages = { table, mapper, lookups, standing, entries, stances, refused, keepGoing, progressed, signal };
    const staged = await stageRows(stages);
    const isWhole = staged.unreadable === null && (keepGoing || staged.found === 0);
    const sifted = await sift({ transaction, refused, stances, isWhole });
    const rejected = staged.rows.rejected + (await refused.count());
    const entriesUnchanged = await entries.unchanged();
    const rows = { ...staged.rows, rejected };
    return { ...listed(staged, sifted), rows, entriesUnchanged, stances: stances.size, isSettled: sifted.isSettled };
  }

  private async merge(
    transaction: BulkTransaction,
    { author, datasetId, request: { file, retractMissing } }: ImportRun,
    { entriesUnchanged, stances }: StagedFile,
  ): Promise<ImportCounts> {
    if (retractMissing && stances === 0) throw nothingToKeep();
    const [clash] = await this.entryMerge.clashes(transaction);
    if (clash !== undefined) throw clashed(clash);
    const changeNote = `Import of ${file.fileName ?? file.path.split(/[\\/]/).at(-1)}`;
    const entries = await this.entryMerge.merge(transaction, author, changeNote);
    const merged = await this.stanceMerge.merge(transaction, { author, changeNote, datasetId, retractMissing });
    return { stances: merged, entries: { ...entries, unchanged: entriesUnchanged } };
  }
}

/** Whether rows state entries of the catalog, which are counted apart. */
const statesEntries = ({ profile: { document } }: ImportRequest): boolean =>
  [document.actors, document.issues, document.sources, document.events].some((entries) => entries !== undefined);

/** The first faults of all, in the order of the file, and how many are left out. */
function listed(
  { faults, found, readUntil, unreadable }: Staged,
  sifted: StagedFaults,
): Pick<StagedFile, 'faults' | 'faultsUnlisted' | 'readUntil' | 'unreadable'> {
  const inOrder = [...faults, ...sifted.faults].toSorted((a, b) => a.line - b.line);
  const last = unreadable === null ? [] : [unreadable];
  const kept = [...inOrder.slice(0, FAULTS_KEPT - last.length), ...last];
  const faultsUnlisted = found + sifted.found + last.length - kept.length;
  return {
    faults: kept,
    unreadable,
    ...(faultsUnlisted > 0 ? { faultsUnlisted } : {}),
    ...(readUntil === null ? {} : { readUntil }),
  };
}

function failureOf(staged: StagedFile, { keepGoing }: ImportRequest): ImportFailure | null {
  const { faults, isSettled, readUntil, rows, unreadable } = staged;
  if (unreadable !== null) {
    const { code, column, detail, line } = unreadable;
    return { code, detail: `Line ${line}, column ${column}: ${detail}` };
  }
  const [first] = faults;
  if (first === undefined) return null;
  // A fault of the file itself, such as a missing column, spoils every row.
  if (keepGoing && rows.read > 0 && isSettled) return null;
  const many = rows.rejected === 1 ? 'One row' : `${Math.max(rows.rejected, 1)} rows`;
  const stopped = readUntil === undefined ? '' : ` Reading stopped after line ${readUntil}, for there were too many.`;
  const entangled = isSettled
    ? ''
    : ' So many others depend on them, one on the other, that they have to be corrected.';
  return {
    code: 'import/rejected',
    detail: `${many} cannot be recorded, so nothing was. First: line ${first.line}, column ${first.column}: ${first.detail}${stopped}${entangled}`,
  };
}

const nothingToKeep = (): InvalidProblem =>
  InvalidProblem.at(
    '/retractMissing',
    'import/nothing-to-keep',
    'The file has no stances: to retract what is missing would take back the whole dataset. Undo its imports instead, if that is meant.',
  );

const clashed = ({
  identities,
  kind,
  slug,
}: {
  identities: readonly string[];
  kind: string;
  slug: string;
}): ConflictProblem =>
  new ConflictProblem(
    'import/slug-clash',
    `Several names would become one ${kind} "${slug}": ${identities.join(', ')}. Give each a slug of its own in the profile.`,
  );
