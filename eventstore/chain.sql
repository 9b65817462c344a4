-- links --
-- The links of a network, in order.
SELECT last_seq, link FROM chain WHERE network_id = $1 ORDER BY last_seq;

-- rows --
-- What leaves are made of, a page at a time.
SELECT network_id, network_seq, originator_id, originator_version, recorded_at, topic, state, metadata, leaf
FROM stored_events WHERE network_id = $1 AND network_seq > $2 ORDER BY network_seq LIMIT $3;

-- networks --
-- Every network that has facts. all networks: an administrator verifies the whole log.
SELECT DISTINCT network_id FROM chain ORDER BY network_id;
