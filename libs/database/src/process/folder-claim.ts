import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FolderClaimedProblem } from './folder-claim.errors.js';
import { isAlive, processMark } from './process-mark.js';

/** A folder held by this process alone. */
export interface FolderClaim {
  /** Tells those who are refused where this process answers. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** Who holds a folder. */
export interface FolderHolder {
  readonly pid: number;
  /** Null until it listens. */
  readonly url: string | null;
  /** When it claimed the folder. */
  readonly startedAt: string;
}

interface ClaimRecord extends FolderHolder {
  /** Tells the process from a later one with the same number; null where the system does not tell. */
  readonly mark: string | null;
}

const CLAIM_FILE = 'stanceline.pid';

/**
 * Claims a folder for this process until it ends. A claim left by a process that is gone is taken over.
 *
 * @throws FolderClaimedProblem when a living process holds it.
 */
export async function claimFolder(dataFolder: string): Promise<FolderClaim> {
  await mkdir(dataFolder, { recursive: true });
  const file = path.join(dataFolder, CLAIM_FILE);
  const record = await ownRecord();
  while (!(await createWhole(file, record))) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const holder = await livingHolder(text);
    if (holder) throw new FolderClaimedProblem(holder);
    if (text !== undefined) await removeStale(file, text);
  }
  return {
    announce: (url) => replaceWhole(file, { ...record, url }),
    release: () => releaseOwn(file),
  };
}

/** Who holds the folder now, if anybody living does. */
export async function folderHolder(dataFolder: string): Promise<FolderHolder | undefined> {
  return livingHolder(await readFile(path.join(dataFolder, CLAIM_FILE), 'utf8').catch(() => undefined));
}

/**
 * Asks without claiming, for whoever has more to check first.
 *
 * @throws FolderClaimedProblem when a living process holds it.
 */
export async function assertUnclaimed(dataFolder: string): Promise<void> {
  const holder = await folderHolder(dataFolder);
  if (holder) throw new FolderClaimedProblem(holder);
}

async function ownRecord(): Promise<ClaimRecord> {
  const { pid } = process;
  return { pid, url: null, startedAt: new Date().toISOString(), mark: (await processMark(pid)) ?? null };
}

async function livingHolder(text: string | undefined): Promise<ClaimRecord | undefined> {
  const record = parse(text);
  if (!record || !isAlive(record.pid)) return undefined;
  const mark = await processMark(record.pid);
  const isReused = mark !== undefined && record.mark !== null && mark !== record.mark;
  return isReused ? undefined : record;
}

/** Undefined also for a file that a power cut left empty or torn. */
function parse(text: string | undefined): ClaimRecord | undefined {
  try {
    const record = JSON.parse(text ?? '') as Partial<ClaimRecord>;
    if (!Number.isInteger(record.pid) || Number(record.pid) <= 0) return undefined;
    return {
      pid: Number(record.pid),
      url: record.url ?? null,
      startedAt: record.startedAt ?? '',
      mark: record.mark ?? null,
    };
  } catch {
    return undefined;
  }
}

/** A link appears with its content or not at all, and never over another one. */
async function createWhole(file: string, record: ClaimRecord): Promise<boolean> {
  const temporary = temporaryName(file);
  await writeFile(temporary, JSON.stringify(record));
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function replaceWhole(file: string, record: ClaimRecord): Promise<void> {
  const temporary = temporaryName(file);
  await writeFile(temporary, JSON.stringify(record));
  await rename(temporary, file);
}

/** Between reading and removing, a third process may have put its own claim there: that one is put back. */
async function removeStale(file: string, staleText: string): Promise<void> {
  const aside = temporaryName(file);
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== staleText) await link(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function releaseOwn(file: string): Promise<void> {
  const holder = parse(await readFile(file, 'utf8').catch(() => undefined));
  if (holder?.pid === process.pid) await rm(file, { force: true });
}

let temporaryFiles = 0;

function temporaryName(file: string): string {
  temporaryFiles += 1;
  return `${file}.${process.pid}-${temporaryFiles}`;
}
