-- +goose Up
CREATE TABLE submissions (
    id               TEXT   NOT NULL PRIMARY KEY,
    team_id          TEXT   NOT NULL REFERENCES teams (id),
    stage_id         TEXT   NOT NULL REFERENCES stages (id),
    status           TEXT   NOT NULL CHECK (status IN ('draft', 'filed')),
    filed_versions   BIGINT NOT NULL,
    requests_version BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    UNIQUE (team_id, stage_id)
);

CREATE TABLE submission_sections (
    id            TEXT    NOT NULL PRIMARY KEY,
    submission_id TEXT    NOT NULL REFERENCES submissions (id),
    section_key   TEXT    NOT NULL,
    answers       TEXT    NOT NULL,
    complete      BOOLEAN NOT NULL,
    version       BIGINT  NOT NULL,
    updated_by    TEXT    NOT NULL,
    updated_at    BIGINT  NOT NULL,
    UNIQUE (submission_id, section_key)
);

-- What the team asks for. Amounts are whole units of the resource (GPUs, won, persons).
CREATE TABLE resource_requests (
    id            TEXT   NOT NULL PRIMARY KEY,
    submission_id TEXT   NOT NULL REFERENCES submissions (id),
    position      BIGINT NOT NULL,
    resource_key  TEXT   NOT NULL,
    wanted        BIGINT NOT NULL CHECK (wanted >= 0),
    minimum       BIGINT NOT NULL CHECK (minimum >= 0),
    reason        TEXT   NOT NULL,
    UNIQUE (submission_id, resource_key)
);

CREATE TABLE documents (
    id            TEXT   NOT NULL PRIMARY KEY,
    submission_id TEXT   NOT NULL REFERENCES submissions (id),
    document_key  TEXT   NOT NULL,
    file_name     TEXT   NOT NULL,
    media_type    TEXT   NOT NULL,
    size          BIGINT NOT NULL,
    sha256        TEXT   NOT NULL,
    blob_key      TEXT   NOT NULL,
    status        TEXT   NOT NULL CHECK (status IN ('staged', 'ready', 'removed', 'dropped')),
    uploaded_by   TEXT   NOT NULL REFERENCES persons (id),
    created_at    BIGINT NOT NULL,
    ready_at      BIGINT NOT NULL
);
CREATE INDEX documents_submission ON documents (submission_id, status);

-- One filing. content is the canonical record of what was filed; it never changes.
CREATE TABLE submission_versions (
    id            TEXT   NOT NULL PRIMARY KEY,
    submission_id TEXT   NOT NULL REFERENCES submissions (id),
    number        BIGINT NOT NULL,
    reference     TEXT   NOT NULL UNIQUE,
    content       TEXT   NOT NULL,
    content_hash  TEXT   NOT NULL,
    filed_by      TEXT   NOT NULL REFERENCES persons (id),
    filed_by_name TEXT   NOT NULL,
    filed_at      BIGINT NOT NULL,
    arrived_at    BIGINT NOT NULL,
    receipt_note  TEXT   NOT NULL,
    UNIQUE (submission_id, number)
);

-- +goose Down
DROP TABLE submission_versions;
DROP TABLE documents;
DROP TABLE resource_requests;
DROP TABLE submission_sections;
DROP TABLE submissions;
