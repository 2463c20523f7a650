package demo

import (
	"context"
	"fmt"
	"strings"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/text"
)

const domain = "@demo.wbl"

var staff = []account.UserInput{
	{Email: "organiser" + domain, Name: "주최자 (가상)", Language: text.Korean, Roles: []actor.Role{actor.Organiser}},
	{Email: "operator" + domain, Name: "운영자 (가상)", Language: text.Korean, Roles: []actor.Role{actor.Operator}},
	{Email: "admin" + domain, Name: "공고담당 (가상)", Language: text.Korean},
	{Email: "approver" + domain, Name: "승인자 (가상)", Language: text.Korean},
	{Email: "auditor" + domain, Name: "감사자 (가상)", Language: text.Korean, Roles: []actor.Role{actor.Auditor}},
}

const (
	judgeCount = 7
	leadCount  = 15
)

// people makes everyone who can sign in.
func (s *seeder) people(ctx context.Context) (err error) {
	if s.hash, err = account.HashPassword(Password); err != nil {
		return err
	}
	inputs := append([]account.UserInput{}, staff...)
	for i := range judgeCount {
		inputs = append(inputs, account.UserInput{
			Email: fmt.Sprintf("judge%d%s", i+1, domain), Name: fmt.Sprintf("평가위원%d (가상)", i+1), Language: text.Korean,
		})
	}
	for i := range leadCount {
		inputs = append(inputs, account.UserInput{
			Email: fmt.Sprintf("lead%d%s", i+1, domain), Name: fmt.Sprintf("책임자%d (가상)", i+1), Language: text.Korean,
		})
	}
	s.persons = map[string]string{}
	for _, in := range inputs {
		person, err := s.app.Account.CreateWithPassword(ctx, actor.System(s.clock.Now()), in, s.hash)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Email, err)
		}
		s.persons[strings.TrimSuffix(in.Email, domain)] = person.ID
	}
	return nil
}
