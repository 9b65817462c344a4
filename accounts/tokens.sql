-- mint --
INSERT INTO access_tokens (network_id, token_id, person_id, hash, label, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- revoke --
-- Once: the first instant stays.
UPDATE access_tokens SET revoked_at = $3 WHERE network_id = $1 AND token_id = $2 AND revoked_at IS NULL
RETURNING true;

-- revoke_all --
UPDATE access_tokens SET revoked_at = $3 WHERE network_id = $1 AND person_id = $2 AND revoked_at IS NULL;

-- identify --
-- all networks: it is the token that says which network its bearer comes from.
SELECT token_id, network_id, person_id, expires_at, last_used_at FROM access_tokens
WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2;

-- used --
-- The condition again: of many requests at once, one writes.
UPDATE access_tokens SET last_used_at = $3
WHERE network_id = $1 AND token_id = $2 AND (last_used_at IS NULL OR last_used_at <= $4);

-- of_person --
SELECT token_id, person_id, label, created_at, expires_at, last_used_at, revoked_at FROM access_tokens
WHERE network_id = $1 AND person_id = $2 ORDER BY created_at DESC, token_id;
