package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/story"

	"github.com/google/go-cmp/cmp"
)

// kept is a store that remembers what the story step wrote.
type kept struct {
	order    []string
	features map[string][]byte
	stories  map[string]string
	reads    int
	fail     error
	mends    []demarche.MendRecord // newest first
}

func (k *kept) Mends(_ context.Context, limit int) ([]demarche.MendRecord, error) {
	return k.mends[:min(limit, len(k.mends))], nil
}

func (k *kept) SaveMend(_ context.Context, rec demarche.MendRecord) error {
	if len(k.mends) > 0 && k.mends[0].Day == rec.Day {
		k.mends = k.mends[1:]
	}
	k.mends = append([]demarche.MendRecord{rec}, k.mends...)
	return nil
}

func (k *kept) StoryFeatures(_ context.Context, _ int, visit func(item, story string, features []byte) error) error {
	k.reads++
	for _, id := range k.order {
		if err := visit(id, k.stories[id], k.features[id]); err != nil {
			return err
		}
	}
	return k.fail
}

func (k *kept) write(t *testing.T, list []demarche.StoryAssignment) {
	t.Helper()
	seen := map[string]bool{}
	for _, a := range list {
		if seen[a.Item] {
			t.Errorf("item %s is assigned twice", a.Item)
		}
		seen[a.Item] = true
		k.stories[a.Item] = a.Story
		if a.Features != nil {
			k.features[a.Item] = a.Features
			k.order = append(k.order, a.Item)
		}
	}
}

func view(id, title, text string) demarche.ItemView {
	v := demarche.ItemView{Item: demarche.Item{ID: id, Title: title}, Revisions: []demarche.Revision{{Title: title, Text: text}}}
	v.Item.Published.Time = time.Date(2025, 11, 4, 12, 0, 0, 0, time.UTC)
	return v
}

// TestStories: the step assigns every item of a batch once, and one that starts
// anew from the store goes on where the other ended.
func TestStories(t *testing.T) {
	fire := "A fire destroyed the market hall of Tampere on Tuesday. Nobody was hurt, fire chief Aino Laine said; the loss is put at 12 million euros."
	again := "The market hall of Tampere burned down. Fire chief Aino Laine put the loss at 12 million euros and said nobody was hurt."
	store := &kept{features: map[string][]byte{}, stories: map[string]string{}}
	out, err := newStories(store, time.Now).assign(t.Context(), []demarche.ItemView{
		view("a", "Tampere market hall burns", fire),
		view("b", "Ferry aground off Gotland", "A ferry with 300 passengers ran aground off Gotland. Captain Nils Berg said the hull was whole."),
		view("c", "Market hall of Tampere lost to fire", again),
		view("a", "Tampere market hall burns down", fire),
	})
	if err != nil {
		t.Fatal(err)
	}
	store.write(t, out)
	if diff := cmp.Diff(map[string]string{"a": "a", "b": "b", "c": "a"}, store.stories); diff != "" {
		t.Errorf("stories (-want +got):\n%s", diff)
	}
	next := newStories(store, time.Now)
	if out, err = next.assign(t.Context(), []demarche.ItemView{view("d", "Fire chief on Tampere market hall", again)}); err != nil {
		t.Fatal(err)
	}
	store.write(t, out)
	if store.stories["d"] != "a" || store.reads != 2 {
		t.Errorf("story %s after %d reads of the store, want a after 2", store.stories["d"], store.reads)
	}
}

