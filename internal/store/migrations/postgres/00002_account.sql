-- +goose Up
CREATE TABLE persons (
    id            TEXT   NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    language      TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    status        TEXT   NOT NULL CHECK (status IN ('active', 'closed')),
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);

CREATE TABLE organisations (
    id                  TEXT   NOT NULL PRIMARY KEY,
    registration_number TEXT   NOT NULL UNIQUE,
    name                TEXT   NOT NULL,
    sort_name           TEXT COLLATE "C" NOT NULL,
    name_en             TEXT   NOT NULL,
    kind                TEXT   NOT NULL,
    representative      TEXT   NOT NULL,
    created_by          TEXT   NOT NULL REFERENCES persons (id),
    created_at          BIGINT NOT NULL,
    updated_at          BIGINT NOT NULL
);
CREATE INDEX organisations_sort_name ON organisations (sort_name);

-- Dated facts about an organisation that rules look at: supplier of, selected in, banned until.
CREATE TABLE organisation_standings (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    kind            TEXT   NOT NULL,
    reference_id    TEXT   NOT NULL,
    from_at         BIGINT NOT NULL,
    until_at        BIGINT NOT NULL,
    reason          TEXT   NOT NULL,
    created_at      BIGINT NOT NULL
);
CREATE INDEX organisation_standings_organisation ON organisation_standings (organisation_id);

CREATE TABLE roles (
    id         TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL REFERENCES persons (id),
    role       TEXT   NOT NULL,
    scope_kind TEXT   NOT NULL,
    scope_id   TEXT   NOT NULL,
    granted_by TEXT   NOT NULL,
    granted_at BIGINT NOT NULL,
    UNIQUE (person_id, role, scope_kind, scope_id)
);
CREATE INDEX roles_scope ON roles (scope_kind, scope_id);

-- A session is one family of refresh tokens; counter is the one that is valid now.
CREATE TABLE sessions (
    id           TEXT   NOT NULL PRIMARY KEY,
    person_id    TEXT   NOT NULL REFERENCES persons (id),
    client       TEXT   NOT NULL,
    user_agent   TEXT   NOT NULL,
    address      TEXT   NOT NULL,
    counter      BIGINT NOT NULL,
    rotated_at   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    revoked_at   BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

-- Links that work once: the first administrator, a registration.
CREATE TABLE one_time_links (
    id         TEXT   NOT NULL PRIMARY KEY,
    kind       TEXT   NOT NULL,
    token_hash TEXT   NOT NULL UNIQUE,
    email      TEXT   NOT NULL,
    language   TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Failed sign-ins and requested links by account or address, counted in fixed windows.
CREATE TABLE attempts (
    subject      TEXT   NOT NULL,
    window_start BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    PRIMARY KEY (subject, window_start)
);

-- +goose Down
DROP TABLE attempts;
DROP TABLE one_time_links;
DROP TABLE sessions;
DROP TABLE roles;
DROP TABLE organisation_standings;
DROP TABLE organisations;
DROP TABLE persons;
