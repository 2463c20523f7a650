package call

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"wbl/internal/account"
	"wbl/internal/fault"
)

// Limits of a call.
const (
	maxStages        = 20
	maxObjectionDays = 60
	maxTeams         = 1000
	maxDocumentBytes = 1 << 30
	maxDocumentFiles = 20
	maxJudges        = 100
	maxComment       = 4000
	maxPersons       = 20
)

// Validate lists what even a draft may not contain: keys that are malformed or
// repeat, values outside of their lists, references that lead nowhere, one person
// in two roles. What is merely missing is listed when the call is opened.
func (in Input) Validate() []fault.Field {
	return in.validate("body")
}

func (in Input) validate(at string) problems {
	var p problems
	p.demand(addressShape.MatchString(in.Key), at+".key", "call.address_malformed")
	p.demand(keyShape.MatchString(in.Programme), at+".programme", "call.key_malformed")
	p.title(at+".title", in.Title)
	p.persons(at, in)
	p.budget(at+".budget", in.Budget)
	p.resources(at+".resources", in.Resources)
	p.eligibility(at+".eligibility", in.Eligibility)
	p.disclosure(at+".disclosure", in.Disclosure)
	p.contact(at+".contact", in.Contact)
	between(&p, at+".max_teams_selected", in.MaxTeamsSelected, 0, maxTeams)
	between(&p, at+".objection_days", in.ObjectionDays, 0, maxObjectionDays)
	p.count(at+".stages", len(in.Stages), 0, maxStages)
	seen := map[string]bool{}
	for i, stage := range in.Stages {
		p.stage(fmt.Sprintf("%s.stages[%d]", at, i), stage, seen)
	}
	return p
}

func (p *problems) persons(at string, in Input) {
	p.count(at+".administrators", len(in.Administrators), 0, maxPersons)
	p.count(at+".approvers", len(in.Approvers), 0, maxPersons)
	for i, email := range in.Approvers {
		same := func(other string) bool { return strings.EqualFold(strings.TrimSpace(email), strings.TrimSpace(other)) }
		p.demand(!slices.ContainsFunc(in.Administrators, same), fmt.Sprintf("%s.approvers[%d]", at, i), "call.person_in_both_roles")
	}
}

func (p *problems) budget(at string, lines []BudgetLine) {
	seen := map[string]bool{}
	for i, line := range lines {
		place := fmt.Sprintf("%s[%d]", at, i)
		p.key(place+".key", line.Key, seen)
		p.title(place+".title", line.Title)
		between(p, place+".amount_won", line.AmountWon, 0, maxInteger)
	}
}

func (p *problems) resources(at string, resources []Resource) {
	seen := map[string]bool{}
	for i, r := range resources {
		place := fmt.Sprintf("%s[%d]", at, i)
		p.key(place+".key", r.Key, seen)
		p.title(place+".title", r.Title)
		p.title(place+".unit", r.Unit)
		oneOf(p, place+".kind", r.Kind, GPU, Money, Data, Talent)
		between(p, place+".step", r.Step, 1, maxInteger)
		between(p, place+".maximum", r.Maximum, max(r.Step, 1), maxInteger)
		p.demand(r.Step < 1 || r.Maximum%r.Step == 0, place+".maximum", "call.maximum_off_step", fault.Args{"step": r.Step})
	}
}

func (p *problems) eligibility(at string, rules []Rule) {
	seen := map[string]bool{}
	for i, rule := range rules {
		place := fmt.Sprintf("%s[%d]", at, i)
		p.key(place+".key", rule.Key, seen)
		p.title(place+".title", rule.Title)
		oneOf(p, place+".kind", rule.Kind, UniversityRequired, MaxOrganisations,
			LeadKindExcluded, KindExcluded, OneLeadPerCall, NotBanned, PersonDecides)
		p.ruleParams(place+".params", rule)
	}
}

