package httpapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"wbl/internal/clock"
	"wbl/internal/httpapi/view"
	"wbl/internal/submission"
)

func (s *Server) teamSubmissions(ctx context.Context, in *ByID) (*list[view.SubmissionSummary], error) {
	mine, err := s.Submission.OfTeam(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(mine, view.NewSubmissionSummary), nil
}

type openSubmissionRequest struct {
	ByID
	Body struct {
		StageID string `json:"stage_id" maxLength:"64"`
	}
}

func (s *Server) openSubmission(ctx context.Context, in *openSubmissionRequest) (*answer[view.SubmissionSummary], error) {
	opened, err := s.Submission.Open(ctx, whoIs(ctx), in.ID, in.Body.StageID)
	return ok(view.NewSubmissionSummary(opened), err)
}

func (s *Server) submission(ctx context.Context, in *ByID) (*answer[view.Submission], error) {
	who := whoIs(ctx)
	v, err := s.Submission.Get(ctx, who, in.ID)
	return ok(view.NewSubmission(who.Language, v, s.cfg.Clock.Now()), err)
}

type saveSectionRequest struct {
	ByID
	IfMatch
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Answers  map[string]any `json:"answers"`
		Complete bool           `json:"complete" doc:"The team's own answer to whether the section is done."`
	}
}

func (s *Server) saveSection(ctx context.Context, in *saveSectionRequest) (*tagged[view.Section], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	section, err := s.Submission.SaveSection(ctx, whoIs(ctx), submission.SectionInput{
		SubmissionID: in.ID, Key: in.Key, Answers: in.Body.Answers, Complete: in.Body.Complete, IfVersion: version,
	})
	return versioned(view.NewSection(section), section.Version, err)
}

type putRequestsRequest struct {
	ByID
	IfMatch
	Body struct {
		Items []submission.Request `json:"items" maxItems:"50"`
	}
}

func (s *Server) putRequests(ctx context.Context, in *putRequestsRequest) (*tagged[view.Requests], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	requests, saved, err := s.Submission.PutRequests(ctx, whoIs(ctx), submission.RequestsInput{
		SubmissionID: in.ID, Requests: in.Body.Items, IfVersion: version,
	})
	return versioned(view.Requests{Items: view.Filled(requests), Version: saved}, saved, err)
}

type outcomeView struct {
	Receipt     view.Receipt   `json:"receipt"`
	Eligibility []view.Finding `json:"eligibility"`
}

func (s *Server) submit(ctx context.Context, in *ByID) (*answer[outcomeView], error) {
	who := whoIs(ctx)
	out, err := s.Submission.Submit(ctx, who, in.ID)
	shown := outcomeView{Receipt: view.NewReceipt(out.Receipt), Eligibility: []view.Finding{}}
	for _, f := range out.Eligibility {
		shown.Eligibility = append(shown.Eligibility, view.NewFinding(who.Language, f))
	}
	return ok(shown, err)
}

func (s *Server) withdrawSubmission(ctx context.Context, in *ByID) (*answer[view.SubmissionSummary], error) {
	withdrawn, err := s.Submission.Withdraw(ctx, whoIs(ctx), in.ID)
	return ok(view.NewSubmissionSummary(withdrawn), err)
}

func (s *Server) receipts(ctx context.Context, in *ByID) (*list[view.Receipt], error) {
	receipts, err := s.Submission.Receipts(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(receipts, view.NewReceipt), nil
}

type receiptRequest struct {
	ByID
	Reference string `query:"reference" maxLength:"64" doc:"Of one version; without it the last one."`
}

func (s *Server) receipt(ctx context.Context, in *receiptRequest) (*answer[view.Receipt], error) {
	r, err := s.Submission.Receipt(ctx, whoIs(ctx), in.ID, in.Reference)
	return ok(view.NewReceipt(r), err)
}

// file is an answer that browsers save.
type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func pdfFile(name string, bytes []byte, err error) (*file, error) {
	if err != nil {
		return nil, err
	}
	return &file{ContentType: "application/pdf", Disposition: attachment(name), Body: bytes}, nil
}

// givesPDF documents an answer of bytes.
func givesPDF(op *huma.Operation) {
	op.Responses = map[string]*huma.Response{"200": {
		Description: "A PDF", Content: map[string]*huma.MediaType{"application/pdf": {Schema: binarySchema}},
	}}
}

var binarySchema = &huma.Schema{Type: huma.TypeString, Format: "binary"}

func (s *Server) receiptPDF(ctx context.Context, in *receiptRequest) (*file, error) {
	bytes, err := s.Submission.ReceiptPDF(ctx, whoIs(ctx), in.ID, in.Reference)
	return pdfFile("receipt-"+in.Reference+".pdf", bytes, err)
}

type filingView struct {
	Team         view.TeamSummary `json:"team"`
	SubmissionID string           `json:"submission_id" doc:"Empty when nothing was filed."`
	Filed        bool             `json:"filed"`
	Reference    string           `json:"reference"`
	ArrivedAt    clock.Instant    `json:"arrived_at,omitzero" required:"false" format:"date-time"`
}

func (s *Server) filings(ctx context.Context, in *ByID) (*list[filingView], error) {
	filings, err := s.Submission.Filings(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(filings, func(f submission.Filing) filingView {
		return filingView{
			Team: view.NewTeamSummary(f.Team), SubmissionID: f.SubmissionID, Filed: f.Filed,
			Reference: f.Version.Reference, ArrivedAt: f.Version.ArrivedAt,
		}
	}), nil
}
