-- role --
-- Who the connection is, which a connection string need not say.
SELECT current_user::text;

-- letters --
-- The text rules of the database: French order and search need É to be a letter with a small form.
SELECT current_setting('server_encoding') = 'UTF8' AND lower('É') = 'é';

-- rewritable --
-- Whether this role could change or remove a fact that is stored.
SELECT has_table_privilege('log.stored_events', 'INSERT, UPDATE, DELETE, TRUNCATE');
