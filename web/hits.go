package web

import (
	"cmp"
	"html"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"demarche"
)

// hitView is one item in a list.
type hitView struct {
	demarche.Hit
	Href        string
	Official    bool
	TitleHTML   template.HTML // with the words of the query marked
	SnippetHTML template.HTML
	Why         string // why it was found, where the marks do not say it
	Places      []placeLink
	Sums        []sumView
	MoreSums    int
	Names       []string       // linked names, with the status where a list is meant
	Main        []string       // actions, at most three
	Others      []demarche.Hit // further reports of the same story
}

// placeLink is a country of an item with the search for it.
type placeLink struct {
	Code, Name, Href string
}

// sumView is one sum of an item.
type sumView struct {
	Text, Role, USD string
}

const (
	sumsShown    = 3
	placesShown  = 5
	actionsShown = 3
	namesShown   = 4
)

// hitViews prepares the hits of a query for a list of a page.
func (s *Server) hitViews(hits []demarche.Hit, q demarche.Query) []hitView {
	words := wordsOf(q)
	out := make([]hitView, 0, len(hits))
	for _, h := range hits {
		out = append(out, s.hitView(h, words))
	}
	return out
}

func (s *Server) hitView(h demarche.Hit, words queryWords) hitView {
	v := hitView{Hit: h, Href: itemPath(h.ID), Official: h.Kind.Official()}
	if s.cfg.Demo {
		v.Demo = false // the banner of every page says it
	}
	if day, ok := publishedDay(h.Published); ok && h.Event.Value == day && h.Event.Until == "" {
		v.Event = demarche.EventDate{} // said by the date of publication
	}
	inTitle, inText := []string(nil), []string(nil)
	if h.Marked != "" {
		v.TitleHTML, inTitle = marked(h.Marked)
	} else {
		v.TitleHTML, inTitle = markWords(cmp.Or(h.Headline(), "Untitled item"), words.list)
	}
	v.SnippetHTML, inText = marked(h.Snippet)
	if v.Why = words.why(inTitle, inText); len(h.Shared) > 0 {
		v.Why = "Shares " + strings.Join(h.Shared, ", ")
	}
	for i, code := range h.Countries {
		if i == placesShown {
			break
		}
		v.Places = append(v.Places, placeLink{code, s.country(code), "/search?country=" + url.QueryEscape(code)})
	}
	seen := map[string]bool{}
	for _, a := range h.Amounts {
		if seen[a.Text+a.Role] {
			continue
		}
		seen[a.Text+a.Role] = true
		if len(v.Sums) == sumsShown {
			v.MoreSums++
			continue
		}
		sv := sumView{Text: a.Text, Role: a.Role}
		if a.Currency != "USD" && a.USD != "" {
			sv.USD = moneyWords(a.USD)
		}
		v.Sums = append(v.Sums, sv)
	}
	v.Names = linkedNames(h.Entities)
	for i, a := range h.Actions {
		if i < actionsShown && a != "other" {
			v.Main = append(v.Main, string(a))
		}
	}
	return v
}

// linkedNames are the names an item is tied to, each once whatever its case. A
// name says "listed" or "removed" where a list says so of the entity; a possible
// match is shown as the bare name that stands in the text.
func linkedNames(entities []demarche.HitEntity) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range entities {
		key := strings.ToLower(e.Name)
		if key == "" || seen[key] || len(out) == namesShown {
			continue
		}
		seen[key] = true
		name := e.Name
		if e.Status != demarche.LinkPossible && e.Status != "" {
			name += " (" + string(e.Status) + ")"
		}
		out = append(out, name)
	}
	return out
}

func itemPath(id string) string { return "/items/" + url.PathEscape(id) }

// marked makes a snippet safe to place in a page and lists the words marked in
// it. Only <mark> survives; everything else is escaped afresh, whoever made it.
func marked(snippet string) (template.HTML, []string) {
	var b, word strings.Builder
	var words []string
	open := false
	for len(snippet) > 0 {
		i := strings.IndexByte(snippet, '<')
		if i < 0 {
			i = len(snippet)
		}
		text := html.UnescapeString(snippet[:i])
		b.WriteString(html.EscapeString(text))
		if open {
			word.WriteString(text)
		}
		snippet = snippet[i:]
		switch {
		case strings.HasPrefix(snippet, "<mark>"):
			if !open {
				b.WriteString("<mark>")
			}
			open, snippet = true, snippet[len("<mark>"):]
		case strings.HasPrefix(snippet, "</mark>"):
			if open {
				b.WriteString("</mark>")
				words = appendNew(words, word.String())
				word.Reset()
			}
			open, snippet = false, snippet[len("</mark>"):]
		case snippet != "":
			b.WriteString("&lt;")
			snippet = snippet[1:]
		}
	}
	if open {
		b.WriteString("</mark>")
	}
	return template.HTML(b.String()), words
}

