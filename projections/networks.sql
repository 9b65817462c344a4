-- create --
CREATE TABLE networks (
    network_id        uuid        NOT NULL PRIMARY KEY,
    name              text        NOT NULL,
    slug              text        NOT NULL,
    cadence           text        NOT NULL,
    quorum_rule       jsonb       NOT NULL,           -- {numerator, denominator, remote_counts}
    coordinator_share numeric     NOT NULL,           -- of a full-time post
    reactivity_working_days int   NOT NULL,           -- within which a need is to get its first answer
    minutes_silence_days int      NOT NULL,           -- after which minutes without a remark are approved
    voting_rules      jsonb       NOT NULL,           -- {majority, casting_vote}
    deliberation_threshold numeric,                   -- euros; null: no decision waits for deliberations
    consultation_rule jsonb       NOT NULL,           -- {numerator, denominator, working_days}
    school_zone       text,                           -- ZONE_A, ZONE_B, ZONE_C; null: no school holidays are told
    syndicate         jsonb,                          -- {id, name, siren}
    founded_at        timestamptz NOT NULL,
    version           bigint      NOT NULL,           -- of the network's stream
    changed_seq       bigint      NOT NULL            -- network_seq of the last fact in this row
);
CREATE INDEX ON networks (slug);

CREATE TABLE coordinators (
    network_id    uuid   NOT NULL,
    person        uuid   NOT NULL,
    appointed_seq bigint NOT NULL,                    -- network_seq of the appointment
    since         date   NOT NULL,                    -- first day
    until         date,                               -- first day as coordinator no more
    changed_seq   bigint NOT NULL,
    PRIMARY KEY (network_id, person, appointed_seq)
);

CREATE TABLE formalities (
    network_id  uuid    NOT NULL,
    formality   text    NOT NULL,
    is_on       boolean NOT NULL,
    changed_seq bigint  NOT NULL,
    PRIMARY KEY (network_id, formality)
);

CREATE TABLE closures (
    network_id  uuid   NOT NULL,
    first_day   date   NOT NULL,
    last_day    date   NOT NULL,                      -- within the closure
    label       text   NOT NULL,
    declared_at timestamptz NOT NULL,                 -- as it is now
    changed_seq bigint NOT NULL,
    PRIMARY KEY (network_id, first_day)
);

-- write --
-- A patch keeps the columns that it does not name. A relief ends the last time as coordinator before it, or moves its
-- end; one that began in the same batch comes already ended.
WITH patches AS (
    SELECT patch, (SELECT n FROM networks n WHERE n.network_id = (patch->>'network_id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'networks') AS batch(patch)
), relieved AS (
    UPDATE coordinators c SET until = r.until, changed_seq = r.changed_seq
    FROM jsonb_to_recordset($1::jsonb->'reliefs') AS r(network_id uuid, person uuid, until date, changed_seq bigint)
    WHERE c.network_id = r.network_id AND c.person = r.person AND c.changed_seq < r.changed_seq
      AND c.appointed_seq = (SELECT max(s.appointed_seq) FROM coordinators s
                             WHERE s.network_id = r.network_id AND s.person = r.person
                               AND s.appointed_seq < r.changed_seq)
), appointed AS (
    INSERT INTO coordinators AS c
    SELECT batch.* FROM jsonb_populate_recordset(NULL::coordinators, $1::jsonb->'coordinators') AS batch
    ON CONFLICT (network_id, person, appointed_seq)
    DO UPDATE SET until = excluded.until, changed_seq = excluded.changed_seq
    WHERE c.changed_seq < excluded.changed_seq
), closed AS (
    INSERT INTO closures AS c
    SELECT batch.* FROM jsonb_populate_recordset(NULL::closures, $1::jsonb->'closures') AS batch
    ON CONFLICT (network_id, first_day)
    DO UPDATE SET (last_day, label, declared_at, changed_seq)
                = (excluded.last_day, excluded.label, excluded.declared_at, excluded.changed_seq)
    WHERE c.changed_seq < excluded.changed_seq
), turned AS (
    INSERT INTO formalities AS f
    SELECT batch.* FROM jsonb_populate_recordset(NULL::formalities, $1::jsonb->'formalities') AS batch
    ON CONFLICT (network_id, formality) DO UPDATE SET (is_on, changed_seq) = (excluded.is_on, excluded.changed_seq)
    WHERE f.changed_seq < excluded.changed_seq
)
INSERT INTO networks AS n
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id) DO UPDATE SET
    (name, slug, cadence, quorum_rule, coordinator_share, reactivity_working_days, minutes_silence_days,
     voting_rules, deliberation_threshold, consultation_rule, school_zone, syndicate, version, changed_seq)
    = (excluded.name, excluded.slug, excluded.cadence, excluded.quorum_rule, excluded.coordinator_share,
       excluded.reactivity_working_days, excluded.minutes_silence_days, excluded.voting_rules,
       excluded.deliberation_threshold, excluded.consultation_rule, excluded.school_zone, excluded.syndicate, excluded.version, excluded.changed_seq)
WHERE n.changed_seq < excluded.changed_seq;

-- network --
SELECT n.network_id AS id, n.name, n.slug, n.cadence, n.quorum_rule, n.coordinator_share,
       n.reactivity_working_days, n.minutes_silence_days, n.voting_rules, n.deliberation_threshold, n.consultation_rule, n.school_zone, n.syndicate,
       n.founded_at, n.version, n.changed_seq,
       array(SELECT c.person FROM coordinators c
             WHERE c.network_id = $1 AND c.since <= $2 AND (c.until IS NULL OR c.until > $2)
             ORDER BY c.appointed_seq) AS coordinators,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('first_day', c.first_day, 'last_day', c.last_day, 'label', c.label)
                                  ORDER BY c.first_day), '[]')
        FROM closures c WHERE c.network_id = $1) AS closures,
       array(SELECT f.formality FROM formalities f WHERE f.network_id = $1 AND f.is_on ORDER BY f.formality) AS formalities
FROM networks n WHERE n.network_id = $1;

-- network_of_slug --
-- all networks: the address is what finds the network.
SELECT network_id FROM networks WHERE slug = $1;
