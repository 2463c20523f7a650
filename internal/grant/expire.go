package grant

import (
	"context"
	"encoding/json"
	"fmt"

	"wbl/internal/actor"
	"wbl/internal/store"
)

// ReleaseJob is the kind of the job that frees what was offered and not answered.
// ReleaseExpired handles it.
const ReleaseJob = "grant.release"

type releasePayload struct {
	CallID string `json:"call_id"`
}

// ReleaseExpired is the handler of ReleaseJob. Whoever books of a pool does the
// same first, so that nobody waits for the job.
func (s *Service) ReleaseExpired(ctx context.Context, payload json.RawMessage) error {
	var of releasePayload
	if err := json.Unmarshal(payload, &of); err != nil {
		return fmt.Errorf("payload of %s: %w", ReleaseJob, err)
	}
	return s.store.Write(ctx, func(tx *store.Tx) error {
		if err := lock(tx, of.CallID); err != nil {
			return err
		}
		return release(tx, of.CallID)
	})
}

// release ends the offers of a call that nobody answered in time; the caller
// holds the call's lock.
func release(tx *store.Tx, callID string) error {
	offers, err := openOffers(tx, callID)
	if err != nil {
		return err
	}
	for _, o := range offers {
		if !o.due(tx.Now()) || !o.Status.becomes(Expired) {
			continue
		}
		if err := expire(tx, o); err != nil {
			return err
		}
	}
	return nil
}

func expire(tx *store.Tx, o Offer) error {
	itself := actor.System(tx.Now())
	o.Status = Expired
	if err := updateOffer(tx, o, nil); err != nil {
		return err
	}
	view, err := viewOffer(tx, o)
	if err != nil {
		return err
	}
	if err := post(tx, itself, view, "expiry", expiring); err != nil {
		return err
	}
	return record(tx, itself, view.CallID, "grant.offer_expired", "offer", o.ID, map[string]any{"team_id": view.TeamID})
}
