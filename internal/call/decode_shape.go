package call

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/scoring"
)

// Limits of anything that is read.
const (
	maxText = 4000
	maxList = 100
)

// shapeProblems compares a loosely read JSON value with the type of target: it
// lists keys that the type does not have, values of another type, texts and lists
// that are too long. encoding/json would stop at the first. What fits is put into
// target, so that it can be looked at further.
func shapeProblems(at string, loose any, target any) []fault.Field {
	s := shape{}
	kept, ok := s.walk(at, reflect.TypeOf(target).Elem(), loose)
	if len(s.problems) == 0 || !ok {
		return s.problems
	}
	raw, err := json.Marshal(kept)
	if err == nil {
		err = json.Unmarshal(raw, target)
	}
	s.demand(err == nil, at, "input.unreadable")
	return s.problems
}

type shape struct{ problems }

var (
	selfReading    = reflect.TypeFor[encoding.TextUnmarshaler]()
	propertiesType = reflect.TypeFor[Properties]()
	instantType    = reflect.TypeFor[clock.Instant]()
	pointsType     = reflect.TypeFor[scoring.Points]()
)

// walk gives what of v fits t, and false when nothing does.
func (s *shape) walk(at string, t reflect.Type, v any) (any, bool) {
	switch {
	case t.Kind() == reflect.Pointer:
		return s.walk(at, t.Elem(), v)
	case t == propertiesType:
		return s.object(at, v, func(string) (reflect.Type, bool) { return reflect.TypeFor[Property](), true })
	case reflect.PointerTo(t).Implements(selfReading):
		return s.selfReading(at, t, v)
	}
	switch t.Kind() {
	case reflect.Struct:
		fields := fieldsOf(t)
		return s.object(at, v, func(key string) (reflect.Type, bool) { f, ok := fields[key]; return f, ok })
	case reflect.Map:
		return s.object(at, v, func(string) (reflect.Type, bool) { return t.Elem(), true })
	case reflect.Slice:
		return s.list(at, t.Elem(), v)
	case reflect.String:
		return s.text(at, v)
	case reflect.Bool:
		_, ok := v.(bool)
		return s.typed(at, v, ok)
	default:
		return s.integer(at, v)
	}
}

func (s *shape) integer(at string, v any) (any, bool) {
	number, ok := v.(json.Number)
	if ok {
		_, err := number.Int64()
		ok = err == nil
	}
	return s.typed(at, v, ok)
}

func (s *shape) typed(at string, v any, ok bool) (any, bool) {
	s.demand(ok, at, "input.wrong_type")
	return v, ok
}

func (s *shape) object(at string, v any, typeOf func(key string) (reflect.Type, bool)) (any, bool) {
	object, ok := v.(map[string]any)
	if !ok {
		return s.typed(at, v, false)
	}
	s.count(at, len(object), 0, maxList)
	kept := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		t, known := typeOf(key)
		if !known {
			s.add(at+"."+key, "input.unknown_field")
			continue
		}
		if value, ok := s.walk(at+"."+key, t, object[key]); ok {
			kept[key] = value
		}
	}
	return kept, true
}

func (s *shape) list(at string, t reflect.Type, v any) (any, bool) {
	list, ok := v.([]any)
	if !ok {
		return s.typed(at, v, false)
	}
	s.count(at, len(list), 0, maxList)
	kept := make([]any, len(list))
	for i, item := range list {
		if value, ok := s.walk(fmt.Sprintf("%s[%d]", at, i), t, item); ok {
			kept[i] = value
		}
	}
	return kept, true
}

func (s *shape) text(at string, v any) (any, bool) {
	value, ok := v.(string)
	if !ok {
		return s.typed(at, v, false)
	}
	s.demand(utf8.RuneCountInString(value) <= maxText, at, "input.too_long", fault.Args{"max": maxText})
	s.readable(at, value)
	return value, true
}

// selfReading asks a type that reads its own text whether it can.
func (s *shape) selfReading(at string, t reflect.Type, v any) (any, bool) {
	text, ok := v.(string)
	ok = ok && reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil
	switch {
	case ok:
	case t == instantType:
		s.add(at, "call.time_unreadable")
	case t == pointsType:
		s.add(at, "call.points_unreadable")
	default:
		s.add(at, "input.wrong_type")
	}
	return v, ok
}

// fieldsOf gives the keys that encoding/json reads into a struct, with those of
// embedded structs among them.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for _, field := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			fields[name] = field.Type
		}
	}
	return fields
}
