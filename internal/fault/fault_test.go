package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"wbl/internal/fault"
)

func TestKindSurvivesWrapping(t *testing.T) {
	inner := fault.New(fault.Conflict, "call.not_open")
	wrapped := fmt.Errorf("open the call: %w", inner)
	if fault.KindOf(wrapped) != fault.Conflict || fault.CodeOf(wrapped) != "call.not_open" {
		t.Fatal(wrapped)
	}
	if !errors.Is(wrapped, fault.New(fault.Conflict, "call.not_open")) {
		t.Fatal("a fault with the same code is not recognised")
	}
	if errors.Is(wrapped, fault.New(fault.Conflict, "call.closed")) {
		t.Fatal("a fault with another code is taken for the same")
	}
}

func TestUnknownErrorsAreInternal(t *testing.T) {
	err := errors.New("pq: password authentication failed")
	if fault.KindOf(err) != fault.Internal || fault.CodeOf(err) != "" {
		t.Fatal(fault.KindOf(err), fault.CodeOf(err))
	}
}

func TestBecauseLeavesTheOriginalAlone(t *testing.T) {
	cause := errors.New("disk on fire")
	original := fault.New(fault.Unavailable, "store.unavailable")
	derived := original.Because(cause)
	if !errors.Is(derived, cause) || errors.Is(original, cause) {
		t.Fatal("the cause went to the wrong fault")
	}
}
