-- ask --
INSERT INTO sign_ins (sign_in_id, address, requested_at, expires_at, tries_left) VALUES ($1, $2, $3, $4, $5);

-- try --
-- Takes one of the tries, if there is one.
UPDATE sign_ins SET tries_left = tries_left - 1
WHERE sign_in_id = $1 AND tries_left > 0 AND used_at IS NULL AND expires_at > $2
RETURNING true;

-- use --
UPDATE sign_ins SET used_at = $2 WHERE sign_in_id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING address;

-- claim --
-- One that another process holds is passed over; one that nobody can use any more needs no letter.
SELECT sign_in_id, address, expires_at FROM sign_ins WHERE told_at IS NULL AND expires_at > $1
ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- address --
SELECT address FROM sign_ins WHERE sign_in_id = $1;

-- told --
UPDATE sign_ins SET told_at = $2 WHERE sign_in_id = $1;

-- count --
-- A window that has passed begins anew.
INSERT INTO sign_in_counts AS c (mark, since, count) VALUES ($1, $2, 1)
ON CONFLICT (mark) DO UPDATE SET (since, count) = (
    SELECT CASE WHEN c.since <= $3 THEN $2 ELSE c.since END, CASE WHEN c.since <= $3 THEN 1 ELSE c.count + 1 END)
RETURNING since, count;

-- forget --
DELETE FROM sign_ins WHERE expires_at <= $1;

-- forget_counts --
DELETE FROM sign_in_counts WHERE since <= $1;
