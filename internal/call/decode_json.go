package call

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"wbl/internal/fault"
)

// maxDepth is far more than any call has; without it the places of problems
// could grow as long as the input.
const maxDepth = 32

var errTooDeep = errors.New("call: too many levels")

// repeatedKeys lists the keys that valid JSON gives twice in one object, of which
// encoding/json would take the last in silence.
func repeatedKeys(raw []byte) problems {
	r := keyReader{tokens: json.NewDecoder(bytes.NewReader(raw))}
	if err := r.value("body", 0); err != nil {
		return problems{fault.At("body", "input.unreadable")}
	}
	return r.problems
}

type keyReader struct {
	problems
	tokens *json.Decoder
}

func (r *keyReader) value(at string, depth int) error {
	token, err := r.tokens.Token()
	switch {
	case err != nil:
		return err
	case depth > maxDepth:
		return errTooDeep
	case token == json.Delim('{'):
		err = r.object(at, depth)
	case token == json.Delim('['):
		err = r.list(at, depth)
	default:
		return nil
	}
	if err == nil {
		_, err = r.tokens.Token() // the closing bracket
	}
	return err
}

func (r *keyReader) object(at string, depth int) error {
	seen := map[string]bool{}
	for r.tokens.More() {
		token, err := r.tokens.Token()
		if err != nil {
			return err
		}
		key := fmt.Sprint(token)
		place := at + "." + key
		r.demand(!seen[key], place, "call.key_repeated", fault.Args{"key": key})
		seen[key] = true
		if err := r.value(place, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (r *keyReader) list(at string, depth int) error {
	for i := 0; r.tokens.More(); i++ {
		if err := r.value(fmt.Sprintf("%s[%d]", at, i), depth+1); err != nil {
			return err
		}
	}
	return nil
}
