-- schema: accounts
-- Signing in by e-mail. No code, no link and no address can be read here without the installation's key file.

-- One request to sign in. Its code and its link are derived from its id with a secret outside the database.
CREATE TABLE sign_ins (
    sign_in_id   uuid        PRIMARY KEY,       -- drawn at random
    address      text        NOT NULL,          -- as it was given, sealed; nobody may have it
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    tries_left   smallint    NOT NULL CHECK (tries_left >= 0),  -- of its code
    told_at      timestamptz,                   -- when its letter was written, or found to be nobody's
    used_at      timestamptz                    -- once, by code or by link
);
CREATE INDEX sign_ins_untold_idx ON sign_ins (requested_at) WHERE told_at IS NULL;
CREATE INDEX sign_ins_expires_at_idx ON sign_ins (expires_at);

-- How often something was asked within the hour that began with the first time.
CREATE TABLE sign_in_counts (
    mark  bytea       PRIMARY KEY,              -- of an address or of a client's network, made with a secret outside
    since timestamptz NOT NULL,
    count int         NOT NULL
);
CREATE INDEX sign_in_counts_since_idx ON sign_in_counts (since);

-- Who is signed in on which device. Until the person of a network is chosen it opens nothing.
CREATE TABLE sessions (
    session_id   uuid        PRIMARY KEY,
    hash         bytea       NOT NULL CHECK (octet_length(hash) = 32),  -- SHA-256 of the secret: it is random, so no salt
    address      text        NOT NULL,          -- that was proven, sealed: whose memberships it may choose from
    network_id   uuid,                          -- null until chosen, like the next
    person_id    uuid,
    client       text        NOT NULL,          -- what its owner knows it by: "Firefox, Android"
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,          -- to the hour: one write per hour at most
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),  -- whatever its use
    revoked_at   timestamptz,
    CHECK ((network_id IS NULL) = (person_id IS NULL))
);
CREATE UNIQUE INDEX sessions_hash_idx ON sessions (hash);
CREATE INDEX sessions_person_idx ON sessions (network_id, person_id, created_at);
CREATE INDEX sessions_address_idx ON sessions (address);
CREATE INDEX sessions_last_used_at_idx ON sessions (last_used_at);
