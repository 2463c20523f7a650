package account

import (
	"net/netip"
	"time"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Failed sign-ins allowed: for one account (whatever the address), and from
// one address (whatever the account). They expire by themselves, so that nobody
// can lock another person out for ever.
const (
	accountFailures = 10
	accountWindow   = 15 * time.Minute
	addressFailures = 100
	addressWindow   = time.Hour
	failureBucket   = clock.Minute
)

// signInFailure counts the failures of one subject in one minute.
type signInFailure struct {
	Subject     string        `gorm:"primaryKey"`
	WindowStart clock.Instant `gorm:"primaryKey;autoIncrement:false"`
	Failures    int64
}

func accountSubject(email string) string { return "account:" + hashToken(normaliseEmail(email)) }

// addressSubject takes the whole /64 of an IPv6 address as one: whoever has one
// address of it has all.
func addressSubject(address string) string {
	ip, err := netip.ParseAddr(address)
	if err == nil && ip.Is6() && !ip.Is4In6() {
		return "address:" + netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
	}
	return "address:" + address
}

// countAttempt refuses when one of the limits is reached, and else counts the
// attempt as failed; forgiveAttempts takes that back after a success.
func countAttempt(tx *store.Tx, who actor.Actor, email string) error {
	for _, limit := range []struct {
		subject string
		most    int64
		window  time.Duration
	}{
		{accountSubject(email), accountFailures, accountWindow},
		{addressSubject(who.Address), addressFailures, addressWindow},
	} {
		if err := tx.Serialize(limit.subject); err != nil {
			return err
		}
		failures, err := failuresSince(tx, limit.subject, tx.Now().Add(-limit.window))
		if err != nil {
			return err
		}
		if failures >= limit.most {
			refusal := fault.New(fault.TooMany, "account.too_many_failures", fault.Args{"minutes": int(limit.window.Minutes())})
			refusal.RetryAfter = int(limit.window.Seconds())
			return refusal
		}
		if err := addFailures(tx, limit.subject, bucketOf(tx.Now()), 1); err != nil {
			return err
		}
	}
	return nil
}

// forgiveAttempts forgets the account's failures, and takes this one attempt
// off the address: a right password must not wipe out an address's other tries.
func forgiveAttempts(tx *store.Tx, who actor.Actor, email string) error {
	if err := forgetFailures(tx, accountSubject(email)); err != nil {
		return err
	}
	return addFailures(tx, addressSubject(who.Address), bucketOf(tx.Now()), -1)
}

func bucketOf(at clock.Instant) clock.Instant { return at - at%failureBucket }
