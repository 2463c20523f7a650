package account

import (
	"net/netip"
	"time"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// What is allowed within a time: failed sign-ins for one account (whatever the
// address) and from one address (whatever the account), and mails with a one-time
// link to one mailbox and from one sender. The counts expire by themselves, so
// that nobody can lock another person out for ever.
var (
	accountFailures = allowance{10, 15 * time.Minute}
	addressFailures = allowance{100, time.Hour}
	mailboxLinks    = allowance{5, time.Hour}
	senderLinks     = allowance{60, time.Hour}
)

const attemptBucket = clock.Minute

type allowance struct {
	most   int64
	window time.Duration
}

// limit is an allowance of one subject.
type limit struct {
	subject string
	allowance
}

// attemptCount counts the attempts of one subject in one minute.
type attemptCount struct {
	Subject     string        `gorm:"primaryKey"`
	WindowStart clock.Instant `gorm:"primaryKey;autoIncrement:false"`
	Attempts    int64
}

func (attemptCount) TableName() string { return "attempts" }

func accountSubject(email string) string { return "account:" + HashToken(NormaliseEmail(email)) }

// networkOf takes the whole /64 of an IPv6 address as one: whoever has one
// address of it has all.
func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err == nil && ip.Is6() && !ip.Is4In6() {
		return netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
	}
	return address
}

func addressSubject(address string) string { return "address:" + networkOf(address) }

// countSignIn counts an attempt as failed; forgiveSignIn takes that back after
// a success.
func countSignIn(tx *store.Tx, who actor.Actor, email string) error {
	return count(tx, "account.too_many_failures",
		limit{accountSubject(email), accountFailures}, limit{addressSubject(who.Address), addressFailures})
}

// CountLink counts a mail with a one-time link, and refuses too many within an
// hour (account.too_many_links): nobody may fill a mailbox with our mails. The
// sender is an address where nobody is signed in, and else a person's id.
func CountLink(tx *store.Tx, sender, email string) error {
	return count(tx, "account.too_many_links",
		limit{"link-to:" + HashToken(NormaliseEmail(email)), mailboxLinks}, limit{"link-from:" + networkOf(sender), senderLinks})
}

// count refuses with the code when one of the limits is reached, and else
// counts one attempt on each.
func count(tx *store.Tx, code string, limits ...limit) error {
	for _, l := range limits {
		if err := tx.Serialize(l.subject); err != nil {
			return err
		}
		attempts, err := attemptsSince(tx, l.subject, tx.Now().Add(-l.window))
		if err != nil {
			return err
		}
		if attempts >= l.most {
			refusal := fault.New(fault.TooMany, code, fault.Args{"minutes": int(l.window.Minutes())})
			refusal.RetryAfter = int(l.window.Seconds())
			return refusal
		}
		if err := addAttempts(tx, l.subject, bucketOf(tx.Now()), 1); err != nil {
			return err
		}
	}
	return nil
}

// forgiveSignIn forgets the account's failures, and takes this one attempt off
// the address: a right password must not wipe out an address's other tries.
func forgiveSignIn(tx *store.Tx, who actor.Actor, email string) error {
	if err := forgetAttempts(tx, accountSubject(email)); err != nil {
		return err
	}
	return addAttempts(tx, addressSubject(who.Address), bucketOf(tx.Now()), -1)
}

func bucketOf(at clock.Instant) clock.Instant { return at - at%attemptBucket }
