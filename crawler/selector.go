package crawler

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"demarche"
	"demarche/crawler/catalogue"
)

// pick is a compiled selector value: alternatives, of which the first that
// finds something wins.
type pick []choice

type choice struct {
	match  goquery.Matcher // nil: the entry itself
	attr   string          // "" for the text
	before bool            // what stands before the entry, not in it
}

// compilePick compiles a selector value.
func compilePick(s string) (pick, error) {
	var p pick
	for _, alt := range catalogue.SplitSelector(s) {
		c := choice{attr: alt.Attr, before: alt.Before}
		if alt.CSS != "" {
			match, err := cascadia.Compile(alt.CSS)
			if err != nil {
				return nil, fmt.Errorf("selector %q: %w", alt.CSS, err)
			}
			c.match = match
		}
		p = append(p, c)
	}
	return p, nil
}

// find gives the first alternative's value, "" when none finds any.
func (p pick) find(in *goquery.Selection, fallbackAttr string) string {
	for _, c := range p {
		at := in
		switch {
		case c.match != nil && c.before:
			at = nearestBefore(in, c.match)
		case c.match != nil:
			at = in.FindMatcher(c.match)
		}
		value := ""
		at.EachWithBreak(func(_ int, s *goquery.Selection) bool {
			value = c.value(s, fallbackAttr)
			return value == ""
		})
		if value != "" {
			return value
		}
	}
	return ""
}

// nearestBefore gives the match that stands last before an element, as a sibling
// of it or of an element around it: the heading of its section, say.
func nearestBefore(in *goquery.Selection, match goquery.Matcher) *goquery.Selection {
	for at := in; at.Length() > 0; at = at.Parent() {
		if found := at.PrevAllMatcher(match); found.Length() > 0 {
			return found.First()
		}
	}
	return in.Slice(0, 0)
}

// value is the attribute, or the text as one line. Without an attribute,
// fallbackAttr is read from the element, from its first link inside or from the
// link around it.
func (c choice) value(s *goquery.Selection, fallbackAttr string) string {
	if c.attr == "own-text" {
		own := s.Contents().FilterFunction(func(_ int, n *goquery.Selection) bool { return goquery.NodeName(n) == "#text" })
		return strings.Join(strings.Fields(own.Text()), " ")
	}
	if c.attr != "" {
		return strings.TrimSpace(s.AttrOr(c.attr, ""))
	}
	if fallbackAttr == "" {
		return strings.Join(strings.Fields(s.Text()), " ")
	}
	if v, ok := s.Attr(fallbackAttr); ok {
		return strings.TrimSpace(v)
	}
	if v, ok := s.Find("a[" + fallbackAttr + "]").First().Attr(fallbackAttr); ok {
		return strings.TrimSpace(v)
	}
	return strings.TrimSpace(s.Closest("a["+fallbackAttr+"]").AttrOr(fallbackAttr, ""))
}

// all gives the elements of the first alternative that finds any.
func (p pick) all(in *goquery.Selection) *goquery.Selection {
	for _, c := range p {
		if c.match == nil {
			continue
		}
		if found := in.FindMatcher(c.match); found.Length() > 0 {
			return found
		}
	}
	return in.Slice(0, 0)
}

// listingReader is a listing's selectors, compiled.
type listingReader struct {
	item, link, title, date, summary, next pick
	linkRE, dateRE                         *regexp.Regexp
	linkTo, nextTo                         string
}

// compileListing compiles a listing's selectors; the error names the field.
func compileListing(sel demarche.Selectors) (*listingReader, error) {
	r := &listingReader{linkTo: sel.LinkTo}
	next := sel.Next
	if strings.Contains(next, "{n}") || strings.Contains(next, "{n0}") {
		r.nextTo, next = next, ""
	}
	fields := []struct {
		name, value string
		into        *pick
	}{{"item", sel.Item, &r.item}, {"link", sel.Link, &r.link}, {"title", sel.Title, &r.title},
		{"date", sel.Date, &r.date}, {"summary", sel.Summary, &r.summary}, {"next", next, &r.next}}
	for _, f := range fields {
		p, err := compilePick(f.value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		*f.into = p
	}
	for _, f := range []struct {
		name, value string
		into        **regexp.Regexp
	}{{"link_re", sel.LinkRE, &r.linkRE}, {"date_re", sel.DateRE, &r.dateRE}} {
		if f.value == "" {
			continue
		}
		re, err := regexp.Compile(f.value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		*f.into = re
	}
	return r, nil
}

// cut gives group 1 of the match, else the whole match; without a pattern s.
func cut(re *regexp.Regexp, s string) string {
	if re == nil {
		return s
	}
	m := re.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	if len(m) > 1 && m[1] != "" {
		return m[1]
	}
	return m[0]
}

// rewriteLink applies link_re and link_to: groups fill {1} to {9}.
func (r *listingReader) rewriteLink(link string) string {
	if r.linkRE == nil {
		return link
	}
	m := r.linkRE.FindStringSubmatch(link)
	if m == nil {
		return ""
	}
	if r.linkTo == "" {
		return link // link_re alone filters
	}
	out := r.linkTo
	for i := 1; i < len(m) && i < 10; i++ {
		out = strings.ReplaceAll(out, fmt.Sprintf("{%d}", i), m[i])
	}
	return out
}
