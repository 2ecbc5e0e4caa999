import os from 'node:os';
import pg from 'pg';
import { CATALOG, CHUNK, REFUSED } from './generator.mjs';
import { progress, timed } from './progress.mjs';
import { putBack, takeDown } from './structure.mjs';

const CHUNK_ROWS = 100_000;
const LOADERS = Math.min(4, os.availableParallelism());

/**
 * Fills a migrated, empty database with generated stances. Keys, secondary indexes and triggers are taken off first and
 * put back after, which checks the rows; what only triggers check is counted. The derived series are built at the end.
 */
export async function fill(connectionString, rows) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await timed('Actors, issues, sources, events', () => client.query(CATALOG));
    const structure = await takeDown(client);
    await load(connectionString, rows, await momentsFor(client, rows));
    await client.query('DROP SCHEMA bench CASCADE');
    await timed('Keys, indexes and triggers', () => putBack(client, structure, (_, work) => work()));
    await timed('VACUUM ANALYZE', () => client.query('VACUUM (FREEZE, ANALYZE) stance, citation'));
    await assertSound(client, rows);
    await timed('rebuild_series()', () => client.query('SELECT rebuild_series()'));
    await client.query('VACUUM (FREEZE, ANALYZE)');
    await client.query('CHECKPOINT').catch(() => undefined);
  } finally {
    await client.end();
  }
}

/** A record time for each chunk, as for an import in many transactions. */
async function momentsFor(client, rows) {
  const moments = [];
  for (let first = 1; first <= rows; first += CHUNK_ROWS) {
    const { rows: taken } = await client.query('SELECT record_time()::text AS at');
    moments.push({ first, beyond: Math.min(first + CHUNK_ROWS, rows + 1), at: taken[0].at });
  }
  return moments;
}

async function load(connectionString, rows, chunks) {
  const bar = progress(`${rows.toLocaleString('en')} stances`, chunks.length);
  const waiting = [...chunks];
  let done = 0;
  await Promise.all(
    Array.from({ length: LOADERS }, async () => {
      const loader = new pg.Client({ connectionString });
      await loader.connect();
      try {
        await loader.query('SET synchronous_commit = off; SET jit = off; SET max_parallel_workers_per_gather = 0');
        for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
          await loader.query(CHUNK, [chunk.first, chunk.beyond, chunk.at]);
          bar.at((done += 1));
        }
      } finally {
        await loader.end();
      }
    }),
  );
  bar.end();
}

async function assertSound(client, rows) {
  const { rows: counted } = await client.query(
    'SELECT (SELECT count(*) FROM stance)::integer AS stances, (SELECT count(*) FROM citation)::integer AS citations',
  );
  const { rows: refused } = await client.query(REFUSED);
  const { citations, stances } = counted[0];
  if (stances !== rows || citations !== rows || Object.values(refused[0]).some((count) => count !== '0')) {
    throw new Error(`The generated data are wrong: ${JSON.stringify({ ...counted[0], ...refused[0] })}`);
  }
}
