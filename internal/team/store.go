package team

import (
	"gorm.io/gorm/clause"

	"wbl/internal/account"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// ByID gives one team, or team.not_found.
func ByID(tx *store.Tx, id string) (Team, error) {
	var t Team
	err := tx.DB().Take(&t, "id = ?", id).Error
	if store.Missing(err) {
		return t, errNotFound()
	}
	return t, err
}

// Teams gives the teams with these ids, by id.
func Teams(tx *store.Tx, ids []string) (map[string]Team, error) {
	var rows []Team
	if err := tx.DB().Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	byID := make(map[string]Team, len(rows))
	for _, t := range rows {
		byID[t.ID] = t
	}
	return byID, nil
}

func insertTeam(tx *store.Tx, t Team) error {
	err := tx.DB().Create(&t).Error
	if store.Duplicate(err) {
		return fault.New(fault.Conflict, "team.already_leads").Because(err)
	}
	return err
}

// updateTeam gives the team with its new version.
func updateTeam(tx *store.Tx, t Team, ifVersion int64) (Team, error) {
	t.Version, t.UpdatedAt = ifVersion+1, tx.Now()
	updated := tx.DB().Model(&Team{}).Where("id = ? AND version = ?", t.ID, ifVersion).Updates(map[string]any{
		"name": t.Name, "name_en": t.NameEn, "status": t.Status, "version": t.Version, "updated_at": t.UpdatedAt,
	})
	if updated.Error == nil && updated.RowsAffected == 0 {
		return t, fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	}
	return t, updated.Error
}

// listTeams gives a page in the order of sort_name, beginning after the cursor.
func listTeams(tx *store.Tx, callID string, after cursor, limit int) ([]Team, error) {
	rows := []Team{}
	err := tx.DB().Where("call_id = ? AND (sort_name > ? OR sort_name = ? AND id > ?)",
		callID, after.SortName, after.SortName, after.ID).Order("sort_name, id").Limit(limit).Find(&rows).Error
	return rows, err
}

func teamsOfPerson(tx *store.Tx, personID string) ([]Team, error) {
	rows := []Team{}
	err := tx.DB().Joins("JOIN team_members m ON m.team_id = teams.id").Where("m.person_id = ?", personID).
		Order("teams.created_at DESC, teams.id").Find(&rows).Error
	return rows, err
}

// RoleIn is the part that the person plays in the team; ok is false for none.
func RoleIn(tx *store.Tx, teamID, personID string) (role string, ok bool, err error) {
	var m Member
	err = tx.DB().Take(&m, "team_id = ? AND person_id = ?", teamID, personID).Error
	if store.Missing(err) {
		return "", false, nil
	}
	return m.Role, err == nil, err
}

// Organisations lists who takes part in the teams, with the organisations
// themselves: the leads first, then in the order of their sort names.
func Organisations(tx *store.Tx, teamIDs ...string) ([]Participation, error) {
	rows := []Participation{}
	err := tx.DB().Joins("JOIN organisations o ON o.id = team_organisations.organisation_id").
		Where("team_id IN ?", teamIDs).
		Order("CASE role WHEN 'lead' THEN 0 ELSE 1 END, o.sort_name, o.id").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(rows))
	for _, p := range rows {
		ids = append(ids, p.OrganisationID)
	}
	byID, err := account.Organisations(tx, ids)
	for i := range rows {
		rows[i].Organisation = byID[rows[i].OrganisationID]
	}
	return rows, err
}

func insertParticipation(tx *store.Tx, p Participation) error {
	err := tx.DB().Create(&p).Error
	if store.Duplicate(err) {
		return fault.New(fault.Conflict, "team.organisation_takes_part").Because(err)
	}
	return err
}

func deleteParticipation(tx *store.Tx, teamID, organisationID string) error {
	return tx.DB().Where("team_id = ? AND organisation_id = ?", teamID, organisationID).Delete(&Participation{}).Error
}

// Members lists the persons of the team, the lead first, then as they joined.
func Members(tx *store.Tx, teamID string) ([]Member, error) {
	rows := []Member{}
	err := tx.DB().Where("team_id = ?", teamID).
		Order("CASE role WHEN 'lead' THEN 0 ELSE 1 END, joined_at, id").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(rows))
	for _, m := range rows {
		ids = append(ids, m.PersonID)
	}
	byID, err := account.Persons(tx, ids)
	for i := range rows {
		rows[i].Person = byID[rows[i].PersonID]
	}
	return rows, err
}

func insertMember(tx *store.Tx, m Member) error {
	err := tx.DB().Create(&m).Error
	if store.Duplicate(err) {
		return fault.New(fault.Conflict, "team.already_member").Because(err)
	}
	return err
}

func memberByID(tx *store.Tx, teamID, memberID string) (Member, error) {
	var m Member
	err := tx.DB().Take(&m, "id = ? AND team_id = ?", memberID, teamID).Error
	if store.Missing(err) {
		return m, fault.New(fault.NotFound, "team.member_not_found")
	}
	return m, err
}

func deleteMember(tx *store.Tx, m Member) error {
	return tx.DB().Where("id = ?", m.ID).Delete(&Member{}).Error
}

func insertEntry(tx *store.Tx, e Entry) (bool, error) {
	created := tx.DB().Clauses(clause.OnConflict{DoNothing: true}).Create(&e)
	return created.RowsAffected == 1, created.Error
}

func updateOutcome(tx *store.Tx, stageID, teamID, outcome string) (bool, error) {
	updated := tx.DB().Model(&Entry{}).Where("stage_id = ? AND team_id = ?", stageID, teamID).
		Updates(map[string]any{"outcome": outcome, "decided_at": tx.Now()})
	return updated.RowsAffected == 1, updated.Error
}

// EntryOf gives the team's place at the stage; ok is false when it has none.
func EntryOf(tx *store.Tx, stageID, teamID string) (e Entry, ok bool, err error) {
	err = tx.DB().Take(&e, "stage_id = ? AND team_id = ?", stageID, teamID).Error
	if store.Missing(err) {
		return e, false, nil
	}
	if err == nil {
		e.Team, err = ByID(tx, teamID)
	}
	return e, err == nil, err
}

// Entries lists the places at a stage of all teams that have not withdrawn, in
// the order of the teams' sort names.
func Entries(tx *store.Tx, stageID string) ([]Entry, error) {
	rows := []Entry{}
	err := tx.DB().Joins("JOIN teams t ON t.id = stage_entries.team_id").
		Where("stage_id = ? AND t.status = ?", stageID, Active).Order("t.sort_name, t.id").Find(&rows).Error
	return rows, withTeams(tx, rows, err)
}

// EntriesOf lists the team's places at all stages it has reached.
func EntriesOf(tx *store.Tx, teamID string) ([]Entry, error) {
	rows := []Entry{}
	err := tx.DB().Joins("JOIN stages s ON s.id = stage_entries.stage_id").
		Where("team_id = ?", teamID).Order("s.position").Find(&rows).Error
	return rows, withTeams(tx, rows, err)
}

func withTeams(tx *store.Tx, rows []Entry, err error) error {
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(rows))
	for _, e := range rows {
		ids = append(ids, e.TeamID)
	}
	byID, err := Teams(tx, ids)
	for i := range rows {
		rows[i].Team = byID[rows[i].TeamID]
	}
	return err
}
