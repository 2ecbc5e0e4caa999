import type pg from 'pg';

const CITATIONS = `(
  SELECT json_agg(json_build_array(c.ordinal, o.slug, c.credibility, c.exact, c.prefix, c.suffix, c.locator) ORDER BY c.ordinal)
    FROM citation c JOIN source o ON o.id = c.source_id WHERE c.stance_id = s.id AND c.revision = s.revision)`;

const REVISION = `json_build_object(
  'revision', s.revision, 'status', s.status, 'actor', a.slug, 'issue', i.slug, 'target', g.slug, 'event', v.slug, 'speaker', k.slug,
  'act', s.act, 'position', s.position, 'date', s.date_edtf, 'earliest', s.earliest, 'latest', s.latest, 'isDuration', s.is_duration,
  'channel', s.channel, 'confidence', s.confidence, 'externalId', s.external_id, 'summary', s.summary, 'note', s.note,
  'recordedBy', s.recorded_by, 'changeNote', s.change_note, 'citations', ${CITATIONS})`;

const STANCES = `
  SELECT json_agg(${REVISION} ORDER BY s.revision)::text AS stance, min(s.created_at) AS created, min(s.external_id) AS external_id
    FROM stance s JOIN actor a ON a.id = s.actor_id JOIN issue i ON i.id = s.issue_id JOIN dataset d ON d.id = s.dataset_id
    LEFT JOIN actor g ON g.id = s.target_id LEFT JOIN event v ON v.id = s.event_id LEFT JOIN actor k ON k.id = s.speaker_id
   WHERE d.slug = $1 AND ($2::timestamptz IS NULL OR s.recorded_at <= $2 AND (s.superseded_at IS NULL OR s.superseded_at > $2))
   GROUP BY s.id`;

/** One revision, as it is recorded; without its id and its times, which no two imports share. */
export interface LedgerRevision {
  readonly revision: number;
  readonly status: 'PUBLISHED' | 'RETRACTED';
  readonly externalId: string | null;
  readonly position: number | null;
  readonly recordedBy: string;
  readonly changeNote: string | null;
  readonly citations: readonly unknown[];
  readonly [field: string]: unknown;
}

/** Every revision of every stance of a dataset, by external id and then in the order of recording. */
export async function ledgerOf(client: pg.Client, dataset: string): Promise<LedgerRevision[][]> {
  return parsed(client, dataset, null);
}

/** Those in force at a moment, retractions left out. */
export async function knownOf(client: pg.Client, dataset: string, moment: string): Promise<LedgerRevision[]> {
  return (await parsed(client, dataset, moment)).flat().filter(({ status }) => status === 'PUBLISHED');
}

/** Those in force, retractions left out. */
export async function inForce(client: pg.Client, dataset: string): Promise<LedgerRevision[]> {
  return (await ledgerOf(client, dataset))
    .flatMap((revisions) => revisions.slice(-1))
    .filter(({ status }) => status === 'PUBLISHED');
}

async function parsed(client: pg.Client, dataset: string, moment: string | null): Promise<LedgerRevision[][]> {
  const { rows } = await client.query<{ stance: string }>(
    `SELECT t.stance FROM (${STANCES}) t ORDER BY t.external_id, t.created, t.stance`,
    [dataset, moment],
  );
  return rows.map(({ stance }) => JSON.parse(stance) as LedgerRevision[]);
}

/** What the catalog has of actors and sources whose slugs begin so, in every state that they have had. */
export async function catalogOf(client: pg.Client, prefix: string): Promise<unknown[]> {
  const { rows } = await client.query<{ row: unknown }>(
    `SELECT json_build_object('kind', e.kind, 'slug', e.slug, 'states',
              (SELECT json_agg(json_build_array(a.table_name, a.operation, a.content - '{id,actor_id,created_at,recorded_at}'::text[]) ORDER BY a.seq)
                 FROM audit_entry a WHERE a.entry_id = e.id)) AS row
       FROM (SELECT 'actor' AS kind, a.id, a.slug FROM actor a UNION ALL SELECT 'source', o.id, o.slug FROM source o) e
      WHERE starts_with(e.slug, $1) ORDER BY e.kind, e.slug`,
    [prefix],
  );
  return rows.map(({ row }) => row);
}
