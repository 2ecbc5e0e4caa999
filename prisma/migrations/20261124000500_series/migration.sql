-- Derived tables that make the common questions cheap: the state of every pair, and the months of the
-- pairs with many records. Triggers keep them equal to the ledger; both can be rebuilt from it at any time.

-- The state of a pair on a day: the last record to begin by then, by the latest date at which it may have.
-- `records` are those that share its begin day; `since` is where the run of its position began.
CREATE TYPE pair_state AS (
  begins date,
  position smallint,
  lowest smallint,
  highest smallint,
  held_until date,
  since date,
  n integer,
  records uuid[]
);

CREATE FUNCTION state_on(of_actor uuid, of_issue uuid, day date) RETURNS SETOF pair_state LANGUAGE sql STABLE AS $$
  SELECT front.begins_latest, front.position, tied.lowest, tied.highest,
         CASE WHEN front.is_duration THEN coalesce(front.latest, 'infinity'::date) ELSE front.begins_latest END,
         run.since, tied.n, tied.records
    FROM (
      SELECT s.begins_latest, s.position, s.is_duration, s.latest
        FROM stance s
       WHERE s.actor_id = of_actor AND s.issue_id = of_issue AND s.begins_latest <= day AND s.position IS NOT NULL
         AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
       ORDER BY s.begins_latest DESC, s.id DESC
       LIMIT 1
    ) front
   CROSS JOIN LATERAL (
      SELECT min(s.position) AS lowest, max(s.position) AS highest, count(*)::integer AS n,
             (array_agg(s.id ORDER BY s.id DESC))[1:5] AS records
        FROM stance s
       WHERE s.actor_id = of_actor AND s.issue_id = of_issue AND s.begins_latest = front.begins_latest AND s.position IS NOT NULL
         AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
    ) tied
   CROSS JOIN LATERAL (
      SELECT coalesce(other.begins_latest, '-infinity'::date) AS begins_latest, coalesce(other.id, '00000000-0000-0000-0000-000000000000') AS id
        FROM (SELECT) always
        LEFT JOIN LATERAL (
          SELECT s.begins_latest, s.id
            FROM stance s
           WHERE s.actor_id = of_actor AND s.issue_id = of_issue AND s.begins_latest <= front.begins_latest
             AND s.position <> front.position AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
           ORDER BY s.begins_latest DESC, s.id DESC
           LIMIT 1
        ) other ON true
    ) broken
   CROSS JOIN LATERAL (
      SELECT s.begins_latest AS since
        FROM stance s
       WHERE s.actor_id = of_actor AND s.issue_id = of_issue AND (s.begins_latest, s.id) > (broken.begins_latest, broken.id)
         AND s.position = front.position AND s.superseded_at IS NULL AND s.status = 'PUBLISHED'
       ORDER BY s.begins_latest, s.id
       LIMIT 1
    ) run
$$;

-- `total` counts the published records of the pair; a pair is dense once its months are worth keeping.
CREATE TABLE stance_current (
  actor_id uuid NOT NULL,
  issue_id uuid NOT NULL,
  total integer NOT NULL,
  dense boolean NOT NULL DEFAULT false,
  begins date,
  position smallint,
  lowest smallint,
  highest smallint,
  held_until date,
  since date,
  n integer,
  records uuid[],
  CONSTRAINT stance_current_pkey PRIMARY KEY (actor_id, issue_id)
);
CREATE INDEX stance_current_issue ON stance_current (issue_id);

-- The points of one dense pair whose date lies within one month, as the timeline takes them:
-- [last day, n, unpositioned, sum, counts, front by latest, front by earliest (0: the same), newest ids];
-- a front is [day, position, lowest, highest, id, …]. Days count from 1970-01-01.
CREATE TABLE stance_month (
  actor_id uuid NOT NULL,
  issue_id uuid NOT NULL,
  month date NOT NULL,
  cluster json NOT NULL,
  CONSTRAINT stance_month_pkey PRIMARY KEY (actor_id, issue_id, month)
);

