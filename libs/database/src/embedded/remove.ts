import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { CLUSTER_FOLDER } from './cluster.js';
import { notedPlace } from './cluster-place.js';
import { findPostmaster } from './postmaster.js';

const POLL_MS = 20;

/** Ends the server of a data folder at once and deletes the folder with everything in it: for tests. */
export async function removeEmbedded(dataFolder: string): Promise<void> {
  const own = await realpath(dataFolder).catch(() => undefined);
  if (!own) return;
  const place = (await notedPlace(own)) ?? own;
  await endServer(path.join(place, CLUSTER_FOLDER));
  await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  await rm(own, { recursive: true, force: true });
}

async function endServer(cluster: string): Promise<void> {
  const running = await findPostmaster(cluster);
  if (!running) return;
  process.kill(running.pid, 'SIGQUIT');
  while (await findPostmaster(cluster)) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
