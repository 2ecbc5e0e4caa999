import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DemonstrationService, type ImportEnd, ImportsService } from '@app/exchange';
import { StancesService } from '@app/ledger';
import pg from 'pg';
import { CliModule } from '../../../apps/cli/src/cli.module.js';
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { everyRow } from '../stances/keeping.js';
import { imported, type Importing } from './importing.js';
import { ndjsonOf } from './stance-files.js';

const OF_IMPORTS = /^(import|import_fault|dataset|record_clock|record_moment)\{/;

/** By whom what is recorded by hand is signed. */
export const EDITOR = { name: 'an editor' };

/** A change of a record by hand, whatever its revision. */
export const byHand = (reference: string) => ({ reference, expected: null, author: EDITOR });

/** The services that import, on a database that holds the demonstration, and a folder for files. */
export class ImportServices {
  private files = 0;

  private constructor(
    readonly app: INestApplicationContext,
    readonly database: TestDatabase,
    readonly client: pg.Client,
    private readonly folder: TemporaryFolder,
  ) {}

  static async start(size = 5): Promise<ImportServices> {
    const database = await createTestDatabase();
    const options = { connectionString: database.url, size, statementTimeout: 30_000 };
    const app = await NestFactory.createApplicationContext(CliModule.on(options), { logger: false });
    await app.get(DemonstrationService).load();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return new ImportServices(app, database, client, await temporaryFolder());
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.client.end();
    await this.database.drop();
    await this.folder.remove();
  }

  /** The path of a file with that content. */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    const file = path.join(this.folder.path, name);
    await writeFile(file, content);
    return file;
  }

  /** Imports a file; the profile is `stances` where none is named. */
  import(file: string, options: Partial<Omit<Importing, 'file'>> = {}): Promise<ImportEnd & { readonly id: string }> {
    return imported(this.app, { file, profile: 'stances', ...options });
  }

  /** Imports rows as NDJSON. No two files are the same byte by byte, so that each is read. */
  async importRows(
    rows: readonly object[],
    options: Partial<Omit<Importing, 'file'>> = {},
  ): Promise<ImportEnd & { readonly id: string }> {
    this.files += 1;
    const text = `${ndjsonOf(rows)}${'\n'.repeat(this.files)}`;
    return this.import(await this.file(`rows-${this.files}.ndjson`, text), options);
  }

  /** The end of the undoing of an import. */
  async undo(id: string): Promise<ImportEnd & { readonly id: string }> {
    const undoing = await this.app.get(ImportsService).undo(id, { name: 'the tests' });
    return { ...(await undoing.ended), id: undoing.id };
  }

  /** Everything that is recorded; without the imports themselves, their datasets and the record times they took. */
  async recorded(): Promise<string[]> {
    return (await everyRow(this.client)).filter((row) => !OF_IMPORTS.test(row));
  }

  /** The published stance with an external id. */
  idOf(dataset: string, externalId: string): Promise<string> {
    return this.value(
      `SELECT s.id FROM stance s JOIN dataset d ON d.id = s.dataset_id
        WHERE d.slug = $1 AND s.external_id = $2 AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'`,
      [dataset, externalId],
    );
  }

  get stances(): StancesService {
    return this.app.get(StancesService);
  }

  /** Of the first column of the first row. */
  async value<Value>(sql: string, values: readonly unknown[] = []): Promise<Value> {
    const { rows } = await this.client.query<Record<string, Value>>(sql, [...values]);
    return Object.values(rows[0] ?? {})[0] as Value;
  }
}
