import pg from 'pg';

/** The role that migrations create for the service: it may add records, and change none. */
const APPLICATION_ROLE = 'stanceline_app';

export interface PoolOptions {
  readonly connectionString: string;
  /** Connections kept open at most. */
  readonly size: number;
  /** Milliseconds after which the database gives a statement up. */
  readonly statementTimeout: number;
}

/** Whether the database knows the application role and this user may take it. */
async function mayTakeApplicationRole(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>(
      'SELECT pg_has_role(current_user, oid, $2) AS may FROM pg_roles WHERE rolname = $1',
      [APPLICATION_ROLE, 'SET'],
    );
    return rows[0]?.may ?? false;
  } finally {
    await client.end();
  }
}

/** How long a question may wait for a connection: past that, saying "not now" is better than a longer queue. */
const CONNECT_MILLISECONDS = 10_000;

/** What the address asks for itself stays; ours comes after it, and wins. */
function withOptions(connectionString: string, options: string): string {
  const url = new URL(connectionString);
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} ${options}`.trim());
  return url.toString();
}

/** The one pool of the process, for Prisma and for reads in SQL alike. */
export async function openPool({ connectionString, size, statementTimeout }: PoolOptions): Promise<pg.Pool> {
  const role = (await mayTakeApplicationRole(connectionString)) ? ` -c role=${APPLICATION_ROLE}` : '';
  const options = `-c statement_timeout=${statementTimeout} -c timezone=UTC -c jit=off${role}`;
  const pool = new pg.Pool({
    connectionString: withOptions(connectionString, options),
    max: size,
    application_name: 'stanceline',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
  });
  // A connection that breaks while idle is replaced at the next query, which reports what is wrong.
  pool.on('error', () => undefined);
  return pool;
}
