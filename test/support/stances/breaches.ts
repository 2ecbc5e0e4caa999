import { type Breach, breach, triggered, type TriggerBreach, without } from './breach.js';
import { IMPORT_BREACHES, IMPORT_TRIGGERS } from './import-breaches.js';
import {
  change,
  citation,
  entry,
  ENTRY_TABLES,
  type EntryTable,
  insertInto,
  retraction,
  type Row,
  stance,
  together,
  uncited,
  WORLD,
} from './world.js';

const IN_USE: Readonly<Record<EntryTable, string>> = {
  actor: WORLD.iran,
  scale: WORLD.usedScale,
  issue: WORLD.envoy,
  source: WORLD.article,
  event: WORLD.doha,
  relation: WORLD.represents,
};

const SPARE: Readonly<Record<EntryTable, string>> = {
  actor: WORLD.spareActor,
  scale: WORLD.spareScale,
  issue: WORLD.spareIssue,
  source: WORLD.spareSource,
  event: WORLD.spareEvent,
  relation: WORLD.leads,
};

const SLUG_OF_IN_USE: Readonly<Record<EntryTable, string>> = {
  actor: 'iran',
  scale: 'used-scale',
  issue: 'envoy',
  source: 'article',
  event: 'doha',
  relation: 'iran-represents-taliban',
};

const NO_SLUGS = ['Iran', 'iran_1', '-iran', 'iran-', 'iran--1', '', 'ایران', 'a'.repeat(101), WORLD.unused];

const entryBreaches = ENTRY_TABLES.flatMap((table): Breach[] => [
  breach(`${table}_pkey`, 'the id of another', entry(table, 'another', { id: IN_USE[table] })),
  breach(`${table}_slug_key`, 'the slug of another', entry(table, SLUG_OF_IN_USE[table])),
  ...NO_SLUGS.map((slug) => breach(`${table}_slug_form`, `the slug "${slug}"`, entry(table, slug))),
  ...['NULL', `' '`].map((reason) =>
    breach(
      `${table}_retracted_with_reason`,
      `a retraction because of ${reason}`,
      change(table, SPARE[table], `status = 'RETRACTED', change_note = ${reason}`),
    ),
  ),
]);

const name = (row: Row): string =>
  insertInto('actor_name', { actor_id: WORLD.iran, ordinal: 9, text: 'Persia', language: 'en', kind: 'ALIAS', ...row });
const identifier = (row: Row): string =>
  insertInto('actor_identifier', { actor_id: WORLD.taliban, ordinal: 1, scheme: 'wikidata', value: 'Q1', ...row });
const point = (row: Row): string =>
  insertInto('scale_point', { scale_id: WORLD.spareScale, position: 2, label: 'high', ...row });
const broader = (row: Row): string =>
  insertInto('issue_broader', { issue_id: WORLD.spareIssue, broader_id: WORLD.talks, direction: 1, weight: 1, ...row });
const participant = (row: Row): string =>
  insertInto('event_participant', { event_id: WORLD.doha, actor_id: WORLD.iran, role: 'ATTENDED', ...row });
const key = (row: Row): string =>
  insertInto('api_key', { name: 'k', prefix: 'k', sha256: `\\x${'00'.repeat(32)}`, scopes: '{read}', ...row });

const REVERSED = { earliest: '2024-02-02', latest: '2024-02-01' };
const reversed = (prefix: string): Row => ({
  [`${prefix}_edtf`]: '2024',
  [`${prefix}_earliest`]: REVERSED.earliest,
  [`${prefix}_latest`]: REVERSED.latest,
});

const accessBreaches = [
  breach('api_key_pkey', 'one id twice', `${key({ id: WORLD.unused })}; ${key({ id: WORLD.unused, name: 'l' })}`),
  breach('api_key_name_key', 'one name twice', `${key({})}; ${key({ sha256: `\\x${'01'.repeat(32)}` })}`),
  breach('api_key_sha256_key', 'one hash twice', `${key({})}; ${key({ name: 'l' })}`),
  breach('api_key_sha256_length', 'a short hash', key({ sha256: '\\x00' })),
  breach('api_key_scopes_some', 'no scope', key({ scopes: '{}' })),
  breach('api_key_name_filled', 'a blank name', key({ name: ' ' })),
  breach('api_key_name_filled', 'a long name', key({ name: 'k'.repeat(201) })),
];

