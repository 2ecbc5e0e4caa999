import { Injectable } from '@nestjs/common';
import type { DocumentText } from '@app/catalog';
import { jsonObject, momentShown, Reader, type StanceStatus, stancesThen } from '@app/database';
import { conditionsOf, Parameters, windowBranches } from './stance-conditions.js';
import type { StanceFilters, StanceQuestion } from './stance-question.js';

/** One page: `items` is a JSON array; `key` and `id` are where it ended, null where nothing follows. */
export interface StancePage {
  readonly items: string;
  readonly key: string | null;
  readonly id: string | null;
  readonly count: number | null;
  /** The state of the data that the page shows. */
  readonly knownAt: string;
}

/** One revision of a stance, as JSON that is sent as it is. */
export interface StanceRevision {
  readonly id: string;
  readonly revision: number;
  readonly status: StanceStatus;
  readonly json: string;
}

const QUOTE = jsonObject([
  ['exact', 'c.exact'],
  ['prefix', 'c.prefix'],
  ['suffix', 'c.suffix'],
]);

const CITATION = jsonObject([
  ['source', 'r.slug'],
  ['quote', `CASE WHEN c.exact IS NOT NULL THEN ${QUOTE} END`],
  ['locator', 'c.locator'],
  ['credibility', 'c.credibility'],
]);

/** A stance as JSON, from `stance s` and the joins below. */
const DOCUMENT = jsonObject([
  ['id', 's.id'],
  ['revision', 's.revision'],
  ['status', 's.status'],
  ['actor', 'a.slug'],
  ['issue', 'i.slug'],
  ['target', 't.slug'],
  ['speaker', 'p.slug'],
  ['event', 'v.slug'],
  ['act', 's.act'],
  ['position', 's.position'],
  ['score', '2 * (s.position - l.lowest)::float8 / (l.highest - l.lowest) - 1'],
  ['date', 's.date_edtf'],
  ['earliest', 's.earliest'],
  ['latest', 's.latest'],
  ['channel', 's.channel'],
  ['confidence', 's.confidence'],
  ['summary', 's.summary'],
  ['note', 's.note'],
  ['externalId', 's.external_id'],
  ['dataset', `NULLIF(d.slug, 'by-hand')`],
  ['import', 'm.id'],
  [
    'citations',
    `(SELECT json_agg(${CITATION} ORDER BY c.ordinal) FROM citation c JOIN source r ON r.id = c.source_id
       WHERE c.stance_id = s.id AND c.revision = s.revision)`,
  ],
  ['createdAt', 'iso_moment(s.created_at)'],
  ['recordedAt', 'iso_moment(s.recorded_at)'],
  ['supersededAt', 'iso_moment(s.superseded_at)'],
  ['recordedBy', 's.recorded_by'],
  ['changeNote', 's.change_note'],
]);

/**
 * Identity never changes, so that the slugs of today are those of any moment. An import has its record time to itself,
 * so that a revision belongs to the import of its time.
 */
const JOINS = `
  JOIN dataset d ON d.id = s.dataset_id
  LEFT JOIN import m ON m.recorded_at = s.recorded_at
  JOIN actor a ON a.id = s.actor_id
  JOIN issue i ON i.id = s.issue_id
  JOIN scale l ON l.id = i.scale_id
  LEFT JOIN actor t ON t.id = s.target_id
  LEFT JOIN actor p ON p.id = s.speaker_id
  LEFT JOIN event v ON v.id = s.event_id`;

const KEYSET_COLUMNS = 's.id, s.revision, s.begins_latest';

/**
 * Rows that an index range is read for at most, in the text and not as a parameter: where the planner does not see how
 * few they are, it makes a new plan for each request, which takes longer than the page itself.
 */
const RANGES = [50, 200, 1000];
const rangeOf = (limit: number): number => (RANGES.find((rows) => rows >= limit) ?? limit) + 1;

/** Reads stances: one, its history, or pages of them, now or as known at a moment. */
@Injectable()
export class StancesReadModel {
  constructor(private readonly reader: Reader) {}

  /** Null where there is no such stance (or was none then). */
  find(id: string, knownAt: string | null): Promise<DocumentText | null> {
    const shadow = knownAt === null ? '' : `WITH ${stancesThen(2)}`;
    return this.reader.row<DocumentText>(
      `${shadow} SELECT ${DOCUMENT}::text AS json, s.revision
         FROM stance s ${JOINS} WHERE s.id = $1 AND s.superseded_at IS NULL`,
      knownAt === null ? [id] : [id, knownAt],
    );
  }

  /** Every revision, oldest first, as a JSON array; null where there is no such stance. */
  async history(id: string): Promise<string | null> {
    const row = await this.reader.row<{ items: string | null }>(
      `SELECT json_agg(${DOCUMENT} ORDER BY s.revision)::text AS items FROM stance s ${JOINS} WHERE s.id = $1`,
      [id],
    );
    return row?.items ?? null;
  }

