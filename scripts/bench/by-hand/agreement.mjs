// How far one actor agrees with each of the others on a day: graded, on the issues that both hold a position on.

const LEAST_COMMON = 5;
/** The score of each pair: of the maintained state, or found by a probe where the pair has moved on since. */
const SCORES = `
  scores AS MATERIALIZED (
    SELECT p.actor_id, p.issue_id, 2 * (p.position - l.lowest)::float8 / (l.highest - l.lowest) - 1 AS score
      FROM (SELECT c.actor_id, c.issue_id, c.position FROM stance_current c WHERE c.begins <= $1::date
             UNION ALL
            SELECT c.actor_id, c.issue_id, s.position FROM stance_current c CROSS JOIN LATERAL (
              SELECT s.position FROM stance s
               WHERE s.actor_id = c.actor_id AND s.issue_id = c.issue_id AND s.begins_latest <= $1::date AND s.position IS NOT NULL
                 AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
               ORDER BY s.begins_latest DESC, s.id DESC LIMIT 1) s
             WHERE c.begins > $1::date) p
      JOIN issue i ON i.id = p.issue_id JOIN scale l ON l.id = i.scale_id)`;
const KNOWN_AT = '(SELECT iso_moment(k.at) FROM record_clock k) AS known_at';

const ALL_IN_SQL = {
  name: 'agreement-sql',
  text: `
  WITH ${SCORES}, own AS MATERIALIZED (
    SELECT s.issue_id, s.score FROM scores s WHERE s.actor_id = (SELECT id FROM actor WHERE slug = $2)
  ), compared AS (
    SELECT s.actor_id, count(own.score) AS n, sum(abs(s.score - own.score)) AS distance
      FROM scores s LEFT JOIN own ON own.issue_id = s.issue_id
     WHERE s.actor_id <> (SELECT id FROM actor WHERE slug = $2) GROUP BY s.actor_id
  ), items AS (
    SELECT '{"a":"' || $2 || '","b":"' || a.slug || '","measure":"graded","value":'
           || CASE WHEN c.n < ${LEAST_COMMON} THEN 'null,"reason":"too-few"' ELSE (1 - c.distance / 2 / c.n)::text || ',"reason":null' END
           || ',"n":' || c.n || ',"lower":null,"upper":null}' AS item
      FROM compared c JOIN actor a ON a.id = c.actor_id ORDER BY a.slug
  )
  SELECT (SELECT string_agg(item, ',') FROM items) AS items, (SELECT count(*) FROM compared) AS pairs,
         (SELECT count(DISTINCT actor_id) FROM scores) AS actors, (SELECT count(DISTINCT issue_id) FROM scores) AS units, ${KNOWN_AT}`,
};

const SCORES_OF_ACTORS = {
  name: 'agreement-rows',
  text: `
  WITH ${SCORES}, units AS (SELECT issue_id, row_number() OVER () - 1 AS unit FROM (SELECT DISTINCT issue_id FROM scores) d)
  SELECT a.slug, r.units, r.scores, ${KNOWN_AT}
    FROM (SELECT s.actor_id, array_agg(u.unit) AS units, array_agg(s.score) AS scores
            FROM scores s JOIN units u ON u.issue_id = s.issue_id GROUP BY s.actor_id) r
    JOIN actor a ON a.id = r.actor_id ORDER BY a.slug`,
};

function answerText({ actor, to }, { actors, items, knownAt, pairs, units }) {
  const known = encodeURIComponent(knownAt);
  const rules = 'abstention=position&absence=dropped&unanimous=kept&weights=equal';
  return (
    `{"items":[${items}],"counts":{"actors":${actors},"pairs":${pairs},"units":${units},"unanimous":0},` +
    `"unitsUrl":"/v1/agreement/units?to=${to}&${rules}&knownAt=${known}{&actor,with}",` +
    `"recordsUrl":"/v1/stances?to=${to}&knownAt=${known}{&actor}",` +
    `"method":{"id":"agreement","version":1,"reference":"docs/methodology.md#agreement","parameters":{"actor":["${actor}"],"with":null,` +
    `"issue":null,"rollup":null,"from":null,"to":"${to}","measure":["graded"],"distance":null,"abstention":"position","absence":"dropped",` +
    `"unanimous":"kept","weights":"equal","minN":${LEAST_COMMON},"bootstrap":0,"seed":null}},"knownAt":"${knownAt}"}`
  );
}

export async function agreementSql(ask, query) {
  const [{ known_at: knownAt, ...row }] = await ask(ALL_IN_SQL, [query.to, query.actor]);
  return answerText(query, { ...row, knownAt });
}

const numbersOf = (array) => array.slice(1, -1).split(',').map(Number);

export async function agreementRows(ask, query) {
  const rows = await ask({ ...SCORES_OF_ACTORS, rowMode: 'array' }, [query.to]);
  const held = rows.map(([slug, units, scores]) => ({ slug, units: numbersOf(units), scores: numbersOf(scores) }));
  const own = [];
  const seen = new Set();
  for (const { scores, slug, units } of held) {
    for (const unit of units) seen.add(unit);
    if (slug === query.actor) units.forEach((unit, index) => (own[unit] = scores[index]));
  }
  const items = held.flatMap(({ scores, slug, units }) => {
    if (slug === query.actor) return [];
    let n = 0;
    let distance = 0;
    for (let index = 0; index < units.length; index += 1) {
      const other = own[units[index]];
      if (other === undefined) continue;
      n += 1;
      distance += Math.abs(scores[index] - other);
    }
    const value = n < LEAST_COMMON ? 'null,"reason":"too-few"' : `${1 - distance / 2 / n},"reason":null`;
    return `{"a":"${query.actor}","b":"${slug}","measure":"graded","value":${value},"n":${n},"lower":null,"upper":null}`;
  });
  const counts = { actors: rows.length, pairs: items.length, units: seen.size };
  return answerText(query, { ...counts, items: items.join(','), knownAt: rows[0][3] });
}
