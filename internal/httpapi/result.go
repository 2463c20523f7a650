package httpapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"wbl/internal/clock"
	"wbl/internal/result"
	"wbl/internal/result/resultfile"
	"wbl/internal/text"
)

type gateBoardView struct {
	result.GateBoard
	Sentences map[string]string `json:"sentences" doc:"The reader's sentence for team_id/rule_key of each fact about eligibility."`
}

func (s *Server) gates(ctx context.Context, in *ByID) (*answer[gateBoardView], error) {
	who := whoIs(ctx)
	board, err := s.Result.ProposeGates(ctx, who, in.ID)
	shown := gateBoardView{GateBoard: board, Sentences: map[string]string{}}
	for _, line := range board.Teams {
		for _, fact := range line.Facts.Eligibility {
			shown.Sentences[line.TeamID+"/"+fact.RuleKey] = text.Say(who.Language, fact.Code, fact.Args)
		}
	}
	return ok(shown, err)
}

type decideGatesRequest struct {
	ByID
	Body struct {
		Findings []gateFinding `json:"findings" maxItems:"2000"`
	}
}

type gateFinding struct {
	TeamID  string `json:"team_id" maxLength:"64"`
	GateKey string `json:"gate_key" maxLength:"64"`
	Outcome string `json:"outcome" enum:"pass,fail"`
	Reason  string `json:"reason" maxLength:"8000"`
}

func (s *Server) decideGates(ctx context.Context, in *decideGatesRequest) (*list[result.Finding], error) {
	inputs := []result.GateInput{}
	for _, f := range in.Body.Findings {
		inputs = append(inputs, result.GateInput{
			TeamID: f.TeamID, GateKey: f.GateKey, Outcome: result.GateOutcome(f.Outcome), Reason: f.Reason,
		})
	}
	findings, err := s.Result.DecideGates(ctx, whoIs(ctx), in.ID, inputs)
	if err != nil {
		return nil, err
	}
	return all(findings, same), nil
}

func (s *Server) rankings(ctx context.Context, in *ByID) (*list[result.RankingHead], error) {
	heads, err := s.Result.Rankings(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(heads, same), nil
}

type createRankingRequest struct {
	ByID
	Body struct {
		Reason string `json:"reason" maxLength:"8000" doc:"Needed for every ranking but the first."`
	}
}

func (s *Server) createRanking(ctx context.Context, in *createRankingRequest) (*answer[result.NewRanking], error) {
	return ok(s.Result.CreateRanking(ctx, whoIs(ctx), in.ID, in.Body.Reason))
}

func (s *Server) ranking(ctx context.Context, in *ByID) (*answer[result.RankingView], error) {
	return ok(s.Result.Ranking(ctx, whoIs(ctx), in.ID))
}

func (s *Server) rankingFile(ctx context.Context, in *ByID) (*file, error) {
	bytes, err := s.Result.RankingFile(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &file{ContentType: "application/json", Disposition: attachment("ranking-" + in.ID + ".json"), Body: bytes}, nil
}

// givesJSONFile documents an answer that is a file of its own form.
func givesJSONFile(op *huma.Operation) {
	op.Responses = map[string]*huma.Response{"200": {
		Description: "A file whose SHA-256 stands beside it", Content: map[string]*huma.MediaType{"application/json": {Schema: binarySchema}},
	}}
}

func (s *Server) decisions(ctx context.Context, in *ByID) (*answer[result.DecisionBoard], error) {
	return ok(s.Result.Decisions(ctx, whoIs(ctx), in.ID))
}

type decideRequest struct {
	ByID
	Body struct {
		Decisions []decisionLine `json:"decisions" maxItems:"2000"`
	}
}

type decisionLine struct {
	TeamID  string `json:"team_id" maxLength:"64"`
	Outcome string `json:"outcome" enum:"pass,fail,reserve"`
	Reason  string `json:"reason" maxLength:"8000" doc:"The team reads it after the release."`
}

func (s *Server) decide(ctx context.Context, in *decideRequest) (*list[result.Decision], error) {
	inputs := []result.DecisionInput{}
	for _, d := range in.Body.Decisions {
		inputs = append(inputs, result.DecisionInput{TeamID: d.TeamID, Outcome: result.Outcome(d.Outcome), Reason: d.Reason})
	}
	decisions, err := s.Result.Decide(ctx, whoIs(ctx), in.ID, inputs)
	if err != nil {
		return nil, err
	}
	return all(decisions, same), nil
}

type blockerView struct {
	Code    string `json:"code"`
	TeamID  string `json:"team_id" doc:"Empty where it concerns the stage."`
	Message string `json:"message"`
}

func (s *Server) blockers(ctx context.Context, in *ByID) (*list[blockerView], error) {
	who := whoIs(ctx)
	found, err := s.Result.Blockers(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	return all(found, func(b result.Blocker) blockerView {
		return blockerView{Code: b.Code, TeamID: b.TeamID, Message: text.Say(who.Language, b.Code, b.Args)}
	}), nil
}

func (s *Server) release(ctx context.Context, in *ByID) (*answer[result.Released], error) {
	return ok(s.Result.Release(ctx, whoIs(ctx), in.ID))
}

type publicResultView struct {
	StageID    string            `json:"stage_id"`
	Hash       string            `json:"hash" doc:"SHA-256 of the public file."`
	ReleasedAt clock.Instant     `json:"released_at" format:"date-time"`
	File       resultfile.Public `json:"file"`
}

func (s *Server) publicResult(ctx context.Context, in *ByID) (*answer[publicResultView], error) {
	p, err := s.Result.PublicResult(ctx, in.ID)
	return ok(publicResultView{StageID: p.File.StageID, Hash: p.Hash, ReleasedAt: p.File.ReleasedAt, File: p.File}, err)
}

func (s *Server) teamResults(ctx context.Context, in *ByID) (*answer[result.TeamResults], error) {
	return ok(s.Result.TeamResults(ctx, whoIs(ctx), in.ID))
}
