package pipeline

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"demarche"
	"demarche/extract"
	"demarche/extract/country"
	"demarche/lists"
)

// The cases of this file are drawn from real lists by rule: which entries, and
// what is written around their names, follows from the rules and the seed alone.
// The rules and what is expected of them were written before the linker read one
// of the cases. No name of the lists stands here.

const ruleSeed = 20261122

// drawn are the lists that cases are drawn from.
type drawn struct {
	entries []demarche.HeldEntry
	parties map[string]string
	bearers map[string][]string // parties by the words of a name, sorted; and by list, sort and display name
	whole   map[string]bool     // names that a list does not call weak
}

// drawnLists reads the real lists kept beside the project.
func drawnLists(t *testing.T) *drawn {
	t.Helper()
	dir, err := filepath.Abs("../../shared/samples/sanctions")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no ../shared/samples/sanctions beside the project: no cases can be drawn")
	}
	d := &drawn{parties: map[string]string{}, bearers: map[string][]string{}, whole: map[string]bool{}}
	var records []lists.Record
	for id, names := range map[string][]string{"us-ofac-sdn": {"watchman-bench-sdn.csv", "watchman-bench-alt.csv", "watchman-bench-add.csv", "watchman-bench-sdn_comments.csv"},
		"un-sc": {"watchman-UN_consolidated.xml"}} {
		files := map[string]io.Reader{}
		for _, name := range names {
			f, err := os.Open(filepath.Join(dir, name))
			if err != nil {
				t.Skip(err)
			}
			defer f.Close()
			files[name] = f
		}
		list, err := lists.Reader{Country: country.Code}.Read(id, files)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list.Records {
			d.entries = append(d.entries, demarche.HeldEntry{ListEntry: demarche.ListEntry(r), List: id})
		}
		records = append(records, list.Records...)
	}
	joined, _ := lists.Join(records, lists.Same(records), nil)
	for _, p := range joined {
		for _, m := range p.Members {
			d.parties[m] = p.ID
		}
	}
	for _, e := range d.entries {
		keys := []string{e.List + string(e.Entity.Schema) + wordSet(e.Entity.Name)}
		for _, n := range entryNames(e) {
			keys = append(keys, wordSet(n))
		}
		for _, key := range keys {
			if p := d.party(e); !slices.Contains(d.bearers[key], p) {
				d.bearers[key] = append(d.bearers[key], p)
			}
		}
		d.whole[wordSet(e.Entity.Name)] = true
		for _, a := range e.Entity.Aliases {
			d.whole[wordSet(a.Name)] = d.whole[wordSet(a.Name)] || !a.Weak
		}
	}
	return d
}

func (d *drawn) party(e demarche.HeldEntry) string {
	return cmp.Or(d.parties[e.Entity.ID], e.Entity.ID)
}

func entryNames(e demarche.HeldEntry) []string {
	out := []string{e.Entity.Name}
	for _, a := range e.Entity.Aliases {
		out = append(out, a.Name)
		if a.Given != "" {
			first, _, _ := strings.Cut(a.Given, " ")
			out = append(out, a.Family+" "+first)
		}
	}
	return out
}

