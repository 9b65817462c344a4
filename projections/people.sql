-- create --
CREATE TABLE people (
    network_id    uuid        NOT NULL,
    id            uuid        NOT NULL,
    given_name    text,                               -- null once erased, like the three that follow
    family_name   text,
    email         text,
    phone         text,
    registered_at timestamptz NOT NULL,
    sort_key      text        NOT NULL COLLATE "C",
    version       bigint      NOT NULL,               -- of the person's stream
    changed_seq   bigint      NOT NULL,               -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON people (network_id, sort_key, id);

CREATE TABLE mandates (
    network_id        uuid    NOT NULL,
    id                uuid    NOT NULL,
    person            uuid    NOT NULL,
    organisation      uuid    NOT NULL,
    organisation_kind text    NOT NULL,
    function          text    NOT NULL,
    starts_on         date    NOT NULL,
    ends_on           date,                           -- last day
    deliberation      text,
    ended             boolean NOT NULL,               -- by a fact, not by the calendar
    end_reason        text,                           -- null once the person is erased
    granted_seq       bigint  NOT NULL,
    changed_seq       bigint  NOT NULL,
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON mandates (network_id, person);
CREATE INDEX ON mandates (network_id, organisation);
CREATE INDEX ON mandates (network_id, starts_on, id);

-- write --
-- A patch keeps the columns that it does not name.
WITH people_patches AS (
    SELECT patch, (SELECT p FROM people p WHERE p.network_id = (patch->>'network_id')::uuid
                                            AND p.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'people') AS batch(patch)
), mandate_patches AS (
    SELECT patch, (SELECT m FROM mandates m WHERE m.network_id = (patch->>'network_id')::uuid
                                              AND m.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'mandates') AS batch(patch)
), written AS (
    INSERT INTO mandates AS m
    SELECT patched.* FROM mandate_patches AS p, jsonb_populate_record(p.kept, p.patch) AS patched
    ON CONFLICT (network_id, id) DO UPDATE SET (ends_on, ended, end_reason, changed_seq)
        = (excluded.ends_on, excluded.ended, excluded.end_reason, excluded.changed_seq)
    WHERE m.changed_seq < excluded.changed_seq
)
INSERT INTO people AS p
SELECT patched.* FROM people_patches AS b, jsonb_populate_record(b.kept, b.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET (given_name, family_name, email, phone, sort_key, version, changed_seq)
    = (excluded.given_name, excluded.family_name, excluded.email, excluded.phone, excluded.sort_key,
       excluded.version, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;

-- people_page_up --
SELECT p.* FROM people p
WHERE p.network_id = $1
  AND ($2::uuid IS NULL AND $3::text IS NULL OR EXISTS (
       SELECT FROM mandates m WHERE m.network_id = $1 AND m.person = p.id
          AND ($2 IS NULL OR m.organisation = $2) AND ($3 IS NULL OR m.function = $3)
          AND m.starts_on <= $4 AND (m.ends_on IS NULL OR m.ends_on >= $4)))
  AND ($5::text IS NULL OR (p.sort_key, p.id) > ($5, $6::uuid))
  AND ($7::text IS NULL OR (p.sort_key, p.id) < ($7, $8::uuid))
ORDER BY p.sort_key, p.id LIMIT $9;

-- people_page_down --
SELECT p.* FROM people p
WHERE p.network_id = $1
  AND ($2::uuid IS NULL AND $3::text IS NULL OR EXISTS (
       SELECT FROM mandates m WHERE m.network_id = $1 AND m.person = p.id
          AND ($2 IS NULL OR m.organisation = $2) AND ($3 IS NULL OR m.function = $3)
          AND m.starts_on <= $4 AND (m.ends_on IS NULL OR m.ends_on >= $4)))
  AND ($5::text IS NULL OR (p.sort_key, p.id) > ($5, $6::uuid))
  AND ($7::text IS NULL OR (p.sort_key, p.id) < ($7, $8::uuid))
ORDER BY p.sort_key DESC, p.id DESC LIMIT $9;

-- people_by_id --
SELECT p.* FROM people p WHERE p.network_id = $1 AND p.id = ANY($2);

-- count_people --
SELECT count(*) FROM people p
WHERE p.network_id = $1
  AND ($2::uuid IS NULL AND $3::text IS NULL OR EXISTS (
       SELECT FROM mandates m WHERE m.network_id = $1 AND m.person = p.id
          AND ($2 IS NULL OR m.organisation = $2) AND ($3 IS NULL OR m.function = $3)
          AND m.starts_on <= $4 AND (m.ends_on IS NULL OR m.ends_on >= $4)));

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
