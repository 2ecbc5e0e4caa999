import os from 'node:os';
import pg from 'pg';
import { claimFolder, migrate, migrationsFolder, startEmbedded } from '../../dist/libs/database/src/index.js';
import { readMigrations } from '../../dist/libs/database/src/migrations/migration-files.js';
import { at } from '../support/project.mjs';
import { fill } from './fill.mjs';
import { GENERATOR } from './generator.mjs';
import { timed } from './progress.mjs';

const FOLDER = at('data', 'bench');
const GIBIBYTE = 1024 ** 3;

/** For the fill only: what is lost in a power cut is filled again. */
const FILLING = {
  shared_buffers: '1GB',
  work_mem: '128MB',
  maintenance_work_mem: os.totalmem() > 12 * GIBIBYTE ? '1GB' : '256MB',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

const nameOf = (rows) => `stanceline_bench_${rows}`;

/**
 * A server with one filled database per size. The embedded one is restarted after a fill with the settings that the
 * service starts it with, so that these are what is measured.
 */
export async function openServer({ keep, sizes, url }) {
  const claim = url === null ? await claimFolder(FOLDER) : null;
  let server = url === null ? await startFor('measuring') : foreignServer(url);
  let stopped;
  const stop = () => (stopped ??= server.stop().then(() => claim?.release()));
  endOnSignal(stop);
  const filled = [];
  try {
    for (const rows of sizes) {
      if (await isFilled(server.url('postgres'), rows)) {
        console.log(`Taking the ${rows.toLocaleString('en')} stances that are there`);
        continue;
      }
      if (url === null && filled.length === 0) {
        await server.stop();
        server = await startFor('filling');
      }
      filled.push(rows);
      await makeFilled(server.url, rows);
    }
    if (url === null && filled.length > 0) {
      await timed('Restarting PostgreSQL as the service starts it', async () => {
        await server.stop();
        server = await startFor('measuring');
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: (rows) => server.url(nameOf(rows)),
    async close() {
      if (!keep) for (const rows of filled) await drop(server.url('postgres'), rows);
      await stop();
    },
  };
}

let interrupted = false;

/** Whether a signal has come: what fails from then on fails because everything is being stopped. */
export const isInterrupted = () => interrupted;

/** What was started must not outlive an interrupted run. Signals come several times: from the terminal and from npm. */
function endOnSignal(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      process.on('uncaughtException', () => undefined);
      void stop().finally(() => process.exit(130));
    });
  }
}

async function startFor(purpose) {
  const server = await startEmbedded({
    dataFolder: FOLDER,
    log: () => undefined,
    durable: purpose === 'measuring',
    settings: purpose === 'filling' ? FILLING : {},
  });
  if (!server.adopted) return server;
  // Left by a run that was interrupted, with the settings of that moment.
  await server.stop();
  return startFor(purpose);
}

function foreignServer(given) {
  return {
    url(database) {
      const url = new URL(given);
      if (database !== 'postgres') url.pathname = `/${database}`;
      return url.href;
    },
    stop: async () => undefined,
  };
}

async function makeFilled(urlOf, rows) {
  console.log(`Filling a database with ${rows.toLocaleString('en')} stances`);
  await drop(urlOf('postgres'), rows);
  await ask(urlOf('postgres'), `CREATE DATABASE ${nameOf(rows)} ENCODING 'UTF8' TEMPLATE template0`);
  const connectionString = urlOf(nameOf(rows));
  await migrate({ connectionString, folder: migrationsFolder(), log: () => undefined });
  await timed('In all', () => fill(connectionString, rows));
  await ask(urlOf('postgres'), `COMMENT ON DATABASE ${nameOf(rows)} IS '${await fillMark()}'`);
}

const drop = (url, rows) => ask(url, `DROP DATABASE IF EXISTS ${nameOf(rows)} WITH (FORCE)`);

/** A finished fill is marked with what it depends on; a comment, so that the schema stays that of the service. */
async function isFilled(url, rows) {
  const found = await ask(
    url,
    `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = '${nameOf(rows)}'`,
  );
  return found[0]?.mark === (await fillMark());
}

async function fillMark() {
  const migrations = await readMigrations(migrationsFolder());
  return [`generator ${GENERATOR}`, ...migrations.map(({ checksum }) => checksum.slice(0, 16))].join(' ');
}

async function ask(connectionString, text) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
