export { ensureDatabase, migrate, type MigrateOptions } from './migrate.js';
export * from './migration.errors.js';
export { migrationsFolder } from './migration-files.js';
