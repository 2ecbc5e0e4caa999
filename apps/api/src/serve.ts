import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeysService } from '@app/access';
import { assertUnclaimed, migrate, migrationsFolder, openDatabase, type OpenDatabase, Shutdown } from '@app/database';
import { ConflictProblem, UnavailableProblem } from '@app/domain';
import { DemonstrationService, JobsService } from '@app/exchange';
import { collectDefaultMetrics } from 'prom-client';
import { createApp } from './bootstrap.js';
import type { Settings } from './settings.js';

const STATEMENT_MILLISECONDS = 30_000;

/** Starts everything and returns once it answers. Throws a Problem, in one sentence, where it cannot. */
export async function serve(settings: Settings, say: (line: string) => void): Promise<void> {
  const begun = performance.now();
  if (settings.databaseUrl === null) await assertUnclaimed(settings.dataFolder);
  await assertPortFree(settings);
  const shutdown = new Shutdown(say);
  const database = await openDatabase(settings, say);
  shutdown.add(() => database.close());
  try {
    const app = await start(settings, database, say);
    shutdown.add(() => app.close());
    const url = addressOf(app, settings);
    await database.claim?.announce(url);
    await greet(app, url, say);
    if (settings.jobs) await app.get(JobsService).start(database.url);
    say(`Ready in ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C stops it.`);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function start(
  settings: Settings,
  database: OpenDatabase,
  say: (line: string) => void,
): Promise<NestFastifyApplication> {
  const { url: connectionString } = database;
  const { applied } = await migrate({ connectionString, folder: migrationsFolder(), log: say });
  if (applied.length > 0) say(`Migrated the database (${applied.length} migrations)`);
  const pool = { connectionString, size: settings.poolSize, statementTimeout: STATEMENT_MILLISECONDS };
  const app = await createApp(pool, settings.importMaxBytes);
  try {
    await app.init();
    if (settings.demonstration) {
      const added = await app.get(DemonstrationService).load();
      if (added > 0) say(`Loaded the demonstration data (${added} records coded from one news article)`);
    }
    collectDefaultMetrics();
    await app.listen(settings.port, settings.host);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Asked before anything is started: whoever finds the port taken should not wait for a database first. */
async function assertPortFree({ host, port }: Settings): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, host, port)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portProblem(error: NodeJS.ErrnoException, host: string, port: number): UnavailableProblem {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program: stop that one, or choose another port, for example PORT=${port + 1} npm start.`,
    EACCES: `This user may not listen on port ${port}: choose a port from 1024 on, for example PORT=3000 npm start.`,
    ENOTFOUND: `There is no address "${host}" to listen on: set HOST to localhost or 0.0.0.0.`,
    EADDRNOTAVAIL: `There is no address "${host}" to listen on: set HOST to localhost or 0.0.0.0.`,
  };
  const reason = reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}.`;
  return new UnavailableProblem('settings/port', reason, [], { cause: error });
}

function addressOf(app: NestFastifyApplication, { host }: Settings): string {
  const address = app.getHttpServer().address() as { port: number };
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`;
}

async function greet(app: NestFastifyApplication, url: string, say: (line: string) => void): Promise<void> {
  const keys = app.get(KeysService);
  say('');
  say(`  Stanceline     ${url}  (open it in a browser)`);
  say(`  Operations     ${url}/docs`);
  say(`  OpenAPI        ${url}/openapi.json`);
  const key = await firstKey(keys);
  if (key !== null) {
    say('');
    say(`  Admin API key  ${key}`);
    say('  It is shown this once; only its hash is kept. Write with it: Authorization: Bearer <key>');
    say('  Another key:   npm run stanceline -- keys create --name NAME --scope write:stances');
  }
  say('');
}

/** A key to begin with; null where there are keys, or another process that starts just now makes it. */
async function firstKey(keys: KeysService): Promise<string | null> {
  if ((await keys.list()).length > 0) return null;
  try {
    return (await keys.issue({ name: 'admin', scopes: ['admin'], expiresAt: null })).key;
  } catch (error) {
    if (error instanceof ConflictProblem) return null;
    throw error;
  }
}
