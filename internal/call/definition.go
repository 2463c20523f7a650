package call

import (
	"wbl/internal/account"
	"wbl/internal/scoring"
)

// Definition is what a call says about itself beside its title and stages.
type Definition struct {
	Summary    Text        `json:"summary"`
	Organisers []Organiser `json:"organisers,omitempty"`
	Contact    Contact     `json:"contact"`
	// MaxTeamsSelected is the most teams that the call can select.
	MaxTeamsSelected int          `json:"max_teams_selected,omitempty"`
	Budget           []BudgetLine `json:"budget,omitempty"`
	Resources        []Resource   `json:"resources,omitempty"`
	Eligibility      []Rule       `json:"eligibility,omitempty"`
	Disclosure       Disclosure   `json:"disclosure"`
	// ObjectionDays is how long a notified result can be objected to, in days.
	ObjectionDays int `json:"objection_days,omitempty"`
	// ShortNoticeReason says in public why the call is announced for fewer than
	// MinimumNoticeDays; empty for a call that is not.
	ShortNoticeReason Text `json:"short_notice_reason,omitzero"`
}

// Organiser is a body that stands behind the call, and its part in it.
type Organiser struct {
	Name Text `json:"name"`
	Role Text `json:"role"`
}

// Contact is where questions go. Everything but the name can be empty.
type Contact struct {
	Name  Text   `json:"name"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
	URL   string `json:"url,omitempty"` // http or https
}

// BudgetLine is one published line of the call's budget, in won.
type BudgetLine struct {
	Key       string `json:"key"`
	Title     Text   `json:"title"`
	AmountWon int64  `json:"amount_won"`
}

// Resource is something that a team can ask for. Amounts are whole units.
type Resource struct {
	Key   string       `json:"key"`
	Kind  ResourceKind `json:"kind"`
	Title Text         `json:"title"`
	Unit  Text         `json:"unit"`
	// Step is the granularity of a request: 8 where GPUs come by the node.
	Step int64 `json:"step"`
	// Maximum is the most that one team can ask for.
	Maximum int64 `json:"maximum"`
}

// ResourceKind says what a resource is.
type ResourceKind string

// The kinds of resource.
const (
	GPU    ResourceKind = "gpu"
	Money  ResourceKind = "money"
	Data   ResourceKind = "data"
	Talent ResourceKind = "talent"
)

// Rule is one rule of eligibility. Package team answers it for a team.
type Rule struct {
	Key    string     `json:"key"`
	Kind   RuleKind   `json:"kind"`
	Title  Text       `json:"title"`
	Params RuleParams `json:"params,omitzero"`
}

// RuleParams are the parameters of a rule; each kind uses the ones it names.
type RuleParams struct {
	Maximum int                        `json:"maximum,omitempty"`
	Kinds   []account.OrganisationKind `json:"kinds,omitempty"`
}

// RuleKind says what a rule of eligibility looks at.
type RuleKind string

// The kinds of rule, each with the parameters it uses.
const (
	UniversityRequired RuleKind = "university_required" // a university takes part, as lead or participant
	MaxOrganisations   RuleKind = "max_organisations"   // Maximum organisations in all
	LeadKindExcluded   RuleKind = "lead_kind_excluded"  // none of Kinds may lead
	KindExcluded       RuleKind = "kind_excluded"       // none of Kinds may take part
	OneLeadPerCall     RuleKind = "one_lead_per_call"   // an organisation leads at most one team
	NotBanned          RuleKind = "not_banned"          // no ban in force at the deadline
	PersonDecides      RuleKind = "person_decides"      // no machine can tell: people look
)

// Disclosure says what becomes known of a stage's result, and to whom.
type Disclosure struct {
	Applicants ApplicantDisclosure `json:"applicants"`
	Public     PublicDisclosure    `json:"public"`
}

// ApplicantDisclosure is what a team sees of its own result after the release.
type ApplicantDisclosure struct {
	OwnPoints bool `json:"own_points"`
	Reasons   bool `json:"reasons"`
}

// PublicDisclosure is what everybody sees after the release.
type PublicDisclosure struct {
	List   ListDisclosure   `json:"list"`
	Points PointsDisclosure `json:"points"`
}

// ListDisclosure says which teams are named, always in the order of their names.
type ListDisclosure string

// The lists that can be published.
const (
	ListNone       ListDisclosure = "none"
	ListSelected   ListDisclosure = "selected_alphabetical"
	ListApplicants ListDisclosure = "applicants_alphabetical"
)

// PointsDisclosure says which figures are published.
type PointsDisclosure string

// The figures that can be published: none, the best and the mean per part, or all.
const (
	PointsNone        PointsDisclosure = "none"
	PointsBestAndMean PointsDisclosure = "best_and_mean"
	PointsFull        PointsDisclosure = "full"
)

// StageDefinition is what a stage asks for and how it is decided.
type StageDefinition struct {
	// Form is what teams fill in; nil where they fill in nothing.
	Form      *Form          `json:"form,omitempty"`
	Documents []DocumentRule `json:"documents,omitempty"`
	// Reads are the keys of the earlier stages whose filings the judges read.
	Reads []string `json:"reads,omitempty"`
	// Requests says that teams ask for resources at this stage.
	Requests bool   `json:"requests,omitempty"`
	Gates    []Gate `json:"gates,omitempty"`
	// Tree states how the stage is scored; nil where gates alone decide.
	Tree     *scoring.Tree   `json:"tree,omitempty"`
	Criteria []CriterionText `json:"criteria,omitempty"`
	// Quota is how many teams can pass; 0 sets no limit. It equals the tree's.
	Quota int `json:"quota,omitempty"`
	// JudgesMin is the fewest judges that each team must be given.
	JudgesMin int `json:"judges_min,omitempty"`
}

// Files reports whether teams file anything at the stage.
func (d StageDefinition) Files() bool {
	return d.Form != nil || len(d.Documents) > 0 || d.Requests
}

// Document gives the rule of the document with this key.
func (d StageDefinition) Document(key string) (DocumentRule, bool) {
	for _, rule := range d.Documents {
		if rule.Key == key {
			return rule, true
		}
	}
	return DocumentRule{}, false
}

// Section gives the section of the form with this key.
func (d StageDefinition) Section(key string) (Section, bool) {
	if d.Form == nil {
		return Section{}, false
	}
	for _, section := range d.Form.Sections {
		if section.Key == key {
			return section, true
		}
	}
	return Section{}, false
}

// DocumentRule is one kind of document that teams upload.
type DocumentRule struct {
	Key        string         `json:"key"`
	Title      Text           `json:"title"`
	Help       Text           `json:"help,omitzero"`
	Types      []DocumentType `json:"types"`
	MaxBytes   int64          `json:"max_bytes"`
	MaxFiles   int            `json:"max_files"`
	Required   bool           `json:"required"`
	JudgesRead bool           `json:"judges_read"`
}

// DocumentType is a type of file.
type DocumentType string

// The types of file that documents can be asked for in.
const (
	PDF  DocumentType = "pdf"
	HWP  DocumentType = "hwp"
	HWPX DocumentType = "hwpx"
	XLSX DocumentType = "xlsx"
	ZIP  DocumentType = "zip"
)

// Gate is a question that named people answer with pass or fail and a reason.
type Gate struct {
	Key   string `json:"key"`
	Title Text   `json:"title"`
	Help  Text   `json:"help,omitzero"`
}

// CriterionText is what judges read about one criterion of the score tree, and
// how long their comment on it must be, in characters.
type CriterionText struct {
	Key        string `json:"key"`
	Title      Text   `json:"title"`
	Help       Text   `json:"help,omitzero"`
	CommentMin int    `json:"comment_min,omitempty"`
	CommentMax int    `json:"comment_max,omitempty"`
}
