-- stream --
-- One aggregate's facts, in order. A stream of another network is not found.
SELECT topic, originator_version, state FROM stored_events
WHERE network_id = $1 AND originator_id = $2 ORDER BY originator_version;

-- history --
-- A network's facts beyond a position, in order.
SELECT network_id, network_seq, notification_id, originator_id, originator_version, topic, state, metadata, recorded_at
FROM stored_events WHERE network_id = $1 AND network_seq > $2 ORDER BY network_seq LIMIT $3;

-- highest_claim --
-- The greatest key of a kind with that beginning; a longer key is a greater number.
SELECT key FROM claims WHERE network_id = $1 AND kind = $2 AND starts_with(key, $3)
ORDER BY length(key) DESC, key DESC LIMIT 1;

-- count_claims --
-- How many keys of a kind have that beginning.
SELECT count(*) FROM claims WHERE network_id = $1 AND kind = $2 AND starts_with(key, $3);

-- claim_holder --
-- Which stream holds a claim; network_id 0 = the installation.
SELECT holder FROM claims WHERE network_id = $1 AND kind = $2 AND key = $3;
