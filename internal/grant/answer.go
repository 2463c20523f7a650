package grant

import (
	"context"
	"fmt"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// AnswerInput answers every line of an offer at once.
type AnswerInput struct {
	Lines []LineAnswer
}

// LineAnswer answers one line. Accepted is needed only to accept less; declining
// needs a reason.
type LineAnswer struct {
	OfferLineID string
	Answer      Answer
	Accepted    int64
	Reason      string
}

// Answer takes the team's answer: what is accepted is committed to it, the rest
// is free again. Only the team's lead may, before the offer expires. Faults:
// grant.offer_not_found, grant.lead_only, grant.offer_expired (Gone),
// grant.offer_answered; input: grant.lines_missing, grant.line_unknown,
// grant.line_repeated, grant.less_out_of_range, grant.not_a_multiple, input.*.
func (s *Service) Answer(ctx context.Context, who actor.Actor, offerID string, in AnswerInput) (OfferView, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (OfferView, error) {
		view, role, err := seenOffer(tx, who, offerID)
		if err != nil {
			return OfferView{}, err
		}
		if role != team.RoleLead {
			return OfferView{}, fault.New(fault.Forbidden, "grant.lead_only")
		}
		if err := lock(tx, view.CallID); err != nil {
			return OfferView{}, err
		}
		o, err := offerByID(tx, offerID)
		if err != nil {
			return OfferView{}, err
		}
		if err := o.mustTakeAnswer(who); err != nil {
			return OfferView{}, err
		}
		return answer(tx, who, o, view, in)
	})
}

func (o Offer) mustTakeAnswer(who actor.Actor) error {
	switch {
	case o.Status == Answered:
		return fault.New(fault.Conflict, "grant.offer_answered")
	case !o.Status.becomes(Answered) || !o.inTime(who.Arrival):
		return fault.New(fault.Gone, "grant.offer_expired", fault.Args{"at": o.ExpiresAt.KST()})
	}
	return nil
}

func answer(tx *store.Tx, who actor.Actor, o Offer, view OfferView, in AnswerInput) (OfferView, error) {
	answered, err := in.check(view)
	if err != nil {
		return OfferView{}, err
	}
	o.Status, o.AnsweredBy, o.AnsweredAt = Answered, who.PersonID, tx.Now()
	if err := updateOffer(tx, o, answered); err != nil {
		return OfferView{}, err
	}
	if view, err = viewOffer(tx, o); err != nil {
		return OfferView{}, err
	}
	if err := post(tx, who, view, "answer", answering); err != nil {
		return OfferView{}, err
	}
	lines := make([]map[string]any, 0, len(answered))
	for _, l := range answered {
		lines = append(lines, map[string]any{
			"line_id": l.ID, "answer": string(l.Answer), "offered": l.Offered, "accepted": l.Accepted, "reason": l.Reason,
		})
	}
	return view, record(tx, who, view.CallID, "grant.answered", "offer", o.ID, map[string]any{
		"team_id": view.TeamID, "lines": lines,
	})
}

// check names every problem of the answer and gives the lines as answered.
func (in AnswerInput) check(view OfferView) ([]OfferLine, error) {
	open := make(map[string]OfferLineView, len(view.Lines))
	for _, l := range view.Lines {
		open[l.ID] = l
	}
	fields, seen := []fault.Field{}, map[string]bool{}
	answered := make([]OfferLine, 0, len(in.Lines))
	for i, a := range in.Lines {
		at := fmt.Sprintf("body.lines[%d]", i)
		line, known := open[a.OfferLineID]
		switch {
		case !known:
			fields = append(fields, fault.At(at+".offer_line_id", "grant.line_unknown"))
			continue
		case seen[a.OfferLineID]:
			fields = append(fields, fault.At(at+".offer_line_id", "grant.line_repeated"))
			continue
		}
		seen[a.OfferLineID] = true
		l, found := a.apply(at, line)
		fields = append(fields, found...)
		answered = append(answered, l)
	}
	if len(seen) < len(open) {
		fields = append(fields, fault.At("body.lines", "grant.lines_missing", fault.Args{"missing": len(open) - len(seen)}))
	}
	if len(fields) > 0 {
		return nil, fault.InvalidInput(fields...)
	}
	return answered, nil
}

// apply gives the line with the answer in it.
func (a LineAnswer) apply(at string, line OfferLineView) (OfferLine, []fault.Field) {
	l := line.OfferLine
	l.Answer, l.Accepted, l.Reason = a.Answer, a.Accepted, strings.TrimSpace(a.Reason)
	fields := checkText(at+".reason", l.Reason, a.Answer == Decline, maxReason)
	switch a.Answer {
	case Accept:
		if a.Accepted != 0 && a.Accepted != l.Offered {
			fields = append(fields, fault.At(at+".accepted", "grant.accept_is_all", fault.Args{"offered": l.Offered}))
		}
		l.Accepted = l.Offered
	case AcceptLess:
		fields = append(fields, checkLess(at+".accepted", a.Accepted, line)...)
	case Decline:
		if a.Accepted != 0 {
			fields = append(fields, fault.At(at+".accepted", "grant.decline_is_nothing"))
		}
	default:
		fields = append(fields, fault.At(at+".answer", "input.not_allowed"))
	}
	return l, fields
}

func checkLess(at string, accepted int64, line OfferLineView) []fault.Field {
	switch {
	case accepted <= 0 || accepted >= line.Offered:
		return []fault.Field{fault.At(at, "grant.less_out_of_range", fault.Args{"offered": line.Offered})}
	case accepted%line.UnitSize != 0:
		return []fault.Field{fault.At(at, "grant.not_a_multiple", fault.Args{"step": line.UnitSize, "unit": line.Unit})}
	}
	return nil
}
