package panel

import "testing"

func TestStatusBecomes(t *testing.T) {
	allowed := map[[2]Status]bool{
		{Active, Recused}: true, {Active, Withdrawn}: true, {Withdrawn, Active}: true,
	}
	states := []Status{Active, Recused, Withdrawn}
	for _, from := range states {
		for _, to := range states {
			if got := from.becomes(to); got != allowed[[2]Status{from, to}] {
				t.Errorf("%s to %s: %v", from, to, got)
			}
		}
	}
}
