-- people --
SELECT p.id, p.given_name, p.family_name, p.email,
       coalesce((SELECT array_agg(m.organisation) FROM mandates m
                 WHERE m.network_id = $1 AND m.person = p.id AND (m.ends_on IS NULL OR m.ends_on >= $2)),
                '{}') AS organisations
FROM people p
WHERE p.network_id = $1 AND p.given_name IS NOT NULL AND p.family_name IS NOT NULL
ORDER BY p.registered_at, p.id;

-- collectivities --
-- The last stay decides: one that is to begin is no stay that has ended.
SELECT c.id, coalesce(n.name, c.name) AS name, c.kind, c.siren, s.until
FROM collectivities c LEFT JOIN LATERAL (
    SELECT e.name FROM collectivity_names e
    WHERE e.network_id = $1 AND e.collectivity = c.id AND e.since <= $2 ORDER BY e.since DESC LIMIT 1
) AS n ON true LEFT JOIN LATERAL (
    SELECT m.until FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
    ORDER BY m.admitted_seq DESC LIMIT 1
) AS s ON true
WHERE c.network_id = $1
ORDER BY c.sort_key, c.id;

-- others --
SELECT n.syndicate->>'name' AS name FROM networks n WHERE n.network_id = $1 AND n.syndicate IS NOT NULL
UNION ALL
SELECT p.name FROM partners p WHERE p.network_id = $1 AND p.since <= $2 AND (p.until IS NULL OR p.until > $2);

-- people_at --
SELECT DISTINCT m.person FROM mandates m
WHERE m.network_id = $1 AND (m.ends_on IS NULL OR m.ends_on >= $2) AND m.organisation = ANY($3)
ORDER BY m.person;

-- proxies_ahead --
SELECT p.meeting, p.person FROM proxies p
JOIN meetings m ON m.network_id = p.network_id AND m.id = p.meeting AND m.status = 'SCHEDULED'
WHERE p.network_id = $1 AND p.person = ANY($2) AND p.stands
ORDER BY p.meeting, p.person;
