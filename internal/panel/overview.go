package panel

import (
	"cmp"
	"context"
	"slices"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/store"
	"wbl/internal/team"
)

// MemberView is a seat as those who run the call see it.
type MemberView struct {
	PersonID string        `json:"person_id"`
	Name     string        `json:"name"`
	Email    string        `json:"email"`
	Role     actor.Role    `json:"role"`
	AddedAt  clock.Instant `json:"added_at"`
	Teams    int           `json:"teams"`   // to score
	Recused  int           `json:"recused"` // conflicts declared
}

func viewMember(m Member, p account.Person) MemberView {
	return MemberView{PersonID: m.PersonID, Name: p.Name, Email: p.Email, Role: m.Role, AddedAt: m.AddedAt}
}

// TeamView is a team that entered the stage, with how many judges score it.
type TeamView struct {
	TeamID           string `json:"team_id"`
	Name             string `json:"name"`
	NameEn           string `json:"name_en"`
	LeadOrganisation string `json:"lead_organisation"`
	Judges           int    `json:"judges"`
}

// AssignmentView is an assignment with the conflict that ended it, if any.
type AssignmentView struct {
	ID         string        `json:"id"`
	TeamID     string        `json:"team_id"`
	JudgeID    string        `json:"judge_id"`
	Status     Status        `json:"status"`
	AssignedAt clock.Instant `json:"assigned_at"`
	Reason     string        `json:"reason,omitempty"` // of the recusal, in the words of who declared it
	Excused    bool          `json:"excused"`          // an administrator ended it, not the judge
	EndedAt    clock.Instant `json:"ended_at,omitzero"`
}

// Overview is the whole panel of a stage: members by name, teams by sort name,
// assignments that are active or recused in the order of teams, then members.
type Overview struct {
	StageID     string           `json:"stage_id"`
	JudgesMin   int              `json:"judges_min"`
	Members     []MemberView     `json:"members"`
	Teams       []TeamView       `json:"teams"`
	Assignments []AssignmentView `json:"assignments"`
}

// Overview shows the panel to the call's administrators and approvers; to
// anyone else there is none (panel.not_found). It holds no score.
func (s *Service) Overview(ctx context.Context, who actor.Actor, stageID string) (o Overview, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := Seen(tx, who, stageID)
		if err != nil {
			return err
		}
		o, err = View(tx, stage)
		return err
	})
	return o, err
}

// View reads the panel of a stage.
func View(tx *store.Tx, stage call.Stage) (Overview, error) {
	t, err := readTable(tx, stage.ID)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{StageID: stage.ID, JudgesMin: stage.Definition.JudgesMin}
	if o.Members, err = viewMembers(tx, t); err != nil {
		return Overview{}, err
	}
	if o.Teams, err = viewTeams(tx, t); err != nil {
		return Overview{}, err
	}
	said, err := declarations(tx, stage.ID)
	o.Assignments = t.view(o.Members, said)
	return o, err
}

func viewMembers(tx *store.Tx, t table) ([]MemberView, error) {
	ids := make([]string, 0, len(t.members))
	for _, m := range t.members {
		ids = append(ids, m.PersonID)
	}
	persons, err := account.Persons(tx, ids)
	views := make([]MemberView, 0, len(t.members))
	for _, m := range t.members {
		view := viewMember(m, persons[m.PersonID])
		view.Teams = t.count(func(a Assignment) bool { return a.JudgeID == m.PersonID && a.Status == Active })
		view.Recused = t.count(func(a Assignment) bool { return a.JudgeID == m.PersonID && a.Status == Recused })
		views = append(views, view)
	}
	slices.SortFunc(views, func(a, b MemberView) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Email, b.Email))
	})
	return views, err
}

func viewTeams(tx *store.Tx, t table) ([]TeamView, error) {
	leads, err := leadNames(tx, t.entries)
	views := make([]TeamView, 0, len(t.entries))
	for _, e := range t.entries {
		views = append(views, TeamView{
			TeamID: e.TeamID, Name: e.Team.Name, NameEn: e.Team.NameEn,
			LeadOrganisation: leads[e.Team.LeadOrganisationID],
			Judges:           t.count(func(a Assignment) bool { return a.TeamID == e.TeamID && a.Status == Active }),
		})
	}
	return views, err
}

func leadNames(tx *store.Tx, entries []team.Entry) (map[string]string, error) {
	ids := make([]string, 0, len(entries))
	for _, e := range entries {
		ids = append(ids, e.Team.LeadOrganisationID)
	}
	organisations, err := account.Organisations(tx, ids)
	names := make(map[string]string, len(organisations))
	for id, o := range organisations {
		names[id] = o.Name
	}
	return names, err
}

func (t table) count(counts func(Assignment) bool) int {
	n := 0
	for _, a := range t.present {
		if counts(a) {
			n++
		}
	}
	return n
}

// view lists what is active or recused. Former members and teams that withdrew
// are not listed.
func (t table) view(members []MemberView, said map[string]Declaration) []AssignmentView {
	views := []AssignmentView{}
	for _, e := range t.entries {
		for _, m := range members {
			a, present := t.present[Pair{JudgeID: m.PersonID, TeamID: e.TeamID}]
			if !present || a.Status == Withdrawn {
				continue
			}
			why := said[a.ID]
			views = append(views, AssignmentView{
				ID: a.ID, TeamID: a.TeamID, JudgeID: a.JudgeID, Status: a.Status, AssignedAt: a.AssignedAt,
				Reason: why.Reason, Excused: why.DeclaredBy != "" && why.DeclaredBy != a.JudgeID, EndedAt: a.EndedAt,
			})
		}
	}
	return views
}
