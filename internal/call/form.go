package call

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"wbl/internal/fault"
)

// Form is what teams fill in at a stage, in sections that they do one by one.
type Form struct {
	Sections []Section `json:"sections"`
}

// Section is one part of a form.
type Section struct {
	Key    string `json:"key"`
	Title  Text   `json:"title"`
	Help   Text   `json:"help,omitzero"`
	Schema Schema `json:"schema"`
}

// Schema is the closed subset of JSON Schema (2020-12) that a section can use.
// Its JSON is a JSON Schema: the screens validate with the same bytes.
type Schema struct {
	Type                 string     `json:"type"` // always "object"
	Properties           Properties `json:"properties"`
	Required             []string   `json:"required,omitempty"`
	AdditionalProperties bool       `json:"additionalProperties"` // always false
}

// Properties are the fields of a section in the order in which they are shown.
// In JSON they are an object, whose order is kept.
type Properties []Property

// Property is one field. Lengths count characters (Unicode code points).
type Property struct {
	Key   string       `json:"-"`
	Type  PropertyType `json:"type"`
	Title Text         `json:"x-title"`
	Help  Text         `json:"x-help,omitzero"`
	// The keywords of a string.
	MinLength  int             `json:"minLength,omitempty"`
	MaxLength  int             `json:"maxLength,omitempty"`
	Format     string          `json:"format,omitempty"` // FormatDate or nothing
	Enum       []string        `json:"enum,omitempty"`
	EnumTitles map[string]Text `json:"x-enum-titles,omitempty"`
	Multiline  bool            `json:"x-multiline,omitempty"`
	// The keywords of an integer.
	Minimum *int64 `json:"minimum,omitempty"`
	Maximum *int64 `json:"maximum,omitempty"`
	// Const, for a boolean, can only demand true: a statement to agree with.
	Const *bool `json:"const,omitempty"`
	// The keywords of an array of strings.
	Items    *Items `json:"items,omitempty"`
	MinItems int    `json:"minItems,omitempty"`
	MaxItems int    `json:"maxItems,omitempty"`
}

// Items is one string of an array.
type Items struct {
	Type       PropertyType    `json:"type"`
	MinLength  int             `json:"minLength,omitempty"`
	MaxLength  int             `json:"maxLength,omitempty"`
	Enum       []string        `json:"enum,omitempty"`
	EnumTitles map[string]Text `json:"x-enum-titles,omitempty"`
}

// PropertyType is a type of JSON Schema.
type PropertyType string

// The types that a field can have.
const (
	TypeString  PropertyType = "string"
	TypeInteger PropertyType = "integer"
	TypeBoolean PropertyType = "boolean"
	TypeArray   PropertyType = "array"
)

// FormatDate is the format of a day, such as 2025-06-20.
const FormatDate = "date"

// text gives the string keywords of a field as those of one item.
func (p Property) text() Items {
	return Items{Type: p.Type, MinLength: p.MinLength, MaxLength: p.MaxLength, Enum: p.Enum, EnumTitles: p.EnumTitles}
}

// canBeEmpty reports whether an empty text answers the field: JSON Schema takes
// it for an answer, people do not.
func (p Property) canBeEmpty() bool {
	return p.Type == TypeString && len(p.Enum) == 0 && p.Format == "" && p.MinLength == 0
}

// MarshalJSON writes an object in the order of the fields.
func (p Properties) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, property := range p {
		if i > 0 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(property.Key)
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(property)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%s:%s", key, body)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

var errNotProperties = errors.New("call: properties are not an object")

// UnmarshalJSON reads an object and keeps its order.
func (p *Properties) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return errNotProperties
	}
	*p = Properties{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		property := Property{Key: key.(string)}
		if err := decoder.Decode(&property); err != nil {
			return err
		}
		*p = append(*p, property)
	}
	return nil
}

// Limits of a form. maxInteger is the largest integer that JavaScript keeps exact.
const (
	maxSections   = 30
	maxProperties = 40
	maxLength     = 20_000
	maxItems      = 100
	maxInteger    = 1<<53 - 1
)

// Validate lists everything that is wrong with the form: keywords outside of the
// closed subset, bounds that are missing or contradict each other, repeated keys
// and titles that are missing in a language. Locations start with at.
func (f Form) Validate(at string) []fault.Field {
	var p problems
	p.count(at+".sections", len(f.Sections), 1, maxSections)
	seen := map[string]bool{}
	for i, section := range f.Sections {
		place := fmt.Sprintf("%s.sections[%d]", at, i)
		p.key(place+".key", section.Key, seen)
		p.bothLanguages(place+".title", section.Title)
		p.schema(place+".schema", section.Schema)
	}
	return p
}

