package httpapi

import (
	"context"
	"fmt"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"wbl/internal/account"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/httpapi/view"
)

type callsRequest struct {
	Status string `query:"status" enum:"draft,open,closed" required:"false"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
	Cursor string `query:"cursor" maxLength:"400"`
}

func (s *Server) calls(ctx context.Context, in *callsRequest) (*list[view.CallSummary], error) {
	page, err := s.Call.List(ctx, whoIs(ctx), call.ListInput{Status: call.Status(in.Status), Cursor: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := all(page.Calls, view.NewCallSummary)
	out.continues("/calls?limit="+fmt.Sprint(in.Limit)+"&status="+url.QueryEscape(in.Status), page.Next)
	return out, nil
}

// CallText takes a call as JSON or YAML; the service reads both.
type CallText struct {
	RawBody []byte `contentType:"application/yaml"`
}

// alsoJSON documents that a body given as YAML can be JSON as well. The service
// reads and checks the text; the framework could only refuse what is no JSON.
func alsoJSON(op *huma.Operation) {
	op.SkipValidateBody = true
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/json": {Schema: &huma.Schema{Type: huma.TypeObject}},
		"application/yaml": {Schema: &huma.Schema{Type: huma.TypeString}},
	}}
}

func (t CallText) parse() (call.Input, error) {
	in, problems := call.Parse(t.RawBody)
	if len(problems) > 0 {
		return in, fault.InvalidInput(problems...)
	}
	return in, nil
}

func (s *Server) createCall(ctx context.Context, in *CallText) (*tagged[view.Call], error) {
	input, err := in.parse()
	if err != nil {
		return nil, err
	}
	v, err := s.Call.Create(ctx, whoIs(ctx), input)
	return versioned(view.NewCall(v, s.cfg.Clock.Now()), v.Call.Version, err)
}

func (s *Server) call(ctx context.Context, in *ByID) (*tagged[view.Call], error) {
	v, err := s.Call.Get(ctx, whoIs(ctx), in.ID)
	return versioned(view.NewCall(v, s.cfg.Clock.Now()), v.Call.Version, err)
}

type updateCallRequest struct {
	ByID
	IfMatch
	CallText
}

func (s *Server) updateCall(ctx context.Context, in *updateCallRequest) (*tagged[view.Call], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	input, err := in.parse()
	if err != nil {
		return nil, err
	}
	v, err := s.Call.Update(ctx, whoIs(ctx), in.ID, version, input)
	return versioned(view.NewCall(v, s.cfg.Clock.Now()), v.Call.Version, err)
}

type openCallRequest struct {
	ByID
	IfMatch
	Body struct {
		ShortNoticeReason *call.Text `json:"short_notice_reason,omitempty" doc:"Why the call is announced for fewer than 30 days."`
	}
}

func (s *Server) openCall(ctx context.Context, in *openCallRequest) (*tagged[view.Call], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	input := call.OpenInput{IfVersion: version}
	if in.Body.ShortNoticeReason != nil {
		input.ShortNoticeReason = *in.Body.ShortNoticeReason
	}
	v, err := s.Call.Open(ctx, whoIs(ctx), in.ID, input)
	return versioned(view.NewCall(v, s.cfg.Clock.Now()), v.Call.Version, err)
}

type closeCallRequest struct {
	ByID
	IfMatch
}

func (s *Server) closeCall(ctx context.Context, in *closeCallRequest) (*tagged[view.Call], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	v, err := s.Call.Close(ctx, whoIs(ctx), in.ID, version)
	return versioned(view.NewCall(v, s.cfg.Clock.Now()), v.Call.Version, err)
}

type scheduleRequest struct {
	ByID
	IfMatch
	Body struct {
		Reason  string    `json:"reason" maxLength:"2000" doc:"At least 10 characters; everyone can read it."`
		Changes []newDate `json:"changes" maxItems:"50"`
	}
}

type newDate struct {
	StageID string        `json:"stage_id" maxLength:"64"`
	Field   string        `json:"field" enum:"opens_at,closes_at,evaluation_until,result_at"`
	At      clock.Instant `json:"at" format:"date-time"`
}

func (s *Server) changeSchedule(ctx context.Context, in *scheduleRequest) (*tagged[view.Call], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	input := call.ScheduleInput{Reason: in.Body.Reason, IfVersion: version}
	for _, change := range in.Body.Changes {
		input.Changes = append(input.Changes, call.NewDate{
			StageID: change.StageID, Field: call.ScheduleField(change.Field), At: change.At,
		})
	}
	v, err := s.Call.ChangeSchedule(ctx, whoIs(ctx), in.ID, input)
	return versioned(view.NewCall(v, s.cfg.Clock.Now()), v.Call.Version, err)
}

func (s *Server) stages(ctx context.Context, in *ByID) (*list[view.Stage], error) {
	v, err := s.Call.Get(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(view.NewCall(v, s.cfg.Clock.Now()).Stages, same), nil
}

type phaseRequest struct {
	ByID
	Body struct {
		Phase string `json:"phase" enum:"filing,screening,scoring,closed"`
	}
}

func (s *Server) setPhase(ctx context.Context, in *phaseRequest) (*answer[view.Stage], error) {
	stage, err := s.Call.SetPhase(ctx, whoIs(ctx), in.ID, call.Phase(in.Body.Phase))
	return ok(view.NewStage(stage, stage.Phase), err)
}

type callStaffView struct {
	Administrators []view.Person `json:"administrators"`
	Approvers      []view.Person `json:"approvers"`
}

func (s *Server) callStaff(ctx context.Context, in *ByID) (*answer[callStaffView], error) {
	staff, err := s.Call.Staff(ctx, whoIs(ctx), in.ID)
	return ok(callStaffView{Administrators: viewPersons(staff.Administrators), Approvers: viewPersons(staff.Approvers)}, err)
}

func viewPersons(persons []account.Person) []view.Person {
	views := []view.Person{}
	for _, p := range persons {
		views = append(views, view.NewPerson(p))
	}
	return views
}