const recordTimeBreaches = [
  breach('record_clock_one_row', 'a second clock', `INSERT INTO record_clock VALUES (false, now(), '1')`),
  breach('record_clock_pkey', 'the clock again', `INSERT INTO record_clock VALUES (true, now(), '1')`),
  breach(
    'record_moment_pkey',
    'a moment twice',
    without('record_moment', 'record_moment_given', 'INSERT INTO record_moment SELECT at FROM record_moment'),
  ),
  breach(
    'audit_entry_pkey',
    'a number twice',
    without(
      'audit_entry',
      'audit_entry_given',
      'INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM audit_entry',
    ),
  ),
  breach(
    'audit_entry_content',
    'a state of what was deleted',
    without(
      'audit_entry',
      'audit_entry_given',
      `INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation, content)
       VALUES (now(), 'actor', '${WORLD.iran}', '', 'DELETE', '{}')`,
    ),
  ),
  breach(
    'audit_entry_content',
    'an insertion of nothing',
    without(
      'audit_entry',
      'audit_entry_given',
      `INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation)
       VALUES (now(), 'actor', '${WORLD.iran}', '', 'INSERT')`,
    ),
  ),
];

const relation = (row: Row): string =>
  entry('relation', 'another-relation', {
    subject_id: WORLD.iran,
    type: 'REPRESENTS',
    object_id: WORLD.taliban,
    ...row,
  });

