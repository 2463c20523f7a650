package httpapi

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/evaluation"
	"wbl/internal/panel"
)

func (s *Server) panel(ctx context.Context, in *ByID) (*answer[panel.Overview], error) {
	return ok(s.Panel.Overview(ctx, whoIs(ctx), in.ID))
}

type addMemberRequest struct {
	ByID
	Body struct {
		PersonID string `json:"person_id,omitempty" maxLength:"64"`
		Email    string `json:"email,omitempty" maxLength:"254"`
		Role     string `json:"role" enum:"judge,chair"`
	}
}

func (s *Server) addPanelMember(ctx context.Context, in *addMemberRequest) (*answer[panel.MemberView], error) {
	return ok(s.Panel.AddMember(ctx, whoIs(ctx), in.ID, panel.MemberInput{
		PersonID: in.Body.PersonID, Email: in.Body.Email, Role: actor.Role(in.Body.Role),
	}))
}

type panelMemberRequest struct {
	ByID
	PersonID string `path:"person_id" maxLength:"64"`
}

func (s *Server) removePanelMember(ctx context.Context, in *panelMemberRequest) (*empty, error) {
	return done(s.Panel.RemoveMember(ctx, whoIs(ctx), in.ID, in.PersonID))
}

type assignRequest struct {
	ByID
	Body struct {
		All   bool         `json:"all,omitempty" doc:"Every judge gets every team that entered the stage."`
		Pairs []panel.Pair `json:"pairs,omitempty" maxItems:"10000"`
	}
}

func (s *Server) assign(ctx context.Context, in *assignRequest) (*answer[panel.Assigned], error) {
	return ok(s.Panel.Assign(ctx, whoIs(ctx), in.ID, panel.AssignInput{All: in.Body.All, Pairs: in.Body.Pairs}))
}

func (s *Server) progress(ctx context.Context, in *ByID) (*answer[evaluation.Board], error) {
	return ok(s.Evaluation.Progress(ctx, whoIs(ctx), in.ID))
}

type conflictRequest struct {
	ByID
	Body struct {
		Reason string `json:"reason" maxLength:"4000"`
	}
}

func (s *Server) excuseJudge(ctx context.Context, in *conflictRequest) (*answer[panel.Recusal], error) {
	return ok(s.Panel.Excuse(ctx, whoIs(ctx), in.ID, panel.ConflictInput{Reason: in.Body.Reason}))
}

func (s *Server) declareConflict(ctx context.Context, in *conflictRequest) (*answer[panel.Recusal], error) {
	return ok(s.Panel.DeclareConflict(ctx, whoIs(ctx), in.ID, panel.ConflictInput{Reason: in.Body.Reason}))
}
