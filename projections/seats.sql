-- create --
CREATE TABLE seats (
    network_id   uuid    NOT NULL,
    collectivity uuid    NOT NULL,
    seat         int     NOT NULL,
    mandate      uuid    NOT NULL,                    -- of the titular, or of the substitute
    starts_on    date    NOT NULL,
    person       uuid    NOT NULL,
    substitute   boolean NOT NULL,
    ends_on      date,                                -- last day; before the first one: it came to nothing
    deliberation text,                                -- that designates the substitute
    changed_seq  bigint  NOT NULL,                    -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, collectivity, seat, mandate, starts_on)
);

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT s FROM seats s
                   WHERE s.network_id = (patch->>'network_id')::uuid AND s.collectivity = (patch->>'collectivity')::uuid
                     AND s.seat = (patch->>'seat')::int AND s.mandate = (patch->>'mandate')::uuid
                     AND s.starts_on = (patch->>'starts_on')::date) AS kept
    FROM jsonb_array_elements($1::jsonb->'seats') AS batch(patch)
)
INSERT INTO seats AS s
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, collectivity, seat, mandate, starts_on)
DO UPDATE SET (person, substitute, ends_on, deliberation, changed_seq)
    = (excluded.person, excluded.substitute, excluded.ends_on, excluded.deliberation, excluded.changed_seq)
WHERE s.changed_seq < excluded.changed_seq;

-- seats_of --
SELECT s.collectivity, s.seat, s.substitute, s.mandate, s.person, s.starts_on, s.ends_on, s.deliberation
FROM seats s
WHERE s.network_id = $1 AND s.collectivity = ANY($2) AND (s.ends_on IS NULL OR s.ends_on >= s.starts_on)
ORDER BY s.seat, s.substitute, s.starts_on DESC, s.mandate;
