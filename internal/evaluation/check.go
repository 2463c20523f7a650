package evaluation

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"wbl/internal/fault"
	"wbl/internal/scoring"
)

// EntryInput is what a judge writes about one criterion. Empty points mean "not
// scored yet".
type EntryInput struct {
	CriterionKey string
	Points       string
	Comment      string
}

// checkDraft names every problem of what is to be saved, and gives the lines
// with their points in exact text: "07.50" is kept as "7.5".
func (f form) checkDraft(entries []EntryInput, opinion *string) ([]Entry, []fault.Field) {
	fields, seen := []fault.Field{}, map[string]bool{}
	lines := make([]Entry, 0, len(entries))
	for i, in := range entries {
		at := fmt.Sprintf("body.entries[%d]", i)
		l, known := f.line(in.CriterionKey)
		switch {
		case !known:
			fields = append(fields, fault.At(at+".criterion_key", "evaluation.criterion_unknown"))
			continue
		case seen[l.Key]:
			fields = append(fields, fault.At(at+".criterion_key", "evaluation.criterion_repeated"))
		}
		seen[l.Key] = true
		points, problems := l.readPoints(at+".points", in.Points)
		fields = append(fields, problems...)
		fields = append(fields, checkText(at+".comment", in.Comment, l.commentMax())...)
		lines = append(lines, Entry{CriterionKey: l.Key, Points: points, Comment: in.Comment})
	}
	if opinion != nil {
		fields = append(fields, checkText("body.opinion", *opinion, maxOpinion)...)
	}
	return lines, fields
}

// readPoints accepts 0 to the criterion's points in whole steps.
func (l line) readPoints(at, text string) (string, []fault.Field) {
	if text == "" {
		return "", nil
	}
	points, err := scoring.ParsePoints(text)
	switch {
	case err != nil:
		return "", []fault.Field{fault.At(at, "evaluation.not_points")}
	case points.Sign() < 0 || points.Cmp(l.Points) > 0:
		args := fault.Args{"min": "0", "max": l.Points.String()}
		return "", []fault.Field{fault.At(at, "input.out_of_range", args)}
	case !points.MultipleOf(l.Step):
		return "", []fault.Field{fault.At(at, "evaluation.off_step", fault.Args{"step": l.Step.String()})}
	}
	return points.String(), nil
}

// checkText refuses what is too long, and what PostgreSQL cannot keep: NUL and
// bytes that are not UTF-8.
func checkText(at, text string, limit int) []fault.Field {
	switch {
	case strings.ContainsRune(text, 0) || !utf8.ValidString(text):
		return []fault.Field{fault.At(at, "evaluation.text_unreadable")}
	case utf8.RuneCountInString(text) > limit:
		return []fault.Field{fault.At(at, "input.too_long", fault.Args{"max": limit})}
	}
	return nil
}

// missing names everything that a submission still needs, at the places where
// the sheet shows it: entries stand in the order of the form.
func (f form) missing(entries map[string]Entry, opinion string) []fault.Field {
	fields := []fault.Field{}
	for i, l := range f {
		at, e := fmt.Sprintf("body.entries[%d]", i), entries[l.Key]
		if e.Points == "" {
			fields = append(fields, fault.At(at+".points", "evaluation.points_missing", fault.Args{"criterion": l.Key}))
		}
		if length(e.Comment) < l.text.CommentMin {
			args := fault.Args{"criterion": l.Key, "min": l.text.CommentMin, "length": length(e.Comment)}
			fields = append(fields, fault.At(at+".comment", "evaluation.comment_too_short", args))
		}
	}
	if length(opinion) == 0 {
		fields = append(fields, fault.At("body.opinion", "evaluation.opinion_missing"))
	}
	return fields
}

// length counts the characters that say something.
func length(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }

// total sums what is scored so far, exactly.
func total(entries map[string]Entry) (scoring.Points, error) {
	var sum scoring.Points
	for _, e := range entries {
		if e.Points == "" {
			continue
		}
		points, err := scoring.ParsePoints(e.Points)
		if err != nil {
			return sum, fmt.Errorf("criterion %s: %w", e.CriterionKey, err)
		}
		sum = sum.Add(points)
	}
	return sum, nil
}
