import pg from 'pg';
import { openPool } from '../../dist/libs/database/src/index.js';
import { progress } from './progress.mjs';
import { POOL_SIZE, startBare, startClient, startService } from './processes.mjs';
import { cpuOf, isPostgres, memoryOf, postgresUsage, usedBetween } from './usage.mjs';

/** What tells every service on the database that something has changed, so that it drops the answers it has kept. */
const CHANGED = 'NOTIFY stanceline_changes';
const CHANGE_MS = 100;
const CONNECTIONS = 16;
const WARM_UP_SECONDS = 1;
/** Of the bare handler's work in PostgreSQL: at least this much in a case that is not cached, at most that in one that is. */
const ASKED_SHARE = 0.5;
const KEPT_SHARE = 0.1;

export const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Rates and latencies of the service and of the bare handler, case by case, in turns. */
export async function measureHttp({ cases, rounds, seconds, url }) {
  const service = await startService(url);
  const bare = await startBare(url, cases);
  const client = startClient();
  const postgres = await postgresUsage(url);
  const changes = new pg.Client({ connectionString: url });
  await changes.connect();
  const idle = memoryOf(service.pid);
  const bar = progress('Measuring', cases.length + 1);
  try {
    const context = { bare, changes, client, postgres, rounds, seconds, service };
    const limits = await measureLimits(context);
    bar.at(1);
    const results = [];
    for (const one of cases) {
      results.push(await measureCase(one, context));
      bar.at(results.length + 1);
    }
    bar.end();
    return { limits, cases: results, memory: { idle, after: memoryOf(service.pid), bare: memoryOf(bare.pid) } };
  } finally {
    await Promise.all([service.stop(), bare.stop(), client.stop(), changes.end()]);
  }
}

/** What no handler on this machine exceeds: an answer without, and with, the shortest of questions to the database. */
async function measureLimits(context) {
  const { bare } = context;
  const limits = {};
  for (const name of ['hello', 'select-1']) {
    const side = { process: bare, targets: [{ url: `/${name}` }], next: 0 };
    limits[name] = summary(await inTurns([side], context))[0];
  }
  return limits;
}

async function measureCase(one, context) {
  const { bare, service } = context;
  const targets = await Promise.all(
    one.urls.map(async (address) => ({ url: address, etag: await etagOf(one, service, address) })),
  );
  const sides = [
    { process: service, targets, next: 0, forgets: one.cached !== true },
    { process: bare, targets: one.urls.map((_, index) => ({ url: `/run/${one.name}?n=${index}` })), next: 0 },
  ];
  const [ofService, ofBare] = summary(await inTurns(sides, context));
  assertAsked(one, ofService, ofBare);
  const { name, what } = one;
  return {
    name,
    what,
    cached: one.cached === true,
    service: ofService,
    bare: ofBare,
    ratio: ofService.rate / ofBare.rate,
  };
}

async function etagOf({ etag }, { port }, address) {
  if (etag !== true) return undefined;
  const response = await fetch(`http://127.0.0.1:${port}${address}`);
  await response.arrayBuffer();
  return response.headers.get('etag');
}

/** Each side in turn: once to warm up, then the rounds that count. */
async function inTurns(sides, { changes, client, postgres, rounds, seconds }) {
  const runs = sides.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, side] of sides.entries()) {
      const { pid, port } = side.process;
      await client.ask({ command: 'aim', host: `127.0.0.1:${port}`, start: side.next, targets: side.targets });
      const cpu = { node: cpuOf(pid), postgres: postgres.cpu() };
      const length = round === 0 ? WARM_UP_SECONDS : seconds;
      const changing = side.forgets ? setInterval(() => void changes.query(CHANGED), CHANGE_MS) : undefined;
      const run = await client.ask({ command: 'run', connections: CONNECTIONS, port, seconds: length });
      clearInterval(changing);
      if (run.failed > 0)
        throw new Error(`${run.failed} of ${run.requests} requests like ${side.targets[0].url} failed`);
      side.next = run.next;
      if (round > 0) {
        runs[index].push({
          ...run,
          node: perRequest(cpu.node === null ? null : cpuOf(pid) - cpu.node, run),
          postgres: perRequest(usedBetween(cpu.postgres, postgres.cpu()), run),
        });
      }
    }
  }
  return runs;
}

