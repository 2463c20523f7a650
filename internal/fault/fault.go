// Package fault owns the one error type that services return to their callers.
// A fault has a kind, which decides the status on the wire, and a stable code,
// whose sentences stand in package text. It must never carry a secret or a raw
// driver message in anything but its cause, which only the log sees.
package fault

import (
	"errors"
	"fmt"
)

// Kind groups faults by what the caller can do about them.
type Kind int

// The kinds, with the status that the wire gives each.
const (
	Internal             Kind = iota // 500, also everything that is not a fault
	Malformed                        // 400 the request cannot be read
	Unauthenticated                  // 401 nobody is signed in
	Forbidden                        // 403 signed in, but not in this role
	NotFound                         // 404 missing, or another's
	Conflict                         // 409 the state does not allow it now
	Gone                             // 410 used up or expired
	PreconditionFailed               // 412 somebody else changed it meanwhile
	TooLarge                         // 413
	UnsupportedType                  // 415
	Invalid                          // 422 read, but breaks a rule; names its fields
	PreconditionRequired             // 428 If-Match is missing
	TooMany                          // 429
	Unavailable                      // 503 try again later
)

// Args are the values that a text puts into its sentence.
type Args map[string]any

// Field is one problem at one place of the input.
type Field struct {
	Location string // "body.title", "body.members[2].email", "query.limit"
	Code     string // stable, "package.snake_reason"
	Args     Args
}

// Fault is an error that may be shown.
type Fault struct {
	Kind       Kind
	Code       string // stable, "package.snake_reason"
	Args       Args
	Fields     []Field
	RetryAfter int // seconds, only for TooMany and Unavailable
	cause      error
}

// New makes a fault; the optional args fill the sentence of its code.
func New(kind Kind, code string, args ...Args) *Fault {
	f := &Fault{Kind: kind, Code: code}
	if len(args) > 0 {
		f.Args = args[0]
	}
	return f
}

// InvalidInput makes an Invalid fault that names its fields.
func InvalidInput(fields ...Field) *Fault {
	return &Fault{Kind: Invalid, Code: "input.invalid", Fields: fields}
}

// At names one field: location, code and the args of its sentence.
func At(location, code string, args ...Args) Field {
	f := Field{Location: location, Code: code}
	if len(args) > 0 {
		f.Args = args[0]
	}
	return f
}

// Because keeps the cause for the log.
func (f *Fault) Because(cause error) *Fault {
	copied := *f
	copied.cause = cause
	return &copied
}

// Error is for logs; callers of the wire get the sentence of the code.
func (f *Fault) Error() string {
	if f.cause != nil {
		return fmt.Sprintf("%s: %v", f.Code, f.cause)
	}
	if len(f.Fields) > 0 {
		return fmt.Sprintf("%s: %s %s", f.Code, f.Fields[0].Location, f.Fields[0].Code)
	}
	return f.Code
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Is matches another fault by its code, so that errors.Is works on copies.
func (f *Fault) Is(target error) bool {
	var other *Fault
	return errors.As(target, &other) && other.Code == f.Code
}

// KindOf is the kind of the fault in err's chain; anything unknown is Internal.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// CodeOf is the code of the fault in err's chain, or "" for anything unknown.
func CodeOf(err error) string {
	var f *Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}
