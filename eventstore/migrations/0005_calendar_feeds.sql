-- schema: accounts
-- Calendars that people subscribe to by a secret address. The address itself is shown once and never stored.
CREATE TABLE calendar_feeds (
    network_id   uuid        NOT NULL,
    feed_id      uuid        NOT NULL,
    person_id    uuid        NOT NULL,                                  -- who reads by it, with the rights of that day
    kind         text        NOT NULL CHECK (kind IN ('PERSON', 'NETWORK')),
    hash         bytea       NOT NULL CHECK (octet_length(hash) = 32),  -- SHA-256 of the secret: it is random, so no salt
    created_at   timestamptz NOT NULL,
    last_read_at timestamptz,                                           -- to the hour: one write per hour at most
    revoked_at   timestamptz,
    PRIMARY KEY (network_id, feed_id)
);
CREATE UNIQUE INDEX calendar_feeds_hash_idx ON calendar_feeds (hash);
CREATE INDEX calendar_feeds_person_idx ON calendar_feeds (network_id, person_id, created_at);
