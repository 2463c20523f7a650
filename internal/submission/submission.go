// Package submission owns what a team files at a stage: the sections of the
// form, resource requests and documents while they are being prepared, the
// versions that were filed, and their receipts. It must never change or lose
// what was filed, never show a draft to anyone outside of the team, and never
// let a filing in that arrived at or after the deadline.
package submission

import (
	"context"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/blob"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Submission is one team's filing at one stage. Its status says whether a filed
// version counts now.
type Submission struct {
	ID              string
	TeamID          string
	StageID         string
	Status          Status
	FiledVersions   int64         // how often it was filed; the last version counts
	RequestsVersion int64         // 0 until the requests are first saved
	CreatedAt       clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt       clock.Instant `gorm:"autoUpdateTime:false"`
}

// TableName names the table of submissions.
func (Submission) TableName() string { return "submissions" }

// Config holds what the service cannot know by itself.
type Config struct {
	Site        string // public address that links begin with, as "https://wbl.example.kr"
	VerifierKey string // of the log that signs receipts
	MaxBytes    int64  // of the documents that a submission holds at a time
}

// Service lets people prepare, file and read submissions.
type Service struct {
	store *store.Store
	blobs *blob.Store
	sign  func(leaf audit.Leaf) (audit.Receipt, error)
	cfg   Config
}

// New makes the service. sign gives the receipt of a leaf, signed by the log: audit.Log.Receipt.
func New(s *store.Store, blobs *blob.Store, sign func(leaf audit.Leaf) (audit.Receipt, error), cfg Config) *Service {
	cfg.Site = strings.TrimSuffix(cfg.Site, "/")
	return &Service{store: s, blobs: blobs, sign: sign, cfg: cfg}
}

// Open gives the team's submission at the stage and makes it on first access,
// for which filing must be open. Faults: team.not_found, those of
// call.Stage.CheckFiling; input: submission.stage_unknown.
func (s *Service) Open(ctx context.Context, who actor.Actor, teamID, stageID string) (Submission, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Submission, error) {
		a, err := enteringBy(tx, who, teamID, stageID)
		if err != nil {
			return Submission{}, err
		}
		if err := tx.Serialize("team:" + teamID); err != nil {
			return Submission{}, err
		}
		if existing, ok, err := ByTeamStage(tx, teamID, stageID); err != nil || ok {
			return existing, err
		}
		if err := a.checkChangeable(who); err != nil {
			return Submission{}, err
		}
		a.Submission = Submission{
			ID: store.NewID(), TeamID: teamID, StageID: stageID, Status: Draft, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
		}
		if err := insertSubmission(tx, a.Submission); err != nil {
			return Submission{}, err
		}
		_, err = a.record(tx, who, "submission.started", fault.Args{"team_id": teamID, "stage_id": stageID})
		return a.Submission, err
	})
}

// record writes the act down in the log.
func (a access) record(tx *store.Tx, who actor.Actor, action string, details any) (audit.Leaf, error) {
	return audit.Record(tx, who, audit.Act{
		Action: action, ObjectKind: "submission", ObjectID: a.Submission.ID, CallID: a.call.ID, Details: details,
	})
}

func errNotFound() error { return fault.New(fault.NotFound, "submission.not_found") }
