import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { claimFolder, migrate, migrationsFolder, startEmbedded } from '../../dist/libs/database/src/index.js';
import { at } from '../support/project.mjs';

const FOLDER = at('data', 'bench-import');
const TEMPLATE = 'stanceline_bench_migrated';
const DATABASE = 'stanceline_bench_import';

/** A PostgreSQL of the bench's own, as durable as the service's, and a folder for files; `close` removes what was made. */
export async function openScratch() {
  const claim = await claimFolder(FOLDER);
  const server = await startEmbedded({ dataFolder: FOLDER, log: () => undefined, durable: true });
  const files = path.join(FOLDER, 'files');
  await rm(files, { recursive: true, force: true });
  await mkdir(files, { recursive: true });
  const ask = (sql) => withClient(server.url('postgres'), (client) => client.query(sql));
  let closed;
  const close = () => (closed ??= closing({ ask, server, claim, files }));
  try {
    await ask(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await ask(`CREATE DATABASE ${TEMPLATE} ENCODING 'UTF8' TEMPLATE template0`);
    await migrate({ connectionString: server.url(TEMPLATE), folder: migrationsFolder(), log: () => undefined });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    files,
    url: server.url(DATABASE),
    close,
    /** A migrated database that holds nothing, and a server that has nothing left to write. */
    async renew() {
      await ask(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
      await ask(`CREATE DATABASE ${DATABASE} TEMPLATE ${TEMPLATE}`);
      await ask('CHECKPOINT');
    },
  };
}

async function closing({ ask, claim, files, server }) {
  // Where the server is gone already, there is nothing left to drop.
  for (const name of [DATABASE, TEMPLATE]) {
    await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch(() => undefined);
  }
  await server.stop();
  await rm(files, { recursive: true, force: true });
  await claim.release();
}

/** Runs `work` with a connection of its own. */
export async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
