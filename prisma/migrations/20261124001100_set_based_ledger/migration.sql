-- The rules of the ledger, checked once for each statement instead of once for each row and key: an import adds hundreds
-- of thousands of revisions in one statement, and what was checked row by row took most of its time.

-- A catalog row is never deleted and its id never changes, so that what is there when it is referred to stays there. The
-- keys remain as statements of fact; check_stances and check_citations enforce them.
ALTER TABLE stance ALTER CONSTRAINT stance_actor_fkey NOT ENFORCED;
ALTER TABLE stance ALTER CONSTRAINT stance_issue_fkey NOT ENFORCED;
ALTER TABLE stance ALTER CONSTRAINT stance_target_fkey NOT ENFORCED;
ALTER TABLE stance ALTER CONSTRAINT stance_speaker_fkey NOT ENFORCED;
ALTER TABLE stance ALTER CONSTRAINT stance_event_fkey NOT ENFORCED;
ALTER TABLE citation ALTER CONSTRAINT citation_stance_fkey NOT ENFORCED;
ALTER TABLE citation ALTER CONSTRAINT citation_source_fkey NOT ENFORCED;

-- A revision and its citations are recorded in one statement, at the end of which both are there.
ALTER TABLE stance DROP CONSTRAINT stance_cited;
ALTER TABLE stance DROP COLUMN first_citation;

DROP TRIGGER stance_record ON stance;
DROP TRIGGER stance_append_only ON stance;
DROP TRIGGER stance_succeeded ON stance;
DROP TRIGGER stance_checked ON stance;
DROP TRIGGER stance_series_added ON stance;
DROP TRIGGER stance_series_superseded ON stance;
DROP TRIGGER citation_checked ON citation;
DROP FUNCTION record_stance();
DROP FUNCTION keep_stance();
DROP FUNCTION check_succession();

-- Where a later revision does not say when its stance was first recorded. The first revision may come in the same
-- statement, and after it: then both were created now.
CREATE FUNCTION remember_creation() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  SELECT s.created_at INTO NEW.created_at FROM stance s WHERE s.id = NEW.id AND s.revision = 1;
  NEW.created_at := coalesce(NEW.created_at, NEW.recorded_at);
  RETURN NEW;
END
$$;

-- What was added is looked through as a whole; what it refers to is looked up once, however many rows refer to it.
--
-- In these functions large tables are asked by scalar subqueries, which are probes of an index under any plan. A join would be
-- planned by statistics that know nothing of the rows of this very transaction, and may become a loop in a loop.
CREATE OR REPLACE FUNCTION check_stances() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz;
  wrong record;
