-- The log of facts. What is stored here is stored for ever: columns are added, never changed.
-- Unqualified on purpose: the library's own test suites create it again in a schema of their own.
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- Last position given out. One row; writers queue on an advisory lock before they touch it, so it is never contended.
CREATE TABLE head (
    log_id      smallint    PRIMARY KEY CHECK (log_id = 1),
    position    bigint      NOT NULL,           -- of the whole log; never shown to a client
    recorded_at timestamptz NOT NULL,           -- of the last fact: a clock that jumps back does not reorder history
    projections text        NOT NULL            -- fingerprint of the read models that a writer must know; '' = none
) WITH (fillfactor = 10);
INSERT INTO head VALUES (1, 0, '-infinity', '');

CREATE TABLE stored_events (
    originator_id      uuid        NOT NULL,    -- the stream
    originator_version bigint      NOT NULL,    -- place in the stream, from 1
    topic              text        NOT NULL,    -- explicit and for ever: decision.adopted
    state              bytea       NOT NULL,    -- plain JSON, kept to the byte because hashes cover it
    notification_id    bigint      NOT NULL,    -- gapless place in the whole log, in commit order
    network_id         uuid        NOT NULL,
    network_seq        bigint      NOT NULL,    -- gapless place in the network's own history: what cursors are made of
    recorded_at        timestamptz NOT NULL,    -- never decreases with notification_id
    metadata           bytea       NOT NULL,    -- envelope as plain JSON: who, which command, why
    leaf               bytea       NOT NULL,    -- see fact_leaf
    PRIMARY KEY (originator_id, originator_version)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.2);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id);
CREATE UNIQUE INDEX stored_events_network_seq_idx ON stored_events (network_id, network_seq);

-- One link per network and transaction: sha256(0x02 || previous link || leaves since, in order). First previous: 32 zeros.
CREATE TABLE chain (
    network_id uuid   NOT NULL,
    last_seq   bigint NOT NULL,                 -- last network_seq that the link covers
    link       bytea  NOT NULL,
    PRIMARY KEY (network_id, last_seq)
);

-- What only one stream of a network may hold at a time: a SIREN, a decision number. network_id 0 = the installation.
CREATE TABLE claims (
    network_id uuid NOT NULL,
    kind       text NOT NULL,
    key        text NOT NULL,
    holder     uuid NOT NULL,                   -- the stream that took it
    PRIMARY KEY (network_id, kind, key)
);

-- How each command ended, so that a retry gets the same answer. Kept 30 days (forget_commands).
CREATE TABLE commands (
    network_id  uuid        NOT NULL,
    person_id   uuid        NOT NULL,           -- 0 = the program itself
    command_id  uuid        NOT NULL,
    input       bytea       NOT NULL,           -- HMAC-SHA-256 of name and input, keyed outside the database
    subject     uuid,                           -- the aggregate that the command was about
    first_seq   bigint,                         -- network_seq of its facts; null when it changed nothing
    last_seq    bigint,
    refusal     text,                           -- JSON {code, path, values}; null when it was accepted
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (network_id, person_id, command_id)
);
CREATE INDEX commands_recorded_at_idx ON commands (recorded_at);

-- Keys that seal personal fields, wrapped by a key that never enters the database. Without `wrapped` the person is erased.
CREATE TABLE person_keys (
    network_id uuid        NOT NULL,
    person_id  uuid        NOT NULL,
    wrapped    bytea,                           -- AES key wrap, RFC 3394
    key_id     text        NOT NULL,            -- which wrapping key
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    erased_at  timestamptz,
    PRIMARY KEY (network_id, person_id)
);

-- RFC 9162 leaf: sha256(0x00 || entry), the entry being every stored column but notification_id, unambiguously.
CREATE FUNCTION fact_leaf(network uuid, seq bigint, stream uuid, version bigint, recorded timestamptz,
                          topic text, state bytea, metadata bytea)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE RETURN  -- not IMMUTABLE: it would no longer be inlined, and cost five times as much
    sha256('\x00'::bytea || uuid_send(network) || int8send(seq) || uuid_send(stream) || int8send(version)
           || int8send((extract(epoch FROM recorded) * 1000000)::bigint)
           || int4send(octet_length(convert_to(topic, 'UTF8'))) || convert_to(topic, 'UTF8')
           || int4send(octet_length(state)) || state
           || int4send(octet_length(metadata)) || metadata);

