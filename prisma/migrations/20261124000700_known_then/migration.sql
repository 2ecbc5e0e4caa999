-- The catalog as it stood at a past moment, made from the audit: two functions for each table, for all entries and for
-- one, so that a query becomes a question about the past by reading from these instead of from the tables.

CREATE FUNCTION actor_known(moment timestamptz) RETURNS SETOF actor LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'actor' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::actor, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION actor_known(moment timestamptz, entry uuid) RETURNS SETOF actor LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'actor' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::actor, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION actor_name_known(moment timestamptz) RETURNS SETOF actor_name LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'actor_name' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::actor_name, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION actor_name_known(moment timestamptz, entry uuid) RETURNS SETOF actor_name LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'actor_name' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::actor_name, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION actor_identifier_known(moment timestamptz) RETURNS SETOF actor_identifier LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'actor_identifier' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::actor_identifier, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION actor_identifier_known(moment timestamptz, entry uuid) RETURNS SETOF actor_identifier LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'actor_identifier' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::actor_identifier, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION scale_known(moment timestamptz) RETURNS SETOF scale LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'scale' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::scale, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION scale_known(moment timestamptz, entry uuid) RETURNS SETOF scale LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'scale' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::scale, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION scale_point_known(moment timestamptz) RETURNS SETOF scale_point LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'scale_point' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::scale_point, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION scale_point_known(moment timestamptz, entry uuid) RETURNS SETOF scale_point LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'scale_point' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::scale_point, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION issue_known(moment timestamptz) RETURNS SETOF issue LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'issue' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::issue, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION issue_known(moment timestamptz, entry uuid) RETURNS SETOF issue LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'issue' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::issue, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION issue_broader_known(moment timestamptz) RETURNS SETOF issue_broader LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'issue_broader' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::issue_broader, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION issue_broader_known(moment timestamptz, entry uuid) RETURNS SETOF issue_broader LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'issue_broader' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::issue_broader, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION source_known(moment timestamptz) RETURNS SETOF source LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'source' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::source, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION source_known(moment timestamptz, entry uuid) RETURNS SETOF source LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'source' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::source, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION event_known(moment timestamptz) RETURNS SETOF event LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'event' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::event, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION event_known(moment timestamptz, entry uuid) RETURNS SETOF event LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'event' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::event, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION event_participant_known(moment timestamptz) RETURNS SETOF event_participant LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'event_participant' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::event_participant, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION event_participant_known(moment timestamptz, entry uuid) RETURNS SETOF event_participant LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'event_participant' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::event_participant, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION relation_known(moment timestamptz) RETURNS SETOF relation LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'relation' AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::relation, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

CREATE FUNCTION relation_known(moment timestamptz, entry uuid) RETURNS SETOF relation LANGUAGE sql STABLE AS $$
  SELECT then_row.*
    FROM (
      SELECT DISTINCT ON (a.entry_id, a.row_key) a.operation, a.content
        FROM audit_entry a
       WHERE a.table_name = 'relation' AND a.entry_id = entry AND a.at <= moment
       ORDER BY a.entry_id, a.row_key, a.seq DESC
    ) last
   CROSS JOIN LATERAL jsonb_populate_record(NULL::relation, last.content) then_row
   WHERE last.operation <> 'DELETE'
$$;

-- The last state of the database at or before `moment`; null before the first. Where a transaction under way may
-- still be given a time at or before `moment`, waits for it, so that the answer never changes afterwards.
CREATE FUNCTION known_at(moment timestamptz) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF moment > (SELECT c.at FROM record_clock c) THEN
    PERFORM 1 FROM record_clock FOR SHARE;
  END IF;
  RETURN (SELECT m.at FROM record_moment m WHERE m.at <= moment ORDER BY m.at DESC LIMIT 1);
END
$$;