const catalogBreaches = [
  ...entryBreaches,
  breach('actor_validity_order', 'reversed bounds', entry('actor', 'another', reversed('validity'))),
  breach('actor_validity_stated', 'bounds of no date', entry('actor', 'another', { validity_earliest: '2024-01-01' })),
  breach('source_date_order', 'reversed bounds', entry('source', 'another', reversed('date'))),
  breach('source_date_stated', 'bounds of no date', entry('source', 'another', { date_latest: '2024-01-01' })),
  breach('source_url_http', 'an address of a script', entry('source', 'another', { url: 'javascript:alert(1)' })),
  breach('source_archive_url_http', 'an address of a file', entry('source', 'another', { archive_url: 'file:///etc' })),
  breach('event_date_order', 'reversed bounds', entry('event', 'another', reversed('date'))),
  breach(
    'relation_valid_order',
    'reversed bounds',
    // The generated range refuses first.
    `ALTER TABLE relation ALTER COLUMN valid_during DROP EXPRESSION;
     ${relation({ type: 'PART_OF', ...reversed('valid'), valid_during: '(,)' })}`,
  ),
  breach(
    'relation_valid_stated',
    'bounds of no date',
    relation({ valid_earliest: '2023-01-01', valid_latest: '2023-01-02' }),
  ),
  breach('relation_not_to_itself', 'one actor on both sides', relation({ object_id: WORLD.iran })),
  breach('relation_subject_fkey', 'nobody', relation({ subject_id: WORLD.unused })),
  breach('relation_object_fkey', 'nobody', relation({ object_id: WORLD.unused })),
  breach('relation_source_fkey', 'no source', relation({ type: 'MEMBER_OF', source_id: WORLD.unused })),
  ...(
    [
      { as: 'the same for all time', row: {} },
      {
        as: 'the same from the last day on',
        row: { valid_edtf: '2022-12-31/..', valid_earliest: '2022-12-31' },
      },
      { as: 'the same up to the first day', row: { valid_edtf: '../2021-01-01', valid_latest: '2021-01-01' } },
    ] as { as: string; row: Row }[]
  ).map(({ as, row }) => breach('relation_once_at_a_time', as, relation(row))),
  breach('actor_name_pkey', 'one place twice', name({ ordinal: 1 })),
  breach('actor_name_actor_fkey', 'nobody', name({ actor_id: WORLD.unused })),
  breach('actor_name_filled', 'a blank name', name({ text: '\t ' })),
  breach('actor_name_filled', 'a long name', name({ text: 'a'.repeat(501) })),
  ...['e', 'en_US', '', 'en-', 'فارسی'].map((language) =>
    breach('actor_name_language_form', `the language "${language}"`, name({ language })),
  ),
  ...['latn', 'Latin', 'LATN'].map((script) =>
    breach('actor_name_script_form', `the script "${script}"`, name({ script })),
  ),
  breach('actor_name_valid_order', 'reversed bounds', name(reversed('valid'))),
  breach('actor_identifier_pkey', 'one place twice', identifier({ actor_id: WORLD.iran })),
  breach('actor_identifier_actor_fkey', 'nobody', identifier({ actor_id: WORLD.unused })),
  breach('actor_identifier_scheme_form', 'a scheme in capitals', identifier({ scheme: 'COW' })),
  breach('actor_identifier_filled', 'a blank value', identifier({ value: ' ' })),
  breach(
    'actor_identifier_valid_order',
    'reversed bounds',
    // The generated range refuses first.
    `ALTER TABLE actor_identifier ALTER COLUMN valid_during DROP EXPRESSION;
     ${identifier({ ...reversed('valid'), valid_during: '(,)' })}`,
  ),
  breach('actor_identifier_names_one', 'that of another', identifier({ scheme: 'cow', value: '630' })),
  breach(
    'actor_identifier_names_one',
    'that of another for a day',
    identifier({
      scheme: 'cow',
      value: '630',
      valid_edtf: '2024-01-01',
      valid_earliest: '2024-01-01',
      valid_latest: '2024-01-01',
    }),
  ),
  breach('scale_spans', 'a scale of one point', entry('scale', 'another', { lowest: 1, highest: 1 })),
  breach('scale_point_pkey', 'one position twice', point({ position: 1 })),
  breach('scale_point_scale_fkey', 'no scale', point({ scale_id: WORLD.unused })),
  breach('scale_point_filled', 'a blank label', point({ label: ' ' })),
  breach('scale_point_range', 'a position beyond the range', point({ position: 1001 })),
  breach('scale_point_range', 'a position below the range', point({ position: -1001 })),
  breach('issue_scale_fkey', 'no scale', entry('issue', 'another', { scale_id: WORLD.unused })),
  breach('issue_broader_pkey', 'one issue twice', broader({ issue_id: WORLD.envoy })),
  breach('issue_broader_issue_fkey', 'no issue', broader({ issue_id: WORLD.unused })),
  breach('issue_broader_broader_fkey', 'no issue', broader({ broader_id: WORLD.unused })),
  breach('issue_broader_direction', 'no direction', broader({ direction: 0 })),
  ...['0', '-1', 'Infinity', 'NaN'].map((weight) => breach('issue_broader_weight', weight, broader({ weight }))),
  breach('event_participant_pkey', 'one role twice', participant({ actor_id: WORLD.taliban, role: 'DECLINED' })),
  breach('event_participant_event_fkey', 'no event', participant({ event_id: WORLD.unused })),
  breach('event_participant_actor_fkey', 'nobody', participant({ actor_id: WORLD.unused })),
];

const stancesWith = (rule: string, rows: Readonly<Record<string, Row>>): Breach[] =>
  Object.entries(rows).map(([as, row]) => breach(rule, as, stance(WORLD.unused, row)));

const cited = (row: Row): string => together(uncited({ id: WORLD.unused }), citation(WORLD.unused, row));

