package lists

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// entry makes a record: "id list schema name; birth; scheme:value …".
func entry(id, list string, schema demarche.EntitySchema, name, born string, ids ...string) Record {
	r := Record{Entity: demarche.Entity{ID: id, Origin: list, Schema: schema, Name: name}}
	if born != "" {
		r.Entity.Births = []demarche.Birth{birth(born, dayFirst)}
	}
	for _, text := range ids {
		scheme, value, _ := strings.Cut(text, ":")
		r.Entity.Identifiers = append(r.Entity.Identifiers, demarche.Identifier{Scheme: scheme, Value: value})
	}
	return r
}

var sameRecords = []Record{
	entry("un-KPi.1", "un-sc", "Person", "Pak Chol Su", "1971-03-02", "un-ref:KPi.999"),
	entry("uk-DPR1", "gb-uksl", "Person", "PAK Chol-su", "1971-03-02", "un-ref:KPi.999", "passport:563000001"),
	entry("ofac-1", "us-ofac-sdn", "Person", "PARK Chul Soo", "2 Mar 1971", "passport:563-000-001"),
	entry("ofac-2", "us-ofac-sdn", "Person", "Pak Chol Su", "1950"),
	entry("ch-1", "ch-seco", "Person", "Chol Su Pak", "circa 1972"),
	entry("eu-1.1", "eu-fsf", "Organization", "Example Trading Bank", "", "bic:EXMPKPPYXXX"),
	entry("ofac-3", "us-ofac-sdn", "Company", "EXAMPLE TRADING BANK LTD", "", "bic:EXMPKPPY"),
	entry("ofac-4", "us-ofac-sdn", "Vessel", "OLD STAR", "", "imo:9000001"),
	entry("uk-RUS1", "gb-uksl", "Vessel", "BRAND NEW MOON", "", "imo:9000001"),
	entry("eu-2.2", "eu-fsf", "Organization", "Star Shipping", "", "imo:9000001"),
	entry("eu-3.3", "eu-fsf", "Person", "Ivan Ivanov", "1960", "wallet:1Example1Example"),
	entry("ofac-5", "us-ofac-sdn", "Person", "Somebody Else Entirely", "", "wallet:1Example1Example"),
	entry("ca-1", "ca-sema", "Person", "Maria Maier", "1960-01-01"),
	entry("au-1", "au-dfat", "Person", "Peter Petrov", "1960-01-01"),
	entry("os-1", "opensanctions", "Person", "M. Maier", "", "entity:ca-1"),
}

