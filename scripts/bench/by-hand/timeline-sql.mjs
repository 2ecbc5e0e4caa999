// The same for one pair with everything in SQL: the last states are carried forward by window functions, and one JSON
// text is sent as it comes.

const epoch = (day) => `(${day} - date '1970-01-01')`;

/** Rows of (day, position, low, high, held, ids) made one for each day; the greatest id of a day gives its position. */
const oneADay = (fronts) => `
  SELECT f.day, (array_agg(f.position ORDER BY f.ids[1] DESC))[1] AS position, min(f.low) AS low, max(f.high) AS high,
         (array_agg(f.held ORDER BY f.ids[1] DESC))[1] AS held,
         CASE WHEN count(*) = 1 THEN (array_agg(to_jsonb(f.ids)))[1]
              ELSE (SELECT to_jsonb((array_agg(DISTINCT u.id ORDER BY u.id DESC))[1:5]) FROM jsonb_array_elements_text(jsonb_agg(f.ids)) AS a (ids), unnest(translate(a.ids, '[]', '{}')::uuid[]) AS u (id)) END AS ids
    FROM (${fronts}) f GROUP BY f.day`;

const curve = (column, place) => `
  SELECT m.day, m.position, m.low, m.high, m.day AS held, m.ids FROM (
    SELECT (q.front ->> 0)::integer AS day, (q.front ->> 1)::integer AS position, (q.front ->> 2)::integer AS low, (q.front ->> 3)::integer AS high,
           array(SELECT e.id::uuid FROM jsonb_array_elements_text(q.front) WITH ORDINALITY AS e (id, ordinal) WHERE e.ordinal > 4) AS ids
      FROM (SELECT CASE WHEN c.cluster -> ${place} = '0' THEN c.cluster -> 5 ELSE c.cluster -> ${place} END AS front FROM clusters c WHERE c.cluster -> 5 <> 'null') q) m
   UNION ALL
  SELECT CASE WHEN isfinite(r.${column}) THEN ${epoch(`r.${column}`)} ELSE -1000000000 END, r.position, r.position, r.position,
         CASE WHEN r.is_duration THEN coalesce(${epoch('r.latest')}, 1000000000) ELSE ${epoch(`r.${column}`)} END, ARRAY[r.id]
    FROM records r WHERE r.position IS NOT NULL`;

/** In each bucket, what begins last in it; where nothing does, what did before. */
const carried = (fronts) => `
  SELECT x.ordinal, first_value(x.front) OVER (PARTITION BY x.run ORDER BY x.ordinal) AS front
    FROM (SELECT b.ordinal, l.front, count(l.front) OVER (ORDER BY b.ordinal) AS run
            FROM (SELECT 0 AS ordinal UNION ALL SELECT ordinal FROM buckets) b
            LEFT JOIN (
              SELECT DISTINCT ON (g.ordinal) g.ordinal, g.front
                FROM (SELECT coalesce(b.ordinal, 0) AS ordinal, f.day, jsonb_build_array(f.position, f.low, f.high, f.held, f.ids) AS front
                        FROM ${fronts} f LEFT JOIN buckets b ON f.day >= b.first AND b.month = date_trunc('month', (date '1970-01-01' + f.day)::timestamp)::date
                       WHERE f.day < ${epoch('(SELECT max(beyond) FROM buckets)')}) g
               ORDER BY g.ordinal, g.day DESC) l ON l.ordinal = b.ordinal) x`;

const SCORE = (value) => `2 * (${value} - p.lowest)::float8 / (p.highest - p.lowest) - 1`;
const joined = (records, more) => `
  (SELECT coalesce(jsonb_agg(o.id ORDER BY o.place), '[]') FROM (
     SELECT e.id, min(e.place) AS place FROM jsonb_array_elements_text(${records} || ${more}) WITH ORDINALITY AS e (id, place) GROUP BY e.id ORDER BY 2 LIMIT 5) o)`;