const ledgerBreaches = [
  breach('stance_pkey', 'revision 1 again', uncited({ id: WORLD.plain })),
  ...stancesWith('stance_actor_fkey', { nobody: { actor_id: WORLD.unused } }),
  ...stancesWith('stance_issue_fkey', { 'no issue': { issue_id: WORLD.unused, position: null } }),
  ...stancesWith('stance_target_fkey', { nobody: { target_id: WORLD.unused } }),
  ...stancesWith('stance_speaker_fkey', { nobody: { speaker_id: WORLD.unused } }),
  ...stancesWith('stance_event_fkey', { 'no event': { event_id: WORLD.unused } }),
  ...stancesWith('stance_dataset_fkey', { 'no dataset': { dataset_id: 99 } }),
  ...stancesWith('stance_revision_counts', { 'revision 0': { revision: 0 } }),
  ...stancesWith('stance_superseded_after', {
    'superseded before it was recorded': { recorded_at: '2024-01-02', superseded_at: '2024-01-01' },
  }),
  ...stancesWith('stance_date_order', {
    'reversed bounds': REVERSED,
    'a reversed duration': { ...REVERSED, is_duration: true },
  }),
  ...['earliest', 'latest'].map((end) =>
    breach(
      'stance_date_point_bounded',
      `a point without its ${end} day`,
      // The generated columns refuse first.
      `ALTER TABLE stance ALTER COLUMN begins_latest DROP NOT NULL, ALTER COLUMN is_loose DROP NOT NULL;
       ${stance(WORLD.unused, { [end]: null })}`,
    ),
  ),
  ...stancesWith('stance_date_duration_bounded', {
    'a duration without bounds': { is_duration: true, earliest: null, latest: null },
  }),
  ...stancesWith('stance_date_written', {
    'a point without end': { latest: 'infinity' },
    'a duration from ever': { is_duration: true, earliest: '-infinity' },
    'a day before year 1': { earliest: '0001-12-31 BC' },
    'a day after year 9999': { latest: '10000-01-01' },
  }),
  ...[null, ' '].map((change_note) =>
    breach(
      'stance_retracted_with_reason',
      `a retraction because of "${change_note}"`,
      stance(WORLD.plain, { revision: 2, status: 'RETRACTED', change_note }),
    ),
  ),
  ...stancesWith('stance_external_id_filled', { 'a blank external id': { external_id: ' ' } }),
  breach('citation_pkey', 'one place twice', `${cited({})}; ${citation(WORLD.unused)}`),
  breach('citation_stance_fkey', 'no stance', citation(WORLD.unused)),
  breach('citation_stance_fkey', 'no such revision', citation(WORLD.plain, { revision: 2 })),
  breach('citation_source_fkey', 'no source', cited({ source_id: WORLD.retracted })),
  breach('citation_ordinal_counts', 'place 0', cited({ ordinal: 0 })),
  breach('citation_credibility_grade', 'grade 0', cited({ credibility: 0 })),
  breach('citation_credibility_grade', 'grade 7', cited({ credibility: 7 })),
  breach('citation_quote_exact', 'what stands before no quote', cited({ prefix: 'He said:' })),
  breach('citation_quote_exact', 'what stands after no quote', cited({ suffix: 'he said.' })),
  breach('stance_current_pkey', 'a pair twice', 'INSERT INTO stance_current SELECT * FROM stance_current'),
  breach(
    'stance_month_pkey',
    'a month twice',
    `INSERT INTO stance_month SELECT '${WORLD.iran}', '${WORLD.envoy}', '2024-01-01', '[]' FROM generate_series(1, 2)`,
  ),
];

export const CONSTRAINT_BREACHES: readonly Breach[] = [
  ...accessBreaches,
  ...recordTimeBreaches,
  ...catalogBreaches,
  ...ledgerBreaches,
  ...IMPORT_BREACHES,
];

const entryTriggers = ENTRY_TABLES.flatMap((table): TriggerBreach[] => {
  const kept = (as: string, refusedBy: string, by: string) => triggered(table, `${table}_entry`, refusedBy)(as, by);
  return [
    kept('an entry that begins as revision 2', 'entry_begins', entry(table, 'another', { revision: 2 })),
    kept(
      'an entry that begins retracted',
      'entry_begins',
      entry(table, 'another', { status: 'RETRACTED', change_note: 'no' }),
    ),
    kept('another slug', 'entry_identity', change(table, SPARE[table], `slug = 'another'`)),
    kept('another time of creation', 'entry_identity', change(table, SPARE[table], `created_at = '2020-01-01'`)),
    kept('the same revision', 'entry_revision', `UPDATE ${table} SET change_note = 'x' WHERE id = '${SPARE[table]}'`),
    kept(
      'a revision left out',
      'entry_revision',
      `UPDATE ${table} SET revision = revision + 2 WHERE id = '${SPARE[table]}'`,
    ),
    triggered(table, `${table}_kept`, `${table}_append_only`)('a deletion', `DELETE FROM ${table}`),
    triggered(table, `${table}_whole`, `${table}_append_only`)('a truncation', `TRUNCATE ${table} CASCADE`),
  ];
});

