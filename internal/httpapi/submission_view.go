package httpapi

import (
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/submission"
	"wbl/internal/text"
)

// SubmissionSummary is a submission as a list shows it.
type SubmissionSummary struct {
	ID            string `json:"id"`
	TeamID        string `json:"team_id"`
	StageID       string `json:"stage_id"`
	Status        string `json:"status" enum:"draft,filed"`
	FiledVersions int64  `json:"filed_versions" doc:"How often it was filed; the last version counts."`
}

func viewSubmissionSummary(s submission.Submission) SubmissionSummary {
	return SubmissionSummary{ID: s.ID, TeamID: s.TeamID, StageID: s.StageID, Status: string(s.Status), FiledVersions: s.FiledVersions}
}

type submissionView struct {
	SubmissionSummary
	Team        TeamSummary         `json:"team"`
	CallTitle   call.Text           `json:"call_title"`
	Contact     call.Contact        `json:"contact"`
	Stage       stageView           `json:"stage"`
	Resources   []call.Resource     `json:"resources"`
	MyRole      string              `json:"my_role" enum:"lead,member,"`
	Writable    bool                `json:"writable"`
	MayFile     bool                `json:"may_file"`
	Tasks       []taskView          `json:"tasks"`
	Missing     []ProblemField      `json:"missing"`
	Sections    []sectionView       `json:"sections"`
	Documents   []documentView      `json:"documents"`
	Requests    requestsView        `json:"requests"`
	Eligibility []findingView       `json:"eligibility"`
	Versions    []versionView       `json:"versions" doc:"The newest first."`
	Filed       *submission.Content `json:"filed,omitempty" doc:"The version that counts."`
	Changed     bool                `json:"changed" doc:"The draft differs from the version that counts."`
	ServerTime  clock.Instant       `json:"server_time" format:"date-time"`
}

type taskView struct {
	Kind     string         `json:"kind" enum:"section,document,requests,submit"`
	Key      string         `json:"key"`
	Title    call.Text      `json:"title"`
	Status   string         `json:"status" enum:"not_started,in_progress,completed,cannot_start_yet,problem"`
	Optional bool           `json:"optional"`
	Problems []ProblemField `json:"problems"`
}

type sectionView struct {
	Key       string         `json:"key"`
	Answers   map[string]any `json:"answers"`
	Complete  bool           `json:"complete"`
	Version   int64          `json:"version" doc:"Goes into If-Match; 0 until first saved."`
	UpdatedAt clock.Instant  `json:"updated_at,omitzero" required:"false" format:"date-time"`
}

func viewSection(s submission.Section) sectionView {
	return sectionView{Key: s.SectionKey, Answers: s.Answers, Complete: s.Complete, Version: s.Version, UpdatedAt: s.UpdatedAt}
}

type documentView struct {
	ID          string        `json:"id"`
	DocumentKey string        `json:"document_key"`
	FileName    string        `json:"file_name"`
	MediaType   string        `json:"media_type" doc:"By its bytes; empty until it has arrived."`
	Size        int64         `json:"size"`
	SHA256      string        `json:"sha256"`
	Status      string        `json:"status" enum:"staged,ready,removed"`
	CreatedAt   clock.Instant `json:"created_at" format:"date-time"`
}

func viewDocument(d submission.Document) documentView {
	return documentView{
		ID: d.ID, DocumentKey: d.DocumentKey, FileName: d.FileName, MediaType: d.MediaType, Size: d.Size,
		SHA256: d.SHA256, Status: string(d.Status), CreatedAt: d.CreatedAt,
	}
}

type requestsView struct {
	Items   []submission.Request `json:"items"`
	Version int64                `json:"version" doc:"Goes into If-Match; 0 until first saved."`
}

type versionView struct {
	Number      int64         `json:"number"`
	Reference   string        `json:"reference"`
	ContentHash string        `json:"content_hash"`
	ArrivedAt   clock.Instant `json:"arrived_at" format:"date-time"`
	Counts      bool          `json:"counts"`
}

