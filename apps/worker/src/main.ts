import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { migrate, migrationsFolder, readDatabaseSettings, shareDatabase, Shutdown } from '@app/database';
import { Problem } from '@app/domain';
import { JobsService } from '@app/exchange';
import { WorkerModule } from './worker.module.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Does the durable jobs, beside any number of API processes. */
async function work(): Promise<void> {
  const shutdown = new Shutdown(say);
  const database = await shareDatabase(readDatabaseSettings(process.env), say);
  shutdown.add(() => database.close());
  const { url: connectionString } = database;
  await migrate({ connectionString, folder: migrationsFolder(), log: say });
  const options = { connectionString, size: 3, statementTimeout: 600_000 };
  const app = await NestFactory.createApplicationContext(WorkerModule.on(options), {
    abortOnError: false,
    logger: ['error', 'warn'],
  });
  await app.get(JobsService).start(connectionString);
  shutdown.add(() => app.close());
  say('The worker waits for jobs. Ctrl-C stops it.');
}

try {
  await work();
} catch (error) {
  process.stderr.write(`${error instanceof Problem ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
