package digest

import (
	"sort"
	"strings"
	"unicode"

	"demarche"
)

// Why says why an item matches a query, in words, and quotes the one sentence
// that shows most of it; without a better one, the first sentence.
func Why(q demarche.Query, v demarche.ItemView, countryName func(string) string) (reasons []string, quote string) {
	w := &witness{view: v, countryName: countryName, votes: map[int]int{}}
	w.title = v.Item.Title
	if len(v.Revisions) > 0 {
		w.text = []rune(v.Revisions[0].Text)
		if v.Revisions[0].Title != "" {
			w.title = v.Revisions[0].Title
		}
	}
	demarche.Walk(q.Expr, func(n demarche.Node) bool {
		if _, negated := n.(demarche.Not); negated {
			return false
		}
		w.leaf(n)
		return true
	})
	w.filters(q)
	if len(w.reasons) == 0 {
		w.say("new in this period")
	}
	return w.reasons, w.quote()
}

// witness gathers reasons and the places in the text that show them.
type witness struct {
	view        demarche.ItemView
	title       string
	text        []rune
	countryName func(string) string
	reasons     []string
	votes       map[int]int // start of a sentence: how many reasons it shows
}

func (w *witness) say(reason string) {
	for _, r := range w.reasons {
		if r == reason {
			return
		}
	}
	w.reasons = append(w.reasons, reason)
}

// show records a reason and where the text bears it out.
func (w *witness) show(reason string, pos int) {
	w.say(reason)
	if pos < 0 || pos >= len(w.text) {
		return
	}
	start, _ := demarche.SentenceAt(w.text, pos)
	w.votes[start]++
}

// quote is the sentence with most votes, the earliest of equals.
func (w *witness) quote() string {
	if len(w.text) == 0 {
		return ""
	}
	starts := make([]int, 0, len(w.votes))
	for s := range w.votes {
		starts = append(starts, s)
	}
	sort.Slice(starts, func(i, j int) bool {
		a, b := starts[i], starts[j]
		if w.votes[a] != w.votes[b] {
			return w.votes[a] > w.votes[b]
		}
		return a < b
	})
	at := w.firstSentence()
	if len(starts) > 0 {
		at = starts[0]
	}
	s, e := demarche.SentenceAt(w.text, at)
	return clip(w.text[s:e])
}

// firstSentence is where the first line begins that reads like a sentence and
// not like a heading: eight words or a full stop; else the beginning.
func (w *witness) firstSentence() int {
	for at := 0; at < len(w.text); {
		end := at
		for end < len(w.text) && w.text[end] != '\n' {
			end++
		}
		line := strings.TrimSpace(string(w.text[at:end]))
		if line != "" && (len(strings.Fields(line)) >= 8 || strings.ContainsAny(line[len(line)-1:], ".!?") || strings.HasSuffix(line, "。")) {
			return at
		}
		at = end + 1
	}
	return 0
}

// maxQuote keeps a quotation short (and within what may be quoted).
const maxQuote = 360

func clip(r []rune) string {
	if len(r) <= maxQuote {
		return strings.Join(strings.Fields(string(r)), " ")
	}
	end := maxQuote
	for end > maxQuote-40 && !unicode.IsSpace(r[end]) {
		end--
	}
	return strings.Join(strings.Fields(string(r[:end])), " ") + " …"
}

func (w *witness) leaf(n demarche.Node) {
	switch n := n.(type) {
	case demarche.Phrase:
		w.words(n.Text, n.Field == "title", false)
	case demarche.AmountRange:
		w.amounts(func(m demarche.Mention) bool { return amountIn(m, n) })
	case demarche.DateRange:
		if n.Field == "event" {
			w.event()
		}
	case demarche.Term:
		w.term(n)
	}
}

func (w *witness) term(n demarche.Term) {
	switch n.Field {
	case "", "title":
		w.words(n.Text, n.Field == "title", n.Prefix)
	case "country":
		w.country(n.Text)
	case "entity":
		w.entity(n.Text)
	case "action":
		w.action(n.Text)
	case "source":
		if n.Text == w.view.Source.ID {
			w.say("published by " + w.view.Source.Name)
		}
	case "kind":
		if n.Text == string(w.view.Source.Kind) {
			w.say("source of kind " + n.Text)
		}
	case "role":
		w.amounts(func(m demarche.Mention) bool { return m.Role == n.Text })
	case "currency":
		w.amounts(func(m demarche.Mention) bool { return strings.EqualFold(m.Currency, n.Text) })
	case "lang":
		w.say("written in " + n.Text)
	case "authority", "programme", "measure", "change", "list", "story":
		w.party(n)
	case "tag", "instrument", "wallet", "imo", "identifier":
		w.mention(n)
	}
}

// filters explains the parameters of the request like the fields they stand for.
func (w *witness) filters(q demarche.Query) {
	for _, f := range []struct {
		field  string
		values []string
	}{{"country", q.Country}, {"entity", q.Entity}, {"action", q.Action}, {"source", q.Source}, {"kind", q.Kind}, {"lang", q.Lang}} {
		for _, v := range f.values {
			w.term(demarche.Term{Field: f.field, Text: v})
		}
	}
}

