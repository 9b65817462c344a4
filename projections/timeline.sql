-- page_up --
-- What the audience may see: everything, or what is for all members and for the reader's own collectivities.
SELECT t.* FROM timeline t
WHERE t.network_id = $1 AND (t.seq, t.item) > ($4::bigint, $5::int) AND (t.seq, t.item) < ($6::bigint, $7::int)
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($8::text[] IS NULL OR t.topic = ANY($8)) AND ($9::text IS NULL OR t.subject_kind = $9)
  AND ($10::uuid IS NULL OR t.subject = $10) AND ($11::uuid IS NULL OR t.actor = $11)
  AND ($12::uuid IS NULL OR t.collectivity = $12)
  AND ($13::timestamptz IS NULL OR t.happened_at >= $13) AND ($14::timestamptz IS NULL OR t.happened_at < $14)
ORDER BY t.seq, t.item LIMIT $15;

-- page_down --
SELECT t.* FROM timeline t
WHERE t.network_id = $1 AND (t.seq, t.item) > ($4::bigint, $5::int) AND (t.seq, t.item) < ($6::bigint, $7::int)
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($8::text[] IS NULL OR t.topic = ANY($8)) AND ($9::text IS NULL OR t.subject_kind = $9)
  AND ($10::uuid IS NULL OR t.subject = $10) AND ($11::uuid IS NULL OR t.actor = $11)
  AND ($12::uuid IS NULL OR t.collectivity = $12)
  AND ($13::timestamptz IS NULL OR t.happened_at >= $13) AND ($14::timestamptz IS NULL OR t.happened_at < $14)
ORDER BY t.seq DESC, t.item DESC LIMIT $15;

-- count --
SELECT count(*) FROM timeline t
WHERE t.network_id = $1
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($4::text[] IS NULL OR t.topic = ANY($4)) AND ($5::text IS NULL OR t.subject_kind = $5)
  AND ($6::uuid IS NULL OR t.subject = $6) AND ($7::uuid IS NULL OR t.actor = $7)
  AND ($8::uuid IS NULL OR t.collectivity = $8)
  AND ($9::timestamptz IS NULL OR t.happened_at >= $9) AND ($10::timestamptz IS NULL OR t.happened_at < $10);
