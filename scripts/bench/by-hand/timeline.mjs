import { bucketsOf, isoOf, pointsOf } from './points.mjs';
import { PAIR_SQL } from './timeline-sql.mjs';

// One pair, or one actor on every issue that there is anything on. Rows of the same tables that the service reads; the
// points are computed in JavaScript.

const number = (day) => `${day} - date '1970-01-01'`;
const LOOSE = `json_build_array(s.id, s.position, ${number('s.latest')},
  CASE WHEN isfinite(s.begins_earliest) THEN ${number('s.begins_earliest')} END, s.is_duration, s.act = 'ABSENCE')`;
const TIGHT = `json_build_array(s.id, s.position, ${number('s.begins_latest')}, ${number('s.begins_earliest')})`;
const IN_FORCE = `s.actor_id = c.actor_id AND s.issue_id = c.issue_id AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'`;

/** Absences of the pair in `c` that are known to their month: neither its months nor its tight records tell of them. */
const ABSENCES = `
  FROM stance s WHERE ${IN_FORCE} AND s.act = 'ABSENCE' AND NOT s.is_loose AND s.begins_latest BETWEEN $1::date AND $2::date`;

/** [months, tight records, loose records, absences] of the pair in `c`, that a window from $1 to $2 needs. */
const RECORDS = (months) => `
  CASE WHEN c.dense THEN (${months}) END AS months,
  CASE WHEN NOT c.dense THEN (
    SELECT json_agg(${TIGHT} ORDER BY s.begins_latest, s.id) FROM stance s
     WHERE ${IN_FORCE} AND NOT s.is_loose AND s.begins_latest <= $2::date)::text END AS tight,
  (SELECT json_agg(${LOOSE} ORDER BY s.begins_latest, s.id) FROM stance s
    WHERE ${IN_FORCE} AND s.is_loose AND s.begins_earliest <= $2::date)::text AS loose,
  (SELECT json_agg(${number('s.begins_latest')}) ${ABSENCES})::text AS absences`;

const SINCE = (unit) => `
  coalesce((SELECT date_trunc('${unit}', b.month::timestamp)::date FROM stance_month b
             WHERE b.actor_id = c.actor_id AND b.issue_id = c.issue_id AND b.month < $1::date AND (b.cluster ->> 1)::integer > 0
             ORDER BY b.month DESC LIMIT 1), '-infinity'::date)`;

const MONTHS_OF = (unit) => `
  SELECT json_agg(g.cluster ORDER BY g.month)::text FROM stance_month g
   WHERE g.actor_id = c.actor_id AND g.issue_id = c.issue_id AND g.month <= $2::date AND g.month >= ${SINCE(unit)}`;

const PAIR = `
  SELECT iso_moment(k.at) AS known_at, l.lowest, l.highest, ${RECORDS(MONTHS_OF('month'))}
    FROM record_clock k, actor a, issue i JOIN scale l ON l.id = i.scale_id
    LEFT JOIN stance_current c ON c.issue_id = i.id
   WHERE a.slug = $3 AND i.slug = $4 AND c.actor_id = a.id`;

const ACTOR = (months) => `
  SELECT iso_moment(k.at) AS known_at, i.slug AS issue, l.lowest, l.highest, ${RECORDS(months)}
    FROM record_clock k, actor a
    JOIN stance_current c ON c.actor_id = a.id
    JOIN issue i ON i.id = c.issue_id JOIN scale l ON l.id = i.scale_id
   WHERE a.slug = $3 ORDER BY i.slug`;

/**
 * Of a year, only the months from which its last positions and newest records come are read whole; of the others, what
 * is counted: the cluster up to the closing brace of its counts.
 */
const MONTHS_OF_YEARS = `
  SELECT '[' || string_agg(CASE WHEN w.is_needed THEN w.cluster ELSE split_part(w.cluster, '}', 1) || '},null]' END, ',' ORDER BY w.month) || ']'
    FROM (SELECT g.month, g.cluster::text AS cluster,
                 coalesce(sum(split_part(g.cluster::text, ',', 2)::integer) OVER later, 0) = 0
                   OR coalesce(sum(split_part(g.cluster::text, ',', 2)::integer + split_part(g.cluster::text, ',', 3)::integer) OVER later, 0) < 5 AS is_needed
            FROM stance_month g
           WHERE g.actor_id = c.actor_id AND g.issue_id = c.issue_id AND g.month <= $2::date AND g.month >= ${SINCE('year')}
          WINDOW later AS (PARTITION BY extract(year FROM g.month) ORDER BY g.month DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) w`;

const parsed = (text) => (text === null ? [] : JSON.parse(text));

function windowOf({ from, interval, to }) {
  const buckets = bucketsOf(from, to, interval);
  return { buckets, first: buckets.starts[0], last: isoOf(buckets.firsts[buckets.count] - 1) };
}

export function seriesText(points, { actor, issue, knownAt }) {
  const url = `/v1/stances?actor=${actor}&issue=${issue}&knownAt=${encodeURIComponent(knownAt)}{&from,to}`;
  return `{"actor":"${actor}","issue":"${issue}","points":${points},"recordsUrl":"${url}"}`;
}

