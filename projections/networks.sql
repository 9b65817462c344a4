-- create --
CREATE TABLE networks (
    network_id        uuid        NOT NULL PRIMARY KEY,
    name              text        NOT NULL,
    slug              text        NOT NULL,
    cadence           text        NOT NULL,
    quorum_rule       jsonb       NOT NULL,           -- {numerator, denominator, remote_counts}
    coordinator_share numeric     NOT NULL,           -- of a full-time post
    syndicate         jsonb,                          -- {id, name, siren}
    founded_at        timestamptz NOT NULL,
    version           bigint      NOT NULL,           -- of the network's stream
    changed_seq       bigint      NOT NULL            -- network_seq of the last fact in this row
);
CREATE INDEX ON networks (slug);

CREATE TABLE coordinators (
    network_id  uuid   NOT NULL,
    person      uuid   NOT NULL,
    since       date   NOT NULL,                      -- first day
    changed_seq bigint NOT NULL,                      -- of the appointment
    PRIMARY KEY (network_id, person)
);

CREATE TABLE formalities (
    network_id  uuid    NOT NULL,
    formality   text    NOT NULL,
    is_on       boolean NOT NULL,
    changed_seq bigint  NOT NULL,
    PRIMARY KEY (network_id, formality)
);

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT n FROM networks n WHERE n.network_id = (patch->>'network_id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'networks') AS batch(patch)
), appointed AS (
    INSERT INTO coordinators
    SELECT batch.* FROM jsonb_populate_recordset(NULL::coordinators, $1::jsonb->'coordinators') AS batch
    ON CONFLICT (network_id, person) DO NOTHING
), turned AS (
    INSERT INTO formalities AS f
    SELECT batch.* FROM jsonb_populate_recordset(NULL::formalities, $1::jsonb->'formalities') AS batch
    ON CONFLICT (network_id, formality) DO UPDATE SET (is_on, changed_seq) = (excluded.is_on, excluded.changed_seq)
    WHERE f.changed_seq < excluded.changed_seq
)
INSERT INTO networks AS n
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id) DO UPDATE SET (name, slug, cadence, quorum_rule, coordinator_share, syndicate, version, changed_seq)
    = (excluded.name, excluded.slug, excluded.cadence, excluded.quorum_rule, excluded.coordinator_share,
       excluded.syndicate, excluded.version, excluded.changed_seq)
WHERE n.changed_seq < excluded.changed_seq;

-- network --
SELECT n.network_id AS id, n.name, n.slug, n.cadence, n.quorum_rule, n.coordinator_share, n.syndicate, n.founded_at,
       n.version, n.changed_seq,
       array(SELECT c.person FROM coordinators c WHERE c.network_id = $1 AND c.since <= $2
             ORDER BY c.changed_seq) AS coordinators,
       array(SELECT f.formality FROM formalities f WHERE f.network_id = $1 AND f.is_on ORDER BY f.formality) AS formalities
FROM networks n WHERE n.network_id = $1;

-- network_of_slug --
-- all networks: the address is what finds the network.
SELECT network_id FROM networks WHERE slug = $1;
