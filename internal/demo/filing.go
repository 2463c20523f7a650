package demo

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"wbl/internal/call"
	"wbl/internal/pdf"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// How far a team has come with its application.
type readiness int

const (
	begun    readiness = iota // registered, the first section saved
	prepared                  // everything but the last document
	filed
)

// team plans one team's way from its registration to its filing, spread over
// the time that the call leaves.
func (p *season) team(day, i int, until readiness) {
	hour := 9 + float64(i)/4
	p.at(day, hour, func(ctx context.Context) error { return p.register(ctx, i) })
	p.at(day+1, hour, func(ctx context.Context) error { return p.fillIn(ctx, i, until) })
	if until == filed {
		p.at(day+25, hour, func(ctx context.Context) error { return p.file(ctx, i) })
	}
}

func (p *season) register(ctx context.Context, i int) error {
	c := companies[i]
	t, err := p.app.Team.Register(ctx, p.as(ctx, lead(i)), team.Registration{
		CallID: p.callID, Name: c.team + " 컨소시엄 (가상)", NameEn: c.teamEn + " consortium (fictional)",
		LeadOrganisationID: p.companies[i],
	})
	if err != nil {
		return fmt.Errorf("%s: %w", p.name(i), err)
	}
	p.teams[i] = t.ID
	_, err = p.app.Team.AddOrganisation(ctx, p.as(ctx, lead(i)), t.ID, p.universities[i%len(p.universities)])
	return err
}

func (p *season) fillIn(ctx context.Context, i int, until readiness) error {
	who := p.as(ctx, lead(i))
	opened, err := p.app.Submission.Open(ctx, who, p.teams[i], p.stages["documents"].ID)
	if err != nil {
		return err
	}
	definition := p.stages["documents"].Definition
	for n, section := range definition.Form.Sections {
		if until == begun && n > 0 {
			return nil
		}
		_, err := p.app.Submission.SaveSection(ctx, who, submission.SectionInput{
			SubmissionID: opened.ID, Key: section.Key, Answers: answers(section, companies[i]), Complete: until != begun,
		})
		if err != nil {
			return fmt.Errorf("%s, section %s: %w", p.name(i), section.Key, err)
		}
	}
	_, _, err = p.app.Submission.PutRequests(ctx, who, submission.RequestsInput{SubmissionID: opened.ID, Requests: requestsOf(i)})
	if err != nil {
		return err
	}
	return p.upload(ctx, i, opened.ID, until)
}

// requestsOf are what team i asks for; who leases GPUs out asks for none.
func requestsOf(i int) []submission.Request {
	requests := []submission.Request{
		{ResourceKey: "data_build", Wanted: 4_000_000_000, Minimum: 2_000_000_000, Reason: "한국어 학습 데이터 구축과 정제에 필요합니다."},
	}
	switch i % 3 {
	case 0:
		requests = append(requests, submission.Request{ResourceKey: "gpu_b200", Wanted: 512, Minimum: 256, Reason: "사전학습에 필요합니다."})
	case 1:
		requests = append(requests, submission.Request{ResourceKey: "gpu_h100", Wanted: 1024, Minimum: 512, Reason: "사전학습에 필요합니다."})
	}
	return requests
}

func (p *season) upload(ctx context.Context, i int, submissionID string, until readiness) error {
	for _, rule := range p.stages["documents"].Definition.Documents {
		if !rule.Required || (until == prepared && rule.Key == "privacy_consent") {
			continue
		}
		paper, err := p.paper(i, rule)
		if err != nil {
			return err
		}
		_, err = p.app.Submission.Upload(ctx, p.as(ctx, lead(i)), submission.UploadInput{
			SubmissionID: submissionID, DocumentKey: rule.Key, Size: int64(len(paper)),
			FileName: fmt.Sprintf("%s_%s.pdf", companies[i].team, rule.Title.Ko),
		}, bytes.NewReader(paper))
		if err != nil {
			return fmt.Errorf("%s, document %s: %w", p.name(i), rule.Key, err)
		}
	}
	return nil
}

func (p *season) file(ctx context.Context, i int) error {
	who := p.as(ctx, lead(i))
	opened, err := p.app.Submission.Open(ctx, who, p.teams[i], p.stages["documents"].ID)
	if err != nil {
		return err
	}
	if _, err := p.app.Submission.Submit(ctx, who, opened.ID); err != nil {
		return fmt.Errorf("%s files: %w", p.name(i), err)
	}
	return nil
}

const filler = "이 글은 시연을 위해 만든 가상의 내용입니다. 실제 기관이나 사람과 관계가 없습니다. "

// answers fills a section in as its schema asks.
func answers(section call.Section, c company) map[string]any {
	out := map[string]any{}
	for _, property := range section.Schema.Properties {
		switch {
		case property.Const != nil:
			out[property.Key] = *property.Const
		case len(property.Enum) > 0:
			out[property.Key] = property.Enum[0]
		case property.Format != "":
			out[property.Key] = "2026-01-05"
		case property.Type == "integer":
			out[property.Key] = middle(property)
		case property.Type == "boolean":
			out[property.Key] = true
		case property.Type == "array":
			out[property.Key] = words(property)
		default:
			out[property.Key] = prose(property, c)
		}
	}
	return out
}

func middle(property call.Property) int64 {
	if property.Minimum != nil {
		return *property.Minimum
	}
	return 1
}

func words(property call.Property) []any {
	if property.Items != nil && len(property.Items.Enum) > 0 {
		return []any{property.Items.Enum[0]}
	}
	return []any{"한국어", "멀티모달"}
}

// prose is text about the field, not longer than it may be.
func prose(property call.Property, c company) string {
	text := fmt.Sprintf("%s 컨소시엄의 %s. ", c.team, property.Title.Ko)
	if property.Multiline {
		text += strings.Repeat(filler, 3)
	}
	runes := []rune(text)
	if property.MaxLength > 0 && len(runes) > property.MaxLength {
		runes = runes[:property.MaxLength]
	}
	return strings.TrimSpace(string(runes))
}

// paper is a document as PDF. Only the plan, which judges read, is long and
// differs from team to team.
func (p *season) paper(i int, rule call.DocumentRule) ([]byte, error) {
	name := rule.Key
	if rule.JudgesRead {
		name += companies[i].team
	}
	if p.papers[name] == nil {
		made, err := setPaper(companies[i], rule)
		if err != nil {
			return nil, err
		}
		if p.papers == nil {
			p.papers = map[string][]byte{}
		}
		p.papers[name] = made
	}
	return p.papers[name], nil
}

func setPaper(c company, rule call.DocumentRule) ([]byte, error) {
	doc := pdf.New(pdf.Options{Title: rule.Title.Ko, Subject: "시연용 가상 문서", Number: "DEMO"})
	doc.Title(rule.Title.Ko + " (가상)")
	doc.Paragraph(filler)
	if rule.JudgesRead {
		for _, chapter := range []string{"필요성", "개발 목표", "추진 전략", "개발 방법", "추진 체계", "활용과 효과", "예산 개요", "국내 기여 계획"} {
			doc.Heading(chapter)
			for range 4 {
				doc.Paragraph(fmt.Sprintf("%s 컨소시엄의 %s입니다. ", c.team, chapter) + strings.Repeat(filler, 5))
			}
		}
	}
	return doc.Bytes()
}
