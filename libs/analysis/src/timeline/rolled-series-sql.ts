import type { Interval } from '@app/domain';
import { RECORDS_SHOWN } from '../records/pair.js';
import { dayNumber, kindOf, seedStart, weightOf } from './series-sql.js';

/** [projection, id, position, latest day, earliest day, kind, and its weight where `weights` are given] of `k`. */
export const rolledRecord = (weights: string | null): string =>
  `json_build_array(k.projection, k.id, k.position, ${dayNumber('k.latest')}, ${dayNumber('k.earliest')}, ${kindOf('k')}${weights === null ? '' : `, ${weightOf('k', weights)}`})`;

/**
 * Common table expressions that end in `kept`: of the records in the query `taken`, those that a window beginning on
 * `from` needs. That is all that may fall in it, and of those before it what is carried in, as for single pairs.
 */
export function keptFrom(taken: string, from: string | null, interval: Interval | null): string {
  if (from === null) return `kept AS MATERIALIZED (${taken})`;
  const lastBefore = (column: string): string =>
    `max(t.${column}) FILTER (WHERE NOT t.is_duration AND t.${column} < ${from})`;
  const lastHeld = `max(least(coalesce(t.latest, 'infinity'::date), ${from} - 1)) FILTER (WHERE t.is_duration)`;
  const orAnyDay = (day: string): string => `coalesce(${day}, '-infinity'::date)`;
  return `
    taken AS MATERIALIZED (${taken}),
    tight AS (
      SELECT t.place, t.actor_id, ${seedStart(interval, 'max(t.begins_latest)')} AS points
        FROM taken t WHERE NOT t.is_loose AND t.position IS NOT NULL AND t.begins_latest < month_of(${from}) GROUP BY t.place, t.actor_id),
    loose AS (
      SELECT t.place, t.actor_id, least(${seedStart(interval, lastBefore('begins_latest'))}, ${seedStart(interval, lastBefore('begins_earliest'))}) AS points,
             ${seedStart(interval, lastHeld)} AS held, max(t.begins_earliest) FILTER (WHERE t.is_duration) AS begun
        FROM taken t WHERE t.is_loose AND t.position IS NOT NULL AND t.begins_earliest < ${from} GROUP BY t.place, t.actor_id),
    kept AS MATERIALIZED (
      SELECT t.* FROM taken t
        LEFT JOIN tight ON tight.place = t.place AND tight.actor_id = t.actor_id
        LEFT JOIN loose ON loose.place = t.place AND loose.actor_id = t.actor_id
       WHERE CASE WHEN NOT t.is_loose THEN t.begins_latest >= ${orAnyDay('tight.points')}
                  WHEN t.is_duration THEN coalesce(t.latest, 'infinity'::date) >= ${orAnyDay('loose.held')}
                    OR t.begins_earliest >= ${orAnyDay('loose.begun')}
                  ELSE t.begins_latest >= ${orAnyDay('loose.points')} END)`;
}

/** A curve's front of the group, from `marked k`: [day, position, lowest, highest, ids]. */
function front(column: string): string {
  const own = `k.${column} = k.last_${column} AND k.position IS NOT NULL`;
  return `CASE WHEN count(k.position) > 0 THEN json_build_array(${dayNumber(`max(k.last_${column})`)},
    (array_agg(k.position ORDER BY k.id DESC) FILTER (WHERE ${own}))[1],
    min(k.position) FILTER (WHERE ${own}), max(k.position) FILTER (WHERE ${own}),
    (array_agg(k.id ORDER BY k.id DESC) FILTER (WHERE ${own}))[1:${RECORDS_SHOWN}]) END`;
}

/**
 * The points of `kept` that lie within one month, as one cluster for each series, projection and bucket; in the columns
 * (place, actor_id, m, r).
 */
export function clustersBy(interval: Interval): string {
  const newest = (what: string): string =>
    `(array_agg(${what} ORDER BY k.begins_latest DESC, k.id DESC))[1:${RECORDS_SHOWN}]`;
  const lastOf = (column: string): string =>
    `max(b.${column}) FILTER (WHERE b.position IS NOT NULL) OVER same AS last_${column}`;
  return `
    SELECT c.place, c.actor_id, json_agg(c.cluster ORDER BY c.bucket), NULL::json
      FROM (
        SELECT k.place, k.actor_id, k.bucket,
               json_build_array(k.projection, ${dayNumber('k.bucket')}, ${dayNumber('max(k.begins_latest)')}, count(*) - count(k.position),
                 array_agg(k.position) FILTER (WHERE k.position IS NOT NULL), ${front('begins_latest')}, ${front('begins_earliest')},
                 ${newest('k.id')}, ${newest(dayNumber('k.begins_latest'))}, count(*) FILTER (WHERE k.act = 'ABSENCE')) AS cluster
          FROM (SELECT b.*, ${lastOf('begins_latest')}, ${lastOf('begins_earliest')}
                  FROM (SELECT t.*, date_trunc('${interval}', t.begins_latest::timestamp)::date AS bucket FROM kept t WHERE NOT t.is_loose) b
                WINDOW same AS (PARTITION BY b.place, b.actor_id, b.projection, b.bucket)) k
         GROUP BY k.place, k.actor_id, k.projection, k.bucket) c
     GROUP BY c.place, c.actor_id`;
}
