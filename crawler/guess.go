package crawler

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"demarche"
)

// Bounds of what is taken for a list of reports.
const (
	guessEntries = 3  // fewer are no list
	guessTitle   = 15 // characters of a link that may be a headline
	guessClimb   = 6  // levels from a headline up to its entry
	guessLinks   = 3000
)

// dateInText finds a date in running text: numbers, or a month by name with day
// and year around it, in most European languages and in Chinese characters.
const dateInText = `\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}(?:st|nd|rd|th)?\.? (?:de |of )?\pL{3,12}\.?,? (?:de )?\d{4}|\pL{3,12}\.? \d{1,2}, \d{4}`

var dateInTextRE = regexp.MustCompile(dateInText)

// Guess looks for the list of reports on a page of which no selectors are
// known: elements of one kind that each hold a headline with a link, best with
// a date. It gives selectors that can be put into a source's file and what they
// read; ok is false when nothing on the page looks like a list.
func Guess(body []byte, charset string, base *url.URL, zone string, now time.Time) (sel demarche.Selectors, l Listing, ok bool) {
	text, _, err := decodeText(body, charset, DefaultLimits().Body)
	if err != nil {
		return sel, l, false
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		return sel, l, false
	}
	best := 0
	for _, item := range entrySelectors(doc) {
		s, listing, worth := guessWith(doc, item, readOptions{base: pageBase(doc, base), dates: newDateReader(zone, "", now), lim: DefaultLimits()})
		if worth > 0 && worth >= best { // of two as good the outer one holds more
			sel, l, best = s, listing, worth
		}
	}
	return sel, l, best > 0
}

// headline says whether a link's words can be a report's title.
func headline(a *goquery.Selection) bool {
	href := strings.TrimSpace(a.AttrOr("href", ""))
	if href == "" || strings.HasPrefix(href, "#") || strings.HasPrefix(strings.ToLower(href), "mailto:") {
		return false
	}
	return len([]rune(wordsOf(a))) >= guessTitle && a.Closest("nav, header, footer, aside, form").Length() == 0
}

// wordsOf is an element's text as one line.
func wordsOf(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// entrySelectors are the kinds of element around headlines, each once, in the
// order of the page, those that occur often enough for a list.
func entrySelectors(doc *goquery.Document) []string {
	count := map[string]int{}
	var order []string
	doc.Find("a[href]").EachWithBreak(func(i int, a *goquery.Selection) bool {
		if i >= guessLinks {
			return false
		}
		if !headline(a) {
			return true
		}
		for level, at := 0, a; level < guessClimb && at.Length() > 0 && !at.Is("body, html"); level, at = level+1, at.Parent() {
			sig := kindOf(at.Get(0))
			if p := at.Parent(); p.Length() > 0 && !p.Is("body, html") {
				sig = kindOf(p.Get(0)) + " > " + sig
			}
			if count[sig]++; count[sig] == guessEntries {
				order = append(order, sig)
			}
		}
		return true
	})
	return order
}

var plainClass = regexp.MustCompile(`^[A-Za-z_][A-Za-z_-]*[A-Za-z0-9_-]{0,3}$`)

// kindOf is a selector for elements like n: its tag and its first class that
// looks as if people had chosen it.
func kindOf(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key != "class" {
			continue
		}
		for _, c := range strings.Fields(a.Val) {
			if plainClass.MatchString(c) && len(c) < 40 && !strings.Contains(c, "active") && c != "first" && c != "last" && c != "odd" && c != "even" {
				return n.Data + "." + c
			}
		}
	}
	return n.Data
}

// guessWith tries one kind of element as the entries of a list and says what
// that is worth: entries with a headline of their own, dated ones threefold; 0
// when they are no list.
func guessWith(doc *goquery.Document, item string, opt readOptions) (demarche.Selectors, Listing, int) {
	sel := demarche.Selectors{Item: item}
	var entries, links []*goquery.Selection
	doc.Find(item).Each(func(_ int, s *goquery.Selection) {
		if own := titleLink(s); own != nil {
			entries, links = append(entries, s), append(links, own)
		}
	})
	if len(entries) < guessEntries || crowded(entries) {
		return sel, Listing{}, 0
	}
	sel.Link = guessLink(entries, links)
	if most(entries, func(s *goquery.Selection) bool { return s.Find("h1, h2, h3, h4, h5").Length() == 1 }) {
		sel.Title = "h1, h2, h3, h4, h5"
	}
	guessDate(&sel, entries, opt.dates)
	opt.sel = sel
	l := readEntries(doc, opt)
	worth, seen := 0, map[string]bool{}
	for _, e := range l.Entries {
		if seen[e.Link] {
			continue
		}
		if len([]rune(e.Title)) < guessTitle {
			worth--
			continue
		}
		seen[e.Link] = true
		if worth++; !e.Published.Time.IsZero() {
			worth += 2
		}
	}
	if len(seen) < guessEntries || len(seen)*3 < len(l.Entries)*2 {
		return sel, l, 0
	}
	return sel, l, worth
}

