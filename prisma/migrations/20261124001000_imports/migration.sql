-- Imports: files of records, each recorded as a whole.

-- A collection of records with external ids of its own. 0 is what people enter by hand.
CREATE TABLE dataset (
  id integer GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT dataset_pkey PRIMARY KEY (id),
  CONSTRAINT dataset_slug_key UNIQUE (slug),
  CONSTRAINT dataset_slug_form CHECK (is_slug(slug))
);
INSERT INTO dataset (id, slug) OVERRIDING SYSTEM VALUE VALUES (0, 'by-hand');
CREATE TRIGGER dataset_append_only BEFORE UPDATE OR DELETE ON dataset FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dataset_whole BEFORE TRUNCATE ON dataset FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE dataset ENABLE ALWAYS TRIGGER dataset_append_only;
ALTER TABLE dataset ENABLE ALWAYS TRIGGER dataset_whole;

-- External ids are unique within a dataset; see check_external_ids.
ALTER TABLE stance ADD COLUMN dataset_id integer NOT NULL DEFAULT 0;
ALTER TABLE stance ADD CONSTRAINT stance_dataset_fkey FOREIGN KEY (dataset_id) REFERENCES dataset (id) NOT ENFORCED;
DROP INDEX stance_external_id_key;
CREATE INDEX stance_external_id ON stance (dataset_id, external_id)
  WHERE superseded_at IS NULL AND status <> 'RETRACTED' AND external_id IS NOT NULL;
-- What one import recorded stands together: a few blocks of the table, which have the same record time.
CREATE INDEX stance_recorded ON stance USING brin (recorded_at) WITH (pages_per_range = 16);
CREATE INDEX audit_entry_recorded ON audit_entry USING brin (at) WITH (pages_per_range = 16);

CREATE TYPE import_status AS ENUM ('RUNNING', 'DONE', 'FAILED');

-- What an import recorded are the revisions and the audit entries of its record time, which no other transaction shares.
CREATE TABLE import (
  id uuid NOT NULL DEFAULT uuidv7(),
  -- Whoever works on it holds the advisory lock of this number; an import that runs and is not held was cut off.
  number integer GENERATED ALWAYS AS IDENTITY,
  status import_status NOT NULL DEFAULT 'RUNNING',
  dataset_id integer NOT NULL,
  profile text NOT NULL,
  profile_sha256 bytea NOT NULL,
  parameters jsonb NOT NULL,
  -- Of each table that was given: the name of its file, and its SHA-256 in hexadecimal.
  tables jsonb NOT NULL DEFAULT '{}',
  file_name text NOT NULL,
  file_sha256 bytea NOT NULL,
  file_bytes bigint NOT NULL,
  dry_run boolean NOT NULL,
  keep_going boolean NOT NULL,
  retract_missing boolean NOT NULL,
  undoes uuid,
  recorded_by text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  -- The record time of everything that it recorded; null where it recorded nothing.
  recorded_at timestamptz,
  phase text NOT NULL DEFAULT 'reading',
  bytes_read bigint NOT NULL DEFAULT 0,
  rows_read bigint NOT NULL DEFAULT 0,
  rows_skipped bigint NOT NULL DEFAULT 0,
  rows_rejected bigint NOT NULL DEFAULT 0,
  counts jsonb NOT NULL DEFAULT '{}',
  problem jsonb,
  CONSTRAINT import_pkey PRIMARY KEY (id),
  CONSTRAINT import_number_key UNIQUE (number),
  CONSTRAINT import_recorded_at_key UNIQUE (recorded_at),
  CONSTRAINT import_dataset_fkey FOREIGN KEY (dataset_id) REFERENCES dataset (id),
  CONSTRAINT import_undoes_fkey FOREIGN KEY (undoes) REFERENCES import (id),
  CONSTRAINT import_file_sha256_length CHECK (octet_length(file_sha256) = 32),
  CONSTRAINT import_profile_sha256_length CHECK (octet_length(profile_sha256) = 32),
  CONSTRAINT import_finished CHECK ((status = 'RUNNING') = (finished_at IS NULL)),
  CONSTRAINT import_problem_of_failed CHECK ((status = 'FAILED') = (problem IS NOT NULL)),
  CONSTRAINT import_recorded_when_done CHECK (recorded_at IS NULL OR (status = 'DONE' AND NOT dry_run))
);
CREATE UNIQUE INDEX import_undone_once ON import (undoes) WHERE status = 'DONE' AND NOT dry_run;