BEGIN
  -- What adds nothing takes no record time.
  IF NOT EXISTS (SELECT FROM added) THEN
    RETURN NULL;
  END IF;
  moment := record_time();
  IF EXISTS (SELECT FROM added n WHERE n.recorded_at <> moment OR n.superseded_at IS NOT NULL OR n.revision = 1 AND n.created_at <> moment) THEN
    PERFORM refuse('stance_recorded_now', 'ledger/forged-moment: a revision is recorded when it is, and in force until the next.');
  END IF;
  SELECT r.role, r.kind, e.id IS NULL AS missing, e.slug
    INTO wrong
    FROM (
      SELECT 'actor' AS role, 'actor' AS kind, n.actor_id AS id, n.status <> 'RETRACTED' AS stands FROM added n
       UNION
      SELECT 'target', 'actor', n.target_id, n.status <> 'RETRACTED' FROM added n WHERE n.target_id IS NOT NULL
       UNION
      SELECT 'speaker', 'actor', n.speaker_id, n.status <> 'RETRACTED' FROM added n WHERE n.speaker_id IS NOT NULL
       UNION
      SELECT 'issue', 'issue', n.issue_id, n.status <> 'RETRACTED' FROM added n
       UNION
      SELECT 'event', 'event', n.event_id, n.status <> 'RETRACTED' FROM added n WHERE n.event_id IS NOT NULL
    ) r
    LEFT JOIN LATERAL (
      SELECT a.id, a.slug, a.status FROM actor a WHERE r.kind = 'actor' AND a.id = r.id
       UNION ALL
      SELECT i.id, i.slug, i.status FROM issue i WHERE r.kind = 'issue' AND i.id = r.id
       UNION ALL
      SELECT v.id, v.slug, v.status FROM event v WHERE r.kind = 'event' AND v.id = r.id
    ) e ON true
   WHERE e.id IS NULL OR e.status = 'RETRACTED' AND r.stands
   ORDER BY e.id IS NOT NULL LIMIT 1;
  IF FOUND AND wrong.missing THEN
    RAISE EXCEPTION USING
      ERRCODE = 'foreign_key_violation', CONSTRAINT = format('stance_%s_fkey', wrong.role),
      MESSAGE = format('The %s of a stance does not exist.', wrong.role);
  ELSIF FOUND THEN
    PERFORM refuse('reference_active', format('reference/retracted: The %s "%s" is retracted and cannot be referred to.', wrong.kind, wrong.slug));
  END IF;
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT n.dataset_id FROM added n) r WHERE NOT EXISTS (SELECT FROM dataset d WHERE d.id = r.dataset_id)
  ) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stance_dataset_fkey', MESSAGE = 'The dataset of a stance does not exist.';
  END IF;
  SELECT r.position, i.slug, p.position IS NULL AS off_scale
    INTO wrong
    FROM (
      SELECT DISTINCT n.issue_id, n.position, n.act = 'ABSENCE' AND n.status <> 'RETRACTED' AS absent FROM added n WHERE n.position IS NOT NULL
    ) r
   CROSS JOIN LATERAL (SELECT o.slug, o.scale_id, o.absence_carries_position FROM issue o WHERE o.id = r.issue_id OFFSET 0) i
    LEFT JOIN scale_point p ON p.scale_id = i.scale_id AND p.position = r.position
   WHERE p.position IS NULL OR r.absent AND NOT i.absence_carries_position
   ORDER BY p.position IS NOT NULL LIMIT 1;
  IF FOUND AND wrong.off_scale THEN
    PERFORM refuse('stance_on_scale', format('stance/off-scale: %s is not a position on the scale of "%s".', wrong.position, wrong.slug));
  ELSIF FOUND THEN
    PERFORM refuse('stance_absence_without_position',
      format('stance/absence-has-no-position: an ABSENCE on "%s" carries no position; its coding rule does not say so.', wrong.slug));
  END IF;
  IF EXISTS (
    SELECT FROM added n
     WHERE n.status = 'PUBLISHED'
       AND (SELECT c.ordinal FROM citation c WHERE c.stance_id = n.id AND c.revision = n.revision AND c.ordinal = 1) IS NULL
  ) THEN
    PERFORM refuse('stance_cited', 'stance/citation-required: a published stance is recorded together with its first citation.');
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION check_citations() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz;
  wrong record;
BEGIN
  IF NOT EXISTS (SELECT FROM added) THEN
    RETURN NULL;
  END IF;
  moment := record_time();
  SELECT n.recorded_at INTO wrong
    FROM (SELECT (SELECT s.recorded_at FROM stance s WHERE s.id = c.stance_id AND s.revision = c.revision) AS recorded_at FROM added c) n
   WHERE n.recorded_at IS DISTINCT FROM moment LIMIT 1;
  IF FOUND AND wrong.recorded_at IS NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'foreign_key_violation', CONSTRAINT = 'citation_stance_fkey', MESSAGE = 'The stance of a citation does not exist.';
  ELSIF FOUND THEN
    -- Evidence belongs to the moment of recording: a later hand cannot slip a citation under an old revision.
    PERFORM refuse('citation_with_its_revision', 'ledger/append-only: a citation is recorded with its revision; add a revision.');
  END IF;
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT n.source_id FROM added n) r WHERE (SELECT c.id FROM source c WHERE c.id = r.source_id) IS NULL
  ) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'foreign_key_violation', CONSTRAINT = 'citation_source_fkey', MESSAGE = 'The source of a citation does not exist.';
  END IF;
  SELECT r.slug INTO wrong
    FROM (
      SELECT d.source_id, (SELECT c.slug FROM source c WHERE c.id = d.source_id AND c.status = 'RETRACTED') AS slug
        FROM (SELECT DISTINCT n.source_id FROM added n) d OFFSET 0
    ) r
   WHERE r.slug IS NOT NULL
     AND (SELECT true FROM added n
           WHERE n.source_id = r.source_id
             AND (SELECT s.status FROM stance s WHERE s.id = n.stance_id AND s.revision = n.revision) <> 'RETRACTED' LIMIT 1)
   LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('reference_active', format('reference/retracted: The source "%s" is retracted and cannot be referred to.', wrong.slug));
  END IF;
  RETURN NULL;
