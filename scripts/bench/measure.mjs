import pg from 'pg';
import { assertSame } from './check.mjs';
import { progress } from './progress.mjs';
import { startBare, startClient, startService } from './processes.mjs';
import { cpuOf, memoryOf, postgresUsage, usedBetween } from './usage.mjs';

/** What tells every service on the database that something has changed, so that it drops the answers it has kept. */
const CHANGED = 'NOTIFY stanceline_changes';
const CHANGE_MS = 100;
export const CONNECTIONS = 16;
const WARM_UP_SECONDS = 1;
/** Of the bare handler's work in PostgreSQL: at least this much in a case that is computed, at most that in one that is kept. */
const ASKED_SHARE = 0.25;
const KEPT_SHARE = 0.1;

export const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Rates and latencies of the service and of the bare handler, case by case, in turns. */
export async function measureHttp({ cases, rounds, seconds, url }) {
  const service = await startService(url);
  const bare = await startBare(url);
  const client = startClient();
  const postgres = await postgresUsage(url);
  const changes = new pg.Client({ connectionString: url });
  await changes.connect();
  const idle = memoryOf(service.pid);
  const bar = progress('Measuring', cases.length + 1);
  try {
    const context = { bare, changes, client, postgres, rounds, seconds, service, ways: new Map() };
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
  const limits = {};
  for (const name of ['hello', 'select-1']) {
    const side = { process: context.bare, targets: [{ url: `/${name}` }], next: 0 };
    limits[name] = summary(await inTurns([side], context))[0];
  }
  return limits;
}

async function measureCase(one, context) {
  const { bare, service } = context;
  await assertSame(one, { bare, service });
  const { tried, way } = await fastestWay(one, context);
  const targets = await Promise.all(
    one.urls.map(async (address) => ({ url: address, etag: await etagOf(one, service, address) })),
  );
  const changedEvery = one.changedEvery ?? (one.cached ? null : CHANGE_MS);
  const sides = [
    { process: service, targets, next: 0, changedEvery },
    { ...byHand(one, way, bare), next: 0 },
  ];
  const [ofService, ofBare] = summary(await inTurns(sides, { ...context, connections: one.connections }));
  assertAsked(one, ofService, ofBare);
  const { as, cached = false, connections = CONNECTIONS, most, name, what } = one;
  const ratio = ofService.rate / ofBare.rate;
  return { name, what, as, cached, connections, most, way, tried, service: ofService, bare: ofBare, ratio };
}

const byHand = ({ urls }, way, bare) => ({ process: bare, targets: urls.map((url) => ({ url: `/${way}${url}` })) });

/** The bare handler's ways of answering, each tried for one round. Cases that ask alike have the way of the first of them. */
async function fastestWay(one, context) {
  const known = one.as ?? one.name.replace(/^crowd-(now|past)/, 'positions-$1').replace(/^crowd-|-same$/g, '');
  if (context.ways.has(known)) return { way: context.ways.get(known) };
  const sides = one.ways.map((way) => ({ ...byHand(one, way, context.bare), next: 0 }));
  const figures = summary(await inTurns(sides, { ...context, rounds: 1 }));
  const tried = one.ways.map((way, index) => ({ way, ...figures[index] }));
  const { way } = tried.reduce((best, next) => (next.rate > best.rate ? next : best));
  context.ways.set(known, way);
  return { tried, way };
}

async function etagOf({ etag }, { port }, address) {
  if (etag !== true) return undefined;
  const response = await fetch(`http://127.0.0.1:${port}${address}`);
  await response.arrayBuffer();
  return response.headers.get('etag');
}

/** Each side in turn: once to warm up, then the rounds that count. */
async function inTurns(sides, { changes, client, connections = CONNECTIONS, postgres, rounds, seconds }) {
  const runs = sides.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, side] of sides.entries()) {
      const { pid, port } = side.process;
      await client.ask({ command: 'aim', host: `127.0.0.1:${port}`, start: side.next, targets: side.targets });
      const cpu = { node: cpuOf(pid), postgres: postgres.cpu() };
      const length = round === 0 ? Math.min(WARM_UP_SECONDS, seconds) : seconds;
      const changing = side.changedEvery
        ? setInterval(() => void changes.query(CHANGED), side.changedEvery)
        : undefined;
      const run = await client.ask({ command: 'run', connections, port, seconds: length });
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
function assertAsked({ cached = false, name, shared = false }, { postgres: ofService }, { postgres: ofBare }) {
  if (shared || ofService === null || ofBare === null) return;
  const share = ofService / ofBare;
  if (cached ? share > KEPT_SHARE : share < ASKED_SHARE) {
    throw new Error(`${name}: the service gives PostgreSQL ${share.toFixed(2)} of the work that the bare handler does`);
  }
}
