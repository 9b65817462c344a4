-- create --
CREATE TABLE timeline (
    network_id   uuid        NOT NULL,
    seq          bigint      NOT NULL,                -- network_seq of the fact that made the entry visible
    item         int         NOT NULL,                -- 0 for that fact's own entry, from 1 for those that it released
    topic        text        NOT NULL,
    subject_kind text        NOT NULL,                -- NETWORK, COLLECTIVITY, PERSON, MEETING, DECISION, ACTION_ITEM
    subject      uuid        NOT NULL,                -- the stream of the fact
    actor        uuid,                                -- a person; null for the program itself
    happened_at  timestamptz NOT NULL,                -- business time
    recorded_at  timestamptz NOT NULL,
    audience     text        NOT NULL,
    collectivity uuid,                                -- that the fact names, whose own people it may be for
    fields       jsonb       NOT NULL,                -- of the fact, without what is sealed, secret or long
    PRIMARY KEY (network_id, seq, item)
);
CREATE INDEX ON timeline (network_id, subject, seq, item);
CREATE INDEX ON timeline (network_id, collectivity, seq, item) WHERE collectivity IS NOT NULL;

-- Facts that wait for another fact of their stream. No reader reaches this table.
CREATE TABLE timeline_withheld (
    network_id   uuid   NOT NULL,
    seq          bigint NOT NULL,
    stream       uuid   NOT NULL,
    released_by  text   NOT NULL,                     -- topic
    released_seq bigint,                              -- network_seq of the fact that released it
    entry        jsonb  NOT NULL,                     -- the row of the timeline that it becomes
    PRIMARY KEY (network_id, seq)
);
CREATE INDEX ON timeline_withheld (network_id, stream);

-- What things were called at first, for ever: the activity outlives its subjects. People's names are not here.
CREATE TABLE timeline_subjects (
    network_id  uuid   NOT NULL,
    id          uuid   NOT NULL,
    label       text   NOT NULL,
    changed_seq bigint NOT NULL,
    PRIMARY KEY (network_id, id)
);

-- The names that followed. What was told before keeps the name that it was told under.
CREATE TABLE timeline_renamings (
    network_id  uuid   NOT NULL,
    id          uuid   NOT NULL,
    seq         bigint NOT NULL,                      -- network_seq of the renaming
    since       date   NOT NULL,                      -- first day under the name
    name        text   NOT NULL,
    changed_seq bigint NOT NULL,
    PRIMARY KEY (network_id, id, seq)
);

-- write --
WITH named AS (
    INSERT INTO timeline_subjects AS s
    SELECT batch.* FROM jsonb_populate_recordset(NULL::timeline_subjects, $2::jsonb->'subjects') AS batch
    ON CONFLICT (network_id, id) DO UPDATE SET (label, changed_seq) = (excluded.label, excluded.changed_seq)
    WHERE s.changed_seq < excluded.changed_seq
), renamed AS (
    INSERT INTO timeline_renamings
    SELECT batch.* FROM jsonb_populate_recordset(NULL::timeline_renamings, $2::jsonb->'renamings') AS batch
    ON CONFLICT (network_id, id, seq) DO NOTHING
), withheld AS (
    INSERT INTO timeline_withheld
    SELECT batch.* FROM jsonb_populate_recordset(NULL::timeline_withheld, $2::jsonb->'withheld') AS batch
    ON CONFLICT (network_id, seq) DO NOTHING
)
INSERT INTO timeline
SELECT batch.* FROM jsonb_populate_recordset(NULL::timeline, $1::jsonb) AS batch
ON CONFLICT (network_id, seq, item) DO NOTHING;

-- release --
-- Each waiting entry goes to the first fact after it that releases it, numbered in the order of the log, and is told
-- as of that fact: the instants of secret votes would say who cast them.
WITH releases AS (
    SELECT *, lag(seq, 1, 0::bigint) OVER (PARTITION BY network_id, stream, released_by ORDER BY seq) AS previous
    FROM jsonb_to_recordset($1::jsonb) AS batch(
        network_id uuid, stream uuid, released_by text, seq bigint, happened_at timestamptz, recorded_at timestamptz)
), due AS (
    UPDATE timeline_withheld w SET released_seq = r.seq FROM releases r
    WHERE w.network_id = r.network_id AND w.stream = r.stream AND w.released_by = r.released_by
      AND w.released_seq IS NULL AND r.previous < w.seq AND w.seq < r.seq
    RETURNING w.network_id, w.seq, w.entry, r.seq AS released_seq, r.happened_at, r.recorded_at
)
INSERT INTO timeline
SELECT row.* FROM due, jsonb_populate_record(NULL::timeline, due.entry || jsonb_build_object(
    'seq', due.released_seq, 'happened_at', due.happened_at, 'recorded_at', due.recorded_at,
    'item', (SELECT count(*) FROM due e WHERE e.network_id = due.network_id AND e.released_seq = due.released_seq
                                          AND e.seq <= due.seq))) AS row
ON CONFLICT (network_id, seq, item) DO NOTHING;