// words finds a word or phrase in the title or the text, folded, a word also in
// its inflected forms.
func (w *witness) words(text string, titleOnly, prefix bool) {
	want := tokens([]rune(text))
	if len(want) == 0 {
		return
	}
	reason := `contains “` + text + `”`
	if !titleOnly {
		if pos := find(tokens(w.text), want, prefix); pos >= 0 {
			w.show(reason, pos)
			return
		}
	}
	if find(tokens([]rune(w.title)), want, prefix) >= 0 {
		w.say(reason + " in its title")
	}
}

type token struct {
	word  string
	start int
}

func tokens(text []rune) []token {
	var out []token
	for i := 0; i < len(text); {
		if !unicode.IsLetter(text[i]) && !unicode.IsDigit(text[i]) {
			i++
			continue
		}
		j := i
		for j < len(text) && (unicode.IsLetter(text[j]) || unicode.IsDigit(text[j]) || unicode.Is(unicode.Mn, text[j])) {
			j++
		}
		out = append(out, token{strings.ToLower(string(text[i:j])), i})
		i = j
	}
	return out
}

// find gives the position of the first run of tokens like want, -1 when there
// is none.
func find(have, want []token, prefix bool) int {
	for i := 0; i+len(want) <= len(have); i++ {
		ok := true
		for j := range want {
			last := j == len(want)-1
			if !alike(have[i+j].word, want[j].word, len(want) == 1, prefix && last) {
				ok = false
				break
			}
		}
		if ok {
			return have[i].start
		}
	}
	return -1
}

// alike compares words; a single one may differ in its ending, as the search's
// stemming allows.
func alike(have, want string, inflected, prefix bool) bool {
	if have == want || prefix && strings.HasPrefix(have, want) {
		return true
	}
	if !inflected {
		return false
	}
	n := 0
	for n < len(have) && n < len(want) && have[n] == want[n] {
		n++
	}
	return n >= 4 && len(have)-n <= 3 && len(want)-n <= 3
}

func (w *witness) country(value string) {
	for _, m := range w.view.Facts.Mentions {
		if m.Code != "" && (m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation) && w.isCountry(m.Code, value) {
			w.show("names "+w.countryName(m.Code), m.Start)
			return
		}
	}
	for _, c := range w.view.Facts.Countries {
		if w.isCountry(c.Code, value) {
			w.say("about " + w.countryName(c.Code))
		}
	}
}

func (w *witness) isCountry(code, value string) bool {
	return strings.EqualFold(code, value) || strings.EqualFold(w.countryName(code), value)
}

func (w *witness) entity(value string) {
	for _, l := range w.view.Links {
		if l.Mention < 0 || l.Mention >= len(w.view.Facts.Mentions) {
			continue
		}
		m := w.view.Facts.Mentions[l.Mention]
		if l.Entity == value || strings.EqualFold(m.Name, value) || strings.EqualFold(m.Text, value) {
			w.show("names "+longName(m), m.Start)
			return
		}
	}
	for _, m := range w.view.Facts.Mentions {
		if m.Kind.IsName() && (strings.EqualFold(m.Name, value) || strings.EqualFold(m.Text, value)) {
			w.show("names "+longName(m), m.Start)
			return
		}
	}
}

func longName(m demarche.Mention) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Text
}

func (w *witness) action(value string) {
	for _, a := range w.view.Facts.Actions {
		if string(a.Kind) == value {
			w.show("reports: "+strings.ReplaceAll(value, "_", " "), a.Start)
			return
		}
	}
}

// party explains what is known through the parties a release names, or through
// whoever speaks.
func (w *witness) party(n demarche.Term) {
	reason := n.Field + " " + n.Text
	for _, d := range w.view.Facts.Designees {
		if strings.EqualFold(d.Authority, n.Text) || strings.EqualFold(d.Programme, n.Text) || strings.EqualFold(d.Change, n.Text) {
			w.show(reason+": "+d.Name, d.Start)
			return
		}
	}
	for _, a := range w.view.Facts.Actions {
		if strings.EqualFold(a.Actor, n.Text) {
			w.show(reason, a.Start)
			return
		}
	}
	w.say(reason)
}

func (w *witness) mention(n demarche.Term) {
	for _, m := range w.view.Facts.Mentions {
		for _, v := range []string{m.Tag, m.Value, m.Name, m.Text} {
			if v != "" && strings.EqualFold(v, n.Text) {
				w.show("names "+n.Field+" "+m.Text, m.Start)
				return
			}
		}
	}
}

// event shows where the text dates what happened.
func (w *witness) event() {
	e := w.view.Facts.Event
	if e.Value != "" && e.Basis == "text" {
		w.show("happened "+civil(e.Value), e.Start)
	}
}

func (w *witness) amounts(fits func(demarche.Mention) bool) {
	for _, m := range w.view.Facts.Mentions {
		if m.Kind == demarche.MentionAmount && fits(m) {
			w.show("names the sum "+strings.Join(strings.Fields(m.Text), " "), m.Start)
			return
		}
	}
}
