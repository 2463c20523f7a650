package result

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/scoring"
	"wbl/internal/store"
)

// Blocker is one thing that keeps a result from being released. Its code has a
// sentence that says what to do; TeamID is empty where it concerns the stage.
type Blocker struct {
	Code   string     `json:"code"`
	TeamID string     `json:"team_id"`
	Args   fault.Args `json:"args"`
}

// field is the blocker as part of a refusal.
func (b Blocker) field() fault.Field {
	at := "stage"
	if b.TeamID != "" {
		at = "teams." + b.TeamID
	}
	return fault.At(at, b.Code, b.Args)
}

// Blockers lists everything that keeps the stage's result from being released,
// in the order of sort names; who may see the stage's result may ask. Faults:
// result.not_found.
func (s *Service) Blockers(ctx context.Context, who actor.Actor, stageID string) (found []Blocker, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := seen(tx, who, stageID)
		if err != nil {
			return err
		}
		d, err := readDocket(tx, stage)
		found = d.blockers(who.Language)
		return err
	})
	return found, err
}

// blockers lists what must happen before the release. While the stage is not
// closed nothing else is told: whether gates are answered says enough then.
func (d docket) blockers(language string) []Blocker {
	list := blockerList{docket: d, language: language, found: []Blocker{}}
	if err := release.allowed(d.stage); err != nil {
		list.add(fault.CodeOf(err), "", nil)
		return list.found
	}
	list.ofRanking()
	for _, e := range d.entries {
		list.ofTeam(e.TeamID)
	}
	if d.overQuota() {
		list.add("result.too_many_passes", "", fault.Args{"passes": d.passes(), "quota": d.stage.Definition.Quota})
	}
	if d.passes() == 0 && !d.noneAllowed() {
		list.add("result.none_passes", "", nil)
	}
	return list.found
}

type blockerList struct {
	docket
	language string // of the reader
	found    []Blocker
}

func (l *blockerList) add(code, teamID string, args fault.Args) {
	if args == nil {
		args = fault.Args{}
	}
	if teamID != "" {
		args["team"] = l.faces[teamID].Name
	}
	l.found = append(l.found, Blocker{Code: code, TeamID: teamID, Args: args})
}

func (l *blockerList) ofRanking() {
	switch {
	case l.stage.Definition.Tree == nil:
	case l.ranking == nil:
		l.add("result.ranking_missing", "", nil)
	case !l.current:
		l.add("result.ranking_stale", "", fault.Args{"number": l.ranking.Number})
	}
	for _, open := range l.unsettled {
		if open.Code == scoring.UnsettledTie && !l.settled(open) {
			l.add("result.tie_unsettled", "", fault.Args{"teams": len(open.Teams), "places": open.Places})
		}
	}
}

// settled reports whether people have decided about each team of a tie that the
// rules leave open, and said why: by lots, for instance.
func (l *blockerList) settled(open scoring.Unsettled) bool {
	for _, teamID := range open.Teams {
		one, decided := l.decisions[teamID]
		if !decided || one.Reason == "" || l.outdated(one) {
			return false
		}
	}
	return true
}

func (l *blockerList) ofTeam(teamID string) {
	for _, gate := range l.unanswered(teamID) {
		l.add("result.gate_missing", teamID, fault.Args{"gate": gate.Title.In(l.language)})
	}
	if l.ranking != nil && l.unranked(teamID) && !l.failsGate(teamID) {
		l.add("result.team_unranked", teamID, nil)
	}
	one, decided := l.decisions[teamID]
	switch {
	case !decided:
		l.add("result.undecided", teamID, nil)
	case l.outdated(one):
		l.add("result.decision_outdated", teamID, nil)
	case one.Outcome != Fail && l.barred(teamID) != "":
		l.add(l.barred(teamID), teamID, nil)
	case one.Reason == "" && l.reasonNeeded(teamID, one.Outcome):
		l.add("result.reason_missing", teamID, nil)
	}
}
