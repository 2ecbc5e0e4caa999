import pg from 'pg';

const DATE = 1082;

/** A connection to a test's database, outside the service: days come as text, not as a Date. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === DATE ? (day: string) => day : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The one value that a query gives. */
export async function valueOf<T>(client: pg.Client, sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await client.query<[T]>({ text: sql, values, rowMode: 'array' });
  return rows[0]![0];
}

/** What the database says against statements: nothing where it lets them pass. */
export interface Refusal {
  readonly constraint: string | undefined;
  readonly code: string | undefined;
  readonly message: string;
}

export type Attempt = string | ((client: pg.Client) => Promise<unknown>);

/**
 * Tries statements in one transaction, deferred constraints included, and keeps what they did only where `keep` is
 * set. Null where the database lets them pass.
 */
export async function refusalOf(
  client: pg.Client,
  attempt: Attempt,
  { before = '', keep = false }: { readonly before?: string; readonly keep?: boolean } = {},
): Promise<Refusal | null> {
  await client.query(`BEGIN; ${before}`);
  try {
    await (typeof attempt === 'string' ? client.query(attempt) : attempt(client));
    await client.query(keep ? 'COMMIT' : 'SET CONSTRAINTS ALL IMMEDIATE');
    return null;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { constraint: error.constraint, code: error.code, message: error.message };
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Runs statements in a transaction that is rolled back, and gives what `look` sees in it. */
export async function within<T>(client: pg.Client, sql: string, look: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    return await look();
  } finally {
    await client.query('ROLLBACK');
  }
}
