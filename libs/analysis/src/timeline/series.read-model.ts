import { Injectable } from '@nestjs/common';
import { momentShown, Reader } from '@app/database';
import { clusterOfAbsences, type Interval, type IsoDate } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import type { Pair } from '../records/pair.js';
import {
  type AbsencesRow,
  type ClusterRow,
  type RecordRow,
  type Series,
  seriesOfRows,
  toCluster,
} from './series-rows.js';
import { dayNumber, kindOf, RECORDS_LIMIT, seedStart, tooManyRecords, weightOf } from './series-sql.js';
import { shownStances } from '../records/shown-stances.js';

export interface SeriesQuestion {
  readonly pairs: readonly Pair[];
  /** Buckets that the series is for; null: every record by itself. */
  readonly interval: Interval | null;
  /** What records weigh by their best citation, for credibility 1 to 6; null: nothing is weighed. */
  readonly weights: readonly number[] | null;
  /** Days of the first and the last bucket; null is open. What was in force before the first is read as well. */
  readonly first: IsoDate | null;
  readonly last: IsoDate | null;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
}

interface AnswerRow {
  readonly known_at: string;
  readonly series: readonly {
    readonly m: ClusterRow[] | null;
    readonly a: AbsencesRow[] | null;
    readonly r: RecordRow[] | null;
    readonly l: RecordRow[] | null;
  }[];
}

/** Each record after the ordinal of its pair, counted from 1. */
interface RecordsRow {
  readonly known_at: string;
  readonly records: readonly (readonly [number, ...RecordRow])[];
}

/** Buckets that take whole months. */
export const WHOLE_MONTHS: readonly (Interval | null)[] = ['month', 'quarter', 'year'];

/** [id, position, latest, earliest] of a point known to its month; days count from 1970-01-01. */
const TIGHT = `json_build_array(s.id, s.position, s.begins_latest - date '1970-01-01', s.begins_earliest - date '1970-01-01')`;
/** [id, position, latest, earliest, kind] of any record. */
const LOOSE = `json_build_array(s.id, s.position, s.latest - date '1970-01-01',
  CASE WHEN isfinite(s.begins_earliest) THEN s.begins_earliest - date '1970-01-01' END, ${kindOf('s')})`;

/** What a series is computed from. */
const RECORD_COLUMNS = 's.id, s.revision, s.position, s.latest, s.begins_earliest, s.is_duration, s.act';

/** Where records are read from, under an alias: a table, and what must hold of its rows. */
interface Records {
  readonly table: string;
  readonly where: (alias: string) => string;
}

const IN_FORCE: Records = {
  table: 'stance',
  where: (alias) => `${alias}.superseded_at IS NULL AND ${alias}.status = 'PUBLISHED'`,
};
const SHOWN: Records = { table: 'shown', where: () => 'true' };

/**
 * The loose records `s` that a window needs, as what follows FROM: those that may fall in it, and of those before it
 * what is carried in. That is, by each curve, the last bucket that has a point; the last bucket in which a duration was
 * held; and the duration that began last. Any that lie further back are behind one of these.
 */
function looseRecords(
  { table, where }: Records,
  { from, interval, until }: { from: string; interval: Interval | null; until: string },
): string {
  const ofPair = (alias: string): string =>
    `${alias}.actor_id = p.actor_id AND ${alias}.issue_id = p.issue_id AND ${alias}.is_loose AND ${where(alias)}`;
  const lastBefore = (column: string): string =>
    `max(b.${column}) FILTER (WHERE NOT b.is_duration AND b.${column} < ${from})`;
  const lastHeld = `max(least(coalesce(b.latest, 'infinity'::date), ${from} - 1)) FILTER (WHERE b.is_duration)`;
  return `(SELECT least(${seedStart(interval, lastBefore('begins_latest'))}, ${seedStart(interval, lastBefore('begins_earliest'))}) AS points,
                   ${seedStart(interval, lastHeld)} AS held,
                   max(b.begins_earliest) FILTER (WHERE b.is_duration) AS begun
              FROM ${table} b
             WHERE ${ofPair('b')} AND b.position IS NOT NULL AND b.begins_earliest < ${from}) since
      JOIN ${table} s ON ${ofPair('s')} AND s.begins_earliest <= ${until}
       AND CASE WHEN s.is_duration
                THEN coalesce(s.latest, 'infinity'::date) >= coalesce(since.held, '-infinity'::date)
                  OR s.begins_earliest >= coalesce(since.begun, '-infinity'::date)
                ELSE s.begins_latest >= coalesce(since.points, '-infinity'::date) END`;
}

/**
 * The pairs as rows of p (actor_id, issue_id, ordinal). One pair is not put into arrays: the planner takes those for ten
 * pairs, and then thinks it worth its while to plan each request anew.
 */
function pairRows(pairs: readonly Pair[], parameters: Parameters): string {
  const [only] = pairs;
  if (only !== undefined && pairs.length === 1) {
    const pair = `${parameters.place(only.actorId)}::uuid, ${parameters.place(only.issueId)}::uuid`;
    return `(VALUES (${pair}, 1)) p (actor_id, issue_id, ordinal)`;
  }
  const actors = parameters.place(pairs.map(({ actorId }) => actorId));
  const issues = parameters.place(pairs.map(({ issueId }) => issueId));
  return `unnest(${actors}::uuid[], ${issues}::uuid[]) WITH ORDINALITY p (actor_id, issue_id, ordinal)`;
}

/** Reads what timelines are computed from: whole months where that is enough, single records where it is not. */
@Injectable()
export class SeriesReadModel {
  constructor(private readonly reader: Reader) {}

