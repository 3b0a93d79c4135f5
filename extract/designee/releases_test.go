package designee_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/match"

	"golang.org/x/tools/txtar"
)

// gold is one party that a release lists: alternatives are parted by ";" in the
// name and by "/" in the authority.
type gold struct {
	change, schema                    string
	names, countries, aliases, idents []string
	authorities                       []string
}

func readGold(t *testing.T, line string) gold {
	t.Helper()
	f := strings.Split(line, "|")
	if len(f) != 7 {
		t.Fatalf("%d fields, want 7: %s", len(f), line)
	}
	list := func(s, sep string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, sep)
	}
	return gold{f[0], f[1], list(f[2], ";"), list(f[3], ";"), list(f[4], ";"), list(f[5], ";"), list(f[6], "/")}
}

// folded is a name as it is compared: case, accents, signs and legal forms aside.
func folded(s string) string { return match.Fold(s) }

func (g gold) is(d demarche.Designee) bool {
	return slices.ContainsFunc(g.names, func(n string) bool { return folded(n) == folded(d.Name) })
}

// share counts what was asked for and what was right.
type share struct{ right, of int }

func (s *share) add(ok bool) {
	s.of++
	if ok {
		s.right++
	}
}

func (s share) part() float64 { return float64(s.right) / float64(max(s.of, 1)) }

// TestGenres measures the reading of releases in the manner of many authorities:
// those the rules were made with, and some written afterwards.
func TestGenres(t *testing.T) {
	for _, name := range []string{"releases", "after"} {
		t.Run(name, func(t *testing.T) { measure(t, "testdata/"+name+".txtar") })
	}
}

func measure(t *testing.T, file string) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	x := extract.New(extract.Config{})
	var found, said, change, schema, country, authority, alias, ident share
	for _, f := range ar.Files {
		name, ext, _ := strings.Cut(f.Name, ".")
		if ext == "txt" {
			texts[name] = string(f.Data)
			continue
		}
		parts := strings.SplitN(texts[name], "\n", 3)
		in := extract.Input{Title: parts[0], Text: strings.TrimSpace(parts[2])}
		in.Published.Time, err = time.Parse(time.DateOnly, parts[1])
		if err != nil {
			t.Fatal(err)
		}
		got := x.Extract(in).Designees
		used := map[int]bool{}
		for line := range strings.Lines(string(f.Data)) {
			g := readGold(t, strings.TrimSpace(line))
			i := slices.IndexFunc(got, g.is)
			found.add(i >= 0)
			if i < 0 {
				t.Logf("%s: missed %s", name, g.names[0])
				continue
			}
			d := got[i]
			used[i] = true
			tell := func(s *share, ok bool, what string, got any) {
				s.add(ok)
				if !ok {
					t.Logf("%s: %s of %s: %v", name, what, g.names[0], got)
				}
			}
			tell(&change, d.Change == g.change, "change", d.Change)
			tell(&schema, kindOf(d.Schema) == kindOf(g.schema), "schema", d.Schema)
			if g.countries != nil {
				tell(&country, slices.ContainsFunc(g.countries, func(c string) bool { return slices.Contains(d.Countries, c) }), "country", d.Countries)
			}
			if g.authorities != nil {
				tell(&authority, slices.Contains(g.authorities, d.Authority), "authority", d.Authority)
			}
			for _, a := range g.aliases {
				tell(&alias, slices.ContainsFunc(d.Aliases, func(b string) bool { return folded(a) == folded(b) }), "alias "+a, d.Aliases)
			}
			for _, id := range g.idents {
				tell(&ident, slices.Contains(d.Identifiers, id), "identifier "+id, d.Identifiers)
			}
		}
		for i, d := range got {
			said.add(used[i])
			if !used[i] {
				t.Logf("%s: extra %s (%s, %s)", name, d.Name, d.Schema, d.Change)
			}
		}
	}
	r, p := found.part(), said.part()
	f1 := 2 * r * p / max(r+p, 1e-9)
	t.Logf("names F1 %.3f (precision %.3f, recall %.3f of %d), change %.3f, type %.3f, country %.3f of %d, authority %.3f of %d, aliases %.3f of %d, identifiers %.3f of %d",
		f1, p, r, found.of, change.part(), schema.part(), country.part(), country.of, authority.part(), authority.of, alias.part(), alias.of, ident.part(), ident.of)
	if f1 < 0.90 || schema.part() < 0.95 || country.part() < 0.85 {
		t.Errorf("want names F1 0.90, type 0.95, country 0.85")
	}
}

// kindOf counts companies and other bodies as one, as the shared scorer does.
func kindOf(schema string) string {
	if schema == "Company" {
		return "Organization"
	}
	return schema
}
