package submission

import (
	"context"
	"slices"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// View is a submission as the actor sees it. Members see the draft and all
// versions; those who oversee the call see the version that counts and nothing
// else, once the stage was moved past filing. After the deadline everything stays
// readable to members.
type View struct {
	Submission
	Team     team.Team
	Call     call.Call
	Stage    call.Stage
	MyRole   string // "" for somebody outside of the team
	Writable bool   // the draft can be changed now
	MayFile  bool   // the actor may file it now, complete or not

	Tasks       []Task
	Missing     []fault.Field // everything that keeps it from being filed
	Sections    []Section     // in the order of the form, also those not begun
	Documents   []Document    // ready and staged
	Requests    []Request
	Eligibility []team.Finding

	Versions []VersionSummary // the newest first
	Filed    *Content         // the version that counts; nil when none does
	Changed  bool             // the draft differs from the version that counts
}

// VersionSummary names one filing.
type VersionSummary struct {
	Version Version
	Counts  bool
}

// Get gives the submission; to anyone who may not know of it there is none
// (submission.not_found).
func (s *Service) Get(ctx context.Context, who actor.Actor, submissionID string) (v View, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		a, err := seen(tx, who, submissionID)
		if err != nil {
			return err
		}
		v, err = viewOf(tx, who, a)
		return err
	})
	return v, err
}

// OfTeam lists the team's submissions to its members, in the order of the
// stages.
func (s *Service) OfTeam(ctx context.Context, who actor.Actor, teamID string) (mine []Submission, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		_, role, err := team.Seen(tx, who, teamID)
		if err != nil {
			return err
		}
		if role == "" {
			return fault.New(fault.Forbidden, "submission.members_only")
		}
		mine, err = submissionsOfTeam(tx, teamID)
		return err
	})
	return mine, err
}

func viewOf(tx *store.Tx, who actor.Actor, a access) (View, error) {
	v := View{Submission: a.Submission, Team: a.team, Call: a.call, Stage: a.stage, MyRole: a.role}
	err := v.addFiled(tx, a)
	if err != nil {
		return v, err
	}
	if v.Eligibility, err = team.Eligibility(tx, a.team, a.call); err != nil {
		return v, err
	}
	if a.role == "" {
		return v, v.forOutside()
	}
	v.Writable = a.checkChangeable(who) == nil
	v.MayFile = v.Writable && a.role == team.RoleLead
	d, err := loadDraft(tx, a)
	if err != nil {
		return v, err
	}
	return v, v.addDraft(a, d)
}

func (v *View) addFiled(tx *store.Tx, a access) error {
	versions, err := versionsOf(tx, a.Submission.ID)
	if err != nil {
		return err
	}
	v.Versions = []VersionSummary{}
	for _, version := range versions {
		counts := a.Status == Filed && version.Number == a.FiledVersions
		v.Versions = append(v.Versions, VersionSummary{Version: version, Counts: counts})
		if counts {
			content, err := version.Parse()
			if err != nil {
				return err
			}
			v.Filed = &content
		}
	}
	return nil
}

// forOutside leaves the version that counts. What was filed and then replaced
// or taken back is the team's own business.
func (v *View) forOutside() error {
	if v.Filed == nil {
		return errNotFound()
	}
	v.Versions = slices.DeleteFunc(v.Versions, func(s VersionSummary) bool { return !s.Counts })
	v.Tasks, v.Missing, v.Sections, v.Documents = []Task{}, []fault.Field{}, []Section{}, []Document{}
	v.Requests = []Request{}
	return nil
}

func (v *View) addDraft(a access, d draft) error {
	unchanged := false
	if v.Filed != nil {
		_, now, err := d.content(a).seal()
		if err != nil {
			return err
		}
		unchanged = v.Versions[0].Version.ContentHash == now
		v.Changed = !unchanged
	}
	v.Tasks = d.tasks(v.Writable, v.Filed != nil, unchanged)
	v.Missing = d.missing()
	v.Documents, v.Requests = d.documents, d.requests
	v.Sections = []Section{}
	for _, rule := range d.formSections() {
		section, saved := d.sections[rule.Key]
		if !saved {
			section = Section{SubmissionID: a.Submission.ID, SectionKey: rule.Key, Answers: map[string]any{}}
		}
		v.Sections = append(v.Sections, section)
	}
	return nil
}
