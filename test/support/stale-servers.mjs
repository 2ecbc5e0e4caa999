import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeEmbedded } from '../../dist/libs/database/src/embedded/remove.js';
import { folderHolder } from '../../dist/libs/database/src/process/folder-claim.js';

/** Every folder that a test run makes in the system's temporary folder begins so. */
export const PREFIX = 'stanceline-test-';
/** A folder is claimed right after it is made; before that it is not stale but new. */
const NEW_MS = 60_000;

/** Stops and removes the servers of test runs that were killed before they could. */
export async function removeStaleServers() {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => path.join(tmpdir(), name))) {
    if (await isStale(folder)) {
      // Another user's folder is theirs to remove.
      await removeEmbedded(folder).catch(() => undefined);
    }
  }
}

async function isStale(folder) {
  if (await folderHolder(folder)) return false;
  const isClaimed = await stat(path.join(folder, 'stanceline.pid')).then(
    () => true,
    () => false,
  );
  const age = Date.now() - (await stat(folder).then((entry) => entry.mtimeMs, Date.now));
  return isClaimed || age > NEW_MS;
}
