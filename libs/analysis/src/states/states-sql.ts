import { Parameters, type StanceFilters } from '@app/ledger';
import type { DayWindow } from '@app/domain';
import { shownStances } from '../records/shown-stances.js';

/** How the last positions are found: in the maintained state, by a probe for each pair, or by looking through records. */
export type Strategy = 'state' | 'probes' | 'scan';

/** Pieces of one statement. */
export interface StatesSql {
  /**
   * Common table expressions, among them `chosen`: place, actor_id, issue_id and position, the event_id where events are
   * asked for, and the id where records are.
   */
  readonly ctes: string;
  /** Names of those of them that are bounded: what is looked at. */
  readonly bounded: readonly string[];
  readonly parameters: Parameters;
  /** The place of the moment among the parameters. */
  readonly moment: number | null;
}

interface Wanted {
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  readonly absences: boolean;
  readonly records: boolean;
}

/** Last day on which a record is known to have held. */
const HELD_UNTIL = `CASE WHEN s.is_duration THEN coalesce(s.latest, 'infinity'::date) ELSE s.begins_latest END`;
const STATE_ORDER = 's.begins_latest DESC, s.id DESC';

function wantedOf({ actorIds, issueIds }: Wanted, parameters: Parameters): (alias: string) => string {
  const actors = actorIds === undefined ? null : parameters.place(actorIds);
  const issues = issueIds === undefined ? null : parameters.place(issueIds);
  return (alias) =>
    (actors === null ? '' : ` AND ${alias}.actor_id = ANY(${actors}::uuid[])`) +
    (issues === null ? '' : ` AND ${alias}.issue_id = ANY(${issues}::uuid[])`);
}

/**
 * The position of each pair that is in force on the last day of each window, where it was last known to hold on the
 * window's first day or later; absences in the window beside them.
 * @param limit how many pairs × windows may be looked at; one more is, so that the caller sees when there are more
 */
export function statesInWindows(
  wanted: Wanted,
  windows: readonly DayWindow[],
  strategy: Strategy,
  limit: number,
): StatesSql {
  const parameters = new Parameters();
  const places = placesOf(windows, parameters);
  const size = `${parameters.place(limit + 1)}::integer`;
  const of = wantedOf(wanted, parameters);
  const moment = wanted.knownAt === null ? null : parameters.values.push(wanted.knownAt);
  const absent = wanted.absences
    ? `UNION ALL
       SELECT w.place, s.actor_id, s.issue_id, NULL::smallint${idOf(wanted, 's.id')}
         FROM places w JOIN shown s ON s.begins_latest <= w.last AND ${HELD_UNTIL} >= w.first
        WHERE s.act = 'ABSENCE' AND s.position IS NULL${of('s')}`
    : '';
  const { candidates, found } = { state: fromState, probes: byProbes, scan: byScan }[strategy](of, size, wanted);
  const ctes = `${shownStances(wanted.filters, moment, parameters)}, ${places},
    candidates AS MATERIALIZED (${candidates}),
    chosen AS MATERIALIZED (${found} ${absent})`;
  return { ctes, bounded: ['candidates', 'chosen'], parameters, moment };
}

/** The windows as rows of `places`. One alone is part of each condition, so that the planner knows what it leaves. */
function placesOf(windows: readonly DayWindow[], parameters: Parameters): string {
  const firsts = windows.map(({ first }) => first ?? '-infinity');
  const lasts = windows.map(({ last }) => last ?? 'infinity');
  if (windows.length === 1) {
    const [first, last] = [parameters.place(firsts[0]), parameters.place(lasts[0])];
    return `places AS NOT MATERIALIZED (SELECT 0 AS place, ${first}::date AS first, ${last}::date AS last)`;
  }
  return `places AS MATERIALIZED (
    SELECT (w.place - 1)::integer AS place, w.first, w.last
      FROM unnest(${parameters.place(firsts)}::date[], ${parameters.place(lasts)}::date[]) WITH ORDINALITY w (first, last, place))`;
}

/** The id of the record, as a further column where it is asked for. */
const idOf = ({ records }: Wanted, id: string): string => (records ? `, ${id} AS id` : '');

interface Found {
  readonly candidates: string;
  readonly found: string;
}

