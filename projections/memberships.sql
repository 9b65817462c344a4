-- of_address --
-- all networks: who signs in by e-mail has not said in which one.
SELECT p.network_id, p.id AS person, p.given_name, p.family_name, p.email, n.name AS network_name, n.slug
FROM people p JOIN networks n ON n.network_id = p.network_id
WHERE lower(p.email) = lower($1)
ORDER BY n.name COLLATE "C", p.sort_key, p.id LIMIT 100;
