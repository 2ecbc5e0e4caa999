import { Injectable } from '@nestjs/common';
import type { IssueRollup } from '@app/catalog';
import { momentShown, Reader } from '@app/database';
import { assertComputable, type Projection } from '@app/domain';
import { Parameters } from '@app/ledger';
import type { Pair } from '../records/pair.js';
import { projectedRow, type RolledClusterRow, type RolledRecordRow, toRolledClusters } from './rolled-series-rows.js';
import { clustersBy, keptFrom, rolledRecord } from './rolled-series-sql.js';
import { NO_RECORDS, type Series, seriesOfRows } from './series-rows.js';
import { type SeriesQuestion, WHOLE_MONTHS } from './series.read-model.js';
import { RECORDS_LIMIT, tooManyRecords } from './series-sql.js';
import { shownStances } from '../records/shown-stances.js';

export interface RolledSeriesQuestion extends SeriesQuestion {
  /** Of every issue of the pairs. */
  readonly rollups: readonly IssueRollup[];
}

/** One row for the clusters of a series, and one for its single records. */
interface PartRow {
  /** Its issue, by its place among the rollups. */
  readonly place: number;
  readonly actor: string;
  readonly m: RolledClusterRow[] | null;
  readonly r: RolledRecordRow[] | null;
}

interface AnswerRow {
  readonly known_at: string;
  readonly records: number;
  readonly parts: readonly PartRow[];
}

/** Reads what rolled-up timelines are computed from: whole buckets where that is enough, single records where it is not. */
@Injectable()
export class RolledSeriesReadModel {
  constructor(private readonly reader: Reader) {}

  /**
   * One series for each pair, in their order, and the state of the data that they show. Throws
   * `timeline/too-many-records`, `issue/weight-out-of-range`.
   */
  async of(question: RolledSeriesQuestion): Promise<{ series: Series[]; knownAt: string }> {
    const { pairs, rollups } = question;
    const shares = sharesOf(question);
    const { known_at, parts, records } = await this.answer(question, shares);
    if (records > RECORDS_LIMIT) throw tooManyRecords();
    const places = new Map(rollups.map(({ issueId }, place) => [issueId, place]));
    const partsOf = Map.groupBy(parts, ({ actor, place }) => `${place} ${actor}`);
    const series = pairs.map(({ actorId, issueId }) => {
      const own = partsOf.get(`${places.get(issueId)} ${actorId}`);
      return own === undefined ? NO_RECORDS : seriesOf(own, shares.projections);
    });
    return { series, knownAt: known_at };
  }

  private async answer(question: RolledSeriesQuestion, { issueIds, kinds, places }: Shares): Promise<AnswerRow> {
    const { filters, first, interval, knownAt, last, pairs, weights } = question;
    const parameters = new Parameters();
    const from = first === null ? null : `${parameters.place(first)}::date`;
    const until = `${parameters.place(last ?? '9999-12-31')}::date`;
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const shown = shownStances(filters, moment, parameters);
    const weighed = weights === null ? null : `${parameters.place(weights)}::float8[]`;
    const shares = `unnest(${parameters.place(issueIds)}::uuid[], ${parameters.place(places)}::integer[], ${parameters.place(kinds)}::integer[])`;
    const taken = `
      SELECT r.place, r.projection, s.actor_id, s.id, s.revision, s.act, s.position, s.begins_earliest, s.begins_latest, s.earliest, s.latest, s.is_duration, s.is_loose
        FROM ${shares} r (issue_id, place, projection) JOIN shown s ON s.issue_id = r.issue_id
       WHERE ${heldByOneOf(pairs, parameters)} AND s.begins_earliest <= ${until}`;
    const byBucket = weights === null && interval !== null && WHOLE_MONTHS.includes(interval);
    const row = await this.reader.row<AnswerRow>(
      `WITH ${shown}, ${keptFrom(taken, from, interval)},
            single AS MATERIALIZED (SELECT k.* FROM kept k${byBucket ? ' WHERE k.is_loose' : ''} LIMIT ${RECORDS_LIMIT + 1}),
            counted AS (SELECT count(*)::integer AS records FROM single),
            parts (place, actor_id, m, r) AS (
              SELECT k.place, k.actor_id, NULL::json, json_agg(${rolledRecord(weighed)}) FROM single k, counted
               WHERE counted.records <= ${RECORDS_LIMIT} GROUP BY k.place, k.actor_id
              ${byBucket ? `UNION ALL ${clustersBy(interval)}` : ''})
       SELECT ${momentShown(moment)} AS known_at, (SELECT records FROM counted) AS records,
              coalesce(json_agg(json_build_object('place', p.place, 'actor', p.actor_id, 'm', p.m, 'r', p.r)), '[]'::json) AS parts
         FROM parts p`,
      parameters.values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }
}

/** The issues to read from, each with the rollup it is read for and how it is projected: columns of one length. */
interface Shares {
  readonly issueIds: readonly string[];
  readonly places: readonly number[];
  /** Indexes into `projections`. */
  readonly kinds: readonly number[];
  /** How issues are projected; many are projected alike, and are then summed together. */
  readonly projections: readonly Projection[];
}

function sharesOf({ pairs, rollups }: RolledSeriesQuestion): Shares {
  const scales = new Map(pairs.map(({ issueId, scale }) => [issueId, scale]));
  const projections = new Map<string, { readonly kind: number; readonly projection: Projection }>();
  const rows = rollups.flatMap(({ issueId, shares }, place) => {
    const to = scales.get(issueId);
    if (to === undefined) return [];
    return shares.map(({ direction, issue, scale, weight }) => {
      const projection = { direction, weight, from: scale, to };
      const key = JSON.stringify(projection);
      const known = projections.get(key) ?? { kind: projections.size, projection };
      projections.set(key, known);
      return { issue, place, kind: known.kind };
    });
  });
  for (const { projection } of projections.values()) assertComputable(projection);
  return {
    issueIds: rows.map(({ issue }) => issue),
    places: rows.map(({ place }) => place),
    kinds: rows.map(({ kind }) => kind),
    projections: [...projections.values()].map(({ projection }) => projection),
  };
}

/** One actor is not put into an array: the planner takes that for ten, and then plans each request anew. */
function heldByOneOf(pairs: readonly Pair[], parameters: Parameters): string {
  const actorIds = [...new Set(pairs.map(({ actorId }) => actorId))];
  if (actorIds.length === 1) return `s.actor_id = ${parameters.place(actorIds[0])}::uuid`;
  return `s.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`;
}

function seriesOf(parts: readonly PartRow[], projections: readonly Projection[]): Series {
  const clusters = parts.flatMap(({ m }) => toRolledClusters(m ?? [], projections));
  const records = parts.flatMap(({ r }) => r ?? []).map((row) => projectedRow(row, projections));
  return seriesOfRows(records, clusters);
}
