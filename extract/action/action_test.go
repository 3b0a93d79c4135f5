package action

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"demarche"
	"demarche/extract/token"
)

type labelled struct {
	kind        demarche.ActionKind
	title, lead string
}

func load(t testing.TB) (out []labelled) {
	t.Helper()
	f, err := os.Open("testdata/headlines.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := map[demarche.ActionKind]bool{}
	for _, k := range demarche.ActionKinds() {
		known[k] = true
	}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		p := strings.Split(sc.Text(), "\t")
		if len(p) != 3 || !known[demarche.ActionKind(p[0])] {
			t.Fatalf("bad line: %s", sc.Text())
		}
		out = append(out, labelled{demarche.ActionKind(p[0]), p[1], p[2]})
	}
	return out
}

func mainKind(title, lead string) demarche.ActionKind {
	for _, a := range Find(Input{Doc: token.Split(lead), Title: token.Split(title), Lang: "en"}) {
		if a.Main {
			return a.Kind
		}
	}
	return ""
}

// TestHeadlines measures the main action on labelled headlines with their
// leads, as the mean over kinds of F1.
func TestHeadlines(t *testing.T) {
	type tally struct{ right, said, gold int }
	by := map[demarche.ActionKind]*tally{}
	get := func(k demarche.ActionKind) *tally {
		if by[k] == nil {
			by[k] = &tally{}
		}
		return by[k]
	}
	for _, x := range load(t) {
		got := mainKind(x.title, x.lead)
		get(x.kind).gold++
		get(got).said++
		if got == x.kind {
			get(got).right++
		} else {
			t.Logf("%s, not %s: %s | %s", got, x.kind, x.title, x.lead)
		}
	}
	sum, n := 0.0, 0.0
	var lines []string
	for k, c := range by {
		if c.gold == 0 {
			continue
		}
		f := 2 * float64(c.right) / float64(c.said+c.gold)
		sum, n = sum+f, n+1
		lines = append(lines, fmt.Sprintf("%-16s F1 %.3f of %d", k, f, c.gold))
	}
	sort.Strings(lines)
	macro := sum / n
	t.Logf("macro F1 %.3f\n%s", macro, strings.Join(lines, "\n"))
	if macro < 0.85 {
		t.Errorf("macro F1 %.3f, want at least 0.85", macro)
	}
}
