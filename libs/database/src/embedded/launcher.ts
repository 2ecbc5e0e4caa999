import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { findBinaries, type Binaries } from './binaries.js';
import { CLUSTER_FOLDER, CLUSTER_USER, CONFIGURATION_FILE, ensureCluster, type Cluster } from './cluster.js';
import { placeCluster } from './cluster-place.js';
import { ServerStartProblem } from './embedded.errors.js';
import { freePort, isPortFree } from './ports.js';
import { findPostmaster } from './postmaster.js';
import { launchPostgres, waitUntilReady, type LaunchFailure } from './server-process.js';
import { serviceAccount, type ServiceAccount } from './service-account.js';
import { configuration } from './settings.js';
import { runTool } from './tool.js';

export interface EmbeddedOptions {
  /** Holds the database and its log, and nothing else. */
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  /** Without it, a free port is chosen once and kept as long as it stays free. */
  readonly port?: number;
  /** PostgreSQL settings that override the built-in ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False gives up safety in a power cut for speed: for tests. */
  readonly durable: boolean;
}

export interface EmbeddedServer {
  url(databaseName: string): string;
  /** Stops the server, also an adopted one; open connections are ended. */
  stop(): Promise<void>;
  /** The server was already running: left by a killed process, or in use by another one. */
  readonly adopted: boolean;
  readonly port: number;
}

const PORT_FILE = 'stanceline.port';
/** Replaying the log after a power cut can take minutes, and must not be cut short. */
const START_LIMIT_MS = 600_000;
const ADOPT_LIMIT_MS = 20_000;
const ADOPT_RETRY_MS = 100;
const START_ATTEMPTS = 5;
const LOG_LIMIT_BYTES = 5_000_000;

/** What the steps below share. */
interface Launch {
  readonly options: EmbeddedOptions;
  readonly account: ServiceAccount | undefined;
  readonly binaries: Binaries;
  readonly cluster: Cluster;
  readonly logFile: string;
}

/**
 * Starts PostgreSQL on a data folder, creating the database cluster the first time, or adopts the server that already
 * runs on it. The server outlives a killed caller, so that no work is cut off, and is adopted by the next one.
 *
 * @throws BinariesMissingProblem when PostgreSQL cannot run on this machine.
 * @throws DataFolderProblem, DataFolderVersionProblem when the folder cannot serve.
 * @throws ServerStartProblem when the server does not come up; nothing is left running then.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const account = await serviceAccount(path.join(options.dataFolder, CLUSTER_FOLDER));
  const binaries = await findBinaries(account);
  const place = await placeCluster(options.dataFolder, account, options.log);
  const cluster = await ensureCluster({ place, binaries, account, durable: options.durable, log: options.log });
  const launch = { options, account, binaries, cluster, logFile: path.join(place, 'postgres.log') };
  return (await adopt(launch)) ?? (await start(launch));
}

/** The server that already runs on the cluster. One that is just ending does not answer, and is waited for. */
async function adopt(launch: Launch): Promise<EmbeddedServer | undefined> {
  const { options, cluster, logFile } = launch;
  const begun = performance.now();
  for (;;) {
    const running = await findPostmaster(cluster.folder);
    if (!running) return undefined;
    const { pid } = running;
    const outcome = await waitUntilReady(cluster.folder, { pid, limitMs: START_LIMIT_MS, log: options.log });
    const port = (await findPostmaster(cluster.folder))?.port;
    if (outcome === 'ready' && port !== undefined && (await answers(cluster, port))) return server(launch, port, true);
    if (outcome === 'late' || performance.now() - begun > ADOPT_LIMIT_MS) {
      throw new ServerStartProblem(`process ${pid} runs on its data and does not answer on port ${port}`, logFile);
    }
    await new Promise((resolve) => setTimeout(resolve, ADOPT_RETRY_MS));
  }
}

async function start(launch: Launch): Promise<EmbeddedServer> {
  const { options, cluster, logFile } = launch;
  await shortenLog(logFile);
  let refused = '';
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const port = await choosePort(launch);
    await writeOwned(launch, CONFIGURATION_FILE, configuration(options));
    const failure = await launchPostgres({ ...launch, port, limitMs: START_LIMIT_MS, log: options.log });
    if (!failure && (await answers(cluster, port))) {
      if (options.port === undefined) await writeOwned(launch, PORT_FILE, String(port));
      return server(launch, port, false);
    }
    if (!failure) {
      await halt(launch, 'immediate');
      throw new ServerStartProblem(`it does not answer on port ${port}`, logFile);
    }
    // A second caller may have been quicker.
    const theirs = await adopt(launch);
    if (theirs) return theirs;
    if (!isPassing(failure, options)) throw new ServerStartProblem(failure.reason, logFile);
    refused = failure.reason;
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
  }
  throw new ServerStartProblem(refused, logFile);
}

/** Children of a killed server linger for a moment; a chosen port can be taken between choosing and listening. */
function isPassing({ kind }: LaunchFailure, options: EmbeddedOptions): boolean {
  return kind === 'lingering' || (kind === 'port-taken' && options.port === undefined);
}

async function choosePort({ options, cluster, logFile }: Launch): Promise<number> {
  if (options.port !== undefined) {
    if (await isPortFree(options.port)) return options.port;
    throw new ServerStartProblem(`port ${options.port} is taken by another program`, logFile);
  }
  const kept = Number(await readFile(path.join(cluster.folder, PORT_FILE), 'utf8').catch(() => '0'));
  return kept > 0 && (await isPortFree(kept)) ? kept : freePort();
}

async function writeOwned({ cluster, account }: Launch, name: string, text: string): Promise<void> {
  const file = path.join(cluster.folder, name);
  await writeFile(file, text, { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
}

async function shortenLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (entry) => entry.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`);
}

/** Another program may listen on the port by now, so the server is asked for its own data folder. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new Client({
    connectionString: connectionUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === cluster.folder;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function connectionUrl({ password }: Cluster, port: number, databaseName: string): string {
  return `postgresql://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(databaseName)}`;
}

function server(launch: Launch, port: number, adopted: boolean): EmbeddedServer {
  return {
    url: (databaseName) => connectionUrl(launch.cluster, port, databaseName),
    stop: () => halt(launch, 'fast'),
    adopted,
    port,
  };
}

async function halt({ binaries, account, cluster }: Launch, mode: 'fast' | 'immediate'): Promise<void> {
  const stop = (how: string): Promise<{ code: number | null }> =>
    runTool(binaries.pgCtl, ['stop', '-D', cluster.folder, '-m', how, '-w', '-t', '60'], account);
  const { code } = await stop(mode);
  if (code !== 0 && (await findPostmaster(cluster.folder))) await stop('immediate');
}
