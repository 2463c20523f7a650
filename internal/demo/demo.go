// Package demo owns the demonstration: fictional people, organisations and
// calls, made by driving the services with a scripted clock before anything is
// served. It must never be part of a server that is not a demonstration.
package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/app"
	"wbl/internal/clock"
	"wbl/internal/config"
	"wbl/internal/store"
)

// Password is that of every login.
const Password = "demo-World-Best-LLM"

// Login is one line of the list that the demonstration prints.
type Login struct {
	Emails string
	Role   string
}

// Logins are the ready logins by what they may do.
var Logins = []Login{
	{"organiser@demo.wbl", "creates calls"},
	{"operator@demo.wbl", "administers accounts"},
	{"admin@demo.wbl", "administers the calls"},
	{"approver@demo.wbl", "releases decisions"},
	{"auditor@demo.wbl", "reads everything after release"},
	{"judge1@demo.wbl … judge7@demo.wbl", "judges"},
	{"lead1@demo.wbl … lead15@demo.wbl", "lead a team"},
}

// Seed fills the empty data folder of cfg. The same day gives the same figures.
func Seed(ctx context.Context, cfg config.Config, logger *slog.Logger) (err error) {
	now := clock.System{}.Now()
	script := clock.NewManual(now.Time())
	a, err := app.New(ctx, cfg, script, logger)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	s := &seeder{app: a, clock: script, today: startOfDay(now)}
	s.script()
	if err := s.play(ctx, now); err != nil {
		return err
	}
	_, err = a.Log.SignCheckpoint(ctx)
	return err
}

func startOfDay(now clock.Instant) clock.Instant {
	local := now.Time().In(clock.KST)
	return clock.FromTime(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, clock.KST))
}

// seeder holds the scene: who takes part, and what is to happen when.
type seeder struct {
	app          *app.App
	clock        *clock.Manual
	today        clock.Instant
	hash         string // of Password, made once because hashing is slow on purpose
	persons      map[string]string
	companies    []string
	universities []string
	steps        []step
	papers       map[string][]byte
}

// step is one thing that somebody does at its time.
type step struct {
	at clock.Instant
	do func(ctx context.Context) error
}

// at plans a step: hours after the midnight that begins the day, counted from
// today.
func (s *seeder) at(day int, hour float64, do func(ctx context.Context) error) {
	s.steps = append(s.steps, step{at: s.moment(day, hour), do: do})
}

func (s *seeder) moment(day int, hour float64) clock.Instant {
	return s.today + clock.Instant(day)*clock.Day + clock.Instant(hour*float64(clock.Hour))
}

// script plans everything, each call in the order of its own events.
func (s *seeder) script() {
	s.at(-200, 9, s.people)
	s.at(-199, 9, s.organisations)
	s.releasedCall()
	s.judgedCall()
	s.openCall()
}

// play carries the steps out in the order of time, so that the log reads as if
// it had all happened, up to the present.
func (s *seeder) play(ctx context.Context, now clock.Instant) error {
	slices.SortStableFunc(s.steps, func(a, b step) int { return int(a.at/clock.Second - b.at/clock.Second) })
	for _, step := range s.steps {
		s.clock.Set(min(step.at, now))
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("demonstration at %s: %w", step.at, err)
		}
	}
	s.clock.Set(now)
	return nil
}

// as is the person with the roles held at this moment. The names are ours, so
// one that is missing is a mistake in this package.
func (s *seeder) as(ctx context.Context, name string) (who actor.Actor) {
	err := s.app.Store.Read(ctx, func(tx *store.Tx) (err error) {
		who, err = account.AsActor(tx, s.persons[name], s.clock.Now())
		return err
	})
	if err != nil {
		panic(fmt.Errorf("demonstration: %s: %w", name, err))
	}
	who.RequestID, who.Address = "demo", "127.0.0.1"
	return who
}
