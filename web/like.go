package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

const (
	likeNames   = 5   // names that a search for like items asks for
	likeWords   = 8   // and words of the headline
	likeLetters = 5   // the shortest of these
	likeLength  = 240 // code points of the query, below its limit of 256
)

// likeHref is a search for items like one: by its names and the longer words of
// its headline, whichever are found, outside its own story; "" when it has none.
func likeHref(v demarche.ItemView, title string) string {
	q := likeQuery(v, title)
	if q == "" {
		return ""
	}
	return "/search?" + url.Values{"q": {q}, "match": {string(demarche.MatchAny)}}.Encode()
}

func likeQuery(v demarche.ItemView, title string) string {
	var parts []string
	length := 0
	add := func(s string) {
		if n := utf8.RuneCountInString(s) + 1; length+n <= likeLength {
			parts, length = append(parts, s), length+n
		}
	}
	not := ""
	if v.Story != "" && !strings.ContainsFunc(v.Story, notInWord) {
		not = "-story:" + v.Story
		length = len(not) + 1
	}
	names := likeNamesOf(v)
	for _, n := range names[:min(len(names), likeNames)] {
		add(quoted(n))
	}
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(title), notInWord) {
		if (utf8.RuneCountInString(w) >= likeLetters || syllabic(w)) && !seen[w] && len(seen) < likeWords {
			seen[w] = true
			add(w)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if not != "" {
		parts = append(parts, not)
	}
	text := strings.Join(parts, " ")
	expr, err := demarche.ParseExpr(text)
	if err != nil || demarche.CheckTerms(expr, demarche.MatchAny) != nil {
		return ""
	}
	return text
}

// likeNamesOf are the people, organisations and vehicles of an item by how much
// they tell: names of several words first, then those named most often.
func likeNamesOf(v demarche.ItemView) []string {
	count := map[string]int{}
	var names []string
	for _, m := range v.Facts.Mentions {
		if !m.Kind.IsName() || m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation {
			continue
		}
		n := strings.Join(strings.FieldsFunc(cmp.Or(m.Name, m.Text), notInWord), " ")
		if n == "" || utf8.RuneCountInString(n) > 60 {
			continue
		}
		if count[n]++; count[n] == 1 {
			names = append(names, n)
		}
	}
	several := func(n string) int { return min(2, len(strings.Fields(n))) }
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Or(several(b)-several(a), count[b]-count[a]) })
	return names
}

// syllabic says whether a word of two signs or more is written in a script whose
// signs stand for syllables or words, so that few of them make a word.
func syllabic(w string) bool {
	return utf8.RuneCountInString(w) >= 2 && !strings.ContainsFunc(w, func(r rune) bool {
		return !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
	})
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// openSearch serves /opensearch.xml, by which browsers offer the search
// (OpenSearch 1.1).
func (s *Server) openSearch(w http.ResponseWriter, r *http.Request) error {
	base := xmlEscape(s.base(r))
	h := w.Header()
	h.Set("Content-Type", "application/opensearchdescription+xml")
	h.Set("Cache-Control", "public, max-age=86400")
	_, err := w.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>demarche</ShortName>
<Description>Sanctions, diplomacy and illicit finance, from open sources</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" method="get" template="` + base + `/search?q={searchTerms}"/>
<Url type="application/atom+xml" method="get" template="` + base + `/search.atom?q={searchTerms}"/>
<Url type="application/json" method="get" template="` + base + `/search.json?q={searchTerms}"/>
</OpenSearchDescription>
`))
	return err
}

var xmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace
