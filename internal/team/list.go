package team

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

const (
	defaultPage = 50
	largestPage = 200
)

// Page is a part of a list. Next is empty at the end.
type Page struct {
	Teams []Team
	Next  string
}

// cursor names the last team of a page.
type cursor struct {
	SortName string `json:"n"`
	ID       string `json:"i"`
}

func (c cursor) encode() string {
	raw, _ := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(raw)
}

func readCursor(text string) (c cursor, err error) {
	if text == "" {
		return c, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	// JSON can say NUL, which PostgreSQL does not take.
	if err != nil || strings.ContainsRune(c.SortName+c.ID, 0) {
		return c, fault.InvalidInput(fault.At("query.cursor", "input.not_allowed"))
	}
	return c, nil
}

// List gives the teams of a call to its administrators in the order of their
// sort names, which never tells a rank. limit is cut to 1..200; 0 means 50.
func (s *Service) List(ctx context.Context, who actor.Actor, callID, after string, limit int) (Page, error) {
	from, err := readCursor(after)
	if err != nil {
		return Page{}, err
	}
	if limit <= 0 {
		limit = defaultPage
	}
	limit = min(limit, largestPage)
	page := Page{}
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		oversees, err := Oversees(tx, who, callID)
		if err != nil {
			return err
		}
		if !oversees {
			return fault.New(fault.NotFound, "call.not_found")
		}
		page.Teams, err = listTeams(tx, callID, from, limit+1)
		return err
	})
	if len(page.Teams) > limit {
		page.Teams = page.Teams[:limit]
		last := page.Teams[limit-1]
		page.Next = cursor{SortName: last.SortName, ID: last.ID}.encode()
	}
	return page, err
}

// Mine lists the teams that the actor belongs to, the newest first.
func (s *Service) Mine(ctx context.Context, who actor.Actor) (mine []Team, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		mine, err = teamsOfPerson(tx, who.PersonID)
		return err
	})
	return mine, err
}

// Detail is all that a member or an administrator of the call sees of a team.
type Detail struct {
	Team
	MyRole        string        // RoleLead, RoleMember or "" for administrators
	ChangesUntil  clock.Instant // when the first filing ends
	Changeable    bool          // whether the actor may change the team now
	Organisations []Participation
	Members       []Member
	Invitations   []Invitation // only for members
	Entries       []Entry
	Eligibility   []Finding
}

// Get gives a team to its members and to the call's administrators; to anyone
// else it does not exist (team.not_found).
func (s *Service) Get(ctx context.Context, who actor.Actor, teamID string) (d Detail, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		d, err = detail(tx, who, teamID)
		return err
	})
	return d, err
}

func detail(tx *store.Tx, who actor.Actor, teamID string) (d Detail, err error) {
	if d.Team, d.MyRole, err = Seen(tx, who, teamID); err != nil {
		return d, err
	}
	c, err := call.ByID(tx, d.CallID)
	if err != nil {
		return d, err
	}
	first, err := firstFiling(tx, d.CallID)
	if err != nil {
		return d, err
	}
	d.ChangesUntil = first.ClosesAt
	d.Changeable = d.MyRole == RoleLead && d.Status == Active && checkChangeable(c, first, who.Arrival) == nil
	if d.Organisations, err = Organisations(tx, teamID); err != nil {
		return d, err
	}
	if d.Members, err = Members(tx, teamID); err != nil {
		return d, err
	}
	if d.Entries, err = EntriesOf(tx, teamID); err != nil {
		return d, err
	}
	d.Invitations = []Invitation{}
	if d.MyRole != "" {
		if d.Invitations, err = invitations(tx, teamID); err != nil {
			return d, err
		}
	}
	d.Eligibility, err = Eligibility(tx, d.Team, c)
	return d, err
}
