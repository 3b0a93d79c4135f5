package extract

import (
	"slices"
	"strings"

	"demarche"
	"demarche/match"
)

// amounts judges the sums: one is right when it lies on the labelled words and
// has its value and currency; then its role, period and whether it is cumulative.
func (s *seedScore) amounts(f demarche.Facts, w wants, text []rune) {
	var got []demarche.Mention
	for _, m := range f.Mentions {
		if m.Kind == demarche.MentionAmount {
			got = append(got, m)
		}
	}
	n, used, from := s.of("amounts"), map[int]bool{}, map[string]int{}
	for _, line := range w["amount"] {
		l := fields(line)
		start := indexRunes(text, l[0], from[l[0]])
		if start < 0 {
			s.t.Fatalf("%s: %q is not in the text", s.name, l[0])
		}
		end := start + len([]rune(l[0]))
		from[l[0]] = end
		i := slices.IndexFunc(got, func(m demarche.Mention) bool { return m.Start < end && start < m.End && sumIs(m, l[1], l[2]) })
		if i < 0 {
			if l[6] == "optional" {
				for j, m := range got {
					if m.Start < end && start < m.End {
						used[j] = true
					}
				}
				continue
			}
			n.asked++
			s.miss("amounts", "no %s", line)
			continue
		}
		used[i] = true
		n.asked++
		n.found++
		n.right++
		m := got[i]
		s.attribute("amount role", m.Text, m.Role, l[3])
		s.attribute("amount period", m.Text, m.Period, l[4])
		s.attribute("amount cumulative", m.Text, map[bool]string{true: "cum"}[m.Cumulative], l[5])
	}
	for i, m := range got {
		if !used[i] {
			n.found++
			s.miss("amounts", "%q %s..%s %s is extra", m.Text, m.Value, m.Max, m.Currency)
		}
	}
}

// attribute judges what is said of a sum: nothing said where nothing is wanted does
// not count.
func (s *seedScore) attribute(kind, text, got, want string) {
	alternatives := strings.Split(want, ";")
	if slices.Contains(alternatives, "*") || got == "" && want == "" {
		return
	}
	n := s.of(kind)
	if want != "" {
		n.asked++
	}
	if got != "" {
		n.found++
	}
	if slices.Contains(alternatives, got) {
		n.right++
		return
	}
	s.miss(kind, "%q of %q, want %q", got, text, want)
}

func sumIs(m demarche.Mention, value, currency string) bool {
	low, high, _ := strings.Cut(value, "..")
	if low == "vague" {
		low = ""
	}
	return (m.Value == low && m.Max == high || low == "" && m.Value == "" || high == "" && m.Value == "" && m.Max == low) && (m.Currency == currency || currency == "*")
}

func indexRunes(text []rune, part string, from int) int {
	p := []rune(part)
	for i := from; i+len(p) <= len(text); i++ {
		if slices.Equal(text[i:i+len(p)], p) {
			return i
		}
	}
	return -1
}

// labelOf ties the kinds of mention to the words of the labels.
var labelOf = map[demarche.MentionKind]string{demarche.MentionPerson: "person", demarche.MentionOrganisation: "org", demarche.MentionLocation: "place", demarche.MentionVessel: "vessel", demarche.MentionAircraft: "aircraft"}

func (s *seedScore) names(f demarche.Facts, w wants) {
	told := map[string]bool{}
	for kind, label := range labelOf {
		want := w.entries(label)
		for _, entry := range want {
			n := s.of(label)
			n.asked++
			ok := slices.ContainsFunc(f.Mentions, func(m demarche.Mention) bool {
				return m.Kind == kind && slices.ContainsFunc(strings.Split(entry, "|"), func(a string) bool { return sameName(m.Text, a) || sameName(m.Name, a) })
			})
			if !ok {
				s.miss(label, "no %s", entry)
				continue
			}
			n.right++
			n.found++
		}
		for _, m := range f.Mentions {
			if m.Kind != kind || told[label+m.Name+m.Text] {
				continue
			}
			told[label+m.Name+m.Text] = true
			known := slices.ContainsFunc(append(want, w.entries("may")...), func(e string) bool {
				return slices.ContainsFunc(strings.Split(e, "|"), func(a string) bool { return inWords(m.Text, a) || sameName(m.Name, a) })
			})
			if !known {
				s.of(label).found++
				s.miss(label, "%q (%s) is extra", m.Text, m.Name)
			}
		}
	}
}

func sameName(a, b string) bool { return match.Fold(a) == match.Fold(b) && a != "" }

// others judges instruments, tags, wallets and identifiers.
func (s *seedScore) others(f demarche.Facts, w wants) {
	for kind, value := range map[demarche.MentionKind]func(demarche.Mention) string{
		demarche.MentionInstrument: func(m demarche.Mention) string { return m.Name },
		demarche.MentionTag:        func(m demarche.Mention) string { return m.Tag },
		demarche.MentionWallet:     func(m demarche.Mention) string { return m.Text + " " + m.Chain },
		demarche.MentionIdentifier: func(m demarche.Mention) string { return m.Scheme + " " + m.Value },
	} {
		label := string(kind)
		want := w.entries(label)
		n := s.of(label)
		n.asked += len(want)
		seen := map[string]bool{}
		for _, m := range f.Mentions {
			v := value(m)
			if m.Kind != kind || seen[v] {
				continue
			}
			seen[v] = true
			n.found++
			i := slices.IndexFunc(want, func(e string) bool { return slices.Contains(strings.Split(e, "|"), v) })
			if i < 0 {
				s.miss(label, "%q is extra", v)
				continue
			}
			n.right++
			want = slices.Delete(want, i, i+1)
		}
		if len(want) > 0 {
			s.miss(label, "no %q", want)
		}
	}
}

func (s *seedScore) designees(f demarche.Facts, w wants) {
	n, used := s.of("designee"), map[int]bool{}
	for _, line := range w["designee"] {
		l := fields(line)
		n.asked++
		i := slices.IndexFunc(f.Designees, func(d demarche.Designee) bool { return sameName(d.Name, l[0]) })
		if i < 0 {
			s.miss("designee", "no %s", line)
			continue
		}
		used[i] = true
		n.found++
		n.right++
		d := f.Designees[i]
		body := func(schema string) string { return strings.Replace(schema, "Company", "Organization", 1) }
		s.judge("designee type", body(d.Schema) == body(l[1]), d.Schema, l[1]+" of "+l[0])
		s.judge("designee change", d.Change == l[2], d.Change, l[2]+" of "+l[0])
		if l[3] != "*" {
			s.judge("designee authority", slices.Contains(strings.Split(l[3], ";"), d.Authority), d.Authority, l[3]+" of "+l[0])
		}
		if l[4] != "" {
			s.judge("designee country", slices.ContainsFunc(strings.Split(l[4], ";"), func(c string) bool { return slices.Contains(d.Countries, c) }), strings.Join(d.Countries, " "), l[4]+" of "+l[0])
		}
		if l[5] != "" {
			s.judge("designee programme", strings.Contains(d.Programme, l[5]), d.Programme, l[5]+" of "+l[0])
		}
	}
	for i, d := range f.Designees {
		if !used[i] {
			n.found++
			s.miss("designee", "%s (%s, %s) is extra", d.Name, d.Schema, d.Change)
		}
	}
}
