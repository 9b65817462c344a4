-- create --
CREATE TABLE collectivities (
    network_id  uuid   NOT NULL,
    id          uuid   NOT NULL,
    name        text   NOT NULL,                      -- the first one
    kind        text   NOT NULL,
    siren       text,
    sort_key    text   NOT NULL COLLATE "C",
    closed_on    date,                                -- first day on which it exists no more, without a successor
    legal_form   text,
    competences  text[] NOT NULL,
    collected_by text,
    collection   text,
    ambassadors  int,                                 -- posts, filled or not
    version     bigint NOT NULL,                      -- of the collectivity's stream
    changed_seq bigint NOT NULL,                      -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON collectivities (network_id, sort_key, id);

CREATE TABLE collectivity_names (                     -- those that followed
    network_id   uuid   NOT NULL,
    collectivity uuid   NOT NULL,
    since        date   NOT NULL,                     -- first day under this name
    name         text   NOT NULL,
    sort_key     text   NOT NULL COLLATE "C",
    changed_seq  bigint NOT NULL,
    PRIMARY KEY (network_id, collectivity, since)
);

CREATE TABLE memberships (
    network_id   uuid   NOT NULL,
    collectivity uuid   NOT NULL,
    admitted_seq bigint NOT NULL,                     -- network_seq of the admission
    since        date   NOT NULL,                     -- first day
    until        date,                                -- first day outside
    successor    uuid,                                -- where a merger ended the stay: the one in its place
    changed_seq  bigint NOT NULL,
    PRIMARY KEY (network_id, collectivity, admitted_seq)
);

-- write --
-- A patch keeps the columns that it does not name. A withdrawal ends the last stay before it, or moves its end; one
-- that began in the same batch comes already ended.
WITH patches AS (
    SELECT patch, (SELECT c FROM collectivities c WHERE c.network_id = (patch->>'network_id')::uuid
                                                    AND c.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'collectivities') AS batch(patch)
), renamed AS (
    INSERT INTO collectivity_names AS n (network_id, collectivity, since, name, sort_key, changed_seq)
    SELECT batch.network_id, batch.collectivity, batch.since, batch.name, batch.sort_key, batch.changed_seq
    FROM jsonb_populate_recordset(NULL::collectivity_names, $1::jsonb->'names') AS batch
    ON CONFLICT (network_id, collectivity, since)
    DO UPDATE SET (name, sort_key, changed_seq) = (excluded.name, excluded.sort_key, excluded.changed_seq)
    WHERE n.changed_seq < excluded.changed_seq
), ended AS (
    UPDATE memberships m SET until = w.until, successor = w.successor, changed_seq = w.changed_seq
    FROM jsonb_to_recordset($1::jsonb->'withdrawals')
         AS w(network_id uuid, collectivity uuid, until date, successor uuid, changed_seq bigint)
    WHERE m.network_id = w.network_id AND m.collectivity = w.collectivity AND m.changed_seq < w.changed_seq
      AND m.admitted_seq = (SELECT max(s.admitted_seq) FROM memberships s
                            WHERE s.network_id = w.network_id AND s.collectivity = w.collectivity
                              AND s.admitted_seq < w.changed_seq)
), admitted AS (
    INSERT INTO memberships AS m
    SELECT batch.* FROM jsonb_populate_recordset(NULL::memberships, $1::jsonb->'memberships') AS batch
    ON CONFLICT (network_id, collectivity, admitted_seq)
    DO UPDATE SET (until, successor, changed_seq) = (excluded.until, excluded.successor, excluded.changed_seq)
    WHERE m.changed_seq < excluded.changed_seq
)
INSERT INTO collectivities AS c
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET
    (closed_on, legal_form, competences, collected_by, collection, ambassadors, version, changed_seq)
    = (excluded.closed_on, excluded.legal_form, excluded.competences, excluded.collected_by, excluded.collection,
       excluded.ambassadors, excluded.version, excluded.changed_seq)
WHERE c.changed_seq < excluded.changed_seq;

-- page_up --
-- Each under its name of that day, with the stay that covers the day, else the last one recorded.
SELECT * FROM (
    SELECT c.id, coalesce(n.name, c.name) AS name, c.kind, c.siren, coalesce(n.sort_key, c.sort_key) AS sort_key, c.version,
           CASE WHEN s.until <= $2 THEN CASE WHEN s.successor IS NULL THEN 'WITHDRAWN' ELSE 'MERGED' END
                WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
           s.since AS member_since, s.until AS member_until, s.successor,
       c.closed_on, c.legal_form, c.competences, c.collected_by, c.collection, c.ambassadors, greatest(c.changed_seq, s.changed_seq) AS changed_seq
    FROM collectivities c LEFT JOIN LATERAL (
        SELECT e.name, e.sort_key FROM collectivity_names e
        WHERE e.network_id = $1 AND e.collectivity = c.id AND e.since <= $2 ORDER BY e.since DESC LIMIT 1
    ) AS n ON true LEFT JOIN LATERAL (
        SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
        ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
    ) AS s ON true
    WHERE c.network_id = $1
) AS listed
WHERE ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4)
  AND ($5::text IS NULL OR (sort_key, id) > ($5, $6::uuid)) AND ($7::text IS NULL OR (sort_key, id) < ($7, $8::uuid))
