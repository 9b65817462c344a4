-- create --
CREATE TABLE action_items (
    network_id   uuid        NOT NULL,
    id           uuid        NOT NULL,
    title        text        NOT NULL,
    owner        uuid        NOT NULL,               -- a person
    collectivity uuid,                               -- for which member; null: for the network
    due          date        NOT NULL,               -- last day in time
    first_due    date        NOT NULL,               -- as assigned
    status       text        NOT NULL,               -- ASSIGNED, STARTED, COMPLETED, DROPPED; overdue is read, not kept
    meeting      uuid,                               -- where it was agreed
    decision     uuid,                               -- which it carries out
    told_overdue date,                               -- the due date of which it was told last that it passed
    evidence     text,                               -- while completed
    reason       text,                               -- of the last move, dropping or reopening
    assigned_at  timestamptz NOT NULL,
    over_at      timestamptz,                        -- while completed or dropped
    version      bigint      NOT NULL,               -- of the action's stream
    changed_seq  bigint      NOT NULL,               -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON action_items (network_id, due, id);
CREATE INDEX ON action_items (network_id, owner);

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT a FROM action_items a WHERE a.network_id = (patch->>'network_id')::uuid
                                                  AND a.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'action_items') AS batch(patch)
)
INSERT INTO action_items AS a
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET (due, status, told_overdue, evidence, reason, over_at, version, changed_seq)
    = (excluded.due, excluded.status, excluded.told_overdue, excluded.evidence, excluded.reason, excluded.over_at,
       excluded.version, excluded.changed_seq)
WHERE a.changed_seq < excluded.changed_seq;

-- page_up --
SELECT a.* FROM action_items a
WHERE a.network_id = $1
  AND ($2::text[] IS NULL OR a.status = ANY($2)) AND ($3::uuid IS NULL OR a.owner = $3)
  AND ($4::uuid IS NULL OR a.collectivity = $4 OR a.over_at IS NULL AND a.collectivity IN (
       WITH RECURSIVE held(collectivity) AS (
           SELECT $4 UNION SELECT m.collectivity FROM memberships m JOIN held ON m.successor = held.collectivity
           WHERE m.network_id = $1 AND m.until <= $9::date)
       SELECT h.collectivity FROM held h))
  AND ($5::uuid IS NULL OR a.meeting = $5)
  AND ($6::uuid IS NULL OR a.decision = $6) AND ($7::date IS NULL OR a.due < $7)
  AND ($8::boolean IS NULL OR $8 = (a.due < $9::date AND a.status NOT IN ('COMPLETED', 'DROPPED')))
  AND ($10::date IS NULL OR (a.due, a.id) > ($10, $11::uuid))
  AND ($12::date IS NULL OR (a.due, a.id) < ($12, $13::uuid))
ORDER BY a.due, a.id LIMIT $14;

-- page_down --
SELECT a.* FROM action_items a
WHERE a.network_id = $1
  AND ($2::text[] IS NULL OR a.status = ANY($2)) AND ($3::uuid IS NULL OR a.owner = $3)
  AND ($4::uuid IS NULL OR a.collectivity = $4 OR a.over_at IS NULL AND a.collectivity IN (
       WITH RECURSIVE held(collectivity) AS (
           SELECT $4 UNION SELECT m.collectivity FROM memberships m JOIN held ON m.successor = held.collectivity
           WHERE m.network_id = $1 AND m.until <= $9::date)
       SELECT h.collectivity FROM held h))
  AND ($5::uuid IS NULL OR a.meeting = $5)
  AND ($6::uuid IS NULL OR a.decision = $6) AND ($7::date IS NULL OR a.due < $7)
  AND ($8::boolean IS NULL OR $8 = (a.due < $9::date AND a.status NOT IN ('COMPLETED', 'DROPPED')))
  AND ($10::date IS NULL OR (a.due, a.id) > ($10, $11::uuid))
  AND ($12::date IS NULL OR (a.due, a.id) < ($12, $13::uuid))
ORDER BY a.due DESC, a.id DESC LIMIT $14;

-- overdue_untold --
SELECT a.id FROM action_items a
WHERE a.network_id = $1 AND a.due < $2 AND a.over_at IS NULL AND a.told_overdue IS DISTINCT FROM a.due AND a.id > $3
ORDER BY a.id LIMIT $4;

-- by_id --
SELECT a.* FROM action_items a WHERE a.network_id = $1 AND a.id = ANY($2);

-- count --
SELECT count(*) FROM action_items a
WHERE a.network_id = $1
  AND ($2::text[] IS NULL OR a.status = ANY($2)) AND ($3::uuid IS NULL OR a.owner = $3)
  AND ($4::uuid IS NULL OR a.collectivity = $4 OR a.over_at IS NULL AND a.collectivity IN (
       WITH RECURSIVE held(collectivity) AS (
           SELECT $4 UNION SELECT m.collectivity FROM memberships m JOIN held ON m.successor = held.collectivity
           WHERE m.network_id = $1 AND m.until <= $9::date)
       SELECT h.collectivity FROM held h))
  AND ($5::uuid IS NULL OR a.meeting = $5)
  AND ($6::uuid IS NULL OR a.decision = $6) AND ($7::date IS NULL OR a.due < $7)
  AND ($8::boolean IS NULL OR $8 = (a.due < $9::date AND a.status NOT IN ('COMPLETED', 'DROPPED')));
