-- colleagues --
SELECT p.id, p.given_name, p.family_name FROM people p
WHERE p.network_id = $1 AND p.id <> $2 AND p.given_name IS NOT NULL AND p.family_name IS NOT NULL
  AND EXISTS (
      SELECT FROM mandates own JOIN mandates m ON m.network_id = own.network_id AND m.organisation = own.organisation
      WHERE own.network_id = $1 AND own.person = $2 AND m.person = p.id
        AND own.starts_on <= $3 AND (own.ends_on IS NULL OR own.ends_on >= $3)
        AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3))
ORDER BY p.sort_key, p.id LIMIT 200;
