package scoring

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"testing"
)

// pts parses exact text, a decimal or a fraction, and panics on anything else.
func pts(text string) Points {
	var p Points
	if err := p.UnmarshalText([]byte(text)); err != nil {
		panic(fmt.Sprintf("%q: %v", text, err))
	}
	return p
}

func ref(text string) *Points {
	p := pts(text)
	return &p
}

func list(texts ...string) []Points {
	values := make([]Points, len(texts))
	for i, text := range texts {
		values[i] = pts(text)
	}
	return values
}

// readOracle decodes a file of published figures.
func readOracle(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// fromNumber reads a JSON number by its digits, not through a float.
func fromNumber(t *testing.T, number json.Number) Points {
	t.Helper()
	value, ok := new(big.Rat).SetString(number.String())
	if !ok {
		t.Fatalf("not a number: %q", number)
	}
	return Points{value}
}

func fromNumbers(t *testing.T, numbers []json.Number) []Points {
	t.Helper()
	values := make([]Points, len(numbers))
	for i, number := range numbers {
		values[i] = fromNumber(t, number)
	}
	return values
}

// near says whether two figures differ by no more than the stated tolerance.
func near(a, b, tolerance Points) bool {
	difference := a.Sub(b)
	if difference.Sign() < 0 {
		difference = Points{}.Sub(difference)
	}
	return difference.Cmp(tolerance) <= 0
}

// selection2025 is the published sheet of the 2025 selection, 40/30/30, with a
// trimmed mean, a pass mark of 60 and the tie-break on the criterion with most
// points first.
func selection2025() Tree {
	quota := 10
	return Tree{
		Root: Node{
			Key: "paper", Points: pts("100"),
			Panel: &Panel{
				Criteria: []Criterion{
					{Key: "technology", Points: pts("40"), Step: pts("0.5")},
					{Key: "strategy", Points: pts("30"), Step: pts("0.5")},
					{Key: "ecosystem", Points: pts("30"), Step: pts("0.5")},
				},
				Aggregation: Aggregation{Method: TrimmedMean, Below: 5},
				Missing:     MissingBlocks,
			},
		},
		Display:     Display{Scale: 2, Rounding: HalfUp},
		Adjustments: &Adjustments{BonusCap: ref("10"), PenaltyCap: ref("5")},
		PassMark:    &PassMark{Points: pts("60"), Compare: CompareExact},
		Ranking: RankRules{
			Compare: CompareExact,
			TieBreak: []TieKey{
				{Key: "paper/technology", Judges: KeptJudges},
				{Key: "paper/strategy", Judges: AllJudges},
			},
			Quota: &quota,
		},
	}
}

// phase1 is the composite of the phase-1 stage evaluation, 40 (10/20/10) + 35 + 25.
func phase1() Tree {
	asIs := func(kind SourceKind) *Source {
		return &Source{Kind: kind, Normalisation: Normalisation{Method: AsIs}}
	}
	return Tree{
		Root: Node{Key: "total", Points: pts("100"), Children: []Node{
			{Key: "benchmark", Points: pts("40"), Children: []Node{
				{Key: "nia", Points: pts("10"), Source: asIs(Benchmark)},
				{Key: "global_common", Points: pts("20"), Source: &Source{
					Kind:          Benchmark,
					Normalisation: Normalisation{Method: ShareOfMaximum, Maximum: ref("100")},
				}},
				{Key: "global_individual", Points: pts("10"), Source: &Source{
					Kind: Benchmark, Normalisation: Normalisation{Method: RelativeToBest},
				}},
			}},
			{Key: "expert", Points: pts("35"), Source: asIs(Imported)},
			{Key: "user", Points: pts("25"), Source: &Source{
				Kind: UserEvaluation, Normalisation: Normalisation{Method: RelativeToBest},
			}},
		}},
		Display: Display{Scale: 1, Rounding: HalfUp},
		Ranking: RankRules{Compare: CompareExact, NoneAllowed: true},
	}
}

// sheet makes one judge's sheet of selection2025.
func sheet(judge, technology, strategy, ecosystem string) Sheet {
	return Sheet{Judge: judge, Scores: map[string]Points{
		"technology": pts(technology), "strategy": pts(strategy), "ecosystem": pts(ecosystem),
	}}
}

// panelOf makes a panel's input in which exactly the judges of the sheets are
// entitled.
func panelOf(sheets ...Sheet) PanelInput {
	in := PanelInput{Sheets: sheets}
	for _, s := range sheets {
		in.Judges = append(in.Judges, s.Judge)
	}
	return in
}

// uniform makes a team whose five judges all give the same three scores.
func uniform(team, technology, strategy, ecosystem string) TeamInput {
	var sheets []Sheet
	for i := range 5 {
		sheets = append(sheets, sheet(fmt.Sprintf("j%d", i), technology, strategy, ecosystem))
	}
	return TeamInput{Team: team, Panels: map[string]PanelInput{"paper": panelOf(sheets...)}}
}

func mustEvaluate(t fataler, tree Tree, in Inputs) Evaluation {
	t.Helper()
	evaluation, err := Evaluate(tree, in)
	if err != nil {
		t.Fatalf("Evaluate: %v", err)
	}
	return evaluation
}

func mustRank(t fataler, tree Tree, in Inputs) Ranking {
	t.Helper()
	ranking, err := Rank(tree, mustEvaluate(t, tree, in))
	if err != nil {
		t.Fatalf("Rank: %v", err)
	}
	return ranking
}

// problemsOf returns the problems that an error lists.
func problemsOf(t *testing.T, err error) Problems {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("error %v lists no problems", err)
	}
	return problems
}

// fataler is what *testing.T and *rapid.T share.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// powerRat is ten to the power of scale.
func powerRat(scale int) *big.Rat { return new(big.Rat).SetInt(powerOfTen(scale)) }
