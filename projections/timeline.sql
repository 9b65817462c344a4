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

-- mentions --
-- What things are called, how people are called now, and where and as what a mandate was held.
SELECT s.id, s.label AS name, NULL AS function
FROM timeline_subjects s WHERE s.network_id = $1 AND s.id = ANY($2)
UNION ALL
SELECT p.id, concat_ws(' ', p.given_name, p.family_name), NULL
FROM people p WHERE p.network_id = $1 AND p.id = ANY($2) AND num_nonnulls(p.given_name, p.family_name) > 0
UNION ALL
SELECT m.id, s.label, m.function
FROM mandates m LEFT JOIN timeline_subjects s ON s.network_id = $1 AND s.id = m.organisation
WHERE m.network_id = $1 AND m.id = ANY($2);
