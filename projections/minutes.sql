-- create --
CREATE TABLE minutes (
    network_id         uuid        NOT NULL,
    id                 uuid        NOT NULL,
    meeting            uuid        NOT NULL,
    circulated_at      timestamptz,                   -- the last time, like the next four
    circulated_version bigint,                        -- of the stream: the text circulated is the last one before it
    deadline           date,                          -- last day of the silence
    silence_approves   boolean     NOT NULL,          -- the day after it, where nobody made a remark
    remarked           boolean     NOT NULL,          -- since
    approved_at        timestamptz,                   -- by somebody; an approval by silence is read from the deadline
    approved_for       uuid,                          -- collectivity
    approved_by        uuid,                          -- person
    approved_meeting   uuid,                          -- at which they were approved, where it was at one
    version            bigint      NOT NULL,          -- of the stream
    changed_seq        bigint      NOT NULL,          -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON minutes (network_id, meeting);

CREATE TABLE minutes_texts (
    network_id  uuid        NOT NULL,
    minutes     uuid        NOT NULL,
    version     bigint      NOT NULL,                 -- of the stream, with the draft
    author      uuid,                                 -- person
    text        text        NOT NULL,
    drafted_at  timestamptz NOT NULL,
    changed_seq bigint      NOT NULL,
    PRIMARY KEY (network_id, minutes, version)
);

CREATE TABLE minutes_remarks (
    network_id  uuid        NOT NULL,
    minutes     uuid        NOT NULL,
    version     bigint      NOT NULL,                 -- of the stream, with the remark
    author      uuid        NOT NULL,                 -- person
    text        text,                                 -- null once the author is erased
    made_at     timestamptz NOT NULL,
    changed_seq bigint      NOT NULL,
    PRIMARY KEY (network_id, minutes, version)
);

CREATE TABLE minutes_errata (
    network_id   uuid        NOT NULL,
    minutes      uuid        NOT NULL,
    version      bigint      NOT NULL,                -- of the stream, with the erratum
    erratum      text        NOT NULL,
    corrected_at timestamptz NOT NULL,
    changed_seq  bigint      NOT NULL,
    PRIMARY KEY (network_id, minutes, version)
);

-- write --
-- A patch keeps the columns that it does not name. Texts, remarks and errata are written once.
WITH patches AS (
    SELECT patch, (SELECT m FROM minutes m WHERE m.network_id = (patch->>'network_id')::uuid
                                             AND m.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'minutes') AS batch(patch)
), drafted AS (
    INSERT INTO minutes_texts
    SELECT batch.* FROM jsonb_populate_recordset(NULL::minutes_texts, $1::jsonb->'minutes_texts') AS batch
    ON CONFLICT (network_id, minutes, version) DO NOTHING
), remarked AS (
    INSERT INTO minutes_remarks
    SELECT batch.* FROM jsonb_populate_recordset(NULL::minutes_remarks, $1::jsonb->'minutes_remarks') AS batch
    ON CONFLICT (network_id, minutes, version) DO NOTHING
), corrected AS (
    INSERT INTO minutes_errata
    SELECT batch.* FROM jsonb_populate_recordset(NULL::minutes_errata, $1::jsonb->'minutes_errata') AS batch
    ON CONFLICT (network_id, minutes, version) DO NOTHING
)
INSERT INTO minutes AS m
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET
    (circulated_at, circulated_version, deadline, silence_approves, remarked, approved_at, approved_for, approved_by,
     approved_meeting, version, changed_seq)
    = (excluded.circulated_at, excluded.circulated_version, excluded.deadline, excluded.silence_approves,
       excluded.remarked, excluded.approved_at, excluded.approved_for, excluded.approved_by,
       excluded.approved_meeting, excluded.version, excluded.changed_seq)
WHERE m.changed_seq < excluded.changed_seq;

-- by_id --
-- With their last text for who keeps them ($3), and for others with the one circulated last: none before.
SELECT m.*, t.text, t.author, t.drafted_at, t.version > coalesce(m.circulated_version, 0) AS is_draft
FROM minutes m CROSS JOIN LATERAL (
    SELECT each.* FROM minutes_texts each
    WHERE each.network_id = $1 AND each.minutes = m.id AND ($3::boolean OR each.version < m.circulated_version)
    ORDER BY each.version DESC LIMIT 1) t
WHERE m.network_id = $1 AND m.id = ANY($2);

-- by_meeting --
SELECT m.*, t.text, t.author, t.drafted_at, t.version > coalesce(m.circulated_version, 0) AS is_draft
FROM minutes m CROSS JOIN LATERAL (
    SELECT each.* FROM minutes_texts each
    WHERE each.network_id = $1 AND each.minutes = m.id AND ($3::boolean OR each.version < m.circulated_version)
    ORDER BY each.version DESC LIMIT 1) t
WHERE m.network_id = $1 AND m.meeting = ANY($2);

-- remarks --
SELECT r.* FROM minutes_remarks r WHERE r.network_id = $1 AND r.minutes = ANY($2) ORDER BY r.minutes, r.version;

-- errata --
SELECT e.* FROM minutes_errata e WHERE e.network_id = $1 AND e.minutes = ANY($2) ORDER BY e.minutes, e.version;
