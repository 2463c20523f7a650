package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"gorm.io/gorm/schema"
)

// sharedJSON reads a column of JSON that changes seldom and is read in nearly
// every transaction: each text is decoded once. All who read it share what its
// pointers, slices and maps lead to, and must not change that in place. The tag
// is `gorm:"serializer:shared_json"`.
type sharedJSON struct{ schema.JSONSerializer }

func init() { schema.RegisterSerializer("shared_json", sharedJSON{}) }

type sharedKey struct {
	kind reflect.Type
	text string
}

// sharedLimit bounds what is kept; a handful of calls is under way at a time.
const sharedLimit = 512

var shared = struct {
	sync.RWMutex
	values map[sharedKey]reflect.Value
}{values: map[sharedKey]reflect.Value{}}

// Scan sets the field from the column's text.
func (s sharedJSON) Scan(ctx context.Context, field *schema.Field, dst reflect.Value, column any) error {
	var text string
	switch c := column.(type) {
	case string:
		text = c
	case []byte:
		text = string(c)
	default:
		return fmt.Errorf("%s: a column of JSON holds %T", field.DBName, column)
	}
	value, err := decodeShared(sharedKey{field.FieldType, text})
	if err != nil {
		return fmt.Errorf("%s: %w", field.DBName, err)
	}
	field.ReflectValueOf(ctx, dst).Set(value)
	return nil
}

func decodeShared(key sharedKey) (reflect.Value, error) {
	shared.RLock()
	value, known := shared.values[key]
	shared.RUnlock()
	if known {
		return value, nil
	}
	into := reflect.New(key.kind)
	if err := json.Unmarshal([]byte(key.text), into.Interface()); err != nil {
		return value, err
	}
	shared.Lock()
	defer shared.Unlock()
	if len(shared.values) >= sharedLimit {
		clear(shared.values)
	}
	shared.values[key] = into.Elem()
	return into.Elem(), nil
}

// ChangedInPlace names the kinds of shared values that somebody has changed in
// place, for the tests: nobody may.
func ChangedInPlace() (kinds []string) {
	shared.RLock()
	defer shared.RUnlock()
	for key, value := range shared.values {
		fresh := reflect.New(key.kind)
		if json.Unmarshal([]byte(key.text), fresh.Interface()) != nil || !reflect.DeepEqual(fresh.Elem().Interface(), value.Interface()) {
			kinds = append(kinds, key.kind.String())
		}
	}
	return kinds
}
