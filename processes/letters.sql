-- claim --
-- all networks: one process sends for all of them. A letter that another process holds is passed over. Somebody waits
-- for the one to sign in.
SELECT network_id, letter_id, kind, subject, seq, person_id, written_at, tries, give_up_at FROM letters
WHERE state = 'WAITING' AND due_at <= $1 ORDER BY kind <> 'SIGN_IN', due_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- are_due --
-- all networks: whether it is worth to open a connection to the mail server.
SELECT EXISTS (SELECT FROM letters WHERE state = 'WAITING' AND due_at <= $1);

-- settle --
UPDATE letters SET state = $3, failure = $4, due_at = $5, settled_at = $6, tries = tries + 1
WHERE network_id = $1 AND letter_id = $2;

-- set_late_ones_aside --
-- all networks: one process sends for all of them. What was to open a door that has closed is of no use to anybody.
UPDATE letters SET state = CASE kind WHEN 'SIGN_IN' THEN 'DROPPED' ELSE 'SET_ASIDE' END, failure = coalesce(failure, 'LATE'), settled_at = $1
WHERE state = 'WAITING' AND give_up_at <= $1;

-- forget_sign_ins --
-- all networks: they are over everywhere.
DELETE FROM letters WHERE kind = 'SIGN_IN' AND settled_at <= $1;
