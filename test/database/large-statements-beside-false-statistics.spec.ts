import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { connect, valueOf } from '../support/stances/connection.js';
import { RandomLedger } from '../support/stances/random-ledger.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const MANY = 20_000;

/** As an ANALYZE leaves them that comes while others fill the tables: many pages, and no row that it may see. */
const FALSE_STATISTICS = `
  SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', t.name, 'relpages', 5000::integer, 'reltuples', 0::real)
    FROM unnest(ARRAY['stance', 'citation', 'stance_current', 'stance_month', 'actor', 'issue', 'source', 'event']) AS t (name)`;

const recording = (chosen: string): string => `
  WITH chosen AS MATERIALIZED (${chosen}), cited AS (
    INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility)
    SELECT c.id, c.revision, 1, (SELECT id FROM source LIMIT 1), 1 FROM chosen c
  )
  INSERT INTO stance (id, revision, status, change_note, actor_id, issue_id, position, is_duration, earliest, latest, act, date_edtf, external_id, recorded_by)
  SELECT c.id, c.revision, c.status::stance_status, 'a test', c.actor_id, c.issue_id, 1, false, '2024-02-18', '2024-02-18', 'VOTE', '2024-02-18', c.n::text, 'the tests'
    FROM chosen c`;

const NEW = recording(`
  SELECT uuidv7() AS id, 1 AS revision, 'PUBLISHED' AS status, p.actor_id, p.issue_id, n
    FROM generate_series(1, ${MANY}) n
    JOIN (SELECT a.id AS actor_id, i.id AS issue_id, row_number() OVER () AS place FROM actor a, issue i) p ON p.place = n`);

describe('a large statement beside statistics that take the tables for empty', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
    await RandomLedger.make(client, { actors: 100, issues: 200 });
    // A loop in a loop over the rows would compare 400 million pairs of them, in each of a dozen places.
    await client.query(`SET statement_timeout = '20s'`);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('records in the time of its rows', async () => {
    await client.query(FALSE_STATISTICS);
    await client.query(NEW);
    expect(await valueOf(client, 'SELECT count(*)::integer FROM stance')).toBe(MANY);
    expect(await valueOf(client, 'SELECT count(*)::integer FROM stance_current')).toBe(MANY);
  });

  it('keeps the statistics as they were when it began', async () => {
    const other = await connect(database.url);
    const rows = () => valueOf<number>(other, `SELECT reltuples::integer FROM pg_class WHERE oid = 'stance'::regclass`);
    try {
      await client.query('BEGIN; SELECT keep_statistics()');
      await other.query('ANALYZE (SKIP_LOCKED) stance');
      expect(await rows()).toBe(0);
      await client.query('COMMIT');
      await other.query('ANALYZE (SKIP_LOCKED) stance');
      expect(await rows()).toBe(MANY);
    } finally {
      await other.end();
    }
  });
});
