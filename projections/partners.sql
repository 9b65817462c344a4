-- create --
CREATE TABLE partners (
    network_id  uuid   NOT NULL,
    id          uuid   NOT NULL,
    name        text   NOT NULL,
    sort_key    text   NOT NULL COLLATE "C",
    since       date   NOT NULL,                      -- first day
    until       date,                                 -- first day as a partner no more
    changed_seq bigint NOT NULL,                      -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON partners (network_id, sort_key, id);

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT p FROM partners p WHERE p.network_id = (patch->>'network_id')::uuid
                                              AND p.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'partners') AS batch(patch)
)
INSERT INTO partners AS p
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET (since, until, changed_seq)
    = (excluded.since, excluded.until, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;

-- page_up --
SELECT p.id, p.name, p.since AS partner_since, p.until AS partner_until, p.sort_key, p.changed_seq,
       p.since <= $2 AND (p.until IS NULL OR p.until > $2) AS associated
FROM partners p
WHERE p.network_id = $1 AND ($3::boolean IS NULL OR $3 = (p.since <= $2 AND (p.until IS NULL OR p.until > $2)))
  AND ($4::text IS NULL OR (p.sort_key, p.id) > ($4, $5::uuid))
  AND ($6::text IS NULL OR (p.sort_key, p.id) < ($6, $7::uuid))
ORDER BY p.sort_key, p.id LIMIT $8;

-- page_down --
SELECT p.id, p.name, p.since AS partner_since, p.until AS partner_until, p.sort_key, p.changed_seq,
       p.since <= $2 AND (p.until IS NULL OR p.until > $2) AS associated
FROM partners p
WHERE p.network_id = $1 AND ($3::boolean IS NULL OR $3 = (p.since <= $2 AND (p.until IS NULL OR p.until > $2)))
  AND ($4::text IS NULL OR (p.sort_key, p.id) > ($4, $5::uuid))
  AND ($6::text IS NULL OR (p.sort_key, p.id) < ($6, $7::uuid))
ORDER BY p.sort_key DESC, p.id DESC LIMIT $8;

-- by_id --
SELECT p.id, p.name, p.since AS partner_since, p.until AS partner_until, p.sort_key, p.changed_seq,
       p.since <= $2 AND (p.until IS NULL OR p.until > $2) AS associated
FROM partners p
WHERE p.network_id = $1 AND p.id = ANY($3);

-- count --
SELECT count(*) FROM partners p
WHERE p.network_id = $1 AND ($3::boolean IS NULL OR $3 = (p.since <= $2 AND (p.until IS NULL OR p.until > $2)));
