package account

import (
	"slices"
	"time"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// What is allowed within a time: failed sign-ins for one account from one
// network, for one account from everywhere and from one network for every
// account, and mails with a one-time link to one mailbox and from one sender. The
// counts expire by themselves, so that nobody can lock another person out for
// ever.
var (
	pairFailures    = allowance{10, 15 * time.Minute}
	accountFailures = allowance{100, 15 * time.Minute}
	networkFailures = allowance{100, time.Hour}
	mailboxLinks    = allowance{5, time.Hour}  // from all who are not signed in, or from one person
	peopleLinks     = allowance{30, time.Hour} // to one mailbox from all people
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

// attempt is a sign-in that has been counted as failed before its password is
// looked at.
type attempt struct {
	person Person // empty when nobody has the address
	known  bool   // the person has signed in from this network before
	shared error  // why strangers to this network are refused; nil: they are not
}

// hash is what the password is compared with. It takes as long, and no password
// gives it, where there is no account and where a stranger is refused anyway.
func (a attempt) hash() string {
	if a.person.PasswordHash == "" || a.person.Status != Active || a.shared != nil && !a.known {
		return dummyHash
	}
	return a.person.PasswordHash
}

func pairLimit(who actor.Actor, email string) limit {
	return limit{"account-from:" + HashToken(NormaliseEmail(email)) + ":" + actor.NetworkOf(who.Address), pairFailures}
}

// sharedLimits are those that strangers can use up.
func sharedLimits(who actor.Actor, email string) []limit {
	return []limit{
		{"account:" + HashToken(NormaliseEmail(email)), accountFailures},
		{"address:" + actor.NetworkOf(who.Address), networkFailures},
	}
}

// countSignIn counts an attempt as failed; forgiveSignIn takes that back after
// a success. What strangers used up keeps nobody out who has signed in from this
// network before; but only the right password is answered otherwise then, and
// the work is the same for every address, so that nobody learns who has.
func countSignIn(tx *store.Tx, who actor.Actor, email string) (a attempt, err error) {
	if err := count(tx, "account.too_many_failures", pairLimit(who, email)); err != nil {
		return a, err
	}
	a.shared = count(tx, "account.too_many_failures", sharedLimits(who, email)...)
	if a.shared != nil && fault.KindOf(a.shared) != fault.TooMany {
		return a, a.shared
	}
	a.known, err = signedInFrom(tx, email, actor.NetworkOf(who.Address))
	if err != nil {
		return a, err
	}
	a.person, err = PersonByEmail(tx, email)
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return a, err
}

func signedInFrom(tx *store.Tx, email, network string) (bool, error) {
	addresses, err := sessionAddresses(tx, email)
	return slices.ContainsFunc(addresses, func(a string) bool { return actor.NetworkOf(a) == network }), err
}

// CountLink counts a mail with a one-time link, and refuses too many within an
// hour (account.too_many_links): nobody may fill a mailbox with our mails. What
// one sender uses up does not stop the next: people each have their own
// allowance for a mailbox, beside the one of all who are not signed in.
func CountLink(tx *store.Tx, who actor.Actor, email string) error {
	mailbox := HashToken(NormaliseEmail(email))
	limits := []limit{
		{"link-to:" + mailbox, mailboxLinks},
		{"link-from:" + actor.NetworkOf(who.Address), senderLinks},
	}
	if who.SignedIn() {
		limits = []limit{
			{"link-by:" + who.PersonID + ":" + mailbox, mailboxLinks},
			{"link-from-people:" + mailbox, peopleLinks},
			{"link-from:" + who.PersonID, senderLinks},
		}
	}
	return count(tx, "account.too_many_links", limits...)
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
	}
	return add(tx, 1, limits)
}

func add(tx *store.Tx, n int64, limits []limit) error {
	for _, l := range limits {
		if err := addAttempts(tx, l.subject, bucketOf(tx.Now()), n); err != nil {
			return err
		}
	}
	return nil
}

// forgiveSignIn forgets the account's failures from this network. From the
// shared counts it takes this one attempt, if it stands there: a right password
// must not wipe out others' tries.
func forgiveSignIn(tx *store.Tx, who actor.Actor, email string, a attempt) error {
	if err := forgetAttempts(tx, pairLimit(who, email).subject); err != nil {
		return err
	}
	if a.shared == nil {
		return add(tx, -1, sharedLimits(who, email))
	}
	return nil
}

func bucketOf(at clock.Instant) clock.Instant { return at - at%attemptBucket }