func TestSame(t *testing.T) {
	var got []string
	for _, p := range Same(sameRecords) {
		kind := "doubtful"
		if p.Certain {
			kind = "certain"
		}
		got = append(got, fmt.Sprintf("%s = %s %s: %s", p.A, p.B, kind, strings.Join(p.Reasons, "; ")))
	}
	if diff := cmp.Diff(sameWant, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

var sameWant = []string{
	"ca-1 = os-1 certain: one entry names the other by its number; like names: Maria Maier / M. Maier",
	"ch-1 = uk-DPR1 doubtful: same name PAK Chol-su",
	"ch-1 = un-KPi.1 doubtful: same name Pak Chol Su",
	"eu-1.1 = ofac-3 certain: same BIC EXMPKPPYXXX; like names: Example Trading Bank / EXAMPLE TRADING BANK LTD",
	"eu-3.3 = ofac-5 doubtful: same wallet 1Example1Example; names differ: Ivan Ivanov / Somebody Else Entirely",
	"ofac-1 = uk-DPR1 certain: same passport 563000001; born 1971-03-02; like names: PAK Chol-su / PARK Chul Soo",
	"ofac-1 = un-KPi.1 doubtful: born 1971-03-02; like names: Pak Chol Su / PARK Chul Soo",
	"ofac-4 = uk-RUS1 certain: same IMO number 9000001; names differ: OLD STAR / BRAND NEW MOON",
	"uk-DPR1 = un-KPi.1 certain: same UN reference KPi.999; born 1971-03-02; same name Pak Chol Su",
}

func TestJoin(t *testing.T) {
	proposals := Same(sameRecords)
	show := func(parties []Party) string {
		var out []string
		for _, p := range parties {
			out = append(out, strings.Join(p.Members, "+"))
		}
		return strings.Join(out, " ")
	}
	parties, open := Join(sameRecords, proposals, nil)
	const certain = "ca-1+os-1 ofac-1+un-KPi.1+uk-DPR1 ofac-3+eu-1.1 ofac-4+uk-RUS1"
	if got := show(parties); got != certain {
		t.Errorf("joined %s, want %s", got, certain)
	}
	if len(open) == 0 {
		t.Error("no doubtful ones left to a person")
	}
	for _, p := range open {
		if p.Certain {
			t.Errorf("open but certain: %+v", p)
		}
	}
	parties, _ = Join(sameRecords, proposals, []Decision{{"uk-DPR1", "un-KPi.1", false}, {"ofac-1", "uk-DPR1", false}, {"ch-1", "un-KPi.1", true}})
	if got := show(parties); !strings.Contains(got, "un-KPi.1+ch-1") || strings.Contains(got, "uk-DPR1") {
		t.Errorf("decided: %s", got)
	}
	if again, _ := Join(sameRecords, proposals, nil); show(again) != certain {
		t.Error("taking decisions back does not undo them")
	}
	// two entries of one list are never put together by a chain
	two := []Record{entry("ofac-1", "us-ofac-sdn", "Person", "A B", "", "un-ref:KPi.001"), entry("ofac-2", "us-ofac-sdn", "Person", "A C", "", "un-ref:KPi.001"), entry("un-KPi.001", "un-sc", "Person", "A B", "", "un-ref:KPi.001")}
	parties, open = Join(two, Same(two), nil)
	if len(parties) != 1 || len(parties[0].Members) != 2 || len(open) != 1 {
		t.Errorf("%v, open %v", parties, open)
	}
}

// TestSameSamples joins the real lists that are at hand.
func TestSameSamples(t *testing.T) {
	sdn, err := Reader{Country: testCountries}.Read("us-ofac-sdn", sampleFiles(t, "watchman-bench-sdn.csv", "watchman-bench-add.csv", "watchman-bench-alt.csv", "watchman-bench-sdn_comments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	un, err := Read("un-sc", sampleFiles(t, "watchman-UN_consolidated.xml"))
	if err != nil {
		t.Fatal(err)
	}
	records := append(sdn.Records, un.Records...)
	proposals := Same(records)
	parties, open := Join(records, proposals, nil)
	if len(parties) < 200 {
		t.Errorf("%d parties of %d entries", len(parties), len(records))
	}
	t.Logf("%d entries: %d proposals, %d joined, %d open", len(records), len(proposals), len(parties), len(open))
}

func TestMerge(t *testing.T) {
	sdn := []Record{entry("ofac-1", "us-ofac-sdn", "Company", "BANK ONE", "", "bic:AAAABBCC"), entry("ofac-2", "us-ofac-sdn", "Company", "BANK TWO", "")}
	cons := []Record{entry("ofac-1", "us-ofac-cons", "Company", "Bank One OAO", "", "bic:AAAABBCC", "tax:12345")}
	sdn[0].Designations = []demarche.Designation{{List: "us-ofac-sdn"}}
	cons[0].Designations = []demarche.Designation{{List: "us-ofac-cons"}}
	got := Merge(sdn, cons)
	if len(got) != 2 || got[0].Entity.Name != "BANK ONE" || len(got[0].Entity.Identifiers) != 2 || got[0].Entity.Aliases[0].Name != "Bank One OAO" ||
		len(got[0].Designations) != 2 || got[0].Designations[1].List != "us-ofac-cons" || got[0].Entity.Origin != "us-ofac-sdn" {
		t.Errorf("%+v", got)
	}
	if len(sdn[0].Entity.Identifiers) != 1 || len(sdn[0].Designations) != 1 {
		t.Error("Merge changed what it was given")
	}
}

func TestNumberKey(t *testing.T) {
	for _, tt := range []struct {
		a, b demarche.Identifier
		same bool
	}{
		{demarche.Identifier{Scheme: "passport", Value: "563-000 001"}, demarche.Identifier{Scheme: "passport", Value: "563000001"}, true},
		{demarche.Identifier{Scheme: "wallet", Value: "0xABCdef0123"}, demarche.Identifier{Scheme: "wallet", Value: "0xabcDEF0123"}, true},
		{demarche.Identifier{Scheme: "wallet", Value: "1ABCdef0123"}, demarche.Identifier{Scheme: "wallet", Value: "1abcDEF0123"}, false},
		{demarche.Identifier{Scheme: "bic", Value: "EXMPKPPYXXX"}, demarche.Identifier{Scheme: "bic", Value: "EXMPKPPY"}, true},
		{demarche.Identifier{Scheme: "imo", Value: "9000001"}, demarche.Identifier{Scheme: "mmsi", Value: "9000001"}, false},
	} {
		if got := NumberKey(tt.a) == NumberKey(tt.b); got != tt.same {
			t.Errorf("%v and %v: %v", tt.a, tt.b, got)
		}
	}
	if NumberKey(demarche.Identifier{Scheme: "passport", Value: "12"}) != "" || NumberKey(demarche.Identifier{Scheme: "other", Value: "1234567"}) != "" {
		t.Error("a number that identifies nobody has a key")
	}
}

func TestNoticeHeader(t *testing.T) {
	columns := strings.Split(NoticeHeader, ",")
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = map[string]string{"identifiers": "passport:1", "relations": "owned_by:x", "authority": "X"}[c]
		if cells[i] == "" {
			cells[i] = "2020-01-01"
		}
	}
	l, err := Read("notices", map[string]io.Reader{"n.csv": strings.NewReader(NoticeHeader + "\n" + strings.Join(cells, ",") + "\n")})
	if err != nil || len(l.Unknown) > 0 {
		t.Errorf("%v, columns not read: %v", err, l.Unknown)
	}
}
