import { readFile, stat } from 'node:fs/promises';

/** The account PostgreSQL runs as when it may not run as ours. */
export interface ServiceAccount {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: ServiceAccount = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root, so root lends it the owner of the cluster, or `nobody` for a new one; everybody
 * else runs it as themselves.
 */
export async function serviceAccount(clusterFolder: string): Promise<ServiceAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(clusterFolder).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

/** Some systems number it otherwise, and initdb insists on an account that the system knows. */
async function nobody(): Promise<ServiceAccount> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : NOBODY;
}
