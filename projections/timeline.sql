-- page_up --
-- What the audience may see: everything, or what is for all members and for the reader's own collectivities, of which
-- who takes part by invitations alone sees what is about those meetings.
SELECT t.* FROM timeline t
WHERE t.network_id = $1 AND (t.seq, t.item) > ($5::bigint, $6::int) AND (t.seq, t.item) < ($7::bigint, $8::int)
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($4::uuid IS NULL OR t.subject_kind = 'MEETING' AND EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = t.subject AND i.person = $4))
  AND ($9::text[] IS NULL OR t.topic = ANY($9)) AND ($10::text IS NULL OR t.subject_kind = $10)
  AND ($11::uuid IS NULL OR t.subject = $11) AND ($12::uuid IS NULL OR t.actor = $12)
  AND ($13::uuid IS NULL OR t.collectivity = $13)
  AND ($14::timestamptz IS NULL OR t.happened_at >= $14) AND ($15::timestamptz IS NULL OR t.happened_at < $15)
ORDER BY t.seq, t.item LIMIT $16;

-- page_down --
SELECT t.* FROM timeline t
WHERE t.network_id = $1 AND (t.seq, t.item) > ($5::bigint, $6::int) AND (t.seq, t.item) < ($7::bigint, $8::int)
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($4::uuid IS NULL OR t.subject_kind = 'MEETING' AND EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = t.subject AND i.person = $4))
  AND ($9::text[] IS NULL OR t.topic = ANY($9)) AND ($10::text IS NULL OR t.subject_kind = $10)
  AND ($11::uuid IS NULL OR t.subject = $11) AND ($12::uuid IS NULL OR t.actor = $12)
  AND ($13::uuid IS NULL OR t.collectivity = $13)
  AND ($14::timestamptz IS NULL OR t.happened_at >= $14) AND ($15::timestamptz IS NULL OR t.happened_at < $15)
ORDER BY t.seq DESC, t.item DESC LIMIT $16;

-- count --
SELECT count(*) FROM timeline t
WHERE t.network_id = $1
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($4::uuid IS NULL OR t.subject_kind = 'MEETING' AND EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = t.subject AND i.person = $4))
  AND ($5::text[] IS NULL OR t.topic = ANY($5)) AND ($6::text IS NULL OR t.subject_kind = $6)
  AND ($7::uuid IS NULL OR t.subject = $7) AND ($8::uuid IS NULL OR t.actor = $8)
  AND ($9::uuid IS NULL OR t.collectivity = $9)
  AND ($10::timestamptz IS NULL OR t.happened_at >= $10) AND ($11::timestamptz IS NULL OR t.happened_at < $11);
