package lists

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// unList writes a list after the UN's format.
func unList(day string, entries []string) string {
	return `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="` + day + `"><INDIVIDUALS>` + strings.Join(entries, "\n") + `</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>`
}

func unPerson(n int, nation, updated string) string {
	return fmt.Sprintf(`<INDIVIDUAL><FIRST_NAME>GIVEN%d</FIRST_NAME><SECOND_NAME>FAMILY</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.%04d</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>
	<NATIONALITY><VALUE>%s</VALUE></NATIONALITY><LAST_DAY_UPDATED><VALUE>%s</VALUE></LAST_DAY_UPDATED></INDIVIDUAL>`, n, n, nation, updated)
}

// TestDiffProperty makes a second version of a list by a program that knows
// what it changed; Diff must find exactly that.
func TestDiffProperty(t *testing.T) {
	for seed := range uint64(40) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		var before, after []string
		var want []demarche.Change
		lost := 0
		for n := range 60 {
			before = append(before, unPerson(n, "Nowhere", "2016-03-02"))
			id, name := fmt.Sprintf("un-KPi.%04d", n), fmt.Sprintf("GIVEN%d FAMILY", n)
			switch k := rnd.IntN(10); {
			case k == 0 && lost < 11:
				lost++
				want = append(want, demarche.Change{Entity: id, Kind: "removed", Name: name})
			case k == 1:
				after = append(after, unPerson(n, "Elsewhere", "2026-02-02"))
				want = append(want, demarche.Change{Entity: id, Kind: "amended", Name: name, On: "2026-02-02", Fields: []string{"nationality", "country", "amended"}})
			case k == 2: // the same values written otherwise are no change
				after = append(after, strings.ReplaceAll(unPerson(n, "Nowhere", "2016-03-02"), "><", ">\n  <"))
			default:
				after = append(after, unPerson(n, "Nowhere", "2016-03-02"))
			}
		}
		for n := 60; n < 60+rnd.IntN(5); n++ {
			after = append(after, unPerson(n, "Nowhere", "2016-03-02"))
			want = append(want, demarche.Change{Entity: fmt.Sprintf("un-KPi.%04d", n), Kind: "listed", Name: fmt.Sprintf("GIVEN%d FAMILY", n), On: "2016-03-02"})
		}
		rnd.Shuffle(len(after), func(i, j int) { after[i], after[j] = after[j], after[i] })
		slices.SortFunc(want, func(a, b demarche.Change) int { return strings.Compare(a.Entity, b.Entity) })
		got, err := Diff(readUNText(t, unList("2026-02-01", before)), readUNText(t, unList("2026-02-03", after)), DiffConfig{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(demarche.Change{}, "Values", "List"), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: -want +got\n%s", seed, diff)
		}
	}
}

