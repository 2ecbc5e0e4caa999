import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { at } from '../support/project.mjs';
import { postgresCpu } from './postgres-cpu.mjs';
import { withClient } from './scratch-server.mjs';

/** What the command line gives Node, from where it does so. */
const FLAGS = (await readFile(at('scripts', 'stanceline.mjs'), 'utf8')).match(/(?<=')--[a-z-]+(=\d+)?(?=')/g);
const ENTRY = at('dist', 'apps', 'cli', 'src', 'main.js');
const PEAK = new URL('peak.mjs', import.meta.url).href;

let running = null;

/** The import under way must not outlive an interrupted bench, and ends before its database does. */
export async function stopImport() {
  if (running === null || running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'exit');
  running.kill('SIGTERM');
  await ended;
}

/** Imports a file with the command line in a process of its own: how long, with what, and what came of it. */
export async function measuredImport({ files, url }, { args, label }) {
  const usageFile = path.join(files, 'usage.json');
  const pgCpu = await postgresCpu(url);
  const before = pgCpu();
  const begun = performance.now();
  const code = await ended(['import', ...args], { DATABASE_URL: url, STANCELINE_BENCH_USAGE: usageFile });
  const seconds = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`${label}: the import ended with code ${code}.`);
  const after = pgCpu();
  const { cpuSeconds, peakBytes } = JSON.parse(await readFile(usageFile, 'utf8'));
  return {
    seconds,
    peakBytes,
    nodeCpu: cpuSeconds,
    pgCpu: before === null || after === null ? null : after - before,
    ...(await outcome(url)),
  };
}

/** Its progress is shown as it shows it itself. */
function ended(args, environment) {
  running = spawn(process.execPath, [...FLAGS, '--import', PEAK, ENTRY, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    running.once('error', reject);
    running.once('exit', (code, signal) => resolve(code ?? signal));
  });
}

const outcome = (url) =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      'SELECT counts, rows_read::integer AS rows FROM import ORDER BY number DESC LIMIT 1',
    );
    return { rows: rows[0].rows, stances: rows[0].counts.stances };
  });
