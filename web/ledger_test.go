package web

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"demarche"
)

func TestLedger(t *testing.T) {
	h := serve(t, newWorld())
	var a ledgerAnswer
	if err := json.Unmarshal(get(t, h, "/api/v1/ledger?q=DPRK&total=1").Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	found := map[string]demarche.LedgerEntry{}
	for _, e := range a.Entries {
		found[e.Text+" "+e.Role] = e
	}
	if e := found["over $3 billion stolen"]; e.Period != "P3Y" || e.Speaker != "Treasury Office of Example" || e.Event.Value != "2025-11-04" || e.Sentence == "" {
		t.Errorf("the three billion: %+v", e)
	}
	if e := found["$2 billion stolen"]; e.Text == "" {
		t.Errorf("the two billion is not listed beside the three: %+v", a.Entries)
	}
	for _, total := range a.Totals {
		if total.Role == "stolen" && (total.USD != "0" || len(total.LeftOut) != 2) {
			t.Errorf("sums that cover periods were added: %+v", total)
		}
	}
	body := get(t, h, "/ledger?q=DPRK").Body.String()
	if strings.Contains(body, "Left out of the total") || !strings.Contains(body, "add up what cannot overlap") || !strings.Contains(body, "covers 3 years") || len(body) > 60_000 {
		t.Errorf("%d bytes:\n%s", len(body), body)
	}
	if body = get(t, h, "/ledger?q=DPRK&total=1").Body.String(); !strings.Contains(body, "Left out of the total") {
		t.Error("a total does not say what it left out")
	}
	rows, err := csv.NewReader(get(t, h, "/ledger.csv?q=DPRK&total=1").Body).ReadAll()
	if err != nil || len(rows) != len(a.Entries)+1 || len(rows[1]) != len(rows[0]) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// TestWantedFigures: a query that names sums lists those alone.
func TestWantedFigures(t *testing.T) {
	sum := func(usd, currency, value, role string) demarche.Figure {
		return demarche.Figure{USD: usd, Currency: currency, Value: value, Role: role}
	}
	for _, tt := range []struct {
		query string
		f     demarche.Figure
		want  bool
	}{
		{"", sum("5", "USD", "5", ""), true},
		{"amount:>1b", sum("1500000000", "USD", "1500000000", "stolen"), true},
		{"amount:>1b", sum("1000000000", "USD", "1000000000", "stolen"), false},
		{"amount:>=1b", sum("1000000000", "USD", "1000000000", "stolen"), true},
		{"amount:1m..2m", sum("3000000", "USD", "3000000", ""), false},
		{"amount:>100btc", sum("", "BTC", "127271", ""), true},
		{"amount:>100btc", sum("900000000", "USD", "900000000", ""), false},
		{"role:stolen", sum("5", "USD", "5", "fined"), false},
		{"-role:stolen", sum("5", "USD", "5", "fined"), true},
		{"amount:>1b role:stolen", sum("19000000000", "USD", "19000000000", "traded"), false},
		{"currency:EUR", sum("5", "USD", "5", ""), false},
	} {
		expr, err := demarche.ParseExpr(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := wantedFigures(demarche.Query{Text: tt.query, Expr: expr})(tt.f); got != tt.want {
			t.Errorf("%q of %+v: %v", tt.query, tt.f, got)
		}
	}
}

func TestLedgerIsEscaped(t *testing.T) {
	for _, p := range ownPayloads {
		rec := get(t, serve(t, poisoned([]string{p})), "/ledger?total=1")
		if _, faults := inspect(rec.Body.String()); rec.Code != 200 || len(faults) > 0 {
			t.Errorf("%q: %d, %v", p, rec.Code, faults)
		}
	}
}

// TestLedgerRetold: a sum that two stories tell stands once on the page, which names
// the other story and says that it is not added twice; the formats mark it.
func TestLedgerRetold(t *testing.T) {
	w := &world{now: worldNow}
	w.addSources()
	for i, title := range []string{"The complaint", "The villas"} {
		text := "Prosecutors asked for $15 billion of Ivo Brandt.\n"
		v := w.add("chainsleuth", "https://again.example/"+title, title, "en", text, "2025-11-0"+count(i+1), demarche.EventDate{Value: "2025-11-0" + count(i+1), Precision: demarche.PrecisionDay, Basis: "text"}, nil, "",
			spanOf(text, "$15 billion", 1, demarche.Mention{Kind: demarche.MentionAmount, Value: "15000000000", Currency: "USD", USD: "15000000000", Role: "forfeited"}),
			spanOf(text, "Ivo Brandt", 1, demarche.Mention{Kind: demarche.MentionPerson, Name: "Ivo Brandt"}))
		v.Story = "story" + count(i)
	}
	h := serve(t, w)
	body := get(t, h, "/ledger?q=Brandt&total=1").Body.String()
	for _, want := range []string{"1 sum in 2 reports", "1 telling in further stories stands with the sum", `Also in <a href="/stories/story1" dir="auto">The villas</a>`,
		"US$ 15 billion in 1 sum that cannot overlap; what is told again in 1 further story is not added twice"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
	rows, err := csv.NewReader(get(t, h, "/ledger.csv?q=Brandt&total=1").Body).ReadAll()
	if err != nil || len(rows) != 3 || rows[2][len(rows[2])-2] != "story0" || rows[1][len(rows[1])-1] != "1" {
		t.Errorf("%v: %q", err, rows)
	}
}

// TestLedgerOfOneRole: sums that are not asked for still tell which of the others are one.
func TestLedgerOfOneRole(t *testing.T) {
	w := &world{now: worldNow}
	w.addSources()
	for i, role := range []string{"forfeited", ""} {
		text := "A court is asked for 127,271 bitcoin, worth $15 billion.\n"
		v := w.add("chainsleuth", "https://role.example/"+count(i), "Story "+count(i), "en", text, "2025-11-0"+count(i+1), demarche.EventDate{Value: "2025-11-0" + count(i+1), Precision: demarche.PrecisionDay, Basis: "text"}, nil, "",
			spanOf(text, "127,271 bitcoin", 1, demarche.Mention{Kind: demarche.MentionAmount, Value: "127271", Currency: "BTC", Role: role}),
			spanOf(text, "$15 billion", 1, demarche.Mention{Kind: demarche.MentionAmount, Value: "15000000000", Currency: "USD", USD: "15000000000", Role: "forfeited"}))
		v.Story = "story" + count(i)
	}
	w.views[0].Source.Name, w.views[1].Source.Name = "One", "Another"
	var a ledgerAnswer
	if err := json.Unmarshal(get(t, serve(t, w), "/ledger.json?min_usd=1000").Body.Bytes(), &a); err != nil || len(a.Entries) != 2 || a.Entries[1].SameAs != "story0" {
		t.Errorf("%v: %+v", err, a.Entries)
	}
}
