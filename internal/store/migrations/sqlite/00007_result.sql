-- +goose Up
CREATE TABLE gate_findings (
    id         TEXT   NOT NULL PRIMARY KEY,
    stage_id   TEXT   NOT NULL REFERENCES stages (id),
    team_id    TEXT   NOT NULL REFERENCES teams (id),
    gate_key   TEXT   NOT NULL,
    outcome    TEXT   NOT NULL CHECK (outcome IN ('pass', 'fail')),
    reason     TEXT   NOT NULL,
    decided_by TEXT   NOT NULL REFERENCES persons (id),
    decided_at BIGINT NOT NULL,
    UNIQUE (stage_id, team_id, gate_key)
);

-- A ranking is a frozen record: inputs and every figure, as canonical JSON.
CREATE TABLE rankings (
    id           TEXT   NOT NULL PRIMARY KEY,
    stage_id     TEXT   NOT NULL REFERENCES stages (id),
    number       BIGINT NOT NULL,
    tree_version BIGINT NOT NULL,
    code_version TEXT   NOT NULL,
    inputs       TEXT   NOT NULL,
    figures      TEXT   NOT NULL,
    hash         TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    created_by   TEXT   NOT NULL REFERENCES persons (id),
    created_at   BIGINT NOT NULL,
    UNIQUE (stage_id, number)
);

-- A decision about one team at one stage; invisible outside until released_at.
CREATE TABLE decisions (
    id          TEXT   NOT NULL PRIMARY KEY,
    stage_id    TEXT   NOT NULL REFERENCES stages (id),
    team_id     TEXT   NOT NULL REFERENCES teams (id),
    ranking_id  TEXT   REFERENCES rankings (id),
    outcome     TEXT   NOT NULL CHECK (outcome IN ('pass', 'fail', 'reserve')),
    reason      TEXT   NOT NULL,
    decided_by  TEXT   NOT NULL REFERENCES persons (id),
    decided_at  BIGINT NOT NULL,
    released_at BIGINT NOT NULL,
    UNIQUE (stage_id, team_id)
);

CREATE TABLE releases (
    id          TEXT   NOT NULL PRIMARY KEY,
    stage_id    TEXT   NOT NULL UNIQUE REFERENCES stages (id),
    ranking_id  TEXT   REFERENCES rankings (id),
    public_file TEXT   NOT NULL,
    public_hash TEXT   NOT NULL,
    released_by TEXT   NOT NULL REFERENCES persons (id),
    released_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE releases;
DROP TABLE decisions;
DROP TABLE rankings;
DROP TABLE gate_findings;