func (p *problems) schema(at string, s Schema) {
	p.demand(s.Type == "object", at+".type", "input.not_allowed")
	p.demand(!s.AdditionalProperties, at+".additionalProperties", "input.not_allowed")
	p.count(at+".properties", len(s.Properties), 1, maxProperties)
	seen := map[string]bool{}
	for _, property := range s.Properties {
		place := at + ".properties." + property.Key
		p.key(place, property.Key, seen)
		p.bothLanguages(place+".x-title", property.Title)
		p.property(place, property)
		required := slices.Contains(s.Required, property.Key)
		p.demand(!required || !property.canBeEmpty(), place+".minLength", "call.required_text_can_be_empty")
	}
	for i, key := range s.Required {
		place := fmt.Sprintf("%s.required[%d]", at, i)
		p.demand(seen[key], place, "call.key_unknown", fault.Args{"key": key})
		p.demand(!slices.Contains(s.Required[:i], key), place, "call.key_repeated", fault.Args{"key": key})
	}
}

func (p *problems) property(at string, f Property) {
	p.stray(at, f)
	switch f.Type {
	case TypeString:
		p.text(at, f.text(), f.Format)
	case TypeInteger:
		p.integer(at, f)
	case TypeBoolean:
		p.demand(f.Const == nil || *f.Const, at+".const", "input.not_allowed")
	case TypeArray:
		p.array(at, f)
	default:
		p.add(at+".type", "input.not_allowed")
	}
}

// stray finds keywords that the type of the field does not have: they would be
// read as rules and have no effect.
func (p *problems) stray(at string, f Property) {
	for _, keyword := range []struct {
		name  string
		given bool
		of    PropertyType
	}{
		{"minLength", f.MinLength != 0, TypeString},
		{"maxLength", f.MaxLength != 0, TypeString},
		{"format", f.Format != "", TypeString},
		{"enum", len(f.Enum) > 0, TypeString},
		{"x-enum-titles", len(f.EnumTitles) > 0, TypeString},
		{"x-multiline", f.Multiline, TypeString},
		{"minimum", f.Minimum != nil, TypeInteger},
		{"maximum", f.Maximum != nil, TypeInteger},
		{"const", f.Const != nil, TypeBoolean},
		{"items", f.Items != nil, TypeArray},
		{"minItems", f.MinItems != 0, TypeArray},
		{"maxItems", f.MaxItems != 0, TypeArray},
	} {
		p.demand(!keyword.given || keyword.of == f.Type, at+"."+keyword.name, "call.keyword_not_of_type")
	}
}

// text checks a string: one of a list, a day, or text with a most length.
func (p *problems) text(at string, s Items, format string) {
	p.demand(format == "" || format == FormatDate, at+".format", "input.not_allowed")
	if len(s.Enum) > 0 {
		p.options(at, s)
	}
	p.demand(len(s.Enum) > 0 || len(s.EnumTitles) == 0, at+".x-enum-titles", "call.keyword_not_of_type")
	if len(s.Enum) > 0 || format == FormatDate {
		p.demand(s.MinLength == 0, at+".minLength", "call.keyword_not_of_type")
		p.demand(s.MaxLength == 0, at+".maxLength", "call.keyword_not_of_type")
		return
	}
	between(p, at+".maxLength", s.MaxLength, 1, maxLength)
	between(p, at+".minLength", s.MinLength, 0, s.MaxLength)
}

func (p *problems) options(at string, s Items) {
	p.count(at+".enum", len(s.Enum), 1, maxItems)
	for i, value := range s.Enum {
		place := fmt.Sprintf("%s.enum[%d]", at, i)
		p.demand(value != "", place, "input.required")
		p.demand(!slices.Contains(s.Enum[:i], value), place, "call.key_repeated", fault.Args{"key": value})
		p.bothLanguages(at+".x-enum-titles."+value, s.EnumTitles[value])
	}
	for _, value := range slices.Sorted(maps.Keys(s.EnumTitles)) {
		p.demand(slices.Contains(s.Enum, value), at+".x-enum-titles."+value, "call.key_unknown", fault.Args{"key": value})
	}
}

func (p *problems) integer(at string, f Property) {
	if f.Minimum == nil || f.Maximum == nil {
		p.demand(f.Minimum != nil, at+".minimum", "input.required")
		p.demand(f.Maximum != nil, at+".maximum", "input.required")
		return
	}
	between(p, at+".minimum", *f.Minimum, -maxInteger, maxInteger)
	between(p, at+".maximum", *f.Maximum, max(*f.Minimum, -maxInteger), maxInteger)
}

func (p *problems) array(at string, f Property) {
	between(p, at+".maxItems", f.MaxItems, 1, maxItems)
	between(p, at+".minItems", f.MinItems, 0, f.MaxItems)
	if f.Items == nil {
		p.add(at+".items", "input.required")
		return
	}
	p.demand(f.Items.Type == TypeString, at+".items.type", "input.not_allowed")
	p.text(at+".items", *f.Items, "")
}
