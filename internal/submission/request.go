package submission

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/text"
)

const maxReason = 2000 // characters

// Request is what a team asks for of one resource, in whole units: GPUs, won,
// persons. Less than Minimum is of no use to the team.
type Request struct {
	ResourceKey string `json:"resource_key"`
	Wanted      int64  `json:"wanted"`
	Minimum     int64  `json:"minimum"`
	Reason      string `json:"reason"`
}

// requestRow is a request in its place in the table that the team filled in.
type requestRow struct {
	ID           string
	SubmissionID string
	Position     int64
	Request      `gorm:"embedded"`
}

func (requestRow) TableName() string { return "resource_requests" }

// RequestsInput is the whole table of requests; an empty one asks for nothing.
type RequestsInput struct {
	SubmissionID string
	Requests     []Request
	IfVersion    int64 // 0 for the first save
}

// PutRequests replaces the table of requests and gives it back with its new
// version. Faults: submission.not_found, submission.no_requests_here,
// store.changed_meanwhile, those of call.Stage.CheckFiling; input:
// submission.resource_unknown, submission.resource_repeated,
// submission.not_a_multiple, input.*.
func (s *Service) PutRequests(ctx context.Context, who actor.Actor, in RequestsInput) (requests []Request, version int64, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		a, err := forChange(tx, who, in.SubmissionID)
		if err != nil {
			return err
		}
		if !a.stage.Definition.Requests {
			return fault.New(fault.NotFound, "submission.no_requests_here")
		}
		if a.RequestsVersion != in.IfVersion {
			return fault.New(fault.PreconditionFailed, "store.changed_meanwhile", fault.Args{"version": a.RequestsVersion})
		}
		requests = trimmed(in.Requests)
		if fields := checkRequests("body.requests", a.call.Definition.Resources, requests); len(fields) > 0 {
			return fault.InvalidInput(fields...)
		}
		if err := replaceRequests(tx, a.Submission, requests); err != nil {
			return err
		}
		version = a.RequestsVersion + 1
		return nil
	})
	return requests, version, err
}

func trimmed(in []Request) []Request {
	out := make([]Request, 0, len(in))
	for _, r := range in {
		r.Reason = strings.TrimSpace(r.Reason)
		out = append(out, r)
	}
	return out
}

// checkRequests lists everything that is wrong with a table of requests.
func checkRequests(at string, resources []call.Resource, requests []Request) []fault.Field {
	rules := map[string]call.Resource{}
	for _, r := range resources {
		rules[r.Key] = r
	}
	fields := []fault.Field{}
	seen := map[string]bool{}
	for i, r := range requests {
		place := fmt.Sprintf("%s[%d]", at, i)
		rule, known := rules[r.ResourceKey]
		switch {
		case !known:
			fields = append(fields, fault.At(place+".resource_key", "submission.resource_unknown"))
			continue
		case seen[r.ResourceKey]:
			fields = append(fields, fault.At(place+".resource_key", "submission.resource_repeated"))
		}
		seen[r.ResourceKey] = true
		fields = append(fields, checkAmount(place+".wanted", r.Wanted, rule.Maximum, rule.Step)...)
		fields = append(fields, checkAmount(place+".minimum", r.Minimum, min(r.Wanted, rule.Maximum), rule.Step)...)
		fields = append(fields, checkReason(place+".reason", r)...)
	}
	return fields
}

func checkAmount(at string, amount, maximum, step int64) []fault.Field {
	if amount < 0 || amount > maximum {
		return []fault.Field{fault.At(at, "input.out_of_range", fault.Args{"min": 0, "max": max(maximum, 0)})}
	}
	if step > 1 && amount%step != 0 {
		return []fault.Field{fault.At(at, "submission.not_a_multiple", fault.Args{"step": step})}
	}
	return nil
}

func checkReason(at string, r Request) []fault.Field {
	switch {
	case r.Reason == "" && r.Wanted > 0:
		return []fault.Field{fault.At(at, "input.required")}
	case utf8.RuneCountInString(r.Reason) > maxReason:
		return []fault.Field{fault.At(at, "input.too_long", fault.Args{"max": maxReason})}
	case strings.ContainsFunc(r.Reason, text.IsControl):
		return []fault.Field{fault.At(at, "input.wrong_type")}
	}
	return nil
}
