package web

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"demarche"
)

// piece is a run of an article's text: plain, or one tagged span.
type piece struct {
	Text string
	Kind string // CSS class and legend entry; "" for plain text
	ID   string // anchor of a span
	Tip  string // what the span was read as
}

// paragraph is one line of an article's text.
type paragraph []piece

// tagKinds are the kinds of span in the order of the legend, with their names.
var tagKinds = []struct {
	Kind  demarche.MentionKind
	Label string
}{
	{demarche.MentionCountry, "country"},
	{demarche.MentionPerson, "person"},
	{demarche.MentionOrganisation, "organisation"},
	{demarche.MentionLocation, "place"},
	{demarche.MentionVessel, "vessel"},
	{demarche.MentionAircraft, "aircraft"},
	{demarche.MentionAmount, "sum"},
	{demarche.MentionDate, "date"},
	{demarche.MentionWallet, "wallet"},
	{demarche.MentionIdentifier, "identifier"},
	{demarche.MentionInstrument, "instrument"},
	{demarche.MentionTag, "programme tag"},
}

// legendEntry is one kind of span in a text, with how often it stands there.
type legendEntry struct {
	Kind, Label string
	Count       int
}

// taggedText cuts a text into paragraphs of plain runs and tagged spans, and
// counts the spans by kind. Of two spans that overlap, the one that starts
// first is shown, the longer at the same start. Offsets outside the text are
// not shown.
func (s *Server) taggedText(text []rune, mentions []demarche.Mention) ([]paragraph, []legendEntry) {
	order := make([]int, 0, len(mentions))
	for i, m := range mentions {
		if m.Start >= 0 && m.Start < m.End && m.End <= len(text) {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := mentions[order[a]], mentions[order[b]]
		return x.Start < y.Start || x.Start == y.Start && x.End > y.End
	})
	var paras []paragraph
	var para paragraph
	plain := func(from, to int) {
		for i, line := range strings.Split(string(text[from:to]), "\n") {
			if i > 0 && len(para) > 0 {
				paras, para = append(paras, para), nil
			}
			if line != "" {
				para = append(para, piece{Text: line})
			}
		}
	}
	counts := map[demarche.MentionKind]int{}
	at := 0
	for _, i := range order {
		m := mentions[i]
		if m.Start < at {
			continue
		}
		plain(at, m.Start)
		para = append(para, piece{Text: strings.ReplaceAll(string(text[m.Start:m.End]), "\n", " "), Kind: string(m.Kind), ID: mentionAnchor(i), Tip: s.tip(m)})
		counts[m.Kind]++
		at = m.End
	}
	plain(at, len(text))
	if len(para) > 0 {
		paras = append(paras, para)
	}
	var legend []legendEntry
	for _, k := range tagKinds {
		if counts[k.Kind] > 0 {
			legend = append(legend, legendEntry{string(k.Kind), k.Label, counts[k.Kind]})
		}
	}
	return paras, legend
}

// mentionAnchor is the id of the i-th mention of an item in its page.
func mentionAnchor(i int) string { return fmt.Sprintf("m%d", i) }

// tip says what a span was read as, for its tooltip.
func (s *Server) tip(m demarche.Mention) string {
	switch m.Kind {
	case demarche.MentionCountry:
		tip := "country: " + s.country(m.Code)
		if m.Form != "" && m.Form != "name" {
			tip += " (" + m.Form + ")"
		}
		return tip
	case demarche.MentionAmount:
		return "sum: " + sumMeaning(m)
	case demarche.MentionDate:
		if m.Value == "" {
			return "date: " + periodWords(m.Timex)
		}
		return "date: " + civilWords(m.Value, m.Until, m.Precision)
	case demarche.MentionWallet:
		return fmt.Sprintf("wallet: %s, checksum %s", m.Chain, m.Checksum)
	case demarche.MentionIdentifier:
		return "identifier: " + m.Scheme + " " + m.Value
	case demarche.MentionLocation:
		if m.Code != "" {
			return "place in " + s.country(m.Code)
		}
		return "place"
	case demarche.MentionTag:
		return "programme tag " + m.Tag
	}
	tip := string(m.Kind)
	if m.Name != "" && m.Name != m.Text {
		tip += ": " + m.Name
	}
	return tip
}

// sumMeaning is what a sum was read as: "over 3 000 000 000 USD, stolen".
func sumMeaning(m demarche.Mention) string {
	var parts []string
	switch {
	case m.Value == "" && m.Max == "":
		parts = append(parts, strings.TrimSpace("no exact value "+m.Currency))
	case m.Max != "":
		parts = append(parts, grouped(m.Value)+" to "+grouped(m.Max)+" "+m.Currency)
	default:
		parts = append(parts, strings.TrimSpace(qualifierWords[m.Qualifier]+" "+grouped(m.Value)+" "+m.Currency))
	}
	if m.Role != "" {
		parts = append(parts, m.Role)
	}
	if m.Period != "" {
		parts = append(parts, "over "+periodWords(m.Period))
	}
	if m.Cumulative {
		parts = append(parts, "cumulative")
	}
	return strings.Join(parts, ", ")
}

var qualifierWords = map[string]string{
	"about": "about", "over": "more than", "under": "less than", "at_least": "at least", "up_to": "up to",
}

// periodWords writes an ISO 8601 duration of one unit in words: "3 years". Any
// other text is given back as it is.
func periodWords(iso string) string {
	units := map[byte]string{'Y': "year", 'M': "month", 'W': "week", 'D': "day"}
	if len(iso) < 3 || iso[0] != 'P' {
		return iso
	}
	n, err := strconv.Atoi(iso[1 : len(iso)-1])
	unit := units[iso[len(iso)-1]]
	if err != nil || unit == "" {
		return iso
	}
	return plural(n, unit, unit+"s")
}

// grouped writes an exact decimal with a thin space every three digits.
func grouped(decimal string) string {
	whole, frac, dot := strings.Cut(decimal, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "\u2009" + whole[i:]
	}
	if dot {
		return whole + "." + frac
	}
	return whole
}

// sentenceAround is the sentence a span stands in, shortened to a quotation.
func sentenceAround(text []rune, start, end int) string {
	if start < 0 || end > len(text) || start >= end {
		return ""
	}
	from, _ := demarche.SentenceAt(text, start)
	_, to := demarche.SentenceAt(text, end-1)
	before, after := "", ""
	if start-from > maxQuote {
		from, before = start-maxQuote, "…"
	}
	if to-end > maxQuote {
		to, after = end+maxQuote, "…"
	}
	return before + strings.ReplaceAll(strings.TrimSpace(string(text[from:to])), "\n", " ") + after
}

// maxQuote is the most code points of a sentence that are quoted on each side
// of the span it is quoted for.
const maxQuote = 240

// excerptWords is how many words of a text are shown where its source allows
// short quotations only.
const excerptWords = 300

// excerpt is the start of a text: at most n words, without the last sentence
// where that is not whole and does not begin in the first half. It says whether
// anything is missing. In scripts without spaces, six code points count as a word.
func excerpt(text []rune, n int) ([]rune, bool) {
	words, run := 0, 0
	for i, r := range text {
		if r == ' ' || r == '\n' {
			run = 0
			continue
		}
		if run%6 == 0 && (run == 0 || r >= 0x2E80) {
			words++
		}
		run++
		if words > n {
			if start, _ := demarche.SentenceAt(text, i); start > i/2 {
				i = start
			}
			return text[:i], true
		}
	}
	return text, false
}
