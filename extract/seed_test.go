package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"demarche"
)

// tally counts, for one kind of fact, what was right of what was found and of what
// was asked for.
type tally struct{ right, found, asked int }

func (n tally) precision() float64 { return float64(n.right) / float64(max(n.found, 1)) }
func (n tally) recall() float64    { return float64(n.right) / float64(max(n.asked, 1)) }

// seedScore counts all kinds over the texts of one file.
type seedScore struct {
	t    *testing.T
	name string
	n    map[string]*tally
}

func (s *seedScore) of(kind string) *tally {
	if s.n[kind] == nil {
		s.n[kind] = &tally{}
	}
	return s.n[kind]
}

// miss tells of one fault: seen with -v.
func (s *seedScore) miss(kind, form string, args ...any) {
	s.t.Logf("%s: %s: %s", s.name, kind, fmt.Sprintf(form, args...))
}

// judge counts a fact that is asked for once, and has one answer.
func (s *seedScore) judge(kind string, ok bool, got, want string) {
	n := s.of(kind)
	n.asked++
	n.found++
	if ok {
		n.right++
		return
	}
	s.miss(kind, "%q, want %q", got, want)
}

// TestSeed measures every kind of fact on the texts of testdata/seed.txtar, which
// rules were made from, and of testdata/seedafter.txtar, written after them.
func TestSeed(t *testing.T) {
	for _, c := range []struct {
		file   string
		floors map[string][2]float64 // precision, recall
	}{
		{"testdata/seed.txtar", map[string][2]float64{"main action": {0.95, 0.95}, "further actions": {0.75, 0.60}, "actor": {0.94, 0.94}, "on whom": {0.88, 0.80}, "event": {0.95, 0.95},
			"countries": {0.97, 0.97}, "amounts": {0.99, 0.97}, "amount role": {0.96, 0.96}, "amount period": {0.90, 0.80}, "amount cumulative": {0.75, 0.75},
			"instrument": {0.95, 0.95}, "identifier": {1, 1}, "wallet": {1, 1}, "tag": {1, 1}, "vessel": {1, 1}, "person": {0.90, 0.70}, "org": {0.85, 0.80}, "place": {0.90, 0.80},
			"designee": {0.95, 0.90}, "designee type": {0.95, 0.95}, "designee change": {1, 1}, "designee authority": {0.95, 0.95}, "designee country": {0.95, 0.95}, "designee programme": {0.95, 0.95}}},
		{"testdata/seedafter.txtar", map[string][2]float64{"main action": {0.90, 0.90}, "actor": {0.90, 0.90}, "on whom": {0.85, 0.70}, "event": {0.90, 0.90},
			"countries": {0.95, 0.95}, "amounts": {0.97, 0.97}, "amount role": {0.92, 0.92}, "wallet": {1, 1}, "person": {0.85, 0.85}, "org": {0.85, 0.80},
			"designee": {0.85, 0.85}, "designee authority": {0.90, 0.90}, "designee country": {0.90, 0.90}}},
	} {
		t.Run(c.file, func(t *testing.T) {
			s := &seedScore{t: t, n: map[string]*tally{}}
			ar, err := txtar.ParseFile(c.file)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(ar.Files); i += 2 {
				s.name = ar.Files[i].Name
				s.read(string(ar.Files[i].Data), string(ar.Files[i+1].Data))
			}
			kinds := []string{}
			for k := range s.n {
				kinds = append(kinds, k)
			}
			slices.Sort(kinds)
			for _, k := range kinds {
				n := s.n[k]
				t.Logf("%-18s precision %.3f recall %.3f (%d right, %d found, %d asked)", k, n.precision(), n.recall(), n.right, n.found, n.asked)
				if f := c.floors[k]; n.precision() < f[0] || n.recall() < f[1] {
					t.Errorf("%s: precision %.3f, recall %.3f, want %.2f and %.2f", k, n.precision(), n.recall(), f[0], f[1])
				}
			}
		})
	}
}

// wants are the labelled lines of one text by their first word.
type wants map[string][]string

func (s *seedScore) read(text, labels string) {
	head, body := map[string]string{}, []string{}
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if key == "text" {
			body = append(body, value)
			continue
		}
		head[key] = value
	}
	w := wants{}
	for line := range strings.Lines(labels) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		w[key] = append(w[key], value)
	}
	whole := strings.Join(body, "\n")
	f := readText(head["title"], whole, head["published"])
	s.actions(f, w)
	s.event(f, w)
	s.countries(f, w)
	s.amounts(f, w, []rune(whole))
	s.names(f, w)
	s.others(f, w)
	s.designees(f, w)
}

