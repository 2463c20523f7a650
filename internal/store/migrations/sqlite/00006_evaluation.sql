-- +goose Up
CREATE TABLE panel_members (
    id        TEXT   NOT NULL PRIMARY KEY,
    stage_id  TEXT   NOT NULL REFERENCES stages (id),
    person_id TEXT   NOT NULL REFERENCES persons (id),
    role      TEXT   NOT NULL CHECK (role IN ('judge', 'chair')),
    added_by  TEXT   NOT NULL REFERENCES persons (id),
    added_at  BIGINT NOT NULL,
    UNIQUE (stage_id, person_id)
);

CREATE TABLE assignments (
    id          TEXT   NOT NULL PRIMARY KEY,
    stage_id    TEXT   NOT NULL REFERENCES stages (id),
    team_id     TEXT   NOT NULL REFERENCES teams (id),
    judge_id    TEXT   NOT NULL REFERENCES persons (id),
    status      TEXT   NOT NULL CHECK (status IN ('active', 'recused', 'withdrawn')),
    assigned_by TEXT   NOT NULL REFERENCES persons (id),
    assigned_at BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL,
    UNIQUE (stage_id, team_id, judge_id)
);
CREATE INDEX assignments_judge ON assignments (judge_id, stage_id);

CREATE TABLE conflict_declarations (
    id            TEXT   NOT NULL PRIMARY KEY,
    assignment_id TEXT   NOT NULL UNIQUE REFERENCES assignments (id),
    reason        TEXT   NOT NULL,
    declared_by   TEXT   NOT NULL REFERENCES persons (id),
    declared_at   BIGINT NOT NULL
);

-- A judge's own names for the documents of a team: random for each viewer, so
-- that two judges cannot tell that they read the same team.
CREATE TABLE document_handles (
    id            TEXT NOT NULL PRIMARY KEY,
    assignment_id TEXT NOT NULL REFERENCES assignments (id),
    document_id   TEXT NOT NULL REFERENCES documents (id),
    UNIQUE (assignment_id, document_id)
);

CREATE TABLE score_sheets (
    id            TEXT   NOT NULL PRIMARY KEY,
    assignment_id TEXT   NOT NULL UNIQUE REFERENCES assignments (id),
    tree_version  BIGINT NOT NULL,
    status        TEXT   NOT NULL CHECK (status IN ('draft', 'submitted', 'sealed')),
    opinion       TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    submitted_at  BIGINT NOT NULL
);

-- points is a decimal in text form; empty means not yet scored.
CREATE TABLE score_entries (
    id             TEXT NOT NULL PRIMARY KEY,
    score_sheet_id TEXT NOT NULL REFERENCES score_sheets (id),
    criterion_key  TEXT NOT NULL,
    points         TEXT NOT NULL,
    comment        TEXT NOT NULL,
    UNIQUE (score_sheet_id, criterion_key)
);

-- +goose Down
DROP TABLE score_entries;
DROP TABLE score_sheets;
DROP TABLE document_handles;
DROP TABLE conflict_declarations;
DROP TABLE assignments;
DROP TABLE panel_members;
