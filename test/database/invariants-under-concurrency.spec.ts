import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { connect } from '../support/stances/connection.js';
import { entry, fillWorld, insertInto, retraction, stance, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const broader = (issue: string, above: string): string =>
  insertInto('issue_broader', { issue_id: issue, broader_id: above, direction: 1, weight: 1 });
const identifier = (actor: string): string =>
  insertInto('actor_identifier', { actor_id: actor, ordinal: 5, scheme: 'wikidata', value: 'Q794' });
const member = (slug: string): string => entry('relation', slug, { type: 'PART_OF' });

/** Two transactions, each allowed alone, that must not both be. */
const PAIRS: readonly { name: string; one: string; other: string; refusedBy: string }[] = [
  {
    name: 'halves of a loop of issues',
    one: broader(WORLD.spareIssue, WORLD.envoy),
    other: broader(WORLD.talks, WORLD.spareIssue),
    refusedBy: 'issue_broader_acyclic',
  },
  {
    name: 'revisions of one stance',
    one: stance(WORLD.plain, { revision: 2, note: 'one' }),
    other: stance(WORLD.plain, { revision: 2, note: 'other' }),
    refusedBy: 'stance_pkey',
  },
  {
    name: 'a retraction and a revision after it',
    one: stance(WORLD.plain, { revision: 2, status: 'RETRACTED', change_note: 'misread' }),
    other: stance(WORLD.plain, { revision: 3 }),
    refusedBy: 'stance_retraction_final',
  },
  {
    name: 'stances with one external id',
    one: stance(WORLD.unused, { external_id: 'un:2' }),
    other: stance(WORLD.unused.replace('99', '98'), { external_id: 'un:2' }),
    refusedBy: 'stance_external_id_key',
  },
  {
    name: 'a stance and a revision that takes its external id',
    one: stance(WORLD.unused, { external_id: 'un:2' }),
    other: stance(WORLD.plain, { revision: 2, external_id: 'un:2' }),
    refusedBy: 'stance_external_id_key',
  },
  {
    name: 'a stance and the retraction of its actor',
    one: stance(WORLD.unused, { actor_id: WORLD.spareActor }),
    other: retraction('actor', WORLD.spareActor),
    refusedBy: 'entry_unused',
  },
  {
    name: 'the retraction of an actor and a stance of it',
    one: retraction('actor', WORLD.spareActor),
    other: stance(WORLD.unused, { actor_id: WORLD.spareActor }),
    refusedBy: 'reference_active',
  },
  {
    name: 'the retraction of a source and its citation',
    one: retraction('source', WORLD.spareSource),
    other: stance(WORLD.unused).replaceAll(WORLD.article, WORLD.spareSource),
    refusedBy: 'reference_active',
  },
  {
    name: 'owners of one identifier',
    one: identifier(WORLD.iran),
    other: identifier(WORLD.taliban),
    refusedBy: 'actor_identifier_names_one',
  },
  {
    name: 'records of one relation',
    one: member('one'),
    other: member('other'),
    refusedBy: 'relation_once_at_a_time',
  },
  {
    name: 'an issue and another point of its scale',
    one: entry('issue', 'another', { scale_id: WORLD.spareScale }),
    other: `${insertInto('scale_point', { scale_id: WORLD.spareScale, position: 2, label: 'high' })};
            UPDATE scale SET revision = revision + 1, highest = 2 WHERE id = '${WORLD.spareScale}'`,
    refusedBy: 'scale_point_fixed',
  },
];

const SERIALIZATION_FAILURE = '40001';

describe('of two transactions at once', () => {
  let database: TestDatabase;
  let clients: pg.Client[];

  beforeEach(async () => {
    database = await createTestDatabase();
    clients = [await connect(database.url), await connect(database.url)];
    await fillWorld(clients[0]!);
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await database.drop();
  });

  /** Both begin before either ends; the error of the second. */
  async function contest(one: string, other: string, isolation: string): Promise<pg.DatabaseError | null> {
    const [first, second] = clients as [pg.Client, pg.Client];
    // The snapshot of a transaction is that of its first query.
    await Promise.all([first, second].map((client) => client.query(`BEGIN ISOLATION LEVEL ${isolation}; SELECT 1`)));
    await first.query(one);
    const waiting = second.query(`${other}; COMMIT`).then(
      () => null,
      (error: unknown) => error,
    );
    expect(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).toBe('waits');
    await first.query('COMMIT');
    const error = await waiting;
    await second.query('ROLLBACK');
    if (error !== null && !(error instanceof pg.DatabaseError)) throw error;
    return error;
  }

  it.each(PAIRS)('only one succeeds: $name', async ({ one, other, refusedBy }) => {
    expect((await contest(one, other, 'READ COMMITTED'))?.constraint).toBe(refusedBy);
  });

  it.each(PAIRS)('only one succeeds, each with one snapshot: $name', async ({ one, other, refusedBy }) => {
    const error = await contest(one, other, 'REPEATABLE READ');
    expect([refusedBy, SERIALIZATION_FAILURE]).toContain(error?.constraint ?? error?.code);
  });

  it('the second succeeds when the first rolls back', async () => {
    const [first, second] = clients as [pg.Client, pg.Client];
    await first.query(`BEGIN; ${broader(WORLD.spareIssue, WORLD.envoy)}`);
    const waiting = second.query(broader(WORLD.talks, WORLD.spareIssue));
    await first.query('ROLLBACK');
    expect((await waiting).rowCount).toBe(1);
  });
});
