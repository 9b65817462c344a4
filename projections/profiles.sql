-- create --
CREATE TABLE skills (
    network_id  uuid    NOT NULL,
    person      uuid    NOT NULL,
    skill       text    NOT NULL,                     -- as it was declared
    sort_key    text    NOT NULL COLLATE "C",         -- without accents and capitals
    held        boolean NOT NULL,                     -- false once withdrawn
    changed_seq bigint  NOT NULL,                     -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, person, skill)
);
CREATE INDEX ON skills (network_id, sort_key) WHERE held;

CREATE TABLE trainings (
    network_id  uuid   NOT NULL,
    person      uuid   NOT NULL,
    version     bigint NOT NULL,                      -- of the person's stream, of the fact that records it
    title       text   NOT NULL,
    "on"        date   NOT NULL,                      -- last day
    changed_seq bigint NOT NULL,
    PRIMARY KEY (network_id, person, version)
);

-- write --
WITH trained AS (
    INSERT INTO trainings
    SELECT batch.* FROM jsonb_populate_recordset(NULL::trainings, $1::jsonb->'trainings') AS batch
    ON CONFLICT (network_id, person, version) DO NOTHING
)
INSERT INTO skills AS s
SELECT batch.* FROM jsonb_populate_recordset(NULL::skills, $1::jsonb->'skills') AS batch
ON CONFLICT (network_id, person, skill) DO UPDATE SET (held, changed_seq) = (excluded.held, excluded.changed_seq)
WHERE s.changed_seq < excluded.changed_seq;

-- skills_of --
SELECT s.person, s.skill FROM skills s
WHERE s.network_id = $1 AND s.person = ANY($2) AND s.held ORDER BY s.sort_key, s.skill;

-- trainings_of --
SELECT t.person, t.title, t."on" FROM trainings t
WHERE t.network_id = $1 AND t.person = ANY($2) ORDER BY t."on" DESC, t.version DESC;
