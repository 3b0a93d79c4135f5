package pipeline

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"
)

// heldLists is what the gazetteer reads, in memory.
type heldLists struct {
	entries []demarche.HeldEntry
	parties map[string]string
}

func (h heldLists) ListStamp(context.Context) (string, error) { return "1", nil }
func (h heldLists) EachEntry(_ context.Context, _ string, yield func(demarche.HeldEntry) error) error {
	for _, e := range h.entries {
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}
func (h heldLists) Parties(context.Context) (map[string]string, error)    { return h.parties, nil }
func (h heldLists) Renamed(context.Context) ([]demarche.Renamed, error)   { return nil, nil }
func (h heldLists) DropRenamed(context.Context, []demarche.Renamed) error { return nil }
func (h heldLists) Relink(context.Context, []string, []string) error      { return nil }
func (h heldLists) Stoplist(context.Context) (string, error)              { return "", nil }
func (h heldLists) PutStoplist(context.Context, string, []string) error   { return nil }
func (h heldLists) TextsAfter(context.Context, int64, int64, int) ([]demarche.ItemText, error) {
	return nil, nil
}

func listEntry(list, id string, schema demarche.EntitySchema, country, name string, more func(*demarche.HeldEntry)) demarche.HeldEntry {
	e := demarche.HeldEntry{List: list, FirstSeen: time.Unix(1, 0), ListEntry: demarche.ListEntry{
		Entity:       demarche.Entity{ID: id, Name: name, Schema: schema, Origin: list},
		Designations: []demarche.Designation{{Entity: id, List: list, Authority: "OFAC"}}}}
	if country != "" {
		e.Entity.Countries = []string{country}
	}
	if more != nil {
		more(&e)
	}
	return e
}

// hardLists are written for the cases below; none of the parties exists.
func hardLists(t *testing.T) *gazetteer {
	t.Helper()
	alias := func(names ...demarche.Alias) func(*demarche.HeldEntry) {
		return func(e *demarche.HeldEntry) { e.Entity.Aliases = names }
	}
	const person, org, ship = demarche.SchemaPerson, demarche.SchemaOrganization, demarche.SchemaVessel
	h := heldLists{parties: map[string]string{"a-both": "a-both", "b-both": "a-both"}, entries: []demarche.HeldEntry{
		listEntry("us-ofac-sdn", "p-kim1", person, "KP", "Kim Yong Chol", func(e *demarche.HeldEntry) {
			e.Entity.Births = []demarche.Birth{{Date: "1946"}}
			e.Entity.Positions = []string{"Director of the Reconnaissance Bureau"}
		}),
		listEntry("us-ofac-sdn", "p-kim2", person, "KP", "Kim Yong Chol", func(e *demarche.HeldEntry) {
			e.Entity.Births = []demarche.Birth{{Date: "1962-02-18"}}
			e.Entity.Positions = []string{"KOMID representative in Iran"}
		}),
		listEntry("us-ofac-sdn", "p-rare", person, "RU", "Vasiliy Ochkarsky", alias(demarche.Alias{Name: "Moose", Weak: true}, demarche.Alias{Name: "Vasiliy Ochkarsky", Family: "Ochkarsky", Given: "Vasiliy"}, demarche.Alias{Name: "Очкарский Василий", Family: "Очкарский", Given: "Василий"})),
		listEntry("us-ofac-sdn", "p-three", person, "SY", "Bashir Khattan Murjanah", nil),
		listEntry("us-ofac-sdn", "p-common", person, "IR", "Mohammad Hassan", func(e *demarche.HeldEntry) {
			e.Entity.Positions = []string{"commander of the brigade"}
		}),
		listEntry("us-ofac-sdn", "o-garat", org, "EE", "Garatrex", nil),
		listEntry("us-ofac-sdn", "o-long", org, "RU", "Severny Priboy Shipyard", alias(demarche.Alias{Name: "SPS", Weak: true})),
		listEntry("us-ofac-sdn", "o-alpha", org, "CY", "Alpha", nil),
		listEntry("us-ofac-sdn", "v-ocean", ship, "PA", "Ocean", func(e *demarche.HeldEntry) {
			e.Entity.Identifiers = []demarche.Identifier{{Scheme: "imo", Value: "9187629"}}
		}),
		listEntry("us-ofac-sdn", "v-pelik", ship, "KP", "Pelikan Groza", nil),
		listEntry("us-ofac-sdn", "o-wallet", org, "RU", "Mixeradnya", func(e *demarche.HeldEntry) {
			e.Entity.Identifiers = []demarche.Identifier{{Scheme: "wallet", Value: "TQ5Fkz1xM8bXwbAXCh8RVEYnRSpRvYdYd1"}, {Scheme: "passport", Value: "AB1234567"}}
		}),
		listEntry("us-ofac-sdn", "p-gone", person, "BY", "Zmicer Kalodzka", func(e *demarche.HeldEntry) {
			e.Gone, e.LastSeen = time.Date(2025, 3, 2, 8, 0, 0, 0, time.UTC), time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
		}),
		listEntry("us-ofac-sdn", "a-both", person, "MM", "Thuza Kyaw Lwinmoe", nil),
		listEntry("un-sc", "b-both", person, "MM", "Thuza Kyaw Lwinmoe", nil),
		listEntry("us-ofac-sdn", "x-two", org, "KP", "Ryonjang Smelter Agency", nil),
		listEntry("un-sc", "y-two", org, "KP", "Ryonjang Smelter Agency", nil),
	}}
	g, err := readGazetteer(t.Context(), h, "1", nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var markKinds = map[string]demarche.MentionKind{"P": demarche.MentionPerson, "O": demarche.MentionOrganisation, "V": demarche.MentionVessel, "L": demarche.MentionLocation,
	"C": demarche.MentionCountry, "D": demarche.MentionCountry, "I": demarche.MentionIdentifier, "W": demarche.MentionWallet}

// marked reads a text in which <P:name> is a person, <O:…> an organisation,
// <V:…> a vessel, <L:…> a place, <C:KP:…> a country, <D:KP:…> its demonym,
// <I:imo:…> an identifier and <W:TRX:…> a wallet.
func marked(s string) (string, demarche.Facts) {
	var text strings.Builder
	var f demarche.Facts
	for {
		before, rest, ok := strings.Cut(s, "<")
		text.WriteString(before)
		if !ok {
			return text.String(), f
		}
		mark, after, _ := strings.Cut(rest, ">")
		kind, name, _ := strings.Cut(mark, ":")
		m := demarche.Mention{Kind: markKinds[kind], Start: utf8.RuneCountInString(text.String())}
		switch kind {
		case "C", "D":
			m.Code, name, _ = strings.Cut(name, ":")
			m.Form = map[string]string{"C": "name", "D": "demonym"}[kind]
			f.Countries = append(f.Countries, demarche.CountryWeight{Code: m.Code})
		case "I", "W":
			m.Scheme, name, _ = strings.Cut(name, ":")
			m.Value = name
		}
		m.Text = name
		text.WriteString(name)
		m.End = utf8.RuneCountInString(text.String())
		f.Mentions = append(f.Mentions, m)
		s = after
	}
}

// TestHardCases: what is said of a name, and what is not. "" means no link.
func TestHardCases(t *testing.T) {
	g := hardLists(t)
	for _, c := range []struct{ text, want string }{
		// telling names
		{"<C:RU:Russia>'s <P:Vasiliy Ochkarsky> flew home.", "p-rare possible"},
		{"<P:Vasiliy Ochkarsky> flew home.", "p-rare possible"},
		{"The Treasury sanctioned <P:Bashir Khattan Murjanah>.", "p-three listed"},
		{"<P:Bashir Khattan Murjanah> opened a shop.", "p-three possible"},
		{"<P:Ochkarsky Vasiliy> of <C:RU:Russia> was blacklisted.", "p-rare listed"},
		{"<P:Василий Очкарский> вернулся в <C:RU:Россию>.", "p-rare possible"},
		{"Против <P:Василий Очкарский> <C:RU:Россия> санкции.", "p-rare listed"},
		{"<O:Severny Priboy Shipyard> launched a hull.", "o-long listed"},
		{"<O:Severny Priboy Shipyard> of <C:RU:Russia> launched a hull.", "o-long listed"},
		// the extractor saw no name
		{"In <C:RU:Russia> Severny Priboy Shipyard launched a hull.", "o-long listed"},
		{"The son of Vasiliy Ochkarsky lives in <C:RU:Russia>.", "p-rare possible"},
		{"He lives in Vasiliy Ochkarsky Street in <C:RU:Russia>.", ""},
		{"The statue at Saint Vasiliy Ochkarsky in <C:RU:Russia>.", ""},
		// namesakes with another country or calling
		{"<D:CA:Canadian> dentist <P:Vasiliy Ochkarsky> won.", ""},
		{"<D:CA:Canadian> <P:Vasiliy Ochkarsky> won.", ""},
		{"The actor <P:Vasiliy Ochkarsky> won a prize in <C:RU:Russia>.", ""},
		{"Striker <P:Vasiliy Ochkarsky> scored twice.", ""},
		{"The singer <P:Kim Yong Chol> sang.", ""},
		{"<D:KR:South Korean> professor <P:Kim Yong Chol> spoke.", ""},
		// common names
		{"<P:Kim Yong Chol> spoke.", "p-kim1 possible, p-kim2 possible"},
		{"<C:KP:North Korea>'s <P:Kim Yong Chol> spoke.", "p-kim1 possible, p-kim2 possible"},
		{"<P:Kim Yong Chol>, of the Reconnaissance Bureau of <C:KP:North Korea>, spoke.", "p-kim1 listed"},
		{"<P:Kim Yong Chol>, born in 1962 in <C:KP:North Korea>, spoke.", "p-kim2 listed"},
		{"<P:Mohammad Hassan> bought bread.", "p-common possible"},
		{"<P:Mohammad Hassan> of <C:IR:Iran> bought bread.", "p-common possible"},
		{"<P:Mohammad Hassan>, commander of an <D:IR:Iranian> brigade, spoke.", "p-common listed"},
		// surnames and single words
		{"Minister <P:Ochkarsky> spoke in <C:RU:Russia>.", ""},
		{"<P:Kim> spoke in <C:KP:North Korea>.", ""},
		{"Police shot a Moose in <C:RU:Russia>.", ""},
		{"<O:Garatrex> closed.", ""},
		{"<O:Garatrex> of <C:EE:Estonia> closed.", "o-garat possible"},
		{"<O:SPS> of <C:RU:Russia> closed.", ""},
		{"<O:Alpha> grew.", ""},
		{"<O:Alpha Bank> of <C:CY:Cyprus> grew.", ""},
		{"Alpha males fight.", ""},
		// things of another sort
		{"The <O:Ocean> group grew in <C:PA:Panama>.", ""},
		{"They swam in the Ocean off <C:PA:Panama>.", ""},
		{"The tanker <V:Ocean> sailed.", ""},
		{"The tanker <V:Ocean> (IMO <I:imo:9187629>) sailed.", "v-ocean listed"},
		{"The <O:Pelikan Groza> company of <C:KP:North Korea> grew.", ""},
		{"The ship <V:Pelikan Groza> sailed.", "v-pelik possible"},
		{"<L:Severny Priboy Shipyard> is a stop in <C:RU:Russia>.", "o-long possible"},
		{"They met at <L:Severny Priboy Shipyard> in <C:RU:Russia>.", ""},
		{"<P:Severny Priboy Shipyard> spoke in <C:RU:Russia>.", "o-long possible"},
		{"<P:Severny Priboy Shipyard> spoke.", ""},
		{"The <O:Vasiliy Ochkarsky Foundation> of <C:RU:Russia> gave.", ""},
		{"The <O:Vasiliy Ochkarsky> of <C:RU:Russia> gave.", ""},
		// numbers
		{"Coins went to <W:TRX:TQ5Fkz1xM8bXwbAXCh8RVEYnRSpRvYdYd1> at night.", "o-wallet listed"},
		{"He showed passport <I:passport:AB1234567>.", "o-wallet possible"},
		{"Coins went to <W:TRX:TXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa> at night.", ""},
		// removed, and on several lists
		{"<D:BY:Belarusian> <P:Zmicer Kalodzka> spoke.", "p-gone possible"},
		{"<D:BY:Belarusian> <P:Zmicer Kalodzka> is free of sanctions.", "p-gone removed"},
		{"<P:Zmicer Kalodzka> spoke.", "p-gone possible"},
		{"<P:Thuza Kyaw Lwinmoe> of <C:MM:Myanmar> was sanctioned.", "a-both listed"},
		{"<O:Ryonjang Smelter Agency> of <C:KP:North Korea> grew.", "x-two listed, y-two listed"},
	} {
		text, facts := marked(c.text)
		var got []string
		for _, l := range linkListed(g, text, 2026, facts) {
			if len(l.Reasons) == 0 {
				t.Errorf("%s: link to %s without a reason", c.text, l.Entity)
			}
			got = append(got, fmt.Sprintf("%s %s", l.Entity, l.Status))
		}
		seen := map[string]bool{} // a number and a name may both lead to one party
		var once []string
		for _, s := range got {
			if !seen[s] {
				once = append(once, s)
			}
			seen[s] = true
		}
		if s := strings.Join(once, ", "); s != c.want {
			t.Errorf("%s\n  got  %q\n  want %q", c.text, s, c.want)
		}
	}
}
