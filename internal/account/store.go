package account

import (
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// PersonByID gives one person, or account.person_not_found.
func PersonByID(tx *store.Tx, id string) (Person, error) {
	var p Person
	err := foundPerson(tx.DB().Take(&p, "id = ?", id).Error)
	return p, err
}

// PersonByEmail gives one person by address in any case, or account.person_not_found.
func PersonByEmail(tx *store.Tx, email string) (Person, error) {
	var p Person
	err := foundPerson(tx.DB().Take(&p, "email = ?", NormaliseEmail(email)).Error)
	return p, err
}

func foundPerson(err error) error {
	if store.Missing(err) {
		return errPersonNotFound
	}
	return err
}

// Persons gives the persons with these ids, by id.
func Persons(tx *store.Tx, ids []string) (map[string]Person, error) {
	var rows []Person
	if err := tx.DB().Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	byID := make(map[string]Person, len(rows))
	for _, p := range rows {
		byID[p.ID] = p
	}
	return byID, nil
}

func insertPerson(tx *store.Tx, p Person) error {
	err := tx.DB().Create(&p).Error
	if store.Duplicate(err) {
		return fault.New(fault.Conflict, "account.person_exists").Because(err)
	}
	return err
}

func updatePerson(tx *store.Tx, id string, changes map[string]any) error {
	changes["updated_at"] = tx.Now()
	return tx.DB().Model(&Person{}).Where("id = ?", id).Updates(changes).Error
}

func listPersons(tx *store.Tx, search, afterEmail string, limit int) ([]Person, error) {
	query := tx.DB().Where("email > ?", afterEmail).Order("email").Limit(limit)
	if search != "" {
		like := store.Contains(strings.ToLower(search))
		query = query.Where(`email LIKE ? ESCAPE '\' OR lower(name) LIKE ? ESCAPE '\'`, like, like)
	}
	rows := []Person{}
	err := query.Find(&rows).Error
	return rows, err
}

// OrganisationByID gives one organisation, or account.organisation_not_found.
func OrganisationByID(tx *store.Tx, id string) (Organisation, error) {
	var o Organisation
	err := tx.DB().Take(&o, "id = ?", id).Error
	if store.Missing(err) {
		return o, fault.New(fault.NotFound, "account.organisation_not_found")
	}
	return o, err
}

// Organisations gives the organisations with these ids, by id.
func Organisations(tx *store.Tx, ids []string) (map[string]Organisation, error) {
	rows, err := organisationsByIDs(tx, ids)
	byID := make(map[string]Organisation, len(rows))
	for _, o := range rows {
		byID[o.ID] = o
	}
	return byID, err
}

func organisationsByIDs(tx *store.Tx, ids []string) ([]Organisation, error) {
	rows := []Organisation{}
	err := tx.DB().Where("id IN ?", ids).Order("sort_name, id").Find(&rows).Error
	return rows, err
}

// organisationsOf lists those that the person registered or may act for.
func organisationsOf(tx *store.Tx, who actor.Actor) ([]Organisation, error) {
	rows := []Organisation{}
	err := tx.DB().Where("created_by = ? OR id IN ?", who.PersonID, who.Scopes(actor.Officer, actor.Organisation)).
		Order("sort_name, id").Find(&rows).Error
	return rows, err
}

// organisationsByNumber gives the one with these ten digits, or none.
func organisationsByNumber(tx *store.Tx, number string) ([]Organisation, error) {
	rows := []Organisation{}
	err := tx.DB().Where("registration_number = ?", number).Find(&rows).Error
	return rows, err
}

func findOrganisations(tx *store.Tx, search string) ([]Organisation, error) {
	query := tx.DB().Order("sort_name, id").Limit(50)
	if search != "" {
		like := store.Contains(strings.ToLower(search))
		query = query.Where(`lower(name) LIKE ? ESCAPE '\' OR lower(name_en) LIKE ? ESCAPE '\' OR registration_number = ?`,
			like, like, strings.ReplaceAll(search, "-", ""))
	}
	rows := []Organisation{}
	err := query.Find(&rows).Error
	return rows, err
}

func insertOrganisation(tx *store.Tx, o Organisation) error {
	err := tx.DB().Create(&o).Error
	if store.Duplicate(err) {
		return fault.New(fault.Conflict, "account.organisation_exists").Because(err)
	}
	return err
}

func insertStanding(tx *store.Tx, s Standing) error { return tx.DB().Create(&s).Error }

// Standings lists what stands about the organisations, or once did or will, in
// the order in which it begins.
func Standings(tx *store.Tx, organisationIDs []string) ([]Standing, error) {
	rows := []Standing{}
	err := tx.DB().Where("organisation_id IN ?", organisationIDs).Order("from_at, id").Find(&rows).Error
	return rows, err
}

// insertRole reports whether the row is new.
func insertRole(tx *store.Tx, r Role) (bool, error) {
	created := tx.DB().Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	return created.RowsAffected == 1, created.Error
}

// deleteRole reports whether there was such a row.
func deleteRole(tx *store.Tx, personID string, g actor.Grant) (bool, error) {
	deleted := tx.DB().Where("person_id = ? AND role = ? AND scope_kind = ? AND scope_id = ?",
		personID, g.Role, g.ScopeKind, g.ScopeID).Delete(&Role{})
	return deleted.RowsAffected == 1, deleted.Error
}

func rolesOf(tx *store.Tx, personID string) ([]Role, error) {
	rows := []Role{}
	err := tx.DB().Where("person_id = ?", personID).Order("role, scope_kind, scope_id").Find(&rows).Error
	return rows, err
}

// rolesOfAll gives the roles of several persons with one query, by person.
func rolesOfAll(tx *store.Tx, persons []Person) (map[string][]Role, error) {
	ids := make([]string, len(persons))
	for i, p := range persons {
		ids[i] = p.ID
	}
	rows := []Role{}
	err := tx.DB().Where("person_id IN ?", ids).Order("role, scope_kind, scope_id").Find(&rows).Error
	byPerson := map[string][]Role{}
	for _, row := range rows {
		byPerson[row.PersonID] = append(byPerson[row.PersonID], row)
	}
	return byPerson, err
}

// PersonsHolding lists who has the role in that scope, by name.
func PersonsHolding(tx *store.Tx, role actor.Role, kind actor.ScopeKind, scopeID string) ([]Person, error) {
	rows := []Person{}
	err := tx.DB().Joins("JOIN roles ON roles.person_id = persons.id").
		Where("roles.role = ? AND roles.scope_kind = ? AND roles.scope_id = ?", role, kind, scopeID).
		Find(&rows).Error
	slices.SortFunc(rows, func(a, b Person) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return rows, err
}
