-- create --
-- The latest proxy of a collectivity for a meeting.
CREATE TABLE proxies (
    network_id   uuid        NOT NULL,
    meeting      uuid        NOT NULL,
    collectivity uuid        NOT NULL,                -- whose vote it is
    stands       boolean     NOT NULL,                -- false once it is revoked
    holder       uuid,                                -- a person; from here to `given_at` null where it does not stand
    person       uuid,                                -- who gave it
    mandate      uuid,                                -- of the giver at the collectivity
    given_at     timestamptz,
    changed_seq  bigint      NOT NULL,                -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, meeting, collectivity)
);
CREATE INDEX ON proxies (network_id, person) WHERE stands;

-- write --
INSERT INTO proxies AS p
SELECT batch.* FROM jsonb_populate_recordset(NULL::proxies, $1::jsonb->'proxies') AS batch
ON CONFLICT (network_id, meeting, collectivity) DO UPDATE SET (stands, holder, person, mandate, given_at, changed_seq)
    = (excluded.stands, excluded.holder, excluded.person, excluded.mandate, excluded.given_at, excluded.changed_seq)
WHERE p.changed_seq < excluded.changed_seq;

-- proxies --
-- The holder has to be there for a member, and the mandates active on the day by which the proxy was given and the
-- holder is there; where the meeting goes by seats, who gave it holds one still. It counts while the meeting is open, the holder there, not as a substitute beside the titular, and
-- nobody there for the collectivity itself.
SELECT p.meeting, p.collectivity, p.holder, p.person, p.mandate, p.given_at,
       came.ever AS represents,
       m.status = 'OPEN' AND came.still
           AND NOT EXISTS (SELECT FROM presences own WHERE own.network_id = p.network_id AND own.meeting = p.meeting
                                                      AND own.collectivity = p.collectivity AND own.left_at IS NULL
                                                      AND own.mandate IS NOT NULL)
       AS counts
FROM proxies p
JOIN meetings m ON m.network_id = p.network_id AND m.id = p.meeting
CROSS JOIN LATERAL (
    SELECT count(*) > 0 AS ever,
           count(*) FILTER (WHERE s.left_at IS NULL AND NOT (s.substitute AND EXISTS (
               SELECT FROM presences t
               WHERE t.network_id = s.network_id AND t.meeting = s.meeting AND t.left_at IS NULL AND NOT t.substitute
                 AND (t.collectivity, t.seat) = (s.collectivity, s.seat)))) > 0 AS still
    FROM presences s
    WHERE s.network_id = p.network_id AND s.meeting = p.meeting AND s.person = p.holder AND s.mandate IS NOT NULL
      AND 2 = (SELECT count(*) FROM mandates d
               WHERE d.network_id = s.network_id AND d.id IN (p.mandate, s.mandate)
                 AND d.starts_on <= (m.opened_at AT TIME ZONE 'Europe/Paris')::date
                 AND (d.ends_on IS NULL OR d.ends_on >= (m.opened_at AT TIME ZONE 'Europe/Paris')::date))
      AND ('SEATS' <> ALL (m.formalities) OR EXISTS (
               SELECT FROM seats z
               WHERE z.network_id = p.network_id AND z.collectivity = p.collectivity AND z.person = p.person
                 AND z.starts_on <= (m.opened_at AT TIME ZONE 'Europe/Paris')::date
                 AND (z.ends_on IS NULL OR z.ends_on >= (m.opened_at AT TIME ZONE 'Europe/Paris')::date)))
) AS came
WHERE p.network_id = $1 AND p.meeting = ANY($2) AND p.stands
ORDER BY p.meeting, p.changed_seq;
