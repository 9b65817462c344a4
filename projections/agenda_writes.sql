-- create --
-- What is known of the agenda of a meeting as a whole, once something is.
CREATE TABLE agendas (
    network_id       uuid        NOT NULL,
    meeting          uuid        NOT NULL,
    published        uuid[],                          -- items in their order, as it was sent out last
    published_at     timestamptz,
    taken_up         uuid,                            -- the item that was taken up last
    taken_up_at      timestamptz,
    taken_up_version bigint,                          -- of the meeting's stream
    changed_seq      bigint      NOT NULL,            -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, meeting)
);

CREATE TABLE agenda_items (
    network_id    uuid        NOT NULL,
    meeting       uuid        NOT NULL,
    item          uuid        NOT NULL,               -- the same in every meeting to which it was carried over
    title         text        NOT NULL,
    text          text,
    purpose       text        NOT NULL,               -- INFORMATION, DISCUSSION, DECISION
    minutes       int,                                -- how long it is meant to take
    proposed_by   uuid,                               -- a person; null: the program
    source_kind   text,                               -- ACTION_ITEM, DECISION: what it is to take up, with the next
    source        uuid,
    carried_from  uuid,                               -- the meeting that left it open
    status        text        NOT NULL,               -- PROPOSED, ACCEPTED, DECLINED, DECIDED, CARRIED_OVER, DROPPED
    late          boolean     NOT NULL,               -- admitted after the opening
    place_version bigint,                             -- of the acceptance or of the last order: the order of the items,
    place         int,                                -- and within it; null: never on the agenda
    discussed     boolean     NOT NULL,
    notes         text,                               -- of the discussion
    done_version  bigint,                             -- since when the meeting is not at it any more
    reason        text,                               -- why it was declined or dropped
    to_meeting    uuid,                               -- to which it was carried over, where that was said
    proposed_at   timestamptz NOT NULL,
    proposed_seq  bigint      NOT NULL,               -- network_seq of the proposal
    changed_seq   bigint      NOT NULL,               -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, meeting, item)
);
CREATE INDEX ON agenda_items (network_id, item);
CREATE INDEX ON agenda_items (network_id, source) WHERE source IS NOT NULL;

CREATE TABLE agenda_decisions (
    network_id  uuid   NOT NULL,
    meeting     uuid   NOT NULL,
    item        uuid   NOT NULL,
    decision    uuid   NOT NULL,                      -- that settled the item
    changed_seq bigint NOT NULL,
    PRIMARY KEY (network_id, meeting, item, decision)
);

-- An item as members read it. What was decided stays so, however much is said about it.
CREATE VIEW agenda_item_rows AS
SELECT i.*,
       CASE WHEN i.status = 'ACCEPTED' AND i.discussed THEN 'DISCUSSED' ELSE i.status END AS standing,
       ARRAY(SELECT d.decision FROM agenda_decisions d
             WHERE d.network_id = i.network_id AND d.meeting = i.meeting AND d.item = i.item
             ORDER BY d.changed_seq, d.decision) AS decisions
FROM agenda_items i;

-- write --
-- A patch keeps the columns that it does not name.
WITH agenda_patches AS (
    SELECT patch, (SELECT a FROM agendas a WHERE a.network_id = (patch->>'network_id')::uuid
                                             AND a.meeting = (patch->>'meeting')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'agendas') AS batch(patch)
), agenda AS (
    INSERT INTO agendas AS a
    SELECT patched.* FROM agenda_patches p, jsonb_populate_record(p.kept, p.patch) AS patched
    ON CONFLICT (network_id, meeting) DO UPDATE SET
        (published, published_at, taken_up, taken_up_at, taken_up_version, changed_seq)
        = (excluded.published, excluded.published_at, excluded.taken_up, excluded.taken_up_at,
           excluded.taken_up_version, excluded.changed_seq)
    WHERE a.changed_seq < excluded.changed_seq
), decided AS (
    INSERT INTO agenda_decisions
    SELECT batch.* FROM jsonb_populate_recordset(NULL::agenda_decisions, $1::jsonb->'decisions') AS batch
    ON CONFLICT (network_id, meeting, item, decision) DO NOTHING
), item_patches AS (
    SELECT patch, (SELECT i FROM agenda_items i WHERE i.network_id = (patch->>'network_id')::uuid
                                                  AND i.meeting = (patch->>'meeting')::uuid
                                                  AND i.item = (patch->>'item')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'items') AS batch(patch)
)
INSERT INTO agenda_items AS i
SELECT patched.* FROM item_patches p, jsonb_populate_record(p.kept, p.patch) AS patched
ON CONFLICT (network_id, meeting, item) DO UPDATE SET
    (status, late, place_version, place, discussed, notes, done_version, reason, to_meeting, changed_seq)
    = (excluded.status, excluded.late, excluded.place_version, excluded.place, excluded.discussed, excluded.notes,
       excluded.done_version, excluded.reason, excluded.to_meeting, excluded.changed_seq)
WHERE i.changed_seq < excluded.changed_seq;
