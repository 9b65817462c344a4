-- schema: accounts
-- Who signs in. Plain tables, not in the log: what is here is changed and deleted like any account.

-- Personal access tokens. The token itself is shown once and never stored.
CREATE TABLE access_tokens (
    network_id   uuid        NOT NULL,
    token_id     uuid        NOT NULL,
    person_id    uuid        NOT NULL,
    hash         bytea       NOT NULL CHECK (octet_length(hash) = 32),  -- SHA-256 of the token: it is random, so no salt
    label        text        NOT NULL,                                  -- what its owner knows it by
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    last_used_at timestamptz,                                           -- to the hour: one write per hour at most
    revoked_at   timestamptz,
    PRIMARY KEY (network_id, token_id)
);
CREATE UNIQUE INDEX access_tokens_hash_idx ON access_tokens (hash);
CREATE INDEX access_tokens_person_idx ON access_tokens (network_id, person_id, created_at);
