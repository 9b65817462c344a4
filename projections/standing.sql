-- standing --
-- One row per active mandate, and one without a mandate for a coordinator. A member that left and a partner that was
-- dissociated give nobody a role any more.
SELECT m.id AS mandate, m.function, m.organisation, m.organisation_kind
FROM mandates m
WHERE m.network_id = $1 AND m.person = $2 AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3)
  AND CASE m.organisation_kind
      WHEN 'COLLECTIVITY' THEN EXISTS (
          SELECT FROM memberships s WHERE s.network_id = $1 AND s.collectivity = m.organisation
                                      AND s.since <= $3 AND (s.until IS NULL OR s.until > $3))
      WHEN 'PARTNER' THEN EXISTS (
          SELECT FROM partners p WHERE p.network_id = $1 AND p.id = m.organisation
                                   AND p.since <= $3 AND (p.until IS NULL OR p.until > $3))
      ELSE true END
UNION ALL
SELECT NULL, NULL, NULL, NULL FROM coordinators c
WHERE c.network_id = $1 AND c.person = $2 AND c.since <= $3 AND (c.until IS NULL OR c.until > $3);
