import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { connect, refusalOf, valueOf, within } from '../support/stances/connection.js';
import { APPLICATION, everyRow, SUPERUSER } from '../support/stances/keeping.js';
import { citation, fillWorld, stance, uncited, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const LONG_AGO = '2001-01-01T00:00:00Z';
const FORGED = { recorded_at: LONG_AGO, created_at: LONG_AGO, superseded_at: LONG_AGO };

/** A table of the session's own, on which one of our trigger functions would be put. */
const borrowing = (table: string, event: string): string => `
  CREATE TEMPORARY TABLE ${table} (id uuid, revision integer, actor_id uuid, issue_id uuid, status text, is_loose boolean,
    begins_latest date, recorded_at timestamptz, superseded_at timestamptz, created_at timestamptz);
  CREATE TRIGGER borrowed ${event}`;

const BORROWED: readonly { name: string; sql: string }[] = [
  {
    name: 'write_audit',
    sql: `${borrowing('actor', `AFTER INSERT ON pg_temp.actor FOR EACH ROW EXECUTE FUNCTION write_audit('id')`)};
          INSERT INTO pg_temp.actor (id) VALUES ('${WORLD.iran}')`,
  },
  {
    name: 'record_stance',
    sql: `${borrowing('mine', 'BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION record_stance()')};
          INSERT INTO mine (id, revision) VALUES ('${WORLD.plain}', 2)`,
  },
  {
    name: 'refresh_series',
    sql: `${borrowing('mine', 'AFTER INSERT ON mine REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_series()')};
          INSERT INTO mine (actor_id, issue_id, status) VALUES ('${WORLD.iran}', '${WORLD.envoy}', 'PUBLISHED')`,
  },
];

/** Statements that pass only where a temporary table is taken for ours. */
const SHADOWED: readonly { name: string; sql: string; refusedBy: string }[] = [
  {
    name: 'a citation under an old revision',
    sql: `CREATE TEMPORARY TABLE stance (LIKE public.stance); ${citation(WORLD.plain, { ordinal: 2 })}`,
    refusedBy: 'citation_with_its_revision',
  },
  {
    name: 'a position off the scale',
    sql: `CREATE TEMPORARY TABLE issue (LIKE public.issue);
          ${uncited({ position: 7 }).replace('INTO stance', 'INTO public.stance')}`,
    refusedBy: 'stance_on_scale',
  },
  {
    name: 'a retracted actor',
    sql: `CREATE TEMPORARY TABLE actor (LIKE public.actor); ${uncited({ actor_id: WORLD.retractedActor })}`,
    refusedBy: 'reference_active',
  },
  {
    name: 'a retracted source',
    sql: `CREATE TEMPORARY TABLE source (LIKE public.source);
          ${uncited({ id: WORLD.unused })}; ${citation(WORLD.unused, { source_id: WORLD.retractedSource })}`,
    refusedBy: 'reference_active',
  },
  {
    name: 'a loop of issues',
    sql: `CREATE TEMPORARY TABLE issue_broader (LIKE public.issue_broader);
          INSERT INTO public.issue_broader VALUES ('${WORLD.talks}', '${WORLD.envoy}', 1, 1)`,
    refusedBy: 'issue_broader_acyclic',
  },
  {
    name: 'a retraction of what is in use',
    sql: `CREATE TEMPORARY TABLE stance (LIKE public.stance); CREATE TEMPORARY TABLE relation (LIKE public.relation);
          UPDATE actor SET revision = revision + 1, status = 'RETRACTED', change_note = 'x' WHERE id = '${WORLD.iran}'`,
    refusedBy: 'entry_unused',
  },
  {
    name: 'a scale that its points do not span',
    sql: `CREATE TEMPORARY TABLE scale_point (LIKE public.scale_point);
          UPDATE scale SET revision = revision + 1, highest = 5 WHERE id = '${WORLD.spareScale}'`,
    refusedBy: 'scale_span_true',
  },
];

describe('a forged stance', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let before: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
    await fillWorld(client);
    before = await everyRow(client);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  describe.each([APPLICATION, SUPERUSER])('by $name', ({ becoming }) => {
    const recorded = (sql: string, id: string, revision: number): Promise<Record<string, unknown>> =>
      within(client, `${becoming}; ${sql}`, async () => {
        const { rows } = await client.query<Record<string, unknown>>(
          `SELECT recorded_at = record_time() AS "recordedNow", superseded_at, created_at = record_time() AS "createdNow",
                  created_at = (SELECT f.created_at FROM stance f WHERE f.id = s.id AND f.revision = 1) AS "createdFirst"
             FROM stance s WHERE s.id = $1 AND s.revision = $2`,
          [id, revision],
        );
        return rows[0]!;
      });

    it('is recorded when it is, whatever it says', async () => {
      expect(await recorded(stance(WORLD.unused, FORGED), WORLD.unused, 1)).toEqual({
        recordedNow: true,
        createdNow: true,
        createdFirst: true,
        superseded_at: null,
      });
    });

    it('was created with its first revision, whatever a later one says', async () => {
      expect(await recorded(stance(WORLD.plain, { ...FORGED, revision: 2 }), WORLD.plain, 2)).toEqual({
        recordedNow: true,
        createdNow: false,
        createdFirst: true,
        superseded_at: null,
      });
    });

    it('superseded the one before when it was recorded', async () => {
      const closed = await within(client, `${becoming}; ${stance(WORLD.plain, { ...FORGED, revision: 2 })}`, () =>
        valueOf<boolean>(
          client,
          `SELECT superseded_at = record_time() FROM stance WHERE id = '${WORLD.plain}' AND revision = 1`,
        ),
      );
      expect(closed).toBe(true);
    });

    it.each([
      ['revision 1 again', { id: WORLD.plain }, 'stance_pkey'],
      ['revision 3 after 1', { id: WORLD.plain, revision: 3 }, 'stance_revision_next'],
      ['revision 2 of a stance that there is not', { id: WORLD.unused, revision: 2 }, 'stance_revision_next'],
      ['a superseded revision again', { id: WORLD.revised, revision: 2 }, 'stance_revision_next'],
      ['revision 0', { id: WORLD.plain, revision: 0 }, 'stance_revision_next'],
      ['a revision after the retraction', { id: WORLD.retracted, revision: 3 }, 'stance_retraction_final'],
    ])('is refused as %s', async (_, row, refusedBy) => {
      const refusal = await refusalOf(client, uncited(row), { before: becoming, keep: true });
      expect(refusal?.constraint).toBe(refusedBy);
      expect(await everyRow(client)).toEqual(before);
    });

    it.each(['begins_earliest', 'begins_latest', 'is_loose', 'first_citation'])(
      'cannot say its own %s',
      async (name) => {
        const refusal = await refusalOf(client, `INSERT INTO stance (${name}) VALUES (NULL)`, { before: becoming });
        expect(refusal?.code).toBe('428C9');
      },
    );
  });

  it.each(BORROWED)('is not made by $name on a table of the application', async ({ sql }) => {
    const refusal = await refusalOf(client, sql, { before: APPLICATION.becoming, keep: true });
    expect(refusal?.code).toBe('42501');
    expect(await everyRow(client)).toEqual(before);
  });

  it('is not made by an owner whose own trigger supersedes', async () => {
    const refusal = await refusalOf(
      client,
      `CREATE TEMPORARY TABLE mine (x integer);
       CREATE FUNCTION pg_temp.supersede() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN UPDATE stance SET superseded_at = record_time() WHERE superseded_at IS NULL; RETURN NULL; END $$;
       CREATE TRIGGER supersede AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION pg_temp.supersede();
       INSERT INTO mine VALUES (1)`,
      { keep: true },
    );
    expect(refusal?.constraint).toBe('stance_succeeded');
    expect(await everyRow(client)).toEqual(before);
  });

  it.each(SHADOWED)('is refused though a temporary table hides $name', async ({ refusedBy, sql }) => {
    const refusal = await refusalOf(client, sql, { before: APPLICATION.becoming });
    expect(refusal?.constraint).toBe(refusedBy);
  });

  it('finds no function that works with its owner’s rights and may be anybody’s trigger', async () => {
    const open = await valueOf<string[]>(
      client,
      `SELECT coalesce(array_agg(p.proname::text), '{}') FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.prorettype = 'trigger'::regtype
          AND has_function_privilege('stanceline_app', p.oid, 'EXECUTE')`,
    );
    expect(open).toEqual([]);
  });

  it('finds no trigger and no function with its owner’s rights that takes tables from the session’s search_path', async () => {
    const loose = await valueOf<string[]>(
      client,
      `SELECT coalesce(array_agg(p.proname::text), '{}') FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
        WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
          AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
          AND NOT coalesce(p.proconfig @> '{"search_path=public, pg_temp"}', false)`,
    );
    expect(loose).toEqual([]);
  });
});