CREATE FUNCTION month_of(day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN make_date(extract(year FROM day)::integer, extract(month FROM day)::integer, 1);

CREATE FUNCTION refresh_months(actors uuid[], issues uuid[], months date[]) RETURNS void LANGUAGE sql AS $$
  WITH touched AS (
    SELECT * FROM unnest(actors, issues, months) AS t (actor_id, issue_id, month)
  ), members AS (
    SELECT t.actor_id, t.issue_id, t.month, s.id, s.position, s.begins_earliest - date '1970-01-01' AS earliest, s.begins_latest - date '1970-01-01' AS latest
      FROM touched t
      JOIN stance s
        ON s.actor_id = t.actor_id AND s.issue_id = t.issue_id
       -- The range is for the index, where few months are asked for; the equality for a join, where all are.
       AND s.begins_latest >= t.month AND s.begins_latest < (t.month + interval '1 month')::date AND month_of(s.begins_latest) = t.month
       AND s.superseded_at IS NULL AND s.status = 'PUBLISHED' AND NOT s.is_loose
  ), marked AS (
    SELECT m.*,
           max(m.latest) FILTER (WHERE m.position IS NOT NULL) OVER same AS last_latest,
           max(m.earliest) FILTER (WHERE m.position IS NOT NULL) OVER same AS last_earliest
      FROM members m
    WINDOW same AS (PARTITION BY m.actor_id, m.issue_id, m.month)
  ), fronts AS (
    SELECT k.actor_id, k.issue_id, k.month, max(k.latest) AS day, count(k.position) AS n, count(*) - count(k.position) AS unpositioned,
           coalesce(sum(k.position), 0) AS sum, array_agg(k.position) FILTER (WHERE k.position IS NOT NULL) AS positions,
           (array_agg(k.id ORDER BY k.latest DESC, k.id DESC))[1:5] AS ids,
           max(k.last_latest) AS last_latest,
           (array_agg(k.position ORDER BY k.id DESC) FILTER (WHERE k.latest = k.last_latest AND k.position IS NOT NULL))[1] AS latest_position,
           min(k.position) FILTER (WHERE k.latest = k.last_latest) AS latest_lowest,
           max(k.position) FILTER (WHERE k.latest = k.last_latest) AS latest_highest,
           (array_agg(k.id ORDER BY k.id DESC) FILTER (WHERE k.latest = k.last_latest AND k.position IS NOT NULL))[1:5] AS latest_ids,
           max(k.last_earliest) AS last_earliest,
           (array_agg(k.position ORDER BY k.id DESC) FILTER (WHERE k.earliest = k.last_earliest AND k.position IS NOT NULL))[1] AS earliest_position,
           min(k.position) FILTER (WHERE k.earliest = k.last_earliest) AS earliest_lowest,
           max(k.position) FILTER (WHERE k.earliest = k.last_earliest) AS earliest_highest,
           (array_agg(k.id ORDER BY k.id DESC) FILTER (WHERE k.earliest = k.last_earliest AND k.position IS NOT NULL))[1:5] AS earliest_ids
      FROM marked k
     GROUP BY k.actor_id, k.issue_id, k.month
  ), written AS (
    SELECT f.actor_id, f.issue_id, f.month,
           to_json(f.ids)::text AS ids,
           coalesce((SELECT json_object_agg(c.position, c.k)::text FROM (SELECT p.position, count(*) AS k FROM unnest(f.positions) AS p (position) GROUP BY p.position ORDER BY p.position) c), '{}') AS counts,
           CASE WHEN f.n = 0 THEN 'null' ELSE format('[%s,%s,%s,%s,%s]', f.last_latest, f.latest_position, f.latest_lowest, f.latest_highest, btrim(to_json(f.latest_ids)::text, '[]')) END AS by_latest,
           CASE WHEN f.n = 0 THEN 'null' ELSE format('[%s,%s,%s,%s,%s]', f.last_earliest, f.earliest_position, f.earliest_lowest, f.earliest_highest, btrim(to_json(f.earliest_ids)::text, '[]')) END AS by_earliest,
           f.day, f.n, f.unpositioned, f.sum
      FROM fronts f
  ), emptied AS (
    DELETE FROM stance_month g USING touched t
     WHERE g.actor_id = t.actor_id AND g.issue_id = t.issue_id AND g.month = t.month
       AND NOT EXISTS (SELECT FROM written w WHERE w.actor_id = t.actor_id AND w.issue_id = t.issue_id AND w.month = t.month)
  )
  INSERT INTO stance_month AS g (actor_id, issue_id, month, cluster)
  SELECT w.actor_id, w.issue_id, w.month,
         format('[%s,%s,%s,%s,%s,%s,%s,%s]', w.day, w.n, w.unpositioned, w.sum, w.counts, w.by_latest,
                CASE WHEN w.by_latest = w.by_earliest THEN '0' ELSE w.by_earliest END, w.ids)::json
    FROM written w
  ON CONFLICT (actor_id, issue_id, month) DO UPDATE SET cluster = EXCLUDED.cluster
$$;

-- From this many records on, reading a pair's months beats reading its rows.
CREATE FUNCTION dense_from() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 200;

CREATE FUNCTION refresh_dense_pairs(actors uuid[], issues uuid[]) RETURNS void LANGUAGE sql AS $$
  UPDATE stance_current c SET dense = true
    FROM unnest(actors, issues) AS t (actor_id, issue_id)
   WHERE c.actor_id = t.actor_id AND c.issue_id = t.issue_id;
  SELECT refresh_months(array_agg(m.actor_id), array_agg(m.issue_id), array_agg(m.month))
    FROM (
      SELECT DISTINCT s.actor_id, s.issue_id, month_of(s.begins_latest) AS month
        FROM unnest(actors, issues) AS t (actor_id, issue_id)
        JOIN stance s ON s.actor_id = t.actor_id AND s.issue_id = t.issue_id
       WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED' AND NOT s.is_loose
    ) m
$$;

-- `touched` are the rows added (INSERT) or the rows as they stood before being superseded (UPDATE).
CREATE FUNCTION refresh_series() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  change integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
  actors uuid[];
  issues uuid[];
  months date[];
BEGIN
  INSERT INTO stance_current AS c (actor_id, issue_id, total, begins, position, lowest, highest, held_until, since, n, records)
  SELECT t.actor_id, t.issue_id, change * t.rows, s.begins, s.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records
    FROM (SELECT r.actor_id, r.issue_id, count(*) AS rows FROM touched r WHERE r.status = 'PUBLISHED' GROUP BY r.actor_id, r.issue_id) t
    LEFT JOIN LATERAL state_on(t.actor_id, t.issue_id, 'infinity') s ON true
  ON CONFLICT (actor_id, issue_id) DO UPDATE
    SET total = c.total + EXCLUDED.total, begins = EXCLUDED.begins, position = EXCLUDED.position, lowest = EXCLUDED.lowest,
        highest = EXCLUDED.highest, held_until = EXCLUDED.held_until, since = EXCLUDED.since, n = EXCLUDED.n, records = EXCLUDED.records;

  SELECT array_agg(m.actor_id), array_agg(m.issue_id), array_agg(m.month) INTO actors, issues, months
    FROM (
      SELECT DISTINCT r.actor_id, r.issue_id, month_of(r.begins_latest) AS month
        FROM touched r JOIN stance_current c ON c.actor_id = r.actor_id AND c.issue_id = r.issue_id
       WHERE r.status = 'PUBLISHED' AND NOT r.is_loose AND c.dense
    ) m;
  IF actors IS NOT NULL THEN
    PERFORM refresh_months(actors, issues, months);
  END IF;

  SELECT array_agg(c.actor_id), array_agg(c.issue_id) INTO actors, issues
    FROM stance_current c
   WHERE NOT c.dense AND c.total >= dense_from()
     AND (c.actor_id, c.issue_id) IN (SELECT r.actor_id, r.issue_id FROM touched r);
  IF actors IS NOT NULL THEN
    PERFORM refresh_dense_pairs(actors, issues);
  END IF;

  DELETE FROM stance_current c WHERE c.total = 0 AND (c.actor_id, c.issue_id) IN (SELECT r.actor_id, r.issue_id FROM touched r);
  RETURN NULL;
END
$$;

-- It writes with its owner's rights, so nobody else may make it the trigger of a table of their own.
REVOKE EXECUTE ON FUNCTION refresh_series() FROM PUBLIC;

CREATE TRIGGER stance_series_added AFTER INSERT ON stance
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_series();
CREATE TRIGGER stance_series_superseded AFTER UPDATE ON stance
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_series();
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_series_added;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_series_superseded;

-- Makes both tables anew from the ledger.
CREATE FUNCTION rebuild_series() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  actors uuid[];
  issues uuid[];
BEGIN
  PERFORM record_time();
  DELETE FROM stance_month;
  DELETE FROM stance_current;
  INSERT INTO stance_current (actor_id, issue_id, total, begins, position, lowest, highest, held_until, since, n, records)
  SELECT t.actor_id, t.issue_id, t.total, s.begins, s.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records
    FROM (
      SELECT s.actor_id, s.issue_id, count(*) AS total
        FROM stance s WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED' GROUP BY s.actor_id, s.issue_id
    ) t
    LEFT JOIN LATERAL state_on(t.actor_id, t.issue_id, 'infinity') s ON true;
  SELECT array_agg(c.actor_id), array_agg(c.issue_id) INTO actors, issues FROM stance_current c WHERE c.total >= dense_from();
  IF actors IS NOT NULL THEN
    PERFORM refresh_dense_pairs(actors, issues);
  END IF;
END
$$;
