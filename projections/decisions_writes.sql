-- create --
CREATE TABLE decisions (
    network_id        uuid        NOT NULL,
    id                uuid        NOT NULL,
    title             text        NOT NULL,
    text              text        NOT NULL,
    status            text        NOT NULL,           -- PROPOSED, BALLOT_OPEN, DEFERRED, ADOPTED, REJECTED, SUPERSEDED,
                                                      -- REPEALED
    meeting           uuid,                           -- of the ballot or consent, before it that of the proposal
    year              int         NOT NULL,           -- Europe/Paris, of the outcome, before it of the proposal
    number            text,
    cause             text,                           -- of a rejection
    consent_quorum    jsonb,                          -- {represented, needed, members}; null but for a consent
    deferral_reason   text,                           -- of the last deferral
    deferred_at       timestamptz,
    funding           jsonb,                          -- {amount, contributors, threshold}, the amounts as texts
    ended_by          uuid,                           -- the decision that superseded or repealed it
    ended_at          timestamptz,
    review_on         date,                           -- due from that day on, while it is in force
    told_review       date,                           -- the day of which it was told last that the review is due
    confirmed_at      timestamptz,                    -- by the last review
    mode              text,                           -- PUBLIC, SECRET; null until a ballot opens
    majority          text,
    casting_vote      uuid,                           -- the collectivity whose vote breaks a tie
    members           uuid[]      NOT NULL,           -- collectivities of the ballot
    closes_on         date,                           -- last day of a consultation; null at a meeting
    consultation_rule jsonb,                          -- {numerator, denominator, working_days}; null at a meeting
    ballot_opened_at  timestamptz,                    -- the latest ballot, like all that follows of one
    ballot_opened_version bigint,                     -- of the decision's stream
    ballot_opened_seq bigint,                         -- network_seq; votes before it were cast in an earlier ballot
    quorum_at_opening jsonb,                          -- {represented, needed, members}
    ballot_closed_at  timestamptz,
    quorum_at_closing jsonb,
    tally             jsonb,                          -- {yes, no, abstain}; null too where it was not counted
    proposed_at       timestamptz NOT NULL,
    stream_version    bigint      NOT NULL,
    changed_seq       bigint      NOT NULL,           -- network_seq of the last fact in this row
    PRIMARY KEY (network_id, id)
);
CREATE INDEX ON decisions (network_id, proposed_at, id);
CREATE INDEX ON decisions (network_id, meeting);
CREATE INDEX ON decisions (network_id, number) WHERE number IS NOT NULL;

