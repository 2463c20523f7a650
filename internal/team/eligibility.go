package team

import (
	"cmp"
	"slices"

	"wbl/internal/account"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// The answers to a rule of eligibility.
const (
	Pass        = "pass"
	Fail        = "fail"
	NeedsPerson = "needs_person"
)

// Finding is the answer to one rule for one team. Code names the sentence that
// gives the reason; it stands in both languages.
type Finding struct {
	RuleKey string
	Outcome string // Pass, Fail or NeedsPerson
	Code    string
	Args    fault.Args
}

// consortium is what the rules look at.
type consortium struct {
	lead   account.Organisation
	all    []account.Organisation // the lead first
	banned []account.Organisation // banned at the deadline
}

// Eligibility answers each rule of the call for the team, in the call's order.
// It informs: the documents stage's gate decides. What can change with time is
// looked at as it stands at the deadline of the first filing.
func Eligibility(tx *store.Tx, t Team, c call.Call) ([]Finding, error) {
	byTeam, err := EligibilityOf(tx, c, []string{t.ID})
	return byTeam[t.ID], err
}

// EligibilityOf is Eligibility for several teams of the call, by team.
func EligibilityOf(tx *store.Tx, c call.Call, teamIDs []string) (map[string][]Finding, error) {
	groups, err := consortia(tx, c.ID, teamIDs)
	if err != nil {
		return nil, err
	}
	byTeam := make(map[string][]Finding, len(teamIDs))
	for _, id := range teamIDs {
		findings := []Finding{}
		for _, rule := range c.Definition.Eligibility {
			f := groups[id].answer(rule)
			f.RuleKey = rule.Key
			findings = append(findings, f)
		}
		byTeam[id] = findings
	}
	return byTeam, nil
}

// consortia gives what the rules look at, by team.
func consortia(tx *store.Tx, callID string, teamIDs []string) (map[string]consortium, error) {
	present, err := Organisations(tx, teamIDs...)
	if err != nil {
		return nil, err
	}
	banned, err := bannedAtDeadline(tx, callID, present)
	if err != nil {
		return nil, err
	}
	groups := make(map[string]consortium, len(teamIDs))
	for _, p := range present {
		group := groups[p.TeamID]
		group.all = append(group.all, p.Organisation)
		if p.Role == RoleLead {
			group.lead = p.Organisation
		}
		if banned[p.OrganisationID] {
			group.banned = append(group.banned, p.Organisation)
		}
		groups[p.TeamID] = group
	}
	return groups, nil
}

// bannedAtDeadline tells which organisations are banned when the first filing
// ends; in a call without one, now.
func bannedAtDeadline(tx *store.Tx, callID string, present []Participation) (map[string]bool, error) {
	first, err := firstFiling(tx, callID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(present))
	for _, p := range present {
		ids = append(ids, p.OrganisationID)
	}
	standings, err := account.StandingsAt(tx, ids, cmp.Or(first.ClosesAt, tx.Now()))
	banned := map[string]bool{}
	for _, s := range standings {
		if s.Kind == "banned" {
			banned[s.OrganisationID] = true
		}
	}
	return banned, err
}

func (g consortium) answer(rule call.Rule) Finding {
	switch rule.Kind {
	case call.UniversityRequired:
		return g.university()
	case call.MaxOrganisations:
		return verdict(len(g.all) <= rule.Params.Maximum, "team.size_allowed", "team.too_large",
			fault.Args{"count": len(g.all), "max": rule.Params.Maximum})
	case call.LeadKindExcluded:
		excluded := slices.Contains(rule.Params.Kinds, g.lead.Kind)
		return verdict(!excluded, "team.lead_kind_allowed", "team.lead_kind_refused", fault.Args{"organisation": g.lead.Name})
	case call.KindExcluded:
		return g.kinds(rule.Params.Kinds)
	case call.OneLeadPerCall:
		// No team exists that could break it: team.already_leads refuses a second one.
		return Finding{Outcome: Pass, Code: "team.leads_once", Args: fault.Args{"organisation": g.lead.Name}}
	case call.NotBanned:
		return g.ban()
	default:
		return Finding{Outcome: NeedsPerson, Code: "team.person_decides"}
	}
}

func (g consortium) university() Finding {
	for _, o := range g.all {
		if o.Kind == account.University {
			return Finding{Outcome: Pass, Code: "team.university_present", Args: fault.Args{"organisation": o.Name}}
		}
	}
	return Finding{Outcome: Fail, Code: "team.university_missing"}
}

func (g consortium) kinds(excluded []account.OrganisationKind) Finding {
	for _, o := range g.all {
		if slices.Contains(excluded, o.Kind) {
			return Finding{Outcome: Fail, Code: "team.kind_refused", Args: fault.Args{"organisation": o.Name}}
		}
	}
	return Finding{Outcome: Pass, Code: "team.kinds_allowed"}
}

func (g consortium) ban() Finding {
	if len(g.banned) == 0 {
		return Finding{Outcome: Pass, Code: "team.nobody_banned"}
	}
	return Finding{Outcome: Fail, Code: "team.organisation_banned", Args: fault.Args{"organisation": g.banned[0].Name}}
}

func verdict(pass bool, passed, failed string, args fault.Args) Finding {
	if pass {
		return Finding{Outcome: Pass, Code: passed, Args: args}
	}
	return Finding{Outcome: Fail, Code: failed, Args: args}
}
