-- +goose Up
-- unit is the unit of account: 'won', or 'gpu_second:<pool>' for a GPU pool.
CREATE TABLE ledger_accounts (
    id         TEXT   NOT NULL PRIMARY KEY,
    call_id    TEXT   NOT NULL REFERENCES calls (id),
    unit       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    team_id    TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (call_id, unit, kind, team_id)
);

-- Postings are never edited; a correction is another one that reverses.
CREATE TABLE ledger_postings (
    id         TEXT   NOT NULL PRIMARY KEY,
    call_id    TEXT   NOT NULL REFERENCES calls (id),
    kind       TEXT   NOT NULL,
    reference  TEXT   NOT NULL,
    memo       TEXT   NOT NULL,
    reverses   TEXT   UNIQUE REFERENCES ledger_postings (id),
    posted_by  TEXT   NOT NULL,
    posted_at  BIGINT NOT NULL
);
CREATE INDEX ledger_postings_call ON ledger_postings (call_id, posted_at);

CREATE TABLE ledger_entries (
    id         TEXT   NOT NULL PRIMARY KEY,
    posting_id TEXT   NOT NULL REFERENCES ledger_postings (id),
    account_id TEXT   NOT NULL REFERENCES ledger_accounts (id),
    amount     BIGINT NOT NULL CHECK (amount <> 0)
);
CREATE INDEX ledger_entries_posting ON ledger_entries (posting_id);
CREATE INDEX ledger_entries_account ON ledger_entries (account_id);

CREATE TABLE pools (
    id           TEXT   NOT NULL PRIMARY KEY,
    call_id      TEXT   NOT NULL REFERENCES calls (id),
    resource_key TEXT   NOT NULL,
    kind         TEXT   NOT NULL CHECK (kind IN ('gpu', 'money', 'data', 'talent')),
    name         TEXT   NOT NULL,
    provider     TEXT   NOT NULL,
    provider_organisation_id TEXT REFERENCES organisations (id),
    unit         TEXT   NOT NULL,
    unit_size    BIGINT NOT NULL CHECK (unit_size > 0),
    created_by   TEXT   NOT NULL REFERENCES persons (id),
    created_at   BIGINT NOT NULL
);
CREATE INDEX pools_call ON pools (call_id);

-- What a pool can give in a period, in units.
CREATE TABLE pool_windows (
    id         TEXT   NOT NULL PRIMARY KEY,
    pool_id    TEXT   NOT NULL REFERENCES pools (id),
    from_at    BIGINT NOT NULL,
    until_at   BIGINT NOT NULL,
    capacity   BIGINT NOT NULL CHECK (capacity >= 0),
    created_at BIGINT NOT NULL,
    CHECK (until_at > from_at)
);
CREATE INDEX pool_windows_pool ON pool_windows (pool_id, from_at);

-- A team has at most one award that is not settled; another may follow later.
CREATE TABLE awards (
    id         TEXT   NOT NULL PRIMARY KEY,
    call_id    TEXT   NOT NULL REFERENCES calls (id),
    team_id    TEXT   NOT NULL REFERENCES teams (id),
    created_by TEXT   NOT NULL REFERENCES persons (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX awards_call ON awards (call_id);
CREATE INDEX awards_team ON awards (team_id);

CREATE TABLE award_lines (
    id        TEXT   NOT NULL PRIMARY KEY,
    award_id  TEXT   NOT NULL REFERENCES awards (id),
    pool_id   TEXT   NOT NULL REFERENCES pools (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL,
    requested BIGINT NOT NULL,
    granted   BIGINT NOT NULL CHECK (granted > 0),
    reason    TEXT   NOT NULL,
    CHECK (until_at > from_at)
);
CREATE INDEX award_lines_award ON award_lines (award_id);
CREATE INDEX award_lines_pool ON award_lines (pool_id);

CREATE TABLE offers (
    id          TEXT   NOT NULL PRIMARY KEY,
    award_id    TEXT   NOT NULL UNIQUE REFERENCES awards (id),
    status      TEXT   NOT NULL CHECK (status IN ('open', 'answered', 'expired')),
    offered_by  TEXT   NOT NULL REFERENCES persons (id),
    offered_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    answered_by TEXT   NOT NULL,
    answered_at BIGINT NOT NULL
);

CREATE TABLE offer_lines (
    id            TEXT   NOT NULL PRIMARY KEY,
    offer_id      TEXT   NOT NULL REFERENCES offers (id),
    award_line_id TEXT   NOT NULL UNIQUE REFERENCES award_lines (id),
    offered       BIGINT NOT NULL CHECK (offered > 0),
    answer        TEXT   NOT NULL CHECK (answer IN ('', 'accept', 'accept_less', 'decline')),
    accepted      BIGINT NOT NULL CHECK (accepted >= 0 AND accepted <= offered),
    reason        TEXT   NOT NULL
);
CREATE INDEX offer_lines_offer ON offer_lines (offer_id);

-- +goose Down
DROP TABLE offer_lines;
DROP TABLE offers;
DROP TABLE award_lines;
DROP TABLE awards;
DROP TABLE pool_windows;
DROP TABLE pools;
DROP TABLE ledger_entries;
DROP TABLE ledger_postings;
DROP TABLE ledger_accounts;
