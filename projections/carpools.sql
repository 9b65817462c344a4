-- create --
CREATE TABLE carpools (
    network_id   uuid        NOT NULL,
    meeting      uuid        NOT NULL,
    driver       uuid        NOT NULL,                -- a person
    sequence     int         NOT NULL,                -- of the calendar entry that the offer is about
    seats        int         NOT NULL,                -- for others
    departs_from text,                                -- null once the driver is erased
    offered_at   timestamptz NOT NULL,
    changed_seq  bigint      NOT NULL,                -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, meeting, driver, sequence)
);

CREATE TABLE carpool_riders (
    network_id  uuid   NOT NULL,
    meeting     uuid   NOT NULL,
    person      uuid   NOT NULL,                      -- who rides along
    sequence    int    NOT NULL,
    driver      uuid   NOT NULL,
    changed_seq bigint NOT NULL,
    PRIMARY KEY (network_id, meeting, person, sequence)
);

-- write --
WITH joined AS (
    INSERT INTO carpool_riders AS r
    SELECT batch.* FROM jsonb_populate_recordset(NULL::carpool_riders, $1::jsonb->'carpool_riders') AS batch
    ON CONFLICT (network_id, meeting, person, sequence) DO NOTHING
)
INSERT INTO carpools AS c
SELECT batch.* FROM jsonb_populate_recordset(NULL::carpools, $1::jsonb->'carpools') AS batch
ON CONFLICT (network_id, meeting, driver, sequence) DO UPDATE SET (seats, departs_from, offered_at, changed_seq)
    = (excluded.seats, excluded.departs_from, excluded.offered_at, excluded.changed_seq)
WHERE c.changed_seq < excluded.changed_seq;

-- carpools --
SELECT c.meeting, c.driver, c.seats, c.departs_from, c.offered_at, ARRAY(
    SELECT r.person FROM carpool_riders r
    WHERE r.network_id = c.network_id AND r.meeting = c.meeting AND r.driver = c.driver AND r.sequence = c.sequence
    ORDER BY r.changed_seq) AS riders
FROM carpools c
JOIN meetings m ON m.network_id = c.network_id AND m.id = c.meeting AND m.slot_sequence = c.sequence
WHERE c.network_id = $1 AND c.meeting = ANY($2)
ORDER BY c.offered_at, c.driver;
