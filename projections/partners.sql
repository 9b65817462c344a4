-- create --
CREATE TABLE partners (
    network_id  uuid    NOT NULL,
    id          uuid    NOT NULL,
    name        text    NOT NULL,
    sort_key    text    NOT NULL COLLATE "C",
    associated  boolean NOT NULL,
    changed_seq bigint  NOT NULL,                     -- network_seq of the last fact in this row
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
ON CONFLICT (network_id, id) DO UPDATE SET (associated, changed_seq) = (excluded.associated, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;

-- page_up --
SELECT id, name, associated, sort_key, changed_seq FROM partners
WHERE network_id = $1 AND ($2::boolean IS NULL OR associated = $2)
  AND ($3::text IS NULL OR (sort_key, id) > ($3, $4::uuid))
  AND ($5::text IS NULL OR (sort_key, id) < ($5, $6::uuid))
ORDER BY sort_key, id LIMIT $7;

-- page_down --
SELECT id, name, associated, sort_key, changed_seq FROM partners
WHERE network_id = $1 AND ($2::boolean IS NULL OR associated = $2)
  AND ($3::text IS NULL OR (sort_key, id) > ($3, $4::uuid))
  AND ($5::text IS NULL OR (sort_key, id) < ($5, $6::uuid))
ORDER BY sort_key DESC, id DESC LIMIT $7;

-- by_id --
SELECT id, name, associated, sort_key, changed_seq FROM partners WHERE network_id = $1 AND id = ANY($2);

-- count --
SELECT count(*) FROM partners WHERE network_id = $1 AND ($2::boolean IS NULL OR associated = $2);
