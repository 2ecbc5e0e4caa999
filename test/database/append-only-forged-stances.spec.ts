import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { type Attempt, connect, refusalOf, valueOf, within } from '../support/stances/connection.js';
import { copyIn } from '../support/stances/copy-in.js';
import { APPLICATION, everyRow, REPLICATION, SUPERUSER } from '../support/stances/keeping.js';
import { citation, fillWorld, type Row, stance, together, uncited, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const LONG_AGO = '2001-01-01T00:00:00Z';
const SECOND = { id: WORLD.plain, revision: 2 };
const COPIED = `id, revision, actor_id, issue_id, created_at, recorded_at, superseded_at, earliest, latest, position, is_duration,
  status, act, date_edtf, recorded_by, change_note`;

/** What an owner's trigger could write beside the end of a revision, by column. */
const TAMPERED: Readonly<Record<string, string>> = {
  id: `'${WORLD.unused}'`,
  revision: '9',
  actor_id: `'${WORLD.taliban}'`,
  issue_id: `'${WORLD.talks}'`,
  target_id: `'${WORLD.taliban}'`,
  speaker_id: `'${WORLD.taliban}'`,
  event_id: `'${WORLD.doha}'`,
  created_at: `'${LONG_AGO}'`,
  recorded_at: `'${LONG_AGO}'`,
  superseded_at: `'2999-01-01'`,
  earliest: `'2024-02-17'`,
  latest: `'2024-02-19'`,
  position: '1',
  is_duration: 'true',
  status: `'RETRACTED', change_note = 'x'`,
  act: `'VOTE'`,
  channel: `'LEAK'`,
  confidence: `'LOW'`,
  date_edtf: `'2024-02'`,
  external_id: `'un:2'`,
  summary: `'another'`,
  note: `'another'`,
  recorded_by: `'somebody'`,
  change_note: `'another'`,
  dataset_id: '1',
};

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
    name: 'close_predecessors',
    sql: `${borrowing('mine', 'AFTER INSERT ON mine REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION close_predecessors()')};
          INSERT INTO mine (id, revision, created_at) SELECT id, 2, created_at FROM stance WHERE id = '${WORLD.plain}'`,
  },
  {
    name: 'refresh_series',
    sql: `${borrowing('mine', 'AFTER INSERT ON mine REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refresh_series()')};
          INSERT INTO mine (actor_id, issue_id, revision, status) VALUES ('${WORLD.iran}', '${WORLD.envoy}', 1, 'PUBLISHED')`,
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
          ${together(uncited({ id: WORLD.unused }), citation(WORLD.unused, { source_id: WORLD.retractedSource }))}`,
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

  describe.each([APPLICATION, SUPERUSER, REPLICATION])('by $name', ({ becoming }) => {
    it.each<[string, Row, string]>([
      ['recorded long ago', { recorded_at: LONG_AGO, created_at: LONG_AGO }, 'stance_recorded_now'],
      ['recorded in time to come', { recorded_at: '2999-01-01' }, 'stance_recorded_now'],
      ['created long ago', { created_at: LONG_AGO }, 'stance_recorded_now'],
      ['superseded already', { superseded_at: '2999-01-01' }, 'stance_recorded_now'],
      ['a later revision recorded long ago', { ...SECOND, recorded_at: LONG_AGO }, 'stance_recorded_now'],
      ['a later revision superseded already', { ...SECOND, superseded_at: '2999-01-01' }, 'stance_recorded_now'],
      ['revision 1 again', { id: WORLD.plain }, 'stance_pkey'],
      ['a superseded revision again', { id: WORLD.revised, revision: 1 }, 'stance_pkey'],
      ['revision 0', { id: WORLD.plain, revision: 0 }, 'stance_revision_counts'],
    ])('is refused as %s', async (_, row, refusedBy) => {
      const refusal = await refusalOf(client, uncited({ id: WORLD.unused, ...row }), { before: becoming, keep: true });
      expect(refusal?.constraint).toBe(refusedBy);
      expect(await everyRow(client)).toEqual(before);
    });

    it.each<[string, string]>([
      ['revision 3 after 1', stance(WORLD.plain, { revision: 3 })],
      ['revision 2 of a stance that there is not', stance(WORLD.unused, { revision: 2 })],
      [
        'revisions 1 and 3 in one statement',
        together(
          uncited({ id: WORLD.unused }),
          citation(WORLD.unused),
          uncited({ id: WORLD.unused, revision: 3 }),
          citation(WORLD.unused, { revision: 3 }),
        ),
      ],
      [
        'revisions 2 and 4 in one statement',
        together(
          uncited({ id: WORLD.plain, revision: 2 }),
          citation(WORLD.plain, { revision: 2 }),
          uncited({ id: WORLD.plain, revision: 4 }),
          citation(WORLD.plain, { revision: 4 }),
        ),
      ],
    ])('is refused as %s', async (_, sql) => {
      const refusal = await refusalOf(client, sql, { before: becoming, keep: true });
      expect(refusal?.constraint).toBe('stance_revision_next');
      expect(await everyRow(client)).toEqual(before);
    });

    it('is refused as a revision after the retraction', async () => {
      const again = stance(WORLD.retracted, { revision: 3 });
      expect((await refusalOf(client, again, { before: becoming, keep: true }))?.constraint).toBe(
        'stance_retraction_final',
      );
      expect(await everyRow(client)).toEqual(before);
    });

    it('is refused as a later revision that was created at another time than the first', async () => {
      const forged = stance(WORLD.plain, { ...SECOND, created_at: LONG_AGO });
      expect((await refusalOf(client, forged, { before: becoming, keep: true }))?.constraint).toBe(
        'stance_created_once',
      );
      expect(await everyRow(client)).toEqual(before);
    });

    it.each<[string, Attempt, string]>([
      [
        'by MERGE',
        `MERGE INTO stance s USING (SELECT) o ON s.id = '${WORLD.unused}'
           WHEN NOT MATCHED THEN ${uncited({ position: 7 }).replace('INTO stance ', '')}`,
        'stance_on_scale',
      ],
      [
        'by MERGE beside another insertion',
        `WITH merged AS (
           MERGE INTO stance s USING (SELECT) o ON s.id = '${WORLD.unused}'
             WHEN NOT MATCHED THEN ${uncited({ position: 7 }).replace('INTO stance ', '')} RETURNING s.id
         ), right_one AS (${uncited({ id: WORLD.unused })})
         ${citation(WORLD.unused)}`,
        'stance_on_scale',
      ],
      [
        'by one of two insertions in a statement',
        together(uncited({ position: 7 }), uncited({ id: WORLD.unused }), citation(WORLD.unused)),
        'stance_on_scale',
      ],
      [
        'by the other of two insertions in a statement',
        together(uncited({ id: WORLD.unused }), citation(WORLD.unused), uncited({ position: 7 })),
        'stance_on_scale',
      ],
      [
        'by COPY',
        (connection) =>
          copyIn(
            connection,
            'COPY stance (id, actor_id, issue_id, earliest, latest, is_duration, act, date_edtf, recorded_by) FROM STDIN',
            `${WORLD.unused}\t${WORLD.unused}\t${WORLD.envoy}\t2024-02-18\t2024-02-18\tf\tVOTE\t2024-02-18\tme\n`,
          ),
        'stance_actor_fkey',
      ],
      [
        'by ON CONFLICT DO NOTHING beside a duplicate',
        `${uncited({ id: WORLD.unused, position: 7 })}, ${uncited({ id: WORLD.unused }).replace(/^.* VALUES /, '')}
         ON CONFLICT DO NOTHING`,
        'stance_on_scale',
      ],
    ])('is checked when it comes %s', async (_, attempt, refusedBy) => {
      const refusal = await refusalOf(client, attempt, { before: becoming, keep: true });
      expect(refusal?.constraint).toBe(refusedBy);
      expect(await everyRow(client)).toEqual(before);
    });

    it('was created with its first revision, and superseded the one before when it was recorded', async () => {
      await within(client, `${becoming}; ${stance(WORLD.plain, SECOND)}`, async () => {
        const { rows } = await client.query(
          `SELECT revision, recorded_at = record_time() AS "recordedNow", superseded_at = record_time() AS "supersededNow",
                  created_at = record_time() AS "createdNow", created_at = min(recorded_at) OVER () AS "createdFirst"
             FROM stance WHERE id = $1 ORDER BY revision`,
          [WORLD.plain],
        );
        const first = { createdNow: false, createdFirst: true };
        expect(rows).toEqual([
          { revision: 1, recordedNow: false, supersededNow: true, ...first },
          { revision: 2, recordedNow: true, supersededNow: null, ...first },
        ]);
      });
    });

    it('changes nothing, and takes no record time, where ON CONFLICT DO NOTHING or a false condition leaves it out', async () => {
      const nothing = `
        INSERT INTO stance (${COPIED}) SELECT ${COPIED} FROM stance WHERE false;
        INSERT INTO citation SELECT * FROM citation ON CONFLICT DO NOTHING;
        INSERT INTO stance (${COPIED}) SELECT ${COPIED} FROM stance ON CONFLICT DO NOTHING`;
      expect(await refusalOf(client, nothing, { before: becoming, keep: true })).toBeNull();
      expect(await everyRow(client)).toEqual(before);
    });

    it.each(['begins_earliest', 'begins_latest', 'is_loose'])('cannot say its own %s', async (name) => {
      const refusal = await refusalOf(client, `INSERT INTO stance (${name}) VALUES (NULL)`, { before: becoming });
      expect(refusal?.code).toBe('428C9');
    });
  });

  it.each(BORROWED)('is not made by $name on a table of the application', async ({ sql }) => {
    const refusal = await refusalOf(client, sql, { before: APPLICATION.becoming, keep: true });
    expect(refusal?.code).toBe('42501');
    expect(await everyRow(client)).toEqual(before);
  });

  it('is not made by an owner whose own trigger changes a revision while it is closed, whatever the column', async () => {
    const columns = await valueOf<string[]>(
      client,
      `SELECT array_agg(attname::text) FROM pg_attribute
        WHERE attrelid = 'stance'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    );
    expect(Object.keys(TAMPERED).toSorted()).toEqual(columns.toSorted());
    for (const [column, value] of Object.entries(TAMPERED)) {
      const refusal = await refusalOf(
        client,
        `CREATE FUNCTION pg_temp.tamper() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN NEW.${`${column} = ${value}`.replace(', ', '; NEW.')}; RETURN NEW; END $$;
         CREATE TRIGGER tamper BEFORE UPDATE ON stance FOR EACH ROW EXECUTE FUNCTION pg_temp.tamper();
         ${stance(WORLD.plain, { revision: 2 })}`,
        { keep: true },
      );
      expect({ column, refusedBy: refusal?.constraint }).toEqual({ column, refusedBy: 'stance_closed_only' });
    }
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