-- Rows of the file that were not taken, and why.
CREATE TABLE import_fault (
  import_id uuid NOT NULL,
  ordinal integer NOT NULL,
  line bigint NOT NULL,
  "column" integer NOT NULL,
  name text,
  value text,
  code text NOT NULL,
  detail text NOT NULL,
  CONSTRAINT import_fault_pkey PRIMARY KEY (import_id, ordinal),
  CONSTRAINT import_fault_import_fkey FOREIGN KEY (import_id) REFERENCES import (id),
  CONSTRAINT import_fault_place CHECK (line >= 1 AND "column" >= 1)
);

-- An import ends once; what it did is never told otherwise afterwards.
CREATE FUNCTION keep_import() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'RUNNING' THEN
      PERFORM refuse('import_begins', 'import/begins-running: an import begins as RUNNING.');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'RUNNING' OR
     (NEW.id, NEW.number, NEW.dataset_id, NEW.profile, NEW.profile_sha256, NEW.parameters, NEW.tables, NEW.file_name, NEW.file_sha256, NEW.file_bytes,
      NEW.dry_run, NEW.keep_going, NEW.retract_missing, NEW.undoes, NEW.recorded_by, NEW.started_at)
     IS DISTINCT FROM
     (OLD.id, OLD.number, OLD.dataset_id, OLD.profile, OLD.profile_sha256, OLD.parameters, OLD.tables, OLD.file_name, OLD.file_sha256, OLD.file_bytes,
      OLD.dry_run, OLD.keep_going, OLD.retract_missing, OLD.undoes, OLD.recorded_by, OLD.started_at) THEN
    PERFORM refuse('import_final', 'import/final: what an import was asked to do and what came of it are never changed.');
  END IF;
  -- A note of progress must not take the clock, which the import itself may hold.
  IF NEW.recorded_at IS NOT NULL THEN
    IF NEW.recorded_at <> record_time() THEN
      PERFORM refuse('import_recorded_now', 'ledger/forged-moment: an import is recorded with what it records.');
    END IF;
  END IF;
  RETURN NEW;
END
$$;

-- What an import could not take is known when it ends.
CREATE FUNCTION keep_faults() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM import i WHERE i.id = NEW.import_id AND i.status <> 'RUNNING') THEN
    PERFORM refuse('import_fault_of_running', 'import/final: faults are noted before their import ends.');
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER import_kept BEFORE INSERT OR UPDATE ON import FOR EACH ROW EXECUTE FUNCTION keep_import();
CREATE TRIGGER import_stays BEFORE DELETE ON import FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER import_whole BEFORE TRUNCATE ON import FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER import_fault_of_running BEFORE INSERT ON import_fault FOR EACH ROW EXECUTE FUNCTION keep_faults();
CREATE TRIGGER import_fault_append_only BEFORE UPDATE OR DELETE ON import_fault FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER import_fault_whole BEFORE TRUNCATE ON import_fault FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE import ENABLE ALWAYS TRIGGER import_kept;
ALTER TABLE import ENABLE ALWAYS TRIGGER import_stays;
ALTER TABLE import ENABLE ALWAYS TRIGGER import_whole;
ALTER TABLE import_fault ENABLE ALWAYS TRIGGER import_fault_of_running;
ALTER TABLE import_fault ENABLE ALWAYS TRIGGER import_fault_append_only;
ALTER TABLE import_fault ENABLE ALWAYS TRIGGER import_fault_whole;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'stanceline_app') THEN
    GRANT SELECT, INSERT ON dataset, import_fault TO stanceline_app;
    GRANT SELECT, INSERT, UPDATE ON import TO stanceline_app;
  END IF;
END
$$;
