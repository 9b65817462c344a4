-- create --
CREATE TABLE populations (
    network_id   uuid   NOT NULL,
    collectivity uuid   NOT NULL,
    year         int    NOT NULL,
    inhabitants  int    NOT NULL,
    source       text   NOT NULL,
    changed_seq  bigint NOT NULL,                     -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, collectivity, year)
);

CREATE TABLE tonnages (
    network_id   uuid    NOT NULL,
    collectivity uuid    NOT NULL,
    year         int     NOT NULL,
    tonnes       numeric NOT NULL,
    source       text    NOT NULL,
    changed_seq  bigint  NOT NULL,
    PRIMARY KEY (network_id, collectivity, year)
);

-- write --
WITH weighed AS (
    INSERT INTO tonnages AS t
    SELECT batch.* FROM jsonb_populate_recordset(NULL::tonnages, $1::jsonb->'tonnages') AS batch
    ON CONFLICT (network_id, collectivity, year)
    DO UPDATE SET (tonnes, source, changed_seq) = (excluded.tonnes, excluded.source, excluded.changed_seq)
    WHERE t.changed_seq < excluded.changed_seq
)
INSERT INTO populations AS p
SELECT batch.* FROM jsonb_populate_recordset(NULL::populations, $1::jsonb->'populations') AS batch
ON CONFLICT (network_id, collectivity, year)
DO UPDATE SET (inhabitants, source, changed_seq) = (excluded.inhabitants, excluded.source, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;

-- populations --
SELECT p.collectivity, p.year, p.inhabitants, p.source
FROM populations p WHERE p.network_id = $1 AND p.collectivity = ANY($2) ORDER BY p.year DESC;

-- tonnages --
SELECT t.collectivity, t.year, t.tonnes, t.source
FROM tonnages t WHERE t.network_id = $1 AND t.collectivity = ANY($2) ORDER BY t.year DESC;
