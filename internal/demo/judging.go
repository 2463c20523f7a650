package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/evaluation"
	"wbl/internal/panel"
	"wbl/internal/result"
)

// screen plans the documents stage: its gates are answered, and it is released.
func (p *season) screen(day int) {
	p.at(day, 10, p.toPhase("documents", call.PhaseScreening))
	p.at(day, 11, p.answerGates)
	p.at(day, 15, p.toPhase("documents", call.PhaseClosed))
	p.at(day, 16, p.decideAs("documents", "제출서류 적합성 검토를 통과하지 못했습니다."))
	p.at(day, 17, p.release("documents"))
}

func (p *season) answerGates(ctx context.Context) error {
	stage := p.stages["documents"]
	answers := []result.GateInput{}
	for _, teamID := range p.teamsInOrder() {
		for _, gate := range stage.Definition.Gates {
			answers = append(answers, result.GateInput{TeamID: teamID, GateKey: gate.Key, Outcome: result.GatePass})
		}
	}
	_, err := p.app.Result.DecideGates(ctx, p.as(ctx, "admin"), stage.ID, answers)
	return err
}

func (p *season) teamsInOrder() []string {
	ids := []string{}
	for i := range leadCount {
		if id, takesPart := p.teams[i]; takesPart {
			ids = append(ids, id)
		}
	}
	return ids
}

// judged plans a stage that is scored from one day to another and released.
func (p *season) judged(stage string, from, teams, until int) {
	p.seat(stage, from)
	for j := range judgeCount {
		p.at(from+1, 9+float64(j)/2, func(ctx context.Context) error { return p.score(ctx, stage, j, teams) })
	}
	p.at(until, 10, p.toPhase(stage, call.PhaseClosed))
	p.at(until, 11, p.rank(stage))
	p.at(until, 13, p.decideAs(stage, "다른 팀에 견주어 목표와 전략의 근거가 부족했습니다. 평가위원의 종합의견을 참고하십시오."))
	p.at(until+1, 10, p.release(stage))
}

// halfJudged plans a stage that is being scored now: some judges are done, one
// has begun, one has declared a conflict, the others have not looked yet.
func (p *season) halfJudged(stage string, day int) {
	p.seat(stage, day)
	for j, teams := range []int{6, 6, 4, 2} {
		p.at(day+1+j, 9, func(ctx context.Context) error { return p.score(ctx, stage, j, teams) })
	}
	p.at(day+4, 15, func(ctx context.Context) error { return p.recuse(ctx, stage, 4) })
}

func (p *season) seat(stage string, day int) {
	p.at(day, 9, func(ctx context.Context) error {
		for j := range judgeCount {
			role := actor.Judge
			if j == 0 {
				role = actor.Chair
			}
			in := panel.MemberInput{PersonID: p.persons[judge(j)], Role: role}
			if _, err := p.app.Panel.AddMember(ctx, p.as(ctx, "admin"), p.stages[stage].ID, in); err != nil {
				return err
			}
		}
		_, err := p.app.Panel.Assign(ctx, p.as(ctx, "admin"), p.stages[stage].ID, panel.AssignInput{All: true})
		return err
	})
	p.at(day, 10, p.toPhase(stage, call.PhaseScoring))
}

// tasks are the judge's own at the stage that can still be worked on.
func (p *season) tasks(ctx context.Context, stage string, j int) ([]evaluation.Task, error) {
	tasks, err := p.app.Evaluation.MyAssignments(ctx, p.as(ctx, judge(j)))
	return slices.DeleteFunc(tasks, func(t evaluation.Task) bool {
		return t.Stage.ID != p.stages[stage].ID || t.Status != panel.Active
	}), err
}

func (p *season) recuse(ctx context.Context, stage string, j int) error {
	tasks, err := p.tasks(ctx, stage, j)
	if err != nil {
		return err
	}
	_, err = p.app.Panel.DeclareConflict(ctx, p.as(ctx, judge(j)), tasks[0].AssignmentID, panel.ConflictInput{
		Reason: "이 팀의 참여기관에서 최근까지 자문을 맡았습니다.",
	})
	return err
}

// score fills in and submits the judge's sheets of the first teams, and leaves
// the next one as a draft.
func (p *season) score(ctx context.Context, stage string, j, teams int) error {
	tasks, err := p.tasks(ctx, stage, j)
	if err != nil {
		return err
	}
	for n, task := range tasks {
		if n > teams {
			return nil
		}
		if err := p.scoreOne(ctx, stage, j, task, n < teams); err != nil {
			return fmt.Errorf("%s scores %s: %w", judge(j), task.Team.Name, err)
		}
	}
	return nil
}

func (p *season) scoreOne(ctx context.Context, stage string, j int, task evaluation.Task, submit bool) error {
	who := p.as(ctx, judge(j))
	sheet, err := p.app.Evaluation.OpenSheet(ctx, who, task.AssignmentID)
	if err != nil {
		return err
	}
	entries := []evaluation.EntryInput{}
	for _, criterion := range sheet.Criteria {
		entries = append(entries, evaluation.EntryInput{
			CriterionKey: criterion.Key, Points: fmt.Sprint(points(stage, j, task.Team.Name, criterion)),
			Comment: "근거를 갖춘 계획이며 보완할 점을 종합의견에 적었습니다.",
		})
	}
	opinion := "목표가 분명하고 추진 체계가 구체적입니다. 데이터 확보 계획은 보완이 필요합니다. (가상 의견)"
	sheet, err = p.app.Evaluation.SaveSheet(ctx, who, sheet.ID, evaluation.SaveInput{
		Entries: entries, Opinion: &opinion, IfVersion: sheet.Version,
	})
	if err != nil || !submit {
		return err
	}
	_, err = p.app.Evaluation.Submit(ctx, who, sheet.ID, sheet.Version)
	return err
}

// points scatter around the team's quality: by the judge, who is strict or
// lenient, and by chance that is always the same.
func points(stage string, j int, teamName string, criterion evaluation.CriterionView) int {
	quality := 75
	for _, c := range companies {
		if c.team+" 컨소시엄 (가상)" == teamName {
			quality = c.quality
		}
	}
	h := fnv.New32a()
	fmt.Fprint(h, stage, j, teamName, criterion.Key)
	scatter := int(h.Sum32()%9) - 4 + (j - 3)
	maximum, err := strconv.Atoi(criterion.Points)
	if err != nil {
		panic(fmt.Errorf("demonstration: the tree states whole points: %w", err))
	}
	return max(0, min(maximum, (quality+scatter)*maximum/100))
}

func (p *season) rank(stage string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p.app.Result.CreateRanking(ctx, p.as(ctx, "admin"), p.stages[stage].ID, "")
		return err
	}
}

// decideAs decides as the rules propose; failures get the reason.
func (p *season) decideAs(stage, reason string) func(context.Context) error {
	return func(ctx context.Context) error {
		board, err := p.app.Result.Decisions(ctx, p.as(ctx, "admin"), p.stages[stage].ID)
		if err != nil {
			return err
		}
		decisions := []result.DecisionInput{}
		for _, line := range board.Teams {
			in := result.DecisionInput{TeamID: line.TeamID, Outcome: line.Proposal}
			if in.Outcome != result.Pass {
				in.Outcome, in.Reason = result.Fail, reason
			}
			decisions = append(decisions, in)
		}
		_, err = p.app.Result.Decide(ctx, p.as(ctx, "admin"), p.stages[stage].ID, decisions)
		return err
	}
}

func (p *season) release(stage string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p.app.Result.Release(ctx, p.as(ctx, "approver"), p.stages[stage].ID)
		return err
	}
}
