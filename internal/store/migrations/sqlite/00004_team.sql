-- +goose Up
CREATE TABLE teams (
    id                   TEXT   NOT NULL PRIMARY KEY,
    call_id              TEXT   NOT NULL REFERENCES calls (id),
    name                 TEXT   NOT NULL,
    name_en              TEXT   NOT NULL,
    lead_organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    sort_name            TEXT   NOT NULL,
    status               TEXT   NOT NULL CHECK (status IN ('active', 'withdrawn')),
    created_by           TEXT   NOT NULL REFERENCES persons (id),
    version              BIGINT NOT NULL,
    created_at           BIGINT NOT NULL,
    updated_at           BIGINT NOT NULL,
    UNIQUE (call_id, lead_organisation_id)
);

CREATE TABLE team_organisations (
    id              TEXT   NOT NULL PRIMARY KEY,
    team_id         TEXT   NOT NULL REFERENCES teams (id),
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    role            TEXT   NOT NULL CHECK (role IN ('lead', 'participant')),
    joined_at       BIGINT NOT NULL,
    UNIQUE (team_id, organisation_id)
);

CREATE TABLE team_members (
    id              TEXT   NOT NULL PRIMARY KEY,
    team_id         TEXT   NOT NULL REFERENCES teams (id),
    person_id       TEXT   NOT NULL REFERENCES persons (id),
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    role            TEXT   NOT NULL CHECK (role IN ('lead', 'member')),
    joined_at       BIGINT NOT NULL,
    UNIQUE (team_id, person_id)
);

CREATE TABLE team_invitations (
    id              TEXT   NOT NULL PRIMARY KEY,
    team_id         TEXT   NOT NULL REFERENCES teams (id),
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    email           TEXT   NOT NULL,
    token_hash      TEXT   NOT NULL UNIQUE,
    invited_by      TEXT   NOT NULL REFERENCES persons (id),
    created_at      BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL,
    accepted_by     TEXT   NOT NULL,
    accepted_at     BIGINT NOT NULL,
    revoked_at      BIGINT NOT NULL
);
CREATE INDEX team_invitations_team ON team_invitations (team_id);

-- A team's place at a stage. outcome stays 'undecided' until the release.
CREATE TABLE stage_entries (
    id         TEXT   NOT NULL PRIMARY KEY,
    stage_id   TEXT   NOT NULL REFERENCES stages (id),
    team_id    TEXT   NOT NULL REFERENCES teams (id),
    outcome    TEXT   NOT NULL CHECK (outcome IN ('undecided', 'passed', 'failed', 'reserve')),
    entered_at BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    UNIQUE (stage_id, team_id)
);

-- +goose Down
DROP TABLE stage_entries;
DROP TABLE team_invitations;
DROP TABLE team_members;
DROP TABLE team_organisations;
DROP TABLE teams;
