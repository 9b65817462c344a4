-- page_up --
SELECT * FROM decision_rows d
WHERE d.network_id = $1
  AND ($2::text[] IS NULL OR d.status = ANY($2)) AND ($3::int IS NULL OR d.year = $3)
  AND ($4::uuid IS NULL OR d.meeting = $4)
  AND ($5::timestamptz IS NULL OR (d.proposed_at, d.id) > ($5, $6::uuid))
  AND ($7::timestamptz IS NULL OR (d.proposed_at, d.id) < ($7, $8::uuid))
ORDER BY d.proposed_at, d.id LIMIT $9;

-- page_down --
SELECT * FROM decision_rows d
WHERE d.network_id = $1
  AND ($2::text[] IS NULL OR d.status = ANY($2)) AND ($3::int IS NULL OR d.year = $3)
  AND ($4::uuid IS NULL OR d.meeting = $4)
  AND ($5::timestamptz IS NULL OR (d.proposed_at, d.id) > ($5, $6::uuid))
  AND ($7::timestamptz IS NULL OR (d.proposed_at, d.id) < ($7, $8::uuid))
ORDER BY d.proposed_at DESC, d.id DESC LIMIT $9;

-- up_at --
-- The same page of each of several meetings.
SELECT d.* FROM unnest($2::uuid[]) AS asked (meeting) CROSS JOIN LATERAL (
    SELECT * FROM decision_rows d
    WHERE d.network_id = $1 AND d.meeting = asked.meeting
      AND ($3::timestamptz IS NULL OR (d.proposed_at, d.id) > ($3, $4::uuid))
      AND ($5::timestamptz IS NULL OR (d.proposed_at, d.id) < ($5, $6::uuid))
    ORDER BY d.proposed_at, d.id LIMIT $7) d
ORDER BY d.proposed_at, d.id;

-- down_at --
SELECT d.* FROM unnest($2::uuid[]) AS asked (meeting) CROSS JOIN LATERAL (
    SELECT * FROM decision_rows d
    WHERE d.network_id = $1 AND d.meeting = asked.meeting
      AND ($3::timestamptz IS NULL OR (d.proposed_at, d.id) > ($3, $4::uuid))
      AND ($5::timestamptz IS NULL OR (d.proposed_at, d.id) < ($5, $6::uuid))
    ORDER BY d.proposed_at DESC, d.id DESC LIMIT $7) d
ORDER BY d.proposed_at DESC, d.id DESC;

-- count_at --
SELECT meeting, count(*) AS decisions FROM decisions d
WHERE d.network_id = $1 AND d.meeting = ANY($2) GROUP BY meeting;

-- by_id --
SELECT * FROM decision_rows d WHERE d.network_id = $1 AND d.id = ANY($2);

-- by_number --
SELECT * FROM decision_rows d WHERE d.network_id = $1 AND d.number = $2;

-- reviews_page_up --
SELECT * FROM decision_rows d
WHERE d.network_id = $1 AND d.status = 'ADOPTED' AND d.review_on <= $2
  AND ($3::date IS NULL OR (d.review_on, d.id) > ($3, $4::uuid))
  AND ($5::date IS NULL OR (d.review_on, d.id) < ($5, $6::uuid))
ORDER BY d.review_on, d.id LIMIT $7;

-- reviews_page_down --
SELECT * FROM decision_rows d
WHERE d.network_id = $1 AND d.status = 'ADOPTED' AND d.review_on <= $2
  AND ($3::date IS NULL OR (d.review_on, d.id) > ($3, $4::uuid))
  AND ($5::date IS NULL OR (d.review_on, d.id) < ($5, $6::uuid))
ORDER BY d.review_on DESC, d.id DESC LIMIT $7;

-- reviews_untold --
SELECT d.id FROM decisions d
WHERE d.network_id = $1 AND d.status = 'ADOPTED' AND d.review_on <= $2 AND d.told_review IS DISTINCT FROM d.review_on
  AND d.id > $3
ORDER BY d.id LIMIT $4;

-- count_reviews --
SELECT count(*) FROM decisions d WHERE d.network_id = $1 AND d.status = 'ADOPTED' AND d.review_on <= $2;

-- ended_by --
SELECT * FROM decision_rows d WHERE d.network_id = $1 AND d.ended_by = ANY($2) ORDER BY d.ended_at, d.id;

-- deliberations --
SELECT a.* FROM deliberations a WHERE a.network_id = $1 AND a.decision = ANY($2)
ORDER BY a.decision, a.taken_on, a.number, a.organisation;

-- wordings --
SELECT w.* FROM wordings w WHERE w.network_id = $1 AND w.decision = ANY($2) ORDER BY w.decision, w.place;

-- count --
SELECT count(*) FROM decisions d
WHERE d.network_id = $1
  AND ($2::text[] IS NULL OR d.status = ANY($2)) AND ($3::int IS NULL OR d.year = $3)
  AND ($4::uuid IS NULL OR d.meeting = $4);

-- votes --
-- Those of the latest ballot; none of a secret one before it closes.
SELECT v.* FROM votes v JOIN decisions d ON d.network_id = v.network_id AND d.id = v.decision
WHERE v.network_id = $1 AND v.decision = ANY($2) AND v.changed_seq > d.ballot_opened_seq
  AND (d.mode = 'PUBLIC' OR d.ballot_closed_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM recusals r WHERE r.network_id = $1 AND r.decision = v.decision
                                           AND r.collectivity = v.collectivity)
ORDER BY v.decision, v.collectivity;

-- objections --
SELECT o.* FROM objections o WHERE o.network_id = $1 AND o.decision = ANY($2) AND o.stands
ORDER BY o.decision, o.collectivity;

-- recusals --
SELECT r.* FROM recusals r WHERE r.network_id = $1 AND r.decision = ANY($2) ORDER BY r.decision, r.collectivity;
