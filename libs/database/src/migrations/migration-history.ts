import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { DatabaseNewerProblem, MigrationChangedProblem, MigrationUnfinishedProblem } from './migration.errors.js';
import type { MigrationFile } from './migration-files.js';

interface HistoryRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The table exactly as Prisma makes it, so that its command line agrees with us elsewhere. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Which of the files the database still lacks.
 *
 * @throws MigrationUnfinishedProblem, DatabaseNewerProblem, MigrationChangedProblem when the two have parted.
 */
export async function pendingMigrations(client: Client, files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const rows = await readHistory(client);
  const unfinished = rows.find((row) => !row.finished);
  if (unfinished) throw new MigrationUnfinishedProblem(unfinished.migration_name);
  const known = new Map(files.map((file) => [file.name, file]));
  const unknown = rows.filter((row) => !known.has(row.migration_name));
  if (unknown.length > 0) throw new DatabaseNewerProblem(unknown.map((row) => row.migration_name));
  const changed = rows.find((row) => known.get(row.migration_name)?.checksum !== row.checksum);
  if (changed) throw new MigrationChangedProblem(changed.migration_name);
  const applied = new Set(rows.map((row) => row.migration_name));
  return files.filter((file) => !applied.has(file.name));
}

/** Asks first: `IF NOT EXISTS` needs the right to create, which an up-to-date database need not grant. */
async function readHistory(client: Client): Promise<HistoryRow[]> {
  const { rows: found } = await client.query<{ table: string | null }>(
    `SELECT to_regclass('_prisma_migrations')::text AS table`,
  );
  if (found[0]?.table == null) await client.query(TABLE);
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/** Notes a migration as applied, within the transaction that applied it. */
export async function recordMigration(client: Client, { name, checksum }: MigrationFile, started: Date): Promise<void> {
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name, started],
  );
}