END
$$;

-- A revision closes the one before it; only that one field of a row is ever written again.
CREATE FUNCTION close_predecessors() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz;
  later bigint := (SELECT count(*) FROM added n WHERE n.revision <> 1);
  closed bigint;
BEGIN
  IF later = 0 THEN
    RETURN NULL;
  END IF;
  moment := record_time();
  UPDATE stance s SET superseded_at = moment
   WHERE s.ctid = ANY (ARRAY(
     SELECT (SELECT p.ctid FROM stance p
              WHERE p.id = n.id AND p.revision = n.revision - 1 AND p.superseded_at IS NULL AND p.status <> 'RETRACTED'
                AND p.created_at = n.created_at AND p.dataset_id = n.dataset_id)
       FROM added n WHERE n.revision <> 1));
  GET DIAGNOSTICS closed = ROW_COUNT;
  IF closed = later THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM added n JOIN stance s ON s.id = n.id AND s.revision = n.revision - 1 WHERE s.status = 'RETRACTED') THEN
    PERFORM refuse('stance_retraction_final', 'stance/retracted: a retracted stance is not revised any more; record a new one.');
  END IF;
  IF EXISTS (SELECT FROM added n JOIN stance s ON s.id = n.id AND s.revision = n.revision - 1 WHERE s.dataset_id <> n.dataset_id) THEN
    PERFORM refuse('stance_dataset_fixed', 'ledger/dataset-fixed: a stance stays in the dataset of its first revision.');
  END IF;
  IF EXISTS (
    SELECT FROM added n JOIN stance s ON s.id = n.id AND s.revision = n.revision - 1
     WHERE s.superseded_at = moment AND s.created_at <> n.created_at OR s.superseded_at IS NULL
  ) THEN
    PERFORM refuse('stance_created_once', 'ledger/forged-moment: a stance was created with its first revision.');
  END IF;
  PERFORM refuse('stance_revision_next', 'stance/stale: the revision before is not the one in force.');
END
$$;

-- It writes with its owner's rights, so nobody else may make it the trigger of a table of their own.
REVOKE EXECUTE ON FUNCTION close_predecessors() FROM PUBLIC;

-- A unique index would refuse a revision while the one before it is not closed yet. No other transaction comes between:
-- whoever records holds the clock. What is retracted gives its identifier free, for the record that takes its place, and
-- so does a revision that another of the same statement supersedes; that is asked of the few that share an identifier.
CREATE FUNCTION check_external_ids() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  twice record;
BEGIN
  IF NOT EXISTS (SELECT FROM added) THEN
    RETURN NULL;
  END IF;
  SELECT n.external_id INTO twice
    FROM added n
   WHERE n.external_id IS NOT NULL AND n.status <> 'RETRACTED'
     AND (SELECT s.id FROM stance s
           WHERE s.dataset_id = n.dataset_id AND s.external_id = n.external_id AND s.id <> n.id
             AND s.superseded_at IS NULL AND s.status <> 'RETRACTED' LIMIT 1) IS NOT NULL
     AND (SELECT o.superseded_at FROM stance o WHERE o.id = n.id AND o.revision = n.revision) IS NULL
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'unique_violation', CONSTRAINT = 'stance_external_id_key',
      MESSAGE = format('The external id "%s" is on another stance of its dataset.', twice.external_id);
  END IF;
  RETURN NULL;
END
$$;

