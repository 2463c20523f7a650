package submission

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"wbl/internal/account"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/store"
	"wbl/internal/team"
)

// contentForm names the form of Content, so that records stay readable when a
// later form says more.
const contentForm = "wbl/submission/v1"

// Content is the canonical record of what a team filed. Its hash stands in the
// receipt and in the log. It holds no times and numbers of the filing itself, so
// that filing the same again gives the same hash.
type Content struct {
	Form          string                `json:"form"`
	CallKey       string                `json:"call_key"`
	StageKey      string                `json:"stage_key"`
	TeamID        string                `json:"team_id"`
	TeamName      string                `json:"team_name"`
	Organisations []ContentOrganisation `json:"organisations"` // the lead first
	Sections      []ContentSection      `json:"sections"`      // in the order of the form
	Requests      []Request             `json:"requests"`
	Documents     []ContentDocument     `json:"documents"` // in the order of the stage's rules
}

// ContentOrganisation is an organisation as it took part when the team filed.
type ContentOrganisation struct {
	ID                 string                   `json:"id"`
	RegistrationNumber string                   `json:"registration_number"`
	Name               string                   `json:"name"`
	Kind               account.OrganisationKind `json:"kind"`
	Role               string                   `json:"role"`
}

// ContentSection is one section with its answers.
type ContentSection struct {
	Key     string         `json:"key"`
	Answers map[string]any `json:"answers"`
}

// ContentDocument is one filed document.
type ContentDocument struct {
	ID        string `json:"id"`
	Key       string `json:"key"`
	FileName  string `json:"file_name"`
	MediaType string `json:"media_type"`
	Size      int64  `json:"size"` // bytes
	SHA256    string `json:"sha256"`
}

func (c Content) has(documentID string) bool {
	for _, d := range c.Documents {
		if d.ID == documentID {
			return true
		}
	}
	return false
}

// Section gives the answers of one section; nil when it was not filed.
func (c Content) Section(key string) map[string]any {
	for _, s := range c.Sections {
		if s.Key == key {
			return s.Answers
		}
	}
	return nil
}

// seal gives the canonical form of the content and its SHA-256 in hexadecimal.
func (c Content) seal() (canonical, hash string, err error) {
	raw, err := audit.Canonical(c)
	if err != nil {
		return "", "", err
	}
	sum := sha256.Sum256(raw)
	return string(raw), hex.EncodeToString(sum[:]), nil
}

// draft is everything that a team has prepared at a stage.
type draft struct {
	definition    call.StageDefinition
	resources     []call.Resource
	organisations []team.Participation
	sections      map[string]Section
	documents     []Document // ready and staged, as they were added
	requests      []Request
	requested     bool // the requests have been saved
}

func loadDraft(tx *store.Tx, a access) (d draft, err error) {
	d = draft{
		definition: a.stage.Definition, resources: a.call.Definition.Resources, requested: a.RequestsVersion > 0,
	}
	if d.organisations, err = team.Organisations(tx, a.TeamID); err != nil {
		return d, err
	}
	if d.sections, err = sectionsOf(tx, a.Submission.ID); err != nil {
		return d, err
	}
	if d.documents, err = documentsOf(tx, a.Submission.ID, Ready, Staged); err != nil {
		return d, err
	}
	d.requests, err = requestsOf(tx, a.Submission.ID)
	return d, err
}

// content is the draft in the form in which it is filed.
func (d draft) content(a access) Content {
	c := Content{
		Form: contentForm, CallKey: a.call.Key, StageKey: a.stage.Key, TeamID: a.team.ID, TeamName: a.team.Name,
		Organisations: []ContentOrganisation{}, Sections: []ContentSection{}, Requests: d.requests, Documents: []ContentDocument{},
	}
	for _, p := range d.organisations {
		c.Organisations = append(c.Organisations, ContentOrganisation{
			ID: p.OrganisationID, RegistrationNumber: p.Organisation.RegistrationNumber,
			Name: p.Organisation.Name, Kind: p.Organisation.Kind, Role: p.Role,
		})
	}
	for _, rule := range d.formSections() {
		c.Sections = append(c.Sections, ContentSection{Key: rule.Key, Answers: d.answers(rule.Key)})
	}
	for _, rule := range d.definition.Documents {
		for _, doc := range d.of(rule.Key, Ready) {
			c.Documents = append(c.Documents, ContentDocument{
				ID: doc.ID, Key: doc.DocumentKey, FileName: doc.FileName,
				MediaType: doc.MediaType, Size: doc.Size, SHA256: doc.SHA256,
			})
		}
	}
	return c
}

func (d draft) formSections() []call.Section {
	if d.definition.Form == nil {
		return nil
	}
	return d.definition.Form.Sections
}

func (d draft) answers(key string) map[string]any {
	if s, ok := d.sections[key]; ok {
		return s.Answers
	}
	return map[string]any{}
}

// of lists the documents with that key and status.
func (d draft) of(key string, status DocumentStatus) []Document {
	out := []Document{}
	for _, doc := range d.documents {
		if doc.DocumentKey == key && doc.Status == status {
			out = append(out, doc)
		}
	}
	return out
}

// Version is one filing. It never changes.
type Version struct {
	ID           string
	SubmissionID string
	Number       int64 // 1 for the first
	Reference    string
	Content      string // canonical JSON
	ContentHash  string // SHA-256 of Content in hexadecimal
	FiledBy      string
	FiledByName  string // as the person was called then
	FiledAt      clock.Instant
	ArrivedAt    clock.Instant // when the head of the request had arrived: what the deadline was compared with
	ReceiptNote  string
}

// TableName names the table of versions.
func (Version) TableName() string { return "submission_versions" }

// Parse reads what was filed.
func (v Version) Parse() (Content, error) {
	var c Content
	err := json.Unmarshal([]byte(v.Content), &c)
	return c, err
}