const finalTriggers = (
  [
    ['actor', WORLD.retractedActor],
    ['issue', WORLD.retractedIssue],
    ['source', WORLD.retractedSource],
    ['event', WORLD.retractedEvent],
  ] as const
).map(([table, id]) =>
  triggered(
    table,
    `${table}_entry`,
    'entry_final',
  )('a retraction taken back', change(table, id, `status = 'ACTIVE', change_note = 'true after all'`)),
);

const unused = (table: EntryTable, id: string, as: string): TriggerBreach =>
  triggered(table, `${table}_unused`, 'entry_unused')(`the retraction of ${as}`, retraction(table, id));

const spare = (reference: string, sql: string, table: EntryTable, id: string): TriggerBreach =>
  triggered(
    table,
    `${table}_unused`,
    'entry_unused',
  )(`the retraction of what is ${reference}`, `${sql}; ${retraction(table, id)}`);

const inUseTriggers = [
  unused('actor', WORLD.iran, 'an actor with stances'),
  unused('actor', WORLD.unama, 'the object of a relation'),
  unused('actor', WORLD.taliban, 'a participant and target'),
  unused('scale', WORLD.usedScale, 'the scale of an issue'),
  unused('issue', WORLD.talks, 'a broader issue'),
  unused('issue', WORLD.envoy, 'an issue with stances'),
  unused('source', WORLD.article, 'a source that is cited'),
  unused('event', WORLD.doha, 'the event of a stance'),
  spare(
    'the subject of a relation',
    relation({ subject_id: WORLD.spareActor, type: 'LEADS' }),
    'actor',
    WORLD.spareActor,
  ),
  spare('a participant', participant({ actor_id: WORLD.spareActor }), 'actor', WORLD.spareActor),
  spare('a target', stance(WORLD.unused, { target_id: WORLD.spareActor }), 'actor', WORLD.spareActor),
  spare('a speaker', stance(WORLD.unused, { speaker_id: WORLD.spareActor }), 'actor', WORLD.spareActor),
  spare(
    'the source of a relation',
    relation({ type: 'PART_OF', source_id: WORLD.spareSource }),
    'source',
    WORLD.spareSource,
  ),
  spare('cited', cited({ source_id: WORLD.spareSource }), 'source', WORLD.spareSource),
];

const reference = (table: string, as: string, by: string): TriggerBreach =>
  triggered(table, `${table}_refers_to_active`, 'reference_active')(as, by);

const referenceTriggers = [
  reference('relation', 'a retracted subject', relation({ subject_id: WORLD.retractedActor })),
  reference('relation', 'a retracted object', relation({ object_id: WORLD.retractedActor })),
  reference('relation', 'a retracted source', relation({ type: 'PART_OF', source_id: WORLD.retractedSource })),
  reference(
    'relation',
    'a change to a retracted source',
    change('relation', WORLD.leads, `source_id = '${WORLD.retractedSource}'`),
  ),
  reference(
    'issue',
    'a retracted scale',
    `${retraction('scale', WORLD.spareScale)}; ${entry('issue', 'another', { scale_id: WORLD.spareScale })}`,
  ),
  reference('issue_broader', 'a retracted issue', broader({ broader_id: WORLD.retractedIssue })),
  reference('event_participant', 'a retracted actor', participant({ actor_id: WORLD.retractedActor })),
];

const checkedStance = (as: string, refusedBy: string, row: Row): TriggerBreach =>
  triggered('stance', 'stance_checked', refusedBy)(as, stance(WORLD.unused, row));

const LONG_AGO = '2001-01-01T00:00:00Z';

const closing = (as: string, refusedBy: string, by: string): TriggerBreach =>
  triggered('stance', 'stance_closes', refusedBy)(as, by);

