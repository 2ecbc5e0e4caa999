import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { at } from './project.mjs';

// Outside node_modules, which an installation removes.
const LOCK = at('dist', '.setup.lock');
const HELD = 'STANCELINE_SETUP_LOCK';

/** Installing and building are done by one process at a time: `npm start` and `npm test` may be called together. */
export async function withSetupLock(work) {
  // The installation calls the build as its last step.
  if (process.env[HELD]) return work();
  await takeLock();
  process.env[HELD] = String(process.pid);
  try {
    return await work();
  } finally {
    delete process.env[HELD];
    await rm(LOCK, { force: true });
  }
}

async function takeLock() {
  let isTold = false;
  for (;;) {
    try {
      await mkdir(path.dirname(LOCK), { recursive: true });
      return await writeFile(LOCK, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(LOCK, 'utf8').catch(() => ''));
    if (!isAlive(holder)) await rm(LOCK, { force: true });
    else if (!isTold) {
      console.log(`Waiting for process ${holder}, which installs or builds here`);
      isTold = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