// ruleParams checks that a rule has just the parameters that its kind uses.
func (p *problems) ruleParams(at string, rule Rule) {
	counts, names := rule.Kind == MaxOrganisations, rule.Kind == LeadKindExcluded || rule.Kind == KindExcluded
	if counts {
		between(p, at+".maximum", rule.Params.Maximum, 1, maxTeams)
	}
	p.demand(counts || rule.Params.Maximum == 0, at+".maximum", "call.parameter_unused")
	p.demand(!names || len(rule.Params.Kinds) > 0, at+".kinds", "input.required")
	p.demand(names || len(rule.Params.Kinds) == 0, at+".kinds", "call.parameter_unused")
	for i, kind := range rule.Params.Kinds {
		oneOf(p, fmt.Sprintf("%s.kinds[%d]", at, i), kind, account.OrganisationKinds...)
	}
}

// disclosure can be empty in a draft.
func (p *problems) disclosure(at string, d Disclosure) {
	oneOf(p, at+".public.list", d.Public.List, "", ListNone, ListSelected, ListApplicants)
	oneOf(p, at+".public.points", d.Public.Points, "", PointsNone, PointsBestAndMean, PointsFull)
}

func (p *problems) contact(at string, c Contact) {
	p.line(at+".email", c.Email)
	p.line(at+".phone", c.Phone)
	p.demand(c.Email == "" || strings.Contains(c.Email, "@"), at+".email", "input.wrong_type")
	address, err := url.Parse(c.URL)
	web := err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != ""
	p.demand(c.URL == "" || web, at+".url", "call.url_malformed")
}

// stage checks one stage; seen holds the keys of the stages before it.
func (p *problems) stage(at string, s StageInput, seen map[string]bool) {
	for i, read := range s.Reads {
		p.demand(seen[read], fmt.Sprintf("%s.reads[%d]", at, i), "call.reads_unknown_stage", fault.Args{"key": read})
	}
	p.key(at+".key", s.Key, seen)
	p.title(at+".title", s.Title)
	oneOf(p, at+".kind", s.Kind, kinds...)
	for _, field := range scheduleFields {
		p.demand(s.uses(field) || s.At(field).IsZero(), at+"."+string(field), "call.date_without_filing")
	}
	p.documents(at+".documents", s.Documents)
	p.gates(at+".gates", s.Gates)
	p.criteria(at+".criteria", s.Criteria)
	between(p, at+".quota", s.Quota, 0, maxTeams)
	between(p, at+".judges_min", s.JudgesMin, 0, maxJudges)
	if s.Tree != nil && s.Tree.Ranking.Quota != nil {
		p.demand(s.Quota == 0 || s.Quota == *s.Tree.Ranking.Quota, at+".quota", "call.quota_said_twice")
	}
}

func (p *problems) documents(at string, rules []DocumentRule) {
	seen := map[string]bool{}
	for i, rule := range rules {
		place := fmt.Sprintf("%s[%d]", at, i)
		p.key(place+".key", rule.Key, seen)
		p.title(place+".title", rule.Title)
		p.count(place+".types", len(rule.Types), 1, maxList)
		for j, t := range rule.Types {
			oneOf(p, fmt.Sprintf("%s.types[%d]", place, j), t, PDF, HWP, HWPX, XLSX, ZIP)
		}
		between(p, place+".max_bytes", rule.MaxBytes, 1, maxDocumentBytes)
		between(p, place+".max_files", rule.MaxFiles, 1, maxDocumentFiles)
	}
}

func (p *problems) gates(at string, gates []Gate) {
	seen := map[string]bool{}
	for i, gate := range gates {
		p.key(fmt.Sprintf("%s[%d].key", at, i), gate.Key, seen)
		p.title(fmt.Sprintf("%s[%d].title", at, i), gate.Title)
	}
}

func (p *problems) criteria(at string, texts []CriterionText) {
	seen := map[string]bool{}
	for i, text := range texts {
		place := fmt.Sprintf("%s[%d]", at, i)
		p.key(place+".key", text.Key, seen)
		between(p, place+".comment_max", text.CommentMax, 0, maxComment)
		between(p, place+".comment_min", text.CommentMin, 0, text.CommentMax)
	}
}

func oneOf[T ~string](p *problems, at string, given T, known ...T) {
	p.demand(slices.Contains(known, given), at, "input.not_allowed")
}
