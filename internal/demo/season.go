package demo

import (
	"context"
	"fmt"

	"wbl/configs"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
)

// season is one call as it is played: the call, its stages by key, and the teams
// by the number of their lead.
type season struct {
	*seeder
	key      string
	title    call.Text
	schedule map[string]call.Schedule
	callID   string
	stages   map[string]call.Stage
	teams    map[int]string
}

func (s *seeder) newSeason(key, ko, en string, schedule map[string]call.Schedule) *season {
	return &season{
		seeder: s, key: key, title: call.Text{Ko: ko, En: en}, schedule: schedule,
		stages: map[string]call.Stage{}, teams: map[int]string{},
	}
}

// announce creates the call after the real one of 2025 with dates of its own,
// and opens it.
func (p *season) announce(ctx context.Context) error {
	raw, err := configs.Call("wbl-2025")
	if err != nil {
		return err
	}
	in, problems := call.Parse(raw)
	if len(problems) > 0 {
		return fault.InvalidInput(problems...)
	}
	in = in.Redate(func(stageKey string, field call.ScheduleField) clock.Instant { return p.schedule[stageKey].At(field) })
	in.Key, in.Title = p.key, p.title
	in.Administrators, in.Approvers = []string{"admin" + domain}, []string{"approver" + domain}
	draft, err := p.app.Call.Create(ctx, p.as(ctx, "organiser"), in)
	if err != nil {
		return err
	}
	p.callID = draft.Call.ID
	opened, err := p.app.Call.Open(ctx, p.as(ctx, "admin"), p.callID, call.OpenInput{IfVersion: draft.Call.Version})
	for _, stage := range opened.Stages {
		p.stages[stage.Key] = stage
	}
	return err
}

// toPhase moves a stage on.
func (p *season) toPhase(stage string, phase call.Phase) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p.app.Call.SetPhase(ctx, p.as(ctx, "admin"), p.stages[stage].ID, phase)
		return err
	}
}

// releasedCall is over: its teams are chosen and hold their grants.
func (s *seeder) releasedCall() {
	p := s.newSeason("demo-released", "(가상) 독자 AI 파운데이션 모델 정예팀 공모 — 결과 발표", "(Fictional) Sovereign AI foundation model call — released", map[string]call.Schedule{
		"documents": {
			OpensAt: s.moment(-150, 9), ClosesAt: s.moment(-118, 16),
			EvaluationUntil: s.moment(-116, 18), ResultAt: s.moment(-115, 10),
		},
		"paper":        {EvaluationUntil: s.moment(-110, 18), ResultAt: s.moment(-108, 10)},
		"presentation": {EvaluationUntil: s.moment(-102, 18), ResultAt: s.moment(-100, 10)},
	})
	s.at(-152, 9, p.announce)
	for i := range leadCount {
		p.team(-149, i, filed)
	}
	p.screen(-117)
	p.judged("paper", -114, leadCount, -109)
	p.judged("presentation", -107, 10, -101)
	p.granted(-95)
}

// judgedCall is in the middle of its paper review.
func (s *seeder) judgedCall() {
	p := s.newSeason("demo-judging", "(가상) 추가 정예팀 공모 — 서면평가 중", "(Fictional) Additional elite team — paper review under way", map[string]call.Schedule{
		"documents": {
			OpensAt: s.moment(-50, 9), ClosesAt: s.moment(-14, 16),
			EvaluationUntil: s.moment(-12, 18), ResultAt: s.moment(-11, 10),
		},
		"paper":        {EvaluationUntil: s.moment(9, 18), ResultAt: s.moment(12, 10)},
		"presentation": {EvaluationUntil: s.moment(23, 18), ResultAt: s.moment(26, 10)},
	})
	s.at(-52, 9, p.announce)
	for i := range 6 {
		p.team(-49, i, filed)
	}
	p.screen(-13)
	p.halfJudged("paper", -9)
}

// openCall takes applications; one team is nearly done, one has just begun.
func (s *seeder) openCall() {
	p := s.newSeason("demo-open", "(가상) 독자 AI 파운데이션 모델 정예팀 2차 공모 — 접수 중", "(Fictional) Sovereign AI foundation model, second call — open", map[string]call.Schedule{
		"documents": {
			OpensAt: s.moment(-10, 9), ClosesAt: s.moment(22, 16),
			EvaluationUntil: s.moment(24, 18), ResultAt: s.moment(25, 10),
		},
		"paper":        {EvaluationUntil: s.moment(32, 18), ResultAt: s.moment(33, 18)},
		"presentation": {EvaluationUntil: s.moment(40, 18), ResultAt: s.moment(42, 10)},
	})
	s.at(-12, 9, p.announce)
	p.team(-9, 0, prepared)
	p.team(-9, 1, begun)
}

func (p *season) name(i int) string { return fmt.Sprintf("%s/%s", p.key, companies[i].team) }
