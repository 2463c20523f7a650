package view

import (
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/submission"
	"wbl/internal/text"
)

// SubmissionSummary is a submission as a list shows it.
// SubmissionSummary is how the API shows it.
type SubmissionSummary struct {
	ID            string `json:"id"`
	TeamID        string `json:"team_id"`
	StageID       string `json:"stage_id"`
	Status        string `json:"status" enum:"draft,filed"`
	FiledVersions int64  `json:"filed_versions" doc:"How often it was filed; the last version counts."`
}

// NewSubmissionSummary shows what a service gave.
func NewSubmissionSummary(s submission.Submission) SubmissionSummary {
	return SubmissionSummary{ID: s.ID, TeamID: s.TeamID, StageID: s.StageID, Status: string(s.Status), FiledVersions: s.FiledVersions}
}

// Submission is how the API shows it.
type Submission struct {
	SubmissionSummary
	Team        TeamSummary         `json:"team"`
	CallTitle   call.Text           `json:"call_title"`
	Contact     call.Contact        `json:"contact"`
	Stage       Stage               `json:"stage"`
	Resources   []call.Resource     `json:"resources"`
	MyRole      string              `json:"my_role" enum:"lead,member,"`
	Writable    bool                `json:"writable"`
	MayFile     bool                `json:"may_file"`
	Tasks       []Task              `json:"tasks"`
	Missing     []ProblemField      `json:"missing"`
	Sections    []Section           `json:"sections"`
	Documents   []Document          `json:"documents"`
	Requests    Requests            `json:"requests"`
	Eligibility []Finding           `json:"eligibility"`
	Versions    []Version           `json:"versions" doc:"The newest first."`
	Filed       *submission.Content `json:"filed,omitempty" doc:"The version that counts."`
	Changed     bool                `json:"changed" doc:"The draft differs from the version that counts."`
	ServerTime  clock.Instant       `json:"server_time" format:"date-time"`
}

// Task is how the API shows it.
type Task struct {
	Kind     string         `json:"kind" enum:"section,document,requests,submit"`
	Key      string         `json:"key"`
	Title    call.Text      `json:"title"`
	Status   string         `json:"status" enum:"not_started,in_progress,completed,cannot_start_yet,problem"`
	Optional bool           `json:"optional"`
	Problems []ProblemField `json:"problems"`
}

// Section is how the API shows it.
type Section struct {
	Key       string         `json:"key"`
	Answers   map[string]any `json:"answers"`
	Complete  bool           `json:"complete"`
	Version   int64          `json:"version" doc:"Goes into If-Match; 0 until first saved."`
	UpdatedAt clock.Instant  `json:"updated_at,omitzero" required:"false" format:"date-time"`
}

// NewSection shows what a service gave.
func NewSection(s submission.Section) Section {
	return Section{Key: s.SectionKey, Answers: s.Answers, Complete: s.Complete, Version: s.Version, UpdatedAt: s.UpdatedAt}
}

// Document is how the API shows it.
type Document struct {
	ID          string        `json:"id"`
	DocumentKey string        `json:"document_key"`
	FileName    string        `json:"file_name"`
	MediaType   string        `json:"media_type" doc:"By its bytes; empty until it has arrived."`
	Size        int64         `json:"size"`
	SHA256      string        `json:"sha256"`
	Status      string        `json:"status" enum:"staged,ready,removed"`
	CreatedAt   clock.Instant `json:"created_at" format:"date-time"`
}

// NewDocument shows what a service gave.
func NewDocument(d submission.Document) Document {
	return Document{
		ID: d.ID, DocumentKey: d.DocumentKey, FileName: d.FileName, MediaType: d.MediaType, Size: d.Size,
		SHA256: d.SHA256, Status: string(d.Status), CreatedAt: d.CreatedAt,
	}
}

// Requests is how the API shows it.
type Requests struct {
	Items   []submission.Request `json:"items"`
	Version int64                `json:"version" doc:"Goes into If-Match; 0 until first saved."`
}

// Version is how the API shows it.
type Version struct {
	Number      int64         `json:"number"`
	Reference   string        `json:"reference"`
	ContentHash string        `json:"content_hash"`
	ArrivedAt   clock.Instant `json:"arrived_at" format:"date-time"`
	Counts      bool          `json:"counts"`
}

// SayFields gives the sentences of fields in the language.
func SayFields(language string, fields []fault.Field) []ProblemField {
	out := []ProblemField{}
	for _, f := range fields {
		out = append(out, ProblemField{Location: f.Location, Code: f.Code, Message: text.Say(language, f.Code, f.Args)})
	}
	return out
}

// NewSubmission shows what a service gave.
func NewSubmission(language string, v submission.View, now clock.Instant) Submission {
	view := Submission{
		SubmissionSummary: NewSubmissionSummary(v.Submission), Team: NewTeamSummary(v.Team), CallTitle: v.Call.Title,
		Contact: v.Call.Definition.Contact, Stage: NewStage(v.Stage, v.Stage.EffectivePhase(v.Call, now)),
		Resources: Filled(v.Call.Definition.Resources), MyRole: v.MyRole, Writable: v.Writable, MayFile: v.MayFile,
		Tasks: []Task{}, Missing: SayFields(language, v.Missing), Sections: []Section{}, Documents: []Document{},
		Requests:    Requests{Items: Filled(v.Requests), Version: v.RequestsVersion},
		Eligibility: []Finding{}, Versions: []Version{}, Filed: v.Filed, Changed: v.Changed, ServerTime: now,
	}
	for _, t := range v.Tasks {
		view.Tasks = append(view.Tasks, Task{
			Kind: string(t.Kind), Key: t.Key, Title: t.Title, Status: string(t.Status), Optional: t.Optional,
			Problems: SayFields(language, t.Problems),
		})
	}
	for _, section := range v.Sections {
		view.Sections = append(view.Sections, NewSection(section))
	}
	for _, d := range v.Documents {
		view.Documents = append(view.Documents, NewDocument(d))
	}
	for _, f := range v.Eligibility {
		view.Eligibility = append(view.Eligibility, NewFinding(language, f))
	}
	for _, n := range v.Versions {
		view.Versions = append(view.Versions, Version{
			Number: n.Version.Number, Reference: n.Version.Reference, ContentHash: n.Version.ContentHash,
			ArrivedAt: n.Version.ArrivedAt, Counts: n.Counts,
		})
	}
	return view
}

// Receipt is how the API shows it.
type Receipt struct {
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

// NewReceipt shows what a service gave.
func NewReceipt(r submission.Receipt) Receipt {
	view := Receipt{
		SubmissionID: r.SubmissionID, Reference: r.Reference, Number: r.Number, Counts: r.Counts, CallKey: r.CallKey,
		CallTitle: r.CallTitle, StageTitle: r.StageTitle, TeamName: r.TeamName, LeadOrganisation: r.LeadOrganisation,
		FiledBy: r.FiledBy, ArrivedAt: r.ArrivedAt, FiledAt: r.FiledAt, ContentHash: r.ContentHash,
		Documents: Filled(r.Documents), Contact: r.Contact, Signed: r.Signed, VerifierKey: r.VerifierKey, Link: r.Link,
	}
	if r.Next != nil {
		view.NextStage, view.NextResultAt = &r.Next.StageTitle, r.Next.ResultAt
	}
	return view
}
