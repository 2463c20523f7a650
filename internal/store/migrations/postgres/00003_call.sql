-- +goose Up
-- definition holds what describes the call and decides nothing by itself, as JSON.
CREATE TABLE calls (
    id          TEXT   NOT NULL PRIMARY KEY,
    call_key    TEXT   NOT NULL UNIQUE,
    programme   TEXT   NOT NULL,
    title_ko    TEXT   NOT NULL,
    title_en    TEXT   NOT NULL,
    status      TEXT   NOT NULL CHECK (status IN ('draft', 'open', 'closed')),
    definition  TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    created_by  TEXT   NOT NULL REFERENCES persons (id),
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    closed_at   BIGINT NOT NULL
);

-- opens_at/closes_at: when teams may file; evaluation_until: when score sheets are due.
CREATE TABLE stages (
    id               TEXT   NOT NULL PRIMARY KEY,
    call_id          TEXT   NOT NULL REFERENCES calls (id),
    stage_key        TEXT   NOT NULL,
    position         BIGINT NOT NULL,
    kind             TEXT   NOT NULL,
    title_ko         TEXT   NOT NULL,
    title_en         TEXT   NOT NULL,
    phase            TEXT   NOT NULL CHECK (phase IN ('pending', 'filing', 'screening', 'scoring', 'closed', 'released')),
    opens_at         BIGINT NOT NULL,
    closes_at        BIGINT NOT NULL,
    evaluation_until BIGINT NOT NULL,
    result_at        BIGINT NOT NULL,
    definition       TEXT   NOT NULL,
    tree_version     BIGINT NOT NULL,
    version          BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    UNIQUE (call_id, stage_key),
    UNIQUE (call_id, position)
);

-- The public history of the schedule.
CREATE TABLE schedule_changes (
    id         TEXT   NOT NULL PRIMARY KEY,
    call_id    TEXT   NOT NULL REFERENCES calls (id),
    stage_id   TEXT   NOT NULL REFERENCES stages (id),
    field      TEXT   NOT NULL,
    old_at     BIGINT NOT NULL,
    new_at     BIGINT NOT NULL,
    reason     TEXT   NOT NULL,
    changed_by TEXT   NOT NULL REFERENCES persons (id),
    changed_at BIGINT NOT NULL
);
CREATE INDEX schedule_changes_call ON schedule_changes (call_id, changed_at);

-- +goose Down
DROP TABLE schedule_changes;
DROP TABLE stages;
DROP TABLE calls;
