package main

import (
	"os"
	"path"
	"strings"
	"testing"

	"demarche/extract"
	"demarche/story"

	"golang.org/x/tools/txtar"
)

// TestStoryWritten measures grouping on reports written for it: events that lie
// close together, in nine languages. The file says how it is laid out.
func TestStoryWritten(t *testing.T) {
	items, gold := written(t)
	stories := story.Group(items)
	p, r := bCubed(gold, stories)
	f := 2 * p * r / (p + r)
	t.Logf("%d texts: B-cubed precision %.3f, recall %.3f, F1 %.3f", len(items), p, r, f)
	for _, it := range items {
		for _, other := range items {
			if it.ID >= other.ID {
				continue
			}
			if same := gold[it.ID] == gold[other.ID]; same != (stories[it.ID] == stories[other.ID]) {
				t.Logf("%s and %s: one event %v, one story %v", it.ID, other.ID, same, !same)
			}
		}
	}
	if least := 0.96; f < least {
		t.Errorf("F1 %.3f, want %.2f", f, least)
	}
}

// written reads testdata/stories.txtar.
func written(t *testing.T) ([]story.Item, map[string]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/stories.txtar")
	if err != nil {
		t.Fatal(err)
	}
	x := extract.New(extract.Config{})
	gold := map[string]string{}
	var items []story.Item
	for _, f := range txtar.Parse(data).Files {
		head := strings.Fields(f.Name)
		if len(head) != 3 {
			t.Fatalf("file %q: want event/number, day, language", f.Name)
		}
		title, text, _ := strings.Cut(strings.TrimSpace(string(f.Data)), "\n")
		it, err := groupItem(x, groupIn{Title: strings.TrimPrefix(title, "-"), Text: text, Published: strings.TrimPrefix(head[1], "-")})
		if err != nil {
			t.Fatal(err)
		}
		it.ID = head[0]
		items = append(items, it)
		gold[it.ID] = path.Dir(it.ID)
	}
	return items, gold
}
