package submission_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/storetest"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// filedBy gives another team a filing of that many versions, or none.
func (w *world) filedBy(name string, status submission.Status, versions int64) {
	w.t.Helper()
	w.create(
		&account.Organisation{ID: "org-" + name, RegistrationNumber: name, Name: name, SortName: name, CreatedBy: "lead"},
		&team.Team{ID: name, CallID: "call", Name: name, LeadOrganisationID: "org-" + name, SortName: name, Status: team.Active, CreatedBy: "lead"},
		&team.Entry{ID: "entry-" + name, StageID: "documents", TeamID: name, Outcome: team.Undecided},
		&submission.Submission{ID: "sub-" + name, TeamID: name, StageID: "documents", Status: status, FiledVersions: versions})
	for n := range versions {
		w.create(&submission.Version{
			ID: fmt.Sprintf("%s-%d", name, n+1), SubmissionID: "sub-" + name, Number: n + 1, Reference: fmt.Sprintf("%s-%d", name, n+1),
			Content: "{}", FiledBy: "lead", FiledAt: w.clock.Now(),
		})
	}
}

func TestFilingsGiveOfEachTeamTheVersionThatCounts(t *testing.T) {
	w := newWorld(t)
	w.audience()
	w.screen()
	tally := storetest.NewTally(t, w.store)
	list := func() (lines []string, cost storetest.Count) {
		cost = tally.Of(func() {
			filings, err := w.subs.Filings(ctx, w.as("admin"), "documents")
			w.must(err)
			for _, f := range filings {
				lines = append(lines, fmt.Sprint(f.Team.Name, " ", f.Filed, " ", f.SubmissionID, " ", f.Version.Reference))
			}
		})
		return lines, cost
	}
	w.filedBy("a", submission.Filed, 3)
	_, cost := list()
	w.filedBy("b", submission.Draft, 2) // taken back
	w.filedBy("c", submission.Draft, 0)
	w.filedBy("d", submission.Filed, 2)
	lines, costOfMore := list()
	want := []string{"a true sub-a a-3", "b false  ", "c false  ", "d true sub-d d-2", "카카오 팀 false  "}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("filings (-want +got):\n%s", diff)
	}
	if costOfMore.Statements != cost.Statements || cost.Statements == 0 {
		t.Errorf("%d statements for two teams, %d for five", cost.Statements, costOfMore.Statements)
	}
	if more := costOfMore.Rows - cost.Rows; more != 3+3+1 {
		t.Errorf("%d more rows for three places, three teams and the version that counts", more)
	}
}
