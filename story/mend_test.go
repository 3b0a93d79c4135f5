package story

import (
	"math/rand/v2"
	"testing"
)

// agreement is B-cubed F1 of one grouping by another (Bagga and Baldwin, 1998).
func agreement(a, b map[string]string) float64 {
	as, bs, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for id := range a {
		as[a[id]]++
		bs[b[id]]++
		both[[2]string{a[id], b[id]}]++
	}
	var p, r float64
	for id := range a {
		n := float64(both[[2]string{a[id], b[id]}])
		p += n / float64(bs[b[id]])
		r += n / float64(as[a[id]])
	}
	return 2 * p * r / (p + r) / float64(len(a))
}

// mendAll mends a grouper until nothing moves, at most three times, in pieces.
func mendAll(g *Grouper, told map[string]string) (rounds int) {
	for rounds = 1; rounds <= 3; rounds++ {
		n := 0
		for last, more := "", true; more; {
			moved, at, _, next := g.Mend(last, 37)
			for _, x := range moved {
				told[x.Item] = x.To
			}
			n, last, more = n+len(moved), at, next
		}
		if n == 0 {
			return rounds
		}
	}
	return rounds
}

// TestMendOrder: whatever the order in which 600 reports came, after the mend the
// stories agree with those of any other order to a B-cubed F1 of at least 0.98, and
// mending does not make them agree less.
func TestMendOrder(t *testing.T) {
	s := newStream(11)
	var items []Item
	for range 600 {
		items = append(items, s.next())
	}
	var before, after []map[string]string
	for seed := range uint64(4) {
		g, told := New(Config{}), map[string]string{}
		for _, i := range rand.New(rand.NewPCG(seed, 2)).Perm(len(items)) {
			apply(told, g.Add(items[i]))
		}
		was := map[string]string{}
		for id, story := range told {
			was[id] = story
		}
		before = append(before, was)
		mendAll(g, told)
		check(t, g, told)
		after = append(after, told)
	}
	worst := func(list []map[string]string) float64 {
		low := 1.0
		for i := range list {
			for j := range i {
				low = min(low, agreement(list[i], list[j]))
			}
		}
		return low
	}
	t.Logf("least agreement of two orders: %.4f as they came, %.4f mended", worst(before), worst(after))
	if worst(after) < 0.98 || worst(after) < worst(before)-0.002 {
		t.Errorf("least agreement of two orders: %.4f as they came, %.4f mended", worst(before), worst(after))
	}
}

// TestMend: a story that reports were put into wrongly is split, one that was torn
// is merged, both under the names they had, and each move is told once.
func TestMend(t *testing.T) {
	g, told := New(Config{}), map[string]string{}
	for _, it := range reports {
		story := it.ID
		switch it.ID {
		case "raid-bergen/1", "raid-bergen/2", "raid-oslo/2": // torn from the one, mixed into the other
			story = "raid-bergen/1"
		}
		g.Load(it.ID, story, FeaturesOf(it))
		told[it.ID] = story
	}
	moved, last, seen, more := g.Mend("", 1000)
	if seen != len(reports) || more || last != reports[len(reports)-1].ID {
		t.Errorf("looked at %d of %d, ended with %s, more: %v", seen, len(reports), last, more)
	}
	for _, x := range moved {
		if told[x.Item] != x.From {
			t.Errorf("%s was in %s, told is %s", x.Item, told[x.Item], x.From)
		}
		told[x.Item] = x.To
	}
	check(t, g, told)
	if told["raid-oslo/2"] != "raid-oslo/1" || told["raid-oslo/3"] != "raid-oslo/1" || told["raid-bergen/2"] != "raid-bergen/1" {
		t.Errorf("after the mend: %v", told)
	}
	if again, _, _, _ := g.Mend("", 1000); len(again) != 0 {
		t.Errorf("a second mend moves %v", again)
	}
}
