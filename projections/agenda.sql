-- items --
-- Those on the agenda in their order, then the others as they were proposed.
SELECT i.meeting, i.item, i.title, i.text, i.purpose, i.minutes, i.proposed_by, i.source_kind, i.source, i.carried_from,
       i.standing AS status, i.late, i.place_version IS NOT NULL AS accepted, i.notes, i.decisions, i.reason,
       i.to_meeting, i.proposed_at
FROM agenda_item_rows i
WHERE i.network_id = $1 AND i.meeting = ANY($2)
  AND ($3::uuid IS NULL OR EXISTS (
       SELECT FROM invitations v WHERE v.network_id = $1 AND v.meeting = i.meeting AND v.person = $3))
ORDER BY i.meeting, i.place_version NULLS LAST, i.place, i.proposed_seq;

-- agendas --
-- The item that was taken up last is the one that the meeting is at, unless the meeting was done with it since.
SELECT a.meeting, coalesce(a.published, '{}') AS published, a.published_at,
       CASE WHEN coalesce(i.done_version, 0) < a.taken_up_version THEN a.taken_up END AS current,
       CASE WHEN coalesce(i.done_version, 0) < a.taken_up_version THEN a.taken_up_at END AS current_since
FROM agendas a
LEFT JOIN agenda_items i ON i.network_id = a.network_id AND i.meeting = a.meeting AND i.item = a.taken_up
WHERE a.network_id = $1 AND a.meeting = ANY($2)
  AND ($3::uuid IS NULL OR EXISTS (
       SELECT FROM invitations v WHERE v.network_id = $1 AND v.meeting = a.meeting AND v.person = $3));
