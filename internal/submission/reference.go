package submission

import (
	"crypto/rand"
	"strings"

	"wbl/internal/store"
)

// referenceLetters are 32, so that one byte chooses without a bias, and leave
// out 0, 1, I and O, which people confuse on the telephone.
const referenceLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// referenceLength gives 2^35 numbers: they cannot be guessed one after the
// other, and do not tell how many teams have filed.
const referenceLength = 7

// newReference makes a number such as WBL-2025-7F3K9QA.
func newReference(callKey string) string {
	var raw [referenceLength]byte
	rand.Read(raw[:])
	for i, b := range raw {
		raw[i] = referenceLetters[b%byte(len(referenceLetters))]
	}
	return strings.ToUpper(callKey) + "-" + string(raw[:])
}

// freeReference makes one that no version has.
func freeReference(tx *store.Tx, callKey string) (string, error) {
	for {
		reference := newReference(callKey)
		taken, err := referenceTaken(tx, reference)
		if err != nil || !taken {
			return reference, err
		}
	}
}
