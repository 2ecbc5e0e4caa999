import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '../../dist/libs/database/src/embedded/index.js';
import { ensureDatabase, migrate, migrationsFolder } from '../../dist/libs/database/src/migrations/index.js';
import { claimFolder } from '../../dist/libs/database/src/process/index.js';
import { dropDatabase, withDatabase } from './server.mjs';
import { PREFIX, removeStaleServers } from './stale-servers.mjs';

const TEMPLATE = 'stanceline_test_template';
/** Nothing but the tests connects, and their clones are small. */
const SETTINGS = { shared_buffers: '128MB', max_connections: '200', max_wal_size: '1GB' };

const quiet = () => undefined;

/** One server and one migrated template database for the whole run; each spec file clones the template. */
export default async function globalSetup() {
  const server = process.env.TEST_DATABASE_URL ?? (await startServer());
  await dropDatabase(server, TEMPLATE);
  await ensureDatabase(server, TEMPLATE);
  await migrate({ connectionString: withDatabase(server, TEMPLATE), folder: migrationsFolder(), log: quiet });
  process.env.STANCELINE_TEST_SERVER = server;
  process.env.STANCELINE_TEST_TEMPLATE = TEMPLATE;
}

async function startServer() {
  await removeStaleServers();
  const dataFolder = await mkdtemp(path.join(tmpdir(), PREFIX));
  // PostgreSQL runs as another user where the tests run as root.
  await chmod(dataFolder, 0o711);
  await claimFolder(dataFolder);
  globalThis.stancelineTestFolder = dataFolder;
  const embedded = await startEmbedded({ dataFolder, log: quiet, durable: false, settings: SETTINGS });
  return embedded.url('postgres');
}
