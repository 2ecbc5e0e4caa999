import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type ApiKey, KeysService } from '@app/access';
import { type ImportRequest, ImportsService, ProfilesService, type StartedImport, UnreadableFile } from '@app/exchange';
import { InvalidProblem } from '@app/domain';
import type { FastifyRequest } from 'fastify';
import { Upload } from './upload.js';
import { importIn } from './uploaded-import.js';

/** How many bytes the files of an import may have together. */
export const IMPORT_MAX_BYTES = Symbol('most bytes of an import');

/** Takes files in and begins their imports; the files are on disk until the import has ended. */
@Injectable()
export class ImportUploads implements OnApplicationShutdown {
  private readonly logger = new Logger('Imports');
  private readonly kept = new Set<Upload>();

  constructor(
    private readonly imports: ImportsService,
    private readonly keys: KeysService,
    private readonly profiles: ProfilesService,
    @Inject(IMPORT_MAX_BYTES) private readonly mostBytes: number,
  ) {}

  /** The id of the import. Throws what Upload.receive, importIn and ImportsService.start throw, and `access/scope-missing`. */
  async begin(request: FastifyRequest, key: ApiKey): Promise<string> {
    const upload = await Upload.receive(request, this.mostBytes);
    this.kept.add(upload);
    try {
      const wanted = await importIn(upload, this.profiles);
      if (wanted.profile.makesCatalog) this.keys.assertAllows(key, 'write:catalog');
      const { ended, id } = await this.start(wanted, key);
      void ended.then(() => this.remove(upload)).catch((error: Error) => this.logger.error(error.message));
      return id;
    } catch (error) {
      await this.remove(upload);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.kept].map((upload) => this.remove(upload)));
  }

  private async start(wanted: ImportRequest, { name }: ApiKey): Promise<StartedImport> {
    try {
      return await this.imports.start(wanted, { name });
    } catch (error) {
      throw atParts(error, [...wanted.tables.keys()]);
    }
  }

  private async remove(upload: Upload): Promise<void> {
    this.kept.delete(upload);
    await upload.remove();
  }
}

/** Tables are named as the form names them. */
function atParts(error: unknown, tables: readonly string[]): unknown {
  if (error instanceof UnreadableFile) {
    const { code, detail } = error.fault;
    const pointer = tables.length === 1 ? `/table.${tables[0]}` : '';
    return InvalidProblem.at(pointer, code, `A table of the profile cannot be read: ${detail}`);
  }
  if (!(error instanceof InvalidProblem)) return error;
  const faults = error.faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/tables\//, '/table.').replace(/^\/parameters\//, '/set.'),
  }));
  return new InvalidProblem(error.code, error.message, faults, { cause: error });
}