export function answerText(series, { fill, from, interval, knownAt, to }) {
  const parameters = JSON.stringify({ interval, from, to, fill });
  return `{"series":[${series}],"method":{"id":"last","version":1,"reference":"docs/methodology.md#last","parameters":${parameters}},"knownAt":"${knownAt}"}`;
}

async function answerFrom(ask, statement, query) {
  const { buckets, first, last } = windowOf(query);
  const values = [first, last, query.actor, ...(query.issue === undefined ? [] : [query.issue])];
  const rows = await ask(statement, values);
  const knownAt = rows[0].known_at;
  const series = rows.map(({ absences, highest, issue = query.issue, loose, lowest, months, tight }) => {
    const records = { months: parsed(months), tight: parsed(tight), loose: parsed(loose), absences: parsed(absences) };
    const points = pointsOf({ buckets, ...records, lowest: Number(lowest), highest: Number(highest) });
    return seriesText(points, { actor: query.actor, issue, knownAt });
  });
  return answerText(series.join(','), { ...query, knownAt });
}

/** The same for one pair as rows of [kind, …]: what was put together in PostgreSQL only to be taken apart here. */
const PAIR_APART = `
  WITH p AS MATERIALIZED (
    SELECT c.actor_id, c.issue_id, c.dense, l.lowest, l.highest
      FROM actor a, issue i JOIN scale l ON l.id = i.scale_id JOIN stance_current c ON c.issue_id = i.id
     WHERE a.slug = $3 AND i.slug = $4 AND c.actor_id = a.id)
  SELECT 'p', iso_moment(k.at), p.lowest, p.highest::integer, NULL::integer, NULL::boolean, NULL::boolean FROM record_clock k, p
   UNION ALL
  (SELECT 'm', c.cluster::text, NULL, NULL, NULL, NULL, NULL FROM p
     JOIN stance_month c ON c.actor_id = p.actor_id AND c.issue_id = p.issue_id
    WHERE p.dense AND c.month <= $2::date AND c.month >= ${SINCE('month')} ORDER BY c.month)
   UNION ALL
  (SELECT 't', s.id::text, s.position, ${number('s.begins_latest')}, ${number('s.begins_earliest')}, false, false
     FROM p c JOIN stance s ON ${IN_FORCE} WHERE NOT c.dense AND NOT s.is_loose AND s.begins_latest <= $2::date ORDER BY s.begins_latest, s.id)
   UNION ALL
  (SELECT 'l', s.id::text, s.position, ${number('s.latest')}, CASE WHEN isfinite(s.begins_earliest) THEN ${number('s.begins_earliest')} END, s.is_duration, s.act = 'ABSENCE'
     FROM p c JOIN stance s ON ${IN_FORCE} WHERE s.is_loose AND s.begins_earliest <= $2::date ORDER BY s.begins_latest, s.id)
   UNION ALL
  SELECT 'a', a.day::text, NULL, NULL, NULL, NULL, NULL FROM p c CROSS JOIN LATERAL (SELECT ${number('s.begins_latest')} AS day ${ABSENCES}) a`;

const statement = (name, text) => ({ name, text });
const PAIR_JSON = statement('pair-json', PAIR);
const PAIR_ROWS = statement('pair-rows', PAIR_APART);
const ACTOR_JSON = statement('actor-json', ACTOR(MONTHS_OF('year')));
const ACTOR_YEARS = statement('actor-years', ACTOR(MONTHS_OF_YEARS));

/** Each is given `ask(statement, values)` and the parameters as they stand in the address. */
export const timelineJson = (ask, query) => answerFrom(ask, query.issue === undefined ? ACTOR_JSON : PAIR_JSON, query);
export const timelineYears = (ask, query) => answerFrom(ask, ACTOR_YEARS, query);

const numberOf = (text) => (text === null ? null : Number(text));

/** One pair, as rows. */
export async function timelineRows(ask, query) {
  const { buckets, first, last } = windowOf(query);
  const rows = await ask({ ...PAIR_ROWS, rowMode: 'array' }, [first, last, query.actor, query.issue]);
  const months = [];
  const absences = [];
  const records = { t: [], l: [] };
  let pair;
  for (const row of rows) {
    const [kind, text, position, latest, earliest, isDuration, isAbsence] = row;
    if (kind === 'm') months.push(text);
    else if (kind === 'p') pair = row;
    else if (kind === 'a') absences.push(Number(text));
    else {
      const days = [numberOf(latest), numberOf(earliest)];
      records[kind].push([text, numberOf(position), ...days, isDuration === 't', isAbsence === 't']);
    }
  }
  const [, knownAt, lowest, highest] = pair;
  const bounds = { lowest: Number(lowest), highest: Number(highest) };
  const points = pointsOf({
    buckets,
    months: parsed(`[${months.join(',')}]`),
    tight: records.t,
    loose: records.l,
    absences,
    ...bounds,
  });
  return answerText(seriesText(points, { ...query, knownAt }), { ...query, knownAt });
}

/** One pair with nothing left to compute here. */
export async function timelineSql(ask, query) {
  const { first, last } = windowOf(query);
  const [{ known_at: knownAt, points }] = await ask(PAIR_SQL, [first, last, query.actor, query.issue]);
  return answerText(seriesText(points, { ...query, knownAt }), { ...query, knownAt });
}
