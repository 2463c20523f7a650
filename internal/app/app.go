// Package app owns how the program is put together: it builds every service
// from the configuration, wires what must flow upward, and runs the server and
// the background work. It must never hold a rule of its own.
package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/config"
	"wbl/internal/evaluation"
	"wbl/internal/grant"
	"wbl/internal/httpapi"
	"wbl/internal/job"
	"wbl/internal/ledger"
	"wbl/internal/mail"
	"wbl/internal/panel"
	"wbl/internal/result"
	"wbl/internal/store"
	"wbl/internal/submission"
	"wbl/internal/team"
	"wbl/internal/web"
)

// App is the whole program, ready to run.
type App struct {
	httpapi.Services
	Config config.Config
	Store  *store.Store
	Blobs  *blob.Store
	Jobs   *job.Queue
	Outbox *mail.Outbox
	Server *httpapi.Server

	logger *slog.Logger
	clock  clock.Clock
}

// New opens and migrates the database, opens the uploads and the log's key, and
// builds every service. Close it when it is not needed any more.
func New(ctx context.Context, cfg config.Config, c clock.Clock, logger *slog.Logger) (*App, error) {
	if err := cfg.CheckSecrets(); err != nil {
		return nil, err
	}
	key, err := audit.LoadKey(cfg.Secrets.LogKey)
	if err != nil {
		return nil, fmt.Errorf("secrets.log_key: %w", err)
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	blobs, err := blob.Open(filepath.Join(cfg.Data, "documents"))
	if err != nil {
		return nil, err
	}
	s, err := OpenStore(ctx, cfg, c)
	if err != nil {
		return nil, err
	}
	a := &App{Config: cfg, Store: s, Blobs: blobs, logger: logger, clock: c}
	a.Log = audit.New(s, key, c)
	if err := a.build(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return a, nil
}

// OpenStore opens the configured database and brings its schema up to date.
func OpenStore(ctx context.Context, cfg config.Config, c clock.Clock) (*store.Store, error) {
	s, err := openDatabase(ctx, cfg, c)
	if err != nil {
		return nil, err
	}
	if _, err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenExisting opens a database that is there and of this program's version, to
// look at it: a misspelt folder must not give an empty one that looks sound.
func OpenExisting(ctx context.Context, cfg config.Config, c clock.Clock) (*store.Store, error) {
	if cfg.Database.Driver == store.SQLite {
		if _, err := os.Stat(cfg.SQLitePath()); err != nil {
			return nil, fmt.Errorf("there is no database here: %w", err)
		}
	}
	s, err := openDatabase(ctx, cfg, c)
	if err != nil {
		return nil, err
	}
	if err := s.RequireCurrent(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openDatabase(ctx context.Context, cfg config.Config, c clock.Clock) (*store.Store, error) {
	dsn := cfg.Database.DSN
	if cfg.Database.Driver == store.SQLite {
		dsn = cfg.SQLitePath()
	}
	return store.Open(ctx, store.Config{Driver: cfg.Database.Driver, DSN: dsn}, c)
}

func (a *App) build() error {
	a.Jobs = job.New(a.Store, a.clock, a.logger)
	outbox, err := mail.New(a.Store, a.mailConfig(), a.clock, a.logger)
	if err != nil {
		return err
	}
	a.Outbox = outbox
	a.buildServices()
	networks, err := trustedNetworks(a.Config.TrustedProxies)
	if err != nil {
		return err
	}
	a.Server = httpapi.New(a.Services, httpapi.Config{
		TrustedProxies: networks, BodyLimit: a.Config.Limits.Body, ChunkLimit: a.Config.Limits.Chunk,
		Log: a.logger, Clock: a.clock, Ready: a.Store.Ping,
	})
	return a.mountPages()
}

func (a *App) buildServices() {
	a.Account = account.New(a.Store, a.clock, account.Config{
		SessionKey: []byte(a.Config.Secrets.SessionKey), PublicURL: a.Config.PublicURL,
	})
	a.Call = call.New(a.Store)
	a.Team = team.New(a.Store, account.NewLinkTokens([]byte(a.Config.Secrets.SessionKey)), a.Config.PublicURL)
	a.Submission = submission.New(a.Store, a.Blobs, a.Log.Receipt, submission.Config{
		Site: a.Config.PublicURL, VerifierKey: a.Log.VerifierKey(), MaxBytes: a.Config.Limits.Upload,
	})
	a.Panel = panel.New(a.Store)
	a.Evaluation = evaluation.New(a.Store, a.Submission)
	a.Result = result.New(a.Store, result.Config{Site: a.Config.PublicURL, CodeVersion: codeVersion()})
	a.Ledger = ledger.New(a.Store)
	a.Grant = grant.New(a.Store, a.Config.PublicURL)
	a.wire()
}

// wire connects what must flow upward, and says what is to be done regularly.
func (a *App) wire() {
	a.Panel.OnConflict, a.Panel.OnExcuse = evaluation.SealSheet, evaluation.SealUnsubmitted
	a.Result.OnRelease = signRelease
	a.Call.OnPhase = append(a.Call.OnPhase, panel.CheckEnough, evaluation.CheckHandedIn, signPhaseEnd)
	a.Jobs.Handle(signJob, a.sign)
	a.Jobs.Handle(grant.ReleaseJob, a.Grant.ReleaseExpired)
	a.Jobs.Handle(submission.ForgetJob, a.Submission.ForgetBytes)
	a.Jobs.Every("app.housekeeping", time.Hour, a.housekeep)
}

const signJob = "app.sign_checkpoint"

// signPhaseEnd has a checkpoint signed when a phase ends, so that what was
// scored or filed by then is fixed from then on.
func signPhaseEnd(tx *store.Tx, _ actor.Actor, _ call.Stage, _, _ call.Phase) error {
	return job.Enqueue(tx, signJob, nil, 0)
}

func signRelease(tx *store.Tx, who actor.Actor, stage call.Stage, _ []result.Decision) error {
	return signPhaseEnd(tx, who, stage, call.PhaseClosed, call.PhaseReleased)
}

func (a *App) sign(ctx context.Context, _ json.RawMessage) error {
	_, err := a.Log.SignCheckpoint(ctx)
	return err
}

// How long what is only of passing use is kept.
const (
	keepKeys    = 48 * time.Hour // the wire promises 24
	keepJobs    = 30 * 24 * time.Hour
	keepUploads = 3 * 24 * time.Hour  // unfinished ones
	keepAccess  = 30 * 24 * time.Hour // sessions, links and attempts after their end
)

func (a *App) housekeep(ctx context.Context) error {
	now := a.clock.Now()
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(store.ForgetKeys(tx, now.Add(-keepKeys)), job.Forget(tx, now.Add(-keepJobs)), account.Forget(tx, now.Add(-keepAccess)))
	})
	_, sweepErr := a.Submission.SweepUploads(ctx, now.Add(-keepUploads))
	_, strayErr := a.Blobs.SweepStaged(now.Add(-2 * keepUploads)) // what no row names
	return errors.Join(err, sweepErr, strayErr)
}

// codeVersion names the source that the program was built from, as far as the
// build knows it; it stands in every ranking.
func codeVersion() string {
	version := httpapi.Version
	info, known := debug.ReadBuildInfo()
	if !known {
		return version
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			version += "+" + setting.Value
		}
	}
	return version
}

func (a *App) mailConfig() mail.Config {
	m := a.Config.Mail
	return mail.Config{Host: m.Host, Port: m.Port, Username: m.Username, Password: m.Password, From: m.From, TLS: m.TLS}
}

// mountPages puts the pages that people open in a browser beside the API.
func (a *App) mountPages() error {
	pages, err := web.New(web.Config{
		Demo: a.Config.Demo, Outbox: a.Outbox, Call: a.Call, Result: a.Result, VerifierKey: a.Log.VerifierKey(), Clock: a.clock,
	})
	if err != nil {
		return err
	}
	a.Server.MountPages(pages)
	return nil
}

func trustedNetworks(proxies []string) ([]netip.Prefix, error) {
	networks := make([]netip.Prefix, 0, len(proxies))
	for _, proxy := range proxies {
		network, err := netip.ParsePrefix(proxy)
		if err != nil {
			return nil, fmt.Errorf("trusted_proxies: %w", err)
		}
		networks = append(networks, network)
	}
	return networks, nil
}

// Close closes the database; nothing may be running any more.
func (a *App) Close() error { return a.Store.Close() }