/** A pair's present state is that of an earlier day as well, unless it has moved on since: then a probe finds it. */
const fromState = (of: (alias: string) => string, size: string, wanted: Wanted): Found => ({
  candidates: `
    SELECT w.place, w.first, w.last, c.actor_id, c.issue_id
      FROM places w JOIN stance_current c ON c.begins > w.last AND c.total > 1
     WHERE true${of('c')} LIMIT ${size}`,
  found: `
    (SELECT w.place, c.actor_id, c.issue_id, c.position${idOf(wanted, 'c.records[1]')}
       FROM places w JOIN stance_current c ON c.begins <= w.last AND c.held_until >= w.first
      WHERE true${of('c')} LIMIT ${size})
     UNION ALL
    SELECT c.place, c.actor_id, c.issue_id, s.position${idOf(wanted, 's.id')} FROM candidates c CROSS JOIN LATERAL (${PROBE}) s
     WHERE s.held_until >= c.first`,
});

const PROBE = `
  SELECT s.position, s.id, ${HELD_UNTIL} AS held_until FROM shown s
   WHERE s.actor_id = c.actor_id AND s.issue_id = c.issue_id AND s.begins_latest <= c.last AND s.position IS NOT NULL
   ORDER BY ${STATE_ORDER} LIMIT 1`;

/** Pairs that have records now or had some that were superseded, each with a probe among the records shown. */
const byProbes = (of: (alias: string) => string, size: string, wanted: Wanted): Found => ({
  candidates: `
    SELECT w.place, w.first, w.last, p.actor_id, p.issue_id FROM places w CROSS JOIN (
      SELECT c.actor_id, c.issue_id FROM stance_current c WHERE true${of('c')}
      ${wanted.knownAt === null ? '' : `UNION SELECT c.actor_id, c.issue_id FROM public.stance c WHERE c.superseded_at IS NOT NULL${of('c')}`}) p
     LIMIT ${size}`,
  found: `
    SELECT c.place, c.actor_id, c.issue_id, s.position${idOf(wanted, 's.id')} FROM candidates c CROSS JOIN LATERAL (${PROBE}) s
     WHERE s.held_until >= c.first`,
});

/** All records shown up to the last day: for filters that leave few, and pairs that have few. */
const byScan = (of: (alias: string) => string, size: string, wanted: Wanted): Found => ({
  candidates: `
    SELECT w.place, w.first, s.actor_id, s.issue_id, s.position, s.id, s.begins_latest, ${HELD_UNTIL} AS held_until
      FROM places w JOIN shown s ON s.begins_latest <= w.last
     WHERE s.position IS NOT NULL${of('s')} LIMIT ${size}`,
  found: `
    SELECT s.place, s.actor_id, s.issue_id, s.position${idOf(wanted, 's.id')} FROM (
      SELECT DISTINCT ON (s.place, s.actor_id, s.issue_id) s.* FROM candidates s
       ORDER BY s.place, s.actor_id, s.issue_id, ${STATE_ORDER}) s
     WHERE s.held_until >= s.first`,
});

/** The last position of each pair among the records of each event, or an absence where it has none; in a window of days. */
export function statesAtEvents(wanted: Wanted, { first, last }: DayWindow, limit: number): StatesSql {
  const parameters = new Parameters();
  const from = `${parameters.place(first ?? '-infinity')}::date`;
  const until = `${parameters.place(last ?? 'infinity')}::date`;
  const size = `${parameters.place(limit + 1)}::integer`;
  const of = wantedOf(wanted, parameters);
  const moment = wanted.knownAt === null ? null : parameters.values.push(wanted.knownAt);
  const absent = wanted.absences ? ` OR s.act = 'ABSENCE'` : '';
  const ctes = `${shownStances(wanted.filters, moment, parameters)},
    candidates AS MATERIALIZED (
      SELECT s.event_id, s.actor_id, s.issue_id, s.position, s.id, s.begins_latest FROM shown s
       WHERE s.event_id IS NOT NULL AND s.begins_latest <= ${until} AND ${HELD_UNTIL} >= ${from}
         AND (s.position IS NOT NULL${absent})${of('s')} LIMIT ${size}),
    chosen AS MATERIALIZED (
      SELECT DISTINCT ON (s.event_id, s.actor_id, s.issue_id) 0 AS place, s.event_id, s.actor_id, s.issue_id, s.position${idOf(wanted, 's.id')}
        FROM candidates s
       ORDER BY s.event_id, s.actor_id, s.issue_id, (s.position IS NULL), ${STATE_ORDER})`;
  return { ctes, bounded: ['candidates'], parameters, moment };
}
