// All cells, or those of one actor, on a day.

const SINCE = `CASE WHEN isfinite(p.since) THEN p.since END`;
const AGE = `CASE WHEN p.held_until >= $1::date THEN 0 ELSE $1::date - p.held_until END`;
const SCORE = '2 * (p.position - l.lowest)::float8 / (l.highest - l.lowest) - 1';
const COUNT = 'count(*)::integer AS count';
const KNOWN_AT = '(SELECT iso_moment(k.at) FROM record_clock k) AS known_at';
const STATE = 's.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records';

/** The maintained state of each pair; a probe of those that have moved on since. */
const statesOf = (wanted) => `
  (SELECT s.actor_id, s.issue_id, ${STATE} FROM stance_current s WHERE s.begins <= $1::date${wanted('s')}
    UNION ALL
   SELECT c.actor_id, c.issue_id, ${STATE}
     FROM stance_current c CROSS JOIN LATERAL state_on(c.actor_id, c.issue_id, $1::date) s WHERE c.begins > $1::date${wanted('c')}) p
  JOIN actor a ON a.id = p.actor_id JOIN issue i ON i.id = p.issue_id JOIN scale l ON l.id = i.scale_id`;
const SOURCES = {
  all: statesOf(() => ''),
  one: statesOf((alias) => ` AND ${alias}.actor_id = (SELECT id FROM actor WHERE slug = $2)`),
};

const asJson = (source) => `
  SELECT coalesce(json_agg(row_to_json(o)), '[]')::text AS cells, ${COUNT}, ${KNOWN_AT} FROM (
    SELECT a.slug AS actor, i.slug AS issue, p.position, ${SCORE} AS score, p.lowest <> p.highest AS contested, ${SINCE} AS since,
           ${AGE} AS "ageDays", p.n, p.records
      FROM ${source} ORDER BY a.slug, i.slug) o`;

/** No slug, number, day or id needs to be escaped. */
const asText = (source) => `
  SELECT '[' || coalesce(string_agg(o.cell, ','), '') || ']' AS cells, ${COUNT}, ${KNOWN_AT} FROM (
    SELECT '{"actor":"' || a.slug || '","issue":"' || i.slug || '","position":' || p.position || ',"score":' || (${SCORE})
        || CASE WHEN p.lowest <> p.highest THEN ',"contested":true,"since":' ELSE ',"contested":false,"since":' END
        || coalesce('"' || ${SINCE} || '"', 'null') || ',"ageDays":' || ${AGE} || ',"n":' || p.n
        || ',"records":["' || array_to_string(p.records, '","') || '"]}' AS cell
      FROM ${source} ORDER BY a.slug, i.slug) o`;

const asRows = (source) => `
  SELECT a.slug, i.slug, p.position, ${SCORE}, p.lowest <> p.highest, ${SINCE}, ${AGE}, p.n, p.records, ${KNOWN_AT}
    FROM ${source} ORDER BY a.slug, i.slug`;

const both = (name, make) => ({
  all: { name: `${name}-all`, text: make(SOURCES.all) },
  one: { name: `${name}-one`, text: make(SOURCES.one) },
});
const JSON_TEXT = both('positions-json', asJson);
const TEXT = both('positions-text', asText);
const ROWS = both('positions-rows', asRows);

const asked = ({ actor, on }) => (actor === undefined ? ['all', [on]] : ['one', [on, actor]]);

const answerText = (on, cells, count, knownAt) =>
  `{"on":"${on}","cells":${cells},"counts":{"cells":${count}},"method":{"id":"last","version":1,"reference":"docs/methodology.md#last","parameters":{"on":"${on}"}},` +
  `"recordsUrl":"/v1/stances?to=${on}&knownAt=${encodeURIComponent(knownAt)}{&actor,issue}","knownAt":"${knownAt}"}`;

const inOneText = (statements) => async (ask, query) => {
  const [scope, values] = asked(query);
  const [{ cells, count, known_at: knownAt }] = await ask(statements[scope], values);
  return answerText(query.on, cells, count, knownAt);
};

export const positionsJson = inOneText(JSON_TEXT);
export const positionsText = inOneText(TEXT);

export async function positionsRows(ask, query) {
  const [scope, values] = asked(query);
  const rows = await ask({ ...ROWS[scope], rowMode: 'array' }, values);
  let cells = '';
  for (const [actor, issue, position, score, contested, since, age, n, records] of rows) {
    cells +=
      `${cells === '' ? '' : ','}{"actor":"${actor}","issue":"${issue}","position":${position},"score":${score},` +
      `"contested":${contested === 't'},"since":${since === null ? null : `"${since}"`},"ageDays":${age},"n":${n},` +
      `"records":["${records.slice(1, -1).replaceAll(',', '","')}"]}`;
  }
  return answerText(query.on, `[${cells}]`, rows.length, rows[0][9]);
}
