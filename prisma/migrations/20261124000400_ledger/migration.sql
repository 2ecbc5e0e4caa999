-- The ledger: stances as revisions that are only ever added, and the citations they rest on.

CREATE TYPE stance_act AS ENUM ('STATEMENT', 'AGREEMENT', 'PLEDGE', 'VOTE', 'ACTION', 'MEETING', 'REFUSAL', 'ABSENCE');
CREATE TYPE stance_channel AS ENUM (
  'ON_RECORD', 'OFFICIAL_DOCUMENT', 'SPOKESPERSON', 'ANONYMOUS_SOURCE', 'LEAK', 'THIRD_PARTY_REPORT', 'ANALYST_INFERENCE'
);
CREATE TYPE confidence AS ENUM ('LOW', 'MODERATE', 'HIGH');
CREATE TYPE stance_status AS ENUM ('PUBLISHED', 'RETRACTED');

CREATE TABLE stance (
  id uuid NOT NULL DEFAULT uuidv7(),
  actor_id uuid NOT NULL,
  issue_id uuid NOT NULL,
  target_id uuid,
  speaker_id uuid,
  event_id uuid,
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  superseded_at timestamptz,
  earliest date,
  latest date,
  -- Where the record begins on each of the two curves; a duration begins on its first day on both.
  begins_earliest date NOT NULL GENERATED ALWAYS AS (coalesce(earliest, '-infinity'::date)) STORED,
  begins_latest date NOT NULL GENERATED ALWAYS AS (CASE WHEN is_duration THEN coalesce(earliest, '-infinity'::date) ELSE latest END) STORED,
  revision integer NOT NULL DEFAULT 1,
  position smallint,
  is_duration boolean NOT NULL,
  -- Everything but a point known to its month: the few records that a rollup by month cannot hold.
  is_loose boolean NOT NULL GENERATED ALWAYS AS (
    is_duration OR extract(year FROM earliest) <> extract(year FROM latest) OR extract(month FROM earliest) <> extract(month FROM latest)
  ) STORED,
  status stance_status NOT NULL DEFAULT 'PUBLISHED',
  act stance_act NOT NULL,
  channel stance_channel,
  confidence confidence,
  -- A published revision points at its first citation, so it cannot be committed without one.
  first_citation smallint GENERATED ALWAYS AS (CASE WHEN status = 'PUBLISHED' THEN 1::smallint END) STORED,
  date_edtf text NOT NULL,
  external_id text,
  summary text,
  note text,
  recorded_by text NOT NULL,
  change_note text,
  CONSTRAINT stance_pkey PRIMARY KEY (id, revision),
  CONSTRAINT stance_actor_fkey FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT stance_issue_fkey FOREIGN KEY (issue_id) REFERENCES issue (id),
  CONSTRAINT stance_target_fkey FOREIGN KEY (target_id) REFERENCES actor (id),
  CONSTRAINT stance_speaker_fkey FOREIGN KEY (speaker_id) REFERENCES actor (id),
  CONSTRAINT stance_event_fkey FOREIGN KEY (event_id) REFERENCES event (id),
  CONSTRAINT stance_revision_counts CHECK (revision >= 1),
  CONSTRAINT stance_date_order CHECK (earliest <= latest),
  CONSTRAINT stance_date_written CHECK (
    earliest >= '0001-01-01' AND earliest < '10000-01-01' AND latest >= '0001-01-01' AND latest < '10000-01-01'
  ),
  CONSTRAINT stance_date_point_bounded CHECK (is_duration OR (earliest IS NOT NULL AND latest IS NOT NULL)),
  CONSTRAINT stance_date_duration_bounded CHECK (earliest IS NOT NULL OR latest IS NOT NULL),
  CONSTRAINT stance_superseded_after CHECK (superseded_at >= recorded_at),
  CONSTRAINT stance_retracted_with_reason CHECK (status <> 'RETRACTED' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT stance_external_id_filled CHECK (external_id ~ '\S')
);

CREATE TABLE citation (
  stance_id uuid NOT NULL,
  revision integer NOT NULL,
  ordinal smallint NOT NULL,
  source_id uuid NOT NULL,
  credibility smallint NOT NULL,
  exact text,
  prefix text,
  suffix text,
  locator text,
  CONSTRAINT citation_pkey PRIMARY KEY (stance_id, revision, ordinal),
  CONSTRAINT citation_stance_fkey FOREIGN KEY (stance_id, revision) REFERENCES stance (id, revision),
  CONSTRAINT citation_source_fkey FOREIGN KEY (source_id) REFERENCES source (id),
  CONSTRAINT citation_ordinal_counts CHECK (ordinal >= 1),
  CONSTRAINT citation_credibility_grade CHECK (credibility BETWEEN 1 AND 6),
  CONSTRAINT citation_quote_exact CHECK (exact IS NOT NULL OR (prefix IS NULL AND suffix IS NULL))
);
CREATE INDEX citation_source ON citation (source_id);
CREATE INDEX citation_exact ON citation USING gin (exact gin_trgm_ops);

ALTER TABLE stance ADD CONSTRAINT stance_cited
  FOREIGN KEY (id, revision, first_citation) REFERENCES citation (stance_id, revision, ordinal) DEFERRABLE INITIALLY DEFERRED;

-- The series of a pair, and the state on a date as one backward probe.
CREATE INDEX stance_series ON stance (actor_id, issue_id, begins_latest, id)
  INCLUDE (position, begins_earliest, is_loose) WHERE superseded_at IS NULL AND status = 'PUBLISHED';
CREATE INDEX stance_issue_list ON stance (issue_id, begins_latest, id) WHERE superseded_at IS NULL AND status = 'PUBLISHED';
CREATE INDEX stance_actor_list ON stance (actor_id, begins_latest, id) WHERE superseded_at IS NULL AND status = 'PUBLISHED';
CREATE INDEX stance_list ON stance (begins_latest, id) WHERE superseded_at IS NULL AND status = 'PUBLISHED';
CREATE INDEX stance_loose ON stance (actor_id, issue_id, begins_earliest)
  INCLUDE (id, position, begins_latest, latest, is_duration) WHERE superseded_at IS NULL AND status = 'PUBLISHED' AND is_loose;
CREATE INDEX stance_target_list ON stance (target_id, begins_latest, id)
  WHERE superseded_at IS NULL AND status = 'PUBLISHED' AND target_id IS NOT NULL;
CREATE INDEX stance_speaker_list ON stance (speaker_id, begins_latest, id)
  WHERE superseded_at IS NULL AND status = 'PUBLISHED' AND speaker_id IS NOT NULL;
CREATE INDEX stance_event_list ON stance (event_id, begins_latest, id)
  WHERE superseded_at IS NULL AND status = 'PUBLISHED' AND event_id IS NOT NULL;
CREATE INDEX stance_retracted_list ON stance (begins_latest, id) WHERE superseded_at IS NULL AND status = 'RETRACTED';
CREATE INDEX stance_summary ON stance USING gin (summary gin_trgm_ops) WHERE superseded_at IS NULL;
-- What was superseded is read only when somebody asks what was known at a past moment.
CREATE INDEX stance_superseded ON stance (actor_id, issue_id, begins_latest, id) WHERE superseded_at IS NOT NULL;
CREATE INDEX stance_superseded_list ON stance (begins_latest, id) WHERE superseded_at IS NOT NULL;
-- What is retracted gives its identifier free, for the record that takes its place.
CREATE UNIQUE INDEX stance_external_id_key ON stance (external_id) WHERE superseded_at IS NULL AND status <> 'RETRACTED';

-- Before the first ANALYZE the planner takes IS NULL for true of one row in 200, and so these partial indexes for empty:
-- a first import would then look through all records for each pair.
SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'stance', 'attname', 'superseded_at', 'inherited', false,
                                  'null_frac', 0.95::real, 'avg_width', 8, 'n_distinct', -0.05::real),
       pg_restore_attribute_stats('schemaname', 'public', 'relname', 'stance', 'attname', 'status', 'inherited', false,
                                  'null_frac', 0::real, 'avg_width', 4, 'n_distinct', 2::real,
                                  'most_common_vals', '{PUBLISHED,RETRACTED}', 'most_common_freqs', '{0.99,0.01}'::real[]);

