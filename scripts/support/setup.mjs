import { ensureBuilt } from '../build.mjs';
import { ensureInstalled } from '../install.mjs';
import { withSetupLock } from './lock.mjs';

/** After this, node_modules and dist are those of the checked-out sources. */
export async function ensureSetUp() {
  await withSetupLock(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
}
