import { momentShown } from '@app/database';
import type { DayWindow } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { shownStances } from '../records/shown-stances.js';

export interface CodingsQuestion {
  /** Absent: all. */
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly sourceIds: readonly string[] | undefined;
  readonly coders: readonly string[] | undefined;
  readonly window: DayWindow;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  /** Whether it is read what each unit is, and which records were used. */
  readonly named: boolean;
}

const UNIT = `k.issue_id, k.source_id, k.actor_id, k.target_id, k.date_edtf COLLATE "C"`;

/** [issue id, coders, positions], and where named [record ids, source, actor, target, date] as well. */
const unitColumns = (named: boolean): string =>
  `u.issue_id, u.coders, u.positions${
    named
      ? `, u.records, (SELECT x.slug FROM source x WHERE x.id = u.source_id), (SELECT x.slug FROM actor x WHERE x.id = u.actor_id),
         (SELECT x.slug FROM actor x WHERE x.id = u.target_id), u.date_edtf`
      : ''
  }`;

/**
 * One statement for all codings of each unit: of one coder the last recorded. Units of a single coder are only counted.
 * @param limits how many codings may be looked at and how many units are read; one more of each is
 */
export function codingsSql(
  question: CodingsQuestion,
  limits: { readonly codings: number; readonly units: number },
): { readonly sql: string; readonly values: readonly unknown[] } {
  const { filters, knownAt, named } = question;
  const parameters = new Parameters();
  const conditions = conditionsOn(question, parameters);
  const asked = question.issueIds === undefined ? null : parameters.place(question.issueIds);
  const codings = parameters.place(limits.codings + 1);
  const units = parameters.place(limits.units + 1);
  const moment = knownAt === null ? null : parameters.values.push(knownAt);
  const sql = `
    WITH ${shownStances(filters, moment, parameters)},
    candidates AS MATERIALIZED (
      SELECT s.issue_id, c.source_id, s.actor_id, s.target_id, s.date_edtf, s.recorded_by, s.recorded_at, s.id, s.position
        FROM shown s JOIN citation c ON c.stance_id = s.id AND c.revision = s.revision
       WHERE ${conditions.join(' AND ')} LIMIT ${codings}::integer),
    codings AS (
      SELECT DISTINCT ON (${UNIT}, k.recorded_by COLLATE "C") k.* FROM candidates k
       ORDER BY ${UNIT}, k.recorded_by COLLATE "C", k.recorded_at DESC, k.id DESC),
    units AS MATERIALIZED (
      SELECT ${UNIT} AS date_edtf,
             json_agg(k.recorded_by ORDER BY k.recorded_by COLLATE "C") AS coders,
             json_agg(k.position ORDER BY k.recorded_by COLLATE "C") AS positions,
             json_agg(k.id ORDER BY k.recorded_by COLLATE "C") AS records, count(*) > 1 AS several
        FROM codings k GROUP BY ${UNIT})
    SELECT ${momentShown(moment)} AS known_at, (SELECT count(*)::integer FROM candidates) AS candidates,
           (SELECT coalesce(json_agg(json_build_array(i.id, i.slug, i.scale_id, l.lowest, n.single)), '[]'::json)
              FROM (SELECT u.issue_id, (count(*) FILTER (WHERE NOT u.several))::integer AS single FROM units u GROUP BY u.issue_id
                    ${asked === null ? '' : `UNION ALL SELECT a.id, 0 FROM unnest(${asked}::uuid[]) a (id) WHERE a.id NOT IN (SELECT u.issue_id FROM units u)`}) n
              JOIN issue i ON i.id = n.issue_id JOIN scale l ON l.id = i.scale_id) AS issues,
           (SELECT coalesce(json_agg(r.unit), '[]'::json) FROM (
              SELECT json_build_array(${unitColumns(named)}) AS unit FROM units u WHERE u.several
               ORDER BY u.issue_id, u.source_id, u.actor_id, u.target_id, u.date_edtf LIMIT ${units}::integer) r) AS units`;
  return { sql, values: parameters.values };
}

function conditionsOn(question: CodingsQuestion, parameters: Parameters): string[] {
  const { first, last } = question.window;
  const lists = [
    ['s.actor_id', question.actorIds, 'uuid'],
    ['s.issue_id', question.issueIds, 'uuid'],
    ['c.source_id', question.sourceIds, 'uuid'],
    ['s.recorded_by', question.coders, 'text'],
  ] as const;
  return [
    'true',
    ...lists.flatMap(([column, wanted, type]) =>
      wanted === undefined ? [] : [`${column} = ANY(${parameters.place(wanted)}::${type}[])`],
    ),
    ...(first === null ? [] : [`coalesce(s.latest, 'infinity'::date) >= ${parameters.place(first)}::date`]),
    ...(last === null ? [] : [`s.begins_earliest <= ${parameters.place(last)}::date`]),
  ];
}
