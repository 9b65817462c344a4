-- last_change --
-- The last entry about a meeting, or about a decision of that meeting, that an audience may see: a secret vote gives
-- none before its ballot closes.
SELECT t.seq, t.item FROM timeline t
WHERE t.network_id = $1 AND (t.seq, t.item) > ($6::bigint, $7::int)
  AND t.subject = ANY (ARRAY(
       SELECT $5::uuid UNION ALL SELECT d.id FROM decisions d WHERE d.network_id = $1 AND d.meeting = $5))
  AND ($2 OR t.audience = 'NETWORK' OR t.audience = 'COLLECTIVITY' AND t.collectivity = ANY($3::uuid[]))
  AND ($4::uuid IS NULL OR t.subject_kind = 'MEETING' AND EXISTS (
       SELECT FROM invitations i WHERE i.network_id = $1 AND i.meeting = t.subject AND i.person = $4))
ORDER BY t.seq DESC, t.item DESC LIMIT 1;

-- ballot --
-- The decision whose ballot is open at the meeting, the one opened last, else the one whose ballot closed last there.
SELECT d.id FROM decisions d JOIN meetings m ON m.network_id = $1 AND m.id = d.meeting
WHERE d.network_id = $1 AND d.meeting = $2 AND d.ballot_opened_at >= m.opened_at
ORDER BY d.ballot_closed_at DESC NULLS FIRST, d.ballot_opened_at DESC LIMIT 1;
