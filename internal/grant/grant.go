// Package grant owns what teams are given: the pools of a call with their
// capacity over time, the awards that administrators enter by hand, the offers
// made from them and how teams answer. It must never book more of a pool than
// there is at any moment, never grant to a team whose selection is not released,
// and never move a unit without a posting in the ledger.
package grant

import (
	"strings"
	"unicode/utf8"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
	"wbl/internal/text"
)

// Limits of what people may send.
const (
	maxName   = 100     // characters
	maxReason = 2000    // characters
	maxLines  = 100     // lines of one award, windows of one pool
	maxUnits  = 1 << 53 // the first whole number that a JSON reader may get wrong
)

// Service lets people act on grants.
type Service struct {
	store *store.Store
	site  string // public address of the site, without a slash at its end
}

// New makes the service. site is the public address that links in mails begin
// with, such as "https://wbl.example.kr".
func New(s *store.Store, site string) *Service {
	return &Service{store: s, site: strings.TrimSuffix(site, "/")}
}

// lock lets the grants of a call change one at a time: a line competes with all
// others of its pool, and an offer that expires frees units in many pools.
func lock(tx *store.Tx, callID string) error { return tx.Serialize("grant:" + callID) }

// overseen lets in who reads the call's grants by office: its administrators and
// approvers, and auditors once a result is released. To others there is no such
// call.
func overseen(tx *store.Tx, who actor.Actor, callID string) error {
	oversees, err := team.Oversees(tx, who, callID)
	if err == nil && !oversees {
		err = fault.New(fault.NotFound, "call.not_found")
	}
	return err
}

// administered lets in the call's administrators.
func administered(tx *store.Tx, who actor.Actor, callID string) error {
	if err := overseen(tx, who, callID); err != nil {
		return err
	}
	if !call.Administers(who, callID) {
		return fault.New(fault.Forbidden, "grant.administrator_only")
	}
	return nil
}

func record(tx *store.Tx, who actor.Actor, callID, action, kind, id string, details any) error {
	_, err := audit.Record(tx, who, audit.Act{
		Action: action, ObjectKind: kind, ObjectID: id, CallID: callID, Details: details,
	})
	return err
}

// checkText looks at one text of the input.
func checkText(at, value string, required bool, limit int) []fault.Field {
	switch {
	case value == "" && required:
		return []fault.Field{fault.At(at, "input.required")}
	case utf8.RuneCountInString(value) > limit:
		return []fault.Field{fault.At(at, "input.too_long", fault.Args{"max": limit})}
	case strings.ContainsFunc(value, text.IsControl):
		return []fault.Field{fault.At(at, "input.wrong_type")}
	}
	return nil
}

// checkUnits looks at a number of units: at least one, and within what JSON keeps.
func checkUnits(at string, units int64) []fault.Field {
	if units < 1 || units >= maxUnits {
		return []fault.Field{fault.At(at, "input.out_of_range", fault.Args{"min": 1, "max": int64(maxUnits - 1)})}
	}
	return nil
}

// checkPeriod looks at a period: it must end after it begins, on whole seconds,
// because the ledger counts GPU-seconds.
func checkPeriod(at string, from, until clock.Instant) []fault.Field {
	fields := []fault.Field{}
	if from <= 0 {
		fields = append(fields, fault.At(at+".from", "input.required"))
	}
	switch {
	case until <= 0:
		fields = append(fields, fault.At(at+".until", "input.required"))
	case from >= until:
		fields = append(fields, fault.At(at+".until", "grant.period_backwards"))
	case from%clock.Second != 0 || until%clock.Second != 0:
		fields = append(fields, fault.At(at+".from", "grant.period_not_whole_seconds"))
	}
	return fields
}