-- EXCEPT compares all rows at once whatever their number; a join of the two could be planned as a loop in a loop.
CREATE FUNCTION keep_stances() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz;
BEGIN
  IF NOT EXISTS (SELECT FROM before) THEN
    RETURN NULL;
  END IF;
  moment := record_time();
  IF EXISTS (SELECT FROM before b WHERE b.superseded_at IS NOT NULL)
     OR EXISTS (SELECT FROM after n WHERE n.superseded_at IS DISTINCT FROM moment)
     OR EXISTS (
    SELECT b.id, b.revision, b.actor_id, b.issue_id, b.target_id, b.speaker_id, b.event_id, b.created_at, b.recorded_at, b.earliest, b.latest,
           b.position, b.is_duration, b.status, b.act, b.channel, b.confidence, b.date_edtf, b.external_id, b.summary, b.note, b.recorded_by,
           b.change_note, b.dataset_id
      FROM before b
    EXCEPT
    SELECT n.id, n.revision, n.actor_id, n.issue_id, n.target_id, n.speaker_id, n.event_id, n.created_at, n.recorded_at, n.earliest, n.latest,
           n.position, n.is_duration, n.status, n.act, n.channel, n.confidence, n.date_edtf, n.external_id, n.summary, n.note, n.recorded_by,
           n.change_note, n.dataset_id
      FROM after n
  ) THEN
    PERFORM refuse('stance_closed_only', 'ledger/append-only: of a revision only its end is ever written again; add a revision.');
  END IF;
  IF EXISTS (
    SELECT FROM after n
     WHERE (SELECT s.recorded_at FROM stance s WHERE s.id = n.id AND s.revision = n.revision + 1) IS DISTINCT FROM moment
  ) THEN
    PERFORM refuse('stance_succeeded', 'ledger/append-only: a revision is superseded by the next one, which is missing.');
  END IF;
  RETURN NULL;
END
$$;

-- After the revisions before have been closed: the pairs of the revisions added, and those of the revisions they closed.
CREATE OR REPLACE FUNCTION refresh_series() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched record;
BEGIN
  WITH closed AS MATERIALIZED (
    SELECT s.actor_id, s.issue_id, s.status
      FROM added n
     CROSS JOIN LATERAL (SELECT p.actor_id, p.issue_id, p.status FROM stance p WHERE p.id = n.id AND p.revision = n.revision - 1 OFFSET 0) s
     WHERE n.revision <> 1
  ), touched AS (
    SELECT n.actor_id, n.issue_id, 1 AS change, n.id, n.position, n.begins_latest, n.is_duration, n.latest
      FROM added n WHERE n.status = 'PUBLISHED'
     UNION ALL
    SELECT c.actor_id, c.issue_id, -1, NULL, NULL, NULL, NULL, NULL FROM closed c WHERE c.status = 'PUBLISHED'
  ), pairs AS MATERIALIZED (
    SELECT t.actor_id, t.issue_id, sum(t.change)::integer AS change, count(*) AS rows, any_value(t.id) AS id,
           min(t.position) AS position, min(t.begins_latest) AS begins, bool_or(t.is_duration) AS is_duration, min(t.latest) AS latest
      FROM touched t GROUP BY t.actor_id, t.issue_id
  ), alone AS (
    -- A pair of which nothing was known is where its one record says it is.
    INSERT INTO stance_current (actor_id, issue_id, total, begins, position, lowest, highest, held_until, since, n, records)
    SELECT p.actor_id, p.issue_id, 1, p.begins, p.position, p.position, p.position,
           CASE WHEN p.is_duration THEN coalesce(p.latest, 'infinity'::date) ELSE p.begins END, p.begins, 1, ARRAY[p.id]
      FROM pairs p
     WHERE p.rows = 1 AND p.change = 1 AND p.position IS NOT NULL
     ORDER BY p.actor_id, p.issue_id
    ON CONFLICT (actor_id, issue_id) DO NOTHING
    RETURNING actor_id, issue_id
  ), others AS (
    INSERT INTO stance_current AS c (actor_id, issue_id, total, begins, position, lowest, highest, held_until, since, n, records)
    SELECT p.actor_id, p.issue_id, p.change, s.begins, s.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records
      FROM pairs p
      LEFT JOIN LATERAL state_on(p.actor_id, p.issue_id, 'infinity') s ON true
     -- Hashed; as an anti join it might be a loop.
     WHERE (p.actor_id, p.issue_id) NOT IN (SELECT a.actor_id, a.issue_id FROM alone a)
    ON CONFLICT (actor_id, issue_id) DO UPDATE
      SET total = c.total + EXCLUDED.total, begins = EXCLUDED.begins, position = EXCLUDED.position, lowest = EXCLUDED.lowest,
          highest = EXCLUDED.highest, held_until = EXCLUDED.held_until, since = EXCLUDED.since, n = EXCLUDED.n, records = EXCLUDED.records
    RETURNING c.actor_id, c.issue_id, c.total, c.dense
  )
  SELECT bool_or(o.dense) AS dense,
         array_agg(o.actor_id) FILTER (WHERE NOT o.dense AND o.total >= dense_from()) AS crowded_actors,
         array_agg(o.issue_id) FILTER (WHERE NOT o.dense AND o.total >= dense_from()) AS crowded_issues,
         array_agg(o.actor_id) FILTER (WHERE o.total = 0) AS emptied_actors,
         array_agg(o.issue_id) FILTER (WHERE o.total = 0) AS emptied_issues
    INTO touched FROM others o;

  IF touched.dense THEN
    PERFORM refresh_months(array_agg(m.actor_id), array_agg(m.issue_id), array_agg(m.month))
       FROM (
         SELECT n.actor_id, n.issue_id, month_of(n.begins_latest) AS month FROM added n WHERE n.status = 'PUBLISHED' AND NOT n.is_loose
          UNION
         SELECT s.actor_id, s.issue_id, month_of(s.begins_latest)
           FROM added n
          CROSS JOIN LATERAL (
            SELECT p.actor_id, p.issue_id, p.begins_latest FROM stance p
             WHERE p.id = n.id AND p.revision = n.revision - 1 AND p.status = 'PUBLISHED' AND NOT p.is_loose OFFSET 0) s
          WHERE n.revision <> 1
       ) m
      WHERE (SELECT c.dense FROM stance_current c WHERE c.actor_id = m.actor_id AND c.issue_id = m.issue_id)
     HAVING count(*) > 0;
  END IF;
  IF touched.crowded_actors IS NOT NULL THEN
    PERFORM refresh_dense_pairs(touched.crowded_actors, touched.crowded_issues);
  END IF;
  IF touched.emptied_actors IS NOT NULL THEN
    DELETE FROM stance_current c
     WHERE c.ctid = ANY (ARRAY(
       SELECT (SELECT k.ctid FROM stance_current k WHERE k.actor_id = e.actor_id AND k.issue_id = e.issue_id)
         FROM unnest(touched.emptied_actors, touched.emptied_issues) AS e (actor_id, issue_id)));
  END IF;
  RETURN NULL;
