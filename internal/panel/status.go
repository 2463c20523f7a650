package panel

// Status is where an assignment stands.
type Status string

// The states of an assignment. A recusal is final: whoever has a conflict
// cannot be given the same team again.
const (
	Active    Status = "active"
	Recused   Status = "recused"   // by the judge, who declared a conflict, or excused by the administrator
	Withdrawn Status = "withdrawn" // by the administrator, before scoring began
)

// becomes reports whether an assignment may go from one state to the other.
func (s Status) becomes(next Status) bool {
	switch s {
	case Active:
		return next == Recused || next == Withdrawn
	case Withdrawn:
		return next == Active
	default:
		return false
	}
}
