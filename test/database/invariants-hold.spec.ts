import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { CONSTRAINT_BREACHES, TRIGGER_BREACHES, WRITING_TRIGGERS } from '../support/stances/breaches.js';
import { connect, refusalOf, valueOf, within } from '../support/stances/connection.js';
import { citation, fillWorld, stance, together, uncited, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const RULES = `
  SELECT conname::text AS rule FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u', 'x')
  UNION
  SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
  UNION
  SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
   WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'
   ORDER BY 1`;

/** Of the tool whose history of migrations we keep. */
const NOT_OURS = ['_prisma_migrations_pkey'];

describe('every invariant holds against direct SQL', () => {
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

  it.each(CONSTRAINT_BREACHES)('$rule refuses $as', async ({ by, rule }) => {
    expect((await refusalOf(client, by))?.constraint).toBe(rule);
  });

  it.each(TRIGGER_BREACHES)('$rule refuses $as, and nothing else does', async ({ by, refusedBy, rule, table }) => {
    expect((await refusalOf(client, by))?.constraint).toBe(refusedBy);
    const off = await refusalOf(client, by, { before: `ALTER TABLE ${table} DISABLE TRIGGER ${rule}` });
    expect(off?.constraint).not.toBe(refusedBy);
  });

  it.each(WRITING_TRIGGERS)('$trigger writes', async ({ by, table, trigger, written }) => {
    const look = () => valueOf<number>(client, written);
    expect(await within(client, by, look)).toBeGreaterThan(0);
    expect(await within(client, `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}; ${by}`, look)).toBe(0);
  });

  it('leaves no rule of the database without such a test', async () => {
    const { rows } = await client.query<{ rule: string }>(RULES);
    const tested = [
      ...[...CONSTRAINT_BREACHES, ...TRIGGER_BREACHES].map(({ rule }) => rule),
      ...WRITING_TRIGGERS.map(({ trigger }) => trigger),
      ...NOT_OURS,
    ];
    expect([...new Set(tested)].toSorted()).toEqual(rows.map(({ rule }) => rule).toSorted());
  });

  it('leaves no trigger that a session may turn off', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'A' AND tgrelid = ANY($1::regclass[])`,
      [['stance', 'citation', 'dataset', 'import', 'import_fault']],
    );
    expect(rows).toEqual([]);
  });

  it.each([
    [
      'a retraction without a citation',
      uncited({ id: WORLD.plain, revision: 2, status: 'RETRACTED', change_note: 'x' }),
    ],
    ['an absence without a position', stance(WORLD.unused, { act: 'ABSENCE', position: null })],
    [
      'an absence with a position where the coding rule says so',
      `UPDATE issue SET revision = revision + 1, absence_carries_position = true WHERE id = '${WORLD.envoy}';
       ${stance(WORLD.unused, { act: 'ABSENCE', position: -1 })}`,
    ],
    ['a duration with an open end', stance(WORLD.unused, { is_duration: true, latest: null })],
    ['a duration with an open start', stance(WORLD.unused, { is_duration: true, earliest: null })],
    [
      'the first and the last day that can be written',
      stance(WORLD.unused, { earliest: '0001-01-01', latest: '9999-12-31' }),
    ],
    [
      'the external id of a stance that gave it up',
      `${stance(WORLD.plain, { revision: 2 })}; ${stance(WORLD.unused, { external_id: 'un:1' })}`,
    ],
    ['the external id of a stance of another dataset', stance(WORLD.unused, { external_id: 'un:1', dataset_id: 1 })],
    [
      'the external id that a revision of the same statement gives up',
      together(
        uncited({ id: WORLD.plain, revision: 2, external_id: 'un:2' }),
        citation(WORLD.plain, { revision: 2 }),
        uncited({ id: WORLD.plain, revision: 3 }),
        citation(WORLD.plain, { revision: 3 }),
        uncited({ id: WORLD.unused, external_id: 'un:2' }),
        citation(WORLD.unused),
      ),
    ],
    [
      'revisions of one stance in one statement, the last first',
      together(
        uncited({ id: WORLD.plain, revision: 3 }),
        citation(WORLD.plain, { revision: 3 }),
        uncited({ id: WORLD.plain, revision: 2 }),
        citation(WORLD.plain, { revision: 2 }),
      ),
    ],
    [
      'a retraction of a stance whose actor may no more be referred to',
      `ALTER TABLE actor DISABLE TRIGGER actor_unused;
       UPDATE actor SET revision = revision + 1, status = 'RETRACTED', change_note = 'x' WHERE id = '${WORLD.iran}';
       ${stance(WORLD.plain, { revision: 2, status: 'RETRACTED', change_note: 'x' })}`,
    ],
  ])('lets pass %s', async (_, sql) => {
    expect(await refusalOf(client, sql)).toBeNull();
  });
});