-- A revision closes the one before it; only that one field of a row is ever written again.
CREATE FUNCTION record_stance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before stance;
BEGIN
  NEW.recorded_at := record_time();
  NEW.superseded_at := NULL;
  IF NEW.revision = 1 THEN
    NEW.created_at := NEW.recorded_at;
    RETURN NEW;
  END IF;
  SELECT * INTO before FROM stance s WHERE s.id = NEW.id AND s.revision = NEW.revision - 1 FOR UPDATE;
  IF NOT FOUND OR before.superseded_at IS NOT NULL THEN
    PERFORM refuse('stance_revision_next', format('stance/stale: revision %s is not the one in force.', NEW.revision - 1));
  END IF;
  IF before.status = 'RETRACTED' THEN
    PERFORM refuse('stance_retraction_final', 'stance/retracted: a retracted stance is not revised any more; record a new one.');
  END IF;
  NEW.created_at := before.created_at;
  UPDATE stance s SET superseded_at = NEW.recorded_at WHERE s.id = NEW.id AND s.revision = NEW.revision - 1;
  RETURN NEW;
END
$$;

-- It writes with its owner's rights, so nobody else may make it the trigger of a table of their own.
REVOKE EXECUTE ON FUNCTION record_stance() FROM PUBLIC;

CREATE FUNCTION keep_stance() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  closed stance := OLD;
BEGIN
  closed.superseded_at := NEW.superseded_at;
  -- Generated columns are computed after this trigger, from columns that are compared here.
  closed.begins_earliest := NEW.begins_earliest;
  closed.begins_latest := NEW.begins_latest;
  closed.is_loose := NEW.is_loose;
  closed.first_citation := NEW.first_citation;
  IF OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL OR NEW.superseded_at <> record_time() OR closed IS DISTINCT FROM NEW
     OR pg_trigger_depth() < 2 THEN
    PERFORM refuse('stance_append_only', 'ledger/append-only: UPDATE on stance is refused; add a revision.');
  END IF;
  RETURN NEW;