// TestMend: in the quiet hour stories that were torn are put together, once a
// night, under the name of the first; a commit that fails is done again.
func TestMend(t *testing.T) {
	text := "A fire destroyed the market hall of Tampere on Tuesday. Nobody was hurt, fire chief Aino Laine said; the loss is put at 12 million euros."
	store := &kept{features: map[string][]byte{}, stories: map[string]string{}}
	first := newStories(store, time.Now)
	for i, id := range []string{"a", "b"} {
		out, err := first.assign(t.Context(), []demarche.ItemView{view(id, "Market hall of Tampere burns", text+strings.Repeat(" Reporters came.", i))})
		if err != nil {
			t.Fatal(err)
		}
		store.write(t, out)
	}
	store.stories["b"] = "b" // torn
	now := time.Date(2025, 11, 5, 2, 59, 0, 0, time.UTC)
	s := newStories(store, func() time.Time { return now })
	lose := fmt.Errorf("lost")
	mend := func() bool {
		more, err := s.mend(t.Context(), func(list []demarche.StoryAssignment) error {
			for _, a := range list {
				if lose == nil {
					store.stories[a.Item] = a.Story
				}
			}
			return lose
		})
		if err != nil && lose == nil || err == nil && lose != nil && now.Hour() == 3 {
			t.Fatal(err)
		}
		return more
	}
	if mend(); len(store.mends) != 0 {
		t.Error("mended before the hour")
	}
	now = now.Add(time.Minute)
	mend() // the commit fails
	lose = nil
	for mend() {
	}
	if store.stories["b"] != "a" || len(store.mends) != 1 {
		t.Fatalf("stories %v, records %+v", store.stories, store.mends)
	}
	rec := store.mends[0]
	if !rec.Done || rec.Moved != 1 || rec.Merged != 1 || rec.Seen != 2 || len(rec.Moves) != 1 || rec.Moves[0] != (demarche.StoryMove{Item: "b", From: "b", To: "a"}) {
		t.Errorf("record %+v", rec)
	}
	if mend() || store.mends[0].Seen != 2 {
		t.Error("mended twice in a night")
	}
	// A process that starts anew in the same night finds it done; a night that had
	// to stop is gone on with.
	s = newStories(store, func() time.Time { return now })
	if mend() || store.mends[0].Seen != 2 {
		t.Error("mended again after a restart")
	}
	store.mends[0].Done, store.mends[0].Last = false, "a"
	now = now.AddDate(0, 0, 1)
	for mend() {
	}
	if len(store.mends) != 2 || store.mends[0].Seen != 1 || !store.mends[0].Done {
		t.Errorf("the next night: %+v", store.mends)
	}
}

