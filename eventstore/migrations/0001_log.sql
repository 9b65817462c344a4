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

-- Appends the changes ("items") of several commands in one transaction, all of them or none. Where some cannot be
-- written, nothing is, and `conflicts` lists why, as [item from 1, answer, detail], the answer that counts first:
--   replayed   its command was carried out before: read `commands`
--   moved      a stream that it changes or relied on is not at the version it saw: decide again
--   taken      a claim that it takes is held; `detail` says which
-- The others are sent again by the caller. Items of one call must not touch the same stream, claim or command.
CREATE FUNCTION append_facts(
    p_projections text,
    -- one entry per item; the outcome is kept where there is a command
    p_networks uuid[], p_metadata bytea[],
    p_persons uuid[], p_commands uuid[], p_inputs bytea[], p_subjects uuid[], p_refusals text[],
    -- one entry per fact, in order of items; facts of one stream follow each other
    p_fact_items int[], p_streams uuid[], p_versions bigint[], p_topics text[], p_states bytea[],
    -- streams relied on, with the version seen
    p_relied_items int[], p_relied_streams uuid[], p_relied_versions bigint[],
    -- claims taken and freed
    p_claim_items int[], p_claim_networks uuid[], p_claim_kinds text[], p_claim_keys text[], p_claim_holders uuid[],
    p_claim_frees boolean[],
    -- where everything was written: position before the first fact, each fact's place in its network
    OUT conflicts jsonb, OUT before bigint, OUT seqs bigint[], OUT recorded timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET plan_cache_mode = force_generic_plan  -- every plan is index probes, and planning took most of the time
AS $fn$
#variable_conflict use_column
DECLARE
    v_facts   int := cardinality(p_fact_items);
    v_shape   text := '[1:' || v_facts || ']';
    v_from    int := 1;  -- first and last fact of a run of facts in one network
    v_to      int;
    v_network uuid;
    v_seq     bigint;
    v_link    bytea;
    v_leaves  bytea;
    v_seqs    bigint[];
BEGIN
    -- What follows looks beside a fact by its number: arrays of another shape would have it look elsewhere.
    IF array_dims(p_networks) NOT LIKE '[1:%' OR array_ndims(p_networks) > 1 OR v_facts > 0 AND (v_shape, v_shape, v_shape)
       IS DISTINCT FROM (array_dims(p_fact_items), array_dims(p_streams), array_dims(p_versions)) THEN
        RAISE EXCEPTION 'arrays of facts begin at 1 and have one length' USING ERRCODE = 'array_subscript_error';
    END IF;

    -- The same order of locks as the library's own writer, else the two deadlock; then the queue, first come first served.
    LOCK TABLE stored_events IN ROW EXCLUSIVE MODE;
    PERFORM pg_advisory_xact_lock('stored_events'::regclass::oid::bigint);

    -- Scalar subqueries, not joins: always an index probe, also under a plan made when the tables were empty.
    SELECT jsonb_agg(jsonb_build_array(x.item, x.answer, x.detail) ORDER BY x.item, x.rank, x.detail) INTO conflicts FROM (
        SELECT c.item, 1 AS rank, 'replayed' AS answer, NULL AS detail
        FROM unnest(p_networks, p_persons, p_commands) WITH ORDINALITY AS c(network, person, command, item)
        WHERE (SELECT true FROM commands k WHERE k.network_id = c.network AND k.person_id = c.person
                                             AND k.command_id = c.command)
        UNION ALL  -- a stream has no gap, and is one network's: its newest fact there is the one before
        SELECT f.item, 2, 'moved', f.stream::text
        FROM unnest(p_fact_items, p_streams, p_versions) WITH ORDINALITY AS f(item, stream, version, o)
        WHERE f.version - 1 <> CASE WHEN f.stream = p_streams[f.o - 1] AND f.item = p_fact_items[f.o - 1]
                                    THEN p_versions[f.o - 1] ELSE coalesce(
            (SELECT CASE e.network_id WHEN p_networks[f.item] THEN e.originator_version ELSE -1 END
             FROM stored_events e WHERE e.originator_id = f.stream ORDER BY e.originator_version DESC LIMIT 1), 0) END
        UNION ALL
        SELECT r.item, 2, 'moved', r.stream::text
        FROM unnest(p_relied_items, p_relied_streams, p_relied_versions) AS r(item, stream, version)
        WHERE r.version IS DISTINCT FROM
            (SELECT e.originator_version FROM stored_events e WHERE e.originator_id = r.stream
             ORDER BY e.originator_version DESC LIMIT 1)
        UNION ALL
        SELECT t.item, 3, 'taken', t.kind || ':' || t.key
        FROM unnest(p_claim_items, p_claim_networks, p_claim_kinds, p_claim_keys, p_claim_frees)
             AS t(item, network, kind, key, free)
        WHERE NOT t.free AND (SELECT true FROM claims k WHERE k.network_id = t.network AND k.kind = t.kind
                                                          AND k.key = t.key)
    ) x;
    IF conflicts IS NOT NULL THEN
        RETURN;
    END IF;

    recorded := clock_timestamp();
    IF v_facts > 0 THEN
        UPDATE head SET position = position + v_facts, recorded_at = greatest(recorded, recorded_at)
        WHERE log_id = 1 AND projections = p_projections
        RETURNING position - v_facts, recorded_at INTO before, recorded;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'read models are at %, this writer knows %', (SELECT projections FROM head), p_projections
                USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
        PERFORM pg_notify('facts', '');  -- only a hint that wakes the tails: the truth is read from the log
    END IF;

    WHILE v_from <= v_facts LOOP
        v_network := p_networks[p_fact_items[v_from]];
        v_to := v_from;
        WHILE p_networks[p_fact_items[v_to + 1]] = v_network LOOP
            v_to := v_to + 1;
        END LOOP;
        SELECT c.last_seq, c.link INTO v_seq, v_link FROM chain c WHERE c.network_id = v_network
        ORDER BY c.last_seq DESC LIMIT 1;
        v_seq := coalesce(v_seq, 0);
        WITH kept AS (
            INSERT INTO stored_events
            SELECT f.stream, f.version, f.topic, f.state, before + f.o, v_network, v_seq + f.o - v_from + 1, recorded,
                   p_metadata[f.item], fact_leaf(v_network, v_seq + f.o - v_from + 1, f.stream, f.version, recorded,
                                                 f.topic, f.state, p_metadata[f.item])
            FROM unnest(p_fact_items, p_streams, p_versions, p_topics, p_states)
                 WITH ORDINALITY AS f(item, stream, version, topic, state, o)
            WHERE f.o BETWEEN v_from AND v_to
            RETURNING network_seq, leaf
        )
        SELECT string_agg(k.leaf, ''::bytea ORDER BY k.network_seq), array_agg(k.network_seq ORDER BY k.network_seq)
        INTO v_leaves, v_seqs FROM kept k;
        INSERT INTO chain VALUES (v_network, v_seq + v_to - v_from + 1,
            sha256('\x02'::bytea || coalesce(v_link, decode(repeat('00', 32), 'hex')) || v_leaves));
        seqs := seqs || v_seqs;
        v_from := v_to + 1;
    END LOOP;

    IF cardinality(p_commands) > 0 THEN
        INSERT INTO commands
        SELECT p_networks[c.item], c.person, c.command, c.input, c.subject, seqs[c.first],
               seqs[c.first + cardinality(array_positions(p_fact_items, c.item::int)) - 1], c.refusal, recorded
        FROM (SELECT k.*, array_position(p_fact_items, k.item::int) AS first
              FROM unnest(p_persons, p_commands, p_inputs, p_subjects, p_refusals)
                   WITH ORDINALITY AS k(person, command, input, subject, refusal, item)) c
        WHERE c.command IS NOT NULL;
    END IF;

    IF cardinality(p_claim_items) > 0 THEN
        DELETE FROM claims k
        USING unnest(p_claim_networks, p_claim_kinds, p_claim_keys, p_claim_holders, p_claim_frees)
              AS t(network, kind, key, holder, free)
        WHERE t.free AND k.network_id = t.network AND k.kind = t.kind AND k.key = t.key AND k.holder = t.holder;
        INSERT INTO claims
        SELECT t.network, t.kind, t.key, t.holder
        FROM unnest(p_claim_networks, p_claim_kinds, p_claim_keys, p_claim_holders, p_claim_frees)
             AS t(network, kind, key, holder, free)
        WHERE NOT t.free;
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

-- Forgets outcomes older than the promise made to clients that retry, 30 days. Returns how many.
CREATE FUNCTION forget_commands() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
    WITH gone AS (DELETE FROM commands WHERE recorded_at < now() - interval '30 days' RETURNING 1) SELECT count(*) FROM gone;
$fn$;