func sayFields(language string, fields []fault.Field) []ProblemField {
	out := []ProblemField{}
	for _, f := range fields {
		out = append(out, ProblemField{Location: f.Location, Code: f.Code, Message: text.Say(language, f.Code, f.Args)})
	}
	return out
}

func (s *Server) viewSubmission(language string, v submission.View) submissionView {
	view := submissionView{
		SubmissionSummary: viewSubmissionSummary(v.Submission), Team: viewTeamSummary(v.Team), CallTitle: v.Call.Title,
		Contact: v.Call.Definition.Contact, Stage: viewStage(v.Stage, v.Stage.EffectivePhase(v.Call, s.cfg.Clock.Now())),
		Resources: filled(v.Call.Definition.Resources), MyRole: v.MyRole, Writable: v.Writable, MayFile: v.MayFile,
		Tasks: []taskView{}, Missing: sayFields(language, v.Missing), Sections: []sectionView{}, Documents: []documentView{},
		Requests:    requestsView{Items: filled(v.Requests), Version: v.RequestsVersion},
		Eligibility: []findingView{}, Versions: []versionView{}, Filed: v.Filed, Changed: v.Changed, ServerTime: s.cfg.Clock.Now(),
	}
	for _, t := range v.Tasks {
		view.Tasks = append(view.Tasks, taskView{
			Kind: string(t.Kind), Key: t.Key, Title: t.Title, Status: string(t.Status), Optional: t.Optional,
			Problems: sayFields(language, t.Problems),
		})
	}
	for _, section := range v.Sections {
		view.Sections = append(view.Sections, viewSection(section))
	}
	for _, d := range v.Documents {
		view.Documents = append(view.Documents, viewDocument(d))
	}
	for _, f := range v.Eligibility {
		view.Eligibility = append(view.Eligibility, viewFinding(language, f))
	}
	for _, n := range v.Versions {
		view.Versions = append(view.Versions, versionView{
			Number: n.Version.Number, Reference: n.Version.Reference, ContentHash: n.Version.ContentHash,
			ArrivedAt: n.Version.ArrivedAt, Counts: n.Counts,
		})
	}
	return view
}

type receiptView struct {
	SubmissionID     string                       `json:"submission_id"`
	Reference        string                       `json:"reference"`
	Number           int64                        `json:"number"`
	Counts           bool                         `json:"counts"`
	CallKey          string                       `json:"call_key"`
	CallTitle        call.Text                    `json:"call_title"`
	StageTitle       call.Text                    `json:"stage_title"`
	TeamName         string                       `json:"team_name"`
	LeadOrganisation string                       `json:"lead_organisation"`
	FiledBy          string                       `json:"filed_by"`
	ArrivedAt        clock.Instant                `json:"arrived_at" format:"date-time"`
	FiledAt          clock.Instant                `json:"filed_at" format:"date-time"`
	ContentHash      string                       `json:"content_hash"`
	Documents        []submission.ContentDocument `json:"documents"`
	NextStage        *call.Text                   `json:"next_stage,omitempty"`
	NextResultAt     clock.Instant                `json:"next_result_at,omitzero" required:"false" format:"date-time"`
	Contact          call.Contact                 `json:"contact"`
	Signed           audit.Receipt                `json:"signed" doc:"What wbl verify receipt reads."`
	VerifierKey      string                       `json:"verifier_key"`
	Link             string                       `json:"link"`
}

func viewReceipt(r submission.Receipt) receiptView {
	view := receiptView{
		SubmissionID: r.SubmissionID, Reference: r.Reference, Number: r.Number, Counts: r.Counts, CallKey: r.CallKey,
		CallTitle: r.CallTitle, StageTitle: r.StageTitle, TeamName: r.TeamName, LeadOrganisation: r.LeadOrganisation,
		FiledBy: r.FiledBy, ArrivedAt: r.ArrivedAt, FiledAt: r.FiledAt, ContentHash: r.ContentHash,
		Documents: filled(r.Documents), Contact: r.Contact, Signed: r.Signed, VerifierKey: r.VerifierKey, Link: r.Link,
	}
	if r.Next != nil {
		view.NextStage, view.NextResultAt = &r.Next.StageTitle, r.Next.ResultAt
	}
	return view
}
