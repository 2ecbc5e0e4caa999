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

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'integrity_constraint_violation',
    CONSTRAINT = TG_TABLE_NAME || '_append_only',
    MESSAGE = format('ledger/append-only: %s on %s is refused; records are only ever added.', TG_OP, TG_TABLE_NAME);
END
$$;

CREATE FUNCTION refuse_clock_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.at <= OLD.at THEN
    RAISE EXCEPTION USING
      ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'record_clock_forward',
      MESSAGE = 'ledger/clock-backwards: record time only moves forward.';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER record_clock_forward BEFORE UPDATE ON record_clock FOR EACH ROW EXECUTE FUNCTION refuse_clock_going_back();
CREATE TRIGGER record_clock_kept BEFORE DELETE ON record_clock FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_clock_whole BEFORE TRUNCATE ON record_clock FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_moment_append_only BEFORE UPDATE OR DELETE ON record_moment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_moment_whole BEFORE TRUNCATE ON record_moment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_forward;
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_kept;
ALTER TABLE record_clock ENABLE ALWAYS TRIGGER record_clock_whole;
ALTER TABLE record_moment ENABLE ALWAYS TRIGGER record_moment_append_only;
ALTER TABLE record_moment ENABLE ALWAYS TRIGGER record_moment_whole;

INSERT INTO record_clock (at, transaction)
VALUES (date_trunc('milliseconds', clock_timestamp()), pg_current_xact_id());
INSERT INTO record_moment (at) SELECT at FROM record_clock;

-- The record time of this transaction; the first call takes the clock. Whole milliseconds, because a
-- JavaScript Date keeps no more; rounded up, so that a client's time from before the write is before it.
CREATE FUNCTION record_time() RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz;
BEGIN
  SELECT c.at INTO moment FROM record_clock c WHERE c.transaction = pg_current_xact_id();
  IF FOUND THEN
    RETURN moment;
  END IF;
  -- clock_timestamp() must be read after the row's lock is held, hence two statements.
  PERFORM 1 FROM record_clock FOR UPDATE;
  UPDATE record_clock c
     SET at = greatest(date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond', c.at + interval '1 millisecond'),
         transaction = pg_current_xact_id()
  RETURNING c.at INTO moment;
  INSERT INTO record_moment (at) VALUES (moment);
  PERFORM pg_notify('stanceline_changes', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
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

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_whole;

-- Arguments: the column that holds the entry's id, then the columns that tell its rows apart.
CREATE FUNCTION write_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  either jsonb := coalesce(CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END, to_jsonb(OLD));
  row_key text := '';
  argument integer;
BEGIN
  FOR argument IN 1 .. TG_NARGS - 1 LOOP
    row_key := row_key || '/' || (either ->> TG_ARGV[argument]);
  END LOOP;
  INSERT INTO audit_entry (at, table_name, entry_id, row_key, operation, content)
  VALUES (record_time(), TG_TABLE_NAME, (either ->> TG_ARGV[0])::uuid, row_key, TG_OP::audit_operation, after);
  RETURN NULL;
END
$$;
