import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from '../process/process-mark.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server that runs on this cluster, by its `postmaster.pid`. A file left behind by a dead server is removed. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return undefined;
  if (isAlive(postmaster.pid) && (await servesCluster(postmaster.pid, cluster))) return postmaster;
  // PostgreSQL would refuse to start if its account owns another process that has this number by now.
  await rm(path.join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Lines as PostgreSQL writes them: number, folder, start, port, socket folder, address, shared memory, status. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === 'ready' };
}

/** A number can be given to another process after a power cut; a server stands in its own data folder. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (pid <= 0) return false;
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === cluster;
  } catch {
    const command = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined);
    return command?.stdout.includes(cluster) ?? false;
  }
}
