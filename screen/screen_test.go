package screen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"demarche"
)

// held is a store in memory.
type held struct{ entries []demarche.HeldEntry }

func (h held) ListStamp(context.Context) (string, error) { return "1", nil }
func (h held) Lists(context.Context) ([]demarche.ListState, error) {
	return []demarche.ListState{{ID: "un-sc", Version: "2026-01-01/abc", Date: "2026-01-01", Entries: len(h.entries)}}, nil
}
func (h held) Parties(context.Context) (map[string]string, error) { return nil, nil }
func (h held) EachEntry(_ context.Context, _ string, yield func(demarche.HeldEntry) error) error {
	for _, e := range h.entries {
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

func party(id string, schema demarche.EntitySchema, name string, more ...func(*demarche.HeldEntry)) demarche.HeldEntry {
	e := demarche.HeldEntry{List: "un-sc", ListEntry: demarche.ListEntry{Entity: demarche.Entity{ID: id, Name: name, Schema: schema},
		Designations: []demarche.Designation{{Authority: "UN Security Council", List: "un-sc", Programme: "P", Listed: "2016-03-02", Measures: []demarche.Measure{demarche.MeasureAssetFreeze}}}}}
	for _, f := range more {
		f(&e)
	}
	return e
}

func screener(entries ...demarche.HeldEntry) *Screener {
	return New(Config{Store: held{entries}, Now: func() time.Time { return time.Unix(1764000000, 0) }, Tool: "demarche test", Known: []string{"un-sc", "eu-fsf"}})
}

var parties = []demarche.HeldEntry{
	party("p1", demarche.SchemaPerson, "Vasiliy Ochkarsky", func(e *demarche.HeldEntry) {
		e.Entity.Births, e.Entity.Countries = []demarche.Birth{{Date: "1961-05-02"}}, []string{"RU"}
		e.Entity.Aliases = []demarche.Alias{{Name: "Moose", Weak: true}}
	}),
	party("p2", demarche.SchemaPerson, "Bashir Khattan Murjanah"),
	party("p3", demarche.SchemaPerson, "Bashir Khattan Murjanah", func(e *demarche.HeldEntry) { e.Gone = time.Unix(1750000000, 0) }),
	party("o1", demarche.SchemaCompany, "Severny Priboy Shipyard LLC"),
	party("v1", demarche.SchemaVessel, "Pelikan Groza", func(e *demarche.HeldEntry) {
		e.Entity.Identifiers = []demarche.Identifier{{Scheme: "imo", Value: "9187629"}, {Scheme: "wallet", Value: "TQ5Fkz1xM8bXwbAXCh8RVEYnRSpRvYdYd1"}}
	}),
}

func TestScreen(t *testing.T) {
	s := screener(parties...)
	for _, c := range []struct {
		q      demarche.ScreenQuery
		want   string // ids in order
		reason string // of the first
	}{
		{demarche.ScreenQuery{Name: "Vasiliy Ochkarsky"}, "p1", "birth year not given"},
		{demarche.ScreenQuery{Name: "OCHKARSKY, Vasily", Birth: "1961-05-02"}, "p1", "same date of birth"},
		{demarche.ScreenQuery{Name: "Василий Очкарский"}, "p1", ""},
		{demarche.ScreenQuery{Name: "Vasiliy Ochkarsky", Birth: "1990", Nationality: "ca"}, "p1", "other year of birth: 1961 on the list"},
		{demarche.ScreenQuery{Name: "Bashir Khattan Murjanah"}, "p2 p3", "birth year not given"},
		{demarche.ScreenQuery{Name: "Severny Priboy Shipyard"}, "o1", ""},
		{demarche.ScreenQuery{Name: "M/V Pelikan Groza"}, "v1", ""},
		{demarche.ScreenQuery{IMO: "IMO 9187629"}, "v1", "same IMO number IMO 9187629"},
		{demarche.ScreenQuery{IMO: "imo9187629"}, "v1", "same IMO number imo9187629"},
		{demarche.ScreenQuery{Wallet: "TQ5Fkz1xM8bXwbAXCh8RVEYnRSpRvYdYd1"}, "v1", "same wallet TQ5Fkz1xM8bXwbAXCh8RVEYnRSpRvYdYd1"},
		{demarche.ScreenQuery{Name: "Quentin Nobody"}, "", ""},
		{demarche.ScreenQuery{Name: "Pelikan Groza", Schema: demarche.SchemaPerson}, "", ""},
	} {
		ans, err := s.Screen(t.Context(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range ans.Matches {
			got = append(got, m.Entity)
			if len(m.Reasons) == 0 || len(m.Designations) == 0 {
				t.Errorf("%+v: %s without reason or designation", c.q, m.Entity)
			}
			if m.Score >= 1 && c.q.IMO+c.q.Wallet == "" {
				t.Errorf("%+v: a name alone scores %v", c.q, m.Score)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v: %v, want %s", c.q, got, c.want)
		}
		if c.reason != "" && len(ans.Matches) > 0 && !slices.Contains(ans.Matches[0].Reasons, c.reason) {
			t.Errorf("%+v: reasons %v, want %q among them", c.q, ans.Matches[0].Reasons, c.reason)
		}
		if len(ans.Lists) != 1 || ans.Lists[0].Version == "" || ans.Threshold == 0 || ans.AsOf.IsZero() || !slices.Equal(ans.NotRead, []string{"eu-fsf"}) {
			t.Errorf("%+v: not a record: %+v", c.q, ans)
		}
	}
}

// TestOtherScripts: a name is found in the letters of other languages, and an alias
// in them by its Latin spelling.
func TestOtherScripts(t *testing.T) {
	s := screener(
		party("k1", demarche.SchemaPerson, "Tok Hyon Chil"), party("k2", demarche.SchemaPerson, "Tok Hyon Nam"),
		party("c1", demarche.SchemaPerson, "Qiu Zhangwen"), party("v1", demarche.SchemaPerson, "Trinh Quang Khuong"),
		party("f1", demarche.SchemaPerson, "Zolfaqar Rezvani"), party("j1", demarche.SchemaPerson, "Nobody At All", func(e *demarche.HeldEntry) {
			e.Entity.Aliases = []demarche.Alias{{Name: "ヴィクトル・サモフ"}}
		}))
	for name, want := range map[string]string{
		"Ток Хён Чхиль": "k1", "덕현칠": "k1", "Tok Hyon-chil": "k1", "トク・ヒョンチル": "k1", "Цю Чжанвэнь": "c1", "Чинь Куанг Кхыонг": "v1",
		"ذوالفقار رضوانی": "f1", "Viktor Samov": "j1",
	} {
		ans, err := s.Screen(t.Context(), demarche.ScreenQuery{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range ans.Matches {
			got = append(got, m.Entity)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: found %v, want %s", name, got, want)
		}
	}
}

// TestLimitKeepsOrder: what keeps a common name from certainty does not make worse
// names its equals.
func TestLimitKeepsOrder(t *testing.T) {
	var entries []demarche.HeldEntry
	for i, given := range strings.Fields("Yong Song Tong Jong Chong Kong Hong Pong Mong Dong") {
		for k := range 7 {
			for j, last := range strings.Fields("Chol Nam Su Il") {
				entries = append(entries, party(fmt.Sprintf("e%d-%d-%d", i, j, k), demarche.SchemaPerson, "Kim "+given+" "+last))
			}
		}
	}
	ans, err := screener(entries...).Screen(t.Context(), demarche.ScreenQuery{Name: "Kim Yong Chol", Limit: 200})
	if err != nil || len(ans.Matches) < 6 {
		t.Fatal(len(ans.Matches), err)
	}
	for i, m := range ans.Matches {
		if same := m.Name == "Kim Yong Chol"; same != (i < 7) || same != (m.Score == ans.Matches[0].Score) || m.Score > 0.9 {
			t.Errorf("%d: %s %v %v", i, m.Name, m.Score, m.Reasons)
		}
	}
}

// TestDoubtfulNumber: a number that cannot be right is looked for, and the record
// says so.
func TestDoubtfulNumber(t *testing.T) {
	s := screener(parties...)
	for imo, want := range map[string]string{"9187629": "", "IMO 9187629": "", "9187628": "check figure is 8, and would have to be 9", "918762": "seven figures", "ninety": "seven figures", "": ""} {
		ans, err := s.Screen(t.Context(), demarche.ScreenQuery{Name: "Quentin Nobody", IMO: imo})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(ans.Notes, "; "); want == "" != (got == "") || !strings.Contains(got, want) {
			t.Errorf("IMO %q: notes %q, want %q", imo, got, want)
		}
	}
}

func TestMistakes(t *testing.T) {
	s := screener(parties...)
	for _, q := range []demarche.ScreenQuery{{}, {Name: " "}, {Name: strings.Repeat("x", 501)}, {Name: "x", Threshold: 2}, {Name: "x", Birth: "May"}, {Name: "x", Schema: "Planet"}, {Name: "x", Nationality: "Ruritania"}} {
		if _, err := s.Screen(t.Context(), q); !errors.Is(err, demarche.ErrInvalid) {
			t.Errorf("%+v: %v, want a mistake", q, err)
		}
	}
}

// TestRemovedAfterListed: of equal names the one on a list comes first, and the
// other says that it is gone.
func TestRemovedAfterListed(t *testing.T) {
	ans, err := screener(parties...).Screen(t.Context(), demarche.ScreenQuery{Name: "Bashir Khattan Murjanah"})
	if err != nil || len(ans.Matches) != 2 {
		t.Fatal(ans, err)
	}
	last := ans.Matches[1]
	if last.Entity != "p3" || last.Designations[0].Status != demarche.LinkRemoved || !slices.Contains(last.Reasons, "no longer on the list") {
		t.Errorf("the removed one: %+v", last)
	}
}

// BenchmarkScreen screens against made-up names on one core: 40,000, or as many as
// DEMARCHE_BENCH_NAMES says. Names per second of processor time is what other
// programs on the machine do not disturb.
func BenchmarkScreen(b *testing.B) {
	held := 40000
	if n, err := strconv.Atoi(os.Getenv("DEMARCHE_BENCH_NAMES")); err == nil {
		held = n
	}
	syllables := strings.Fields("ka lo mi ren tu vas chol yong kim han ber tor ali mo ham med sa id os gar nat il ya dim van pet rov ko va len ser gey")
	seed := uint32(7)
	word := func() string {
		var w strings.Builder
		for range 2 + int(seed>>8)%2 {
			seed = seed*1664525 + 1013904223
			w.WriteString(syllables[int(seed>>8)%len(syllables)])
		}
		return w.String()
	}
	var entries []demarche.HeldEntry
	for i := range held {
		entries = append(entries, party(fmt.Sprintf("e%d", i), demarche.SchemaPerson, word()+" "+word()+" "+word()))
	}
	s := screener(entries...)
	names := make([]string, 1000)
	for i := range names {
		names[i] = entries[i*37%len(entries)].Entity.Name
		if i%2 == 0 {
			names[i] = word() + " " + word()
		}
	}
	if _, err := s.Screen(b.Context(), demarche.ScreenQuery{Name: names[0]}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	before := processor()
	for i := range b.N {
		if _, err := s.Screen(b.Context(), demarche.ScreenQuery{Name: names[i%len(names)]}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/(processor()-before).Seconds(), "names/cpu-s")
}

// TestEveryMatchHasReasons: whatever is asked, each possible match says why, no
// bare name is certain, equal questions get equal answers, and the order of
// matches is by score, then fixed.
func TestEveryMatchHasReasons(t *testing.T) {
	var entries []demarche.HeldEntry
	names := []string{"Ali Hassan", "Hassan Ali", "Mohammed Ali Hassan", "Kim Yong Chol", "김영철", "Иван Петров", "Ivan Petrov", "محمد علي", "王伟", "Wang Wei", "Ocean", "M/V Ocean Star",
		"Ocean Star Shipping LLC", "OOO Okean", "William Smith", "Bill Smith", "W. Smith", "Jean-Luc de la Tour", "Abu Bakr al-Baghdadi", "Abdul Rahman"}
	for i, n := range names {
		for k, schema := range []demarche.EntitySchema{demarche.SchemaPerson, demarche.SchemaCompany, demarche.SchemaVessel} {
			entries = append(entries, party(fmt.Sprintf("e-%02d-%d", i, k), schema, n, func(e *demarche.HeldEntry) {
				e.Entity.Aliases = []demarche.Alias{{Name: n + " II", Weak: true}}
			}))
		}
	}
	slices.Reverse(entries)
	one, two := screener(entries...), screener(entries...)
	for _, n := range append(names, "Ali", "Hassan", "Okean", "Petrov Ivan", "Kim, Yong-chol", "x", "...", "Smith W", "\xff\xfe", "a b c d e f g h i j k l m n o p") {
		for _, schema := range []demarche.EntitySchema{"", demarche.SchemaPerson, demarche.SchemaCompany, demarche.SchemaVessel} {
			q := demarche.ScreenQuery{Name: n, Schema: schema, Threshold: 0.3, Limit: 200}
			a, err := one.Screen(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			b, err := two.Screen(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			last := 2.0
			for i, m := range a.Matches {
				if len(m.Reasons) == 0 || slices.Contains(m.Reasons, "") {
					t.Errorf("%q as %q: %s without a reason: %q", n, schema, m.Name, m.Reasons)
				}
				if m.Score >= 1 || m.Score > last || m.Score < q.Threshold {
					t.Errorf("%q as %q: %s scores %v after %v", n, schema, m.Name, m.Score, last)
				}
				last = m.Score
				if b.Matches[i].Entity != m.Entity {
					t.Errorf("%q as %q: the same question gives %s and %s at place %d", n, schema, m.Entity, b.Matches[i].Entity, i)
				}
			}
		}
	}
}

// processor is the processor time that the process has used.
func processor() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
