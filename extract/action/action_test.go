package action_test

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"demarche"
	"demarche/extract"
	"demarche/extract/article"
	"demarche/extract/country"
	"demarche/extract/name"
)

// labelled is a headline with its lead, what it tells of, the main thing first,
// and who acts: "" not labelled, "-" nobody who is named.
type labelled struct {
	kinds       []demarche.ActionKind
	actor       string
	title, lead string
}

// rows reads the lines of a file of testdata that are no comments.
func rows(t testing.TB, name string, columns int) (out [][]string) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		p := strings.Split(sc.Text(), "\t")
		if len(p) != columns {
			t.Fatalf("%s: %d columns, want %d: %s", name, len(p), columns, sc.Text())
		}
		out = append(out, p)
	}
	return out
}

// kinds reads "designation+licence".
func kinds(t testing.TB, s string) (out []demarche.ActionKind) {
	t.Helper()
	for k := range strings.SplitSeq(s, "+") {
		if !slices.Contains(demarche.ActionKinds(), demarche.ActionKind(k)) {
			t.Fatalf("%q is no kind of action", k)
		}
		out = append(out, demarche.ActionKind(k))
	}
	return out
}

// tally counts a kind.
type tally struct{ right, said, gold int }

type score map[demarche.ActionKind]*tally

func (s score) of(k demarche.ActionKind) *tally {
	if s[k] == nil {
		s[k] = &tally{}
	}
	return s[k]
}

// macro is the mean over the kinds of F1, and a line for each.
func (s score) macro() (float64, string) {
	sum, n := 0.0, 0.0
	var lines []string
	for k, c := range s {
		if c.gold == 0 {
			continue
		}
		f := 2 * float64(c.right) / float64(c.said+c.gold)
		sum, n = sum+f, n+1
		lines = append(lines, fmt.Sprintf("%-16s F1 %.3f of %d", k, f, c.gold))
	}
	sort.Strings(lines)
	return sum / n, strings.Join(lines, "\n")
}

func count(s score, got, want demarche.ActionKind) {
	s.of(want).gold++
	s.of(got).said++
	if got == want {
		s.of(want).right++
	}
}

func read(x *extract.Extractor, title, lead string) []demarche.Action {
	return x.Extract(extract.Input{Title: title, Text: lead}).Actions
}

// leastF1 is the promise: the mean over kinds of F1 of the main action.
const leastF1 = 0.85

func require(t *testing.T, name string, s score) {
	t.Helper()
	macro, lines := s.macro()
	t.Logf("%s: macro F1 %.3f\n%s", name, macro, lines)
	if macro < leastF1 {
		t.Errorf("%s: macro F1 %.3f, want at least %.2f", name, macro, leastF1)
	}
}

// TestHeadlines measures the main action on the headlines that the tagger was
// built with.
func TestHeadlines(t *testing.T) {
	x, s := extract.New(extract.Config{}), score{}
	for _, r := range rows(t, "headlines.tsv", 3) {
		want := kinds(t, r[0])[0]
		got := read(x, r[1], r[2])[0].Kind
		count(s, got, want)
		if got != want {
			t.Logf("%s, not %s: %s | %s", got, want, r[1], r[2])
		}
	}
	require(t, "headlines", s)
}

// held says whether a headline belongs to the half that rules are not made
// from: decided by its hash, so that it does not hang on the order.
func held(title string) bool {
	h := fnv.New32a()
	h.Write([]byte(title))
	return h.Sum32()%2 == 1
}

// TestPress measures the main action, the others and the actor on headlines that
// were labelled before the tagger was run on them. Rules were made from one half
// alone.
func TestPress(t *testing.T) {
	for _, file := range []string{"press.tsv", "after.tsv"} {
		t.Run(file, func(t *testing.T) { press(t, file) })
	}
}

func press(t *testing.T, file string) {
	x := extract.New(extract.Config{})
	type half struct {
		main                         score
		others, found, actors, acted int
	}
	halves := map[bool]*half{false: {main: score{}}, true: {main: score{}}}
	for _, r := range rows(t, file, 4) {
		l := labelled{kinds(t, r[0]), r[1], r[2], r[3]}
		got := read(x, l.title, l.lead)
		h := halves[file == "press.tsv" && held(l.title)]
		count(h.main, got[0].Kind, l.kinds[0])
		show := file != "press.tsv" || !held(l.title)
		if got[0].Kind != l.kinds[0] && show {
			t.Logf("%s (%s), not %s: %s | %s", got[0].Kind, got[0].Why, l.kinds[0], l.title, l.lead)
		}
		for _, k := range l.kinds[1:] {
			h.others++
			if slices.ContainsFunc(got, func(a demarche.Action) bool { return a.Kind == k }) {
				h.found++
			}
		}
		if l.actor != "" && got[0].Kind == l.kinds[0] {
			h.actors++
			if right(got[0].Actor, l.actor) {
				h.acted++
			} else if show {
				t.Logf("actor %q, not %s: %s | %s", got[0].Actor, l.actor, l.title, l.lead)
			}
		}
	}
	for _, test := range []bool{false, true} {
		h, name := halves[test], map[bool]string{false: "rules made from it", true: "kept apart"}[test]
		if len(h.main) == 0 {
			continue
		}
		require(t, name, h.main)
		t.Logf("%s: %d of %d other kinds found, actor right in %d of %d", name, h.found, h.others, h.acted, h.actors)
	}
}

// right says whether an actor is one of the labelled ways of writing it, or a
// body of the labelled state.
func right(got, want string) bool {
	if want == "-" {
		return got == ""
	}
	for w := range strings.SplitSeq(want, "|") {
		if strings.Contains(got, w) {
			return true
		}
		code, _ := country.Code(w)
		for _, e := range name.Bodies() {
			known := slices.ContainsFunc(e.Aliases, func(a demarche.Alias) bool { return a.Name == w })
			if e.Name == got && (known || slices.Contains(e.Countries, code)) {
				return true
			}
		}
	}
	return false
}

// TestTreasury reads whole releases, where they are at hand.
func TestTreasury(t *testing.T) {
	const pages = "../../../shared/samples/treasury/"
	if _, err := os.Stat(pages); err != nil {
		t.Skip("no pages of the Treasury beside the checkout")
	}
	x, wrong, all := extract.New(extract.Config{}), 0, 0
	for _, r := range rows(t, "treasury.tsv", 2) {
		body, err := os.ReadFile(pages + r[1] + ".html")
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Extract(body, article.Options{URL: "https://home.treasury.gov/news/press-releases/" + r[1], ContentType: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		all++
		if got, want := read(x, a.Title, a.Text)[0], kinds(t, r[0])[0]; got.Kind != want {
			wrong++
			t.Logf("%s: %s (%s), not %s", r[1], got.Kind, got.Why, want)
		}
	}
	if wrong*20 > all {
		t.Errorf("main action wrong in %d of %d releases", wrong, all)
	}
}
