package story

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sides are two sides of what happened to one exchange, or happened to it on two days.
func sides(first, second string) []Item {
	var out []Item
	for i, text := range []string{
		"The issuer Fathom froze $27 million in tokens on Quernex after Brussels had listed the exchange, which stopped all withdrawals.",
		"Quernex, which Brussels has listed, stopped services once Fathom froze tokens worth $27 million of the exchange.",
		"The exchange Quernex closed its doors. Fathom froze $27 million in tokens that were held on it, and withdrawals stopped.",
		"Quernex shows a seizure notice of the Secret Service under a warrant from Virginia. Dutch and Finnish agencies took part after Fathom had moved against the exchange.",
		"The Secret Service took quernex.example, an exchange that gangs used, under a warrant from Virginia with Dutch and Finnish help. Fathom had blocked its tokens that day.",
		"Dutch and Finnish police and the Secret Service shut Quernex down. A warrant from Virginia names two of its managers.",
	} {
		day := first
		if i > 2 {
			day = second
		}
		out = append(out, Item{ID: fmt.Sprint("q", i), Text: text, Published: date(day + " 12:00"), Lang: "en"})
	}
	for i, place := range []string{"Lagos", "Bergen", "Quito", "Hanoi", "Perth", "Malmo", "Tartu", "Porto", "Accra", "Davao"} {
		out = append(out, Item{ID: fmt.Sprint("z", i), Published: date(first + " 12:00"), Lang: "en",
			Text: "The port of " + place + " counted " + spell(300+7*i) + " ships, says its harbour master."})
	}
	return out
}

// TestFocus: two sides of one event, of one day, are one story for the name that
// both tell of and nothing else does, though all other names differ.
func TestFocus(t *testing.T) {
	together := []string{"q0", "q1", "q2", "q3", "q4", "q5"}
	if diff := cmp.Diff(together, parts(Group(sides("2025-03-06", "2025-03-06")))[0]); diff != "" {
		t.Errorf("on one day (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(together[:3], parts(Group(sides("2025-03-06", "2025-03-13")))[0]); diff != "" {
		t.Errorf("a week apart (-want +got):\n%s", diff)
	}
}
