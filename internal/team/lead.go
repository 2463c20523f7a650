package team

import (
	"wbl/internal/account"
	"wbl/internal/store"
)

// Leads gives the people who act for a team, without those whose account is
// closed.
func Leads(tx *store.Tx, teamID string) ([]account.Person, error) {
	members, err := Members(tx, teamID)
	leads := []account.Person{}
	for _, m := range members {
		if m.Role == RoleLead && m.Person.Status == account.Active {
			leads = append(leads, m.Person)
		}
	}
	return leads, err
}
