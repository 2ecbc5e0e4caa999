import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Author } from '@app/access';
import { InvalidProblem, isSlug } from '@app/domain';
import { type ImportEnd, type ImportProgress, type ImportRequest } from './import.js';
import { ImportsRepository, type RunningImport } from './imports.repository.js';
import { compileProfile, loadTables, type RowMapper } from './profiles/index.js';
import { ImportRunner } from './running/import-runner.js';

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
  ) {}

  /**
   * Begins an import; the rest happens while the caller goes on. `progressed` hears of every chunk.
   * Throws `import/dataset`, `import/retract-needs-all`, `import/table-…`, `import/parameter-…`, `import/column-missing`, and UnreadableFile (of a table).
   */
  async start(
    request: ImportRequest,
    author: Author,
    progressed: (progress: ImportProgress) => void = () => undefined,
  ): Promise<StartedImport> {
    assertKnowsWhatIsMissing(request);
    const mapper = await mapperOf(request);
    const datasetId = await this.imports.datasetId(datasetOf(request));
    const running = await this.begin(request, datasetId, author);
    const abort = new AbortController();
    const ended = this.runner.run({ request, running, datasetId, mapper, author, progressed, signal: abort.signal });
    this.running.set(running.id, { abort, ended });
    return { id: running.id, ended: ended.finally(() => this.running.delete(running.id)) };
  }

  /** What runs is cut off, and leaves nothing behind. */
  async onApplicationShutdown(): Promise<void> {
    for (const { abort } of this.running.values()) abort.abort();
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  private async begin(request: ImportRequest, datasetId: number, author: Author): Promise<RunningImport> {
    const { dryRun, file, keepGoing, parameters, profile, retractMissing } = request;
    const { bytes, sha256 } = await digestOf(file.path);
    const fileName = file.fileName ?? path.basename(file.path);
    const profileSha256 = new Uint8Array(createHash('sha256').update(JSON.stringify(profile.document)).digest());
    const asked = { dryRun, keepGoing, retractMissing, parameters, fileName, undoes: null };
    return this.imports.begin(
      { ...asked, datasetId, profile: profile.name, profileSha256, fileSha256: sha256, fileBytes: bytes },
      author,
    );
  }
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

function datasetOf({ dataset, profile }: ImportRequest): string {
  const slug = dataset ?? profile.dataset;
  if (isSlug(slug) && slug !== BY_HAND) return slug;
  throw InvalidProblem.at(
    '/dataset',
    'import/dataset',
    `"${slug}" cannot name a dataset: use small letters, digits and hyphens, e.g. un-ga-votes; "${BY_HAND}" is what people enter.`,
  );
}

async function digestOf(file: string): Promise<{ sha256: Uint8Array<ArrayBuffer>; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { sha256: new Uint8Array(hash.digest()), bytes };
}
