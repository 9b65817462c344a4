-- create --
CREATE TABLE posts (
    network_id      uuid    NOT NULL,
    mandate         uuid    NOT NULL,
    "on"            date    NOT NULL,                 -- from that day on, until that of the next row
    fte             numeric NOT NULL,                 -- of a full-time post, 0 to 1
    employment_kind text,
    changed_seq     bigint  NOT NULL,                 -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, mandate, "on")
);

-- write --
INSERT INTO posts AS p
SELECT batch.* FROM jsonb_populate_recordset(NULL::posts, $1::jsonb->'posts') AS batch
ON CONFLICT (network_id, mandate, "on") DO UPDATE SET (fte, employment_kind, changed_seq)
    = (excluded.fte, excluded.employment_kind, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;

-- posts_of --
SELECT p.mandate, p."on", p.fte, p.employment_kind FROM posts p
WHERE p.network_id = $1 AND p.mandate = ANY($2) ORDER BY p."on";
