// Package testkit owns what tests that go through the whole program need: the
// program on a temporary database with a clock that the test moves, people with
// roles, and requests as those people. It must never be imported by the
// product.
package testkit

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/app"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/config"
	"wbl/internal/httpapi"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

// Start is the moment at which a test's clock begins: a Monday morning in Korea.
var Start = time.Date(2025, 6, 2, 9, 0, 0, 0, clock.KST)

// Password is that of every person that Person makes.
const Password = "violet-kettle-anchor-47"

// Kit is the whole program under test.
type Kit struct {
	*app.App
	TB    testing.TB
	Clock *clock.Manual
	URL   string // where the server listens, on loopback
	Wrote *Output
	Stop  func() // stops before the test ends, so that it can start anew
}

// New starts the program on an empty database. It stops with the test.
func New(tb testing.TB) *Kit {
	tb.Helper()
	return Open(tb, Config(tb), clock.NewManual(Start))
}

// Open starts the program on the configuration's database. It stops with the
// test.
func Open(tb testing.TB, cfg config.Config, c *clock.Manual) *Kit {
	tb.Helper()
	output := &Output{}
	a, err := app.New(context.Background(), cfg, c, slog.New(slog.NewJSONHandler(output, nil)))
	if err != nil {
		tb.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	server.Config = httpapi.HTTPServer(a.Server)
	server.Start()
	stop := sync.OnceFunc(func() {
		server.Close()
		if err := a.Close(); err != nil {
			tb.Error(err)
		}
		if kinds := store.ChangedInPlace(); len(kinds) > 0 {
			tb.Errorf("somebody changed what all readers share: %v", kinds)
		}
	})
	tb.Cleanup(stop)
	return &Kit{App: a, TB: tb, Clock: c, URL: server.URL, Wrote: output, Stop: stop}
}

// Config is a configuration with fresh secrets, an empty folder and an empty
// database of the kind under test.
func Config(tb testing.TB) config.Config {
	tb.Helper()
	cfg := config.Defaults()
	cfg.Data = tb.TempDir()
	db := storetest.Config(tb)
	cfg.Database = config.Database{Driver: db.Driver, DSN: db.DSN}
	key, err := audit.GenerateKey("test.wbl.invalid/log")
	if err != nil {
		tb.Fatal(err)
	}
	cfg.Secrets = config.Secrets{SessionKey: store.NewSecret(), LogKey: filepath.Join(cfg.Data, "log.key")}
	if err := key.Save(cfg.Secrets.LogKey); err != nil {
		tb.Fatal(err)
	}
	return cfg
}

// Hashing is slow on purpose, so that every person of a test process shares
// one hash.
var passwordHash = sync.OnceValues(func() (string, error) { return account.HashPassword(Password) })

// Person makes somebody who can sign in with Password; "kim@example.kr" is
// called kim.
func (k *Kit) Person(email string, roles ...actor.Role) account.Person {
	k.TB.Helper()
	hash, err := passwordHash()
	if err != nil {
		k.TB.Fatal(err)
	}
	name, _, _ := strings.Cut(email, "@")
	person, err := k.Account.CreateWithPassword(context.Background(), actor.System(k.Clock.Now()), account.UserInput{
		Email: email, Name: name, Language: "ko", Roles: roles,
	}, hash)
	if err != nil {
		k.TB.Fatal(err)
	}
	return person
}

// CountActs counts the acts with this action that were recorded, so that tests
// see what a request left behind.
func (k *Kit) CountActs(action string) int {
	k.TB.Helper()
	var n int64
	err := k.Store.Read(context.Background(), func(tx *store.Tx) error { return countWhere(tx, "audit_acts", "action", action, &n) })
	if err != nil {
		k.TB.Fatal(err)
	}
	return int(n)
}

// CountMails counts the mails of a template in the outbox.
func (k *Kit) CountMails(template string) int {
	k.TB.Helper()
	var n int64
	err := k.Store.Read(context.Background(), func(tx *store.Tx) error { return countWhere(tx, "mails", "template", template, &n) })
	if err != nil {
		k.TB.Fatal(err)
	}
	return int(n)
}
