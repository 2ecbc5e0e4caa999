import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { MigrationFailedProblem } from './migration.errors.js';
import { readMigrations, type MigrationFile } from './migration-files.js';
import { pendingMigrations, recordMigration } from './migration-history.js';

export interface MigrateOptions {
  readonly connectionString: string;
  /** A folder of `<name>/migration.sql`; this release's own is `migrationsFolder()`. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** The lock Prisma's own command line takes, so that neither runs into the other. */
const LOCK = 72_707_369;
const REMINDER_MS = 3_000;

/**
 * Brings a database up to this release: applies the migrations it lacks, each whole file in one transaction. Callers
 * that start at once wait for each other, and only the first finds work.
 *
 * @throws MigrationChangedProblem, DatabaseNewerProblem, MigrationUnfinishedProblem when database and files have parted.
 * @throws MigrationFailedProblem when PostgreSQL refuses one; those before it stay applied.
 * @throws MigrationFilesProblem when the files cannot be read.
 */
export async function migrate({ connectionString, folder, log }: MigrateOptions): Promise<{ applied: string[] }> {
  const files = await readMigrations(folder);
  const client = new Client({ connectionString, application_name: 'stanceline-migrate' });
  // A connection that breaks also rejects the query under way, which reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await takeLock(client, log);
    const applied: string[] = [];
    for (const file of await pendingMigrations(client, files)) {
      log(`Applying the migration ${file.name}`);
      await apply(client, file);
      applied.push(file.name);
    }
    return { applied };
  } finally {
    // Ending the session also gives the lock back.
    await client.end();
  }
}

/**
 * Creates the database the embedded server should hold, unless it is there.
 *
 * @param maintenanceUrl any database of the same server, for example `server.url('postgres')`.
 */
export async function ensureDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } catch (error) {
    // Somebody else created it in between.
    if (!(error instanceof DatabaseError) || !['42P04', '23505'].includes(error.code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

/** A role's own time limits are made for requests, and would end the waiting or a long migration. */
async function takeLock(client: Client, log: (line: string) => void): Promise<void> {
  await client.query('SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0');
  const reminder = setInterval(() => log('Waiting for another process that migrates this database'), REMINDER_MS);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  } finally {
    clearInterval(reminder);
  }
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  const started = new Date();
  await client.query('BEGIN');
  try {
    await client.query(file.sql);
    await recordMigration(client, file, started);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw explain(file, error);
  }
}

function explain(file: MigrationFile, error: unknown): MigrationFailedProblem {
  const cause = error as Partial<DatabaseError> & Error;
  const line = cause.position && ` at line ${lineAt(file.sql, Number(cause.position))} of ${file.file}`;
  return new MigrationFailedProblem(
    `${file.name}${line ?? ''}`,
    [cause.message, cause.detail].filter(Boolean).join(': '),
    { cause: error },
  );
}

/** PostgreSQL counts characters from one, and a character outside the basic plane once, which JavaScript counts twice. */
function lineAt(sql: string, position: number): number {
  return (
    Array.from(sql)
      .slice(0, position - 1)
      .filter((character) => character === '\n').length + 1
  );
}
