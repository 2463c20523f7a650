package store

import (
	"fmt"
	"slices"
	"testing"
)

type sharedNote struct {
	ID   string `gorm:"primaryKey"`
	Text struct {
		Words []string `json:"words"`
	} `gorm:"serializer:shared_json"`
}

func (sharedNote) TableName() string { return "notes" }

func TestSharedJSONIsDecodedOnceAndReadAnew(t *testing.T) {
	s, _ := openFile(t)
	read := func() (note sharedNote) {
		t.Helper()
		if err := s.Read(t.Context(), func(tx *Tx) error { return tx.db.Take(&note, "id = ?", "a").Error }); err != nil {
			t.Fatal(err)
		}
		return note
	}
	write := func(words ...string) {
		t.Helper()
		note := sharedNote{ID: "a"}
		note.Text.Words = words
		if err := s.Write(t.Context(), func(tx *Tx) error { return tx.db.Save(&note).Error }); err != nil {
			t.Fatal(err)
		}
	}
	write("one", "two")
	first, second := read(), read()
	if !slices.Equal(first.Text.Words, []string{"one", "two"}) || &first.Text.Words[0] != &second.Text.Words[0] {
		t.Fatalf("%v, %v: not decoded once", first, second)
	}
	write("three")
	if got := read(); !slices.Equal(got.Text.Words, []string{"three"}) || !slices.Equal(first.Text.Words, []string{"one", "two"}) {
		t.Fatalf("%v after a change, %v before", got, first)
	}
	for n := range sharedLimit + 1 {
		write(fmt.Sprint(n))
		read()
	}
	if len(shared.values) > sharedLimit {
		t.Errorf("%d values are kept", len(shared.values))
	}
	if kinds := ChangedInPlace(); len(kinds) > 0 {
		t.Errorf("changed: %v", kinds)
	}
	read().Text.Words[0] = "changed"
	if kinds := ChangedInPlace(); len(kinds) != 1 {
		t.Errorf("a change in place is not found: %v", kinds)
	}
	clear(shared.values)
}

func TestAColumnThatIsNoJSONIsAnError(t *testing.T) {
	s, _ := openFile(t)
	for _, column := range []any{"{", nil, 7} {
		err := s.Write(t.Context(), func(tx *Tx) error {
			return tx.db.Exec("INSERT OR REPLACE INTO notes (id, text) VALUES ('a', ?)", column).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		var note sharedNote
		if err := s.Read(t.Context(), func(tx *Tx) error { return tx.db.Take(&note, "id = ?", "a").Error }); err == nil {
			t.Errorf("%v was read", column)
		}
	}
}
