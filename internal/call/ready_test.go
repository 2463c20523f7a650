package call

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/configs"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/scoring"
	"wbl/internal/text"
)

var announced = clock.FromTime(time.Date(2025, 6, 20, 9, 0, 0, 0, clock.KST))

func ready2025(t *testing.T) Input {
	t.Helper()
	raw, err := configs.Call("wbl-2025")
	if err != nil {
		t.Fatal(err)
	}
	in, found := Parse(raw)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return in
}

func placesOf(found []fault.Field) []string {
	out := []string{}
	for _, field := range found {
		out = append(out, field.Location+" "+field.Code)
	}
	return out
}

func TestTheSelectionOf2025IsReady(t *testing.T) {
	if got := placesOf(ready2025(t).missing(1, announced)); len(got) > 0 {
		t.Error(got)
	}
}

func TestAnEmptyDraftHasEverythingMissing(t *testing.T) {
	in := Input{
		Key: "a-call", Programme: "p", Title: Text{Ko: "가"},
		Stages: []StageInput{
			{
				Key: "documents", Kind: KindDocuments, Title: Text{Ko: "가"},
				StageDefinition: StageDefinition{Form: &Form{}, Documents: []DocumentRule{
					{Key: "plan", Title: Text{Ko: "가"}, Types: []DocumentType{PDF}, MaxBytes: 1, MaxFiles: 1},
				}},
			},
			{
				Key: "paper", Kind: KindPaper, Title: Text{Ko: "가"},
				StageDefinition: StageDefinition{
					Tree: &scoring.Tree{
						Root: scoring.Node{Key: "paper", Points: scoring.NewPoints(90), Panel: &scoring.Panel{
							Criteria: []scoring.Criterion{
								{Key: "a", Points: scoring.NewPoints(50), Step: scoring.NewPoints(1)},
								{Key: "b", Points: scoring.NewPoints(30), Step: scoring.NewPoints(1)},
							},
							Aggregation: scoring.Aggregation{Method: scoring.Mean}, Missing: scoring.MissingBlocks,
						}},
						Display: scoring.Display{Scale: 1, Rounding: scoring.HalfUp},
						Ranking: scoring.RankRules{Compare: scoring.CompareExact},
					},
					Criteria: []CriterionText{{Key: "a", Title: Text{Ko: "가"}}, {Key: "c", Title: Text{Ko: "가", En: "c"}, CommentMax: 5}},
				},
			},
		},
	}
	want := []string{
		"call.approvers call.approver_missing",
		"call.title.en input.required",
		"call.summary.ko input.required",
		"call.summary.en input.required",
		"call.organisers call.organisers_missing",
		"call.contact.name.ko input.required",
		"call.contact.name.en input.required",
		"call.max_teams_selected input.required",
		"call.objection_days input.required",
		"call.budget call.budget_missing",
		"call.disclosure.public.list input.required",
		"call.disclosure.public.points input.required",
		"call.stages[0].title.en input.required",
		"call.stages[0].opens_at call.date_missing",
		"call.stages[0].closes_at call.date_missing",
		"call.stages[0].evaluation_until call.date_missing",
		"call.stages[0].result_at call.date_missing",
		"call.stages[0].form.sections input.required",
		"call.stages[0].documents[0].title.en input.required",
		"call.stages[0].gates call.gate_or_tree_missing",
		"call.stages[1].title.en input.required",
		"call.stages[1].evaluation_until call.date_missing",
		"call.stages[1].result_at call.date_missing",
		"call.stages[1].tree.root.panel.criteria scoring.points_do_not_total",
		"call.stages[1].tree.root.points call.points_not_hundred",
		"call.stages[1].judges_min input.required",
		"call.stages[1].criteria[0].title.en input.required",
		"call.stages[1].criteria[0].comment_max input.required",
		"call.stages[1].criteria[1].key call.key_unknown",
		"call.stages[1].criteria call.criterion_text_missing",
	}
	found := in.missing(0, announced)
	if diff := cmp.Diff(want, placesOf(found)); diff != "" {
		t.Error(diff)
	}
	for _, field := range found {
		for _, language := range text.Languages {
			sentence := text.Say(language, field.Code, field.Args)
			if sentence == field.Code || slices.Contains([]rune(sentence), '{') {
				t.Errorf("%s in %s: %q", field.Code, language, sentence)
			}
		}
	}
}