// TestStoriesUnread: a store that cannot be read is an error, and is read again.
func TestStoriesUnread(t *testing.T) {
	store := &kept{fail: io.ErrUnexpectedEOF}
	s := newStories(store, time.Now)
	if _, err := s.assign(t.Context(), nil); err == nil {
		t.Error("no error")
	}
	store.fail = nil
	if _, err := s.assign(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

func TestActor(t *testing.T) {
	facts := func(kind demarche.ActionKind, who string) demarche.Facts {
		return demarche.Facts{Actions: []demarche.Action{{Kind: "statement", Actor: "Japan"}, {Kind: kind, Actor: who, Main: true}}}
	}
	for _, tt := range []struct {
		kind      demarche.ActionKind
		who       string
		publisher string
		want      string
	}{
		{"designation", "United Kingdom", "", "GB"},
		{"designation", "Office of Foreign Assets Control", "", "US"},
		{"designation", "Iran", "", ""},
		{"designation", "Iran", "AU", "AU"},
		{"theft", "United States", "", ""},
		{"designation", "", "", ""},
		{"statement", "North Korea", "", "KP"},
	} {
		if got := actor(facts(tt.kind, tt.who), tt.publisher); got != tt.want {
			t.Errorf("%s by %q, published by %q: %q, want %q", tt.kind, tt.who, tt.publisher, got, tt.want)
		}
	}
}

// TestItemActor: a text whose main action has no actor is about the measure of the
// one authority that it opens with, or of the Union where it numbers a package.
func TestItemActor(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, tt := range []struct{ text, want string }{
		{"After OFAC's action against the refiner Terebra, the price of oil rose and Zelensky welcomed the step. The EU approved its 12th package the same day.", "US"},
		{"After London's answer to OFAC's action the EU and Japan wait; Zelensky welcomed the step. The EU approved its 12th package the same day.", ""},
		{"Law-firm note on the 12th package: import bans on tin, export bans on lathes.", "EU"},
		{"Member states agreed the 12th sanctions package with a ban on tin and 17 ships.", "EU"},
		{"Thieves took 40 million dollars from the exchange Brindle of Japan.", ""},
	} {
		f := x.Extract(extract.Input{Text: tt.text})
		if got := storyItem("", tt.text, time.Time{}, f, "").Actor; got != tt.want {
			t.Errorf("actor %q, want %q: %s %+v", got, tt.want, tt.text, f.Actions)
		}
		if got := storyItem("", tt.text, time.Time{}, f, "NZ").Actor; got != "NZ" {
			t.Errorf("an authority's own text is of %q: %s", got, tt.text)
		}
	}
}

// TestLetters: texts that tell of several events, by their form.
func TestLetters(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"a list of events", "Much happened.\nOn 4 March 2025 OFAC listed the broker Jaan Mets.\nOn 6 March 2025 Australia listed the Tern Group.\nOn 7 March 2025 the United Kingdom removed Dana Roe.\n", true},
		{"two acts in the lead", "Two governments acted against the exchange Brindle: the United States on 4 March 2025, the United Kingdom on 10 March 2025. The chain shows why.", true},
		{"one event with its background", "The United Kingdom listed the exchange Brindle on 10 March 2025. The United States had listed it on 4 March 2025.\nThe minister spoke on 11 March 2025.\n", false},
		{"one authority twice", "The United Kingdom listed the exchange Brindle on 10 March 2025 after a raid on 4 March 2025.", false},
	} {
		if got := letterOf(tt.text, x.Extract(extract.Input{Text: tt.text})); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestStoryQuality measures grouping on labelled texts that are not part of this
// repository.
func TestStoryQuality(t *testing.T) {
	for _, tt := range []struct {
		file  string
		least float64 // B-cubed F1
	}{
		{"eval/dev/cluster/ecbplus.jsonl.gz", 0.93},
		{"samples/articles.jsonl", 0.94},
	} {
		t.Run(filepath.Base(tt.file), func(t *testing.T) {
			items, gold := labelled(t, tt.file)
			p, r := bCubed(gold, story.Group(items))
			f := 2 * p * r / (p + r)
			t.Logf("%d texts: B-cubed precision %.3f, recall %.3f, F1 %.3f", len(items), p, r, f)
			if f < tt.least {
				t.Errorf("F1 %.3f, want %.2f", f, tt.least)
			}
		})
	}
}

// labelled reads texts and the event of each from a file of the shared folder
// beside the repository.
func labelled(t *testing.T, file string) ([]story.Item, map[string]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", file))
	if err != nil {
		t.Skip("no shared folder beside the repository: ", err)
	}
	var in io.Reader = bytes.NewReader(data)
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(in); err != nil {
			t.Fatal(err)
		}
	}
	x := extract.New(extract.Config{})
	gold := map[string]string{}
	var items []story.Item
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var l struct{ Title, Text, Date, Cluster, Event string }
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		it, err := groupItem(x, groupIn{Title: l.Title, Text: l.Text, Published: l.Date})
		if err != nil {
			t.Fatal(err)
		}
		it.ID = fmt.Sprint(len(items))
		items = append(items, it)
		gold[it.ID] = l.Cluster + l.Event
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return items, gold
}

// bCubed gives precision and recall over items (Bagga and Baldwin, 1998).
func bCubed(gold, stories map[string]string) (precision, recall float64) {
	events, groups, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for id, e := range gold {
		events[e]++
		groups[stories[id]]++
		both[[2]string{e, stories[id]}]++
	}
	n := float64(len(gold))
	for id, e := range gold {
		b := float64(both[[2]string{e, stories[id]}])
		precision += b / float64(groups[stories[id]]) / n
		recall += b / float64(events[e]) / n
	}
	return precision, recall
}
