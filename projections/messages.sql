-- page_up --
SELECT l.letter_id AS id, l.kind, l.person_id AS person, l.state, l.written_at, l.settled_at FROM letters l
WHERE l.network_id = $1 AND l.subject = $2 AND ($3::text[] IS NULL OR l.state = ANY($3))
  AND ($4::timestamptz IS NULL OR (l.written_at, l.letter_id) > ($4, $5::uuid))
  AND ($6::timestamptz IS NULL OR (l.written_at, l.letter_id) < ($6, $7::uuid))
ORDER BY l.written_at, l.letter_id LIMIT $8;

-- page_down --
SELECT l.letter_id AS id, l.kind, l.person_id AS person, l.state, l.written_at, l.settled_at FROM letters l
WHERE l.network_id = $1 AND l.subject = $2 AND ($3::text[] IS NULL OR l.state = ANY($3))
  AND ($4::timestamptz IS NULL OR (l.written_at, l.letter_id) > ($4, $5::uuid))
  AND ($6::timestamptz IS NULL OR (l.written_at, l.letter_id) < ($6, $7::uuid))
ORDER BY l.written_at DESC, l.letter_id DESC LIMIT $8;

-- count --
SELECT count(*) FROM letters l
WHERE l.network_id = $1 AND l.subject = $2 AND ($3::text[] IS NULL OR l.state = ANY($3));