const perRequest = (used, { requests }) => (used === null ? null : used / Math.max(1, requests));

/** Of each figure the median of the rounds. */
const summary = (runs) =>
  runs.map((rounds) => {
    const of = (name) => (rounds[0][name] === null ? null : middle(rounds.map((round) => round[name])));
    return {
      rate: of('rate'),
      p50: of('p50'),
      p99: of('p99'),
      bytes: of('bytes'),
      node: of('node'),
      postgres: of('postgres'),
      rates: rounds.map(({ rate }) => Math.round(rate)),
    };
  });

/** Tells a case that was answered from a cache although it should not have been, or the other way round. */
function assertAsked({ cached = false, name }, { postgres: ofService }, { postgres: ofBare }) {
  if (ofService === null || ofBare === null) return;
  const share = ofService / ofBare;
  if (cached ? share > KEPT_SHARE : share < ASKED_SHARE) {
    throw new Error(`${name}: the service gives PostgreSQL ${share.toFixed(2)} of the work that the bare handler does`);
  }
}

const SQL_SECONDS = 1.5;

/**
 * What the statements of each case take through pg, one at a time on one connection, warm; the databases in turns, so
 * that a busy moment of the machine does not fall on one of them.
 */
export async function measureSql(databases, rounds) {
  const sides = [];
  for (const { cases, url } of databases) sides.push({ cases, ...(await oneConnection(url)) });
  const names = databases[0].cases.filter(({ cached }) => cached !== true).map(({ name }) => name);
  const bar = progress('Statements alone', names.length);
  try {
    const figures = [];
    for (const name of names) {
      const runs = sides.map(() => []);
      for (let round = 0; round <= rounds; round += 1) {
        for (const [index, side] of sides.entries()) {
          const run = await runStatements(side, name, round);
          if (round > 0) runs[index].push(run);
        }
      }
      const of = (figure) =>
        runs.map((those) => (those[0][figure] === null ? null : middle(those.map((run) => run[figure]))));
      figures.push({ name, milliseconds: of('milliseconds'), cpu: of('cpu'), bytes: of('bytes') });
      bar.at(figures.length);
    }
    bar.end();
    return figures;
  } finally {
    await Promise.all(sides.map(({ pool }) => pool.end()));
  }
}

async function oneConnection(connectionString) {
  const pool = await openPool({ connectionString, size: 1, statementTimeout: 120_000 });
  const { rows } = await pool.query('SELECT pg_backend_pid() AS pid');
  return { pool, cpu: () => (isPostgres(rows[0].pid) ? cpuOf(rows[0].pid) : null) };
}

/** The median of the times; the processor time of the database that each took, in milliseconds; the size of an answer. */
async function runStatements({ cases, cpu, pool }, name, round) {
  const { column, runs, texts } = cases.find((candidate) => candidate.name === name);
  const times = [];
  let bytes = 0;
  const before = cpu();
  const until = performance.now() + SQL_SECONDS * 1000;
  // Each round takes other values, the first ones as a warm-up.
  for (let index = round * 7919; performance.now() < until; index += 1) {
    const begun = performance.now();
    let answer;
    for (const { statement, values } of runs[index % runs.length]) {
      answer = await pool.query({ name: `${name}-${statement}`, text: texts[statement], values, types: AS_TEXT });
    }
    times.push(performance.now() - begun);
    bytes += answer.rows[0][column].length;
  }
  const used = before === null ? null : (cpu() - before) / 1000 / times.length;
  return { milliseconds: middle(times), cpu: used, bytes: bytes / times.length };
}

const AS_TEXT = { getTypeParser: () => (text) => text };

export { CONNECTIONS, POOL_SIZE };
