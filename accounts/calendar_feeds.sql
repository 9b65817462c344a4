-- make --
-- Once: a command that is sent again makes no second address.
INSERT INTO calendar_feeds (network_id, feed_id, person_id, kind, hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (network_id, feed_id) DO NOTHING RETURNING true;

-- revoke --
-- Once: the first instant stays.
UPDATE calendar_feeds SET revoked_at = $4
WHERE network_id = $1 AND person_id = $2 AND feed_id = $3 AND revoked_at IS NULL;

-- revoke_all --
UPDATE calendar_feeds SET revoked_at = $3 WHERE network_id = $1 AND person_id = $2 AND revoked_at IS NULL;

-- of_id --
SELECT network_id, feed_id, person_id, kind, created_at, last_read_at, revoked_at FROM calendar_feeds
WHERE network_id = $1 AND person_id = $2 AND feed_id = $3;

-- of_person --
SELECT network_id, feed_id, person_id, kind, created_at, last_read_at, revoked_at FROM calendar_feeds
WHERE network_id = $1 AND person_id = $2 AND revoked_at IS NULL ORDER BY created_at DESC, feed_id;

-- identify --
-- all networks: it is the secret that says which network it belongs to.
SELECT network_id, feed_id, person_id, kind, created_at, last_read_at, revoked_at FROM calendar_feeds
WHERE hash = $1 AND revoked_at IS NULL;

-- read --
-- The condition again: of many readings at once, one writes.
UPDATE calendar_feeds SET last_read_at = $3
WHERE network_id = $1 AND feed_id = $2 AND (last_read_at IS NULL OR last_read_at <= $4);
