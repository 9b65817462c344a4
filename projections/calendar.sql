-- page --
-- All of them, or those that invite one person and, where that person may read every meeting, those that invite nobody.
SELECT * FROM meeting_rows m
WHERE m.network_id = $1 AND m.starts_at >= $2
  AND ($3::timestamptz IS NULL OR (m.sort_at, m.id) > ($3, $4::uuid))
  AND ($5::uuid IS NULL
       OR EXISTS (SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = m.id AND i.person = $5)
       OR $6::boolean AND NOT EXISTS (SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = m.id))
ORDER BY m.sort_at, m.id LIMIT $7;

-- closures --
SELECT first_day, last_day, label, declared_at, changed_seq FROM closures c
WHERE c.network_id = $1 AND c.last_day >= $2 ORDER BY c.first_day;
