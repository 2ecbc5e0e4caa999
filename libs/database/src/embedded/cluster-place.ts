import { createHash } from 'node:crypto';
import { access, chmod, constants, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CLUSTER_FOLDER } from './cluster.js';
import { DataFolderProblem } from './embedded.errors.js';
import type { ServiceAccount } from './service-account.js';
import { runTool } from './tool.js';

/** Where root keeps clusters whose data folder is closed to PostgreSQL's account. */
const SHARED_STATE = '/var/lib/stanceline';
const POINTER = 'cluster-place.json';

interface Pointer {
  /** The data folder this was written for: a copied checkout must not share the cluster of the original. */
  readonly dataFolder: string;
  readonly place: string;
}

/**
 * The folder in which the cluster is created: the data folder, or, when the account cannot reach it (a checkout under
 * root's private home), one under /var/lib/stanceline that the data folder then points to.
 *
 * @throws DataFolderProblem when neither can be written.
 */
export async function placeCluster(
  dataFolder: string,
  account: ServiceAccount | undefined,
  log: (line: string) => void,
): Promise<string> {
  const own = await ensureFolder(dataFolder);
  const noted = await notedPlace(own);
  if (!account || (!noted && (await canReach(own, account)))) return own;
  // Starting an empty database beside a full one would look like a loss.
  if (await exists(path.join(own, CLUSTER_FOLDER, 'PG_VERSION'))) {
    throw new DataFolderProblem(own, `user ${account.uid}, as which PostgreSQL runs, can no longer reach it`);
  }
  const place = noted ?? path.join(SHARED_STATE, hash(own));
  await ensureFolder(SHARED_STATE);
  await ensureFolder(place);
  if (!(await canReach(place, account))) {
    throw new DataFolderProblem(
      own,
      `user ${account.uid}, as which PostgreSQL runs, can reach neither it nor ${place}`,
    );
  }
  await writeFile(path.join(own, POINTER), JSON.stringify({ dataFolder: own, place } satisfies Pointer));
  if (!noted) log(`${own} is private to this user, so the database is kept in ${place}`);
  return place;
}

/** Creates the folder if needed and answers with its real path. */
async function ensureFolder(folder: string): Promise<string> {
  try {
    // Others may pass through, as PostgreSQL's account must; the cluster itself is private.
    if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o711);
    await access(folder, constants.W_OK | constants.X_OK);
    if (!(await stat(folder)).isDirectory()) throw new Error('it is not a folder');
    return await realpath(folder);
  } catch (error) {
    throw new DataFolderProblem(folder, explain(error), { cause: error });
  }
}

function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not write there';
  if (code === 'EROFS') return 'its disk is read-only';
  if (code === 'ENOSPC') return 'its disk is full';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file is in the way';
  return (error as Error).message;
}

/** Asked of the system as the account itself: modes alone do not tell what access lists and mounts allow. */
async function canReach(folder: string, account: ServiceAccount): Promise<boolean> {
  const { code } = await runTool('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account);
  return code === 0;
}

/** The place noted earlier, if it was noted for this folder or for one that has since been moved here. */
export async function notedPlace(dataFolder: string): Promise<string | undefined> {
  try {
    const pointer = JSON.parse(await readFile(path.join(dataFolder, POINTER), 'utf8')) as Pointer;
    if (pointer.dataFolder === dataFolder) return pointer.place;
    return (await exists(pointer.dataFolder)) ? undefined : pointer.place;
  } catch {
    return undefined;
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
