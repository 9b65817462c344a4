-- create --
CREATE TABLE site_stops (
    network_id    uuid        NOT NULL,
    id            uuid        NOT NULL,
    meeting       uuid        NOT NULL,
    sequence      int         NOT NULL,               -- of the calendar entry whose date it was planned for
    facility_kind text        NOT NULL,
    place         text        NOT NULL,
    operator      text        NOT NULL,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    max_visitors  int         NOT NULL,
    ppe           text[]      NOT NULL,
    safety_notice text,
    safety_link   text,
    status        text        NOT NULL,
    confirmed_at  timestamptz,                        -- when the operator's word was recorded
    visited_at    timestamptz,
    reason        text,                               -- why it was missed
    changed_seq   bigint      NOT NULL,               -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON site_stops (network_id, meeting);

CREATE TABLE site_visitors (
    network_id      uuid        NOT NULL,
    stop            uuid        NOT NULL,
    person          uuid        NOT NULL,
    joined_at       timestamptz NOT NULL,
    joined_seq      bigint      NOT NULL,             -- network_seq of the place taken last
    holds_place     boolean     NOT NULL,             -- false: given back
    acknowledged_at timestamptz,
    visited         boolean     NOT NULL,
    changed_seq     bigint      NOT NULL,
    PRIMARY KEY (network_id, stop, person)
);

-- write --
-- A patch keeps the columns that it does not name.
WITH stop_patches AS (
    SELECT patch, (SELECT s FROM site_stops s WHERE s.network_id = (patch->>'network_id')::uuid
                                                AND s.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'site_stops') AS batch(patch)
), stops AS (
    INSERT INTO site_stops AS s
    SELECT patched.* FROM stop_patches, jsonb_populate_record(stop_patches.kept, stop_patches.patch) AS patched
    ON CONFLICT (network_id, id) DO UPDATE SET (status, confirmed_at, visited_at, reason, changed_seq)
        = (excluded.status, excluded.confirmed_at, excluded.visited_at, excluded.reason, excluded.changed_seq)
    WHERE s.changed_seq < excluded.changed_seq
), visitor_patches AS (
    SELECT patch, (SELECT v FROM site_visitors v WHERE v.network_id = (patch->>'network_id')::uuid
                                                   AND v.stop = (patch->>'stop')::uuid
                                                   AND v.person = (patch->>'person')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'site_visitors') AS batch(patch)
)
INSERT INTO site_visitors AS v
SELECT patched.* FROM visitor_patches, jsonb_populate_record(visitor_patches.kept, visitor_patches.patch) AS patched
ON CONFLICT (network_id, stop, person) DO UPDATE SET
    (joined_at, joined_seq, holds_place, acknowledged_at, visited, changed_seq)
    = (excluded.joined_at, excluded.joined_seq, excluded.holds_place, excluded.acknowledged_at, excluded.visited,
       excluded.changed_seq)
WHERE v.changed_seq < excluded.changed_seq;

-- stops --
-- Those of a date that the meeting no longer has are left behind. $3: whose invitations bound what is seen.
SELECT s.* FROM site_stops s
JOIN meetings m ON m.network_id = s.network_id AND m.id = s.meeting AND m.slot_sequence = s.sequence
WHERE s.network_id = $1 AND s.meeting = ANY($2) AND ($3::uuid IS NULL OR EXISTS (
      SELECT FROM invitations own WHERE own.network_id = $1 AND own.meeting = s.meeting AND own.person = $3))
ORDER BY s.starts_at, s.id;

-- visitors --
SELECT v.* FROM site_visitors v JOIN site_stops s ON s.network_id = v.network_id AND s.id = v.stop
WHERE v.network_id = $1 AND v.stop = ANY($2) AND v.holds_place AND ($3::uuid IS NULL OR EXISTS (
      SELECT FROM invitations own WHERE own.network_id = $1 AND own.meeting = s.meeting AND own.person = $3))
ORDER BY v.joined_seq, v.person;
