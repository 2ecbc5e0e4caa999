-- API keys: only the hash of a key is stored; the prefix tells keys apart in lists and logs.

CREATE TYPE api_scope AS ENUM ('read', 'write:stances', 'write:catalog', 'admin');

CREATE TABLE api_key (
  id uuid NOT NULL DEFAULT uuidv7(),
  name text NOT NULL,
  prefix text NOT NULL,
  sha256 bytea NOT NULL,
  scopes api_scope[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_sha256_key UNIQUE (sha256),
  CONSTRAINT api_key_name_key UNIQUE (name),
  CONSTRAINT api_key_sha256_length CHECK (octet_length(sha256) = 32),
  CONSTRAINT api_key_scopes_some CHECK (cardinality(scopes) > 0),
  CONSTRAINT api_key_name_filled CHECK (name ~ '\S' AND length(name) <= 200)
);

-- A key is revoked, never removed: records name the key that made them.
CREATE TRIGGER api_key_kept BEFORE DELETE ON api_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER api_key_whole BEFORE TRUNCATE ON api_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE api_key ENABLE ALWAYS TRIGGER api_key_kept;
ALTER TABLE api_key ENABLE ALWAYS TRIGGER api_key_whole;
