// Package account owns people, organisations and their standing, roles and
// sessions. It must never know what a role may do in a feature, nor tell
// anybody whether an address has an account.
package account

import (
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Config holds the secrets and spans of sessions.
type Config struct {
	SessionKey []byte // at least 32 bytes; access, refresh and link tokens are made with keys derived from it
	PublicURL  string // "https://example.kr": what links in mails begin with
}

// Service is what the wire and the command line call.
type Service struct {
	store  *store.Store
	clock  clock.Clock
	tokens tokenMaker
	links  LinkTokens
	public string
}

// New makes the service.
func New(s *store.Store, c clock.Clock, cfg Config) *Service {
	return &Service{store: s, clock: c, tokens: newTokenMaker(cfg.SessionKey), links: NewLinkTokens(cfg.SessionKey), public: cfg.PublicURL}
}

// Status of a person's account.
type Status string

// The states: a closed account keeps its history and cannot sign in.
const (
	Active Status = "active"
	Closed Status = "closed"
)

// Person is somebody with an account. Email is lower case.
type Person struct {
	ID           string
	Email        string
	Name         string
	Language     string
	PasswordHash string `json:"-"`
	Status       Status
	CreatedAt    clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt    clock.Instant `gorm:"autoUpdateTime:false"`
}

// TableName is fixed because GORM would say "people".
func (Person) TableName() string { return "persons" }

// Role is a role that a person holds in a scope.
type Role struct {
	ID        string
	PersonID  string
	Role      actor.Role
	ScopeKind actor.ScopeKind
	ScopeID   string
	GrantedBy string
	GrantedAt clock.Instant
}

var errPersonNotFound = fault.New(fault.NotFound, "account.person_not_found")

// operators alone administer accounts.
func mustOperate(who actor.Actor) error {
	if !who.HoldsAnywhere(actor.Operator) {
		return fault.New(fault.Forbidden, "account.operators_only")
	}
	return nil
}
