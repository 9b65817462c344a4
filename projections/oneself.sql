-- person --
-- The caller's own record and the names of its network.
SELECT p.id, p.given_name, p.family_name, p.email, p.phone, p.unwanted, n.name AS network_name, n.slug AS network_slug
FROM people p JOIN networks n USING (network_id)
WHERE p.network_id = $1 AND p.id = $2;

-- mandates --
-- Those of the ids, with the name of whatever organisation they are held at, as it is called on that day.
SELECT m.id, m.organisation, m.organisation_kind, m.function, m.starts_on, m.ends_on,
       coalesce(l.name, c.name, a.name, n.syndicate->>'name') AS organisation_name
FROM mandates m
JOIN networks n ON n.network_id = m.network_id
LEFT JOIN collectivities c ON c.network_id = m.network_id AND c.id = m.organisation
LEFT JOIN LATERAL (
    SELECT e.name FROM collectivity_names e
    WHERE e.network_id = m.network_id AND e.collectivity = c.id AND e.since <= $3 ORDER BY e.since DESC LIMIT 1
) AS l ON true
LEFT JOIN partners a ON a.network_id = m.network_id AND a.id = m.organisation
WHERE m.network_id = $1 AND m.id = ANY ($2::uuid[])
ORDER BY m.starts_on DESC, m.id;
