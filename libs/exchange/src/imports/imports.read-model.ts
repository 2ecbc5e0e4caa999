import { Injectable } from '@nestjs/common';
import { jsonObject, Reader } from '@app/database';
import type { RowFault } from './files/rows.js';
import { IMPORT_LOCK } from './imports.repository.js';

export const IMPORT_STATES = ['RUNNING', 'DONE', 'FAILED', 'INTERRUPTED'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Faults that stand in the document of an import; the others are listed. */
const FAULTS_SHOWN = 100;

/** What a list of imports is asked for; `after` is the number of the last row of the page before. */
export interface ImportQuestion {
  readonly datasetIds: readonly number[] | null;
  readonly statuses: readonly ImportState[] | null;
  readonly after: number | null;
  readonly limit: number;
  readonly count: boolean;
}

/** `items` is a JSON array; `last` the number of its last row, null where none follows. */
export interface ImportPage {
  readonly items: string;
  readonly last: number | null;
  readonly count: number | null;
}

export interface FaultPage {
  readonly items: string;
  readonly last: number | null;
}

/** An entry of the catalog that an import made or changed. */
export interface EntryChange {
  readonly kind: string;
  readonly id: string;
  readonly slug: string;
  readonly change: 'ADD' | 'MOD';
}

/** When an import recorded what it did, and whether entries of the catalog are among that. */
export interface RecordedImport {
  readonly recordedAt: string | null;
  readonly hasEntries: boolean;
}

/** The numbers of the imports that somebody works on: whoever does holds the lock. */
const HELD = `held AS MATERIALIZED (
  SELECT l.objid AS number FROM pg_locks l
   WHERE l.locktype = 'advisory' AND l.classid = ${IMPORT_LOCK} AND l.objsubid = 2 AND l.granted
     AND l.database = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database()))`;

/** An import takes its lock a moment after it has begun. */
const STATE = `CASE WHEN m.status <> 'RUNNING' OR m.started_at > clock_timestamp() - interval '10 seconds'
                      OR m.number::oid IN (SELECT h.number FROM held h)
                    THEN m.status::text ELSE 'INTERRUPTED' END`;

const countsOf = (group: 'stances' | 'entries', names: readonly string[]): string =>
  jsonObject(names.map((name) => [name, `coalesce((m.counts #>> '{${group},${name}}')::bigint, 0)`]));

const FAULT = jsonObject([
  ['line', 'f.line'],
  ['column', 'f."column"'],
  ['name', 'f.name'],
  ['value', 'f.value'],
  ['code', 'f.code'],
  ['detail', 'f.detail'],
]);

const SUMMARY: readonly (readonly [string, string])[] = [
  ['id', 'm.id'],
  ['status', STATE],
  ['dataset', 'd.slug'],
  ['profile', 'm.profile'],
  ['parameters', 'm.parameters'],
  ['tables', 'm.tables'],
  ['fileName', 'm.file_name'],
  ['fileSha256', `encode(m.file_sha256, 'hex')`],
  ['fileBytes', 'm.file_bytes'],
  ['dryRun', 'm.dry_run'],
  ['keepGoing', 'm.keep_going'],
  ['retractMissing', 'm.retract_missing'],
  ['undoes', 'm.undoes'],
  ['undoneBy', `(SELECT u.id FROM import u WHERE u.undoes = m.id AND u.status = 'DONE' AND NOT u.dry_run)`],
  ['recordedBy', 'm.recorded_by'],
  ['startedAt', 'iso_moment(m.started_at)'],
  ['finishedAt', 'iso_moment(m.finished_at)'],
  ['knownAt', 'iso_moment(m.recorded_at)'],
  ['phase', 'm.phase'],
  [
    'progress',
    jsonObject([
      ['bytesRead', 'm.bytes_read'],
      ['bytes', 'm.file_bytes'],
      ['rows', 'm.rows_read'],
    ]),
  ],
  [
    'rows',
    jsonObject([
      ['read', 'm.rows_read'],
      ['skipped', 'm.rows_skipped'],
      ['rejected', 'm.rows_rejected'],
    ]),
  ],
  ['stances', countsOf('stances', ['created', 'revised', 'unchanged', 'retracted', 'overridden'])],
  ['entries', countsOf('entries', ['created', 'revised', 'unchanged'])],
  ['problem', 'm.problem'],
  ['faultsUrl', `'/v1/imports/' || m.id || '/faults'`],
  ['changesUrl', `'/v1/imports/' || m.id || '/changes'`],
];

const DOCUMENT = jsonObject([
  ...SUMMARY,
  [
    'faults',
    `coalesce((SELECT json_agg(${FAULT} ORDER BY f.ordinal) FROM import_fault f WHERE f.import_id = m.id AND f.ordinal <= ${FAULTS_SHOWN}), '[]'::json)`,
  ],
]);

const FROM = 'FROM import m JOIN dataset d ON d.id = m.dataset_id';

/** Reads imports: how they go, and what came of them. */
@Injectable()
export class ImportsReadModel {
  constructor(private readonly reader: Reader) {}

  /** As JSON; null where there is no such import. */
  async find(id: string): Promise<string | null> {
    const row = await this.reader.row<{ json: string }>(
      `WITH ${HELD} SELECT ${DOCUMENT}::text AS json ${FROM} WHERE m.id = $1::uuid`,
      [id],
    );
    return row?.json ?? null;
  }

  /** Newest first. */
  async page({ after, count, datasetIds, limit, statuses }: ImportQuestion): Promise<ImportPage> {
    const matching = `($2::integer[] IS NULL OR m.dataset_id = ANY($2::integer[])) AND ($3::text[] IS NULL OR ${STATE} = ANY($3::text[]))`;
    const counted = count ? `(SELECT count(*)::integer FROM import m WHERE ${matching})` : 'NULL::integer';
    const row = await this.reader.row<ImportPage>(
      `WITH ${HELD}, page AS MATERIALIZED (
         SELECT m.* FROM import m WHERE ${matching} AND ($4::integer IS NULL OR m.number < $4::integer)
          ORDER BY m.number DESC LIMIT $1::integer + 1)
       SELECT coalesce(json_agg(${jsonObject(SUMMARY)} ORDER BY m.number DESC), '[]'::json)::text AS items,
              CASE WHEN (SELECT count(*) FROM page) > $1::integer THEN min(m.number) END AS last, ${counted} AS count
         FROM (SELECT * FROM page p ORDER BY p.number DESC LIMIT $1::integer) m JOIN dataset d ON d.id = m.dataset_id`,
      [limit, datasetIds, statuses, after],
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }

  /** Numbers of datasets, by their slugs. */
  async datasets(slugs: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.reader.rows<{ slug: string; id: number }>(
      'SELECT d.slug, d.id FROM dataset d WHERE d.slug = ANY($1::text[])',
      [slugs],
    );
    return new Map(rows.map(({ id, slug }) => [slug, id]));
  }

  /** Null where there is no such import. */
  recorded(id: string): Promise<RecordedImport | null> {
    return this.reader.row<RecordedImport>(
      `SELECT m.recorded_at::text AS "recordedAt",
              coalesce((m.counts #>> '{entries,created}')::bigint + (m.counts #>> '{entries,revised}')::bigint, 0) > 0 AS "hasEntries"
         FROM import m WHERE m.id = $1::uuid`,
      [id],
    );
  }

  /** In the order of the file; `after` is the ordinal of the last one of the page before. */
  async faultPage(id: string, after: number, limit: number): Promise<FaultPage> {
    const row = await this.reader.row<FaultPage>(
      `WITH page AS MATERIALIZED (
         SELECT f.* FROM import_fault f WHERE f.import_id = $1::uuid AND f.ordinal > $2::integer ORDER BY f.ordinal LIMIT $3::integer + 1)
       SELECT coalesce(json_agg(${FAULT} ORDER BY f.ordinal), '[]'::json)::text AS items,
              CASE WHEN (SELECT count(*) FROM page) > $3::integer THEN max(f.ordinal) END AS last
         FROM (SELECT * FROM page p ORDER BY p.ordinal LIMIT $3::integer) f`,
      [id, after, limit],
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }

  /** In the order of the file. */
  faults(id: string): Promise<RowFault[]> {
    return this.reader.rows<RowFault>(
      `SELECT f.line::float8 AS line, f."column", f.name, f.value, f.code, f.detail
         FROM import_fault f WHERE f.import_id = $1::uuid ORDER BY f.ordinal`,
      [id],
    );
  }

  /** By kind, then by id, after the one named; at most `limit`. */
  entryChanges(moment: string, after: { kind: string; id: string } | null, limit: number): Promise<EntryChange[]> {
    return this.reader.rows<EntryChange>(
      `WITH recorded AS MATERIALIZED (
         SELECT DISTINCT ON (a.table_name, a.entry_id) a.table_name, a.entry_id, a.operation, a.content
           FROM audit_entry a
          WHERE a.at = $1::timestamptz AND a.table_name IN ('actor', 'issue', 'source', 'event')
          ORDER BY a.table_name, a.entry_id, a.seq)
       SELECT r.table_name AS kind, r.entry_id AS id, r.content ->> 'slug' AS slug,
              CASE WHEN r.operation = 'INSERT' THEN 'ADD' ELSE 'MOD' END AS change
         FROM recorded r
        WHERE $2::text IS NULL OR (r.table_name, r.entry_id) > ($2::text, $3::uuid)
        ORDER BY r.table_name, r.entry_id LIMIT $4::integer`,
      [moment, after?.kind ?? null, after?.id ?? null, limit],
    );
  }
}