// queryWords are the words a query looks for in title and text.
type queryWords struct {
	list   []string
	choice bool // not all of them need be there
}

// wordsOf collects the words and phrases of a query that are not ruled out.
func wordsOf(q demarche.Query) queryWords {
	w := queryWords{choice: q.Match == demarche.MatchAny}
	demarche.Walk(q.Expr, func(n demarche.Node) bool {
		switch n := n.(type) {
		case demarche.Not:
			return false
		case demarche.Or:
			w.choice = true
		case demarche.Term:
			if n.Field == "" || n.Field == "title" {
				w.list = append(w.list, n.Text)
			}
		case demarche.Phrase:
			w.list = append(w.list, n.Text)
		}
		return true
	})
	return w
}

// why says which of the words an item holds, where a reader has to choose
// between items that hold different ones.
func (w queryWords) why(inTitle, inText []string) string {
	if !w.choice || len(w.list) < 2 {
		return ""
	}
	var held []string
	for _, word := range append(inTitle, inText...) {
		held = appendNew(held, word)
	}
	if len(held) == 0 {
		return ""
	}
	return "Holds " + strings.Join(held, ", ")
}

// markWords escapes a title and marks the words that stand in it, whatever
// their case, at the start of a word.
func markWords(title string, words []string) (template.HTML, []string) {
	text := []rune(title)
	var b strings.Builder
	var found []string
	for i := 0; i < len(text); {
		n := 0
		if i == 0 || !unicode.IsLetter(text[i-1]) && !unicode.IsDigit(text[i-1]) {
			for _, w := range words {
				n = max(n, foldPrefix(text[i:], []rune(w)))
			}
		}
		if n == 0 {
			b.WriteString(html.EscapeString(string(text[i])))
			i++
			continue
		}
		found = appendNew(found, string(text[i:i+n]))
		b.WriteString("<mark>" + html.EscapeString(string(text[i:i+n])) + "</mark>")
		i += n
	}
	return template.HTML(b.String()), found
}

// foldPrefix is the length of word when text begins with it but for case, else 0.
func foldPrefix(text, word []rune) int {
	if len(word) < 2 || len(word) > len(text) {
		return 0
	}
	for i, r := range word {
		if unicode.ToLower(r) != unicode.ToLower(text[i]) {
			return 0
		}
	}
	return len(word)
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return list
		}
	}
	return append(list, s)
}

// moneyWords shortens an exact decimal of dollars for people: "US$ 1.2 billion".
func moneyWords(decimal string) string {
	whole, _, _ := strings.Cut(decimal, ".")
	digits := strings.TrimLeft(whole, "-0")
	for _, u := range []struct {
		zeros int
		name  string
	}{{12, " trillion"}, {9, " billion"}, {6, " million"}} {
		if len(digits) <= u.zeros {
			continue
		}
		n := digits[:len(digits)-u.zeros]
		if frac := digits[len(n) : len(n)+1]; len(n) < 3 && frac != "0" {
			n += "." + frac
		}
		return "US$ " + n + u.name
	}
	if digits == "" {
		digits = "0"
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u2009" + digits[i:]
	}
	return "US$ " + digits
}

// byStory puts reports of one story under the first of them in the list, one a
// source, so that an event is read once. Items without a story stay alone.
func byStory(views []hitView, limit int) []hitView {
	var out []hitView
	at := map[string]int{}
	for _, v := range views {
		if i, ok := at[v.Story]; ok && v.Story != "" {
			if same := func(h demarche.Hit) bool { return h.Source == v.Source }; v.Source != out[i].Source && !slices.ContainsFunc(out[i].Others, same) {
				out[i].Others = append(out[i].Others, v.Hit)
			}
			continue
		}
		if len(out) == limit {
			continue
		}
		at[v.Story] = len(out)
		out = append(out, v)
	}
	return out
}
