-- The role that the service works under: it reads everything, adds records and changes catalog entries.
-- It cannot change the ledger, the audit, the clock or the structure of the database.
-- Roles belong to the whole cluster: it may be there already, and a database user without CREATEROLE goes without.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'stanceline_app') THEN
    CREATE ROLE stanceline_app NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'stanceline_app', 'SET') THEN
    EXECUTE format('GRANT stanceline_app TO %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'This database user may not create the role stanceline_app; the service will work under the user itself.';
  WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'stanceline_app') THEN
    GRANT USAGE ON SCHEMA public TO stanceline_app;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO stanceline_app;
    GRANT INSERT, UPDATE ON actor, scale, issue, source, event, relation, api_key TO stanceline_app;
    GRANT INSERT, UPDATE, DELETE ON actor_name, actor_identifier, issue_broader, event_participant TO stanceline_app;
    GRANT INSERT, UPDATE, DELETE ON scale_point TO stanceline_app;
    GRANT INSERT ON stance, citation TO stanceline_app;
  END IF;
END
$$;
