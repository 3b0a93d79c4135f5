package store

import (
	"errors"
	"slices"
	"testing"

	"demarche"
)

func TestStoryFeatures(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		var ids []string
		var out demarche.Outcome
		for _, key := range []string{"a", "b", "c", "d"} {
			mustPut(t, s, entry("wire", key, key, key+"\n"))
			ids = append(ids, demarche.NewItemID("wire", key))
		}
		for _, id := range ids[1:] { // the first has no story yet
			out.Stories = append(out.Stories, demarche.StoryAssignment{Item: id, Story: ids[1]})
			out.Annotations = append(out.Annotations, demarche.Annotation{Item: id, Step: "story", Version: 1, Data: []byte(`{"of":"` + id + `"}`)},
				demarche.Annotation{Item: id, Step: "extract", Version: 1, Data: []byte(`{}`)})
		}
		mustCommit(t, s, out)
		var got []string
		read := func(limit int, fail error) error {
			got = nil
			return s.StoryFeatures(t.Context(), limit, func(item, story string, features []byte) error {
				got = append(got, item)
				if story != ids[1] || string(features) != `{"of":"`+item+`"}` {
					t.Errorf("item %s in %s with %s", item, story, features)
				}
				return fail
			})
		}
		if err := read(100, nil); err != nil || !slices.Equal(got, ids[1:]) {
			t.Errorf("read %v (%v), want %v", got, err, ids[1:])
		}
		if err := read(2, nil); err != nil || !slices.Equal(got, ids[2:]) {
			t.Errorf("the newest two are %v (%v), want %v", got, err, ids[2:])
		}
		stop := errors.New("stop")
		if err := read(100, stop); !errors.Is(err, stop) || len(got) != 1 {
			t.Errorf("after %d items: %v, want the visitor's error after one", len(got), err)
		}
	})
}
