package web

import (
	"html/template"
	"regexp"
	"strings"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/result/resultfile"
	"wbl/internal/scoring"
	"wbl/internal/text"
)

// functions are what the templates can do beside showing fields.
var functions = template.FuncMap{
	"say":       func(lang, key string) string { return text.Say(lang, key) },
	"sayWith":   sayWith,
	"args":      args,
	"in":        func(lang string, t call.Text) string { return t.In(lang) },
	"time":      dateTime,
	"won":       text.Won,
	"thousands": text.Thousands,
	"pieces":    pieces,
	"lines":     func(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") },
	"phase":     func(v call.View, s call.Stage, now clock.Instant) call.Phase { return s.EffectivePhase(v.Call, now) },
	"stageOf":   stageOf,
	"pointsOf":  pointsOf,
	"released":  released,
	"takes":     takesApplications,
	"teamName":  teamName,
	"group":     newGroup,
}

// sayWith fills a sentence with args, which are a map of any kind of value.
func sayWith(lang, key string, values any) string {
	filled := fault.Args{}
	switch v := values.(type) {
	case fault.Args:
		filled = v
	case map[string]call.Text:
		for name, value := range v {
			filled[name] = value.In(lang)
		}
	}
	return text.Say(lang, key, filled)
}

// args makes the args of a sentence from names and values in turn.
func args(pairs ...any) fault.Args {
	out := fault.Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		out[name] = pairs[i+1]
	}
	return out
}

func stageOf(v call.View, id string) call.Text {
	for _, s := range v.Stages {
		if s.ID == id {
			return s.Title
		}
	}
	return call.Text{}
}

// pointsOf is how many points a stage's criterion carries.
func pointsOf(stage call.Stage, key string) string {
	if stage.Definition.Tree == nil {
		return ""
	}
	nodes := []scoring.Node{stage.Definition.Tree.Root}
	for len(nodes) > 0 {
		node := nodes[0]
		nodes = append(nodes[1:], node.Children...)
		if node.Panel == nil {
			continue
		}
		for _, criterion := range node.Panel.Criteria {
			if criterion.Key == key {
				return criterion.Points.String()
			}
		}
	}
	return ""
}

func released(v call.View) bool {
	for _, s := range v.Stages {
		if s.Phase == call.PhaseReleased {
			return true
		}
	}
	return false
}

func teamName(lang string, t resultfile.Team) string {
	if lang == text.English && t.NameEn != "" {
		return t.NameEn
	}
	return t.Name
}

// takesApplications reports whether a team can still apply: the first deadline
// lies ahead.
func takesApplications(v call.View, now clock.Instant) bool {
	return v.Call.Status == call.StatusOpen && len(v.Stages) > 0 && now < v.Stages[0].ClosesAt
}

// finished reports whether nothing more is to be decided.
func finished(v call.View) bool {
	last := len(v.Stages) - 1
	return v.Call.Status == call.StatusClosed || last >= 0 && v.Stages[last].Phase == call.PhaseReleased
}

// group is one list of calls under its heading.
type group struct {
	Language, Heading, Empty string
	Calls                    []call.View
}

func newGroup(page homePage, calls []call.View, heading, empty string) group {
	return group{Language: page.Language, Heading: heading, Empty: empty, Calls: calls}
}

var address = regexp.MustCompile(`https?://\S+`)

// piece is a part of a text: an address, or what stands between two.
type piece struct {
	Text      string
	IsAddress bool
}

func pieces(body string) (out []piece) {
	from := 0
	for _, at := range address.FindAllStringIndex(body, -1) {
		out = append(out, piece{Text: body[from:at[0]]}, piece{Text: body[at[0]:at[1]], IsAddress: true})
		from = at[1]
	}
	return append(out, piece{Text: body[from:]})
}

// dateTime may break in a narrow column between the date and the time, never
// inside one.
func dateTime(lang string, at clock.Instant) string {
	const space, timeAndZone = "\u00a0", 2
	words := strings.Fields(text.DateTime(lang, at))
	date := words[:max(0, len(words)-timeAndZone)]
	return strings.TrimSpace(strings.Join(date, space) + " " + strings.Join(words[len(date):], space))
}
