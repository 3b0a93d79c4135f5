package action_test

import (
	"testing"

	"demarche/extract"
)

// TestConsidered: whoever only thinks of measures makes a statement, and is its
// actor, whoever has acted before.
func TestConsidered(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, tt := range []struct {
		text, actor string
	}{
		{"Norway contemplates sanctions over 40 million euros of stolen crypto. The broker Jaan Mets says a listing would hurt.", "Norway"},
		{"Norway may review its sanctions policy after US action tied crypto theft to arms; Jaan Mets calls coordination with Washington crucial.", "Norway"},
		{"Norway considers sanctions following UK measures against the thieves.", "Norway"},
	} {
		got := x.Extract(extract.Input{Text: tt.text}).Actions
		if len(got) == 0 || !got[0].Main || got[0].Kind != "statement" || got[0].Actor != tt.actor {
			t.Errorf("%+v, want a statement by %s first: %s", got, tt.actor, tt.text)
		}
	}
}
