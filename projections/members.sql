-- create --
CREATE TABLE collectivities (
    network_id  uuid   NOT NULL,
    id          uuid   NOT NULL,
    name        text   NOT NULL,
    kind        text   NOT NULL,
    siren       text,
    sort_key    text   NOT NULL COLLATE "C",
    version     bigint NOT NULL,                      -- of the collectivity's stream
    changed_seq bigint NOT NULL,                      -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON collectivities (network_id, sort_key, id);

CREATE TABLE memberships (
    network_id   uuid   NOT NULL,
    collectivity uuid   NOT NULL,
    admitted_seq bigint NOT NULL,                     -- network_seq of the admission
    since        date   NOT NULL,                     -- first day
    until        date,                                -- first day outside
    changed_seq  bigint NOT NULL,
    PRIMARY KEY (network_id, collectivity, admitted_seq)
);

-- The collectivities of a network with the stay that covers a day, else the last one recorded.
CREATE FUNCTION collectivities_on(network uuid, day date)
RETURNS TABLE (id uuid, name text, kind text, siren text, status text, member_since date, member_until date,
               sort_key text, version bigint, changed_seq bigint)
LANGUAGE sql STABLE AS $$
    SELECT c.id, c.name, c.kind, c.siren,
           CASE WHEN stay.until <= $2 THEN 'WITHDRAWN' WHEN stay.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END,
           stay.since, stay.until, c.sort_key, c.version, greatest(c.changed_seq, stay.changed_seq)
    FROM collectivities c LEFT JOIN LATERAL (
        SELECT m.since, m.until, m.changed_seq FROM memberships m
        WHERE m.network_id = $1 AND m.collectivity = c.id
        ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
    ) AS stay ON true
    WHERE c.network_id = $1
$$;

-- write --
-- A withdrawal ends the stay that was open when it was recorded; one that began in the same batch comes already ended.
WITH ended AS (
    UPDATE memberships m SET until = w.until, changed_seq = w.changed_seq
    FROM jsonb_to_recordset($1::jsonb->'withdrawals')
         AS w(network_id uuid, collectivity uuid, until date, changed_seq bigint)
    WHERE m.network_id = w.network_id AND m.collectivity = w.collectivity
      AND m.until IS NULL AND m.admitted_seq < w.changed_seq
), admitted AS (
    INSERT INTO memberships AS m
    SELECT batch.* FROM jsonb_populate_recordset(NULL::memberships, $1::jsonb->'memberships') AS batch
    ON CONFLICT (network_id, collectivity, admitted_seq)
    DO UPDATE SET until = excluded.until, changed_seq = excluded.changed_seq WHERE m.until IS NULL
)
INSERT INTO collectivities AS c
SELECT batch.* FROM jsonb_populate_recordset(NULL::collectivities, $1::jsonb->'collectivities') AS batch
ON CONFLICT (network_id, id) DO NOTHING;

-- page_up --
SELECT * FROM collectivities_on($1, $2) AS c
WHERE ($3::text IS NULL OR c.status = $3) AND ($4::text IS NULL OR c.kind = $4)
  AND ($5::text IS NULL OR (c.sort_key, c.id) > ($5, $6::uuid))
  AND ($7::text IS NULL OR (c.sort_key, c.id) < ($7, $8::uuid))
ORDER BY c.sort_key, c.id LIMIT $9;

-- page_down --
SELECT * FROM collectivities_on($1, $2) AS c
WHERE ($3::text IS NULL OR c.status = $3) AND ($4::text IS NULL OR c.kind = $4)
  AND ($5::text IS NULL OR (c.sort_key, c.id) > ($5, $6::uuid))
  AND ($7::text IS NULL OR (c.sort_key, c.id) < ($7, $8::uuid))
ORDER BY c.sort_key DESC, c.id DESC LIMIT $9;

-- by_id --
SELECT * FROM collectivities_on($1, $2) AS c WHERE c.id = ANY($3);

-- count --
SELECT count(*) FROM collectivities_on($1, $2) AS c
WHERE ($3::text IS NULL OR c.status = $3) AND ($4::text IS NULL OR c.kind = $4);
