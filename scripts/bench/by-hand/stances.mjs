import { isoOf } from './points.mjs';

// One page of the list, newest first: of one actor, or of one pair in a window.

const IN_FORCE = `s.superseded_at IS NULL AND s.status = 'PUBLISHED'`;
const CITATIONS = `
  (SELECT json_agg(row_to_json(o)) FROM (
     SELECT r.slug AS source, CASE WHEN c.exact IS NOT NULL THEN (SELECT row_to_json(q) FROM (SELECT c.exact, c.prefix, c.suffix) q) END AS quote,
            c.locator, c.credibility
       FROM citation c JOIN source r ON r.id = c.source_id WHERE c.stance_id = s.id AND c.revision = s.revision ORDER BY c.ordinal) o)`;
const FIELDS = `
  s.id, s.revision, s.status, a.slug AS actor, i.slug AS issue, t.slug AS target, p.slug AS speaker, v.slug AS event, s.act, s.position,
  2 * (s.position - l.lowest)::float8 / (l.highest - l.lowest) - 1 AS score, s.date_edtf AS date, s.earliest, s.latest, s.channel, s.confidence,
  s.summary, s.note, s.external_id AS "externalId", NULLIF(d.slug, 'by-hand') AS dataset, m.id AS import, ${CITATIONS} AS citations,
  iso_moment(s.created_at) AS "createdAt", iso_moment(s.recorded_at) AS "recordedAt", iso_moment(s.superseded_at) AS "supersededAt",
  s.recorded_by AS "recordedBy", s.change_note AS "changeNote"`;
const JOINS = `
  JOIN dataset d ON d.id = s.dataset_id
  LEFT JOIN import m ON m.recorded_at = s.recorded_at
  JOIN actor a ON a.id = s.actor_id
  JOIN issue i ON i.id = s.issue_id
  JOIN scale l ON l.id = i.scale_id
  LEFT JOIN actor t ON t.id = s.target_id
  LEFT JOIN actor p ON p.id = s.speaker_id
  LEFT JOIN event v ON v.id = s.event_id`;
const ORDER = 'ORDER BY s.begins_latest DESC, s.id DESC';
const OF_ACTOR = `${IN_FORCE} AND s.actor_id = (SELECT id FROM actor WHERE slug = $1)`;
const OF_PAIR = `${OF_ACTOR} AND s.issue_id = (SELECT id FROM issue WHERE slug = $2)`;
const ROWS = 51;

const range = (where) => `(SELECT s.* FROM stance s WHERE ${where} ${ORDER} LIMIT ${ROWS})`;
const SOURCES = {
  actor: range(OF_ACTOR),
  after: range(`${OF_ACTOR} AND (s.begins_latest, s.id) < ($2::date, $3::uuid)`),
  window: `(SELECT s.* FROM (
    ${range(`${OF_PAIR} AND NOT s.is_loose AND s.begins_latest >= $3::date AND s.begins_latest < (month_of($4::date) + interval '1 month')::date AND s.begins_earliest <= $4::date`)}
    UNION ALL
    ${range(`${OF_PAIR} AND s.is_loose AND coalesce(s.latest, 'infinity'::date) >= $3::date AND s.begins_earliest <= $4::date`)}) s ${ORDER} LIMIT ${ROWS})`,
};
const KNOWN_AT = '(SELECT iso_moment(k.at) FROM record_clock k) AS known_at';
const MOMENT = { name: 'moment', text: `SELECT ${KNOWN_AT}` };
const PAGE = ROWS - 1;

const asJson = (source) => `
  SELECT coalesce(json_agg(o.document) FILTER (WHERE o.place <= ${PAGE}), '[]')::text AS items, count(*) AS rows,
         (array_agg(o.day))[${PAGE}] AS day, (array_agg(o.id))[${PAGE}] AS id, ${KNOWN_AT}
    FROM (SELECT (SELECT row_to_json(f) FROM (SELECT ${FIELDS}) f) AS document, s.id, s.begins_latest AS day, row_number() OVER (${ORDER}) AS place
            FROM ${source} s ${JOINS} ${ORDER}) o`;
const asRows = (source) => `
  SELECT ${FIELDS}, s.begins_latest, ${KNOWN_AT} FROM ${source} s ${JOINS} ${ORDER}`;

const each = (name, make) =>
  Object.fromEntries(
    Object.entries(SOURCES).map(([key, source]) => [key, { name: `${name}-${key}`, text: make(source) }]),
  );
const JSON_TEXT = each('list-json', asJson);
const AS_ROWS = each('list-rows', asRows);

function asked({ actor, cursor, from, issue, to }) {
  if (issue !== undefined) return ['window', [actor, issue, `${from}-01`, lastDayOf(to)]];
  if (cursor === undefined) return ['actor', [actor]];
  const [, day, id] = atob(cursor.replaceAll('-', '+').replaceAll('_', '/')).split('|');
  return ['after', [actor, day, id]];
}

const lastDayOf = (month) => isoOf(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0) / 86_400_000);

const answerText = (items, next, knownAt) =>
  `{"items":[${items}],"nextCursor":${next === null ? null : `"${btoa(`0|${next.day}|${next.id}`).replaceAll('=', '')}"`},"knownAt":"${knownAt}"}`;

export async function stancesJson(ask, query) {
  const [scope, values] = asked(query);
  const [{ day, id, items, known_at: knownAt, rows }] = await ask(JSON_TEXT[scope], values);
  return answerText(items.slice(1, -1), Number(rows) > PAGE ? { day, id } : null, knownAt);
}

const text = (value) => (value === null ? null : `"${value}"`);
const free = (value) => (value === null ? null : JSON.stringify(value));

export async function stancesRows(ask, query) {
  const [scope, values] = asked(query);
  const rows = await ask({ ...AS_ROWS[scope], rowMode: 'array' }, values);
  let items = '';
  const shown = Math.min(rows.length, PAGE);
  for (let index = 0; index < shown; index += 1) {
    const r = rows[index];
    items +=
      `${index === 0 ? '' : ','}{"id":"${r[0]}","revision":${r[1]},"status":"${r[2]}","actor":"${r[3]}","issue":"${r[4]}","target":${text(r[5])},` +
      `"speaker":${text(r[6])},"event":${text(r[7])},"act":"${r[8]}","position":${r[9]},"score":${r[10]},"date":"${r[11]}","earliest":${text(r[12])},` +
      `"latest":${text(r[13])},"channel":${text(r[14])},"confidence":${text(r[15])},"summary":${free(r[16])},"note":${free(r[17])},` +
      `"externalId":${free(r[18])},"dataset":${text(r[19])},"import":${text(r[20])},"citations":${r[21]},"createdAt":"${r[22]}",` +
      `"recordedAt":"${r[23]}","supersededAt":${text(r[24])},"recordedBy":${free(r[25])},"changeNote":${free(r[26])}}`;
  }
  const last = rows.length > PAGE ? rows[PAGE - 1] : null;
  const knownAt = rows.length > 0 ? rows[0][28] : (await ask(MOMENT, []))[0].known_at;
  return answerText(items, last === null ? null : { day: last[27], id: last[0] }, knownAt);
}
