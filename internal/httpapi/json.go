package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// strictJSON refuses what encoding/json passes over in silence: a name given
// twice, bytes that are no text, and NUL, which no database takes.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, into any) error {
		// Huma reads each body twice: first into any, then into the handler's type.
		if _, first := into.(*any); first {
			if err := checkJSON(data); err != nil {
				return err
			}
		}
		return json.Unmarshal(data, into)
	},
}

var (
	errNotText   = errors.New("the body is not text")
	errNameTwice = errors.New("a name is given twice")
)

// checkJSON leaves syntax to encoding/json, which looks at it first because it
// bounds the depth.
func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return errNotText
	}
	if !json.Valid(data) {
		return errors.New("the body is not JSON")
	}
	return walkJSON(json.NewDecoder(bytes.NewReader(data)))
}

// level is one object or array that is being read: the names so far, and
// whether the next text is a name.
type level struct {
	names map[string]bool // nil in an array
	name  bool
}

func walkJSON(tokens *json.Decoder) error {
	tokens.UseNumber()
	open := []*level{{}}
	for {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'):
			open = append(open, &level{names: map[string]bool{}, name: true})
			continue
		case json.Delim('['):
			open = append(open, &level{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		default:
			if err := open[len(open)-1].take(token); err != nil {
				return err
			}
			continue
		}
		open[len(open)-1].valueRead()
	}
}

// take reads a name or a plain value.
func (l *level) take(token json.Token) error {
	text, isText := token.(string)
	if strings.ContainsRune(text, 0) {
		return errNotText
	}
	if !l.name || !isText {
		l.valueRead()
		return nil
	}
	if l.names[text] {
		return errNameTwice
	}
	l.names[text], l.name = true, false
	return nil
}

func (l *level) valueRead() { l.name = l.names != nil }
