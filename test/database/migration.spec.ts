import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { ensureDatabase, migrate } from '../../libs/database/src/migrations/index.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

const FIRST = 'CREATE TABLE first (id int);\nCREATE TABLE also (id int);\n';
const SECOND = `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;
ALTER TABLE first ADD COLUMN name text;
`;

describe('the migration runner', () => {
  let folder: TemporaryFolder;
  let database: TestDatabase;

  beforeEach(async () => {
    folder = await temporaryFolder();
    database = await createEmptyDatabase();
    // Made in the wrong order: the names decide.
    await addMigration('20260102_second', SECOND);
    await addMigration('20260101_first', FIRST);
  });

  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  const run = (): Promise<{ applied: string[] }> =>
    migrate({ connectionString: database.url, folder: path.join(folder.path, 'migrations'), log: () => undefined });

  async function addMigration(name: string, sql: string): Promise<void> {
    await mkdir(path.join(folder.path, 'migrations', name), { recursive: true });
    await writeFile(path.join(folder.path, 'migrations', name, 'migration.sql'), sql);
  }

  async function query(sql: string): Promise<unknown[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<object>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('applies what is missing in the order of the names, and then nothing', async () => {
    expect(await run()).toEqual({ applied: ['20260101_first', '20260102_second'] });
    expect(await run()).toEqual({ applied: [] });
    await addMigration('20260103_third', 'DROP TABLE also');
    expect(await run()).toEqual({ applied: ['20260103_third'] });
    expect(await query('SELECT two(), (SELECT count(name) FROM first)::int AS names')).toEqual([{ two: 2, names: 0 }]);
  });

  it('records them as Prisma does', async () => {
    await run();
    expect(await query('SELECT * FROM _prisma_migrations ORDER BY migration_name LIMIT 1')).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: createHash('sha256').update(FIRST).digest('hex'),
        finished_at: expect.any(Date),
        migration_name: '20260101_first',
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Date),
        applied_steps_count: 1,
      },
    ]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await run();
    await addMigration('20260101_first', `${FIRST}-- harmless`);
    await expect(run()).rejects.toMatchObject({
      code: 'database/migration-changed',
      message: expect.stringContaining('20260101_first was changed after it was applied'),
    });
  });

  it('refuses a database that is newer than the files', async () => {
    await run();
    await rm(path.join(folder.path, 'migrations', '20260102_second'), { recursive: true });
    await expect(run()).rejects.toMatchObject({
      code: 'database/newer',
      message: expect.stringContaining('newer than this release (it has 20260102_second)'),
    });
  });

  it('refuses a database in which another tool left a migration unfinished', async () => {
    await run();
    await query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '20260102_second'`);
    await expect(run()).rejects.toMatchObject({ code: 'database/migration-unfinished' });
    await query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '20260102_second'`);
    await expect(run()).rejects.toMatchObject({ code: 'database/migration-failed' });
  });

  it('rolls back a whole migration that fails, and names its line', async () => {
    await addMigration('20260103_third', `CREATE TABLE third (name text);\n-- a 🕊\nSELECT 1 FROM nowhere;\n`);
    await expect(run()).rejects.toMatchObject({
      code: 'database/migration-failed',
      message: expect.stringMatching(
        /20260103_third at line 3 of .*20260103_third\/migration\.sql .* rolled back: relation "nowhere" does not exist/,
      ),
    });
    expect(await query(`SELECT to_regclass('third') AS third, to_regclass('also')::text AS also`)).toEqual([
      { third: null, also: 'also' },
    ]);
    await addMigration('20260103_third', 'CREATE TABLE third (name text)');
    expect(await run()).toEqual({ applied: ['20260103_third'] });
  });

  it('applies each migration once when two runners start together', async () => {
    const outcomes = await Promise.all([run(), run(), run()]);
    expect(outcomes.flatMap(({ applied }) => applied)).toEqual(['20260101_first', '20260102_second']);
    expect(await query('SELECT count(*)::int AS n FROM _prisma_migrations')).toEqual([{ n: 2 }]);
  });

  it('refuses a folder that is not there', async () => {
    await rm(path.join(folder.path, 'migrations'), { recursive: true });
    await expect(run()).rejects.toMatchObject({ code: 'database/migration-files' });
  });

  it('creates a missing database once, whoever asks', async () => {
    const name = `Of "test" ${process.pid}`;
    const drop = `DROP DATABASE IF EXISTS "Of ""test"" ${process.pid}"`;
    await query(drop);
    await Promise.all([ensureDatabase(database.url, name), ensureDatabase(database.url, name)]);
    await ensureDatabase(database.url, name);
    expect(await query(`SELECT count(*)::int AS n FROM pg_database WHERE datname = '${name}'`)).toEqual([{ n: 1 }]);
    await query(drop);
  });
});
