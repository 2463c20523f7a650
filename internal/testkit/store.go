package testkit

import (
	"wbl/internal/clock"
	"wbl/internal/store"
)

// countWhere takes table and column from this package alone.
func countWhere(tx *store.Tx, table, column, value string, n *int64) error {
	return tx.DB().Table(table).Where(column+" = ?", value).Count(n).Error
}

// LastMail is the body of the newest mail to the address: the links in it are
// what a person would click. Two mails of one moment have no order, so a test
// that sends several moves the clock between them.
func (k *Kit) LastMail(to string) string {
	k.TB.Helper()
	var newest []struct {
		Body      string
		CreatedAt clock.Instant
	}
	err := k.Store.Read(k.TB.Context(), func(tx *store.Tx) error {
		return tx.DB().Table("mails").Where("recipient = ?", to).Order("created_at DESC").Limit(2).Find(&newest).Error
	})
	switch {
	case err != nil:
		k.TB.Fatal(err)
	case len(newest) == 0:
		k.TB.Fatalf("no mail to %s", to)
	case len(newest) == 2 && newest[0].CreatedAt == newest[1].CreatedAt:
		k.TB.Fatalf("two mails to %s at one moment: move the clock between them", to)
	}
	return newest[0].Body
}
