import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { type Attempt, connect, refusalOf, valueOf } from '../support/stances/connection.js';
import { copyIn } from '../support/stances/copy-in.js';
import { APPLICATION, everyRow, type Hand, makeOwner, REPLICATION, SUPERUSER } from '../support/stances/keeping.js';
import { fillWorld, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

interface Attack {
  readonly name: string;
  readonly attempt: Attempt;
  /** The refusal's constraint, for hands that have the right to try. */
  readonly refusedBy: string;
}

const STANCE = `id = '${WORLD.plain}'`;

const onStances: readonly Attack[] = [
  {
    name: 'changes what a stance says',
    attempt: `UPDATE stance SET position = 1 WHERE ${STANCE}`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'updates a stance to what it is',
    attempt: `UPDATE stance SET id = id WHERE ${STANCE}`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'changes who recorded it',
    attempt: `UPDATE stance SET recorded_by = 'somebody' WHERE ${STANCE}`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'moves when it was recorded',
    attempt: `UPDATE stance SET recorded_at = '2020-01-01', created_at = '2020-01-01' WHERE ${STANCE}`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'supersedes a stance by nothing',
    attempt: `UPDATE stance SET superseded_at = record_time() WHERE ${STANCE}`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'puts a superseded revision back in force',
    attempt: 'UPDATE stance SET superseded_at = NULL WHERE superseded_at IS NOT NULL',
    refusedBy: 'stance_append_only',
  },
  {
    name: 'moves when a revision was superseded',
    attempt: `UPDATE stance SET superseded_at = superseded_at + interval '1 day' WHERE superseded_at IS NOT NULL`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'takes a retraction back',
    attempt: `UPDATE stance SET status = 'PUBLISHED' WHERE status = 'RETRACTED'`,
    refusedBy: 'stance_append_only',
  },
  { name: 'deletes a stance', attempt: `DELETE FROM stance WHERE ${STANCE}`, refusedBy: 'stance_append_only' },
  {
    name: 'deletes what is superseded anyway',
    attempt: 'DELETE FROM stance WHERE superseded_at IS NOT NULL',
    refusedBy: 'stance_append_only',
  },
  {
    name: 'deletes in a common table expression',
    attempt: 'WITH gone AS (DELETE FROM stance RETURNING id) SELECT count(*) FROM gone',
    refusedBy: 'stance_append_only',
  },
  {
    name: 'updates in a common table expression',
    attempt: `WITH changed AS (UPDATE stance SET note = 'changed' RETURNING id) SELECT count(*) FROM changed`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'updates by ON CONFLICT',
    attempt: `INSERT INTO stance (id, revision, actor_id, issue_id, earliest, latest, is_duration, act, date_edtf, recorded_by)
              SELECT id, revision, actor_id, issue_id, earliest, latest, is_duration, act, date_edtf, 'me' FROM stance WHERE ${STANCE}
              ON CONFLICT (id, revision) DO UPDATE SET recorded_by = EXCLUDED.recorded_by`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'supersedes by a revision that ON CONFLICT DO NOTHING leaves out',
    attempt: `INSERT INTO stance (id, revision, actor_id, issue_id, earliest, latest, is_duration, act, date_edtf, recorded_by)
              SELECT id, 2, actor_id, issue_id, earliest, latest, is_duration, act, date_edtf, 'me'
                FROM stance, generate_series(1, 2) WHERE ${STANCE}
              ON CONFLICT DO NOTHING`,
    refusedBy: 'stance_cited',
  },
  {
    name: 'updates by MERGE',
    attempt: `MERGE INTO stance s USING (SELECT) o ON s.${STANCE} WHEN MATCHED THEN UPDATE SET note = 'changed'`,
    refusedBy: 'stance_append_only',
  },
  {
    name: 'deletes by MERGE',
    attempt: `MERGE INTO stance s USING (SELECT) o ON s.${STANCE} WHEN MATCHED THEN DELETE`,
    refusedBy: 'stance_append_only',
  },
  { name: 'truncates', attempt: 'TRUNCATE stance, citation', refusedBy: 'stance_append_only' },
  { name: 'truncates with CASCADE', attempt: 'TRUNCATE stance CASCADE', refusedBy: 'stance_append_only' },
  {
    name: 'copies over an existing stance',
    attempt: (client) =>
      copyIn(
        client,
        'COPY stance (id, revision, actor_id, issue_id, earliest, latest, is_duration, act, date_edtf, recorded_by) FROM STDIN',
        `${WORLD.plain}\t1\t${WORLD.iran}\t${WORLD.envoy}\t2024-02-18\t2024-02-18\tf\tVOTE\t2024-02-18\tme\n`,
      ),
    refusedBy: 'stance_pkey',
  },
];

const onCitations: readonly Attack[] = [
  {
    name: 'changes a citation',
    attempt: 'UPDATE citation SET credibility = 6',
    refusedBy: 'citation_append_only',
  },
  { name: 'deletes a citation', attempt: 'DELETE FROM citation', refusedBy: 'citation_append_only' },
  { name: 'truncates the citations', attempt: 'TRUNCATE citation CASCADE', refusedBy: 'citation_append_only' },
  {
    name: 'updates a citation by ON CONFLICT',
    attempt: `INSERT INTO citation SELECT stance_id, revision, ordinal, source_id, credibility FROM citation
              ON CONFLICT (stance_id, revision, ordinal) DO UPDATE SET credibility = 6`,
    refusedBy: 'citation_append_only',
  },
  {
    name: 'deletes a citation by MERGE',
    attempt: 'MERGE INTO citation c USING (SELECT) o ON true WHEN MATCHED THEN DELETE',
    refusedBy: 'citation_append_only',
  },
  {
    name: 'adds a citation to a revision recorded before',
    attempt: `INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility) VALUES ('${WORLD.plain}', 1, 2, '${WORLD.article}', 1)`,
    refusedBy: 'citation_with_its_revision',
  },
  {
    name: 'adds a citation to a superseded revision',
    attempt: `INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility) VALUES ('${WORLD.revised}', 1, 2, '${WORLD.article}', 1)`,
    refusedBy: 'citation_with_its_revision',
  },
  {
    name: 'copies over an existing citation',
    attempt: (client) =>
      copyIn(
        client,
        'COPY citation (stance_id, revision, ordinal, source_id, credibility) FROM STDIN',
        `${WORLD.plain}\t1\t1\t${WORLD.article}\t6\n`,
      ),
    refusedBy: 'citation_pkey',
  },
];

const onImports: readonly Attack[] = [
  { name: 'renames a dataset', attempt: `UPDATE dataset SET slug = 'x'`, refusedBy: 'dataset_append_only' },
  { name: 'deletes a dataset', attempt: 'DELETE FROM dataset', refusedBy: 'dataset_append_only' },
  { name: 'truncates the datasets', attempt: 'TRUNCATE dataset CASCADE', refusedBy: 'dataset_append_only' },
  {
    name: 'changes what came of an import',
    attempt: `UPDATE import SET counts = '{"added": 1}' WHERE status = 'DONE'`,
    refusedBy: 'import_final',
  },
  {
    name: 'changes what an import was asked to do',
    attempt: `UPDATE import SET file_name = 'another.csv' WHERE status = 'RUNNING'`,
    refusedBy: 'import_final',
  },
  { name: 'deletes an import', attempt: 'DELETE FROM import', refusedBy: 'import_append_only' },
  { name: 'truncates the imports', attempt: 'TRUNCATE import CASCADE', refusedBy: 'import_append_only' },
  { name: 'changes a fault', attempt: 'UPDATE import_fault SET line = 9', refusedBy: 'import_fault_append_only' },
  { name: 'deletes a fault', attempt: 'DELETE FROM import_fault', refusedBy: 'import_fault_append_only' },
  { name: 'truncates the faults', attempt: 'TRUNCATE import_fault', refusedBy: 'import_fault_append_only' },
];

const onTheAudit: readonly Attack[] = [
  {
    name: 'changes an audited state',
    attempt: `UPDATE audit_entry SET content = '{}' WHERE content IS NOT NULL`,
    refusedBy: 'audit_entry_append_only',
  },
  {
    name: 'moves an audited state',
    attempt: `UPDATE audit_entry SET at = '2020-01-01'`,
    refusedBy: 'audit_entry_append_only',
  },
  { name: 'deletes the audit', attempt: 'DELETE FROM audit_entry', refusedBy: 'audit_entry_append_only' },
  { name: 'truncates the audit', attempt: 'TRUNCATE audit_entry', refusedBy: 'audit_entry_append_only' },
  {
    name: 'deletes the audit by MERGE',
    attempt: 'MERGE INTO audit_entry a USING (SELECT) o ON true WHEN MATCHED THEN DELETE',
    refusedBy: 'audit_entry_append_only',
  },
  {
    name: 'writes an audit of its own',
    attempt: `INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation, content)
              VALUES ('2020-01-01', 'actor', '${WORLD.iran}', '', 'UPDATE', '{"slug": "persia"}')`,
    refusedBy: 'audit_entry_given',
  },
  {
    name: 'writes over an audited state by its number',
    attempt: `INSERT INTO audit_entry (seq, at, table_name, entry_id, row_key, operation) OVERRIDING SYSTEM VALUE
              SELECT seq, at, table_name, entry_id, row_key, 'DELETE' FROM audit_entry LIMIT 1
              ON CONFLICT (seq) DO UPDATE SET operation = 'DELETE', content = NULL`,
    refusedBy: 'audit_entry_given',
  },
];

const onTheClock: readonly Attack[] = [
  {
    name: 'turns the clock back twice',
    attempt: `UPDATE record_clock SET at = '2020-01-01'; UPDATE record_clock SET at = '2020-01-01'`,
    refusedBy: 'record_clock_forward',
  },
  { name: 'removes the clock', attempt: 'DELETE FROM record_clock', refusedBy: 'record_clock_append_only' },
  { name: 'truncates the clock', attempt: 'TRUNCATE record_clock', refusedBy: 'record_clock_append_only' },
  {
    name: 'adds a second clock',
    attempt: `INSERT INTO record_clock (only_row, at, transaction) VALUES (false, '2020-01-01', '1')`,
    refusedBy: 'record_clock_one_row',
  },
  {
    name: 'changes a moment',
    attempt: `UPDATE record_moment SET at = at - interval '1 day'`,
    refusedBy: 'record_moment_append_only',
  },
  { name: 'forgets a moment', attempt: 'DELETE FROM record_moment', refusedBy: 'record_moment_append_only' },
  { name: 'forgets all moments', attempt: 'TRUNCATE record_moment', refusedBy: 'record_moment_append_only' },
  {
    name: 'adds a moment of the past',
    attempt: `INSERT INTO record_moment (at) VALUES ('2020-01-01')`,
    refusedBy: 'record_moment_given',
  },
  {
    name: 'adds a moment to come',
    attempt: `SELECT record_time(); INSERT INTO record_moment (at) VALUES ('2999-01-01')`,
    refusedBy: 'record_moment_given',
  },
];

const onTheCatalog: readonly Attack[] = [
  ...['actor', 'scale', 'issue', 'source', 'event', 'relation', 'api_key'].flatMap((table) => [
    { name: `deletes from ${table}`, attempt: `DELETE FROM ${table}`, refusedBy: `${table}_append_only` },
    { name: `truncates ${table}`, attempt: `TRUNCATE ${table} CASCADE`, refusedBy: `${table}_append_only` },
  ]),
  ...['actor_name', 'actor_identifier', 'scale_point', 'issue_broader', 'event_participant'].map((table) => ({
    name: `truncates ${table}`,
    attempt: `TRUNCATE ${table}`,
    refusedBy: `${table}_append_only`,
  })),
  ...['actor', 'scale', 'issue', 'source', 'event', 'relation'].map((table) => ({
    name: `changes ${table} without counting the revision`,
    attempt: `UPDATE ${table} SET change_note = 'changed' WHERE status = 'ACTIVE'`,
    refusedBy: 'entry_revision',
  })),
];

const PERMISSION_DENIED = '42501';

describe('what was recorded stays', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let owner: Hand & { readonly role: string };
  let before: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
    await fillWorld(client);
    await client.query(`INSERT INTO api_key (name, prefix, sha256, scopes) VALUES ('k', 'k', sha256('k'), '{read}')`);
    owner = await makeOwner(client);
    before = await everyRow(client);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
    const server = await connect(process.env.STANCELINE_TEST_SERVER!);
    await server.query(`DROP ROLE ${owner.role}`);
    await server.end();
  });

  const hands: readonly { readonly name: string; readonly hand: () => Hand }[] = [
    { name: APPLICATION.name, hand: () => APPLICATION },
    { name: 'the owner of the tables', hand: () => owner },
    { name: SUPERUSER.name, hand: () => SUPERUSER },
    { name: REPLICATION.name, hand: () => REPLICATION },
  ];

  describe.each(hands)('when $name', ({ hand }) => {
    it.each([...onStances, ...onCitations, ...onImports, ...onTheAudit, ...onTheClock, ...onTheCatalog])(
      '$name',
      async ({ attempt, refusedBy }) => {
        const refusal = await refusalOf(client, attempt, { before: hand().becoming, keep: true });
        expect(refusal).not.toBeNull();
        const mayNotTry = hand() === APPLICATION && refusal?.code === PERMISSION_DENIED;
        expect(mayNotTry ? refusedBy : refusal?.constraint).toBe(refusedBy);
        expect(await everyRow(client)).toEqual(before);
      },
    );
  });

  it('the application may not even turn triggers off', async () => {
    const refusal = await refusalOf(client, REPLICATION.becoming, { before: APPLICATION.becoming });
    expect(refusal?.code).toBe(PERMISSION_DENIED);
  });

  it('the application cannot change a row of the ledger, the audit or the clock, by its rights alone', async () => {
    const rights = await valueOf<string[]>(
      client,
      `SELECT coalesce(array_agg(format('%s on %s', p, t)), '{}')
         FROM unnest('{stance,citation,import_fault,dataset,audit_entry,record_clock,record_moment,stance_current,stance_month}'::text[]) t,
              unnest('{UPDATE,DELETE,TRUNCATE,TRIGGER,REFERENCES,MAINTAIN}'::text[]) p
        WHERE has_table_privilege('stanceline_app', t, p)`,
    );
    expect(rights).toEqual([]);
  });
});
