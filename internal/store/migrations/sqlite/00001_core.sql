-- +goose Up
CREATE TABLE idempotency_keys (
    person_id       TEXT   NOT NULL,
    route           TEXT   NOT NULL,
    object_id       TEXT   NOT NULL,
    idempotency_key TEXT   NOT NULL,
    body_hash       TEXT   NOT NULL,
    result          TEXT   NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (person_id, route, object_id, idempotency_key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- Each act that matters. leaf_index is NULL until the sequencer places the leaf.
CREATE TABLE audit_acts (
    id          TEXT   NOT NULL PRIMARY KEY,
    at          BIGINT NOT NULL,
    person_id   TEXT   NOT NULL,
    request_id  TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    object_kind TEXT   NOT NULL,
    object_id   TEXT   NOT NULL,
    call_id     TEXT   NOT NULL,
    details     TEXT   NOT NULL,
    salt        BLOB   NOT NULL,
    leaf        BLOB   NOT NULL,
    leaf_hash   BLOB   NOT NULL UNIQUE,
    leaf_index  BIGINT UNIQUE
);
CREATE INDEX audit_acts_object ON audit_acts (object_kind, object_id);

CREATE TABLE audit_hashes (
    position BIGINT NOT NULL PRIMARY KEY,
    hash     BLOB   NOT NULL
);

CREATE TABLE audit_checkpoints (
    size      BIGINT NOT NULL PRIMARY KEY,
    root_hash BLOB   NOT NULL,
    note      TEXT   NOT NULL,
    signed_at BIGINT NOT NULL
);

CREATE TABLE jobs (
    id           TEXT    NOT NULL PRIMARY KEY,
    kind         TEXT    NOT NULL,
    payload      TEXT    NOT NULL,
    run_at       BIGINT  NOT NULL,
    attempts     BIGINT  NOT NULL,
    locked_until BIGINT  NOT NULL,
    done_at      BIGINT  NOT NULL,
    last_error   TEXT    NOT NULL
);
CREATE INDEX jobs_due ON jobs (done_at, run_at);

CREATE TABLE mails (
    id         TEXT   NOT NULL PRIMARY KEY,
    message_id TEXT   NOT NULL UNIQUE,
    recipient  TEXT   NOT NULL,
    language   TEXT   NOT NULL,
    template   TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at    BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    last_error TEXT   NOT NULL
);
CREATE INDEX mails_unsent ON mails (sent_at, created_at);

-- +goose Down
DROP TABLE mails;
DROP TABLE jobs;
DROP TABLE audit_checkpoints;
DROP TABLE audit_hashes;
DROP TABLE audit_acts;
DROP TABLE idempotency_keys;
