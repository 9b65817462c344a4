-- belonging --
-- One row per person and organisation in which a mandate is active that day, and one without organisation per
-- coordinator. A member that left and a partner that was dissociated give nobody a part any more.
SELECT m.person, CASE m.organisation_kind WHEN 'COLLECTIVITY' THEN m.organisation END AS collectivity
FROM mandates m
WHERE m.network_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)
  AND CASE m.organisation_kind
      WHEN 'COLLECTIVITY' THEN EXISTS (
          SELECT FROM memberships s WHERE s.network_id = $1 AND s.collectivity = m.organisation
                                      AND s.since <= $2 AND (s.until IS NULL OR s.until > $2))
      WHEN 'PARTNER' THEN EXISTS (
          SELECT FROM partners p WHERE p.network_id = $1 AND p.id = m.organisation
                                   AND p.since <= $2 AND (p.until IS NULL OR p.until > $2))
      ELSE true END
UNION
SELECT c.person, NULL FROM coordinators c
WHERE c.network_id = $1 AND c.since <= $2 AND (c.until IS NULL OR c.until > $2)
ORDER BY 1, 2;