func TestWhatKeepsAReadyCallFromOpening(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(in *Input)
		now   clock.Instant
		want  []string
	}{
		{"no stages", func(in *Input) { in.Stages = nil }, announced, []string{"call.stages call.stages_missing"}},
		{
			"dates out of order", func(in *Input) {
				in.Stages[0].EvaluationUntil = in.Stages[0].ClosesAt
				in.Stages[1].EvaluationUntil = in.Stages[0].ResultAt
			}, announced,
			[]string{"call.stages[0].evaluation_until call.date_out_of_order", "call.stages[1].evaluation_until call.date_out_of_order"},
		},
		{
			"announced 30 days before the deadline", func(*Input) {}, announced + clock.Day, []string{},
		},
		{
			"announced 29 days before the deadline", func(*Input) {}, announced + 2*clock.Day,
			[]string{"call.short_notice_reason call.notice_too_short"},
		},
		{
			"the same with a reason", func(in *Input) { in.ShortNoticeReason.Ko = "빈자리를 급히 채워야 합니다." },
			announced + 2*clock.Day,
			[]string{},
		},
		{
			"at the deadline", func(in *Input) { in.ShortNoticeReason.Ko = "급합니다." },
			clock.FromTime(time.Date(2025, 7, 21, 16, 0, 0, 0, clock.KST)),
			[]string{"call.stages[0].closes_at call.deadline_passed"},
		},
		{
			"more pass than are selected", func(in *Input) { in.MaxTeamsSelected = 4 }, announced,
			[]string{"call.stages[2].quota call.quota_above_selection"},
		},
		{
			"criteria without a tree", func(in *Input) {
				in.Stages[1].Tree, in.Stages[1].Gates = nil, in.Stages[0].Gates
			}, announced, []string{"call.stages[1].criteria call.criteria_without_tree"},
		},
		{
			"one criterion in two panels", func(in *Input) {
				tree := in.Stages[1].Tree
				tree.Ranking.TieBreak = nil
				tree.Root.Children, tree.Root.Panel = []scoring.Node{halfOf(tree.Root, "experts"), halfOf(tree.Root, "users")}, nil
				tree.Root.Children[1].Panel.Criteria[1].Key = "other"
				in.Stages[1].Criteria = append(in.Stages[1].Criteria, in.Stages[1].Criteria[0])
				in.Stages[1].Criteria[3].Key = "other"
			}, announced, []string{
				"call.stages[1].tree call.criterion_key_shared", "call.stages[1].tree call.criterion_key_shared",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := ready2025(t)
			c.spoil(&in)
			if diff := cmp.Diff(c.want, placesOf(in.missing(1, c.now))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func halfOf(n scoring.Node, key string) scoring.Node {
	panel, two := *n.Panel, scoring.NewPoints(2)
	panel.Criteria = slices.Clone(panel.Criteria)
	for i := range panel.Criteria {
		panel.Criteria[i].Points = panel.Criteria[i].Points.Quo(two)
	}
	return scoring.Node{Key: key, Points: n.Points.Quo(two), Panel: &panel}
}

// Every problem that a tree can have reaches people with its place and figures.
func TestTreeProblemsAreNamedWhereTheyAre(t *testing.T) {
	got := treeProblems("call.stages[1].tree", scoring.Problems{
		{Location: "/root/children/1/panel/criteria/0/step", Code: scoring.CodeStep, Args: []string{"40", "3"}},
	})
	want := []fault.Field{fault.At("call.stages[1].tree.root.children[1].panel.criteria[0].step", scoring.CodeStep,
		fault.Args{"points": "40", "step": "3"})}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for code, names := range treeArgs {
		args := fault.Args{}
		for _, name := range names {
			args[name] = "7"
		}
		for _, language := range text.Languages {
			if sentence := text.Say(language, code, args); sentence == code || slices.Contains([]rune(sentence), '{') {
				t.Errorf("%s in %s: %q", code, language, sentence)
			}
		}
	}
}

func FuzzWhatIsReadCanBeJudged(f *testing.F) {
	raw, err := configs.Call("wbl-2025")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"key": "a", "stages": [{"tree": {"root": {"children": [{}]}}}]}`))
	f.Add([]byte("? {a: b}\n: c\n"))
	f.Add([]byte("key: !!binary AAAA\ntitle: 0x1F\n<<: 3"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, found := Parse(raw)
		if len(found) == 0 && len(in.Validate()) > 0 {
			t.Error("Parse let through what Validate refuses")
		}
		in.missing(0, announced)
	})
}
