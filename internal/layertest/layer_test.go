// Package layertest checks who may import whom (docs/design.md, section 3).
package layertest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed names, for each package of the module, what it may import from the
// module. A package covers the packages below it ("index" covers
// "index/bleve"); the longest name that fits counts. "*" is everything.
var allowed = map[string][]string{
	".":                 {},
	"match":             {"."},
	"web/chart":         {"."},
	"crawler":           {".", "crawler"},
	"lists":             {".", "lists", "match"},
	"screen":            {".", "match"},
	"extract":           {".", "extract", "match"},
	"story":             {".", "match", "story"},
	"store":             {".", "store"},
	"index":             {".", "index", "match"},
	"digest":            {"."},
	"pipeline":          {".", "extract", "lists", "story", "index"},
	"web":               {".", "web/chart"},
	"cmd":               {"*"},
	"internal":          {".", "internal"},
	"crawler/catalogue": {".", "crawler/catalogue"},
	"extract/article":   {".", "extract"},
	"internal/bench":    {".", "index", "store"},
	"internal/fakenet":  {},
}

// houses gives each third party its one home.
var houses = map[string][]string{
	"github.com/mmcdole/gofeed":              {"crawler"},
	"github.com/PuerkitoBio/goquery":         {"crawler", "extract/article"},
	"github.com/blevesearch/bleve/v2":        {"index/bleve"},
	"modernc.org/sqlite":                     {"store"},
	"github.com/jackc/pgx/v5":                {"store"},
	"github.com/alecthomas/kong":             {"cmd"},
	"github.com/robfig/cron/v3":              {"crawler", "cmd"},
	"github.com/wneessen/go-mail":            {"digest"},
	"github.com/emersion/go-smtp":            {"digest"},
	"github.com/markusmobius/go-trafilatura": {"extract/article"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestLayers(t *testing.T) {
	for _, p := range packages(t) {
		from := short(p.ImportPath)
		for _, imp := range p.Imports {
			if strings.HasPrefix(imp, "demarche/") || imp == "demarche" {
				checkInside(t, from, short(imp))
			} else {
				checkThirdParty(t, from, imp)
			}
		}
	}
}

func checkInside(t *testing.T, from, to string) {
	t.Helper()
	rule, ok := longest(from, keys(allowed))
	if !ok {
		t.Errorf("package %s has no rule: add it to the layers here and in docs/design.md", from)
		return
	}
	may := allowed[rule]
	if slices.Contains(may, "*") {
		return
	}
	for _, m := range may {
		if to == m || m != "." && strings.HasPrefix(to, m+"/") {
			return
		}
	}
	t.Errorf("%s imports %s; it may import only %v", from, to, may)
}

func checkThirdParty(t *testing.T, from, imp string) {
	t.Helper()
	if from == "." && strings.Contains(strings.Split(imp, "/")[0], ".") {
		t.Errorf("the root package imports %s; it may import the standard library only", imp)
	}
	house, ok := longest(imp, keys(houses))
	if !ok {
		return
	}
	for _, h := range houses[house] {
		if from == h || strings.HasPrefix(from, h+"/") {
			return
		}
	}
	t.Errorf("%s imports %s, whose house is %v", from, imp, houses[house])
}

// longest finds the longest name that path is or lies under.
func longest(path string, names []string) (string, bool) {
	best, found := "", false
	for _, n := range names {
		if (path == n || strings.HasPrefix(path, n+"/")) && len(n) >= len(best) {
			best, found = n, true
		}
	}
	return best, found
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

func short(path string) string {
	if path == "demarche" {
		return "."
	}
	return strings.TrimPrefix(path, "demarche/")
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "demarche/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	var ps []goPackage
	for {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("read go list: %v", err)
		}
		ps = append(ps, p)
	}
	if len(ps) < 10 {
		t.Fatalf("go list names only %d packages", len(ps))
	}
	return ps
}
