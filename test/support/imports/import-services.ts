import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DemonstrationService, type ImportEnd } from '@app/exchange';
import { type NewStance, StancesService } from '@app/ledger';
import pg from 'pg';
import { CliModule } from '../../../apps/cli/src/cli.module.js';
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { imported, type Importing } from './importing.js';

/** By whom what is recorded by hand is signed. */
export const EDITOR = { name: 'an editor' };

/** The services that import, on a database that holds the demonstration, and a folder for files. */
export class ImportServices {
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

  /** The path of a file with that text. */
  async file(name: string, text: string): Promise<string> {
    const file = path.join(this.folder.path, name);
    await writeFile(file, text);
    return file;
  }

  /** Imports a file; the profile is `stances` where none is named. */
  import(file: string, options: Partial<Omit<Importing, 'file'>> = {}): Promise<ImportEnd & { readonly id: string }> {
    return imported(this.app, { file, profile: 'stances', ...options });
  }

  get stances(): StancesService {
    return this.app.get(StancesService);
  }

  async record(stance: NewStance): Promise<{ readonly id: string; readonly recordedAt: string }> {
    return JSON.parse(String((await this.stances.record(stance, EDITOR)).json)) as { id: string; recordedAt: string };
  }

  /** Of the first column of the first row. */
  async value<Value>(sql: string, values: readonly unknown[] = []): Promise<Value> {
    const { rows } = await this.client.query<Record<string, Value>>(sql, [...values]);
    return Object.values(rows[0] ?? {})[0] as Value;
  }
}
