import pg from 'pg';

const uuid = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** The ids of a small ledger that has every kind of row. What is called spare is referred to by nothing. */
export const WORLD = {
  iran: uuid(1),
  taliban: uuid(2),
  spareActor: uuid(3),
  retractedActor: uuid(4),
  unama: uuid(5),
  talks: uuid(11),
  envoy: uuid(12),
  spareIssue: uuid(13),
  retractedIssue: uuid(14),
  usedScale: uuid(21),
  spareScale: uuid(22),
  article: uuid(31),
  spareSource: uuid(32),
  retractedSource: uuid(33),
  doha: uuid(41),
  spareEvent: uuid(42),
  retractedEvent: uuid(43),
  represents: uuid(51),
  leads: uuid(52),
  /** Revision 1 was superseded by revision 2. */
  revised: uuid(61),
  /** Revision 2 retracts it. */
  retracted: uuid(62),
  /** Revision 1 is in force, with the externalId `un:1`. */
  plain: uuid(63),
  /** Runs; its dataset is the one that records by hand are in. */
  running: uuid(71),
  /** Recorded nothing, and has a fault. */
  done: uuid(72),
  unused: uuid(99),
} as const;

export type Row = Readonly<Record<string, string | number | boolean | null>>;

const HASH = `\\x${'00'.repeat(32)}`;

const literal = (value: Row[string]): string => (value === null ? 'NULL' : pg.escapeLiteral(String(value)));

export const insertInto = (table: string, row: Row): string =>
  `INSERT INTO ${table} (${Object.keys(row).map(pg.escapeIdentifier).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`;

const ENTRIES: Readonly<Record<string, Row>> = {
  actor: { kind: 'STATE' },
  scale: { name: 'a scale', lowest: 0, highest: 1 },
  issue: { name: 'an issue', proposition: 'It should be so.', scale_id: WORLD.usedScale },
  source: { title: 'a source', reliability: 'B' },
  event: { name: 'an event', date_edtf: '2024-02-18', date_earliest: '2024-02-18', date_latest: '2024-02-18' },
  relation: { subject_id: WORLD.iran, type: 'MEMBER_OF', object_id: WORLD.unama },
};

export type EntryTable = 'actor' | 'scale' | 'issue' | 'source' | 'event' | 'relation';
export const ENTRY_TABLES = Object.keys(ENTRIES) as EntryTable[];

/** Adds an entry that is as it should be but for what `row` says. */
export const entry = (table: EntryTable, slug: string, row: Row = {}): string =>
  insertInto(table, { slug, recorded_by: 'the tests', ...ENTRIES[table], ...row });

/** Changes an entry as it should be changed but for what `set` says. */
export const change = (table: EntryTable, id: string, set: string): string =>
  `UPDATE ${table} SET revision = revision + 1, ${set} WHERE id = '${id}'`;

export const retraction = (table: EntryTable, id: string): string =>
  change(table, id, `status = 'RETRACTED', change_note = 'not so'`);

/** Adds a stance without its citation. */
export const uncited = (row: Row = {}): string =>
  insertInto('stance', {
    actor_id: WORLD.iran,
    issue_id: WORLD.envoy,
    earliest: '2024-02-18',
    latest: '2024-02-18',
    is_duration: false,
    date_edtf: '2024-02-18',
    position: 0,
    act: 'STATEMENT',
    recorded_by: 'the tests',
    ...row,
  });

export const citation = (stance: string, row: Row = {}): string =>
  insertInto('citation', {
    stance_id: stance,
    revision: 1,
    ordinal: 1,
    source_id: WORLD.article,
    credibility: 2,
    ...row,
  });

/** Insertions in one statement; the first is carried out first. */
export const together = (first: string, ...others: readonly string[]): string =>
  `WITH ${others.map((insertion, index) => `part_${index} AS (${insertion})`).join(', ')} ${first}`;

/** Adds a stance with its citation; both are as they should be but for what `row` says. */
export const stance = (id: string, row: Row = {}): string =>
  together(uncited({ id, ...row }), citation(id, { revision: row.revision ?? 1 }));

/** Begins an import of no rows, which is as it should be but for what `row` says. */
export const importOf = (row: Row = {}): string =>
  insertInto('import', {
    dataset_id: 0,
    profile: 'un-ga-votes',
    profile_sha256: HASH,
    parameters: '{}',
    file_name: 'votes.csv',
    file_sha256: HASH,
    file_bytes: 1,
    dry_run: false,
    keep_going: false,
    retract_missing: false,
    recorded_by: 'the tests',
    ...row,
  });

