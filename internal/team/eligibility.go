package team

import (
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
	leads  int                    // teams of the call that the lead organisation leads
	banned []account.Organisation // banned at the deadline
}

// Eligibility answers each rule of the call for the team, in the call's order.
// It informs: the documents stage's gate decides. What can change with time is
// looked at as it stands at the deadline of the first filing.
func Eligibility(tx *store.Tx, t Team, c call.Call) ([]Finding, error) {
	group, err := consortiumOf(tx, t)
	if err != nil {
		return nil, err
	}
	findings := []Finding{}
	for _, rule := range c.Definition.Eligibility {
		f := group.answer(rule)
		f.RuleKey = rule.Key
		findings = append(findings, f)
	}
	return findings, nil
}

func consortiumOf(tx *store.Tx, t Team) (consortium, error) {
	group := consortium{}
	present, err := Organisations(tx, t.ID)
	if err != nil {
		return group, err
	}
	first, err := firstFiling(tx, t.CallID)
	if err != nil {
		return group, err
	}
	deadline := first.ClosesAt
	if deadline.IsZero() {
		deadline = tx.Now()
	}
	for _, p := range present {
		group.all = append(group.all, p.Organisation)
		if p.Role == RoleLead {
			group.lead = p.Organisation
		}
		standings, err := account.StandingsAt(tx, p.OrganisationID, deadline)
		if err != nil {
			return group, err
		}
		if slices.ContainsFunc(standings, func(s account.Standing) bool { return s.Kind == "banned" }) {
			group.banned = append(group.banned, p.Organisation)
		}
	}
	group.leads, err = countLed(tx, t.CallID, t.LeadOrganisationID)
	return group, err
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
		return verdict(g.leads <= 1, "team.leads_once", "team.leads_more", fault.Args{"organisation": g.lead.Name})
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
