package evaluation

import "wbl/internal/fault"

// Status is where a sheet stands.
type Status string

// The states of a sheet. A sealed sheet keeps what was written, but it does not
// count and nobody opens it.
const (
	Draft     Status = "draft"
	Submitted Status = "submitted"
	Sealed    Status = "sealed"
)

// event is what happens to a sheet.
type event int

const (
	save event = iota
	submit
	seal
)

// after gives the state that an event leads to, or why it cannot happen:
// evaluation.already_submitted, evaluation.recused.
func (s Status) after(e event) (Status, error) {
	switch {
	case e == seal:
		return Sealed, nil
	case s == Sealed:
		return s, errRecused()
	case s == Submitted:
		return s, fault.New(fault.Conflict, "evaluation.already_submitted")
	case e == submit:
		return Submitted, nil
	}
	return Draft, nil
}
