package web_test

import (
	"net/http"
	"strings"
	"testing"

	"wbl/internal/clock"
	"wbl/internal/testkit"
)

func TestOnlyADemonstrationShowsItsMails(t *testing.T) {
	for _, demo := range []bool{true, false} {
		cfg := testkit.Config(t)
		cfg.Demo = demo
		kit := testkit.Open(t, cfg, clock.NewManual(testkit.Start))
		nobody := kit.Anonymous()
		nobody.Do("POST", "/registrations", map[string]any{"email": "gaon@example.kr"}).Want(http.StatusAccepted)
		page := nobody.Send(http.MethodGet, "/mailbox", "", nil)
		shown := strings.Contains(string(page.Body), `<a href="`+cfg.PublicURL+`/register/`)
		if shown != demo || (page.Status == http.StatusOK) != demo {
			t.Errorf("demo %t: %d %s", demo, page.Status, page.Body)
		}
	}
}
