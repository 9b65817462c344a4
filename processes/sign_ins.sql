-- write --
INSERT INTO letters (network_id, letter_id, kind, subject, person_id, state, written_at, due_at, give_up_at)
VALUES ($1, $2, $3, $4, $5, 'WAITING', $6, $6, $7)
ON CONFLICT (network_id, letter_id) DO NOTHING;