const TEXT = `
  WITH pair AS MATERIALIZED (
    SELECT iso_moment(k.at) AS known_at, l.lowest, l.highest, a.id AS actor_id, i.id AS issue_id, c.dense
      FROM record_clock k, actor a, issue i JOIN scale l ON l.id = i.scale_id LEFT JOIN stance_current c ON c.issue_id = i.id
     WHERE a.slug = $3 AND i.slug = $4 AND c.actor_id = a.id
  ), buckets AS MATERIALIZED (
    SELECT b.ordinal::integer, b.at::date AS month, (b.at + interval '1 month')::date AS beyond,
           ${epoch('b.at::date')} AS first, ${epoch(`(b.at + interval '1 month')::date`)} - 1 AS last
      FROM generate_series($1::timestamp, $2::timestamp, interval '1 month') WITH ORDINALITY AS b (at, ordinal)
  ), clusters AS MATERIALIZED (
    SELECT g.month, g.cluster::jsonb AS cluster FROM pair p JOIN stance_month g ON g.actor_id = p.actor_id AND g.issue_id = p.issue_id
     WHERE p.dense AND g.month <= $2::date AND g.month >= coalesce((
       SELECT b.month FROM stance_month b WHERE b.actor_id = p.actor_id AND b.issue_id = p.issue_id AND b.month < $1::date
          AND (b.cluster ->> 1)::integer > 0 ORDER BY b.month DESC LIMIT 1), '-infinity'::date)
  ), records AS MATERIALIZED (
    SELECT s.id, s.position, s.begins_latest, s.begins_earliest, s.latest, s.is_duration, s.is_loose, s.act
      FROM pair p JOIN stance s ON s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
     WHERE s.is_loose AND s.begins_earliest <= $2::date
     UNION ALL
    SELECT s.id, s.position, s.begins_latest, s.begins_earliest, s.latest, s.is_duration, s.is_loose, s.act
      FROM pair p JOIN stance s ON s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
     WHERE NOT p.dense AND NOT s.is_loose AND s.begins_latest <= $2::date
  ), durations AS MATERIALIZED (
    SELECT r.id, r.position, r.begins_latest AS begins, coalesce(r.latest, 'infinity'::date) AS ends, r.act FROM records r WHERE r.is_duration
  ), by_latest AS MATERIALIZED (${oneADay(curve('begins_latest', 5))}
  ), by_earliest AS MATERIALIZED (${oneADay(curve('begins_earliest', 6))}
  ), late AS (${carried('by_latest')}
  ), early AS (${carried('by_earliest')}
  ), points AS MATERIALIZED (
    SELECT date_trunc('month', r.begins_latest::timestamp)::date AS month, r.id, r.position, r.begins_latest, r.is_loose
      FROM records r WHERE NOT r.is_duration
  ), counted AS (
    SELECT h.ordinal, h.position, sum(h.number) AS number FROM (
      SELECT b.ordinal, e.position::integer AS position, e.number::integer AS number
        FROM clusters c JOIN buckets b ON b.month = c.month CROSS JOIN LATERAL (
          SELECT k.key AS position, k.value AS number FROM jsonb_each_text(c.cluster -> 4) k
           UNION ALL SELECT NULL, c.cluster ->> 2) e
       UNION ALL
      SELECT b.ordinal, o.position::integer, 1 FROM points o JOIN buckets b ON b.month = o.month
       UNION ALL
      SELECT b.ordinal, d.position::integer, 1 FROM durations d JOIN buckets b ON b.beyond > d.begins AND b.month <= d.ends) h
     GROUP BY h.ordinal, h.position
  ), tallies AS (
    SELECT t.ordinal, coalesce(sum(t.number) FILTER (WHERE t.position IS NOT NULL), 0) AS n,
           coalesce(sum(t.number) FILTER (WHERE t.position IS NULL), 0) AS unpositioned,
           coalesce(json_object_agg(t.position, t.number ORDER BY t.position) FILTER (WHERE t.position IS NOT NULL), '{}') AS counts
      FROM counted t GROUP BY t.ordinal
  ), absences AS (
    SELECT h.ordinal, count(*) AS number FROM (
      SELECT b.ordinal FROM pair p
        JOIN stance s ON s.actor_id = p.actor_id AND s.issue_id = p.issue_id AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
        JOIN buckets b ON b.month = date_trunc('month', s.begins_latest::timestamp)::date
       WHERE s.act = 'ABSENCE' AND NOT s.is_loose AND s.begins_latest BETWEEN $1::date AND $2::date
       UNION ALL
      SELECT b.ordinal FROM records r JOIN buckets b ON b.month = date_trunc('month', r.begins_latest::timestamp)::date
       WHERE r.act = 'ABSENCE' AND r.is_loose AND NOT r.is_duration
       UNION ALL
      SELECT b.ordinal FROM durations d JOIN buckets b ON b.beyond > d.begins AND b.month <= d.ends WHERE d.act = 'ABSENCE') h
     GROUP BY h.ordinal
  ), own AS MATERIALIZED (
    SELECT b.*, late.front AS late, early.front AS early, coalesce(t.n, 0) AS n, coalesce(t.unpositioned, 0) AS unpositioned, coalesce(t.counts, '{}') AS counts, coalesce(h.number, 0) AS absent,
           CASE WHEN coalesce(t.n + t.unpositioned, 0) = 0 THEN '[]'::jsonb ELSE (
             SELECT coalesce(jsonb_agg(u.id ORDER BY u.kind, u.day DESC, u.ordinal, u.id DESC), '[]') FROM (
               SELECT a.* FROM (
                 SELECT 0 AS kind, NULL::date AS day, e.ordinal, e.id FROM clusters c, jsonb_array_elements_text(c.cluster -> 7) WITH ORDINALITY AS e (id, ordinal) WHERE c.month = b.month
                  UNION ALL
                 SELECT CASE WHEN o.is_loose THEN 1 ELSE 0 END, o.begins_latest, 0, o.id::text FROM points o WHERE o.month = b.month
                  UNION ALL
                 SELECT 2, d.begins, 0, d.id::text FROM durations d WHERE b.beyond > d.begins AND b.month <= d.ends) a
                ORDER BY a.kind, a.day DESC, a.ordinal, a.id DESC LIMIT 5) u) END AS records
      FROM buckets b JOIN late USING (ordinal) JOIN early USING (ordinal) LEFT JOIN tallies t USING (ordinal) LEFT JOIN absences h USING (ordinal)
  ), read AS (
    SELECT o.*, (o.late ->> 0)::integer AS position, (o.early ->> 0)::integer AS early_position,
           CASE WHEN o.late IS NOT NULL THEN least((o.late ->> 3)::integer, o.last) END AS until
      FROM own o WHERE o.late IS NOT NULL OR o.early IS NOT NULL OR o.n + o.unpositioned > 0
  )
  SELECT p.known_at, coalesce((SELECT json_agg(row_to_json(w) ORDER BY w.start) FROM (
    SELECT r.month AS start, r.beyond AS "end", r.position, ${SCORE('r.position')} AS score,
           ${SCORE('least((r.late ->> 1)::integer, (r.early ->> 1)::integer)')} AS lower,
           ${SCORE('greatest((r.late ->> 2)::integer, (r.early ->> 2)::integer)')} AS upper,
           r.n, r.unpositioned, r.absent, r.counts, coalesce(r.until < r.first, false) AS carried, r.last - r.until AS "ageDays",
           ${joined(joined('r.records', `CASE WHEN r.until < r.first THEN r.late -> 4 ELSE '[]' END`), `CASE WHEN r.position IS DISTINCT FROM r.early_position AND r.early IS NOT NULL THEN r.early -> 4 ELSE '[]' END`)} AS records,
           r.position IS DISTINCT FROM r.early_position AS "dateUncertain",
           coalesce((r.late ->> 1) <> (r.late ->> 2), false) OR coalesce((r.early ->> 1) <> (r.early ->> 2), false) AS contested
      FROM read r) w), '[]')::text AS points
    FROM pair p`;

export const PAIR_SQL = { name: 'pair-sql', text: TEXT };
