-- up_to_date --
-- The live schema exists and was made by these versions.
SELECT to_regnamespace('read') IS NOT NULL AND projections = $1 FROM head WHERE log_id = 1;

-- registered --
-- Which read models are there, and of which versions.
SELECT projections FROM head WHERE log_id = 1;

-- alone --
-- One rebuild at a time; the lock ends with the connection.
SELECT pg_try_advisory_lock(hashtextextended('maillage.rebuild', 0));

-- start --
-- What an interrupted rebuild left is of no use.
DROP SCHEMA IF EXISTS read_new, read_old CASCADE;
CREATE SCHEMA read_new;

-- hold --
-- No append from here to the end of the transaction.
SELECT hold_appends();

-- page --
-- Facts beyond a position of the log, in order. all networks: read models are made anew for all of them at once.
SELECT network_id, network_seq, notification_id, originator_id, originator_version, topic, state, metadata, recorded_at
FROM stored_events WHERE notification_id > $1 ORDER BY notification_id LIMIT $2;

-- swap --
-- Names change, tables stay: readers go on. A lock that does not come soon fails the swap, not the readers.
SET LOCAL lock_timeout = '2s';
CREATE SCHEMA IF NOT EXISTS read;
ALTER SCHEMA read RENAME TO read_old;
ALTER SCHEMA read_new RENAME TO read;

-- register --
-- Writers that know other versions stop at their next append.
SELECT register_projections($1);

-- clear --
-- The former tables, once nobody can resolve their names any more.
DROP SCHEMA IF EXISTS read_old CASCADE;
