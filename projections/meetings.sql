-- page_up --
SELECT * FROM meeting_rows m
WHERE m.network_id = $1
  AND ($2::text[] IS NULL OR m.status = ANY($2)) AND ($3::text IS NULL OR m.kind = $3)
  AND ($4::timestamptz IS NULL OR m.starts_at >= $4) AND ($5::timestamptz IS NULL OR m.starts_at < $5)
  AND ($6::timestamptz IS NULL OR (m.sort_at, m.id) > ($6, $7::uuid))
  AND ($8::timestamptz IS NULL OR (m.sort_at, m.id) < ($8, $9::uuid))
ORDER BY m.sort_at, m.id LIMIT $10;

-- page_down --
SELECT * FROM meeting_rows m
WHERE m.network_id = $1
  AND ($2::text[] IS NULL OR m.status = ANY($2)) AND ($3::text IS NULL OR m.kind = $3)
  AND ($4::timestamptz IS NULL OR m.starts_at >= $4) AND ($5::timestamptz IS NULL OR m.starts_at < $5)
  AND ($6::timestamptz IS NULL OR (m.sort_at, m.id) > ($6, $7::uuid))
  AND ($8::timestamptz IS NULL OR (m.sort_at, m.id) < ($8, $9::uuid))
ORDER BY m.sort_at DESC, m.id DESC LIMIT $10;

-- by_id --
SELECT * FROM meeting_rows m WHERE m.network_id = $1 AND m.id = ANY($2);

-- count --
SELECT count(*) FROM meetings m
WHERE m.network_id = $1
  AND ($2::text[] IS NULL OR m.status = ANY($2)) AND ($3::text IS NULL OR m.kind = $3)
  AND ($4::timestamptz IS NULL OR m.starts_at >= $4) AND ($5::timestamptz IS NULL OR m.starts_at < $5);

-- presences --
SELECT p.* FROM presences p WHERE p.network_id = $1 AND p.meeting = ANY($2) ORDER BY p.meeting, p.arrived_version;
