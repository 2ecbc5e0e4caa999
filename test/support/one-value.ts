import { Client } from 'pg';
import type { TestDatabase } from './test-database.js';

/** The first column of the first row. */
export async function oneValue({ url }: TestDatabase, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}
