import { stat } from 'node:fs/promises';

/** The account PostgreSQL runs as when it may not run as ours. */
export interface ServiceAccount {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` on every Linux; a number is enough, no entry in /etc/passwd is needed. */
const NOBODY: ServiceAccount = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root, so root lends it the owner of the cluster, or `nobody` for a new one; everybody
 * else runs it as themselves.
 */
export async function serviceAccount(clusterFolder: string): Promise<ServiceAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(clusterFolder).catch(() => NOBODY);
  return uid === 0 ? NOBODY : { uid, gid };
}
