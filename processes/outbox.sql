-- put --
INSERT INTO outbox (network_id, seq, kind, written_at, due_at)
SELECT n, s, k, w, w FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[]) AS f(n, s, k, w)
ON CONFLICT (network_id, seq, kind) DO NOTHING;

-- claim --
-- all networks: one process sends for all of them. A row that another process holds is passed over.
SELECT network_id, seq, kind, tries FROM outbox WHERE NOT set_aside AND due_at <= $1
ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- address --
-- A letter that is there stays as it is: the same fact is told once to each person.
WITH done AS (
    DELETE FROM outbox WHERE network_id = $1 AND seq = $2 AND kind = $3
)
INSERT INTO letters (network_id, letter_id, kind, subject, seq, person_id, state, written_at, due_at, give_up_at)
SELECT $1, l.id, $3, $4, $2, l.person, 'WAITING', $7, $7, $8 FROM unnest($5::uuid[], $6::uuid[]) AS l(id, person)
ON CONFLICT (network_id, letter_id) DO NOTHING;

-- again --
UPDATE outbox SET due_at = $4, failure = $5, set_aside = $6, tries = tries + 1
WHERE network_id = $1 AND seq = $2 AND kind = $3;
