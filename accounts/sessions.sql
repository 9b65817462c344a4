-- open --
-- all networks: its bearer has chosen none yet, or the one that it names.
INSERT INTO sessions (session_id, hash, address, network_id, person_id, client, created_at, last_used_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8);

-- find --
-- all networks: it is the session that says which network its bearer comes from.
SELECT session_id, address, network_id, person_id, client, expires_at, last_used_at FROM sessions
WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND last_used_at > $3;

-- used --
-- all networks: of one session. The condition again: of many requests at once, one writes.
UPDATE sessions SET last_used_at = $2 WHERE session_id = $1 AND last_used_at <= $3;

-- of_person --
SELECT session_id, client, created_at, last_used_at, expires_at, revoked_at FROM sessions
WHERE network_id = $1 AND person_id = $2 AND revoked_at IS NULL AND expires_at > $3 AND last_used_at > $4
ORDER BY created_at DESC, session_id LIMIT 100;

-- is_of --
SELECT EXISTS (SELECT FROM sessions WHERE network_id = $1 AND person_id = $2 AND session_id = $3);

-- revoke --
-- Once: the first instant stays.
UPDATE sessions SET revoked_at = $4
WHERE network_id = $1 AND person_id = $2 AND session_id = $3 AND revoked_at IS NULL;

-- revoke_all --
-- all networks: whoever proved the address is the same human being wherever it led.
UPDATE sessions SET revoked_at = $3
WHERE revoked_at IS NULL AND (network_id = $1 AND person_id = $2 OR address IN (
    SELECT s.address FROM sessions s WHERE s.network_id = $1 AND s.person_id = $2))
RETURNING session_id;

-- revoke_others --
UPDATE sessions SET revoked_at = $4
WHERE network_id = $1 AND person_id = $2 AND address IS DISTINCT FROM $3 AND revoked_at IS NULL;

-- end --
-- all networks: of one session, by its bearer.
UPDATE sessions SET revoked_at = $2 WHERE session_id = $1 AND revoked_at IS NULL;

-- forget --
-- all networks: what is over is nobody's.
DELETE FROM sessions WHERE revoked_at <= $1 OR expires_at <= $1 OR last_used_at <= $2;
