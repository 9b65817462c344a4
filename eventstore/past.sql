-- seq_at --
-- The last position recorded by an instant. Positions and instants rise together, so the search starts at the end.
SELECT network_seq FROM stored_events WHERE network_id = $1 AND recorded_at <= $2 ORDER BY network_seq DESC LIMIT 1;

-- recorded_at --
-- The instant of one position.
SELECT recorded_at FROM stored_events WHERE network_id = $1 AND network_seq = $2;

-- head --
-- The last position of a network.
SELECT network_seq FROM stored_events WHERE network_id = $1 ORDER BY network_seq DESC LIMIT 1;