  /**
   * At most `limit` revisions with one record time, by id, after that of `after`. For each page all of that time are
   * looked through: they lie in a few blocks, to which ids do not lead. OFFSET 0 keeps the planner from walking the ids
   * of the whole table in the hope of meeting some soon.
   */
  recordedAt(moment: string, after: string | null, limit: number): Promise<StanceRevision[]> {
    return this.reader.rows<StanceRevision>(
      `WITH page AS MATERIALIZED (
         SELECT r.id, r.revision FROM (SELECT s.id, s.revision FROM stance s WHERE s.recorded_at = $1::timestamptz OFFSET 0) r
          WHERE $2::uuid IS NULL OR r.id > $2::uuid ORDER BY r.id LIMIT $3::integer)
       SELECT s.id, s.revision, s.status, ${DOCUMENT}::text AS json
         FROM page JOIN stance s ON s.id = page.id AND s.revision = page.revision ${JOINS} ORDER BY s.id`,
      [moment, after, limit],
    );
  }

  async page({ after, count, descending, filters, knownAt, limit }: StanceQuestion): Promise<StancePage> {
    const parameters = new Parameters();
    const size = `${parameters.place(limit)}::integer`;
    const direction = descending ? ' DESC' : '';
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const shadow = moment === null ? '' : `${stancesThen(moment)}, `;
    const matching = matchingOf(filters, parameters, moment);
    const beyond =
      after === null
        ? ''
        : ` AND (s.begins_latest, s.id) ${descending ? '<' : '>'} (${parameters.place(after.key)}::date, ${parameters.place(after.id)}::uuid)`;
    const keys = matching(
      (where) =>
        `(SELECT ${KEYSET_COLUMNS} FROM stance s WHERE ${where}${beyond} ORDER BY s.begins_latest${direction}, s.id${direction} LIMIT ${rangeOf(limit)})`,
    );
    const counted = count
      ? `(SELECT count(*)::integer FROM ${matching((where) => `(SELECT s.id FROM stance s WHERE ${where})`)} s)`
      : 'NULL::integer';
    const order = `s.begins_latest${direction}, s.id${direction}`;
    const row = await this.reader.row<StancePage>(
      `WITH ${shadow}keys AS MATERIALIZED (SELECT ${KEYSET_COLUMNS} FROM ${keys} s ORDER BY ${order} LIMIT ${size} + 1),
            page AS MATERIALIZED (SELECT ${KEYSET_COLUMNS} FROM keys s ORDER BY ${order} LIMIT ${size})
       SELECT coalesce(json_agg(${DOCUMENT} ORDER BY ${order}), '[]'::json)::text AS items,
              CASE WHEN (SELECT count(*) FROM keys) > ${size} THEN (array_agg(s.begins_latest::text ORDER BY ${order}))[${size}] END AS key,
              CASE WHEN (SELECT count(*) FROM keys) > ${size} THEN (array_agg(s.id::text ORDER BY ${order}))[${size}] END AS id,
              ${counted} AS count, ${momentShown(moment)} AS "knownAt"
         FROM page JOIN stance s ON s.id = page.id AND s.revision = page.revision ${JOINS}`,
      parameters.values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }
}

/**
 * The rows that match, as a source of rows: for each actor and issue asked for, and each branch of the window, what
 * `select` makes of the conditions. Per actor and issue, because then each has its own index range in the order of
 * the list, and a page reads no more than its own length from each.
 */
function matchingOf(
  filters: StanceFilters,
  parameters: Parameters,
  moment: number | null,
): (select: (where: string) => string) => string {
  const conditions = conditionsOf(filters, parameters, moment);
  const drivers: string[] = [];
  const among = (column: string, ids: readonly string[] | undefined): void => {
    if (ids === undefined) return;
    if (ids.length === 1) {
      conditions.push(`s.${column} = ${parameters.place(ids[0])}::uuid`);
    } else {
      drivers.push(`unnest(${parameters.place(ids)}::uuid[]) AS wanted_${column} (id)`);
      conditions.push(`s.${column} = wanted_${column}.id`);
    }
  };
  among('actor_id', filters.actorIds);
  among('issue_id', filters.issueIds);
  const branches = windowBranches(filters, parameters).map((window) => [...conditions, ...window].join(' AND '));
  return (select) => {
    const united = `(${branches.map(select).join(' UNION ALL ')})`;
    if (drivers.length === 0) return united;
    return `(SELECT matched.* FROM ${drivers.join(' CROSS JOIN ')} CROSS JOIN LATERAL ${united} matched)`;
  };
}
