import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { connect, valueOf, within } from '../support/stances/connection.js';
import { change, ENTRY_TABLES, fillWorld, retraction, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ENTRIES = {
  actor: WORLD.iran,
  scale: WORLD.spareScale,
  issue: WORLD.envoy,
  source: WORLD.article,
  event: WORLD.doha,
  relation: WORLD.represents,
} as const;

const CHILDREN = [
  { table: 'actor_name', of: 'actor_id', entry: WORLD.iran },
  { table: 'actor_identifier', of: 'actor_id', entry: WORLD.iran },
  { table: 'scale_point', of: 'scale_id', entry: WORLD.spareScale },
  { table: 'issue_broader', of: 'issue_id', entry: WORLD.envoy },
  { table: 'event_participant', of: 'event_id', entry: WORLD.doha },
] as const;

describe('the audit of the catalog', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
    await fillWorld(client);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const rowsOf = (table: string): Promise<unknown> =>
    valueOf(client, `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t::text), '[]') FROM ${table} t`);
  const knownRowsOf = (table: string, moment = 'record_time()'): Promise<unknown> =>
    valueOf(client, `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t::text), '[]') FROM ${table}_known(${moment}) t`);
  const now = (): Promise<string> => valueOf(client, 'SELECT at::text FROM record_clock');

  it.each([...ENTRY_TABLES, ...CHILDREN.map(({ table }) => table)])('knows every row of %s', async (table) => {
    expect(await knownRowsOf(table, 'now()')).toEqual(await rowsOf(table));
  });

  it.each(ENTRY_TABLES)('keeps what an entry of %s was before a change', async (table) => {
    const [before, moment] = [await rowsOf(table), await now()];
    await within(client, change(table, ENTRIES[table], `change_note = 'changed'`), async () => {
      expect(await rowsOf(table)).not.toEqual(before);
      expect(await knownRowsOf(table)).toEqual(await rowsOf(table));
      expect(await knownRowsOf(table, `'${moment}'`)).toEqual(before);
    });
  });

  it('keeps what an entry was before its retraction', async () => {
    const [before, moment] = [await rowsOf('actor'), await now()];
    await within(client, retraction('actor', WORLD.spareActor), async () => {
      expect(await knownRowsOf('actor')).toEqual(await rowsOf('actor'));
      expect(await knownRowsOf('actor', `'${moment}'`)).toEqual(before);
    });
  });

  it.each(CHILDREN)('keeps the rows of $table that are deleted', async ({ entry, of, table }) => {
    const [before, moment] = [await rowsOf(table), await now()];
    await within(client, `DELETE FROM ${table} WHERE ${of} = '${entry}'`, async () => {
      expect(await rowsOf(table)).not.toEqual(before);
      expect(await knownRowsOf(table)).toEqual(await rowsOf(table));
      expect(await knownRowsOf(table, `'${moment}'`)).toEqual(before);
      const entries = await valueOf(
        client,
        `SELECT jsonb_agg(DISTINCT operation) FROM audit_entry WHERE table_name = '${table}' AND entry_id = '${entry}'`,
      );
      expect(entries).toEqual(['INSERT', 'DELETE']);
    });
  });

  it.each([
    ['actor_name', 'UPDATE actor_name SET ordinal = ordinal + 10'],
    ['actor_name', `UPDATE actor_name SET actor_id = '${WORLD.unama}' WHERE ordinal = 1`],
    ['actor_identifier', 'UPDATE actor_identifier SET ordinal = 7'],
    ['issue_broader', `UPDATE issue_broader SET broader_id = '${WORLD.spareIssue}'`],
    ['event_participant', `UPDATE event_participant SET role = 'ATTENDED'`],
  ])('follows a row of %s whose key changes', async (table, sql) => {
    const [before, moment] = [await rowsOf(table), await now()];
    await within(client, sql, async () => {
      expect(await rowsOf(table)).not.toEqual(before);
      expect(await knownRowsOf(table)).toEqual(await rowsOf(table));
      expect(await knownRowsOf(table, `'${moment}'`)).toEqual(before);
    });
  });

  it('tells states in the order in which they were', async () => {
    const ordered = await valueOf(
      client,
      'SELECT bool_and(a.at >= a.before) FROM (SELECT at, lag(at, 1, at) OVER (ORDER BY seq) AS before FROM audit_entry) a',
    );
    expect(ordered).toBe(true);
  });
});
