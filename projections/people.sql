-- people_page_up --
SELECT p.* FROM people p
WHERE p.network_id = $1
  AND ($2::uuid IS NULL AND $3::text IS NULL OR EXISTS (
       SELECT FROM mandates m WHERE m.network_id = $1 AND m.person = p.id
          AND ($2 IS NULL OR m.organisation = $2) AND ($3 IS NULL OR m.function = $3)
          AND m.starts_on <= $4 AND (m.ends_on IS NULL OR m.ends_on >= $4)))
  AND ($5::text IS NULL OR EXISTS (
       SELECT FROM skills s WHERE s.network_id = $1 AND s.person = p.id AND s.held AND s.sort_key = $5))
  AND ($6::text IS NULL OR (p.sort_key, p.id) > ($6, $7::uuid))
  AND ($8::text IS NULL OR (p.sort_key, p.id) < ($8, $9::uuid))
ORDER BY p.sort_key, p.id LIMIT $10;

-- people_page_down --
SELECT p.* FROM people p
WHERE p.network_id = $1
  AND ($2::uuid IS NULL AND $3::text IS NULL OR EXISTS (
       SELECT FROM mandates m WHERE m.network_id = $1 AND m.person = p.id
          AND ($2 IS NULL OR m.organisation = $2) AND ($3 IS NULL OR m.function = $3)
          AND m.starts_on <= $4 AND (m.ends_on IS NULL OR m.ends_on >= $4)))
  AND ($5::text IS NULL OR EXISTS (
       SELECT FROM skills s WHERE s.network_id = $1 AND s.person = p.id AND s.held AND s.sort_key = $5))
  AND ($6::text IS NULL OR (p.sort_key, p.id) > ($6, $7::uuid))
  AND ($8::text IS NULL OR (p.sort_key, p.id) < ($8, $9::uuid))
ORDER BY p.sort_key DESC, p.id DESC LIMIT $10;

-- people_by_id --
SELECT p.* FROM people p WHERE p.network_id = $1 AND p.id = ANY($2);

-- count_people --
SELECT count(*) FROM people p
WHERE p.network_id = $1
  AND ($2::uuid IS NULL AND $3::text IS NULL OR EXISTS (
       SELECT FROM mandates m WHERE m.network_id = $1 AND m.person = p.id
          AND ($2 IS NULL OR m.organisation = $2) AND ($3 IS NULL OR m.function = $3)
          AND m.starts_on <= $4 AND (m.ends_on IS NULL OR m.ends_on >= $4)))
  AND ($5::text IS NULL OR EXISTS (
       SELECT FROM skills s WHERE s.network_id = $1 AND s.person = p.id AND s.held AND s.sort_key = $5));

-- mandates_page_up --
SELECT m.* FROM mandates m
WHERE m.network_id = $1
  AND ($2::uuid IS NULL OR m.person = $2) AND ($3::uuid IS NULL OR m.organisation = $3)
  AND ($4::text IS NULL OR m.function = $4)
  AND ($5::boolean IS NULL OR $5 = (m.starts_on <= $6 AND (m.ends_on IS NULL OR m.ends_on >= $6)))
  AND ($7::date IS NULL OR (m.starts_on, m.id) > ($7, $8::uuid))
  AND ($9::date IS NULL OR (m.starts_on, m.id) < ($9, $10::uuid))
ORDER BY m.starts_on, m.id LIMIT $11;

-- mandates_page_down --
SELECT m.* FROM mandates m
WHERE m.network_id = $1
  AND ($2::uuid IS NULL OR m.person = $2) AND ($3::uuid IS NULL OR m.organisation = $3)
  AND ($4::text IS NULL OR m.function = $4)
  AND ($5::boolean IS NULL OR $5 = (m.starts_on <= $6 AND (m.ends_on IS NULL OR m.ends_on >= $6)))
  AND ($7::date IS NULL OR (m.starts_on, m.id) > ($7, $8::uuid))
  AND ($9::date IS NULL OR (m.starts_on, m.id) < ($9, $10::uuid))
ORDER BY m.starts_on DESC, m.id DESC LIMIT $11;

-- mandates_by_id --
SELECT m.* FROM mandates m WHERE m.network_id = $1 AND m.id = ANY($2);

-- mandates_of --
SELECT m.* FROM mandates m WHERE m.network_id = $1 AND m.person = ANY($2) ORDER BY m.starts_on DESC, m.id DESC;

-- mandates_at --
SELECT m.* FROM mandates m WHERE m.network_id = $1 AND m.organisation = ANY($2) ORDER BY m.starts_on DESC, m.id DESC;

-- count_mandates --
SELECT count(*) FROM mandates m
WHERE m.network_id = $1
  AND ($2::uuid IS NULL OR m.person = $2) AND ($3::uuid IS NULL OR m.organisation = $3)
  AND ($4::text IS NULL OR m.function = $4)
  AND ($5::boolean IS NULL OR $5 = (m.starts_on <= $6 AND (m.ends_on IS NULL OR m.ends_on >= $6)));
