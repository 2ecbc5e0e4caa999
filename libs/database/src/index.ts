export * from './embedded/index.js';
export * from './migrations/index.js';
export * from './process/index.js';
export { BulkTransaction, BulkWrites, type BulkOutcome } from './connection/bulk-writes.js';
export { DatabaseModule } from './connection/database.module.js';
export { DataVersion } from './connection/data-version.js';
export { dateColumns, toColumn } from './connection/days.js';
export { jsonObject } from './connection/json.js';
export { CATALOG_TABLES, catalogThen, momentShown, stancesThen, type CatalogTable } from './connection/known-then.js';
export { containing } from './connection/like.js';
export { ofOneState } from './connection/one-state.js';
export { openPool, type PoolOptions } from './connection/pool.js';
export { Prisma } from './connection/prisma.js';
export { POOL, Reader } from './connection/reader.js';
export { RecordTime } from './connection/record-time.js';
export { type Release, SessionLocks } from './connection/session-locks.js';
export { translating } from './connection/translate.js';
export { Writes, type Transaction } from './connection/writes.js';
export type { Prisma as Rows } from './generated/client.js';
export * from './generated/enums.js';
export {
  type DatabaseSettings,
  type Environment,
  readDatabaseSettings,
  SettingProblem,
} from './opening/database-settings.js';
export { openDatabase, type OpenDatabase, shareDatabase } from './opening/open-database.js';