func wordSet(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// sole says whether no other party has the name.
func (d *drawn) sole(name string) bool { return len(d.bearers[wordSet(name)]) < 2 }

// twice says whether another party of the same list has the entry's name.
func (d *drawn) twice(e demarche.HeldEntry) bool {
	return len(d.bearers[e.List+string(e.Entity.Schema)+wordSet(e.Entity.Name)]) > 1
}

// strong says whether the lists give some party a name without calling it weak.
func (d *drawn) strong(name string) bool { return d.whole[wordSet(name)] }

// subject is an entry that a case is made of, with what its text needs.
type subject struct {
	demarche.HeldEntry
	name    string // as news writes it
	family  string
	given   string
	home    string // a country of the entry, by name
	year    int    // of birth
	away    string // a country that is none of the entry's
	demonym string // of away
	calling string
	imo     string
}

var aways = []struct{ code, name, demonym string }{{"CA", "Canada", "Canadian"}, {"NO", "Norway", "Norwegian"}, {"NZ", "New Zealand", "New Zealand"},
	{"KE", "Kenya", "Kenyan"}, {"CL", "Chile", "Chilean"}, {"PT", "Portugal", "Portuguese"}, {"IS", "Iceland", "Icelandic"}}

var ruleCallings = []string{"footballer", "tuba player", "botanist", "weightlifter", "sculptor", "schoolteacher", "marine biologist", "opera singer"}

// inventedFirst are given names that no list holds with the family names drawn.
var inventedFirst = []string{"Quillon", "Bertrand", "Oswin", "Thaddeus", "Leopoldine", "Eudora"}

// person fills a subject from a natural person whose name the list parts.
func (d *drawn) person(e demarche.HeldEntry) (subject, bool) {
	s := subject{HeldEntry: e}
	if e.Entity.Schema != demarche.SchemaPerson {
		return s, false
	}
	for _, a := range e.Entity.Aliases {
		if a.Name == e.Entity.Name && a.Family != "" && a.Given != "" {
			s.family, s.given = newsForm(a.Family), newsForm(a.Given)
		}
	}
	if s.family == "" || len([]rune(s.family)) < 4 || strings.ContainsAny(e.Entity.Name, `"'().,`) {
		return s, false
	}
	s.name = s.given + " " + s.family
	if !d.sole(s.name) || ruleCommon(s.name) {
		return s, false
	}
	return s, d.places(&s)
}

// places fills in a home, a foreign country and a year of birth.
func (d *drawn) places(s *subject) bool {
	codes := slices.Concat(s.Entity.Nationalities, s.Entity.Countries)
	for _, a := range s.Entity.Addresses {
		codes = append(codes, a.Country)
	}
	if s.Entity.Vessel != nil {
		codes = append(codes, s.Entity.Vessel.Flag)
	}
	for _, b := range s.Entity.Births {
		codes = append(codes, b.Country)
		if s.year == 0 && len(b.Date) >= 4 {
			fmt.Sscanf(b.Date[:4], "%d", &s.year)
		}
	}
	for _, c := range codes {
		if len(c) == 2 && s.home == "" {
			s.home = country.Name(c)
		}
	}
	for i := range aways {
		a := aways[(i+len(s.Entity.ID))%len(aways)]
		if !slices.Contains(codes, a.code) {
			s.away, s.demonym = a.name, a.demonym
			return s.home != ""
		}
	}
	return false
}

// ruleCommon says whether all words of a name are on the stoplist: no rule may
// expect certainty of such a name.
func ruleCommon(name string) bool {
	stop := map[string]bool{}
	for _, line := range lists.Stoplist() {
		for _, w := range strings.Fields(strings.ToLower(line)) {
			stop[strings.TrimPrefix(w, "=")] = true
		}
	}
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(w string) bool { return !stop[w] })
}

// body fills a subject from an organisation of several words.
func (d *drawn) body(e demarche.HeldEntry) (subject, bool) {
	s := subject{HeldEntry: e, name: newsForm(e.Entity.Name)}
	words := strings.Fields(s.name)
	if e.Entity.Schema == demarche.SchemaPerson || vessel(e.Entity.Schema) || len(words) < 2 || len(words) > 5 || strings.ContainsAny(s.name, `"'().,/&-0123456789`) ||
		ruleCommon(s.name) || !d.sole(e.Entity.Name) {
		return s, false
	}
	return s, d.places(&s)
}

// ship fills a subject from a vessel.
func (d *drawn) ship(e demarche.HeldEntry) (subject, bool) {
	s := subject{HeldEntry: e, name: newsForm(e.Entity.Name)}
	for _, id := range e.Entity.Identifiers {
		if id.Scheme == "imo" {
			s.imo = id.Value
		}
	}
	ok := e.Entity.Schema == demarche.SchemaVessel && s.imo != "" && !strings.ContainsAny(s.name, `"'().,/&-`) && d.sole(e.Entity.Name)
	return s, ok && d.places(&s)
}

// newsForm writes a name as news does: no word in capitals but abbreviations.
func newsForm(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		switch l := strings.ToLower(w); {
		case i > 0 && slices.Contains([]string{"of", "and", "the", "for", "de", "del", "la", "y", "e", "da", "do"}, l):
			words[i] = l
		case strings.ToUpper(w) == w && (len(w) > 3 || strings.ContainsAny(w, "AEIOU")):
			r := []rune(l)
			for j := range r {
				if j == 0 || r[j-1] == '-' {
					r[j] = unicode.ToUpper(r[j])
				}
			}
			words[i] = string(r)
		}
	}
	return strings.Join(words, " ")
}

// rule makes cases of one kind: whom it draws, what is written, what is expected.
type rule struct {
	kind  string
	cases int
	draw  func(demarche.HeldEntry) (subject, bool)
	text  []string // {name}, {family} and so on are filled in; taken in turn
	want  string   // listed, removed, possible, none; or "none possible" where both are right
}