/** An owner's trigger that changes what closes a revision, and the revision that closes one. */
const tampering = (set: string): string => `
  CREATE FUNCTION pg_temp.tamper() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${set}; RETURN NEW; END $$;
  CREATE TRIGGER tamper BEFORE UPDATE ON stance FOR EACH ROW EXECUTE FUNCTION pg_temp.tamper();
  ${stance(WORLD.plain, { revision: 2 })}`;

/** Closes what is in force by an owner's trigger on another table. */
const closedByNothing = `
  CREATE TEMPORARY TABLE mine (x integer);
  CREATE FUNCTION pg_temp.supersede() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN UPDATE stance SET superseded_at = record_time() WHERE superseded_at IS NULL; RETURN NULL; END $$;
  CREATE TRIGGER supersede AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION pg_temp.supersede();
  INSERT INTO mine VALUES (1)`;

const ledgerTriggers = [
  checkedStance('a position off the scale', 'stance_on_scale', { position: 2 }),
  checkedStance('an absence with a position', 'stance_absence_without_position', { act: 'ABSENCE' }),
  checkedStance('a retracted actor', 'reference_active', { actor_id: WORLD.retractedActor }),
  checkedStance('a retracted target', 'reference_active', { target_id: WORLD.retractedActor }),
  checkedStance('a retracted speaker', 'reference_active', { speaker_id: WORLD.retractedActor }),
  checkedStance('a retracted issue', 'reference_active', { issue_id: WORLD.retractedIssue }),
  checkedStance('a retracted event', 'reference_active', { event_id: WORLD.retractedEvent }),
  triggered(
    'citation',
    'citation_checked',
    'reference_active',
  )('a retracted source', cited({ source_id: WORLD.retractedSource })),
  triggered(
    'citation',
    'citation_checked',
    'citation_with_its_revision',
  )('a later citation', citation(WORLD.plain, { ordinal: 2 })),
  triggered(
    'citation',
    'citation_checked',
    'citation_stance_fkey',
  )('no stance', citation(WORLD.unused, { ordinal: 2 })),
  triggered(
    'stance',
    'stance_checked',
    'stance_recorded_now',
  )('another record time', uncited({ id: WORLD.unused, recorded_at: LONG_AGO, created_at: LONG_AGO })),
  checkedStance('another time of creation', 'stance_recorded_now', { created_at: LONG_AGO }),
  checkedStance('a revision that is superseded already', 'stance_recorded_now', { superseded_at: '2999-01-01' }),
  ...(
    [
      ['no citation', uncited({ id: WORLD.unused })],
      ['no citation of the next revision', uncited({ id: WORLD.plain, revision: 2 })],
      ['no first citation', cited({ ordinal: 2 })],
      ['a citation in the next statement only', `${uncited({ id: WORLD.unused })}; ${citation(WORLD.unused)}`],
    ] as const
  ).map(([as, by]) => triggered('stance', 'stance_checked', 'stance_cited')(as, by)),
  closing('a revision left out', 'stance_revision_next', stance(WORLD.plain, { revision: 3 })),
  closing('a first revision left out', 'stance_revision_next', stance(WORLD.unused, { revision: 2 })),
  closing('a retraction taken back', 'stance_retraction_final', stance(WORLD.retracted, { revision: 3 })),
  closing(
    'a retraction taken back in one statement',
    'stance_retraction_final',
    together(
      uncited({ id: WORLD.plain, revision: 2, status: 'RETRACTED', change_note: 'misread' }),
      uncited({ id: WORLD.plain, revision: 3 }),
      citation(WORLD.plain, { revision: 3 }),
    ),
  ),
  closing(
    'a later revision with a time of creation of its own',
    'stance_created_once',
    stance(WORLD.plain, { revision: 2, created_at: LONG_AGO }),
  ),
  closing(
    'a later revision in another dataset',
    'stance_dataset_fixed',
    `INSERT INTO dataset (id, slug) OVERRIDING SYSTEM VALUE VALUES (7, 'other-votes'); ${stance(WORLD.plain, { revision: 2, dataset_id: 7 })}`,
  ),
  triggered(
    'stance',
    'stance_external_id_key',
    'stance_external_id_key',
  )('the external id of another', stance(WORLD.unused, { external_id: 'un:1' })),
  triggered(
    'stance',
    'stance_append_only',
    'stance_append_only',
  )('a change', `UPDATE stance SET note = 'x' WHERE id = '${WORLD.plain}'`),
  triggered('stance', 'stance_kept', 'stance_append_only')('a deletion', 'DELETE FROM stance'),
  triggered('stance', 'stance_whole', 'stance_append_only')('a truncation', 'TRUNCATE stance CASCADE'),
  triggered(
    'stance',
    'stance_succeeded',
    'stance_closed_only',
  )('another content together with the end', tampering(`NEW.note := 'x'`)),
  triggered(
    'stance',
    'stance_succeeded',
    'stance_closed_only',
  )('another end', tampering(`NEW.superseded_at := '2999-01-01'`)),
  triggered('stance', 'stance_succeeded', 'stance_succeeded')('a revision superseded by nothing', closedByNothing),
  triggered(
    'citation',
    'citation_append_only',
    'citation_append_only',
  )('a change', `UPDATE citation SET locator = 'page 1'`),
  triggered('citation', 'citation_append_only', 'citation_append_only')('a deletion', 'DELETE FROM citation'),
  triggered('citation', 'citation_whole', 'citation_append_only')('a truncation', 'TRUNCATE citation CASCADE'),
];

