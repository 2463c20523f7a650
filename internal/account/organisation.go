package account

import (
	"context"
	"slices"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// OrganisationKind is the kind that eligibility rules look at.
type OrganisationKind string

// The kinds. Companies are split by size class because shares and rules are.
const (
	Large             OrganisationKind = "large"
	MidSize           OrganisationKind = "mid_size"
	SmallMedium       OrganisationKind = "small_medium"
	StartUp           OrganisationKind = "start_up"
	University        OrganisationKind = "university"
	ResearchInstitute OrganisationKind = "research_institute"
	PublicBody        OrganisationKind = "public_body"
	Foreign           OrganisationKind = "foreign"
)

// OrganisationKinds in the order in which they are offered.
var OrganisationKinds = []OrganisationKind{
	Large, MidSize, SmallMedium, StartUp, University, ResearchInstitute, PublicBody, Foreign,
}

// Organisation is a legal entity that takes part.
type Organisation struct {
	ID                 string
	RegistrationNumber string // ten digits
	Name               string // legal name
	SortName           string
	NameEn             string
	Kind               OrganisationKind
	Representative     string
	CreatedBy          string
	CreatedAt          clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt          clock.Instant `gorm:"autoUpdateTime:false"`
}

// Standing is a dated fact about an organisation that rules look at. UntilAt
// zero means without end.
type Standing struct {
	ID             string
	OrganisationID string
	Kind           string // "supplier_of", "selected_in", "banned"
	ReferenceID    string // the pool, call or act it follows from
	FromAt         clock.Instant
	UntilAt        clock.Instant
	Reason         string
	CreatedAt      clock.Instant `gorm:"autoCreateTime:false"`
}

// TableName is fixed because GORM would say "standings".
func (Standing) TableName() string { return "organisation_standings" }

// HoldsWithin reports whether the standing holds at some moment from one on and
// before another.
func (s Standing) HoldsWithin(from, until clock.Instant) bool {
	return s.FromAt < until && (s.UntilAt.IsZero() || s.UntilAt > from)
}

// OrganisationInput is what a person states about an organisation.
type OrganisationInput struct {
	RegistrationNumber string
	Name               string
	NameEn             string
	Kind               OrganisationKind
	Representative     string
}

func (in OrganisationInput) check() error {
	fields := []fault.Field{}
	if _, ok := NormaliseRegistrationNumber(in.RegistrationNumber); !ok {
		fields = append(fields, fault.At("body.registration_number", "account.registration_number_wrong"))
	}
	fields = append(fields, CheckName("body.name", in.Name, maxName)...)
	fields = append(fields, CheckName("body.representative", in.Representative, maxName)...)
	fields = append(fields, CheckOptionalName("body.name_en", in.NameEn, maxName)...)
	if !slices.Contains(OrganisationKinds, in.Kind) {
		fields = append(fields, fault.At("body.kind", "input.not_allowed"))
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

// CreateOrganisation registers an organisation; its creator becomes its
// officer. A number that is registered already is a Conflict
// (account.organisation_exists) that says whom to ask.
func (s *Service) CreateOrganisation(ctx context.Context, who actor.Actor, in OrganisationInput) (Organisation, error) {
	if err := in.check(); err != nil {
		return Organisation{}, err
	}
	return store.Once(ctx, s.store, func(tx *store.Tx) (Organisation, error) {
		return createOrganisation(tx, who, in)
	})
}

func createOrganisation(tx *store.Tx, who actor.Actor, in OrganisationInput) (Organisation, error) {
	number, _ := NormaliseRegistrationNumber(in.RegistrationNumber)
	o := Organisation{
		ID: store.NewID(), RegistrationNumber: number,
		Name: strings.TrimSpace(in.Name), SortName: SortName(in.Name), NameEn: strings.TrimSpace(in.NameEn),
		Kind: in.Kind, Representative: strings.TrimSpace(in.Representative),
		CreatedBy: who.PersonID, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
	}
	if err := insertOrganisation(tx, o); err != nil {
		return Organisation{}, err
	}
	if err := Grant(tx, who, who.PersonID, actor.Officer, actor.Organisation, o.ID); err != nil {
		return Organisation{}, err
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "account.organisation_created", ObjectKind: "organisation", ObjectID: o.ID,
		Details: map[string]any{"registration_number": number, "name": o.Name, "kind": string(o.Kind)},
	})
	return o, err
}

// FindOrganisations searches legal and English names and registration numbers,
// sorted by name; at most 50. Only those who run calls or the installation may
// look around: who else competes is nobody's business. Others get their own
// organisations, and by its whole registration number any one, without its
// representative.
func (s *Service) FindOrganisations(ctx context.Context, who actor.Actor, search string) (found []Organisation, err error) {
	search = strings.TrimSpace(search)
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		switch {
		case staff(who):
			found, err = findOrganisations(tx, search)
		case search == "":
			found, err = organisationsOf(tx, who)
		default:
			found, err = organisationWithNumber(tx, search)
		}
		return err
	})
	return found, err
}

func staff(who actor.Actor) bool {
	return who.HoldsAnywhere(actor.Operator, actor.Organiser, actor.Administrator, actor.Approver)
}

func organisationWithNumber(tx *store.Tx, raw string) ([]Organisation, error) {
	number, ok := NormaliseRegistrationNumber(raw)
	if !ok {
		return []Organisation{}, nil
	}
	found, err := organisationsByNumber(tx, number)
	for i := range found {
		found[i].Representative = ""
	}
	return found, err
}

// MyOrganisations lists those for which the actor may act.
func (s *Service) MyOrganisations(ctx context.Context, who actor.Actor) (mine []Organisation, err error) {
	ids := who.Scopes(actor.Officer, actor.Organisation)
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		mine, err = organisationsByIDs(tx, ids)
		return err
	})
	return mine, err
}

// Organisation gives one organisation, or account.organisation_not_found; its
// representative only to those who run calls or the installation and to its own
// people.
func (s *Service) Organisation(ctx context.Context, who actor.Actor, id string) (o Organisation, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		o, err = OrganisationByID(tx, id)
		return err
	})
	if !staff(who) && o.CreatedBy != who.PersonID && !who.Holds(actor.Officer, actor.Organisation, o.ID) {
		o.Representative = ""
	}
	return o, err
}

// StandingsAt lists what stands about the organisations at that moment, in the
// order in which it began.
func StandingsAt(tx *store.Tx, organisationIDs []string, at clock.Instant) ([]Standing, error) {
	all, err := Standings(tx, organisationIDs)
	return slices.DeleteFunc(all, func(s Standing) bool { return !s.HoldsWithin(at, at+1) }), err
}

// AddStanding writes a dated fact about an organisation.
func AddStanding(tx *store.Tx, who actor.Actor, standing Standing) error {
	standing.ID, standing.CreatedAt = store.NewID(), tx.Now()
	if err := insertStanding(tx, standing); err != nil {
		return err
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "account.standing_added", ObjectKind: "organisation", ObjectID: standing.OrganisationID,
		Details: map[string]any{"kind": standing.Kind, "reference": standing.ReferenceID, "reason": standing.Reason},
	})
	return err
}