func rules(d *drawn) []rule {
	withYear := func(e demarche.HeldEntry) (subject, bool) {
		s, ok := d.person(e)
		return s, ok && s.year > 1900
	}
	return []rule{
		{"listed person, announced", 14, d.person, []string{
			"The Treasury's Office of Foreign Assets Control on Tuesday sanctioned {name}, a national of {home}, freezing any assets under US jurisdiction.",
			"Among those designated is {name}, who lives in {home}, officials said."}, "listed"},
		{"family name first", 10, withYear, []string{
			"Authorities in {home} said {family} {given}, born in {year}, controls the network.",
			"{FAMILY}, {given}, born in {year}, of {home} controls the network."}, "listed"},
		{"middle names left out", 8, func(e demarche.HeldEntry) (subject, bool) {
			s, ok := withYear(e)
			first, rest, _ := strings.Cut(s.given, " ")
			s.name = first + " " + s.family
			short := articles[strings.ToLower(first)] || len(first) < 4 || strings.Contains(first, "-")
			return s, ok && rest != "" && !short && d.sole(s.name) && !ruleCommon(s.name)
		}, []string{"Officials in {home} said {name}, born in {year}, ran the company."}, "listed"},
		{"minister with a listed family name", 12, d.person, []string{
			"Finance Minister {family} of {away} told reporters on Monday that the budget would pass. {family} added that taxes would fall.",
			"{demonym} Prime Minister {family} arrived in {home} for talks on fishing rights."}, "none"},
		{"listed family name with another given name", 10, d.person, []string{
			"{demonym} minister {other} {family} met investors in {home}.",
			"{other} {family}, a dairy farmer, spoke against the tariffs."}, "none"},
		{"namesake with another nationality and calling", 12, d.person, []string{
			"{demonym} {calling} {name} won a national prize on Sunday.",
			"{name}, a {calling} from {away}, won a national prize on Sunday.",
			"The {calling} {name} moved back to {away} last year."}, "none"},
		{"bare name", 10, d.person, []string{"{name} opened a bakery near the old harbour on Sunday.", "The prize went to {name} for the second time."}, "possible"},
		{"namesake of another age", 10, withYear, []string{"{name}, born in {young} in {home}, teaches music at a primary school.", "{name}, {age}, of {home}, teaches music."}, "none possible"},
		{"namesake of the same country", 10, d.person, []string{"Police in {home} said {name} had reported a bicycle stolen.", "{name} of {home} came second in the poetry contest."}, "none possible"},
		{"organisation, announced", 12, d.body, []string{"{name}, based in {home}, was designated by the Treasury on Friday.", "The sanctions target {name} of {home}."}, "listed"},
		{"organisation in a longer name", 12, d.body, []string{"The {name} Street Festival in {home} drew thousands.", "A match between the {name} Wanderers and Harbour United in {home} ended in a draw."}, "none"},
		{"person in a longer name", 10, d.person, []string{"The {name} Memorial Hospital in {home} opened a new wing.", "Traffic was diverted from {name} Street in {home}."}, "none"},
		{"vessel with its number", 8, d.ship, []string{"The tanker {name} (IMO {imo}) left {home} on Monday."}, "listed"},
		{"vessel, bare", 8, d.ship, []string{"The tanker {name} docked on Monday."}, "possible"},
		{"company named like a vessel", 10, d.ship, []string{"Shares of {name} rose four percent after the company reported its earnings in {home}.", "The restaurant chain {name} opened a branch in {home}."}, "none"},
		{"word that is a name", 10, func(e demarche.HeldEntry) (subject, bool) {
			s := subject{HeldEntry: e, name: newsForm(e.Entity.Name)}
			return s, e.Entity.Schema != demarche.SchemaPerson && len(strings.Fields(s.name)) == 1 && len(s.name) > 3 && !strings.ContainsAny(s.name, `"'.-/`)
		}, []string{"{name} was the theme of the evening, said the organisers.", "She named her dog {name} after a song."}, "none"},
		{"weak alias and nothing else", 10, func(e demarche.HeldEntry) (subject, bool) {
			s := subject{HeldEntry: e}
			for _, a := range e.Entity.Aliases {
				if a.Weak && s.name == "" && len(a.Name) > 3 {
					s.name = newsForm(a.Name)
				}
			}
			return s, s.name != "" && d.sole(s.name) && !d.strong(s.name)
		}, []string{"{name} won the third race at Ascot on Saturday.", "The film {name} opened on Friday."}, "none"},
		{"removed person", 8, d.person, []string{"The Treasury lifted sanctions on {name}, a national of {home}, last year."}, "removed"},
		{"own script", 8, func(e demarche.HeldEntry) (subject, bool) {
			s := subject{HeldEntry: e}
			for _, a := range e.Entity.Aliases {
				if strings.IndexFunc(a.Name, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) >= 0 && len(strings.Fields(a.Name)) > 2 && len(strings.Fields(a.Name)) < 6 &&
					!strings.ContainsAny(a.Name, "،,()") {
					s.name = a.Name
				}
			}
			return s, e.Entity.Schema == demarche.SchemaPerson && s.name != "" && d.sole(s.name)
		}, []string{"أعلنت وزارة الخزانة فرض عقوبات على {name} يوم الثلاثاء."}, "listed"},
		{"name of two parties", 6, func(e demarche.HeldEntry) (subject, bool) {
			s, _ := d.person(e)
			s.name = s.given + " " + s.family
			ok := s.family != "" && d.twice(e) && d.places(&s)
			return s, ok && len(strings.Fields(s.name)) > 1
		}, []string{"{name} of {home} signed the contract."}, "possible"},
	}
}