const whole = ['actor_name', 'actor_identifier', 'scale_point', 'issue_broader', 'event_participant'].map((table) =>
  triggered(table, `${table}_whole`, `${table}_append_only`)('a truncation', `TRUNCATE ${table}`),
);

const otherTriggers = [
  triggered('api_key', 'api_key_kept', 'api_key_append_only')('a deletion', `${key({})}; DELETE FROM api_key`),
  triggered('api_key', 'api_key_whole', 'api_key_append_only')('a truncation', 'TRUNCATE api_key'),
  triggered(
    'record_clock',
    'record_clock_forward',
    'record_clock_forward',
  )('a second record time', 'SELECT record_time(); UPDATE record_clock SET at = at'),
  triggered('record_clock', 'record_clock_kept', 'record_clock_append_only')('a deletion', 'DELETE FROM record_clock'),
  triggered('record_clock', 'record_clock_whole', 'record_clock_append_only')('a truncation', 'TRUNCATE record_clock'),
  triggered(
    'record_moment',
    'record_moment_given',
    'record_moment_given',
  )('a forged moment', `INSERT INTO record_moment VALUES ('2020-01-01')`),
  triggered(
    'record_moment',
    'record_moment_append_only',
    'record_moment_append_only',
  )('a deletion', 'DELETE FROM record_moment'),
  triggered(
    'record_moment',
    'record_moment_whole',
    'record_moment_append_only',
  )('a truncation', 'TRUNCATE record_moment'),
  triggered(
    'audit_entry',
    'audit_entry_given',
    'audit_entry_given',
  )(
    'a forged state',
    `INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation) VALUES (now(), 'actor', '${WORLD.iran}', '', 'DELETE')`,
  ),
  triggered(
    'audit_entry',
    'audit_entry_append_only',
    'audit_entry_append_only',
  )('a deletion', 'DELETE FROM audit_entry'),
  triggered('audit_entry', 'audit_entry_whole', 'audit_entry_append_only')('a truncation', 'TRUNCATE audit_entry'),
  triggered(
    'issue_broader',
    'issue_broader_acyclic',
    'issue_broader_acyclic',
  )('a loop of one', broader({ issue_id: WORLD.talks })),
  triggered(
    'issue_broader',
    'issue_broader_acyclic',
    'issue_broader_acyclic',
  )('a loop of two', broader({ issue_id: WORLD.talks, broader_id: WORLD.envoy })),
  triggered(
    'issue_broader',
    'issue_broader_acyclic',
    'issue_broader_acyclic',
  )(
    'a loop of three',
    `${broader({ issue_id: WORLD.talks, broader_id: WORLD.spareIssue })};
     ${broader({ issue_id: WORLD.spareIssue, broader_id: WORLD.envoy })}`,
  ),
  triggered(
    'issue_broader',
    'issue_broader_acyclic',
    'issue_broader_acyclic',
  )(
    'a loop by a change',
    `${broader({})}; UPDATE issue_broader SET issue_id = '${WORLD.talks}', broader_id = '${WORLD.envoy}' WHERE issue_id = '${WORLD.spareIssue}'`,
  ),
  triggered(
    'issue',
    'issue_scale_fixed',
    'issue_scale_fixed',
  )('another scale', change('issue', WORLD.spareIssue, `scale_id = '${WORLD.spareScale}'`)),
  ...[
    [
      'another position',
      `UPDATE scale_point SET position = 9 WHERE scale_id = '${WORLD.spareScale}' AND position = 1;
      ${change('scale', WORLD.spareScale, 'highest = 9')}`,
    ],
    [
      'a position more of a scale in use',
      `${point({ scale_id: WORLD.usedScale })}; ${change('scale', WORLD.usedScale, 'highest = 2')}`,
    ],
    [
      'a position fewer of a scale in use',
      `DELETE FROM scale_point WHERE scale_id = '${WORLD.usedScale}' AND position = 0`,
    ],
  ].map(([as, by]) => triggered('scale_point', 'scale_point_fixed', 'scale_point_fixed')(as!, by!)),
  triggered(
    'scale',
    'scale_span_true',
    'scale_span_true',
  )('a wider span than its points', change('scale', WORLD.spareScale, 'highest = 2')),
  triggered('scale', 'scale_span_true', 'scale_span_true')('a scale without points', entry('scale', 'another')),
  triggered('scale_point', 'scale_point_span_true', 'scale_span_true')('a point beyond the span', point({})),
  triggered(
    'scale_point',
    'scale_point_span_true',
    'scale_span_true',
  )('a span without its point', `DELETE FROM scale_point WHERE scale_id = '${WORLD.spareScale}' AND position = 1`),
];

