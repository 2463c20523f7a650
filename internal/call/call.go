// Package call owns what a competition announces: the call with its texts,
// budget, resources and disclosure, its stages with their forms, gates, score
// trees and schedule, who administers and approves it, and the public history
// of its schedule. A call is a draft until it is opened; from then on its rules
// stand and only the schedule moves, with a reason that everyone can read.
//
// It must never know who applied or how anybody was scored: teams, filings and
// scores are written by packages above it, which ask it what the rules are.
package call

import (
	"wbl/internal/actor"
	"wbl/internal/clock"
)

// Text is one text in the two languages of the programme.
type Text struct {
	Ko string `json:"ko"`
	En string `json:"en"`
}

// In gives the text in the language, or in Korean where there is none.
func (t Text) In(language string) string {
	if language == "en" && t.En != "" {
		return t.En
	}
	return t.Ko
}

// Call is one announced competition.
type Call struct {
	ID         string
	Key        string     `gorm:"column:call_key"` // stands in public addresses
	Programme  string     // the key of the programme that the call belongs to
	Title      Text       `gorm:"embedded;embeddedPrefix:title_"`
	Status     Status     // draft, open or closed
	Definition Definition `gorm:"serializer:shared_json"`
	Version    int64      // rises with every change of the draft, the status or the schedule
	CreatedBy  string
	CreatedAt  clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt  clock.Instant `gorm:"autoUpdateTime:false"`
	OpenedAt   clock.Instant // zero in a draft
	ClosedAt   clock.Instant // zero until closed
}

// TableName is the table of calls.
func (Call) TableName() string { return "calls" }

// Administers reports whether the actor is an administrator of the call.
func Administers(who actor.Actor, callID string) bool {
	return who.Holds(actor.Administrator, actor.Call, callID)
}

// Approves reports whether the actor is an approver of the call.
func Approves(who actor.Actor, callID string) bool {
	return who.Holds(actor.Approver, actor.Call, callID)
}

// Sees reports whether the actor may see the call as a draft. Everybody sees an
// open or closed one.
func Sees(who actor.Actor, callID string) bool {
	return organises(who) || Administers(who, callID) || Approves(who, callID)
}

func organises(who actor.Actor) bool {
	return who.Holds(actor.Organiser, actor.Installation, "")
}
