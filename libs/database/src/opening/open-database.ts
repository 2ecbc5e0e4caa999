import { UnavailableProblem } from '@app/domain';
import pg from 'pg';
import { startEmbedded } from '../embedded/index.js';
import { ensureDatabase } from '../migrations/index.js';
import { claimFolder, type FolderClaim, FolderClaimedProblem } from '../process/index.js';
import type { DatabaseSettings } from './database-settings.js';

const DATABASE = 'stanceline';

/** A database to work on, and what has to be let go of at the end. */
export interface OpenDatabase {
  readonly url: string;
  readonly claim: FolderClaim | null;
  close(): Promise<void>;
}

/** The database of DATABASE_URL, or the embedded one. Throws a Problem, in one sentence, where there is none. */
export async function openDatabase(settings: DatabaseSettings, log: (line: string) => void): Promise<OpenDatabase> {
  if (settings.databaseUrl !== null) {
    await assertReachable(settings.databaseUrl);
    return { url: settings.databaseUrl, claim: null, close: async () => undefined };
  }
  const claim = await claimFolder(settings.dataFolder);
  try {
    const server = await startEmbedded({ dataFolder: settings.dataFolder, log, durable: true });
    const close = async (): Promise<void> => {
      await server.stop();
      await claim.release();
    };
    try {
      await ensureDatabase(server.url('postgres'), DATABASE);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { url: server.url(DATABASE), claim, close };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/**
 * The same for a program beside the service: where the service holds the embedded database, it is used with it, and
 * left running.
 */
export async function shareDatabase(settings: DatabaseSettings, log: (line: string) => void): Promise<OpenDatabase> {
  try {
    return await openDatabase(settings, log);
  } catch (error) {
    if (!(error instanceof FolderClaimedProblem)) throw error;
    const server = await startEmbedded({ dataFolder: settings.dataFolder, log, durable: true });
    return { url: server.url(DATABASE), claim: null, close: async () => undefined };
  }
}

const CONNECT_MILLISECONDS = 10_000;
const OLDEST_MAJOR = 18;

async function assertReachable(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  client.on('error', () => undefined);
  const { host, port, database, user } = client;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('SHOW server_version_num');
    const major = Math.floor(Number(Object.values(rows[0] ?? {})[0]) / 10_000);
    if (major < OLDEST_MAJOR) {
      throw new UnavailableProblem(
        'database/too-old',
        `The PostgreSQL of DATABASE_URL is version ${major}; Stanceline needs ${OLDEST_MAJOR} or later.`,
      );
    }
  } catch (error) {
    if (error instanceof UnavailableProblem) throw error;
    throw unreachable(error as Error & { code?: string }, { host, port, database: database ?? '', user: user ?? '' });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unreachable(
  error: Error & { code?: string },
  { database, host, port, user }: { host: string; port: number; database: string; user: string },
): UnavailableProblem {
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: `Nothing answers at ${host}:${port}; is PostgreSQL running there?`,
    ENOTFOUND: `There is no host "${host}".`,
    EAI_AGAIN: `There is no host "${host}".`,
    '28P01': `PostgreSQL at ${host}:${port} refuses the password of user "${user}".`,
    '28000': `PostgreSQL at ${host}:${port} refuses user "${user}".`,
    '3D000': `PostgreSQL at ${host}:${port} has no database "${database}"; create it first.`,
  };
  const reason = reasons[error.code ?? ''] ?? `The database cannot be reached: ${error.message || error.code}.`;
  return new UnavailableProblem('database/unreachable', `DATABASE_URL does not work: ${reason}`, [], { cause: error });
}