export const TRIGGER_BREACHES: readonly TriggerBreach[] = [
  ...entryTriggers,
  ...finalTriggers,
  ...inUseTriggers,
  ...referenceTriggers,
  ...ledgerTriggers,
  ...whole,
  ...otherTriggers,
  ...IMPORT_TRIGGERS,
];

/** Triggers that refuse nothing but write: what they write is gone where they are off. */
export const WRITING_TRIGGERS: readonly {
  readonly table: string;
  readonly trigger: string;
  readonly by: string;
  readonly written: string;
}[] = [
  ...(
    [
      ...ENTRY_TABLES.map((table) => [table, change(table, SPARE[table], `change_note = 'x'`)] as const),
      ['actor_name', name({})],
      ['actor_identifier', identifier({})],
      ['scale_point', `UPDATE scale_point SET label = 'x'`],
      ['issue_broader', broader({})],
      ['event_participant', participant({})],
    ] as const
  ).map(([table, by]) => ({
    table,
    trigger: `${table}_audit`,
    by,
    written: `SELECT count(*)::integer FROM audit_entry WHERE at = record_time() AND table_name = '${table}'`,
  })),
  {
    table: 'record_clock',
    trigger: 'record_clock_noted',
    by: 'SELECT record_time()',
    written: 'SELECT count(*)::integer FROM record_moment WHERE at = record_time()',
  },
  {
    table: 'stance',
    trigger: 'stance_record',
    // A revision that says it was created now would be refused.
    by: without('stance', 'stance_closes', stance(WORLD.plain, { revision: 2 })),
    written: `SELECT count(*)::integer FROM stance WHERE id = '${WORLD.plain}' AND revision = 2 AND created_at < recorded_at`,
  },
  {
    table: 'stance',
    trigger: 'stance_series',
    by: stance(WORLD.unused, { actor_id: WORLD.unama }),
    written: `SELECT count(*)::integer FROM stance_current WHERE actor_id = '${WORLD.unama}'`,
  },
  {
    table: 'stance',
    trigger: 'stance_series',
    by: stance(WORLD.plain, { revision: 2, issue_id: WORLD.talks }),
    written: `SELECT count(*)::integer FROM stance_current WHERE issue_id = '${WORLD.envoy}' AND total = 1`,
  },
];
