// The generated data, as SQL. Every figure of a row is drawn by a hash of the row's number and a seed of its own, so
// that a fill can be repeated, and so that no two columns move together (several random() in one query may).

/** Raised when the data change, so that kept databases are filled anew. */
export const GENERATOR = 2;

const ACTORS = 200;
const ISSUES = 50;
export const PAIRS = 9900;
const SOURCES = 2000;
const EVENTS = 200;
const SLOTS = 1_048_576;
/** The weight of the pair of rank r is 1 / (r + this): the densest has 1.7 % of all rows, the median one 0.003 %. */
const FLATNESS = 7.5;
const FIRST_DAY = '1996-12-01';
const DAYS = 10_957;

const draw = (row, seed) => `(hashint8extended(${row}, ${seed}) & 2147483647)`;
const below = (row, seed, bound) => `(${draw(row, seed)} % ${bound})::integer`;

const WORDS = [
  'envoy', 'talks', 'sanctions', 'border', 'aid', 'recognition', 'ceasefire', 'refugees', 'mandate', 'election',
  'treaty', 'withdrawal', 'dialogue', 'security', 'council', 'resolution', 'monitoring', 'funding', 'women', 'schools',
  'trade', 'water', 'corridor', 'prisoners', 'mission', 'sovereignty', 'framework', 'delegation', 'condemned', 'welcomed',
]; // prettier-ignore
const sentence = (row, seed) =>
  Array.from({ length: 7 }, (_, word) => `w.words[1 + ${below(row, seed + word, WORDS.length)}]`).join(` || ' ' || `);

/** Actors, issues, sources, events, and the pairs with their weights; `bench` is dropped when the fill is done. */
export const CATALOG = `
  CREATE SCHEMA bench;
  INSERT INTO actor (slug, kind, recorded_by)
  SELECT 'actor-' || lpad(k::text, 3, '0'), 'STATE', 'bench' FROM generate_series(1, ${ACTORS}) k;
  INSERT INTO actor_name (actor_id, ordinal, text, language, kind)
  SELECT id, 1, initcap(replace(slug, '-', ' ')), 'en', 'PREFERRED' FROM actor;
  INSERT INTO issue (slug, name, proposition, scale_id, recorded_by)
  SELECT 'issue-' || lpad(k::text, 2, '0'), 'Issue ' || k, 'Proposition ' || k || ' should be adopted.', s.id, 'bench'
    FROM generate_series(1, ${ISSUES}) k, scale s WHERE s.slug = 'support-5';
  INSERT INTO source (slug, title, publisher, reliability, recorded_by)
  SELECT 'source-' || k, 'Document ' || k, 'Publisher ' || k % 40, (ARRAY['A', 'B', 'C', 'D'])[1 + k % 4]::reliability, 'bench'
    FROM generate_series(1, ${SOURCES}) k;
  INSERT INTO event (slug, name, date_edtf, date_earliest, date_latest, recorded_by)
  SELECT 'event-' || k, 'Event ' || k, d.day::text, d.day, d.day, 'bench'
    FROM generate_series(1, ${EVENTS}) k, LATERAL (SELECT date '${FIRST_DAY}' + ${below('k', 101, DAYS)} AS day) d;

  CREATE TABLE bench.actor AS SELECT row_number() OVER (ORDER BY slug)::integer - 1 AS no, id FROM actor;
  CREATE TABLE bench.source AS SELECT row_number() OVER (ORDER BY slug)::integer - 1 AS no, id FROM source;
  CREATE TABLE bench.event AS SELECT row_number() OVER (ORDER BY slug)::integer - 1 AS no, id FROM event;
  CREATE TABLE bench.slot AS
  WITH ranked AS (
    SELECT a.id AS actor_id, i.id AS issue_id, row_number() OVER (ORDER BY hashtextextended(a.slug || i.slug, 1)) AS pair
      FROM actor a, issue i
  ), weighed AS (
    SELECT r.*, sum(1 / (r.pair + ${FLATNESS})) OVER (ORDER BY r.pair) / sum(1 / (r.pair + ${FLATNESS})) OVER () AS upto
      FROM ranked r WHERE r.pair <= ${PAIRS}
  ), spans AS (
    SELECT w.*, lag(w.upto, 1, 0) OVER (ORDER BY w.pair) AS beyond FROM weighed w
  )
  SELECT slot::integer AS slot, s.actor_id, s.issue_id, s.pair
    FROM spans s, generate_series(round(s.beyond * ${SLOTS})::integer, round(s.upto * ${SLOTS})::integer - 1) slot;
  ANALYZE bench.slot, bench.actor, bench.source, bench.event`;

/**
 * Stances $1 to $2, the last not included, recorded at $3, each with a citation. Of the dates, 80 % are days, 19 %
 * months, 0.5 % years and 0.5 % durations. A pair holds a position for some months or years; in nine pairs of ten,
 * 15 % of its records differ by one from that.
 */
