-- exclusive --
-- One process migrates at a time. Before anything is made, since `create ... if not exists` races with itself.
SELECT pg_advisory_xact_lock(hashtext('maillage.migrations'));

-- bookkeeping --
-- What was applied: the number is the file's, the checksum is the SHA-256 of its bytes.
CREATE SCHEMA IF NOT EXISTS log;
CREATE SCHEMA IF NOT EXISTS accounts;
CREATE TABLE IF NOT EXISTS log.migrations (
    number     int         PRIMARY KEY,
    name       text        NOT NULL,
    checksum   text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- kept --
-- Whether anything was ever applied here.
SELECT to_regclass('log.migrations') IS NOT NULL;

-- applied --
SELECT number, name, checksum FROM log.migrations ORDER BY number;

-- record --
INSERT INTO log.migrations (number, name, checksum) VALUES ($1, $2, $3);

-- enter --
-- The schema of one migration; pg_temp last, so that no temporary table stands in for ours.
SELECT set_config('search_path', quote_ident($1) || ', pg_temp', true);

-- make_schema --
-- The name is checked by the caller: a schema cannot be a parameter.
CREATE SCHEMA IF NOT EXISTS "{schema}";

-- patience --
-- How long a migration waits for its turn, then for the locks it needs: it must not hold up the application.
SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', '15min', true);

-- granted --
-- Whether that role, or one it is a member of, may use what was made here. A copied or restored database has lost
-- the rights on the database itself.
SELECT has_schema_privilege($1, 'log', 'USAGE') AND has_schema_privilege($1, 'accounts', 'USAGE')
       AND has_database_privilege($1, current_database(), 'CREATE');

-- name_app --
-- Tells the grants who the application is.
SELECT set_config('maillage.app', $1, true);

-- grants --
-- Repeated after every migration, for what it made. Nobody runs a function of the log but who is named here.
DO $grants$
DECLARE
    app text := current_setting('maillage.app');
BEGIN
    REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
    IF app = current_user THEN
        RETURN;
    END IF;
    IF NOT has_database_privilege(app, current_database(), 'CREATE') THEN
        EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), app);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA log, accounts TO %I', app);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA log TO %I', app);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA log TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA accounts TO %I', app);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA accounts TO %I', app);
END $grants$;