  /**
   * One series for each pair, in their order, and the state of the data that they show. Throws
   * `timeline/too-many-records`.
   */
  of(question: SeriesQuestion): Promise<{ series: Series[]; knownAt: string }> {
    const { filters, interval, knownAt, weights } = question;
    const months = filters === null && knownAt === null && weights === null && WHOLE_MONTHS.includes(interval);
    return months ? this.byMonths(question) : this.byRecords(question);
  }

  /** Dense pairs by their months, the others (few records each) by all their records. */
  private async byMonths({
    first,
    interval,
    last,
    pairs,
  }: SeriesQuestion): Promise<{ series: Series[]; knownAt: string }> {
    const parameters = new Parameters();
    const from = `${parameters.place(first ?? '-infinity')}::date`;
    const until = `${parameters.place(last ?? '9999-12-31')}::date`;
    const sql = `
      SELECT (SELECT iso_moment(k.at) FROM record_clock k) AS known_at, coalesce(json_agg(json_build_object(
        'm', CASE WHEN c.dense THEN (
          SELECT json_agg(g.cluster ORDER BY g.month) FROM stance_month g
           WHERE g.actor_id = p.actor_id AND g.issue_id = p.issue_id AND g.month <= ${until}
             AND g.month >= coalesce((
               SELECT ${seedStart(interval, 'b.month')} FROM stance_month b
                WHERE b.actor_id = p.actor_id AND b.issue_id = p.issue_id AND b.month < ${from} AND (b.cluster ->> 1)::integer > 0
                ORDER BY b.month DESC LIMIT 1), '-infinity'::date)) END,
        'a', (SELECT json_agg(x.counted) FROM (
          SELECT json_build_array(${dayNumber('max(s.begins_latest)')}, count(*)) AS counted FROM stance s
           WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.begins_latest >= ${from} AND s.begins_latest <= ${until}
             AND s.act = 'ABSENCE' AND NOT s.is_loose AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
           GROUP BY month_of(s.begins_latest)) x),
        'r', CASE WHEN NOT c.dense THEN (
          SELECT json_agg(${TIGHT} ORDER BY s.begins_latest, s.id) FROM stance s
           WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.begins_latest < (month_of(${until}) + interval '1 month')::date
             AND NOT s.is_loose AND s.superseded_at IS NULL AND s.status = 'PUBLISHED') END,
        'l', (SELECT json_agg(${LOOSE} ORDER BY s.begins_latest, s.id) FROM ${looseRecords(IN_FORCE, { interval, from, until })})
        ) ORDER BY p.ordinal), '[]'::json) AS series
        FROM ${pairRows(pairs, parameters)}
        LEFT JOIN stance_current c ON c.actor_id = p.actor_id AND c.issue_id = p.issue_id`;
    const row = await this.answer<AnswerRow>(sql, parameters.values);
    const series = row.series.map(({ a, l, m, r }) => {
      const absences = (a ?? []).map(([day, absent]) => clusterOfAbsences(day, absent));
      return seriesOfRows([...(r ?? []), ...(l ?? [])], [...(m ?? []).map(toCluster), ...absences]);
    });
    return { series, knownAt: row.known_at };
  }

  /** Any interval, any filter, any moment: record by record. */
  private async byRecords(question: SeriesQuestion): Promise<{ series: Series[]; knownAt: string }> {
    const { filters, first, interval, knownAt, last, pairs, weights } = question;
    const parameters = new Parameters();
    const from = `${parameters.place(first ?? '0001-01-01')}::date`;
    const until = `${parameters.place(last ?? '9999-12-31')}::date`;
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const shown = shownStances(filters, moment, parameters);
    const weight = weights === null ? '' : `, ${weightOf('s', `${parameters.place(weights)}::float8[]`)}`;
    const sql = `
      WITH ${shown}, kept AS (
        SELECT p.ordinal, s.*
          FROM ${pairRows(pairs, parameters)}
         CROSS JOIN LATERAL (
           SELECT ${RECORD_COLUMNS} FROM shown s
            WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND NOT s.is_loose
              AND s.begins_latest < (month_of(${until}) + interval '1 month')::date
              AND s.begins_latest >= coalesce((
                SELECT ${seedStart(interval, 'b.begins_latest')} FROM shown b
                 WHERE b.actor_id = p.actor_id AND b.issue_id = p.issue_id AND b.begins_latest < month_of(${from})
                   AND b.position IS NOT NULL AND NOT b.is_loose
                 ORDER BY b.begins_latest DESC, b.id DESC LIMIT 1), '-infinity'::date)
            UNION ALL
           SELECT ${RECORD_COLUMNS} FROM ${looseRecords(SHOWN, { interval, from, until })}) s
         LIMIT ${RECORDS_LIMIT + 1})
      SELECT ${momentShown(moment)} AS known_at, coalesce(json_agg(json_build_array(s.ordinal, s.id, s.position, ${dayNumber('s.latest')},
               CASE WHEN isfinite(s.begins_earliest) THEN ${dayNumber('s.begins_earliest')} END, ${kindOf('s')}${weight})), '[]'::json) AS records
        FROM kept s`;
    const { known_at, records } = await this.answer<RecordsRow>(sql, parameters.values);
    if (records.length > RECORDS_LIMIT) throw tooManyRecords();
    const recordsOf = Map.groupBy(records, ([ordinal]) => ordinal);
    const series = pairs.map((_, index) =>
      seriesOfRows(
        (recordsOf.get(index + 1) ?? []).map(([, ...record]) => record),
        [],
      ),
    );
    return { series, knownAt: known_at };
  }

  private async answer<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row> {
    const row = await this.reader.row<Row>(sql, values);
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }
}