func readUNText(t *testing.T, text string) List {
	t.Helper()
	l, err := Read("un-sc", map[string]io.Reader{"un.xml": strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestDiffValues(t *testing.T) {
	seen, before := time.Date(2026, 2, 3, 15, 20, 0, 0, time.UTC), time.Date(2026, 2, 3, 15, 5, 0, 0, time.UTC)
	got, err := Diff(readUNText(t, unList("2026-02-01", []string{unPerson(1, "Nowhere", "2016-03-02"), unPerson(2, "Nowhere", "2016-03-02")})),
		readUNText(t, unList("2026-02-03", []string{strings.Replace(unPerson(1, "Nowhere", "2026-02-02"), "<NATIONALITY>", "<NEW_THING>x</NEW_THING><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Sunshine</ALIAS_NAME></INDIVIDUAL_ALIAS><NATIONALITY>", 1), unPerson(2, "Nowhere", "2016-03-02")})),
		DiffConfig{NotBefore: before, Seen: seen})
	if err != nil {
		t.Fatal(err)
	}
	want := []demarche.Change{{Entity: "un-KPi.0001", List: "un-sc", Kind: "amended", Fields: []string{"weak alias", "amended", "raw INDIVIDUAL/NEW_THING"}, On: "2026-02-02", Seen: seen, NotBefore: before, Name: "GIVEN1 FAMILY",
		Values: []demarche.FieldChange{{Field: "weak alias", After: "Sunshine"}, {Field: "amended", Before: "2016-03-02", After: "2026-02-02"}, {Field: "raw INDIVIDUAL/NEW_THING", After: "x"}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDiffShrunk(t *testing.T) {
	var entries []string
	for n := range 100 {
		entries = append(entries, unPerson(n, "Nowhere", "2016-03-02"))
	}
	old := readUNText(t, unList("2026-02-01", entries))
	for _, tt := range []struct {
		left   int
		refuse bool
	}{{81, false}, {80, true}, {1, true}} {
		got, err := Diff(old, readUNText(t, unList("2026-02-02", entries[:tt.left])), DiffConfig{})
		var shrunk *Shrunk
		if asError(err, &shrunk) != tt.refuse || tt.refuse && got != nil {
			t.Errorf("%d of 100 left: %d changes, %v", tt.left, len(got), err)
		}
	}
	if got, err := Diff(old, readUNText(t, unList("2026-02-02", entries[:50])), DiffConfig{Shrink: true}); err != nil || len(got) != 50 {
		t.Errorf("a person said it shrank: %d changes, %v", len(got), err)
	}
}

func TestDiffEndings(t *testing.T) {
	const head = "id,name,authority,listed,removed,removed_kind,expires\n"
	read := func(rows string) List {
		l, err := Read("notices", map[string]io.Reader{"n.csv": strings.NewReader(head + rows)})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	keep := "k1,Stays One,X,2020-01-01,,,\nk2,Stays Two,X,2020-01-01,,,\nk3,Stays Three,X,2020-01-01,,,\nk4,Stays Four,X,2020-01-01,,,\nk5,Stays Five,X,2020-01-01,,,\n"
	old := read(keep + "a,Annulled,X,2020-01-01,,,\nb,Expired,X,2020-01-01,,,2026-01-01\nc,Back,X,2020-01-01,2021-01-01,revoked,\n")
	now := read(keep + "a,Annulled,X,2020-01-01,2026-02-01,annulled,\nc,Back,X,2026-02-02,,,\nd,Never listed here,X,2019-01-01,2020-01-01,removed,\n")
	got, err := Diff(old, now, DiffConfig{Seen: time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range got {
		lines = append(lines, fmt.Sprint(c.Entity, " ", c.Kind, " ", c.On))
	}
	if diff := cmp.Diff([]string{"a annulled 2026-02-01", "b expired ", "c listed 2026-02-02"}, lines); diff != "" {
		t.Error(diff)
	}
}

func TestMoves(t *testing.T) {
	got := Moves([]demarche.Change{{Entity: "ofac-1", List: "us-ofac-cons", Kind: "removed"}, {Entity: "ofac-1", List: "us-ofac-sdn", Kind: "listed"}, {Entity: "ofac-2", List: "us-ofac-sdn", Kind: "listed"}})
	want := []demarche.Change{{Entity: "ofac-1", List: "us-ofac-sdn", Kind: "moved", Fields: []string{"list"}, Values: []demarche.FieldChange{{Field: "list", Before: "us-ofac-cons", After: "us-ofac-sdn"}}}, {Entity: "ofac-2", List: "us-ofac-sdn", Kind: "listed"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Two readings of one OFAC publication in two forms share their entries; what
// one form lacks is no amendment.
func TestDiffForms(t *testing.T) {
	xml := must(Read("us-ofac-sdn", map[string]io.Reader{"sdn.xml": bytes.NewReader(readFile(t, "testdata/sdn.xml"))}))
	adv := xml
	adv.Form = "xml Sanctions"
	adv.Records = slices.Clone(xml.Records)
	adv.Records[0].Entity.Gender = ""
	if got, err := Diff(xml, adv, DiffConfig{}); err != nil || len(got) > 0 {
		t.Errorf("%v %v", got, err)
	}
	adv.Form = xml.Form
	if got, _ := Diff(xml, adv, DiffConfig{}); len(got) != 1 || got[0].Kind != "amended" || got[0].On != "2025-11-04" {
		t.Errorf("%+v", got)
	}
}

// TestDiffSample changes the real lists by a program.
func TestDiffSample(t *testing.T) {
	rows := strings.SplitAfter(sampleText(t, "watchman-bench-sdn.csv"), "\n")
	sisters := func() map[string]io.Reader {
		return sampleFiles(t, "watchman-bench-add.csv", "watchman-bench-alt.csv", "watchman-bench-sdn_comments.csv")
	}
	read := func(rows []string) List {
		files := sisters()
		files["sdn.csv"] = strings.NewReader(strings.Join(rows, ""))
		l, err := Read("us-ofac-sdn", files)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	changed := slices.Clone(rows)
	want := map[string]string{}
	id := func(row string) string { return "ofac-" + row[:strings.IndexByte(row, ',')] }
	for i := 100; i < 8000; i += 100 {
		switch i / 100 % 2 {
		case 0:
			want[id(rows[i])], changed[i] = "removed", ""
		default:
			want[id(rows[i])], changed[i] = "amended", strings.Replace(rows[i], ",\"", ",\"NEW ", 1)
		}
	}
	changed = append([]string{"9999999,\"NEW, Somebody\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"}, changed...)
	want["ofac-9999999"] = "listed"
	changes, err := Diff(read(rows), read(changed), DiffConfig{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range changes {
		got[c.Entity] = string(c.Kind)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