-- Appends the changes ("items") of several commands in one transaction. Answers per item, from 1:
--   appended   its facts are written, from first_position and first_seq on
--   moved      a stream that it changes or relied on is not at the version it saw: decide again
--   taken      a claim that it takes is held; `detail` says which
--   replayed   its command was carried out before: read `commands`
-- Items of one call must not touch the same stream, claim or command (the caller sees to it; if they do, all fail).
CREATE FUNCTION append_facts(
    -- one entry per item
    p_networks uuid[], p_persons uuid[], p_commands uuid[], p_inputs bytea[], p_subjects uuid[], p_refusals text[],
    -- one entry per fact, in order of items
    p_fact_items int[], p_streams uuid[], p_versions bigint[], p_topics text[], p_states bytea[], p_metadata bytea[],
    -- streams relied on, with the version seen
    p_relied_items int[], p_relied_streams uuid[], p_relied_versions bigint[],
    -- claims taken and freed
    p_claim_items int[], p_claim_networks uuid[], p_claim_kinds text[], p_claim_keys text[], p_claim_holders uuid[],
    p_claim_frees boolean[],
    p_projections text
) RETURNS TABLE (item int, answer text, detail text, first_position bigint, first_seq bigint, recorded timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET plan_cache_mode = force_generic_plan  -- every plan is index probes, and planning took most of the time
AS $fn$
#variable_conflict use_column
DECLARE
    v_head head;
    v_now  timestamptz;
    v_bad  jsonb;      -- item -> [answer, detail]
    v_good int[];
BEGIN
    -- The same order of locks as the library's own writer, else the two deadlock; then the queue, first come first served.
    LOCK TABLE stored_events IN ROW EXCLUSIVE MODE;
    PERFORM pg_advisory_xact_lock('stored_events'::regclass::oid::bigint);
    SELECT * INTO v_head FROM head WHERE log_id = 1;
    IF v_head.projections IS DISTINCT FROM p_projections THEN
        RAISE EXCEPTION 'read models are at %, this writer knows %', v_head.projections, p_projections
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    v_now := greatest(clock_timestamp(), v_head.recorded_at);

    -- Scalar subqueries, not joins: always an index probe, also under a plan made when the tables were empty.
    SELECT coalesce(jsonb_object_agg(b.i, jsonb_build_array(b.answer, b.detail)), '{}') INTO v_bad FROM (
        SELECT DISTINCT ON (x.i) x.* FROM (
            SELECT c.i, 1 AS rank, 'replayed' AS answer, NULL AS detail
            FROM unnest(p_networks, p_persons, p_commands) WITH ORDINALITY AS c(network, person, command, i)
            WHERE (SELECT true FROM commands k WHERE k.network_id = c.network AND k.person_id = c.person
                                                 AND k.command_id = c.command)
            UNION ALL
            SELECT f.i, 2, 'moved', f.stream::text
            FROM unnest(p_fact_items, p_streams, p_versions) AS f(i, stream, version)
            WHERE (SELECT true FROM stored_events e WHERE e.originator_id = f.stream
                                                      AND e.originator_version = f.version)
            UNION ALL
            SELECT r.i, 2, 'moved', r.stream::text
            FROM unnest(p_relied_items, p_relied_streams, p_relied_versions) AS r(i, stream, version)
            WHERE r.version IS DISTINCT FROM
                (SELECT e.originator_version FROM stored_events e WHERE e.originator_id = r.stream
                 ORDER BY e.originator_version DESC LIMIT 1)
            UNION ALL
            SELECT t.i, 3, 'taken', t.kind || ':' || t.key
            FROM unnest(p_claim_items, p_claim_networks, p_claim_kinds, p_claim_keys, p_claim_frees)
                 AS t(i, network, kind, key, free)
            WHERE NOT t.free AND (SELECT true FROM claims k WHERE k.network_id = t.network AND k.kind = t.kind
                                                              AND k.key = t.key)
        ) x ORDER BY x.i, x.rank, x.detail
    ) b;
    SELECT coalesce(array_agg(i), '{}') INTO v_good FROM generate_subscripts(p_networks, 1) AS i WHERE NOT v_bad ? i::text;

    RETURN QUERY
    WITH facts AS MATERIALIZED (
        SELECT f.i, f.stream, f.version, f.topic, f.state, f.metadata, n.network,
               v_head.position + row_number() OVER (ORDER BY f.o) AS position,
               n.last_seq + row_number() OVER (PARTITION BY n.network ORDER BY f.o) AS seq
        FROM unnest(p_fact_items, p_streams, p_versions, p_topics, p_states, p_metadata)
             WITH ORDINALITY AS f(i, stream, version, topic, state, metadata, o)
        JOIN (SELECT d.network,
                     coalesce((SELECT c.last_seq FROM chain c WHERE c.network_id = d.network
                               ORDER BY c.last_seq DESC LIMIT 1), 0) AS last_seq
              FROM (SELECT DISTINCT p.network FROM unnest(p_networks) AS p(network)) d) n
          ON n.network = p_networks[f.i]
        WHERE f.i = ANY (v_good)
    ), kept AS (
        INSERT INTO stored_events
        SELECT f.stream, f.version, f.topic, f.state, f.position, f.network, f.seq, v_now, f.metadata,
               fact_leaf(f.network, f.seq, f.stream, f.version, v_now, f.topic, f.state, f.metadata)
        FROM facts f
        RETURNING network_id, network_seq, leaf
    ), linked AS (
        INSERT INTO chain
        SELECT k.network_id, max(k.network_seq),
               sha256('\x02'::bytea
                      || coalesce((SELECT c.link FROM chain c WHERE c.network_id = k.network_id
                                   ORDER BY c.last_seq DESC LIMIT 1), decode(repeat('00', 32), 'hex'))
                      || string_agg(k.leaf, ''::bytea ORDER BY k.network_seq))
        FROM kept k GROUP BY k.network_id
    ), answered AS (
        INSERT INTO commands
        SELECT p_networks[g], p_persons[g], p_commands[g], p_inputs[g], p_subjects[g],
               (SELECT min(f.seq) FROM facts f WHERE f.i = g), (SELECT max(f.seq) FROM facts f WHERE f.i = g),
               p_refusals[g], v_now
        FROM unnest(v_good) AS g WHERE p_commands[g] IS NOT NULL
    )
    SELECT g, 'appended', NULL::text, min(f.position), min(f.seq), v_now
    FROM unnest(v_good) AS g LEFT JOIN facts f ON f.i = g GROUP BY g;

    UPDATE head SET recorded_at = v_now,
                    position = v_head.position + (SELECT count(*) FROM unnest(p_fact_items) AS f WHERE f = ANY (v_good))
    WHERE log_id = 1;

    IF cardinality(p_claim_items) > 0 THEN
        DELETE FROM claims k
        USING unnest(p_claim_items, p_claim_networks, p_claim_kinds, p_claim_keys, p_claim_holders, p_claim_frees)
              AS t(i, network, kind, key, holder, free)
        WHERE t.free AND t.i = ANY (v_good)
          AND k.network_id = t.network AND k.kind = t.kind AND k.key = t.key AND k.holder = t.holder;
        INSERT INTO claims
        SELECT t.network, t.kind, t.key, t.holder
        FROM unnest(p_claim_items, p_claim_networks, p_claim_kinds, p_claim_keys, p_claim_holders, p_claim_frees)
             AS t(i, network, kind, key, holder, free)
        WHERE NOT t.free AND t.i = ANY (v_good);
    END IF;

    -- Only a hint that wakes the tails: the truth is read from the log.
    IF cardinality(p_fact_items) > 0 THEN
        PERFORM pg_notify('facts', '');
    END IF;

    IF v_bad <> '{}' THEN
        RETURN QUERY SELECT b.key::int, b.value ->> 0, b.value ->> 1, NULL::bigint, NULL::bigint, v_now
                     FROM jsonb_each(v_bad) AS b(key, value);
    END IF;
END $fn$;

-- Registers the read models that every writer must know from now on, under the lock that appends take.
CREATE FUNCTION register_projections(p_fingerprint text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
BEGIN
    LOCK TABLE stored_events IN ROW EXCLUSIVE MODE;
    PERFORM pg_advisory_xact_lock('stored_events'::regclass::oid::bigint);
    UPDATE head SET projections = p_fingerprint WHERE log_id = 1;
END $fn$;

-- Holds back every append until the end of the caller's transaction: the last stretch of a rebuild.
CREATE FUNCTION hold_appends() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
BEGIN
    LOCK TABLE stored_events IN ROW EXCLUSIVE MODE;
    PERFORM pg_advisory_xact_lock('stored_events'::regclass::oid::bigint);
    RETURN (SELECT position FROM head WHERE log_id = 1);
END $fn$;

-- Keeps a new person's key; says nothing where one is kept already, erased or not.
CREATE FUNCTION keep_person_key(p_network uuid, p_person uuid, p_wrapped bytea, p_key_id text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
    INSERT INTO person_keys (network_id, person_id, wrapped, key_id) VALUES (p_network, p_person, p_wrapped, p_key_id)
    ON CONFLICT DO NOTHING;
$fn$;

-- Forgets outcomes older than the promise made to clients that retry. Returns how many.
CREATE FUNCTION forget_commands(p_before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
    WITH gone AS (DELETE FROM commands WHERE recorded_at < p_before RETURNING 1) SELECT count(*) FROM gone;
$fn$;
