import path from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Author } from '@app/access';
import { ConflictProblem, InvalidProblem, isId, isSlug, NotFoundProblem, UnavailableProblem } from '@app/domain';
import { type ImportEnd, type ImportProgress, type ImportRequest } from './import.js';
import { digestOf, digestOfProfile } from './digest.js';
import { ImportsRepository, type RecordedImport, type RunningImport, type TableDigest } from './imports.repository.js';
import { compileProfile, type GivenFile, loadTables, type RowMapper } from './profiles/index.js';
import { ImportRunner } from './running/import-runner.js';
import { UndoRunner } from './running/undo-runner.js';

const RUNNING_AT_ONCE = 4;
const PATIENCE_MILLISECONDS = 10_000;

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));

const busy = (): UnavailableProblem =>
  new UnavailableProblem(
    'import/busy',
    `${RUNNING_AT_ONCE} imports are running here already. Try again when one of them has ended.`,
  );

/** An import that has begun. */
export interface StartedImport {
  readonly id: string;
  /** Never throws: what went wrong is in the end. */
  readonly ended: Promise<ImportEnd>;
}

/** Imports: files of records, each recorded as a whole or not at all. */
@Injectable()
export class ImportsService implements OnApplicationShutdown {
  private readonly running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<unknown> }>();

  constructor(
    private readonly imports: ImportsRepository,
    private readonly runner: ImportRunner,
    private readonly undoer: UndoRunner,
  ) {}

  /**
   * Begins an import; the rest happens while the caller goes on. `progressed` hears of every chunk.
   * Throws `import/busy`, `import/dataset`, `import/retract-needs-all`, `import/table-…`, `import/parameter-…`, `import/column-missing`, and UnreadableFile (of a table).
   */
  async start(
    request: ImportRequest,
    author: Author,
    progressed: (progress: ImportProgress) => void = () => undefined,
  ): Promise<StartedImport> {
    await this.room();
    assertKnowsWhatIsMissing(request);
    const mapper = await mapperOf(request);
    const datasetId = await this.imports.datasetId(datasetOf(request));
    const running = await this.begin(request, datasetId, author);
    return this.track(running.id, (signal) =>
      this.runner.run({ request, running, datasetId, mapper, author, progressed, signal }),
    );
  }

  /**
   * Takes back what an import recorded: what it made is retracted, what it revised goes back to the revision before, and
   * what it retracted is recorded anew. Entries of the catalog stay. Throws `import/busy`, `import/not-found`, `import/not-undoable`.
   */
  async undo(id: string, author: Author): Promise<StartedImport> {
    await this.room();
    const undone = await this.undoable(id);
    const { datasetId, fileName, fileSha256, profile, profileSha256 } = undone;
    const fileBytes = Number(undone.fileBytes);
    const options = { parameters: {}, tables: {}, dryRun: false, keepGoing: false, retractMissing: false };
    const running = await this.imports.begin(
      { datasetId, fileBytes, fileName, fileSha256, profile, profileSha256, ...options, undoes: undone.id },
      author,
    );
    return this.track(running.id, (signal) => this.undoer.run({ running, undone, author, signal }));
  }

  /** What runs is cut off, and leaves nothing behind. */
  async onApplicationShutdown(): Promise<void> {
    for (const { abort } of this.running.values()) abort.abort();
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  /** Waits a little for one of those that run to end: each takes connections and memory. Throws `import/busy`. */
  private async room(): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    while (this.running.size >= RUNNING_AT_ONCE) {
      if (patience.aborted) throw busy();
      await Promise.race([...this.running.values()].map(({ ended }) => ended).concat(aborted(patience)));
    }
  }

  private track(id: string, run: (signal: AbortSignal) => Promise<ImportEnd>): StartedImport {
    const abort = new AbortController();
    const ended = run(abort.signal).finally(() => this.running.delete(id));
    this.running.set(id, { abort, ended });
    return { id, ended };
  }

  private async undoable(id: string): Promise<RecordedImport> {
    const found = isId(id) ? await this.imports.find(id) : null;
    if (found === null) throw new NotFoundProblem('import/not-found', `There is no import "${id}".`);
    const refuse = (why: string): ConflictProblem => new ConflictProblem('import/not-undoable', why);
    if (found.recordedAt === null) throw refuse('This import recorded nothing, so there is nothing to undo.');
    if (found.undoes !== null) throw refuse('This is the undoing of an import; import its file again instead.');
    if (await this.imports.isUndone(id)) throw refuse('This import is undone already.');
    return found;
  }

  private async begin(request: ImportRequest, datasetId: number, author: Author): Promise<RunningImport> {
    const { dryRun, file, keepGoing, parameters, profile, retractMissing } = request;
    const { bytes, sha256 } = await digestOf(file.path);
    const asked = { dryRun, keepGoing, retractMissing, parameters, undoes: null };
    const files = { fileName: nameOf(file), fileSha256: sha256, fileBytes: bytes, tables: await digestsOf(request) };
    const profileSha256 = await digestOfProfile(profile);
    return this.imports.begin({ ...asked, ...files, datasetId, profile: profile.name, profileSha256 }, author);
  }
}

const nameOf = (file: string | GivenFile): string =>
  typeof file === 'string' ? path.basename(file) : (file.fileName ?? path.basename(file.path));

async function digestsOf({ tables }: ImportRequest): Promise<Record<string, TableDigest>> {
  const digests: Record<string, TableDigest> = {};
  for (const [name, file] of tables) {
    const { sha256 } = await digestOf(typeof file === 'string' ? file : file.path);
    digests[name] = { fileName: nameOf(file), sha256: Buffer.from(sha256).toString('hex') };
  }
  return digests;
}

/** A row that is rejected is in the file all the same; its stance must not be taken back for missing. */
function assertKnowsWhatIsMissing({ keepGoing, retractMissing }: ImportRequest): void {
  if (!keepGoing || !retractMissing) return;
  throw InvalidProblem.at(
    '/retractMissing',
    'import/retract-needs-all',
    'What is missing is known only of a file that is taken as a whole: leave out keep-going, or retract-missing.',
  );
}

async function mapperOf({ parameters, profile, tables }: ImportRequest): Promise<RowMapper> {
  return compileProfile(profile, { tables: await loadTables(profile, tables), parameters });
}

const BY_HAND = 'by-hand';

function datasetOf({ dataset, parameters, profile }: ImportRequest): string {
  const slug = dataset ?? profile.datasetFor(parameters);
  if (isSlug(slug) && slug !== BY_HAND) return slug;
  throw InvalidProblem.at(
    '/dataset',
    'import/dataset',
    `"${slug}" cannot name a dataset: use small letters, digits and hyphens, e.g. un-ga-votes; "${BY_HAND}" is what people enter.`,
  );
}
