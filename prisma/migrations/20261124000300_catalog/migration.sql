-- The catalog: whoever can hold a stance, what can be stood for, and where a record comes from.
-- Entries are changed in place and never deleted; every state of every row is in audit_entry.

CREATE TYPE entry_status AS ENUM ('ACTIVE', 'RETRACTED');
CREATE TYPE actor_kind AS ENUM (
  'STATE', 'DE_FACTO_AUTHORITY', 'IGO', 'IGO_BODY', 'NON_STATE_GROUP', 'PERSON', 'POPULATION', 'MEDIA', 'NGO', 'COALITION'
);
CREATE TYPE name_kind AS ENUM ('PREFERRED', 'OFFICIAL', 'SHORT', 'ALIAS');
CREATE TYPE relation_type AS ENUM ('REPRESENTS', 'LEADS', 'PART_OF', 'MEMBER_OF', 'SUCCEEDS');
CREATE TYPE participant_role AS ENUM ('HOST', 'ORGANIZER', 'INVITED', 'ATTENDED', 'DECLINED');
CREATE TYPE reliability AS ENUM ('A', 'B', 'C', 'D', 'E', 'F');

-- A slug is never mistaken for an id: both work in every URL and filter.
CREATE FUNCTION is_slug(candidate text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN candidate ~ '^[a-z0-9]+(-[a-z0-9]+)*$'
   AND length(candidate) <= 100
   AND candidate !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

CREATE TABLE actor (
  id uuid NOT NULL DEFAULT uuidv7(),
  slug text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  status entry_status NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_by text NOT NULL,
  change_note text,
  kind actor_kind NOT NULL,
  description text,
  validity_edtf text,
  validity_earliest date,
  validity_latest date,
  CONSTRAINT actor_pkey PRIMARY KEY (id),
  CONSTRAINT actor_slug_key UNIQUE (slug),
  CONSTRAINT actor_slug_form CHECK (is_slug(slug)),
  CONSTRAINT actor_retracted_with_reason CHECK (status = 'ACTIVE' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT actor_validity_order CHECK (validity_earliest <= validity_latest),
  CONSTRAINT actor_validity_stated CHECK (validity_edtf IS NOT NULL OR (validity_earliest IS NULL AND validity_latest IS NULL))
);

CREATE TABLE actor_name (
  actor_id uuid NOT NULL,
  ordinal smallint NOT NULL,
  text text NOT NULL,
  language text NOT NULL,
  script text,
  kind name_kind NOT NULL,
  valid_edtf text,
  valid_earliest date,
  valid_latest date,
  CONSTRAINT actor_name_pkey PRIMARY KEY (actor_id, ordinal),
  CONSTRAINT actor_name_actor_fkey FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT actor_name_filled CHECK (text ~ '\S' AND length(text) <= 500),
  CONSTRAINT actor_name_language_form CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
  CONSTRAINT actor_name_script_form CHECK (script ~ '^[A-Z][a-z]{3}$'),
  CONSTRAINT actor_name_valid_order CHECK (valid_earliest <= valid_latest)
);
CREATE INDEX actor_name_text ON actor_name USING gin (text gin_trgm_ops);

-- One identifier names one actor at a time; a code that was given to a successor has two rows with their periods.
CREATE TABLE actor_identifier (
  actor_id uuid NOT NULL,
  ordinal smallint NOT NULL,
  scheme text NOT NULL,
  value text NOT NULL,
  valid_edtf text,
  valid_earliest date,
  valid_latest date,
  valid_during daterange NOT NULL GENERATED ALWAYS AS (daterange(valid_earliest, valid_latest, '[]')) STORED,
  CONSTRAINT actor_identifier_pkey PRIMARY KEY (actor_id, ordinal),
  CONSTRAINT actor_identifier_actor_fkey FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT actor_identifier_scheme_form CHECK (scheme ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  CONSTRAINT actor_identifier_filled CHECK (value ~ '\S' AND length(value) <= 200),
  CONSTRAINT actor_identifier_valid_order CHECK (valid_earliest <= valid_latest),
  CONSTRAINT actor_identifier_names_one UNIQUE (scheme, value, valid_during WITHOUT OVERLAPS)
);

-- lowest and highest stand beside the points because every score needs them; a trigger keeps them true.
CREATE TABLE scale (
  id uuid NOT NULL DEFAULT uuidv7(),
  slug text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  status entry_status NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_by text NOT NULL,
  change_note text,
  name text NOT NULL,
  description text,
  lowest integer NOT NULL,
  highest integer NOT NULL,
  CONSTRAINT scale_pkey PRIMARY KEY (id),
  CONSTRAINT scale_slug_key UNIQUE (slug),
  CONSTRAINT scale_slug_form CHECK (is_slug(slug)),
  CONSTRAINT scale_retracted_with_reason CHECK (status = 'ACTIVE' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT scale_spans CHECK (lowest < highest)
);

CREATE TABLE scale_point (
  scale_id uuid NOT NULL,
  position integer NOT NULL,
  label text NOT NULL,
  CONSTRAINT scale_point_pkey PRIMARY KEY (scale_id, position),
  CONSTRAINT scale_point_scale_fkey FOREIGN KEY (scale_id) REFERENCES scale (id),
  CONSTRAINT scale_point_filled CHECK (label ~ '\S' AND length(label) <= 200),
  CONSTRAINT scale_point_range CHECK (position >= -1000 AND position <= 1000)
);

CREATE TABLE issue (
  id uuid NOT NULL DEFAULT uuidv7(),
  slug text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  status entry_status NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_by text NOT NULL,
  change_note text,
  name text NOT NULL,
  proposition text NOT NULL,
  scale_id uuid NOT NULL,
  description text,
  coding_rule text,
  absence_carries_position boolean NOT NULL DEFAULT false,
  CONSTRAINT issue_pkey PRIMARY KEY (id),
  CONSTRAINT issue_slug_key UNIQUE (slug),
  CONSTRAINT issue_slug_form CHECK (is_slug(slug)),
  CONSTRAINT issue_retracted_with_reason CHECK (status = 'ACTIVE' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT issue_scale_fkey FOREIGN KEY (scale_id) REFERENCES scale (id)
);

CREATE TABLE issue_broader (
  issue_id uuid NOT NULL,
  broader_id uuid NOT NULL,
  direction smallint NOT NULL,
  weight double precision NOT NULL,
  CONSTRAINT issue_broader_pkey PRIMARY KEY (issue_id, broader_id),
  CONSTRAINT issue_broader_issue_fkey FOREIGN KEY (issue_id) REFERENCES issue (id),
  CONSTRAINT issue_broader_broader_fkey FOREIGN KEY (broader_id) REFERENCES issue (id),
  CONSTRAINT issue_broader_direction CHECK (direction IN (-1, 1)),
  CONSTRAINT issue_broader_weight CHECK (weight > 0 AND weight < 'infinity')
);
CREATE INDEX issue_broader_upward ON issue_broader (broader_id);

CREATE TABLE source (
  id uuid NOT NULL DEFAULT uuidv7(),
  slug text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  status entry_status NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_by text NOT NULL,
  change_note text,
  title text NOT NULL,
  publisher text,
  url text,
  archive_url text,
  date_edtf text,
  date_earliest date,
  date_latest date,
  language text,
  reliability reliability NOT NULL,
  note text,
  CONSTRAINT source_pkey PRIMARY KEY (id),
  CONSTRAINT source_slug_key UNIQUE (slug),
  CONSTRAINT source_slug_form CHECK (is_slug(slug)),
  CONSTRAINT source_retracted_with_reason CHECK (status = 'ACTIVE' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT source_date_order CHECK (date_earliest <= date_latest),
  CONSTRAINT source_date_stated CHECK (date_edtf IS NOT NULL OR (date_earliest IS NULL AND date_latest IS NULL)),
  CONSTRAINT source_url_http CHECK (url ~ '^https?://'),
  CONSTRAINT source_archive_url_http CHECK (archive_url ~ '^https?://')
);

CREATE TABLE event (
  id uuid NOT NULL DEFAULT uuidv7(),
  slug text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  status entry_status NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_by text NOT NULL,
  change_note text,
  name text NOT NULL,
  date_edtf text NOT NULL,
  date_earliest date,
  date_latest date,
  place text,
  description text,
  CONSTRAINT event_pkey PRIMARY KEY (id),
  CONSTRAINT event_slug_key UNIQUE (slug),
  CONSTRAINT event_slug_form CHECK (is_slug(slug)),
  CONSTRAINT event_retracted_with_reason CHECK (status = 'ACTIVE' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT event_date_order CHECK (date_earliest <= date_latest)
);

CREATE TABLE event_participant (
  event_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  role participant_role NOT NULL,
  note text,
  CONSTRAINT event_participant_pkey PRIMARY KEY (event_id, actor_id, role),
  CONSTRAINT event_participant_event_fkey FOREIGN KEY (event_id) REFERENCES event (id),
  CONSTRAINT event_participant_actor_fkey FOREIGN KEY (actor_id) REFERENCES actor (id)
);
CREATE INDEX event_participant_actor ON event_participant (actor_id);

CREATE TABLE relation (
  id uuid NOT NULL DEFAULT uuidv7(),
  slug text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  status entry_status NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_at timestamptz NOT NULL DEFAULT record_time(),
  recorded_by text NOT NULL,
  change_note text,
  subject_id uuid NOT NULL,
  type relation_type NOT NULL,
  object_id uuid NOT NULL,
  valid_edtf text,
  valid_earliest date,
  valid_latest date,
  valid_during daterange NOT NULL GENERATED ALWAYS AS (daterange(valid_earliest, valid_latest, '[]')) STORED,
  title text,
  source_id uuid,
  CONSTRAINT relation_pkey PRIMARY KEY (id),
  CONSTRAINT relation_slug_key UNIQUE (slug),
  CONSTRAINT relation_slug_form CHECK (is_slug(slug)),
  CONSTRAINT relation_retracted_with_reason CHECK (status = 'ACTIVE' OR coalesce(change_note, '') ~ '\S'),
  CONSTRAINT relation_valid_order CHECK (valid_earliest <= valid_latest),
  CONSTRAINT relation_valid_stated CHECK (valid_edtf IS NOT NULL OR (valid_earliest IS NULL AND valid_latest IS NULL)),
  CONSTRAINT relation_subject_fkey FOREIGN KEY (subject_id) REFERENCES actor (id),
  CONSTRAINT relation_object_fkey FOREIGN KEY (object_id) REFERENCES actor (id),
  CONSTRAINT relation_source_fkey FOREIGN KEY (source_id) REFERENCES source (id),
  CONSTRAINT relation_not_to_itself CHECK (subject_id <> object_id),
  CONSTRAINT relation_once_at_a_time
    EXCLUDE USING gist (subject_id WITH =, object_id WITH =, type WITH =, valid_during WITH &&) WHERE (status = 'ACTIVE')
);
CREATE INDEX relation_object ON relation (object_id);
CREATE INDEX relation_subject ON relation (subject_id);

CREATE FUNCTION refuse(constraint_name text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = constraint_name, MESSAGE = message;
END
$$;

-- An entry begins at revision 1 and counts every change; identity and a retraction are final.
CREATE FUNCTION keep_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.revision <> 1 OR NEW.status <> 'ACTIVE' THEN
      PERFORM refuse('entry_begins', 'catalog/begins-active: an entry begins as revision 1, ACTIVE.');
    END IF;
    NEW.recorded_at := record_time();
    NEW.created_at := NEW.recorded_at;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.slug, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.slug, OLD.created_at) THEN
    PERFORM refuse('entry_identity', 'catalog/identity-fixed: id and slug of an entry never change.');
  END IF;
  IF OLD.status = 'RETRACTED' THEN
    PERFORM refuse('entry_final', 'catalog/retracted: a retracted entry is not changed any more.');
  END IF;
  IF NEW.revision <> OLD.revision + 1 THEN
    PERFORM refuse('entry_revision', 'catalog/revision-counts: every change raises the revision by one.');
  END IF;
  NEW.recorded_at := record_time();
  RETURN NEW;
END
$$;

-- Arguments: pairs of a column and the table it refers to.
CREATE FUNCTION refuse_retracted_reference() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  reference jsonb := to_jsonb(NEW);
  argument integer := 0;
  referred record;
BEGIN
  WHILE argument < TG_NARGS LOOP
    EXECUTE format('SELECT slug, status FROM %I WHERE id = $1', TG_ARGV[argument + 1])
      INTO referred USING (reference ->> TG_ARGV[argument])::uuid;
    IF referred.status = 'RETRACTED' THEN
      PERFORM refuse('reference_active',
        format('reference/retracted: The %s "%s" is retracted and cannot be referred to.', TG_ARGV[argument + 1], referred.slug));
    END IF;
    argument := argument + 2;
  END LOOP;
  RETURN NULL;
END
$$;

-- Arguments: pairs of a table and the column of it that refers here. Only what is in force counts.
CREATE FUNCTION refuse_retraction_in_use() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  argument integer := 0;
  in_force text;
  uses bigint;
BEGIN
  WHILE argument < TG_NARGS LOOP
    in_force := CASE TG_ARGV[argument]
      WHEN 'stance' THEN 'r.superseded_at IS NULL AND r.status <> ''RETRACTED'''
      WHEN 'citation' THEN 'EXISTS (SELECT FROM stance s WHERE s.id = r.stance_id AND s.revision = r.revision AND s.superseded_at IS NULL AND s.status <> ''RETRACTED'')'
      WHEN 'issue_broader' THEN 'EXISTS (SELECT FROM issue i WHERE i.id = r.issue_id AND i.status = ''ACTIVE'')'
      WHEN 'event_participant' THEN 'EXISTS (SELECT FROM event e WHERE e.id = r.event_id AND e.status = ''ACTIVE'')'
      ELSE 'r.status = ''ACTIVE'''
    END;
    EXECUTE format('SELECT count(*) FROM %I r WHERE r.%I = $1 AND %s', TG_ARGV[argument], TG_ARGV[argument + 1], in_force)
      INTO uses USING OLD.id;
    IF uses > 0 THEN
      PERFORM refuse('entry_unused',
        format('catalog/in-use: The %s "%s" is in use: records of the kind %s that refer to it: %s. Retract those first.', TG_TABLE_NAME, OLD.slug, replace(TG_ARGV[argument], '_', ' '), uses));
    END IF;
    argument := argument + 2;
  END LOOP;
  RETURN NEW;
END
$$;

-- A loop upward would make "broader" meaningless and every roll-up endless.
CREATE FUNCTION refuse_issue_cycle() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- Two transactions could each add half of a loop; taking the clock first puts them in order.
  PERFORM record_time();
  IF EXISTS (
    WITH RECURSIVE upward (id) AS (
      SELECT NEW.broader_id
      UNION
      SELECT b.broader_id FROM issue_broader b JOIN upward u ON b.issue_id = u.id
    )
    SELECT FROM upward u WHERE u.id = NEW.issue_id
  ) THEN
    PERFORM refuse('issue_broader_acyclic', 'issue/cycle: an issue cannot be broader than itself, directly or through others.');
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION keep_issue_scale() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.scale_id <> OLD.scale_id THEN
    PERFORM refuse('issue_scale_fixed', 'issue/scale-fixed: positions were recorded on the scale of this issue; make another issue for another scale.');
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION keep_scale_points() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.scale_id ELSE NEW.scale_id END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.scale_id, NEW.position) IS DISTINCT FROM (OLD.scale_id, OLD.position) THEN
      PERFORM refuse('scale_point_fixed', 'scale/points-fixed: the positions of a scale never change; only labels do.');
    END IF;
  ELSIF EXISTS (SELECT FROM issue i WHERE i.scale_id = changed) THEN
    PERFORM refuse('scale_point_fixed', 'scale/points-fixed: an issue uses this scale, so its positions never change; only labels do.');
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION check_scale_span() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  either jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  changed uuid := coalesce(either ->> 'scale_id', either ->> 'id');
BEGIN
  IF EXISTS (
    SELECT
      FROM scale s
      LEFT JOIN LATERAL (SELECT min(p.position) AS lowest, max(p.position) AS highest FROM scale_point p WHERE p.scale_id = s.id) span ON true
     WHERE s.id = changed
       AND (s.lowest IS DISTINCT FROM span.lowest OR s.highest IS DISTINCT FROM span.highest)
  ) THEN
    PERFORM refuse('scale_span_true', 'scale/span: lowest and highest must be those of the points.');
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER actor_entry BEFORE INSERT OR UPDATE ON actor FOR EACH ROW EXECUTE FUNCTION keep_entry();
ALTER TABLE actor ENABLE ALWAYS TRIGGER actor_entry;
CREATE TRIGGER actor_kept BEFORE DELETE ON actor FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE actor ENABLE ALWAYS TRIGGER actor_kept;
CREATE TRIGGER actor_whole BEFORE TRUNCATE ON actor FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE actor ENABLE ALWAYS TRIGGER actor_whole;
CREATE TRIGGER actor_audit AFTER INSERT OR UPDATE OR DELETE ON actor FOR EACH ROW EXECUTE FUNCTION write_audit('id');
ALTER TABLE actor ENABLE ALWAYS TRIGGER actor_audit;
CREATE TRIGGER scale_entry BEFORE INSERT OR UPDATE ON scale FOR EACH ROW EXECUTE FUNCTION keep_entry();
ALTER TABLE scale ENABLE ALWAYS TRIGGER scale_entry;
CREATE TRIGGER scale_kept BEFORE DELETE ON scale FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE scale ENABLE ALWAYS TRIGGER scale_kept;
CREATE TRIGGER scale_whole BEFORE TRUNCATE ON scale FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE scale ENABLE ALWAYS TRIGGER scale_whole;
CREATE TRIGGER scale_audit AFTER INSERT OR UPDATE OR DELETE ON scale FOR EACH ROW EXECUTE FUNCTION write_audit('id');
ALTER TABLE scale ENABLE ALWAYS TRIGGER scale_audit;
CREATE TRIGGER issue_entry BEFORE INSERT OR UPDATE ON issue FOR EACH ROW EXECUTE FUNCTION keep_entry();
ALTER TABLE issue ENABLE ALWAYS TRIGGER issue_entry;
CREATE TRIGGER issue_kept BEFORE DELETE ON issue FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE issue ENABLE ALWAYS TRIGGER issue_kept;
CREATE TRIGGER issue_whole BEFORE TRUNCATE ON issue FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE issue ENABLE ALWAYS TRIGGER issue_whole;
CREATE TRIGGER issue_audit AFTER INSERT OR UPDATE OR DELETE ON issue FOR EACH ROW EXECUTE FUNCTION write_audit('id');
ALTER TABLE issue ENABLE ALWAYS TRIGGER issue_audit;
CREATE TRIGGER source_entry BEFORE INSERT OR UPDATE ON source FOR EACH ROW EXECUTE FUNCTION keep_entry();
ALTER TABLE source ENABLE ALWAYS TRIGGER source_entry;
CREATE TRIGGER source_kept BEFORE DELETE ON source FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE source ENABLE ALWAYS TRIGGER source_kept;
CREATE TRIGGER source_whole BEFORE TRUNCATE ON source FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE source ENABLE ALWAYS TRIGGER source_whole;
CREATE TRIGGER source_audit AFTER INSERT OR UPDATE OR DELETE ON source FOR EACH ROW EXECUTE FUNCTION write_audit('id');
ALTER TABLE source ENABLE ALWAYS TRIGGER source_audit;
CREATE TRIGGER event_entry BEFORE INSERT OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION keep_entry();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_entry;
CREATE TRIGGER event_kept BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_kept;
CREATE TRIGGER event_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_whole;
CREATE TRIGGER event_audit AFTER INSERT OR UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION write_audit('id');
ALTER TABLE event ENABLE ALWAYS TRIGGER event_audit;
CREATE TRIGGER relation_entry BEFORE INSERT OR UPDATE ON relation FOR EACH ROW EXECUTE FUNCTION keep_entry();
ALTER TABLE relation ENABLE ALWAYS TRIGGER relation_entry;
CREATE TRIGGER relation_kept BEFORE DELETE ON relation FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE relation ENABLE ALWAYS TRIGGER relation_kept;
CREATE TRIGGER relation_whole BEFORE TRUNCATE ON relation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE relation ENABLE ALWAYS TRIGGER relation_whole;
CREATE TRIGGER relation_audit AFTER INSERT OR UPDATE OR DELETE ON relation FOR EACH ROW EXECUTE FUNCTION write_audit('id');
ALTER TABLE relation ENABLE ALWAYS TRIGGER relation_audit;
CREATE TRIGGER actor_name_audit AFTER INSERT OR UPDATE OR DELETE ON actor_name FOR EACH ROW EXECUTE FUNCTION write_audit('actor_id', 'ordinal');
ALTER TABLE actor_name ENABLE ALWAYS TRIGGER actor_name_audit;
CREATE TRIGGER actor_name_whole BEFORE TRUNCATE ON actor_name FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE actor_name ENABLE ALWAYS TRIGGER actor_name_whole;
CREATE TRIGGER actor_identifier_audit AFTER INSERT OR UPDATE OR DELETE ON actor_identifier FOR EACH ROW EXECUTE FUNCTION write_audit('actor_id', 'ordinal');
ALTER TABLE actor_identifier ENABLE ALWAYS TRIGGER actor_identifier_audit;
CREATE TRIGGER actor_identifier_whole BEFORE TRUNCATE ON actor_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE actor_identifier ENABLE ALWAYS TRIGGER actor_identifier_whole;
CREATE TRIGGER scale_point_audit AFTER INSERT OR UPDATE OR DELETE ON scale_point FOR EACH ROW EXECUTE FUNCTION write_audit('scale_id', 'position');
ALTER TABLE scale_point ENABLE ALWAYS TRIGGER scale_point_audit;
CREATE TRIGGER scale_point_whole BEFORE TRUNCATE ON scale_point FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE scale_point ENABLE ALWAYS TRIGGER scale_point_whole;
CREATE TRIGGER issue_broader_audit AFTER INSERT OR UPDATE OR DELETE ON issue_broader FOR EACH ROW EXECUTE FUNCTION write_audit('issue_id', 'broader_id');
ALTER TABLE issue_broader ENABLE ALWAYS TRIGGER issue_broader_audit;
CREATE TRIGGER issue_broader_whole BEFORE TRUNCATE ON issue_broader FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE issue_broader ENABLE ALWAYS TRIGGER issue_broader_whole;
CREATE TRIGGER event_participant_audit AFTER INSERT OR UPDATE OR DELETE ON event_participant FOR EACH ROW EXECUTE FUNCTION write_audit('event_id', 'actor_id', 'role');
ALTER TABLE event_participant ENABLE ALWAYS TRIGGER event_participant_audit;
CREATE TRIGGER event_participant_whole BEFORE TRUNCATE ON event_participant FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE event_participant ENABLE ALWAYS TRIGGER event_participant_whole;
CREATE TRIGGER relation_refers_to_active AFTER INSERT OR UPDATE ON relation FOR EACH ROW WHEN (NEW.status = 'ACTIVE') EXECUTE FUNCTION refuse_retracted_reference('subject_id', 'actor', 'object_id', 'actor', 'source_id', 'source');
CREATE TRIGGER issue_refers_to_active AFTER INSERT OR UPDATE ON issue FOR EACH ROW WHEN (NEW.status = 'ACTIVE') EXECUTE FUNCTION refuse_retracted_reference('scale_id', 'scale');
CREATE TRIGGER issue_broader_refers_to_active AFTER INSERT OR UPDATE ON issue_broader FOR EACH ROW EXECUTE FUNCTION refuse_retracted_reference('broader_id', 'issue');
CREATE TRIGGER event_participant_refers_to_active AFTER INSERT OR UPDATE ON event_participant FOR EACH ROW EXECUTE FUNCTION refuse_retracted_reference('actor_id', 'actor');
CREATE TRIGGER issue_broader_acyclic AFTER INSERT OR UPDATE ON issue_broader FOR EACH ROW EXECUTE FUNCTION refuse_issue_cycle();
CREATE TRIGGER issue_scale_fixed BEFORE UPDATE ON issue FOR EACH ROW EXECUTE FUNCTION keep_issue_scale();
CREATE TRIGGER scale_point_fixed AFTER INSERT OR UPDATE OR DELETE ON scale_point FOR EACH ROW EXECUTE FUNCTION keep_scale_points();
CREATE CONSTRAINT TRIGGER scale_span_true AFTER INSERT OR UPDATE ON scale DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_scale_span();
CREATE CONSTRAINT TRIGGER scale_point_span_true AFTER INSERT OR UPDATE OR DELETE ON scale_point DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_scale_span();
CREATE TRIGGER actor_unused BEFORE UPDATE ON actor FOR EACH ROW WHEN (NEW.status = 'RETRACTED' AND OLD.status <> 'RETRACTED') EXECUTE FUNCTION refuse_retraction_in_use('relation', 'subject_id', 'relation', 'object_id', 'event_participant', 'actor_id', 'stance', 'actor_id', 'stance', 'target_id', 'stance', 'speaker_id');
CREATE TRIGGER scale_unused BEFORE UPDATE ON scale FOR EACH ROW WHEN (NEW.status = 'RETRACTED' AND OLD.status <> 'RETRACTED') EXECUTE FUNCTION refuse_retraction_in_use('issue', 'scale_id');
CREATE TRIGGER issue_unused BEFORE UPDATE ON issue FOR EACH ROW WHEN (NEW.status = 'RETRACTED' AND OLD.status <> 'RETRACTED') EXECUTE FUNCTION refuse_retraction_in_use('issue_broader', 'broader_id', 'stance', 'issue_id');
CREATE TRIGGER source_unused BEFORE UPDATE ON source FOR EACH ROW WHEN (NEW.status = 'RETRACTED' AND OLD.status <> 'RETRACTED') EXECUTE FUNCTION refuse_retraction_in_use('relation', 'source_id', 'citation', 'source_id');
CREATE TRIGGER event_unused BEFORE UPDATE ON event FOR EACH ROW WHEN (NEW.status = 'RETRACTED' AND OLD.status <> 'RETRACTED') EXECUTE FUNCTION refuse_retraction_in_use('stance', 'event_id');

-- The scales that every installation has.

WITH added AS (
  INSERT INTO scale (slug, name, description, lowest, highest, recorded_by)
  VALUES ('support-5', 'Support, five points', 'How far the actor is for or against the proposition.', -2, 2, 'migration')
  RETURNING id
)
INSERT INTO scale_point (scale_id, position, label)
SELECT added.id, point.position, point.label FROM added, (VALUES
  (-2, 'strongly opposes'),
  (-1, 'opposes'),
  (0, 'neutral'),
  (1, 'supports'),
  (2, 'strongly supports')
) AS point (position, label);

WITH added AS (
  INSERT INTO scale (slug, name, description, lowest, highest, recorded_by)
  VALUES ('vote-3', 'Vote, three points', 'A vote cast; abstaining lies between no and yes.', -1, 1, 'migration')
  RETURNING id
)
INSERT INTO scale_point (scale_id, position, label)
SELECT added.id, point.position, point.label FROM added, (VALUES
  (-1, 'no'),
  (0, 'abstain'),
  (1, 'yes')
) AS point (position, label);

WITH added AS (
  INSERT INTO scale (slug, name, description, lowest, highest, recorded_by)
  VALUES ('recognition-5', 'Recognition, five points', 'How far the target is recognised as the government or state that it claims to be.', -2, 2, 'migration')
  RETURNING id
)
INSERT INTO scale_point (scale_id, position, label)
SELECT added.id, point.position, point.label FROM added, (VALUES
  (-2, 'rejects'),
  (-1, 'does not recognise'),
  (0, 'undeclared'),
  (1, 'de facto recognition'),
  (2, 'de jure recognition')
) AS point (position, label);