const FILLING = [
  entry('actor', 'iran', { id: WORLD.iran }),
  entry('actor', 'taliban', { id: WORLD.taliban, kind: 'DE_FACTO_AUTHORITY' }),
  entry('actor', 'spare-actor', { id: WORLD.spareActor }),
  entry('actor', 'retracted-actor', { id: WORLD.retractedActor }),
  entry('actor', 'unama', { id: WORLD.unama, kind: 'IGO_BODY' }),
  insertInto('actor_name', {
    actor_id: WORLD.iran,
    ordinal: 1,
    text: 'Iran',
    language: 'en',
    script: 'Latn',
    kind: 'PREFERRED',
  }),
  insertInto('actor_name', { actor_id: WORLD.iran, ordinal: 2, text: 'ایران', language: 'fa', kind: 'ALIAS' }),
  insertInto('actor_identifier', { actor_id: WORLD.iran, ordinal: 1, scheme: 'cow', value: '630' }),
  entry('scale', 'used-scale', { id: WORLD.usedScale, lowest: -1, highest: 1 }),
  ...[-1, 0, 1].map((position) => insertInto('scale_point', { scale_id: WORLD.usedScale, position, label: 'here' })),
  entry('scale', 'spare-scale', { id: WORLD.spareScale }),
  ...[0, 1].map((position) => insertInto('scale_point', { scale_id: WORLD.spareScale, position, label: 'there' })),
  entry('issue', 'talks', { id: WORLD.talks }),
  entry('issue', 'envoy', { id: WORLD.envoy }),
  entry('issue', 'spare-issue', { id: WORLD.spareIssue }),
  entry('issue', 'retracted-issue', { id: WORLD.retractedIssue }),
  insertInto('issue_broader', { issue_id: WORLD.envoy, broader_id: WORLD.talks, direction: 1, weight: 1 }),
  entry('source', 'article', { id: WORLD.article, url: 'https://example.org/', date_edtf: '2024' }),
  entry('source', 'spare-source', { id: WORLD.spareSource }),
  entry('source', 'retracted-source', { id: WORLD.retractedSource }),
  entry('event', 'doha', { id: WORLD.doha }),
  entry('event', 'spare-event', { id: WORLD.spareEvent }),
  entry('event', 'retracted-event', { id: WORLD.retractedEvent }),
  insertInto('event_participant', { event_id: WORLD.doha, actor_id: WORLD.taliban, role: 'DECLINED' }),
  entry('relation', 'iran-represents-taliban', {
    id: WORLD.represents,
    type: 'REPRESENTS',
    object_id: WORLD.taliban,
    source_id: WORLD.article,
    valid_edtf: '2021/2022',
    valid_earliest: '2021-01-01',
    valid_latest: '2022-12-31',
  }),
  entry('relation', 'iran-leads-unama', { id: WORLD.leads, type: 'LEADS' }),
];

const LEDGER = [
  stance(WORLD.revised, { target_id: WORLD.taliban, speaker_id: WORLD.unama, event_id: WORLD.doha }),
  stance(WORLD.retracted),
  stance(WORLD.plain, { external_id: 'un:1' }),
];

const IMPORTS = [
  insertInto('dataset', { slug: 'votes' }),
  importOf({ id: WORLD.running }),
  importOf({ id: WORLD.done }),
  insertInto('import_fault', {
    import_id: WORLD.done,
    ordinal: 1,
    line: 2,
    column: 1,
    code: 'import/cell',
    detail: 'no',
  }),
  `UPDATE import SET status = 'DONE', finished_at = clock_timestamp() WHERE id = '${WORLD.done}'`,
];

const LATER = [
  stance(WORLD.revised, { revision: 2, position: 1, target_id: WORLD.taliban, event_id: WORLD.doha }),
  stance(WORLD.retracted, { revision: 2, status: 'RETRACTED', change_note: 'misread' }),
  retraction('actor', WORLD.retractedActor),
  retraction('issue', WORLD.retractedIssue),
  retraction('source', WORLD.retractedSource),
  retraction('event', WORLD.retractedEvent),
];

/** Fills a migrated database with the rows of WORLD, in four transactions. */
export async function fillWorld(client: pg.Client): Promise<void> {
  for (const statements of [FILLING, LEDGER, LATER, IMPORTS]) {
    await client.query(`BEGIN; ${statements.join('; ')}; COMMIT`);
  }
}
