package submission

import (
	"context"
	"encoding/json"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Receipt proves one filing. Its page has a permanent address.
type Receipt struct {
	SubmissionID     string
	Reference        string
	Number           int64 // 1 for the first filing
	Counts           bool  // whether this is the version that counts now
	CallKey          string
	CallTitle        call.Text
	StageTitle       call.Text
	TeamName         string
	LeadOrganisation string
	FiledBy          string        // name of the person at that time
	ArrivedAt        clock.Instant // server time that the deadline was compared with
	FiledAt          clock.Instant // server time at which it was stored
	ContentHash      string        // SHA-256, hexadecimal
	Documents        []ContentDocument
	Next             *Next // what comes next; nil after the last stage
	Contact          call.Contact
	Signed           audit.Receipt // what wbl verify receipt reads
	VerifierKey      string
	Link             string
}

// Next is the stage that follows on the filing, and when its result is planned.
type Next struct {
	StageTitle call.Text
	ResultAt   clock.Instant
}

// Receipts gives the receipts of all versions, the newest first, to the team's
// members at any time. Those who oversee the call get the one that counts once
// the stage was moved past filing.
func (s *Service) Receipts(ctx context.Context, who actor.Actor, submissionID string) (receipts []Receipt, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		a, err := seen(tx, who, submissionID)
		if err != nil {
			return err
		}
		versions, err := versionsOf(tx, submissionID)
		if err != nil {
			return err
		}
		receipts = []Receipt{}
		for _, v := range versions {
			r, err := s.receipt(tx, a, v)
			if err != nil {
				return err
			}
			if r.Counts || a.role != "" {
				receipts = append(receipts, r)
			}
		}
		if len(receipts) == 0 && a.role == "" {
			return errNotFound()
		}
		return nil
	})
	return receipts, err
}

// Receipt gives one receipt by its reference number; "" means the newest.
// Faults: submission.not_found, submission.receipt_not_found.
func (s *Service) Receipt(ctx context.Context, who actor.Actor, submissionID, reference string) (Receipt, error) {
	receipts, err := s.Receipts(ctx, who, submissionID)
	if err != nil {
		return Receipt{}, err
	}
	for _, r := range receipts {
		if reference == "" || r.Reference == reference {
			return r, nil
		}
	}
	return Receipt{}, fault.New(fault.NotFound, "submission.receipt_not_found")
}

func (s *Service) receipt(tx *store.Tx, a access, v Version) (Receipt, error) {
	content, err := v.Parse()
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{
		SubmissionID: v.SubmissionID, Reference: v.Reference, Number: v.Number,
		Counts:  a.Status == Filed && v.Number == a.FiledVersions,
		CallKey: a.call.Key, CallTitle: a.call.Title, StageTitle: a.stage.Title, TeamName: content.TeamName,
		FiledBy: v.FiledByName, ArrivedAt: v.ArrivedAt, FiledAt: v.FiledAt, ContentHash: v.ContentHash, Documents: content.Documents,
		Contact: a.call.Definition.Contact, VerifierKey: s.cfg.VerifierKey, Link: s.receiptLink(v.SubmissionID),
	}
	for _, o := range content.Organisations {
		if o.Role == team.RoleLead {
			r.LeadOrganisation = o.Name
		}
	}
	if err := json.Unmarshal([]byte(v.ReceiptNote), &r.Signed); err != nil {
		return Receipt{}, err
	}
	r.Next, err = nextOf(tx, a.stage)
	return r, err
}

// nextOf is this stage's own result where it is decided here, and else the
// stage that follows.
func nextOf(tx *store.Tx, stage call.Stage) (*Next, error) {
	if !stage.ResultAt.IsZero() {
		return &Next{StageTitle: stage.Title, ResultAt: stage.ResultAt}, nil
	}
	after, ok, err := call.StageAfter(tx, stage)
	if err != nil || !ok {
		return nil, err
	}
	return &Next{StageTitle: after.Title, ResultAt: after.ResultAt}, nil
}

func (s *Service) receiptLink(submissionID string) string {
	return s.cfg.Site + "/submissions/" + submissionID + "/receipt"
}

// inKST writes an instant for people in Korean time, to the second.
func inKST(at clock.Instant) string {
	if at.IsZero() {
		return ""
	}
	return at.Time().In(clock.KST).Format("2006-01-02 15:04:05 KST")
}