// entries are the values of a key, parted by ";".
func (w wants) entries(key string) []string {
	var out []string
	for _, l := range w[key] {
		for e := range strings.SplitSeq(l, ";") {
			if e = strings.TrimSpace(e); e != "" {
				out = append(out, e)
			}
		}
	}
	return out
}

func fields(line string) []string {
	f := strings.Split(line, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	return append(f, "", "", "", "", "", "", "")
}

// oneOf says whether got is one of the alternatives, or holds one or is held.
func oneOf(got, alternatives string) bool {
	for a := range strings.SplitSeq(alternatives, ";") {
		a = strings.TrimSpace(a)
		if a == "*" || a == "-" && got == "" {
			return true
		}
		if a != "" && got != "" && (inWords(a, got) || inWords(got, a)) {
			return true
		}
	}
	return false
}

// inWords says whether a stands in b as whole words; scripts without spaces as a part.
func inWords(a, b string) bool {
	a, b = strings.ToLower(strings.Trim(a, ". ")), strings.ToLower(b)
	if a == "" {
		return false
	}
	if a[0] >= 0x80 {
		return strings.Contains(b, a)
	}
	return strings.Contains(" "+strings.NewReplacer(",", " ", ".", " ", ":", " ", "  ", " ").Replace(b)+" ",
		" "+strings.NewReplacer(",", " ", ".", " ", ":", " ", "  ", " ").Replace(a)+" ")
}

func (s *seedScore) actions(f demarche.Facts, w wants) {
	main := fields(w["main"][0])
	also, may := strings.Fields(strings.Join(w["also"], " ")), strings.Fields(strings.Join(w["may-kinds"], " "))
	for _, k := range also {
		s.of("further actions").asked++
		if !slices.ContainsFunc(f.Actions, func(a demarche.Action) bool { return string(a.Kind) == k }) {
			s.miss("further actions", "no %s", k)
		}
	}
	for _, a := range f.Actions {
		kind := string(a.Kind)
		if a.Main {
			ok := slices.Contains(strings.Split(main[0], ";"), kind)
			s.judge("main action", ok, kind+" ("+a.Why+")", main[0])
			if ok {
				s.target(a.On, w["target"])
			}
			if ok && main[1] != "*" {
				s.judge("actor", oneOf(a.Actor, main[1]), a.Actor, main[1])
			}
			continue
		}
		n := s.of("further actions")
		switch {
		case slices.Contains(also, kind):
			n.right++
			n.found++
		case !slices.Contains(may, kind) && !slices.Contains(strings.Split(main[0], ";"), kind):
			n.found++
			s.miss("further actions", "%s (%s) is not said", kind, a.Why)
		}
	}
}

// target judges on whom the main action falls: every one named must be labelled.
func (s *seedScore) target(on []demarche.Target, labels []string) {
	if len(labels) == 0 || slices.Contains(labels, "*") {
		return
	}
	n := s.of("on whom")
	n.asked++
	if len(on) == 0 {
		s.miss("on whom", "nobody, want %q", labels[0])
		return
	}
	n.found++
	for _, t := range on {
		if !oneOf(t.Name, labels[0]) && !oneOf(t.Code, labels[0]) {
			s.miss("on whom", "%q, want %q", t.Name, labels[0])
			return
		}
	}
	n.right++
}

func (s *seedScore) event(f demarche.Facts, w wants) {
	got := f.Event.Value + " " + string(f.Event.Precision)
	s.judge("event", slices.Contains(fields(w["event"][0]), got), got+" "+f.Event.Why, w["event"][0])
}

func (s *seedScore) countries(f demarche.Facts, w wants) {
	want, may := strings.Fields(strings.Join(w["countries"], " ")), strings.Fields(strings.Join(w["may-countries"], " "))
	n := s.of("countries")
	n.asked += len(want)
	for _, c := range f.Countries {
		switch {
		case slices.Contains(want, c.Code):
			n.right++
			n.found++
			want = slices.DeleteFunc(want, func(x string) bool { return x == c.Code })
		case !slices.Contains(may, c.Code):
			n.found++
			s.miss("countries", "%s is extra", c.Code)
		}
	}
	if len(want) > 0 {
		s.miss("countries", "no %v", want)
	}
}
