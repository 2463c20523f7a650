// Package view owns what the API shows of things: the names, forms and texts on
// the wire. It must never decide what may be shown; it is given that by services.
package view

import (
	"wbl/internal/account"
)

// ProblemField is one place of the input that is wrong.
type ProblemField struct {
	Location string `json:"location" doc:"As in body.members[2].email or query.limit."`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

// Person is how the API shows it.
type Person struct {
	ID       string `json:"id"`
	Email    string `json:"email"`
	Name     string `json:"name"`
	Language string `json:"language" enum:"ko,en"`
}

// NewPerson shows what a service gave.
func NewPerson(p account.Person) Person {
	return Person{ID: p.ID, Email: p.Email, Name: p.Name, Language: p.Language}
}

// Organisation is how the API shows it.
type Organisation struct {
	ID                 string `json:"id"`
	RegistrationNumber string `json:"registration_number"`
	Name               string `json:"name"`
	NameEn             string `json:"name_en"`
	Kind               string `json:"kind"`
	Representative     string `json:"representative"`
}

// NewOrganisation shows what a service gave.
func NewOrganisation(o account.Organisation) Organisation {
	return Organisation{
		ID: o.ID, RegistrationNumber: account.FormatRegistrationNumber(o.RegistrationNumber), Name: o.Name,
		NameEn: o.NameEn, Kind: string(o.Kind), Representative: o.Representative,
	}
}

// Filled makes a list that is never null on the wire.
func Filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
