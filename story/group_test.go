package story

import (
	"testing"
	"time"
)

func TestGroup(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2025, 11, d, 9, 0, 0, 0, time.UTC) }
	got := Group([]Item{
		{ID: "c", Title: "Fire destroys market hall in Tampere", Text: "A fire destroyed the old market hall in Tampere on Tuesday. Nobody was hurt, Chief Aino Laine said.", Published: day(5)},
		{ID: "a", Title: "Tampere market hall burns down", Text: "The old market hall in Tampere burned down. Chief Aino Laine of the fire service said nobody was hurt.", Published: day(4)},
		{ID: "b", Title: "Ferry runs aground off Gotland", Text: "A ferry with 300 passengers ran aground off Gotland. Captain Nils Berg said the hull was intact.", Published: day(4)},
	})
	if got["a"] != "a" || got["c"] != "a" || got["b"] != "b" {
		t.Errorf("got %v", got)
	}
}
