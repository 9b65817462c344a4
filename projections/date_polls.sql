-- page_up --
SELECT d.* FROM date_poll_rows d
WHERE d.network_id = $1 AND ($2::text[] IS NULL OR d.status = ANY($2)) AND ($3::uuid IS NULL OR d.meeting = $3)
  AND ($4::uuid IS NULL OR EXISTS (SELECT FROM date_poll_invited i
                                   WHERE i.network_id = $1 AND i.date_poll = d.id AND i.person = $4))
  AND ($5::timestamptz IS NULL OR (d.opened_at, d.id) > ($5, $6::uuid))
  AND ($7::timestamptz IS NULL OR (d.opened_at, d.id) < ($7, $8::uuid))
ORDER BY d.opened_at, d.id LIMIT $9;

-- page_down --
SELECT d.* FROM date_poll_rows d
WHERE d.network_id = $1 AND ($2::text[] IS NULL OR d.status = ANY($2)) AND ($3::uuid IS NULL OR d.meeting = $3)
  AND ($4::uuid IS NULL OR EXISTS (SELECT FROM date_poll_invited i
                                   WHERE i.network_id = $1 AND i.date_poll = d.id AND i.person = $4))
  AND ($5::timestamptz IS NULL OR (d.opened_at, d.id) > ($5, $6::uuid))
  AND ($7::timestamptz IS NULL OR (d.opened_at, d.id) < ($7, $8::uuid))
ORDER BY d.opened_at DESC, d.id DESC LIMIT $9;

-- by_id --
SELECT d.* FROM date_poll_rows d
WHERE d.network_id = $1 AND d.id = ANY($2)
  AND ($3::uuid IS NULL OR EXISTS (SELECT FROM date_poll_invited i
                                   WHERE i.network_id = $1 AND i.date_poll = d.id AND i.person = $3));

-- deadline_near --
SELECT d.id FROM date_polls d
WHERE d.network_id = $1 AND d.status = 'OPEN' AND d.deadline BETWEEN $2 AND $3 AND d.id > $4
ORDER BY d.id LIMIT $5;

-- count --
SELECT count(*) FROM date_polls d
WHERE d.network_id = $1 AND ($2::text[] IS NULL OR d.status = ANY($2)) AND ($3::uuid IS NULL OR d.meeting = $3)
  AND ($4::uuid IS NULL OR EXISTS (SELECT FROM date_poll_invited i
                                   WHERE i.network_id = $1 AND i.date_poll = d.id AND i.person = $4));
