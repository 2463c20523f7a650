package grant

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/job"
	"wbl/internal/mail"
	"wbl/internal/store"
	"wbl/internal/team"
)

// How long a team has to answer, unless the administrator says otherwise, and at
// most.
const (
	answerTime    = 14 * clock.Day
	maxAnswerTime = 90 * clock.Day
)

// Offer puts an award before its team.
type Offer struct {
	ID         string
	AwardID    string
	Status     Status
	OfferedBy  string
	OfferedAt  clock.Instant
	ExpiresAt  clock.Instant // what arrives at this moment is late
	AnsweredBy string
	AnsweredAt clock.Instant
}

// TableName names the table of offers.
func (Offer) TableName() string { return "offers" }

// OfferLine is one line of an award as it is offered and answered.
type OfferLine struct {
	ID          string
	OfferID     string
	AwardLineID string
	Offered     int64
	Answer      Answer // empty until answered
	Accepted    int64
	Reason      string // the team's
}

// TableName names the table of lines.
func (OfferLine) TableName() string { return "offer_lines" }

// OfferInput says until when the team can answer; zero means 14 days.
type OfferInput struct {
	ExpiresAt clock.Instant
}

// MakeOffer offers an award to its team: the units move from free to offered,
// and the team's leads get a mail. Only the call's administrator may, and only
// for a team whose selection is released. Faults: grant.award_not_found,
// grant.administrator_only, grant.team_not_selected, grant.already_offered;
// input: grant.expiry_out_of_range.
func (s *Service) MakeOffer(ctx context.Context, who actor.Actor, awardID string, in OfferInput) (OfferView, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (OfferView, error) {
		a, err := administeredAward(tx, who, awardID)
		if err != nil {
			return OfferView{}, err
		}
		if err := mustBeUnoffered(tx, a.ID); err != nil {
			return OfferView{}, err
		}
		t, err := team.ByID(tx, a.TeamID)
		if err != nil {
			return OfferView{}, err
		}
		if err := mustBeSelected(tx, t); err != nil {
			return OfferView{}, err
		}
		o := Offer{ID: store.NewID(), AwardID: a.ID, Status: Open, OfferedBy: who.PersonID, OfferedAt: tx.Now()}
		if o.ExpiresAt, err = in.expiry(tx.Now()); err != nil {
			return OfferView{}, err
		}
		return s.makeOffer(tx, who, o, a, t)
	})
}

func (in OfferInput) expiry(now clock.Instant) (clock.Instant, error) {
	switch {
	case in.ExpiresAt.IsZero():
		return now + answerTime, nil
	case in.ExpiresAt <= now || in.ExpiresAt > now+maxAnswerTime:
		return 0, fault.InvalidInput(fault.At("body.expires_at", "grant.expiry_out_of_range",
			fault.Args{"from": now.KST(), "until": (now + maxAnswerTime).KST()}))
	}
	return in.ExpiresAt, nil
}

func (s *Service) makeOffer(tx *store.Tx, who actor.Actor, o Offer, a Award, t team.Team) (OfferView, error) {
	lines, err := linesOf(tx, a.ID)
	if err != nil {
		return OfferView{}, err
	}
	offered := make([]OfferLine, 0, len(lines))
	for _, l := range lines {
		offered = append(offered, OfferLine{ID: store.NewID(), OfferID: o.ID, AwardLineID: l.ID, Offered: l.Granted})
	}
	if err := insertOffer(tx, o, offered); err != nil {
		return OfferView{}, err
	}
	view, err := viewOffer(tx, o)
	if err != nil {
		return OfferView{}, err
	}
	if err := post(tx, who, view, "offer", offering); err != nil {
		return OfferView{}, err
	}
	if err := job.Enqueue(tx, ReleaseJob, releasePayload{CallID: a.CallID}, o.ExpiresAt+workingTime); err != nil {
		return OfferView{}, err
	}
	if err := s.mailOffer(tx, o, t); err != nil {
		return OfferView{}, err
	}
	return view, record(tx, who, a.CallID, "grant.offered", "offer", o.ID, map[string]any{
		"award_id": a.ID, "team_id": a.TeamID, "expires_at": o.ExpiresAt,
	})
}

// mailOffer tells the leads of the team, each in the own language.
func (s *Service) mailOffer(tx *store.Tx, o Offer, t team.Team) error {
	c, err := call.ByID(tx, t.CallID)
	if err != nil {
		return err
	}
	leads, err := team.Leads(tx, t.ID)
	if err != nil {
		return err
	}
	for _, lead := range leads {
		err := mail.Send(tx, mail.Message{
			To: lead.Email, Language: lead.Language, Template: "grant_offer",
			Args: fault.Args{
				"team": t.Name, "call": c.Title.In(lead.Language), "until": o.ExpiresAt.KST(), "link": s.site + "/apply",
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
