-- ring --
-- Whether our own notifications come back to us.
NOTIFY facts;

-- heads --
-- Every network's last position. all networks: one process serves them all. Hops from network to network by the index.
WITH RECURSIVE hop AS (
    (SELECT network_id FROM stored_events ORDER BY network_id LIMIT 1)
    UNION ALL
    SELECT (SELECT e.network_id FROM stored_events e WHERE e.network_id > hop.network_id ORDER BY e.network_id LIMIT 1)
    FROM hop WHERE hop.network_id IS NOT NULL
)
SELECT hop.network_id, last.seq, last.position FROM hop,
LATERAL (SELECT e.network_seq AS seq, e.notification_id AS position FROM stored_events e
         WHERE e.network_id = hop.network_id ORDER BY e.network_seq DESC LIMIT 1) AS last
WHERE hop.network_id IS NOT NULL;

-- since --
-- Networks with facts beyond a position of the log. all networks: one process serves them all.
SELECT network_id, max(network_seq) AS seq, max(notification_id) AS position
FROM stored_events WHERE notification_id > $1 GROUP BY network_id;