END
$$;

-- While a large write is under way, an ANALYZE would take the tables for empty, and the plans after it would be loops in loops.
CREATE FUNCTION keep_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE actor, actor_name, actor_identifier, source, event, event_participant, issue, issue_broader, audit_entry,
             stance, citation, stance_current, stance_month IN SHARE UPDATE EXCLUSIVE MODE;
END
$$;
REVOKE EXECUTE ON FUNCTION keep_statistics() FROM PUBLIC;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'stanceline_app') THEN
    GRANT EXECUTE ON FUNCTION keep_statistics() TO stanceline_app;
  END IF;
END
$$;

-- Triggers of one kind fire in the order of their names: checked, closed, then what needs both.
CREATE TRIGGER stance_record BEFORE INSERT ON stance FOR EACH ROW
  WHEN (NEW.revision > 1 AND NEW.created_at >= NEW.recorded_at) EXECUTE FUNCTION remember_creation();
CREATE TRIGGER stance_checked AFTER INSERT ON stance REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_stances();
CREATE TRIGGER stance_closes AFTER INSERT ON stance REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION close_predecessors();
CREATE TRIGGER stance_external_id_key AFTER INSERT ON stance REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_external_ids();
CREATE TRIGGER stance_series AFTER INSERT ON stance REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refresh_series();
-- Nobody but a trigger updates a stance, and a trigger only closes it. The first is seen before any row is written.
CREATE TRIGGER stance_append_only BEFORE UPDATE ON stance FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stance_succeeded AFTER UPDATE ON stance
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keep_stances();
CREATE TRIGGER citation_checked AFTER INSERT ON citation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_citations();
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_record;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_checked;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_closes;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_external_id_key;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_series;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_append_only;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_succeeded;
ALTER TABLE citation ENABLE ALWAYS TRIGGER citation_checked;

-- A GIN index keeps an entry for NULL as well; most records have neither summary nor quote.
DROP INDEX stance_summary;
DROP INDEX citation_exact;
CREATE INDEX stance_summary ON stance USING gin (summary gin_trgm_ops) WHERE superseded_at IS NULL AND summary IS NOT NULL;
CREATE INDEX citation_exact ON citation USING gin (exact gin_trgm_ops) WHERE exact IS NOT NULL;
