import type pg from 'pg';

const KEPT = [
  'stance',
  'citation',
  'dataset',
  'import',
  'import_fault',
  'audit_entry',
  'record_moment',
  'record_clock',
  'actor',
  'actor_name',
  'actor_identifier',
  'scale',
  'scale_point',
  'issue',
  'issue_broader',
  'source',
  'event',
  'event_participant',
  'relation',
  'api_key',
] as const;

/** Every row of every table that keeps history, as text. */
export async function everyRow(client: pg.Client): Promise<string[]> {
  const all = KEPT.map((table) => `SELECT '${table}' AS name, to_jsonb(t)::text AS content FROM ${table} t`);
  const { rows } = await client.query<{ row: string }>(
    `SELECT name || content AS row FROM (${all.join(' UNION ALL ')}) every ORDER BY 1`,
  );
  return rows.map(({ row }) => row);
}

/** Somebody who tries: the statements that put a superuser's transaction into their hands. */
export interface Hand {
  readonly name: string;
  readonly becoming: string;
}

export const APPLICATION: Hand = { name: 'the application', becoming: 'SET LOCAL ROLE stanceline_app' };
export const SUPERUSER: Hand = { name: 'a superuser', becoming: '' };
export const REPLICATION: Hand = {
  name: 'a superuser for whom triggers and foreign keys are off',
  becoming: 'SET LOCAL session_replication_role = replica',
};

/** Makes a role without any right but that of owning all tables. To be dropped after the database is. */
export async function makeOwner(client: pg.Client): Promise<Hand & { readonly role: string }> {
  const { rows } = await client.query<{ database: string }>('SELECT current_database() AS database');
  const role = `${rows[0]!.database}_owner`;
  await client.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA public TO ${role}; GRANT stanceline_app TO ${role}`);
  const tables = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
  );
  await client.query(tables.rows.map(({ name }) => `ALTER TABLE ${name} OWNER TO ${role}`).join('; '));
  return { role, name: 'the owner of the tables', becoming: `SET LOCAL ROLE ${role}` };
}
