-- schema: accounts
-- Messages out. Work to do and what became of it: the facts stay in the log, addresses and texts are read at sending.

-- Facts that make messages, written in their transaction; a row goes once its letters are there.
CREATE TABLE outbox (
    network_id uuid        NOT NULL,
    seq        bigint      NOT NULL,            -- of the fact, in its network
    kind       text        NOT NULL,            -- which messages: DECISION_RECORD
    written_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,            -- not looked at before
    tries      int         NOT NULL DEFAULT 0,
    failure    text,                            -- of the last try: the class of the error
    set_aside  boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (network_id, seq, kind)
);
CREATE INDEX outbox_due_idx ON outbox (due_at) WHERE NOT set_aside;

-- One message to one person. No address and no text: only who, what about, and how it went.
CREATE TABLE letters (
    network_id uuid        NOT NULL,
    letter_id  uuid        NOT NULL,            -- of fact, kind and person: the same letter has the same Message-ID
    kind       text        NOT NULL,
    subject    uuid        NOT NULL,            -- what it is about: the stream of the fact, a sign-in
    seq        bigint,                          -- of the fact; null where no fact asked for it
    person_id  uuid,                            -- null: an address that nobody has asked to sign in
    state      text        NOT NULL CHECK (state IN ('WAITING', 'SENT', 'NO_ADDRESS', 'REFUSED', 'SET_ASIDE', 'DROPPED')),
    written_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,            -- not tried before
    give_up_at timestamptz NOT NULL,            -- not tried after
    tries      int         NOT NULL DEFAULT 0,
    failure    text,                            -- of the last try: the reply code of the mail server, or a class of error
    settled_at timestamptz,                     -- null while it waits
    PRIMARY KEY (network_id, letter_id)
);
CREATE INDEX letters_due_idx ON letters (due_at) WHERE state = 'WAITING';
CREATE INDEX letters_subject_idx ON letters (network_id, subject);
CREATE INDEX letters_settled_idx ON letters (settled_at);
