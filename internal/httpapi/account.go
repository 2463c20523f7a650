package httpapi

import (
	"context"
	"net/url"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/httpapi/view"
)

type registerRequest struct {
	Body struct {
		Email string `json:"email" maxLength:"254"`
	}
}

func (s *Server) register(ctx context.Context, in *registerRequest) (*empty, error) {
	return done(s.Account.Register(ctx, whoIs(ctx), in.Body.Email))
}

func (s *Server) resetPassword(ctx context.Context, in *registerRequest) (*empty, error) {
	return done(s.Account.ResetPassword(ctx, whoIs(ctx), in.Body.Email))
}

type completeRequest struct {
	Token string `path:"token" maxLength:"128"`
	Body  struct {
		Email    string `json:"email,omitempty" maxLength:"254" doc:"Only for the link that makes the first operator."`
		Name     string `json:"name,omitempty" maxLength:"200" doc:"Not for a link that sets a new password."`
		Password string `json:"password" maxLength:"1024"`
	}
}

func (s *Server) completeRegistration(ctx context.Context, in *completeRequest) (*answer[view.Person], error) {
	person, err := s.Account.Complete(ctx, whoIs(ctx), in.Token, account.Completion{
		Email: in.Body.Email, Name: in.Body.Name, Password: in.Body.Password,
	})
	return ok(view.NewPerson(person), err)
}

type userView struct {
	view.Person
	Status string     `json:"status" enum:"active,closed"`
	Roles  []roleView `json:"roles"`
}

func viewUser(u account.User) userView {
	shown := userView{Person: view.NewPerson(u.Person), Status: string(u.Status), Roles: []roleView{}}
	for _, r := range u.Roles {
		shown.Roles = append(shown.Roles, viewGrant(actor.Grant{Role: r.Role, ScopeKind: r.ScopeKind, ScopeID: r.ScopeID}))
	}
	return shown
}

type usersRequest struct {
	Page
	Search string `query:"search" maxLength:"100"`
}

func (s *Server) users(ctx context.Context, in *usersRequest) (*list[userView], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	users, err := s.Account.Users(ctx, whoIs(ctx), in.Search, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	path := "/users?" + url.Values{"search": {in.Search}}.Encode()
	return paged(in.Page, path, users, func(u account.User) string { return u.Email }, viewUser), nil
}

type createUserRequest struct {
	Body struct {
		Email    string       `json:"email" maxLength:"254"`
		Name     string       `json:"name" maxLength:"200"`
		Language string       `json:"language" enum:"ko,en"`
		Roles    []actor.Role `json:"roles" maxItems:"3"`
	}
}

type newUserView struct {
	Person view.Person `json:"person"`
	Link   string      `json:"link" doc:"Where the person sets a password; also mailed."`
}

func (s *Server) createUser(ctx context.Context, in *createUserRequest) (*answer[newUserView], error) {
	made, err := s.Account.CreateUser(ctx, whoIs(ctx), account.UserInput{
		Email: in.Body.Email, Name: in.Body.Name, Language: in.Body.Language, Roles: in.Body.Roles,
	})
	return ok(newUserView{Person: view.NewPerson(made.Person), Link: made.Link}, err)
}

type changeUserRequest struct {
	ByID
	Body struct {
		Status *account.Status `json:"status,omitempty" enum:"active,closed"`
		Roles  *[]actor.Role   `json:"roles,omitempty" maxItems:"3"`
	}
}

func (s *Server) changeUser(ctx context.Context, in *changeUserRequest) (*answer[userView], error) {
	user, err := s.Account.ChangeUser(ctx, whoIs(ctx), in.ID, account.UserChange{Status: in.Body.Status, Roles: in.Body.Roles})
	return ok(viewUser(user), err)
}

type organisationsRequest struct {
	Search string `query:"search" maxLength:"100"`
	Mine   bool   `query:"mine" doc:"Only those for which you may act."`
}

func (s *Server) organisations(ctx context.Context, in *organisationsRequest) (*list[view.Organisation], error) {
	find := func() ([]account.Organisation, error) { return s.Account.FindOrganisations(ctx, whoIs(ctx), in.Search) }
	if in.Mine {
		find = func() ([]account.Organisation, error) { return s.Account.MyOrganisations(ctx, whoIs(ctx)) }
	}
	found, err := find()
	if err != nil {
		return nil, err
	}
	return all(found, view.NewOrganisation), nil
}

type createOrganisationRequest struct {
	Body struct {
		RegistrationNumber string `json:"registration_number" maxLength:"20"`
		Name               string `json:"name" maxLength:"400"`
		NameEn             string `json:"name_en" maxLength:"400"`
		Kind               string `json:"kind" enum:"large,mid_size,small_medium,start_up,university,research_institute,public_body,foreign"`
		Representative     string `json:"representative" maxLength:"400"`
	}
}

func (s *Server) createOrganisation(ctx context.Context, in *createOrganisationRequest) (*answer[view.Organisation], error) {
	o, err := s.Account.CreateOrganisation(ctx, whoIs(ctx), account.OrganisationInput{
		RegistrationNumber: in.Body.RegistrationNumber, Name: in.Body.Name, NameEn: in.Body.NameEn,
		Kind: account.OrganisationKind(in.Body.Kind), Representative: in.Body.Representative,
	})
	return ok(view.NewOrganisation(o), err)
}

func (s *Server) organisation(ctx context.Context, in *ByID) (*answer[view.Organisation], error) {
	o, err := s.Account.Organisation(ctx, whoIs(ctx), in.ID)
	return ok(view.NewOrganisation(o), err)
}
