-- page_up --
-- All of them, or those to which one person is invited.
SELECT * FROM meeting_rows m
WHERE m.network_id = $1
  AND ($2::text[] IS NULL OR m.status = ANY($2)) AND ($3::text IS NULL OR m.kind = $3)
  AND ($4::timestamptz IS NULL OR m.starts_at >= $4) AND ($5::timestamptz IS NULL OR m.starts_at < $5)
  AND ($6::timestamptz IS NULL OR (m.sort_at, m.id) > ($6, $7::uuid))
  AND ($8::timestamptz IS NULL OR (m.sort_at, m.id) < ($8, $9::uuid))
  AND ($11::uuid IS NULL OR EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = m.id AND i.person = $11))
ORDER BY m.sort_at, m.id LIMIT $10;

-- page_down --
SELECT * FROM meeting_rows m
WHERE m.network_id = $1
  AND ($2::text[] IS NULL OR m.status = ANY($2)) AND ($3::text IS NULL OR m.kind = $3)
  AND ($4::timestamptz IS NULL OR m.starts_at >= $4) AND ($5::timestamptz IS NULL OR m.starts_at < $5)
  AND ($6::timestamptz IS NULL OR (m.sort_at, m.id) > ($6, $7::uuid))
  AND ($8::timestamptz IS NULL OR (m.sort_at, m.id) < ($8, $9::uuid))
  AND ($11::uuid IS NULL OR EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = m.id AND i.person = $11))
ORDER BY m.sort_at DESC, m.id DESC LIMIT $10;

-- by_id --
SELECT * FROM meeting_rows m WHERE m.network_id = $1 AND m.id = ANY($2)
  AND ($3::uuid IS NULL OR EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = m.id AND i.person = $3));

-- count --
SELECT count(*) FROM meetings m
WHERE m.network_id = $1
  AND ($2::text[] IS NULL OR m.status = ANY($2)) AND ($3::text IS NULL OR m.kind = $3)
  AND ($4::timestamptz IS NULL OR m.starts_at >= $4) AND ($5::timestamptz IS NULL OR m.starts_at < $5)
  AND ($6::uuid IS NULL OR EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = m.id AND i.person = $6));

-- presences --
SELECT p.* FROM presences p WHERE p.network_id = $1 AND p.meeting = ANY($2) ORDER BY p.meeting, p.arrived_version;
