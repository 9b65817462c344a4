-- create --
CREATE TABLE invitations (
    network_id  uuid        NOT NULL,
    meeting     uuid        NOT NULL,
    person      uuid        NOT NULL,
    invited_seq bigint      NOT NULL,                 -- network_seq of the invitation
    place       int         NOT NULL,                 -- among those that were sent together
    invited_at  timestamptz NOT NULL,
    answer      text,                                 -- the latest; null while there is none, like the next four
    substitute  uuid,                                 -- a person
    sequence    int,                                  -- of the calendar entry that was answered
    comment     text,                                 -- null too once the person is erased
    answered_at timestamptz,
    changed_seq bigint      NOT NULL,                 -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, meeting, person)
);
CREATE INDEX ON invitations (network_id, person);

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT i FROM invitations i WHERE i.network_id = (patch->>'network_id')::uuid
                                                 AND i.meeting = (patch->>'meeting')::uuid
                                                 AND i.person = (patch->>'person')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'invitations') AS batch(patch)
)
INSERT INTO invitations AS i
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, meeting, person) DO UPDATE SET
    (answer, substitute, sequence, comment, answered_at, changed_seq)
    = (excluded.answer, excluded.substitute, excluded.sequence, excluded.comment, excluded.answered_at,
       excluded.changed_seq)
WHERE i.changed_seq < excluded.changed_seq;

-- invitations --
-- An answer about a date that the meeting no longer has is not shown: it is asked for again. Who takes part by
-- invitations alone reads those of others without their comments.
SELECT i.meeting, i.person, i.invited_at, a.answer, a.substitute, a.answered_at,
       CASE WHEN $3::uuid IS NULL OR i.person = $3 THEN a.comment END AS comment
FROM invitations i
JOIN meetings m ON m.network_id = i.network_id AND m.id = i.meeting
LEFT JOIN invitations a ON a.network_id = i.network_id AND a.meeting = i.meeting AND a.person = i.person
                       AND a.sequence = m.slot_sequence
WHERE i.network_id = $1 AND i.meeting = ANY($2) AND ($3::uuid IS NULL OR EXISTS (
      SELECT FROM invitations own WHERE own.network_id = $1 AND own.meeting = i.meeting AND own.person = $3))
ORDER BY i.meeting, i.invited_seq, i.place;
