import { Injectable } from '@nestjs/common';
import { momentShown, Reader } from '@app/database';
import type { DatedStance, IsoDate, ScaleBounds } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { shownStances } from '../records/shown-stances.js';
import { IN_PAIR, shiftsNear } from './shifts-near-sql.js';

export interface ShiftsQuestion {
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly first: IsoDate | null;
  readonly last: IsoDate | null;
  /** Only shifts that may lie in these days. */
  readonly near: { readonly first: IsoDate; readonly last: IsoDate } | null;
  /** Positions between the two states, at least. */
  readonly minSize: number | null;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  readonly after: { readonly key: string; readonly id: string } | null;
  readonly limit: number;
}

/** One candidate: the records of the day on which the position became another, and of the day before it with records. */
export interface ShiftRow {
  readonly actor: string;
  readonly issue: string;
  readonly scale: ScaleBounds;
  readonly day: string;
  readonly id: string;
  readonly stances: readonly DatedStance[];
}

const STANCE = (alias: string): string => `json_build_object('id', ${alias}.id, 'position', ${alias}.position,
  'kind', CASE WHEN ${alias}.is_duration THEN 'DURATION' ELSE 'POINT' END,
  'earliest', ${alias}.earliest - date '1970-01-01', 'latest', ${alias}.latest - date '1970-01-01')`;

/** Finds the days on which a pair's position differs from that of its day before, in the order of those days. */
@Injectable()
export class ShiftsReadModel {
  constructor(private readonly reader: Reader) {}

  /** `limit` + 1 rows at most. */
  async of(question: ShiftsQuestion): Promise<{ rows: ShiftRow[]; knownAt: string }> {
    const { after, filters, first, knownAt, last, limit, minSize, near } = question;
    const parameters = new Parameters();
    const size = `${parameters.place(limit + 1)}::integer`;
    const { conditions, drivers } =
      near === null ? whichPairs(question, parameters) : nearPairs(question, near, parameters);
    conditions.push('s.position IS NOT NULL', 'before.position <> s.position');
    if (minSize !== null) {
      conditions.push(`abs(s.position::integer - before.position) >= ${parameters.place(minSize)}::float8`);
    }
    if (first !== null) conditions.push(`s.begins_latest >= ${parameters.place(first)}::date`);
    if (last !== null) conditions.push(`s.begins_latest <= ${parameters.place(last)}::date`);
    if (after !== null) {
      conditions.push(
        `(s.begins_latest, s.id) > (${parameters.place(after.key)}::date, ${parameters.place(after.id)}::uuid)`,
      );
    }
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const shown = shownStances(filters, moment, parameters);
    const found = `(
      SELECT s.actor_id, s.issue_id, s.begins_latest, s.id, before.begins_latest AS before_day
        FROM shown s
       CROSS JOIN LATERAL (
         SELECT b.position, b.begins_latest FROM shown b
          WHERE ${IN_PAIR('b')} AND b.begins_latest < s.begins_latest AND b.position IS NOT NULL
          ORDER BY b.begins_latest DESC, b.id DESC LIMIT 1) before
       WHERE ${conditions.join(' AND ')}
         AND NOT EXISTS (SELECT FROM shown x WHERE ${IN_PAIR('x')} AND x.begins_latest = s.begins_latest AND x.id > s.id AND x.position IS NOT NULL)
       ORDER BY s.begins_latest, s.id LIMIT ${size})`;
    const candidates =
      drivers.length === 0 ? found : `(SELECT f.* FROM ${drivers.join(' CROSS JOIN ')} CROSS JOIN LATERAL ${found} f)`;
    const row = await this.reader.row<{ rows: ShiftRow[]; known_at: string }>(
      `WITH ${shown}, page AS MATERIALIZED (SELECT * FROM ${candidates} c ORDER BY c.begins_latest, c.id LIMIT ${size})
       SELECT ${momentShown(moment)} AS known_at, coalesce(json_agg(json_build_object(
         'actor', a.slug, 'issue', i.slug, 'scale', json_build_object('lowest', l.lowest, 'highest', l.highest),
         'day', p.begins_latest, 'id', p.id,
         'stances', (SELECT json_agg(${STANCE('d')}) FROM shown d
                      WHERE d.actor_id = p.actor_id AND d.issue_id = p.issue_id
                        AND d.begins_latest IN (p.begins_latest, p.before_day) AND d.position IS NOT NULL))
         ORDER BY p.begins_latest, p.id), '[]'::json) AS rows
         FROM page p
         JOIN actor a ON a.id = p.actor_id
         JOIN issue i ON i.id = p.issue_id
         JOIN scale l ON l.id = i.scale_id`,
      parameters.values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return { rows: row.rows, knownAt: row.known_at };
  }
}

interface Which {
  /** FROM items that the pairs come from; none where all are wanted. */
  readonly drivers: string[];
  readonly conditions: string[];
}

function whichPairs({ actorIds, issueIds }: ShiftsQuestion, parameters: Parameters): Which {
  const drivers: string[] = [];
  const conditions: string[] = [];
  if (actorIds !== undefined) {
    drivers.push(`unnest(${parameters.place(actorIds)}::uuid[]) AS wanted_actor (id)`);
    conditions.push('s.actor_id = wanted_actor.id');
  }
  if (issueIds !== undefined) {
    drivers.push(`unnest(${parameters.place(issueIds)}::uuid[]) AS wanted_issue (id)`);
    conditions.push('s.issue_id = wanted_issue.id');
  }
  return { drivers, conditions };
}

function nearPairs(
  { actorIds, issueIds, knownAt }: ShiftsQuestion,
  days: { readonly first: IsoDate; readonly last: IsoDate },
  parameters: Parameters,
): Which {
  const actors = actorIds === undefined ? '' : ` AND c.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`;
  const issues = issueIds === undefined ? '' : ` AND c.issue_id = ANY(${parameters.place(issueIds)}::uuid[])`;
  const { conditions, pairs } = shiftsNear(days, { knownAt, wanted: actors + issues }, parameters);
  return { drivers: [pairs], conditions: [...conditions] };
}
