import { Injectable } from '@nestjs/common';
import { jsonObject, momentShown, Reader } from '@app/database';
import type { IsoDate } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { RECORDS_SHOWN } from '../records/pair.js';
import { shownStances } from '../records/shown-stances.js';

export interface PositionsQuestion {
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly on: IsoDate;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  /** Cells at most; one more is read, so that the caller sees when there are more. */
  readonly limit: number;
}

/** `cells` is a JSON array. */
export interface PositionsAnswer {
  readonly cells: string;
  readonly count: number;
  readonly known_at: string;
}

/**
 * The state of pair `p` on a day, from `shown`, in the columns of the type pair_state. The same rule as the function
 * state_on, for questions whose records are not simply those in force.
 */
const stateFromShown = (day: string): string => `
  SELECT front.begins_latest AS begins, front.position, tied.lowest, tied.highest,
         CASE WHEN front.is_duration THEN coalesce(front.latest, 'infinity'::date) ELSE front.begins_latest END AS held_until,
         run.since, tied.n, tied.records
    FROM (SELECT s.begins_latest, s.position, s.is_duration, s.latest FROM shown s
           WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.begins_latest <= ${day} AND s.position IS NOT NULL
           ORDER BY s.begins_latest DESC, s.id DESC LIMIT 1) front
   CROSS JOIN LATERAL (
      SELECT min(s.position) AS lowest, max(s.position) AS highest, count(*)::integer AS n,
             (array_agg(s.id ORDER BY s.id DESC))[1:${RECORDS_SHOWN}] AS records
        FROM shown s
       WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.begins_latest = front.begins_latest AND s.position IS NOT NULL) tied
   LEFT JOIN LATERAL (
      SELECT s.begins_latest, s.id FROM shown s
       WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.begins_latest <= front.begins_latest AND s.position <> front.position
       ORDER BY s.begins_latest DESC, s.id DESC LIMIT 1) broken ON true
   CROSS JOIN LATERAL (
      SELECT s.begins_latest AS since FROM shown s
       WHERE s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.position = front.position
         AND (s.begins_latest, s.id) > (coalesce(broken.begins_latest, '-infinity'::date), coalesce(broken.id, '00000000-0000-0000-0000-000000000000'))
       ORDER BY s.begins_latest, s.id LIMIT 1) run`;

const scoreOf = (position: string): string => `2 * (${position} - l.lowest)::float8 / (l.highest - l.lowest) - 1`;

const cell = (day: string): string =>
  jsonObject([
    ['actor', 'a.slug'],
    ['issue', 'i.slug'],
    ['position', 'p.position'],
    ['score', scoreOf('p.position')],
    ['contested', 'p.lowest <> p.highest'],
    ['since', 'CASE WHEN isfinite(p.since) THEN p.since END'],
    ['ageDays', `CASE WHEN p.held_until >= ${day} THEN 0 ELSE ${day} - p.held_until END`],
    ['n', 'p.n'],
    ['records', 'p.records'],
  ]);

/** Reads who stands where on a day. */
@Injectable()
export class PositionsReadModel {
  constructor(private readonly reader: Reader) {}

  async of(question: PositionsQuestion): Promise<PositionsAnswer> {
    const { actorIds, filters, issueIds, knownAt, limit, on } = question;
    const parameters = new Parameters();
    const day = `${parameters.place(on)}::date`;
    const size = `${parameters.place(limit + 1)}::integer`;
    const wanted = [
      ...(actorIds === undefined ? [] : [`c.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`]),
      ...(issueIds === undefined ? [] : [`c.issue_id = ANY(${parameters.place(issueIds)}::uuid[])`]),
    ].map((condition) => ` AND ${condition}`);
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const simple = filters === null && knownAt === null;
    const states = simple
      ? currentOrProbed(day, size, wanted.join(''))
      : anyState(question, moment, parameters, day, size, wanted.join(''));
    const row = await this.reader.row<PositionsAnswer>(
      `WITH ${states}
       SELECT coalesce(json_agg(${cell(day)} ORDER BY a.slug, i.slug), '[]'::json)::text AS cells, count(*)::integer AS count,
              ${momentShown(moment)} AS known_at
         FROM states p
         JOIN actor a ON a.id = p.actor_id
         JOIN issue i ON i.id = p.issue_id
         JOIN scale l ON l.id = i.scale_id`,
      parameters.values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }
}

/** The maintained state where the day is late enough for it; a probe for the pairs that have moved on since. */
const currentOrProbed = (day: string, size: string, wanted: string): string => `states AS MATERIALIZED (
  SELECT c.actor_id, c.issue_id, c.position, c.lowest, c.highest, c.held_until, c.since, c.n, c.records
    FROM stance_current c WHERE c.begins <= ${day}${wanted}
   UNION ALL
  SELECT c.actor_id, c.issue_id, s.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records
    FROM stance_current c CROSS JOIN LATERAL state_on(c.actor_id, c.issue_id, ${day}) s WHERE c.begins > ${day}${wanted}
   LIMIT ${size})`;

/** Pairs that have records now, or had some that were superseded; each with its state among the records shown. */
const anyState = (
  { filters }: PositionsQuestion,
  moment: number | null,
  parameters: Parameters,
  day: string,
  size: string,
  wanted: string,
): string => `${shownStances(filters, moment, parameters)}, states AS MATERIALIZED (
  SELECT p.actor_id, p.issue_id, s.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records
    FROM (SELECT c.actor_id, c.issue_id FROM stance_current c WHERE true${wanted}
           UNION
          SELECT c.actor_id, c.issue_id FROM public.stance c WHERE c.superseded_at IS NOT NULL${wanted}) p
   CROSS JOIN LATERAL (${stateFromShown(day)}) s
   LIMIT ${size})`;