END
$$;

-- What closes a revision is the next one. It may still fail to appear: an INSERT with ON CONFLICT DO NOTHING closes the
-- one before, and then adds nothing.
CREATE FUNCTION check_succession() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM stance s WHERE s.id = NEW.id AND s.revision = NEW.revision + 1) THEN
    PERFORM refuse('stance_succeeded', 'ledger/append-only: a revision is superseded by the next one, which is missing.');
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION check_stances() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong record;
BEGIN
  SELECT n.position, i.slug INTO wrong
    FROM added n
    JOIN issue i ON i.id = n.issue_id
    LEFT JOIN scale_point p ON p.scale_id = i.scale_id AND p.position = n.position
   WHERE n.position IS NOT NULL AND p.position IS NULL LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('stance_on_scale', format('stance/off-scale: %s is not a position on the scale of "%s".', wrong.position, wrong.slug));
  END IF;
  SELECT i.slug INTO wrong
    FROM added n JOIN issue i ON i.id = n.issue_id
   WHERE n.act = 'ABSENCE' AND n.position IS NOT NULL AND NOT i.absence_carries_position AND n.status <> 'RETRACTED' LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('stance_absence_without_position',
      format('stance/absence-has-no-position: an ABSENCE on "%s" carries no position; its coding rule does not say so.', wrong.slug));
  END IF;
  SELECT e.what, e.slug INTO wrong
    FROM (
      SELECT 'actor' AS what, a.slug
        FROM added n CROSS JOIN LATERAL (VALUES (n.actor_id), (n.target_id), (n.speaker_id)) r (id) JOIN actor a ON a.id = r.id
       WHERE a.status = 'RETRACTED' AND n.status <> 'RETRACTED'
      UNION ALL
      SELECT 'issue', i.slug FROM added n JOIN issue i ON i.id = n.issue_id WHERE i.status = 'RETRACTED' AND n.status <> 'RETRACTED'
      UNION ALL
      SELECT 'event', v.slug FROM added n JOIN event v ON v.id = n.event_id WHERE v.status = 'RETRACTED' AND n.status <> 'RETRACTED'
    ) e LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('reference_active', format('reference/retracted: The %s "%s" is retracted and cannot be referred to.', wrong.what, wrong.slug));
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION check_citations() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong record;
BEGIN
  -- Evidence belongs to the moment of recording: a later hand cannot slip a citation under an old revision.
  SELECT s.id INTO wrong FROM added n JOIN stance s ON s.id = n.stance_id AND s.revision = n.revision WHERE s.recorded_at <> record_time() LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('citation_with_its_revision', 'ledger/append-only: a citation is recorded with its revision; add a revision.');
  END IF;
  SELECT c.slug INTO wrong
    FROM added n JOIN source c ON c.id = n.source_id JOIN stance s ON s.id = n.stance_id AND s.revision = n.revision
   WHERE c.status = 'RETRACTED' AND s.status <> 'RETRACTED' LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('reference_active', format('reference/retracted: The source "%s" is retracted and cannot be referred to.', wrong.slug));
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER stance_record BEFORE INSERT ON stance FOR EACH ROW EXECUTE FUNCTION record_stance();
CREATE TRIGGER stance_append_only BEFORE UPDATE ON stance FOR EACH ROW EXECUTE FUNCTION keep_stance();
CREATE TRIGGER stance_kept BEFORE DELETE ON stance FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stance_whole BEFORE TRUNCATE ON stance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER stance_succeeded AFTER UPDATE ON stance
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_succession();
CREATE TRIGGER stance_checked AFTER INSERT ON stance REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_stances();
CREATE TRIGGER citation_append_only BEFORE UPDATE OR DELETE ON citation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER citation_whole BEFORE TRUNCATE ON citation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER citation_checked AFTER INSERT ON citation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_citations();
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_record;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_append_only;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_kept;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_whole;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_succeeded;
ALTER TABLE stance ENABLE ALWAYS TRIGGER stance_checked;
ALTER TABLE citation ENABLE ALWAYS TRIGGER citation_append_only;
ALTER TABLE citation ENABLE ALWAYS TRIGGER citation_whole;
ALTER TABLE citation ENABLE ALWAYS TRIGGER citation_checked;
