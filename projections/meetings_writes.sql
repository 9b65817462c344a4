-- create --
CREATE TABLE meetings (
    network_id         uuid        NOT NULL,
    id                 uuid        NOT NULL,
    title              text        NOT NULL,
    kind               text        NOT NULL,
    modality           text        NOT NULL,
    status             text        NOT NULL,          -- PLANNED, SCHEDULED, CANCELLED, OPEN, CLOSED,
                                                      -- ADJOURNED
    starts_at          timestamptz,
    ends_at            timestamptz,
    place              text,                          -- address or room
    call_link          text,                          -- https
    quorum_rule        jsonb,                         -- {numerator, denominator, remote_counts}
    formalities        text[]      NOT NULL,          -- the network's at the scheduling; none before
    reason             text,                          -- of the last rescheduling, the cancellation, the adjournment
    reconvenes         uuid,                          -- the meeting that it goes on with
    opened_at          timestamptz,
    closed_at          timestamptz,
    chair              uuid,                          -- a person, told at the opening
    members            uuid[]      NOT NULL,          -- collectivities, at the opening
    needed             int,                           -- of them, for the quorum
    quorum_established boolean     NOT NULL,
    quorum_missed      boolean     NOT NULL,
    attended           uuid[]      NOT NULL,          -- collectivities, at any time, known at the closing
    planned_at         timestamptz NOT NULL,
    dated_at           timestamptz,                   -- of its date: set, changed, or cancelled
    sort_at            timestamptz NOT NULL,          -- the beginning, far in the future while there is none
    sequence           int         NOT NULL,          -- of the calendar entry
    slot_sequence      int         NOT NULL,          -- the same, when the date of now was set
    version            bigint      NOT NULL,          -- of the meeting's stream
    changed_seq        bigint      NOT NULL,          -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON meetings (network_id, sort_at, id);
CREATE INDEX ON meetings (network_id, reconvenes) WHERE reconvenes IS NOT NULL;

CREATE TABLE presences (
    network_id      uuid        NOT NULL,
    meeting         uuid        NOT NULL,
    person          uuid        NOT NULL,
    arrived_version bigint      NOT NULL,             -- of the meeting's stream, with the arrival
    collectivity    uuid,
    mandate         uuid,                             -- by which the person stands for the collectivity
    presence        text        NOT NULL,
    seat            int,                              -- of the collectivity, where the meeting goes by seats
    substitute      boolean     NOT NULL,             -- on that seat
    arrived_at      timestamptz NOT NULL,
    left_at         timestamptz,
    changed_seq     bigint      NOT NULL,
    PRIMARY KEY (network_id, meeting, person, arrived_version)
);

-- A meeting as members read it, with what its quorum counts.
CREATE VIEW meeting_rows AS
SELECT m.*,
       (SELECT r.id FROM meetings r WHERE r.network_id = m.network_id AND r.reconvenes = m.id
           AND r.status <> 'CANCELLED') AS reconvened_by,
       CASE WHEN m.opened_at IS NOT NULL THEN jsonb_build_object(
           'represented', (
               SELECT count(DISTINCT p.collectivity) FROM presences p
               WHERE p.network_id = m.network_id AND p.meeting = m.id AND p.left_at IS NULL AND p.mandate IS NOT NULL
                 AND (p.presence = 'ONSITE' OR (m.quorum_rule->'remote_counts')::boolean)
                 AND NOT (p.substitute AND EXISTS (
                     SELECT FROM presences t
                     WHERE t.network_id = m.network_id AND t.meeting = m.id AND t.left_at IS NULL AND NOT t.substitute
                       AND (t.collectivity, t.seat) = (p.collectivity, p.seat)))),
           'needed', m.needed, 'members', cardinality(m.members),
           'established', m.quorum_established, 'missed', m.quorum_missed)
       END AS quorum
FROM meetings m;

-- write --
-- A patch keeps the columns that it does not name. A departure ends the stay that was open when it was recorded; one
-- that began in the same batch comes already ended.
WITH patches AS (
    SELECT patch, (SELECT m FROM meetings m WHERE m.network_id = (patch->>'network_id')::uuid
                                              AND m.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'meetings') AS batch(patch)
), ended AS (
    UPDATE presences p SET left_at = d.left_at, changed_seq = d.changed_seq
    FROM jsonb_to_recordset($1::jsonb->'departures')
         AS d(network_id uuid, meeting uuid, person uuid, left_version bigint, left_at timestamptz, changed_seq bigint)
    WHERE p.network_id = d.network_id AND p.meeting = d.meeting AND p.person = d.person
      AND p.left_at IS NULL AND p.arrived_version < d.left_version
), arrived AS (
    INSERT INTO presences AS p
    SELECT batch.* FROM jsonb_populate_recordset(NULL::presences, $1::jsonb->'presences') AS batch
    ON CONFLICT (network_id, meeting, person, arrived_version)
    DO UPDATE SET left_at = excluded.left_at, changed_seq = excluded.changed_seq
    WHERE p.left_at IS NULL AND p.changed_seq < excluded.changed_seq
)
INSERT INTO meetings AS m
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET
    (status, starts_at, ends_at, place, call_link, quorum_rule, formalities, reason, reconvenes, opened_at, closed_at,
     chair, members, needed, quorum_established, quorum_missed, attended, sort_at, sequence, slot_sequence, dated_at, version,
     changed_seq)
    = (excluded.status, excluded.starts_at, excluded.ends_at, excluded.place, excluded.call_link,
       excluded.quorum_rule, excluded.formalities, excluded.reason, excluded.reconvenes, excluded.opened_at, excluded.closed_at,
       excluded.chair, excluded.members, excluded.needed, excluded.quorum_established, excluded.quorum_missed, excluded.attended, excluded.sort_at,
       excluded.sequence, excluded.slot_sequence, excluded.dated_at, excluded.version, excluded.changed_seq)
WHERE m.changed_seq < excluded.changed_seq;