// articles are the beginnings of given names that are not whole without the rest.
var articles = map[string]bool{"abd": true, "abdul": true, "abdel": true, "abu": true, "umm": true, "al": true, "bin": true, "ould": true, "nur": true, "mohammad": true, "muhammad": true, "mohammed": true}

// ruleCase is one drawn case.
type ruleCase struct {
	kind, text, want, party, name string
	gone                          bool
}

func (d *drawn) cases() []ruleCase {
	var out []ruleCase
	used := map[string]bool{}
	for _, r := range rules(d) {
		order := slices.Clone(d.entries)
		slices.SortFunc(order, func(a, b demarche.HeldEntry) int {
			return cmp.Or(cmp.Compare(lot(r.kind, a.Entity.ID), lot(r.kind, b.Entity.ID)), cmp.Compare(a.Entity.ID, b.Entity.ID))
		})
		n := 0
		for _, e := range order {
			if n == r.cases {
				break
			}
			s, ok := r.draw(e)
			if !ok || used[d.party(e)] {
				continue
			}
			used[d.party(e)] = true
			s.calling = ruleCallings[n%len(ruleCallings)]
			text := s.fill(r.text[n%len(r.text)], inventedFirst[n%len(inventedFirst)])
			out = append(out, ruleCase{r.kind, text, r.want, d.party(e), s.name, r.want == "removed"})
			n++
		}
	}
	return out
}

func lot(kind, id string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s %s", ruleSeed, kind, id)
	return h.Sum64()
}

func (s subject) fill(text, other string) string {
	return strings.NewReplacer("{name}", s.name, "{family}", s.family, "{FAMILY}", strings.ToUpper(s.family), "{given}", s.given, "{home}", s.home, "{away}", s.away, "{demonym}", s.demonym,
		"{calling}", s.calling, "{other}", other, "{year}", fmt.Sprint(s.year), "{young}", fmt.Sprint(min(s.year+31, 2006)), "{age}", fmt.Sprint(max(2026-s.year-33, 11)), "{imo}", s.imo).Replace(text)
}

// TestDrawnCases measures the linker, with the real extractor before it, on
// cases drawn from the lists by rule. DEMARCHE_CASES=1 prints every case that is
// not as expected; names of real lists are printed nowhere else.
func TestDrawnCases(t *testing.T) {
	d := drawnLists(t)
	cases := d.cases()
	for i, e := range d.entries {
		for _, c := range cases {
			if c.gone && d.party(e) == c.party {
				d.entries[i].Gone = d.entries[i].LastSeen.AddDate(2024, 0, 0)
			}
		}
	}
	g, err := readGazetteer(t.Context(), heldLists{entries: d.entries, parties: d.parties}, "1", nil)
	if err != nil {
		t.Fatal(err)
	}
	sum, x := newTally(), extract.New(extract.Config{})
	for _, c := range cases {
		got := outcome(x, g, c.text, c.party)
		if right := sum.add(c.kind, c.want, got); !right && os.Getenv("DEMARCHE_CASES") != "" {
			t.Logf("%s: want %s, got %s: %s", c.kind, c.want, got, c.text)
		}
	}
	sum.report(t)
	sum.hold(t, 0.98, 0.95)
}
