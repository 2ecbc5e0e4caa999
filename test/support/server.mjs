import pg from 'pg';

/** The same server and account, another database. */
export function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.toString();
}

/** Drops a database of the tests, if it is there. */
export async function dropDatabase(serverUrl, name) {
  if (!name.includes('test')) throw new Error(`${name} is not a database of the tests and is not dropped.`);
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
