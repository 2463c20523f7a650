package result

import (
	"context"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/panel"
	"wbl/internal/store"
	"wbl/internal/team"
)

// releaseRow is a result that is out.
type releaseRow struct {
	ID         string
	StageID    string
	RankingID  *string
	PublicFile string // canonical JSON
	PublicHash string // SHA-256 of PublicFile, in hex
	ReleasedBy string
	ReleasedAt clock.Instant
}

// TableName names the table of releases.
func (releaseRow) TableName() string { return "releases" }

// Released is what the releasing person is told.
type Released struct {
	ID         string        `json:"id"`
	StageID    string        `json:"stage_id"`
	Passed     int           `json:"passed"`
	Teams      int           `json:"teams"`
	PublicHash string        `json:"public_hash"`
	ReleasedAt clock.Instant `json:"released_at"`
}

// Release lets the result of a stage out: decisions, outcomes, places at the next
// stage, the phase, the public file and the mails change in one transaction.
// Only an approver of the call may who does not administer it and has decided
// nothing at this stage. Faults: result.not_found, result.approvers_only,
// result.second_person, result.already_released, and result.blocked, whose
// fields are the blockers.
func (s *Service) Release(ctx context.Context, who actor.Actor, stageID string) (Released, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Released, error) {
		stage, err := seen(tx, who, stageID)
		if err != nil {
			return Released{}, err
		}
		if !call.Approves(who, stage.CallID) || call.Administers(who, stage.CallID) {
			return Released{}, fault.New(fault.Forbidden, "result.approvers_only")
		}
		d, err := lockedDocket(tx, stageID)
		if err != nil {
			return Released{}, err
		}
		if err := d.checkRelease(who); err != nil {
			return Released{}, err
		}
		return s.release(tx, who, d)
	})
}

// lockedDocket reads what is to be released once nobody can change it any more:
// neither those who decide, nor a judge who declares a conflict.
func lockedDocket(tx *store.Tx, stageID string) (docket, error) {
	if err := lock(tx, stageID); err != nil {
		return docket{}, err
	}
	assignments, err := panel.Assignments(tx, stageID)
	if err != nil {
		return docket{}, err
	}
	for _, a := range assignments {
		if err := panel.Lock(tx, a.ID); err != nil {
			return docket{}, err
		}
	}
	stage, err := call.StageByID(tx, stageID)
	if err != nil {
		return docket{}, err
	}
	return readDocket(tx, stage)
}

func (d docket) checkRelease(who actor.Actor) error {
	if d.decidedBy(who.PersonID) {
		return fault.New(fault.Forbidden, "result.second_person")
	}
	if d.stage.Phase == call.PhaseReleased {
		return fault.New(fault.Conflict, "result.already_released")
	}
	blockers := d.blockers(who.Language)
	if len(blockers) == 0 {
		return nil
	}
	refusal := fault.New(fault.Conflict, "result.blocked", fault.Args{"count": len(blockers)})
	for _, b := range blockers {
		refusal.Fields = append(refusal.Fields, b.field())
	}
	return refusal
}

func (s *Service) release(tx *store.Tx, who actor.Actor, d docket) (Released, error) {
	c, err := call.ByID(tx, d.stage.CallID)
	if err != nil {
		return Released{}, err
	}
	row, err := d.publish(tx, c, who)
	if err != nil {
		return Released{}, err
	}
	if err := insertRelease(tx, row); err != nil {
		return Released{}, err
	}
	if err := d.setOutcomes(tx, who, c); err != nil {
		return Released{}, err
	}
	if err := call.MoveTo(tx, who, d.stage.ID, call.PhaseReleased); err != nil {
		return Released{}, err
	}
	if err := s.notify(tx, d, c); err != nil {
		return Released{}, err
	}
	if err := d.recordRelease(tx, who, row); err != nil {
		return Released{}, err
	}
	out := Released{
		ID: row.ID, StageID: d.stage.ID, Passed: d.passes(), Teams: len(d.entries),
		PublicHash: row.PublicHash, ReleasedAt: row.ReleasedAt,
	}
	return out, s.OnRelease(tx, who, d.stage, d.released(tx.Now()))
}

// released gives the decisions as they stand after the release, in the order of
// sort names.
func (d docket) released(at clock.Instant) []Decision {
	decisions := make([]Decision, 0, len(d.entries))
	for _, e := range d.entries {
		one := d.decisions[e.TeamID]
		one.ReleasedAt = at
		decisions = append(decisions, one)
	}
	return decisions
}

var outcomes = map[Outcome]string{Pass: team.Passed, Fail: team.Failed, Reserve: team.Reserve}

// setOutcomes writes the outcomes, lets passing teams into the next stage, and
// writes down the standing of whoever is selected at the last one.
func (d docket) setOutcomes(tx *store.Tx, who actor.Actor, c call.Call) error {
	next, hasNext, err := call.StageAfter(tx, d.stage)
	if err != nil {
		return err
	}
	if err := markReleased(tx, d.stage.ID, d.teamIDs(), tx.Now()); err != nil {
		return err
	}
	for _, e := range d.entries {
		outcome := d.decisions[e.TeamID].Outcome
		if err := team.SetOutcome(tx, d.stage.ID, e.TeamID, outcomes[outcome]); err != nil {
			return err
		}
		switch {
		case outcome != Pass:
		case hasNext:
			err = team.Enter(tx, who, next.ID, e.TeamID)
		default:
			err = addSelected(tx, who, c, e.Team)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addSelected says of the lead organisation that it was selected: other calls may
// rule out who leads here, and not who merely takes part.
func addSelected(tx *store.Tx, who actor.Actor, c call.Call, t team.Team) error {
	return account.AddStanding(tx, who, account.Standing{
		OrganisationID: t.LeadOrganisationID, Kind: "selected_in", ReferenceID: c.ID, FromAt: tx.Now(), Reason: c.Key,
	})
}

func (d docket) teamIDs() []string {
	ids := make([]string, 0, len(d.entries))
	for _, e := range d.entries {
		ids = append(ids, e.TeamID)
	}
	return ids
}

// notify mails the lead of every team. The mail says that the result is out, and
// nothing of what it is.
func (s *Service) notify(tx *store.Tx, d docket, c call.Call) error {
	for _, e := range d.entries {
		leads, err := team.Leads(tx, e.TeamID)
		if err != nil {
			return err
		}
		for _, lead := range leads {
			err := s.notifyLead(tx, d.stage, c, e.Team, lead)
			// A result cannot wait for one unusable address; the portal shows it.
			if err != nil && fault.CodeOf(err) != "mail.address_refused" {
				return err
			}
		}
	}
	return nil
}

func (s *Service) notifyLead(tx *store.Tx, stage call.Stage, c call.Call, t team.Team, lead account.Person) error {
	return mail.Send(tx, mail.Message{
		To: lead.Email, Language: lead.Language, Template: "result_released",
		Args: fault.Args{
			"name": lead.Name, "team": t.Name, "call": c.Title.In(lead.Language), "stage": stage.Title.In(lead.Language),
			"link": s.cfg.Site + "/apply/teams/" + t.ID + "/results",
		},
	})
}

func (d docket) recordRelease(tx *store.Tx, who actor.Actor, row releaseRow) error {
	details := map[string]any{"public_hash": row.PublicHash, "passed": d.passes(), "teams": len(d.entries)}
	if d.ranking != nil {
		details["ranking_id"], details["ranking_hash"] = d.ranking.ID, d.ranking.Hash
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "result.released", ObjectKind: "stage", ObjectID: d.stage.ID, CallID: d.stage.CallID, Details: details,
	})
	return err
}
