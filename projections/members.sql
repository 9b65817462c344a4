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

-- write --
-- A withdrawal ends the last stay before it, or moves its end; one that began in the same batch comes already ended.
WITH ended AS (
    UPDATE memberships m SET until = w.until, changed_seq = w.changed_seq
    FROM jsonb_to_recordset($1::jsonb->'withdrawals')
         AS w(network_id uuid, collectivity uuid, until date, changed_seq bigint)
    WHERE m.network_id = w.network_id AND m.collectivity = w.collectivity AND m.changed_seq < w.changed_seq
      AND m.admitted_seq = (SELECT max(s.admitted_seq) FROM memberships s
                            WHERE s.network_id = w.network_id AND s.collectivity = w.collectivity
                              AND s.admitted_seq < w.changed_seq)
), admitted AS (
    INSERT INTO memberships AS m
    SELECT batch.* FROM jsonb_populate_recordset(NULL::memberships, $1::jsonb->'memberships') AS batch
    ON CONFLICT (network_id, collectivity, admitted_seq)
    DO UPDATE SET until = excluded.until, changed_seq = excluded.changed_seq
    WHERE m.changed_seq < excluded.changed_seq
)
INSERT INTO collectivities AS c
SELECT batch.* FROM jsonb_populate_recordset(NULL::collectivities, $1::jsonb->'collectivities') AS batch
ON CONFLICT (network_id, id) DO NOTHING;

-- page_up --
-- Each with the stay that covers the day, else the last one recorded.
SELECT * FROM (
    SELECT c.id, c.name, c.kind, c.siren, c.sort_key, c.version,
           CASE WHEN s.until <= $2 THEN 'WITHDRAWN' WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
           s.since AS member_since, s.until AS member_until, greatest(c.changed_seq, s.changed_seq) AS changed_seq
    FROM collectivities c LEFT JOIN LATERAL (
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
    SELECT c.id, c.name, c.kind, c.siren, c.sort_key, c.version,
           CASE WHEN s.until <= $2 THEN 'WITHDRAWN' WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
           s.since AS member_since, s.until AS member_until, greatest(c.changed_seq, s.changed_seq) AS changed_seq
    FROM collectivities c LEFT JOIN LATERAL (
        SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
        ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
    ) AS s ON true
    WHERE c.network_id = $1
) AS listed
WHERE ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4)
  AND ($5::text IS NULL OR (sort_key, id) > ($5, $6::uuid)) AND ($7::text IS NULL OR (sort_key, id) < ($7, $8::uuid))
ORDER BY sort_key DESC, id DESC LIMIT $9;

-- by_id --
SELECT c.id, c.name, c.kind, c.siren, c.sort_key, c.version,
       CASE WHEN s.until <= $2 THEN 'WITHDRAWN' WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
       s.since AS member_since, s.until AS member_until, greatest(c.changed_seq, s.changed_seq) AS changed_seq
FROM collectivities c LEFT JOIN LATERAL (
    SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
    ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
) AS s ON true
WHERE c.network_id = $1 AND c.id = ANY($3);

-- count --
SELECT count(*) FROM (
    SELECT c.id, c.name, c.kind, c.siren, c.sort_key, c.version,
           CASE WHEN s.until <= $2 THEN 'WITHDRAWN' WHEN s.since <= $2 THEN 'MEMBER' ELSE 'REGISTERED' END AS status,
           s.since AS member_since, s.until AS member_until, greatest(c.changed_seq, s.changed_seq) AS changed_seq
    FROM collectivities c LEFT JOIN LATERAL (
        SELECT m.* FROM memberships m WHERE m.network_id = $1 AND m.collectivity = c.id
        ORDER BY m.since <= $2 AND (m.until IS NULL OR m.until > $2) DESC, m.admitted_seq DESC LIMIT 1
    ) AS s ON true
    WHERE c.network_id = $1
) AS listed
WHERE ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4);
