import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../process/project-root.js';
import { MigrationFilesProblem } from './migration.errors.js';

export interface MigrationFile {
  readonly name: string;
  readonly file: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Where this release's migrations are. */
export function migrationsFolder(): string {
  return path.join(projectRoot(), 'prisma', 'migrations');
}

/**
 * The migrations of a folder in the order of their names.
 *
 * @throws MigrationFilesProblem when the folder or a migration in it cannot be read.
 */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new MigrationFilesProblem(folder, { cause: error });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.toSorted().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const file = path.join(folder, name, 'migration.sql');
  const sql = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new MigrationFilesProblem(file, { cause: error });
  });
  return { name, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
