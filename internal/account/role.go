package account

import (
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/store"
)

// Grant gives a person a role in a scope; giving it again changes nothing.
func Grant(tx *store.Tx, who actor.Actor, personID string, role actor.Role, kind actor.ScopeKind, scopeID string) error {
	added, err := insertRole(tx, Role{
		ID: store.NewID(), PersonID: personID, Role: role, ScopeKind: kind, ScopeID: scopeID,
		GrantedBy: who.PersonID, GrantedAt: tx.Now(),
	})
	if err != nil || !added {
		return err
	}
	return recordRole(tx, who, "account.role_granted", personID, actor.Grant{Role: role, ScopeKind: kind, ScopeID: scopeID})
}

// Revoke takes a role away; taking away what is not held changes nothing.
func Revoke(tx *store.Tx, who actor.Actor, personID string, role actor.Role, kind actor.ScopeKind, scopeID string) error {
	grant := actor.Grant{Role: role, ScopeKind: kind, ScopeID: scopeID}
	removed, err := deleteRole(tx, personID, grant)
	if err != nil || !removed {
		return err
	}
	return recordRole(tx, who, "account.role_revoked", personID, grant)
}

func recordRole(tx *store.Tx, who actor.Actor, action, personID string, g actor.Grant) error {
	_, err := audit.Record(tx, who, audit.Act{
		Action: action, ObjectKind: "person", ObjectID: personID,
		Details: map[string]any{"role": string(g.Role), "scope_kind": string(g.ScopeKind), "scope_id": g.ScopeID},
	})
	return err
}

// AsActor is the person as an actor with every role held now, for work that
// does not come over the wire: the command line, jobs, the demonstration.
func AsActor(tx *store.Tx, personID string, now clock.Instant) (actor.Actor, error) {
	p, err := PersonByID(tx, personID)
	if err != nil {
		return actor.Actor{}, err
	}
	roles, err := rolesOf(tx, personID)
	who := actor.Actor{PersonID: p.ID, Language: p.Language, Arrival: now}
	for _, r := range roles {
		who.Grants = append(who.Grants, actor.Grant{Role: r.Role, ScopeKind: r.ScopeKind, ScopeID: r.ScopeID})
	}
	return who, err
}
