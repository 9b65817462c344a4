-- next_meeting --
-- The next regular meeting, until whose day things fall due.
SELECT m.starts_at FROM meetings m
WHERE m.network_id = $1 AND m.status = 'SCHEDULED' AND m.kind = 'REGULAR' AND m.starts_at >= $2
ORDER BY m.sort_at, m.id LIMIT 1;

-- items --
-- What the last meeting of each item left to any later one, and what a cancelled or adjourned meeting did not settle.
SELECT last.item, last.title, last.purpose, last.minutes, last.source, last.meeting, last.meeting_title, last.meeting_at
FROM (SELECT DISTINCT ON (i.item) i.*, m.status AS meeting_status, m.title AS meeting_title, m.starts_at AS meeting_at
      FROM agenda_items i JOIN meetings m ON m.network_id = i.network_id AND m.id = i.meeting
      WHERE i.network_id = $1 ORDER BY i.item, i.proposed_seq DESC) AS last
WHERE (last.status = 'CARRIED_OVER' AND last.to_meeting IS NULL)
   OR (last.status IN ('PROPOSED', 'ACCEPTED') AND last.meeting_status IN ('CANCELLED', 'ADJOURNED'))
   OR (last.status = 'DISCUSSED' AND last.purpose = 'DECISION' AND last.meeting_status = 'ADJOURNED')
ORDER BY last.meeting_at NULLS LAST, last.proposed_seq;

-- actions --
-- Under way, due by that day, and not on the agenda of a meeting to come.
SELECT a.id, a.title, a.due FROM action_items a
WHERE a.network_id = $1 AND a.due <= $2 AND a.status IN ('ASSIGNED', 'STARTED')
  AND NOT EXISTS (
      SELECT FROM agenda_items i JOIN meetings m ON m.network_id = i.network_id AND m.id = i.meeting
      WHERE i.network_id = $1 AND i.source = a.id AND i.status IN ('PROPOSED', 'ACCEPTED', 'DECIDED')
        AND m.status IN ('PLANNED', 'SCHEDULED', 'OPEN'))
ORDER BY a.due, a.id;

-- decisions --
-- In force and to be reviewed by that day, deferred, or proposed and not for a meeting that is still to decide it, or
-- that is reconvened; likewise not on an agenda yet.
SELECT d.id, d.title, d.number, d.status, d.review_on, d.proposed_at, d.deferred_at FROM decisions d
WHERE d.network_id = $1
  AND ((d.status = 'ADOPTED' AND d.review_on <= $2) OR d.status = 'DEFERRED'
       OR (d.status = 'PROPOSED' AND NOT EXISTS (
           SELECT FROM meetings m WHERE m.network_id = $1 AND (m.id = d.meeting OR m.reconvenes = d.meeting)
                                    AND m.status IN ('PLANNED', 'SCHEDULED', 'OPEN'))))
  AND NOT EXISTS (
      SELECT FROM agenda_items i JOIN meetings m ON m.network_id = i.network_id AND m.id = i.meeting
      WHERE i.network_id = $1 AND i.source = d.id AND i.status IN ('PROPOSED', 'ACCEPTED', 'DECIDED')
        AND m.status IN ('PLANNED', 'SCHEDULED', 'OPEN'))
ORDER BY d.status = 'ADOPTED' DESC, d.review_on, d.proposed_at, d.id;
