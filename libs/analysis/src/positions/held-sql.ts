import { RECORDS_SHOWN } from '../records/pair.js';

/** Whose positions on which day; the strings are SQL. */
export interface Held {
  /** Name of the common table expression. */
  readonly name: string;
  readonly day: string;
  /** Rows at most. */
  readonly size: string;
  /** Conditions on the actor_id and issue_id of `c`, each with AND before it. */
  readonly wanted: string;
  /** Positions last known to hold before this day are left out; null leaves none out. */
  readonly youngest: string | null;
}

const COLUMNS = ['begins', 'position', 'lowest', 'highest', 'held_until', 'since', 'n', 'records'] as const;

const columnsOf = (alias: string): string => COLUMNS.map((column) => `${alias}.${column}`).join(', ');

const isYoung = (alias: string, { youngest }: Held): string =>
  youngest === null ? '' : ` AND ${alias}.held_until >= ${youngest}`;

/** The maintained state where the day is late enough for it; a probe for the pairs that have moved on since. */
export const heldInForce = (held: Held): string => `${held.name} AS MATERIALIZED (
  SELECT c.actor_id, c.issue_id, ${columnsOf('c')}
    FROM stance_current c WHERE c.begins <= ${held.day}${held.wanted}${isYoung('c', held)}
   UNION ALL
  SELECT c.actor_id, c.issue_id, ${columnsOf('s')}
    FROM stance_current c CROSS JOIN LATERAL state_on(c.actor_id, c.issue_id, ${held.day}) s
   WHERE c.begins > ${held.day}${held.wanted}${isYoung('s', held)}
   LIMIT ${held.size})`;

/** Pairs that have records now, or had some that were superseded; each with its state among the records `shown`. */
export const heldAmongShown = (held: Held): string => `${held.name} AS MATERIALIZED (
  SELECT p.actor_id, p.issue_id, ${columnsOf('s')}
    FROM (SELECT c.actor_id, c.issue_id FROM stance_current c WHERE true${held.wanted}
           UNION
          SELECT c.actor_id, c.issue_id FROM public.stance c WHERE c.superseded_at IS NOT NULL${held.wanted}) p
   CROSS JOIN LATERAL (${stateFromShown(held.day)}) s
   WHERE true${isYoung('s', held)}
   LIMIT ${held.size})`;

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

const dayOrNull = (day: string): string => `coalesce('"' || CASE WHEN isfinite(${day}) THEN ${day} END || '"', 'null')`;

/**
 * What row `p` says on a day, of an issue with scale `l`, as the text of the fields of an object. Put together by hand
 * in a third less time than row_to_json takes for a matrix: slugs, ids, days and numbers have nothing to be escaped.
 */
const figuresOf = (p: string, day: string): string =>
  `'"position":' || ${p}.position || ',"score":' || (2 * (${p}.position - l.lowest)::float8 / (l.highest - l.lowest) - 1)
   || CASE WHEN ${p}.lowest <> ${p}.highest THEN ',"contested":true,"since":' ELSE ',"contested":false,"since":' END
   || ${dayOrNull(`${p}.since`)}
   || ',"ageDays":' || CASE WHEN ${p}.held_until >= ${day} THEN 0 ELSE ${day} - ${p}.held_until END
   || ',"n":' || ${p}.n || ',"records":["' || array_to_string(${p}.records, '","') || '"]'`;

/** A cell of positions, of actor `a` and issue `i`, as text. */
export const cellText = (p: string, day: string): string =>
  `'{"actor":"' || a.slug || '","issue":"' || i.slug || '",' || ${figuresOf(p, day)} || '}'`;

/** One side of a comparison, with the day on which its records begin; null where row `p` is missing. */
export const sideObject = (p: string, day: string): string =>
  `CASE WHEN ${p}.position IS NOT NULL THEN ('{' || ${figuresOf(p, day)} || ',"begins":' || ${dayOrNull(`${p}.begins`)} || '}')::json END`;
