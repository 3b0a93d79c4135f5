package story

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// apply notes assignments as the store would.
func apply(stories map[string]string, list []demarche.StoryAssignment) {
	for _, a := range list {
		stories[a.Item] = a.Story
	}
}

// TestGrouperOrder: reports that come in any order end in the stories that a batch
// finds, and what the grouper told is what it holds.
func TestGrouperOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 20 {
		g, told := New(Config{}), map[string]string{}
		for _, i := range r.Perm(len(reports)) {
			apply(told, g.Add(reports[i]))
		}
		if diff := cmp.Diff(want(), parts(told)); diff != "" {
			t.Errorf("order %d (-want +got):\n%s", n, diff)
		}
		check(t, g, told)
	}
}

// check compares what the grouper holds with what it has told, and looks at its
// own order.
func check(t *testing.T, g *Grouper, told map[string]string) {
	t.Helper()
	m := g.memory
	held := 0
	for n := m.last; n > 0 && m.last-n < m.limit; n-- {
		if m.at(n) == nil {
			continue
		}
		held++
		id, in := m.id(n), m.story(n)
		if m.find(id) != n {
			t.Fatalf("%s is found as report %d, not %d", id, m.find(id), n)
		}
		if told[id] != in {
			t.Fatalf("%s is in %s, told was %s", id, in, told[id])
		}
		if !slices.Contains(m.members(n), n) {
			t.Fatalf("%s is no member of its story %s", id, in)
		}
	}
	for i, s := range m.shelf.list {
		for _, n := range s.members {
			if m.at(n) == nil || m.story(n) != s.name {
				t.Fatalf("story %s has a member that is elsewhere", s.name)
			}
		}
		if at, ok := m.shelf.find(s.name); len(s.members) > 0 && (!ok || at != uint32(i)) {
			t.Fatalf("story %s is not found", s.name)
		}
	}
	if m.held() != held {
		t.Fatalf("%d reports can be found, %d are held", m.held(), held)
	}
}

// held counts what the table of ids holds.
func (m *memory) held() int {
	n := 0
	for _, s := range m.byID.slots {
		if s != 0 {
			n++
		}
	}
	return n
}

// TestGrouperStream: over a long stream, with reports coming again and the oldest
// forgotten, the grouper's books agree and no story has two names.
func TestGrouperStream(t *testing.T) {
	s, g, told := newStream(7), New(Config{Limit: 400}), map[string]string{}
	var items []Item
	for i := range 1500 {
		it := s.next()
		if i%10 == 9 { // a new version of an earlier one
			old := items[max(0, len(items)-1-s.r.IntN(200))]
			it.ID = old.ID
		}
		items = append(items, it)
		apply(told, g.Add(it))
		if i%50 == 0 {
			check(t, g, told)
		}
	}
	check(t, g, told)
	if n := g.memory.held(); n > 400 || n < 300 {
		t.Errorf("%d reports remembered, want at most 400 and not many fewer", n)
	}
	shared := 0
	for id, story := range told {
		if id != story {
			shared++
		}
	}
	if shared < 200 {
		t.Errorf("%d of %d reports are in another's story, want a quarter or so", shared, len(told))
	}
}

func TestLoad(t *testing.T) {
	first, stories := New(Config{}), map[string]string{}
	var kept []string
	last := len(reports) - 1
	for _, it := range reports[:last] {
		apply(stories, first.Add(it))
		b, err := json.Marshal(FeaturesOf(it))
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, string(b))
	}
	second := New(Config{})
	for i, it := range reports[:last] {
		var f Features
		if err := json.Unmarshal([]byte(kept[i]), &f); err != nil {
			t.Fatal(err)
		}
		second.Load(it.ID, stories[it.ID], f)
	}
	check(t, second, stories)
	if diff := cmp.Diff(first.Add(reports[last]), second.Add(reports[last])); diff != "" {
		t.Errorf("after a restart (-before +after):\n%s", diff)
	}
}

// TestAgain: a report that is added again brings the whole of its story.
func TestAgain(t *testing.T) {
	g := New(Config{})
	for _, it := range reports {
		g.Add(it)
	}
	var got []string
	for _, a := range g.Add(reports[1]) {
		got = append(got, a.Item+" in "+a.Story)
	}
	slices.Sort(got)
	want := []string{"raid-oslo/1 in raid-oslo/1", "raid-oslo/2 in raid-oslo/1", "raid-oslo/3 in raid-oslo/1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBridge: a report that ties two stories joins them under the older name, and
// tells of every report that moved.
func TestBridge(t *testing.T) {
	g, told := New(Config{}), map[string]string{}
	for _, i := range []int{0, 2, 1} {
		apply(told, g.Add(reports[i]))
	}
	if diff := cmp.Diff([][]string{{"raid-oslo/1", "raid-oslo/2", "raid-oslo/3"}}, parts(told)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told["raid-oslo/2"] != "raid-oslo/1" {
		t.Errorf("named %s, want the first", told["raid-oslo/2"])
	}
}

// TestLargeStory: a story of many reports grows, by its sample, and stays one.
func TestLargeStory(t *testing.T) {
	g, told := New(Config{}), map[string]string{}
	for i := range 150 {
		it := reports[i%3]
		it.ID = fmt.Sprint("r", i)
		it.Text += fmt.Sprintf(" Reader number %d asked.", i)
		apply(told, g.Add(it))
	}
	if p := parts(told); len(p) != 1 {
		t.Errorf("%d stories, want one", len(p))
	}
	check(t, g, told)
}
