package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"demarche"
)

// TestStory: a story is read with its items and revisions, under its own id and
// under one that was merged into it, with its neighbours by rare names.
func TestStory(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ids := map[string]string{}
		out := demarche.Outcome{}
		seq := int64(0)
		add := func(key, source, story, day string, names ...string) {
			seq++
			e := entry(source, key, "Title of "+key, key+"\n")
			mustPut(t, s, e)
			id := demarche.NewItemID(source, key)
			ids[key] = id
			facts := demarche.Facts{Lang: "en", Event: demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "text"}}
			for _, n := range names {
				facts.Mentions = append(facts.Mentions, demarche.Mention{Kind: demarche.MentionPerson, Name: n})
			}
			data, err := json.Marshal(facts)
			if err != nil {
				t.Fatal(err)
			}
			rev := revision(id, 1, seq, key+"\n")
			rev.Title = "Title of " + key
			out.Revisions = append(out.Revisions, rev)
			out.Annotations = append(out.Annotations, demarche.Annotation{Item: id, Step: "extract", Version: 1, Data: data})
			out.Names = append(out.Names, demarche.ItemNames{Item: id, Names: names})
			out.Stories = append(out.Stories, demarche.StoryAssignment{Item: id, Story: story})
		}
		add("press", "wire", "main", "2025-11-04", "Jang Kuk Chol", "Ho Jong Son")
		add("release", "treasury", "main", "2025-11-04", "Jang Kuk Chol")
		add("earlier", "wire", "early", "2025-08-27", "Jang Kuk Chol", "Ho Jong Son")
		add("later", "wire", "late", "2025-11-06", "HO Jong-son", "Jang Kuk Chol")
		add("other", "wire", "other", "2025-11-06", "Somebody Else")
		out.Revisions = append(out.Revisions, revision(ids["press"], 2, 1, "press, corrected\n"))
		mustCommit(t, s, out)

		v, err := s.Story(t.Context(), "main")
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Items) != 2 || v.Story.Event.Value != "2025-11-04" || v.Story.Sources != 2 {
			t.Errorf("story %+v with %d items", v.Story, len(v.Items))
		}
		for _, it := range v.Items {
			if want := map[string]int{ids["press"]: 2, ids["release"]: 1}[it.Item.ID]; len(it.Revisions) != want {
				t.Errorf("item %s with %d revisions, want %d", it.Item.Key, len(it.Revisions), want)
			}
		}
		if len(v.Before) != 1 || v.Before[0].ID != "early" || len(v.Before[0].Shared) != 2 {
			t.Errorf("before: %+v", v.Before)
		}
		if len(v.After) != 1 || v.After[0].ID != "late" || v.After[0].Title != "Title of later" {
			t.Errorf("after: %+v", v.After)
		}

		mustCommit(t, s, demarche.Outcome{Stories: []demarche.StoryAssignment{{Item: ids["later"], Story: "main"}}})
		merged, err := s.Story(t.Context(), "late")
		if err != nil || merged.Story.ID != "main" || len(merged.Items) != 3 {
			t.Errorf("a merged story: %v, %+v", err, merged.Story)
		}
		if _, err := s.Story(t.Context(), "nowhere"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("a story that is not held: %v, want ErrNotFound", err)
		}
	})
}

func TestMends(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		for _, rec := range []demarche.MendRecord{{Day: "2025-11-04", Seen: 1}, {Day: "2025-11-05", Seen: 2}, {Day: "2025-11-05", Seen: 3, Moves: []demarche.StoryMove{{Item: "a", From: "a", To: "b"}}}} {
			if err := s.SaveMend(t.Context(), rec); err != nil {
				t.Fatal(err)
			}
		}
		list, err := s.Mends(t.Context(), 5)
		if err != nil || len(list) != 2 || list[0].Seen != 3 || len(list[0].Moves) != 1 || list[1].Day != "2025-11-04" {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

// TestLongStory: the first page of a story of more than 200 items holds the
// oldest, and the pages together hold each once.
func TestLongStory(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		out := demarche.Outcome{}
		var oldest string
		for i := range 215 {
			e := entry("wire", fmt.Sprint("k", i), fmt.Sprint("Title ", i), "text\n")
			e.Item.Published = demarche.Published{Time: time.Date(2025, 11, 4, 0, 0, 0, 0, time.UTC).Add(-time.Duration(i) * time.Minute)}
			mustPut(t, s, e)
			oldest = demarche.NewItemID("wire", fmt.Sprint("k", i))
			out.Stories = append(out.Stories, demarche.StoryAssignment{Item: oldest, Story: "long"})
		}
		mustCommit(t, s, out)
		v, err := s.Story(t.Context(), "long")
		if err != nil || v.Total != 215 || len(v.Items) != 200 || v.Items[0].Item.ID != oldest {
			t.Fatalf("%d of %d items, %v", len(v.Items), v.Total, err)
		}
		rest, err := s.StoryItems(t.Context(), "long", 200)
		if err != nil || len(rest) != 15 {
			t.Fatalf("%d further items, %v", len(rest), err)
		}
		seen := map[string]bool{}
		for _, it := range append(v.Items, rest...) {
			seen[it.Item.ID] = true
		}
		if len(seen) != 215 {
			t.Errorf("%d different items", len(seen))
		}
	})
}
