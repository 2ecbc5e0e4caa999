import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeEmbedded } from '../../libs/database/src/embedded/remove.js';
import { claimFolder } from '../../libs/database/src/process/index.js';

export interface TemporaryFolder {
  readonly path: string;
  /** Also ends an embedded server that runs in it. */
  remove(): Promise<void>;
}

/** A folder of one spec; should the run be killed, the next run removes it. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stanceline-test-'));
  // PostgreSQL runs as another user where the tests run as root.
  await chmod(folder, 0o711);
  const claim = await claimFolder(folder);
  return {
    path: folder,
    remove: async () => {
      await claim.release();
      await removeEmbedded(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
