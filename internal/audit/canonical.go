package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
)

// maxInteger is the largest whole number that every JSON reader keeps exactly.
const maxInteger = 1<<53 - 1

var (
	errFraction  = errors.New("only whole numbers up to 2^53-1 are canonical; write others as a string")
	errDuplicate = errors.New("the same key stands twice in one object")
)

// Canonical gives the one JSON form of v that is hashed and signed: RFC 8785
// (keys sorted by UTF-16 code units, no space, shortest escapes) for what
// records hold: null, booleans, strings, arrays, objects and whole numbers up to
// 2^53-1. It refuses other numbers, whose form differs between languages, and
// objects that name a key twice.
func Canonical(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var out bytes.Buffer
	if err := writeValue(&out, decoder); err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return out.Bytes(), nil
}

func writeValue(out *bytes.Buffer, in *json.Decoder) error {
	token, err := in.Token()
	if err != nil {
		return err
	}
	switch token := token.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		out.WriteString(strconv.FormatBool(token))
	case string:
		writeString(out, token)
	case json.Number:
		return writeNumber(out, token)
	case json.Delim:
		if token == '[' {
			return writeArray(out, in)
		}
		return writeObject(out, in)
	}
	return nil
}

func writeArray(out *bytes.Buffer, in *json.Decoder) error {
	out.WriteByte('[')
	for first := true; in.More(); first = false {
		if !first {
			out.WriteByte(',')
		}
		if err := writeValue(out, in); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return closing(in)
}

// member is one key of an object with its value in canonical form.
type member struct {
	name  string
	order []uint16
	value []byte
}

func writeObject(out *bytes.Buffer, in *json.Decoder) error {
	members, err := readMembers(in)
	if err != nil {
		return err
	}
	slices.SortFunc(members, func(a, b member) int { return slices.Compare(a.order, b.order) })
	out.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			if members[i-1].name == m.name {
				return fmt.Errorf("%q: %w", m.name, errDuplicate)
			}
			out.WriteByte(',')
		}
		writeString(out, m.name)
		out.WriteByte(':')
		out.Write(m.value)
	}
	out.WriteByte('}')
	return nil
}

func readMembers(in *json.Decoder) ([]member, error) {
	var members []member
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return nil, err
		}
		name, ok := token.(string)
		if !ok {
			return nil, io.ErrUnexpectedEOF
		}
		var value bytes.Buffer
		if err := writeValue(&value, in); err != nil {
			return nil, err
		}
		members = append(members, member{name: name, order: utf16.Encode([]rune(name)), value: value.Bytes()})
	}
	return members, closing(in)
}

func closing(in *json.Decoder) error {
	_, err := in.Token()
	return err
}

func writeNumber(out *bytes.Buffer, number json.Number) error {
	whole, err := number.Int64()
	if err != nil || whole > maxInteger || whole < -maxInteger {
		return fmt.Errorf("%s: %w", number, errFraction)
	}
	out.WriteString(strconv.FormatInt(whole, 10))
	return nil
}

var shortEscapes = map[byte]string{
	'"': `\"`, '\\': `\\`, '\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`,
}

// writeString writes s, which is valid UTF-8, in whole runs between the few bytes
// that need an escape.
func writeString(out *bytes.Buffer, s string) {
	out.WriteByte('"')
	run := 0
	for i := range len(s) {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' {
			continue
		}
		out.WriteString(s[run:i])
		run = i + 1
		if short, ok := shortEscapes[b]; ok {
			out.WriteString(short)
		} else {
			fmt.Fprintf(out, `\u%04x`, b)
		}
	}
	out.WriteString(s[run:])
	out.WriteByte('"')
}