// readEntries reads the entries of a page with selectors that were guessed.
func readEntries(doc *goquery.Document, opt readOptions) Listing {
	l := Listing{Format: "html", Title: strings.Join(strings.Fields(doc.Find("title").First().Text()), " ")}
	r, err := compileListing(opt.sel)
	if err != nil {
		return l
	}
	r.item.all(doc.Selection).Each(func(i int, s *goquery.Selection) {
		if e, ok := r.entry(s, opt.base, opt); ok && i < opt.lim.Items {
			l.Entries = append(l.Entries, e)
		} else {
			l.Skipped++
		}
	})
	return l
}

// titleLink is the link of an entry with the most words, nil when it has no
// headline.
func titleLink(s *goquery.Selection) *goquery.Selection {
	var best *goquery.Selection
	words := 0
	s.Find("a[href]").AddSelection(s.Filter("a[href]")).Each(func(_ int, a *goquery.Selection) {
		if n := len(wordsOf(a)); headline(a) && n > words {
			best, words = a, n
		}
	})
	return best
}

// crowded says whether the elements hold several headlines each, as the
// containers of lists do.
func crowded(entries []*goquery.Selection) bool {
	return most(entries, func(s *goquery.Selection) bool {
		hrefs := map[string]bool{}
		s.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
			if headline(a) {
				hrefs[a.AttrOr("href", "")] = true
			}
		})
		return len(hrefs) > 1
	})
}

// most says whether something is true of two thirds of the entries.
func most(entries []*goquery.Selection, is func(*goquery.Selection) bool) bool {
	n := 0
	for _, s := range entries {
		if is(s) {
			n++
		}
	}
	return n*3 >= len(entries)*2
}

// guessLink finds a selector that leads to the headlines' links.
func guessLink(entries, links []*goquery.Selection) string {
	tries := []string{".", "h1 a", "h2 a", "h3 a", "h4 a", "h5 a", "a"}
	if a := links[0]; a.Length() > 0 {
		tries = append(tries, kindOf(a.Get(0)), kindOf(a.Parent().Get(0))+" > a")
		if a.Parent().Is("td") {
			tries = append(tries, fmt.Sprintf("td:nth-child(%d) a", a.Parent().Index()+1))
		}
	}
	for _, try := range tries {
		at := 0
		if most(entries, func(s *goquery.Selection) bool {
			want := links[at]
			at++
			if try == "." {
				return s.Is("a[href]")
			}
			return s.Find(try).First().AttrOr("href", "") == want.AttrOr("href", "")
		}) {
			return try
		}
	}
	return "a"
}

// guessDate finds a selector that leads to the entries' dates: a time element,
// an element that holds nothing else, one that stands before the entry, or the
// date among the entry's words.
func guessDate(sel *demarche.Selectors, entries []*goquery.Selection, dates dateReader) {
	tries := []string{"time@datetime", "time"}
	entries[0].Find("*").Each(func(_ int, s *goquery.Selection) {
		if words := wordsOf(s); len(words) < 40 && dateInTextRE.MatchString(words) {
			kind := kindOf(s.Get(0))
			if s.Is("td") {
				kind = fmt.Sprintf("td:nth-child(%d)", s.Index()+1)
			}
			tries = append(tries, kind)
		}
	})
	for _, before := range []string{"dt", "h2", "h3", "h4", "td"} {
		tries = append(tries, "^"+before)
	}
	for _, try := range tries {
		p, err := compilePick(try)
		if err == nil && most(entries, func(s *goquery.Selection) bool { return !dates.read(p.find(s, "")).Time.IsZero() }) {
			sel.Date = try
			return
		}
	}
	if most(entries, func(s *goquery.Selection) bool {
		return !dates.read(dateInTextRE.FindString(wordsOf(s))).Time.IsZero()
	}) {
		sel.Date, sel.DateRE = ".", dateInText
	}
}

// Fields lists the selectors that are set, in the order of a source's file.
func Fields(sel demarche.Selectors) [][2]string {
	all := [][2]string{{"item", sel.Item}, {"link", sel.Link}, {"link_re", sel.LinkRE}, {"link_to", sel.LinkTo}, {"title", sel.Title},
		{"date", sel.Date}, {"date_re", sel.DateRE}, {"layout", sel.Layout}, {"summary", sel.Summary}, {"next", sel.Next}, {"body", sel.Body}, {"remove", sel.Remove}}
	return slices.DeleteFunc(all, func(f [2]string) bool { return f[1] == "" })
}
