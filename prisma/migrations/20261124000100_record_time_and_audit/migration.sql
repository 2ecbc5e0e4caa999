-- Record time: one strictly increasing clock for the whole database, and the audit of the catalog.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The lock on this single row puts writing transactions in one order, so that record times are
-- given in the order in which transactions commit. Without it, a reader could see the data of
-- a moment and later be told of a record "known" at that moment which had not been committed.
CREATE TABLE record_clock (
  only_row boolean NOT NULL DEFAULT true,
  at timestamptz NOT NULL,
  transaction xid8 NOT NULL,
  CONSTRAINT record_clock_pkey PRIMARY KEY (only_row),
  CONSTRAINT record_clock_one_row CHECK (only_row)
);

-- Every record time that was ever given: the states the database has been in.
CREATE TABLE record_moment (
  at timestamptz NOT NULL,
  CONSTRAINT record_moment_pkey PRIMARY KEY (at)
);

-- Every trigger function names its search_path: without it, a session's temporary table of the same name would be
-- looked into instead of ours.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'integrity_constraint_violation',
    CONSTRAINT = TG_TABLE_NAME || '_append_only',
    MESSAGE = format('ledger/append-only: %s on %s is refused; records are only ever added.', TG_OP, TG_TABLE_NAME);
END
$$;

-- Whatever is written to it, the clock shows the time, and only moves forward. Whole milliseconds, because a
-- JavaScript Date keeps no more; rounded up, so that a client's time from before the write is before it.
CREATE FUNCTION tick() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.transaction = pg_current_xact_id() THEN
    RAISE EXCEPTION USING
      ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'record_clock_forward',
      MESSAGE = 'ledger/one-record-time: a transaction has one record time.';
  END IF;
  NEW.at := greatest(date_trunc('milliseconds', clock_timestamp()), OLD.at) + interval '1 millisecond';
  NEW.transaction := pg_current_xact_id();
  RETURN NEW;
END
$$;

CREATE FUNCTION note_moment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO record_moment (at) VALUES (NEW.at);
  PERFORM pg_notify('stanceline_changes', to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  RETURN NULL;
END
$$;

CREATE FUNCTION refuse_forged_moment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM record_clock c WHERE c.at = NEW.at AND c.transaction = pg_current_xact_id()) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'record_moment_given',
      MESSAGE = 'ledger/forged-moment: only the clock gives record times.';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER record_clock_forward BEFORE UPDATE ON record_clock FOR EACH ROW EXECUTE FUNCTION tick();
CREATE TRIGGER record_clock_noted AFTER INSERT OR UPDATE ON record_clock FOR EACH ROW EXECUTE FUNCTION note_moment();
CREATE TRIGGER record_clock_kept BEFORE DELETE ON record_clock FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_clock_whole BEFORE TRUNCATE ON record_clock FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_moment_given BEFORE INSERT ON record_moment FOR EACH ROW EXECUTE FUNCTION refuse_forged_moment();
CREATE TRIGGER record_moment_append_only BEFORE UPDATE OR DELETE ON record_moment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_moment_whole BEFORE TRUNCATE ON record_moment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_forward;
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_noted;
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_kept;
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_whole;
ALTER TABLE record_moment ENABLE ALWAYS TRIGGER record_moment_given;
ALTER TABLE record_moment ENABLE ALWAYS TRIGGER record_moment_append_only;
ALTER TABLE record_moment ENABLE ALWAYS TRIGGER record_moment_whole;

INSERT INTO record_clock (at, transaction)
VALUES (date_trunc('milliseconds', clock_timestamp()), pg_current_xact_id());

-- The record time of this transaction; the first call takes the clock, and keeps it until the transaction ends.
CREATE FUNCTION record_time() RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz;
BEGIN
  SELECT c.at INTO moment FROM record_clock c WHERE c.transaction = pg_current_xact_id();
  IF FOUND THEN
    RETURN moment;
  END IF;
  -- The trigger reads the time, once the lock on the row is held.
  UPDATE record_clock c SET transaction = pg_current_xact_id() RETURNING c.at INTO moment;
  RETURN moment;
END
$$;

-- How a moment is written in every answer.
CREATE FUNCTION iso_moment(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

CREATE TYPE audit_operation AS ENUM ('INSERT', 'UPDATE', 'DELETE');

-- Every state of every catalog row. `content` is the row after the operation; null after a DELETE.
CREATE TABLE audit_entry (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  table_name text NOT NULL,
  entry_id uuid NOT NULL,
  row_key text NOT NULL,
  operation audit_operation NOT NULL,
  content jsonb,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (seq),
  CONSTRAINT audit_entry_content CHECK ((operation = 'DELETE') = (content IS NULL))
);
CREATE INDEX audit_entry_row ON audit_entry (table_name, entry_id, row_key, seq DESC);

-- Only the triggers of the catalog's tables write here.
CREATE FUNCTION refuse_forged_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION USING
      ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'audit_entry_given',
      MESSAGE = 'ledger/forged-audit: only a change of the catalog writes its audit.';
  END IF;
  NEW.at := record_time();
  RETURN NEW;
END
$$;

CREATE TRIGGER audit_entry_given BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_forged_audit();
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_given;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_whole;

-- Arguments: the column that holds the entry's id, then the columns that tell its rows apart. A row whose columns of
-- these change has gone, and another has come.
CREATE FUNCTION write_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  key_before text := '';
  key_after text := '';
  operation audit_operation := TG_OP::audit_operation;
  argument integer;
BEGIN
  FOR argument IN 1 .. TG_NARGS - 1 LOOP
    key_before := key_before || '/' || (before ->> TG_ARGV[argument]);
    key_after := key_after || '/' || (after ->> TG_ARGV[argument]);
  END LOOP;
  IF before IS NOT NULL AND (before ->> TG_ARGV[0], key_before) IS DISTINCT FROM (after ->> TG_ARGV[0], key_after) THEN
    INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation)
    VALUES (record_time(), TG_TABLE_NAME, (before ->> TG_ARGV[0])::uuid, key_before, 'DELETE');
    operation := 'INSERT';
  END IF;
  IF after IS NOT NULL THEN
    INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation, content)
    VALUES (record_time(), TG_TABLE_NAME, (after ->> TG_ARGV[0])::uuid, key_after, operation, after);
  END IF;
  RETURN NULL;
END
$$;

-- It writes with its owner's rights, so nobody else may make it the trigger of a table of their own.
REVOKE EXECUTE ON FUNCTION write_audit() FROM PUBLIC;
