package submission

import (
	"context"
	"encoding/json"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Outcome is what the lead gets back for filing: the receipt, and the answers to
// the call's eligibility rules. A rule that is not met does not stop the filing,
// because people decide about it at the documents stage.
type Outcome struct {
	Receipt     Receipt
	Eligibility []team.Finding
}

// Submit files the draft as it stands. Only the team's lead may, until the
// deadline, as often as needed; the version filed last counts. Faults:
// submission.not_found, submission.lead_only, those of call.Stage.CheckFiling;
// submission.incomplete names everything that is missing, each with its place
// ("sections.plan.answers.goal", "documents.proposal", "requests[0].wanted").
func (s *Service) Submit(ctx context.Context, who actor.Actor, submissionID string) (Outcome, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Outcome, error) {
		a, err := forLead(tx, who, submissionID)
		if err != nil {
			return Outcome{}, err
		}
		d, err := loadDraft(tx, a)
		if err != nil {
			return Outcome{}, err
		}
		if fields := d.missing(); len(fields) > 0 {
			return Outcome{}, &fault.Fault{Kind: fault.Invalid, Code: "submission.incomplete", Fields: fields}
		}
		version, err := s.file(tx, who, &a, d.content(a))
		if err != nil {
			return Outcome{}, err
		}
		out := Outcome{}
		if out.Receipt, err = s.receipt(tx, a, version); err != nil {
			return Outcome{}, err
		}
		if out.Eligibility, err = team.Eligibility(tx, a.team, a.call); err != nil {
			return Outcome{}, err
		}
		return out, s.mailLead(tx, a, "submission_filed", out.Receipt)
	})
}

// file writes the version and its receipt.
func (s *Service) file(tx *store.Tx, who actor.Actor, a *access, content Content) (Version, error) {
	canonical, hash, err := content.seal()
	if err != nil {
		return Version{}, err
	}
	reference, err := freeReference(tx, a.call.Key)
	if err != nil {
		return Version{}, err
	}
	filer, err := account.PersonByID(tx, who.PersonID)
	if err != nil {
		return Version{}, err
	}
	a.Submission = a.Submission.file()
	v := Version{
		ID: store.NewID(), SubmissionID: a.Submission.ID, Number: a.FiledVersions, Reference: reference,
		Content: canonical, ContentHash: hash, FiledBy: who.PersonID, FiledByName: filer.Name,
		FiledAt: tx.Now(), ArrivedAt: who.Arrival,
	}
	leaf, err := a.record(tx, who, "submission.filed", filedDetails(v, content))
	if err != nil {
		return Version{}, err
	}
	signed, err := s.sign(leaf)
	if err != nil {
		return Version{}, err
	}
	note, err := json.Marshal(signed)
	if err != nil {
		return Version{}, err
	}
	v.ReceiptNote = string(note)
	if err := insertVersion(tx, v); err != nil {
		return Version{}, err
	}
	return v, updateSubmission(tx, a.Submission)
}

// filedDetails is what the log, and with it the receipt, says about a filing.
func filedDetails(v Version, content Content) any {
	type file struct {
		FileName string `json:"file_name"`
		Size     int64  `json:"size"`
		SHA256   string `json:"sha256"`
	}
	details := struct {
		Reference   string        `json:"reference"`
		Number      int64         `json:"number"`
		TeamID      string        `json:"team_id"`
		StageKey    string        `json:"stage_key"`
		ArrivedAt   clock.Instant `json:"arrived_at"`
		ContentHash string        `json:"content_hash"`
		Documents   []file        `json:"documents"`
	}{v.Reference, v.Number, content.TeamID, content.StageKey, v.ArrivedAt, v.ContentHash, []file{}}
	for _, d := range content.Documents {
		details.Documents = append(details.Documents, file{d.FileName, d.Size, d.SHA256})
	}
	return details
}

// Withdraw takes the filing back before the deadline: no version counts until
// the team files again. Versions and receipts stay. Faults: as Submit, and
// submission.nothing_filed.
func (s *Service) Withdraw(ctx context.Context, who actor.Actor, submissionID string) (Submission, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Submission, error) {
		a, err := forLead(tx, who, submissionID)
		if err != nil {
			return Submission{}, err
		}
		last, err := lastVersion(tx, a.Submission)
		if err != nil {
			return Submission{}, err
		}
		receipt := Receipt{Reference: last.Reference, ArrivedAt: who.Arrival}
		if a.Submission, err = a.Submission.withdraw(); err != nil {
			return Submission{}, err
		}
		if err := updateSubmission(tx, a.Submission); err != nil {
			return Submission{}, err
		}
		if _, err := a.record(tx, who, "submission.withdrawn", fault.Args{"reference": last.Reference}); err != nil {
			return Submission{}, err
		}
		return a.Submission, s.mailLead(tx, a, "submission_withdrawn", receipt)
	})
}

// mailLead tells the team's lead what was filed or taken back.
func (s *Service) mailLead(tx *store.Tx, a access, template string, r Receipt) error {
	leads, err := team.Leads(tx, a.TeamID)
	if err != nil {
		return err
	}
	for _, lead := range leads {
		err := mail.Send(tx, mail.Message{
			To: lead.Email, Language: lead.Language, Template: template,
			Args: fault.Args{
				"team": a.team.Name, "call": a.call.Title.In(lead.Language), "stage": a.stage.Title.In(lead.Language),
				"reference": r.Reference, "at": inKST(r.ArrivedAt), "until": inKST(a.stage.ClosesAt),
				"hash": r.ContentHash, "files": len(r.Documents), "link": s.receiptLink(a.Submission.ID),
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