export const CHUNK = `
  WITH numbered AS (
    SELECT n, s.*, date '${FIRST_DAY}' + ${below('n', 2, DAYS)} AS day, ${below('n', 3, 1000)} AS precision,
           ${below('n', 4, 100)} AS act, ${below('n', 5, 100)} AS channel, ${below('n', 6, 100)} AS confidence
      FROM generate_series($1::bigint, $2::bigint - 1) n
      JOIN bench.slot s ON s.slot = ${below('n', 1, SLOTS)}
  ), dated AS (
    SELECT d.*, d.precision >= 995 AS is_duration,
           CASE WHEN d.precision < 800 THEN d.day
                WHEN d.precision < 990 THEN date_trunc('month', d.day::timestamp)::date
                WHEN d.precision < 995 THEN date_trunc('year', d.day::timestamp)::date
                ELSE d.day END AS earliest,
           CASE WHEN d.precision < 800 THEN d.day
                WHEN d.precision < 990 THEN (date_trunc('month', d.day::timestamp) + interval '1 month - 1 day')::date
                WHEN d.precision < 995 THEN (date_trunc('year', d.day::timestamp) + interval '1 year - 1 day')::date
                WHEN d.precision < 998 THEN d.day + 30 + ${below('d.n', 7, 700)} END AS latest,
           ${below(`d.pair * 1000 + (d.day - date '${FIRST_DAY}') / (200 + ${below('d.pair', 8, 2500)})`, 9, 5)} - 2 AS held,
           CASE WHEN ${below('d.pair', 10, 10)} > 0 AND ${below('d.n', 11, 100)} < 15 THEN 1 - 2 * ${below('d.n', 12, 2)} ELSE 0 END AS noise
      FROM numbered d
  ), made AS MATERIALIZED (
    SELECT d.*, uuidv7() AS id,
           CASE WHEN d.act < 99 AND ${below('d.n', 13, 100)} > 0 THEN greatest(-2, least(2, d.held + d.noise)) END::smallint AS position,
           CASE WHEN d.precision < 800 THEN d.day::text
                WHEN d.precision < 990 THEN left(d.day::text, 7)
                WHEN d.precision < 995 THEN left(d.day::text, 4)
                WHEN d.precision < 998 THEN d.earliest::text || '/' || d.latest::text
                ELSE d.earliest::text || '/..' END AS date_edtf
      FROM dated d
  ), recorded AS (
    INSERT INTO stance (id, actor_id, issue_id, target_id, speaker_id, event_id, created_at, recorded_at, earliest, latest,
                        position, is_duration, act, channel, confidence, date_edtf, external_id, summary, recorded_by)
    SELECT m.id, m.actor_id, m.issue_id, target.id, speaker.id, event.id, $3, $3, m.earliest, m.latest, m.position, m.is_duration,
           (CASE WHEN m.act < 40 THEN 'STATEMENT' WHEN m.act < 70 THEN 'VOTE' WHEN m.act < 80 THEN 'ACTION'
                 WHEN m.act < 87 THEN 'MEETING' WHEN m.act < 92 THEN 'AGREEMENT' WHEN m.act < 96 THEN 'PLEDGE'
                 WHEN m.act < 99 THEN 'REFUSAL' ELSE 'ABSENCE' END)::stance_act,
           (CASE WHEN m.channel < 35 THEN 'OFFICIAL_DOCUMENT' WHEN m.channel < 60 THEN 'ON_RECORD' WHEN m.channel < 75 THEN 'SPOKESPERSON'
                 WHEN m.channel < 85 THEN 'THIRD_PARTY_REPORT' WHEN m.channel < 91 THEN 'ANONYMOUS_SOURCE' WHEN m.channel < 94 THEN 'LEAK'
                 WHEN m.channel < 98 THEN 'ANALYST_INFERENCE' END)::stance_channel,
           (CASE WHEN m.confidence < 50 THEN 'HIGH' WHEN m.confidence < 85 THEN 'MODERATE' WHEN m.confidence < 95 THEN 'LOW' END)::confidence,
           m.date_edtf, 'bench-' || m.n, CASE WHEN m.n % 20 = 0 THEN ${sentence('m.n', 20)} END, 'bench'
      FROM made m
     CROSS JOIN (SELECT '{${WORDS.join(',')}}'::text[] AS words) w
      LEFT JOIN bench.actor target ON target.no = ${below('m.n', 14, ACTORS * 10)}
      LEFT JOIN bench.actor speaker ON speaker.no = ${below('m.n', 15, ACTORS * 5)}
      LEFT JOIN bench.event event ON event.no = ${below('m.n', 16, EVENTS * 20)}
  )
  INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility, exact)
  SELECT m.id, 1, 1, source.id, 1 + ${below('m.n', 17, 6)}, CASE WHEN m.n % 20 = 0 THEN ${sentence('m.n', 30)} END
    FROM made m
   CROSS JOIN (SELECT '{${WORDS.join(',')}}'::text[] AS words) w
    JOIN bench.source source ON source.no = ${below('m.n', 18, SOURCES)}`;

/** What the triggers that stood still during the fill would have refused; every count must be zero. */
export const REFUSED = `
  SELECT count(*) FILTER (WHERE s.position IS NOT NULL AND p.position IS NULL) AS off_scale,
         count(*) FILTER (WHERE s.act = 'ABSENCE' AND s.position IS NOT NULL AND NOT i.absence_carries_position) AS absent_with_position,
         count(*) FILTER (WHERE s.revision <> 1 OR s.superseded_at IS NOT NULL OR s.created_at <> s.recorded_at) AS not_first,
         count(*) FILTER (WHERE k.at IS NULL) AS at_no_moment
    FROM stance s JOIN issue i ON i.id = s.issue_id
    LEFT JOIN record_moment k ON k.at = s.recorded_at
    LEFT JOIN scale_point p ON p.scale_id = i.scale_id AND p.position = s.position`;