CREATE INDEX ON decisions (network_id, ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX ON decisions (network_id, review_on, id) WHERE review_on IS NOT NULL AND status = 'ADOPTED';

-- Every wording that a decision has had: as proposed, then by each correction. The last one is in its row too.
CREATE TABLE wordings (
    network_id  uuid        NOT NULL,
    decision    uuid        NOT NULL,
    place       bigint      NOT NULL,                 -- version of the decision's stream
    title       text        NOT NULL,
    text        text        NOT NULL,
    reason      text,                                 -- of the correction; null for the first
    since       timestamptz NOT NULL,
    changed_seq bigint      NOT NULL,
    PRIMARY KEY (network_id, decision, place)
);

CREATE TABLE deliberations (
    network_id        uuid   NOT NULL,
    decision          uuid   NOT NULL,
    organisation      uuid   NOT NULL,
    number            text   NOT NULL,
    organisation_kind text   NOT NULL,
    kind              text   NOT NULL,                -- DELIBERATION, DELEGATED_DECISION, CONVENTION
    body              text   NOT NULL,
    taken_on          date   NOT NULL,
    receipt           text,                           -- of the prefecture
    received_on       date,
    changed_seq       bigint NOT NULL,
    PRIMARY KEY (network_id, decision, organisation, number)
);

-- Who neither votes nor counts. A vote cast before is in `votes` and is shown no more.
CREATE TABLE recusals (
    network_id   uuid        NOT NULL,
    decision     uuid        NOT NULL,
    collectivity uuid        NOT NULL,
    reason       text        NOT NULL,
    recused_at   timestamptz NOT NULL,
    changed_seq  bigint      NOT NULL,
    PRIMARY KEY (network_id, decision, collectivity)
);

-- What a collectivity chose in a secret ballot is not here at all, nor who voted for it, nor when.
CREATE TABLE votes (
    network_id   uuid   NOT NULL,
    decision     uuid   NOT NULL,
    collectivity uuid   NOT NULL,
    choice       text,
    person       uuid,
    mandate      uuid,
    proxy_of     uuid,                                -- the person who gave the proxy by which it was cast
    voted_at     timestamptz,
    changed_seq  bigint NOT NULL,
    PRIMARY KEY (network_id, decision, collectivity)
);

CREATE TABLE objections (
    network_id   uuid    NOT NULL,
    decision     uuid    NOT NULL,
    collectivity uuid    NOT NULL,
    stands       boolean NOT NULL,                    -- false once it is withdrawn
    person       uuid,                                -- from here to `raised_at` null where it does not stand
    mandate      uuid,
    proxy_of     uuid,                                -- the person who gave the proxy by which it was raised
    reason       text,
    raised_at    timestamptz,
    changed_seq  bigint  NOT NULL,
    PRIMARY KEY (network_id, decision, collectivity)
);

-- A decision as members read it: nobody counts the votes of a secret ballot that is open, by its version neither.
CREATE VIEW decision_rows AS
SELECT d.*,
       CASE WHEN d.mode = 'PUBLIC' OR d.ballot_closed_at IS NOT NULL THEN (
           SELECT count(*) FROM votes v WHERE v.network_id = d.network_id AND v.decision = d.id
                                         AND v.changed_seq > d.ballot_opened_seq
             AND NOT EXISTS (SELECT FROM recusals r WHERE r.network_id = d.network_id AND r.decision = v.decision
                                                      AND r.collectivity = v.collectivity))
       END AS votes_received,
       CASE WHEN d.mode = 'SECRET' AND d.status = 'BALLOT_OPEN' THEN d.ballot_opened_version
            ELSE d.stream_version
       END AS version,
       (SELECT count(*) FROM recusals r WHERE r.network_id = d.network_id AND r.decision = d.id
                                          AND r.collectivity = ANY(d.members)) AS members_recused,
       -- An act binds its organisation, and what had merged into it by then.
       array(WITH RECURSIVE bound (organisation, taken_on) AS (
                 SELECT a.organisation, a.taken_on FROM deliberations a
                 WHERE a.network_id = d.network_id AND a.decision = d.id
                 UNION SELECT s.collectivity, b.taken_on
                 FROM bound b JOIN memberships s ON s.network_id = d.network_id AND s.successor = b.organisation
                                                AND s.until <= b.taken_on
             ) SELECT DISTINCT b.organisation FROM bound b) AS acted
FROM decisions d;

-- write --
-- A patch keeps the columns that it does not name.
WITH patches AS (
    SELECT patch, (SELECT d FROM decisions d WHERE d.network_id = (patch->>'network_id')::uuid
                                               AND d.id = (patch->>'id')::uuid) AS kept
    FROM jsonb_array_elements($1::jsonb->'decisions') AS batch(patch)
), voted AS (
    INSERT INTO votes AS v
    SELECT batch.* FROM jsonb_populate_recordset(NULL::votes, $1::jsonb->'votes') AS batch
    ON CONFLICT (network_id, decision, collectivity) DO UPDATE
        SET (choice, person, mandate, proxy_of, voted_at, changed_seq)
        = (excluded.choice, excluded.person, excluded.mandate, excluded.proxy_of, excluded.voted_at,
           excluded.changed_seq)
    WHERE v.changed_seq < excluded.changed_seq
), objected AS (
    INSERT INTO objections AS o
    SELECT batch.* FROM jsonb_populate_recordset(NULL::objections, $1::jsonb->'objections') AS batch
    ON CONFLICT (network_id, decision, collectivity) DO UPDATE
        SET (stands, person, mandate, proxy_of, reason, raised_at, changed_seq)
        = (excluded.stands, excluded.person, excluded.mandate, excluded.proxy_of, excluded.reason,
           excluded.raised_at, excluded.changed_seq)
    WHERE o.changed_seq < excluded.changed_seq
), worded AS (
    INSERT INTO wordings
    SELECT batch.* FROM jsonb_populate_recordset(NULL::wordings, $1::jsonb->'wordings') AS batch
    ON CONFLICT (network_id, decision, place) DO NOTHING
), recused AS (
    INSERT INTO recusals
    SELECT batch.* FROM jsonb_populate_recordset(NULL::recusals, $1::jsonb->'recusals') AS batch
    ON CONFLICT (network_id, decision, collectivity) DO NOTHING
), deliberated AS (
    INSERT INTO deliberations AS a
    SELECT batch.* FROM jsonb_populate_recordset(NULL::deliberations, $1::jsonb->'deliberations') AS batch
    ON CONFLICT (network_id, decision, organisation, number) DO UPDATE
        SET (organisation_kind, kind, body, taken_on, receipt, received_on, changed_seq)
        = (excluded.organisation_kind, excluded.kind, excluded.body, excluded.taken_on, excluded.receipt, excluded.received_on,
           excluded.changed_seq)
    WHERE a.changed_seq < excluded.changed_seq
)
INSERT INTO decisions AS d
SELECT patched.* FROM patches, jsonb_populate_record(patches.kept, patches.patch) AS patched
ON CONFLICT (network_id, id) DO UPDATE SET
    (title, text, status, meeting, year, number, cause, consent_quorum, deferral_reason, deferred_at, funding,
     ended_by, ended_at, review_on, told_review, confirmed_at, mode, majority, casting_vote, members, closes_on,
     consultation_rule, ballot_opened_at, ballot_opened_version, ballot_opened_seq, quorum_at_opening,
     ballot_closed_at, quorum_at_closing, tally, stream_version, changed_seq)
    = (excluded.title, excluded.text, excluded.status, excluded.meeting, excluded.year, excluded.number,
       excluded.cause, excluded.consent_quorum, excluded.deferral_reason, excluded.deferred_at, excluded.funding,
       excluded.ended_by, excluded.ended_at, excluded.review_on, excluded.told_review, excluded.confirmed_at,
       excluded.mode, excluded.majority,
       excluded.casting_vote, excluded.members, excluded.closes_on, excluded.consultation_rule,
       excluded.ballot_opened_at, excluded.ballot_opened_version, excluded.ballot_opened_seq,
       excluded.quorum_at_opening, excluded.ballot_closed_at, excluded.quorum_at_closing, excluded.tally,
       excluded.stream_version, excluded.changed_seq)
WHERE d.changed_seq < excluded.changed_seq;
