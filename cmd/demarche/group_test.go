package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGroupDates: a publication date may be an instant, a day, a month or a year, or
// missing; what is no date is refused with its line, and the rest is grouped.
func TestGroupDates(t *testing.T) {
	fire := "A fire destroyed the market hall of Tampere. Nobody was hurt, fire chief Aino Laine said; the loss is put at 12 million euros."
	var in strings.Builder
	for i, published := range []string{`"2025-03-04T09:00:00Z"`, `"2025-03-04"`, `"2025-03"`, `"2025"`, `""`, `null`, `"2025-03-04 10:00"`, `"2024-03"`, `"March"`, `"2025-13"`} {
		fmt.Fprintf(&in, `{"id":%d,"title":"Market hall of Tampere burns","text":%q,"published":%s}`+"\n", i, fire, published)
	}
	got := program(t, in.String(), "group")
	if got.code != exitOK {
		t.Fatalf("exit code %d: %s", got.code, got.err)
	}
	for _, want := range []string{`line 9: "published" "March" is not a date`, `line 10: "published" "2025-13" is not a date`} {
		if !strings.Contains(got.err, want) {
			t.Errorf("%q is not said: %s", want, got.err)
		}
	}
	stories := map[int]int{}
	for line := range strings.Lines(got.out) {
		var l struct{ ID, Story int }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		stories[l.ID] = l.Story
	}
	first := stories[0]
	want := map[int]int{0: first, 1: first, 2: first, 3: first, 4: first, 5: first, 6: first, 7: first}
	if diff := cmp.Diff(want, stories); diff != "" {
		t.Errorf("copies, one of them a year older (-want +got):\n%s", diff)
	}
}

// TestGroupMonths: a month tells reports apart that lie far from it, and no others.
func TestGroupMonths(t *testing.T) {
	line := func(id, published, text string) string {
		return fmt.Sprintf(`{"id":%q,"text":%q,"published":%q}`+"\n", id, text, published)
	}
	in := line("a", "2025-03-18", "Ministers of the Baltic Council met in Visby on ferries. The host Greta Holm spoke of four new lines to Gotland.") +
		line("b", "2025-03", "In Visby the Baltic Council spoke about ferries; Greta Holm, the host, promised four lines to Gotland.") +
		line("c", "2025-09", "Baltic Council in Visby on ferries: the host Greta Holm said that two lines to Gotland are in service.")
	got := program(t, in, "group")
	want := `{"id":"a","story":"b"}` + "\n" + `{"id":"b","story":"b"}` + "\n" + `{"id":"c","story":"c"}` + "\n"
	if diff := cmp.Diff(want, got.out); diff != "" {
		t.Errorf("(-want +got):\n%s%s", diff, got.err)
	}
}
