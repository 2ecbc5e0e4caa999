import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { migrate, migrationsFolder, readDatabaseSettings, shareDatabase } from '@app/database';
import { CliModule } from './cli.module.js';
import { Interruption } from './interruption.js';

/** Progress goes beside the answer, so that the answer can be piped. */
const say = (line: string): void => void process.stderr.write(`${line}\n`);

export const interruption = new Interruption();

/** Ctrl-C came before there was anything to stop. */
export class Interrupted extends Error {}

/** Runs `work` with the services, on the database that the environment names, and cleans up. */
export async function withServices(work: (services: INestApplicationContext) => Promise<void>): Promise<void> {
  await withDatabase(async (connectionString) => {
    const options = { connectionString, size: 2, statementTimeout: 0 };
    const app = await NestFactory.createApplicationContext(CliModule.on(options), {
      abortOnError: false,
      logger: ['error', 'warn'],
    });
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= app.close());
    try {
      interruption.stopsBy(close);
      if (interruption.hasCome) throw new Interrupted();
      await work(app);
    } finally {
      await close();
    }
  });
}

/** Runs `work` on the migrated database. */
export async function withDatabase(
  work: (connectionString: string, applied: readonly string[]) => Promise<void>,
): Promise<void> {
  const database = await shareDatabase(readDatabaseSettings(process.env), say);
  try {
    if (interruption.hasCome) throw new Interrupted();
    const { applied } = await migrate({ connectionString: database.url, folder: migrationsFolder(), log: say });
    await work(database.url, applied);
  } finally {
    await database.close();
  }
}