ORDER BY sort_key, id LIMIT $9;

-- page_down --
SELECT * FROM (
    SELECT c.id, coalesce(n.name, c.name) AS name, c.kind, c.siren, coalesce(n.sort_key, c.sort_key) AS sort_key, c.version,
           CASE WHEN s.until <= $2 THEN CASE WHEN s.successor IS NULL THEN 'WITHDRAWN' ELSE 'MERGED' END
                WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
           s.since AS member_since, s.until AS member_until, s.successor,
       c.closed_on, c.legal_form, c.competences, c.collected_by, c.collection, c.ambassadors, greatest(c.changed_seq, s.changed_seq) AS changed_seq
    FROM collectivities c LEFT JOIN LATERAL (
        SELECT e.name, e.sort_key FROM collectivity_names e
        WHERE e.network_id = $1 AND e.collectivity = c.id AND e.since <= $2 ORDER BY e.since DESC LIMIT 1
    ) AS n ON true LEFT JOIN LATERAL (
        SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
        ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
    ) AS s ON true
    WHERE c.network_id = $1
) AS listed
WHERE ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4)
  AND ($5::text IS NULL OR (sort_key, id) > ($5, $6::uuid)) AND ($7::text IS NULL OR (sort_key, id) < ($7, $8::uuid))
ORDER BY sort_key DESC, id DESC LIMIT $9;

-- by_id --
SELECT c.id, coalesce(n.name, c.name) AS name, c.kind, c.siren, coalesce(n.sort_key, c.sort_key) AS sort_key, c.version,
       CASE WHEN s.until <= $2 THEN CASE WHEN s.successor IS NULL THEN 'WITHDRAWN' ELSE 'MERGED' END
                WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
       s.since AS member_since, s.until AS member_until, s.successor,
       c.closed_on, c.legal_form, c.competences, c.collected_by, c.collection, c.ambassadors, greatest(c.changed_seq, s.changed_seq) AS changed_seq
FROM collectivities c LEFT JOIN LATERAL (
    SELECT e.name, e.sort_key FROM collectivity_names e
    WHERE e.network_id = $1 AND e.collectivity = c.id AND e.since <= $2 ORDER BY e.since DESC LIMIT 1
) AS n ON true LEFT JOIN LATERAL (
    SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
    ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
) AS s ON true
WHERE c.network_id = $1 AND c.id = ANY($3);

-- count --
SELECT count(*) FROM (
    SELECT c.id, coalesce(n.name, c.name) AS name, c.kind, c.siren, coalesce(n.sort_key, c.sort_key) AS sort_key, c.version,
           CASE WHEN s.until <= $2 THEN CASE WHEN s.successor IS NULL THEN 'WITHDRAWN' ELSE 'MERGED' END
                WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
           s.since AS member_since, s.until AS member_until, s.successor,
       c.closed_on, c.legal_form, c.competences, c.collected_by, c.collection, c.ambassadors, greatest(c.changed_seq, s.changed_seq) AS changed_seq
    FROM collectivities c LEFT JOIN LATERAL (
        SELECT e.name, e.sort_key FROM collectivity_names e
        WHERE e.network_id = $1 AND e.collectivity = c.id AND e.since <= $2 ORDER BY e.since DESC LIMIT 1
    ) AS n ON true LEFT JOIN LATERAL (
        SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
        ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
    ) AS s ON true
    WHERE c.network_id = $1
) AS listed
WHERE ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4);
