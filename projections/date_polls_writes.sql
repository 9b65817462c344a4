-- create --
CREATE TABLE date_polls (
    network_id  uuid        NOT NULL,
    id          uuid        NOT NULL,
    title       text        NOT NULL,                 -- of the meeting
    kind        text        NOT NULL,                 -- of the meeting, like the modality
    modality    text        NOT NULL,
    status      text        NOT NULL,                 -- OPEN, CLOSED, ABANDONED
    meeting     uuid,                                 -- that it is for; null until one is planned by the choice
    deadline    timestamptz NOT NULL,                 -- last instant for answers
    members     int         NOT NULL,                 -- of the network, at the opening
    needed      int         NOT NULL,                 -- of them, for a date that needs no reason
    chosen      int,                                  -- number of the option, once closed
    reason      text,                                 -- of the choice or of giving it up
    reminded_at timestamptz,                          -- last
    opened_at   timestamptz NOT NULL,
    ended_at    timestamptz,                          -- closed or abandoned
    version     bigint      NOT NULL,                 -- of the poll's stream
    changed_seq bigint      NOT NULL,                 -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON date_polls (network_id, opened_at, id);

CREATE TABLE date_poll_options (
    network_id  uuid        NOT NULL,
    date_poll   uuid        NOT NULL,
    number      int         NOT NULL,                 -- within the poll, from 1
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    changed_seq bigint      NOT NULL,
    PRIMARY KEY (network_id, date_poll, number)
);

CREATE TABLE date_poll_invited (
    network_id     uuid   NOT NULL,
    date_poll      uuid   NOT NULL,
    person         uuid   NOT NULL,
    collectivities uuid[] NOT NULL,                   -- members for which an answer of this person counts
    changed_seq    bigint NOT NULL,
    PRIMARY KEY (network_id, date_poll, person)
);

CREATE TABLE date_poll_answers (
    network_id   uuid        NOT NULL,
    date_poll    uuid        NOT NULL,
    person       uuid        NOT NULL,
    option       int         NOT NULL,                -- its number
    availability text        NOT NULL,                -- YES, IF_NEEDED, NO: the latest
    answered_at  timestamptz NOT NULL,
    changed_seq  bigint      NOT NULL,
    PRIMARY KEY (network_id, date_poll, person, option)
);

-- A poll as members read it, with its options, who is asked, what was answered, and the days of
-- the network that the options may fall on.
CREATE VIEW date_poll_rows AS
SELECT d.*,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('number', o.number, 'starts_at', o.starts_at, 'ends_at', o.ends_at)
                                  ORDER BY o.number), '[]')
        FROM date_poll_options o WHERE o.network_id = d.network_id AND o.date_poll = d.id) AS options,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('person', i.person, 'collectivities', i.collectivities)
                                  ORDER BY i.person), '[]')
        FROM date_poll_invited i WHERE i.network_id = d.network_id AND i.date_poll = d.id) AS invited,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('person', a.person, 'option', a.option,
                                                     'availability', a.availability, 'answered_at', a.answered_at)
                                  ORDER BY a.option, a.person), '[]')
        FROM date_poll_answers a WHERE a.network_id = d.network_id AND a.date_poll = d.id) AS answers,
       (SELECT n.school_zone FROM networks n WHERE n.network_id = d.network_id) AS school_zone,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('first_day', c.first_day, 'last_day', c.last_day, 'label', c.label)
                                  ORDER BY c.first_day), '[]')
        FROM closures c WHERE c.network_id = d.network_id) AS closures
FROM date_polls d;

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT d FROM date_polls d WHERE d.network_id = (patch->>'network_id')::uuid
                                                AND d.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'date_polls') AS batch(patch)
), offered AS (
    INSERT INTO date_poll_options AS o
    SELECT batch.* FROM jsonb_populate_recordset(NULL::date_poll_options, $1::jsonb->'date_poll_options') AS batch
    ON CONFLICT (network_id, date_poll, number) DO NOTHING
), asked AS (
    INSERT INTO date_poll_invited AS i
    SELECT batch.* FROM jsonb_populate_recordset(NULL::date_poll_invited, $1::jsonb->'date_poll_invited') AS batch
    ON CONFLICT (network_id, date_poll, person) DO NOTHING
), answered AS (
    INSERT INTO date_poll_answers AS a
    SELECT batch.* FROM jsonb_populate_recordset(NULL::date_poll_answers, $1::jsonb->'date_poll_answers') AS batch
    ON CONFLICT (network_id, date_poll, person, option) DO UPDATE SET
        (availability, answered_at, changed_seq) = (excluded.availability, excluded.answered_at, excluded.changed_seq)
    WHERE a.changed_seq < excluded.changed_seq
)
INSERT INTO date_polls AS d
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET
    (status, meeting, chosen, reason, reminded_at, ended_at, version, changed_seq)
    = (excluded.status, excluded.meeting, excluded.chosen, excluded.reason, excluded.reminded_at, excluded.ended_at,
       excluded.version, excluded.changed_seq)
WHERE d.changed_seq < excluded.changed_seq;
