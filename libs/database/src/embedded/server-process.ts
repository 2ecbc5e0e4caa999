import { spawn } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { readPostmaster } from './postmaster.js';
import { isAlive } from '../process/process-mark.js';
import type { ServiceAccount } from './service-account.js';
import { TOOL_ENVIRONMENT } from './tool.js';

export interface LaunchFailure {
  readonly kind: 'port-taken' | 'lingering' | 'other';
  readonly reason: string;
}

export interface ServerProcess {
  readonly binaries: Binaries;
  readonly account: ServiceAccount | undefined;
  readonly cluster: Cluster;
  readonly port: number;
  readonly logFile: string;
  readonly limitMs: number;
  readonly log: (line: string) => void;
}

const POLL_MS = 20;
const REMINDER_MS = 5_000;

/**
 * Starts the server process in a session of its own, so that Ctrl-C in the caller's terminal does not reach it, and
 * waits until it is ready. Answers with what went wrong, after making sure that nothing runs.
 */
export async function launchPostgres(request: ServerProcess): Promise<LaunchFailure | undefined> {
  const { binaries, account, cluster, port, logFile, limitMs, log } = request;
  const logStart = await sizeOf(logFile);
  const output = await open(logFile, 'a', 0o600);
  try {
    const child = spawn(binaries.postgres, ['-D', cluster.folder, '-p', String(port)], {
      cwd: '/',
      detached: true,
      env: TOOL_ENVIRONMENT,
      stdio: ['ignore', output.fd, output.fd],
      ...account,
    });
    const refusal = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
    });
    child.unref();
    const { pid } = child;
    if (pid === undefined) return { kind: 'other', reason: await refusal };
    const outcome = await waitUntilReady(cluster.folder, { pid, limitMs, log });
    if (outcome === 'ready') return undefined;
    if (outcome === 'late') process.kill(pid, 'SIGQUIT');
    return explain(await readFrom(logFile, logStart), outcome);
  } finally {
    await output.close();
  }
}

/** Waits until the server with this number is ready (`ready`), has ended (`ended`) or the limit has passed (`late`). */
export async function waitUntilReady(
  clusterFolder: string,
  { pid, limitMs, log }: { pid: number; limitMs: number; log: (line: string) => void },
): Promise<'ready' | 'ended' | 'late'> {
  const begun = performance.now();
  let reminded = begun;
  while (performance.now() - begun < limitMs) {
    const found = await readPostmaster(clusterFolder);
    if (found?.pid === pid && found.ready) return 'ready';
    if (!isAlive(pid)) return 'ended';
    if (performance.now() - reminded > REMINDER_MS) {
      reminded = performance.now();
      log(
        `PostgreSQL is still starting (after an interrupted run it first replays its log), ${seconds(begun)} s so far`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return 'late';
}

function explain(text: string, outcome: 'ended' | 'late'): LaunchFailure {
  if (outcome === 'late') return { kind: 'other', reason: 'it was not ready in time' };
  if (/could not (bind|create any TCP)/.test(text)) return { kind: 'port-taken', reason: 'its port was taken' };
  const fatal = [...text.matchAll(/(?:FATAL|PANIC|postgres|error).*?:\s+(.*)/g)].at(-1)?.[1];
  const kind = /shared memory block|lock file "postmaster\.pid" already exists/.test(text) ? 'lingering' : 'other';
  return { kind, reason: fatal ?? text.trim().split('\n').at(-1) ?? 'it ended at once' };
}

const seconds = (begun: number): number => Math.round((performance.now() - begun) / 1000);

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (entry) => entry.size,
    () => 0,
  );
}

async function readFrom(file: string, offset: number): Promise<string> {
  return (await readFile(file)).subarray(offset).toString();
}
