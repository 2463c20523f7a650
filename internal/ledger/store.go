package ledger

import (
	"gorm.io/gorm/clause"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

type accountRow struct {
	ID        string
	CallID    string
	Unit      Unit
	Kind      AccountKind
	TeamID    string
	CreatedAt clock.Instant `gorm:"autoCreateTime:false"`
}

func (accountRow) TableName() string { return "ledger_accounts" }

type postingRow struct {
	ID        string
	CallID    string
	Kind      string
	Reference string
	Memo      string
	Reverses  *string
	PostedBy  string
	PostedAt  clock.Instant
}

func (postingRow) TableName() string { return "ledger_postings" }

type entryRow struct {
	ID        string
	PostingID string
	AccountID string
	Amount    int64
}

func (entryRow) TableName() string { return "ledger_entries" }

func insertPosting(tx *store.Tx, row postingRow) error { return tx.DB().Create(&row).Error }

func insertEntry(tx *store.Tx, row entryRow) error { return tx.DB().Create(&row).Error }

// accountOf gives the id of the account that the entry names, which comes into
// being here when it is new.
func accountOf(tx *store.Tx, callID string, e Entry) (string, error) {
	row := accountRow{
		ID: store.NewID(), CallID: callID, Unit: e.Unit, Kind: e.AccountKind, TeamID: e.TeamID, CreatedAt: tx.Now(),
	}
	if err := tx.DB().Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return "", err
	}
	var found accountRow
	err := tx.DB().Take(&found, "call_id = ? AND unit = ? AND kind = ? AND team_id = ?",
		callID, e.Unit, e.AccountKind, e.TeamID).Error
	return found.ID, err
}

// sum is the split sum of an account's entries.
type sum struct {
	Unit   Unit
	Kind   AccountKind
	TeamID string
	High   int64
	Low    int64
}

// Both databases cut a quotient towards zero, so that the parts add up again.
const splitSum = "COALESCE(CAST(SUM(e.amount / 4294967296) AS BIGINT), 0) AS high, " +
	"COALESCE(CAST(SUM(e.amount % 4294967296) AS BIGINT), 0) AS low"

func halves(tx *store.Tx, accountID string) (high, low int64, err error) {
	var s sum
	err = tx.DB().Table("ledger_entries e").Select(splitSum).Where("e.account_id = ?", accountID).Scan(&s).Error
	return s.High, s.Low, err
}

func sumsAt(tx *store.Tx, callID string, at clock.Instant) ([]sum, error) {
	var rows []sum
	err := tx.DB().Table("ledger_entries e").
		Select("a.unit, a.kind, a.team_id, "+splitSum).
		Joins("JOIN ledger_accounts a ON a.id = e.account_id").
		Joins("JOIN ledger_postings p ON p.id = e.posting_id").
		Where("a.call_id = ? AND p.posted_at <= ?", callID, at).
		Group("a.unit, a.kind, a.team_id").Scan(&rows).Error
	return rows, err
}

// postingByID gives one posting, or ledger.posting_not_found.
func postingByID(tx *store.Tx, id string) (Recorded, error) {
	var row postingRow
	err := tx.DB().Take(&row, "id = ?", id).Error
	if store.Missing(err) {
		return Recorded{}, fault.New(fault.NotFound, "ledger.posting_not_found")
	}
	if err != nil {
		return Recorded{}, err
	}
	page, err := withEntries(tx, []postingRow{row})
	if err != nil {
		return Recorded{}, err
	}
	return page[0], nil
}

func isReversed(tx *store.Tx, postingID string) (bool, error) {
	var n int64
	err := tx.DB().Model(&postingRow{}).Where("reverses = ?", postingID).Count(&n).Error
	return n > 0, err
}

// postings gives a page of a call's book; an unknown cursor gives nothing.
func postings(tx *store.Tx, callID, after string, limit int) ([]Recorded, error) {
	query := tx.DB().Where("call_id = ?", callID).Order("posted_at, id").Limit(limit)
	if after != "" {
		query = query.Where("(posted_at, id) > (SELECT posted_at, id FROM ledger_postings WHERE id = ? AND call_id = ?)", after, callID)
	}
	var rows []postingRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	return withEntries(tx, rows)
}

func withEntries(tx *store.Tx, rows []postingRow) ([]Recorded, error) {
	ids := make([]string, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	entries, err := entriesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	takenBack, err := reversals(tx, ids)
	page := make([]Recorded, 0, len(rows))
	for _, row := range rows {
		r := Recorded{
			ID: row.ID, CallID: row.CallID, Kind: row.Kind, Reference: row.Reference, Memo: row.Memo,
			ReversedBy: takenBack[row.ID], PostedBy: row.PostedBy, PostedAt: row.PostedAt, Entries: entries[row.ID],
		}
		if row.Reverses != nil {
			r.Reverses = *row.Reverses
		}
		page = append(page, r)
	}
	return page, err
}

// entriesOf gives the entries of postings by posting, sorted by account.
func entriesOf(tx *store.Tx, postingIDs []string) (map[string][]Entry, error) {
	var rows []struct {
		PostingID string
		Unit      Unit
		Kind      AccountKind
		TeamID    string
		Amount    int64
	}
	err := tx.DB().Table("ledger_entries e").Select("e.posting_id, a.unit, a.kind, a.team_id, e.amount").
		Joins("JOIN ledger_accounts a ON a.id = e.account_id").Where("e.posting_id IN ?", postingIDs).
		Order("a.unit, a.kind, a.team_id, e.amount, e.id").Scan(&rows).Error
	byPosting := map[string][]Entry{}
	for _, row := range rows {
		byPosting[row.PostingID] = append(byPosting[row.PostingID],
			Entry{Unit: row.Unit, AccountKind: row.Kind, TeamID: row.TeamID, Amount: row.Amount})
	}
	return byPosting, err
}

func reversals(tx *store.Tx, postingIDs []string) (map[string]string, error) {
	var rows []postingRow
	err := tx.DB().Where("reverses IN ?", postingIDs).Find(&rows).Error
	byOriginal := make(map[string]string, len(rows))
	for _, row := range rows {
		byOriginal[*row.Reverses] = row.ID
	}
	return byOriginal, err
}
