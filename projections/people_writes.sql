-- create --
CREATE TABLE people (
    network_id    uuid        NOT NULL,
    id            uuid        NOT NULL,
    given_name    text,                               -- null once erased, like the three that follow
    family_name   text,
    email         text,
    phone         text,
    title_form    text,                               -- FEMININE, MASCULINE; null where unsaid, and once erased
    availability  text,                               -- null where unsaid, and once erased
    unwanted      text[]      NOT NULL,               -- kinds of message that are not to be mailed
    registered_at timestamptz NOT NULL,
    sort_key      text        NOT NULL COLLATE "C",
    version       bigint      NOT NULL,               -- of the person's stream
    changed_seq   bigint      NOT NULL,               -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON people (network_id, sort_key, id);
CREATE INDEX ON people (lower(email)) WHERE email IS NOT NULL;  -- who signs in gives no network

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
    extension         text,                           -- reference of the act that extended it last
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
    ON CONFLICT (network_id, id) DO UPDATE SET (ends_on, ended, end_reason, extension, changed_seq)
        = (excluded.ends_on, excluded.ended, excluded.end_reason, excluded.extension, excluded.changed_seq)
    WHERE m.changed_seq < excluded.changed_seq
)
INSERT INTO people AS p
SELECT patched.* FROM people_patches AS b, jsonb_populate_record(b.kept, b.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET
    (given_name, family_name, email, phone, title_form, availability, unwanted, sort_key, version, changed_seq)
    = (excluded.given_name, excluded.family_name, excluded.email, excluded.phone, excluded.title_form,
       excluded.availability, excluded.unwanted, excluded.sort_key, excluded.version, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;
