import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdir, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../process/process-mark.js';
import type { Binaries } from './binaries.js';
import { DataFolderProblem, DataFolderVersionProblem } from './embedded.errors.js';
import type { ServiceAccount } from './service-account.js';
import { runTool } from './tool.js';

/** The cluster's own folder, inside the place chosen for it. */
export const CLUSTER_FOLDER = 'cluster';
/** The superuser of the embedded cluster. */
export const CLUSTER_USER = 'stanceline';
/** Rewritten before every start; `postgresql.conf` includes it. */
export const CONFIGURATION_FILE = 'stanceline.conf';
const PASSWORD_FILE = 'stanceline.password';
const UNFINISHED = 'cluster.new-';

export interface Cluster {
  readonly folder: string;
  readonly password: string;
}

export interface ClusterRequest {
  readonly place: string;
  readonly binaries: Binaries;
  readonly account: ServiceAccount | undefined;
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/**
 * Opens the cluster in `place`, creating it if there is none. It is created under another name and renamed when whole,
 * so an interrupted creation is simply done again.
 *
 * @throws DataFolderVersionProblem when another major version wrote it.
 * @throws DataFolderProblem when it is damaged or cannot be created.
 */
export async function ensureCluster(request: ClusterRequest): Promise<Cluster> {
  const folder = path.join(request.place, CLUSTER_FOLDER);
  await removeUnfinished(request.place);
  if (!(await readVersion(folder))) await createCluster(request, folder);
  return openCluster(folder, request.binaries);
}

async function openCluster(folder: string, binaries: Binaries): Promise<Cluster> {
  const version = await readVersion(folder);
  if (!version)
    throw new DataFolderProblem(folder, 'files are there that are not a PostgreSQL database; move them away');
  if (version !== binaries.major) throw new DataFolderVersionProblem(folder, version, binaries.major);
  const password = await readFile(path.join(folder, PASSWORD_FILE), 'utf8').catch((error: unknown) => {
    throw new DataFolderProblem(folder, `its file ${PASSWORD_FILE} cannot be read`, { cause: error });
  });
  return { folder, password: password.trim() };
}

async function createCluster(
  { place, binaries, account, durable, log }: ClusterRequest,
  folder: string,
): Promise<void> {
  log(`Creating the database in ${folder} (once; takes a few seconds)`);
  const unfinished = path.join(place, `${UNFINISHED}${process.pid}`);
  const passwordFile = `${unfinished}.password`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    const password = randomBytes(24).toString('base64url');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await own(unfinished, account);
    await own(passwordFile, account);
    const { code, output } = await runTool(
      binaries.initdb,
      initdbArguments(unfinished, passwordFile, durable),
      account,
    );
    if (code !== 0) throw new DataFolderProblem(folder, `initdb failed: ${output.split('\n').slice(-3).join(' ')}`);
    await appendFile(path.join(unfinished, 'postgresql.conf'), `\ninclude_if_exists = '${CONFIGURATION_FILE}'\n`);
    await rename(passwordFile, path.join(unfinished, PASSWORD_FILE));
    await rmdir(folder).catch(() => undefined);
    await rename(unfinished, folder).catch(async (error: unknown) => {
      // Somebody else was quicker: theirs is as good. Anything else in the way is reported when it is opened.
      if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    });
  } catch (error) {
    if (error instanceof DataFolderProblem) throw error;
    throw new DataFolderProblem(folder, (error as Error).message, { cause: error });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

function initdbArguments(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${CLUSTER_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The order of text must not depend on the machine's locales: an index would be wrong after a move.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}

async function own(file: string, account: ServiceAccount | undefined): Promise<void> {
  if (account) await chown(file, account.uid, account.gid);
}

async function removeUnfinished(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const pid = Number(/^cluster\.new-(\d+)/.exec(name)?.[1]);
    if (pid && (pid === process.pid || !isAlive(pid)))
      await rm(path.join(place, name), { recursive: true, force: true });
  }
}

async function readVersion(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw new DataFolderProblem(folder, 'it belongs to another user', { cause: error });
    return undefined;
  }
}
