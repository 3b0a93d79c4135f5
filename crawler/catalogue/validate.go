package catalogue

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"

	"demarche"
)

var sourceID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// FieldError is a fault in one field of a source.
type FieldError struct {
	Field string // as in the file: "kind", "feed.url", "article.body"
	Feed  int    // which feed, from 0, for fields of feeds
	Err   error
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap gives demarche.ErrInvalid and the cause.
func (e *FieldError) Unwrap() []error { return []error{demarche.ErrInvalid, e.Err} }

// NameFeeds gives feeds without an id one: the source's for the first, then
// "source/2" and so on. An id that does not begin with the source's gets it.
func NameFeeds(src *demarche.Source) {
	src.Feeds = slices.Clone(src.Feeds)
	for i := range src.Feeds {
		f := &src.Feeds[i]
		switch {
		case f.ID == "" && i == 0:
			f.ID = src.ID
		case f.ID == "":
			f.ID = fmt.Sprintf("%s/%d", src.ID, i+1)
		case f.ID != src.ID && !strings.HasPrefix(f.ID, src.ID+"/"):
			f.ID = src.ID + "/" + f.ID
		}
	}
}

// Validate checks a source: closed lists, addresses, durations, zones,
// selectors and patterns. The error is a *FieldError.
func Validate(src demarche.Source) error {
	bad := func(field, format string, args ...any) error {
		return &FieldError{Field: field, Err: fmt.Errorf(format, args...)}
	}
	switch {
	case !sourceID.MatchString(src.ID):
		return bad("id", "%q is not an id: lower-case letters, digits and hyphens", src.ID)
	case strings.TrimSpace(src.Name) == "":
		return bad("name", "is missing")
	case !slices.Contains(demarche.SourceKinds(), src.Kind):
		return bad("kind", "%q is none of %v", src.Kind, demarche.SourceKinds())
	case src.Country != "" && !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(src.Country):
		return bad("country", "%q is not a two-letter code", src.Country)
	case !slices.Contains([]demarche.Republish{"", demarche.RepublishNone, demarche.RepublishExcerpt, demarche.RepublishFull}, src.Republish):
		return bad("republish", "%q is none of none, excerpt, full", src.Republish)
	case !slices.Contains([]string{"", "high", "medium", "low"}, src.Confidence):
		return bad("confidence", "%q is none of high, medium, low", src.Confidence)
	case src.Home != "" && !webAddress(src.Home):
		return bad("home", "%q is not an http or https address", src.Home)
	}
	for _, f := range [][2]string{{"cadence", src.Cadence}, {"delay", src.Delay}} {
		if err := checkDuration(f[1]); err != nil {
			return bad(f[0], "%w", err)
		}
	}
	if _, err := time.LoadLocation(src.Zone); err != nil {
		return bad("zone", "%q is not a time zone", src.Zone)
	}
	if err := checkArticle(src.Article); err != nil {
		return bad("article."+err.field, "%w", err.err)
	}
	ids := map[string]bool{}
	for i, f := range src.Feeds {
		if err := validateFeed(f); err != nil {
			err.Feed = i
			return err
		}
		if f.ID != "" && ids[f.ID] {
			return &FieldError{Field: "feed.id", Feed: i, Err: fmt.Errorf("%q is used twice", f.ID)}
		}
		ids[f.ID] = true
	}
	return nil
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

func checkDuration(s string) error {
	if s == "" {
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return fmt.Errorf("%q is not a duration such as 36h or 90s", s)
	}
	return nil
}

type selectorError struct {
	field string
	err   error
}

func checkArticle(sel demarche.Selectors) *selectorError {
	if (sel.LinkRE == "") != (sel.LinkTo == "") {
		return &selectorError{"link_to", errors.New("link_re and link_to need each other")}
	}
	if sel.LinkTo != "" { // the others are field paths
		return checkSelectors(nil, [][2]string{{"link_re", sel.LinkRE}, {"date_re", sel.DateRE}})
	}
	return checkSelectors([][2]string{{"title", sel.Title}, {"date", sel.Date}, {"body", sel.Body}, {"remove", sel.Remove}}, [][2]string{{"date_re", sel.DateRE}})
}

// checkSelectors compiles selectors and regular expressions, each given with
// the name of its field.
func checkSelectors(selectors, patterns [][2]string) *selectorError {
	for _, f := range selectors {
		for _, alt := range SplitSelector(f[1]) {
			if alt.CSS == "" {
				continue
			}
			if _, err := cascadia.Compile(alt.CSS); err != nil {
				return &selectorError{f[0], fmt.Errorf("selector %q: %w", alt.CSS, err)}
			}
		}
	}
	for _, f := range patterns {
		if _, err := regexp.Compile(f[1]); err != nil {
			return &selectorError{f[0], err}
		}
	}
	return nil
}

// Alternative is one way of a selector value: a CSS selector ("" for the
// element itself) and the attribute to read of what it finds ("" for the text).
// With Before it is looked for before the entry, nearest first, not inside.
type Alternative struct {
	CSS, Attr string
	Before    bool
}

var attrPart = regexp.MustCompile(`@([A-Za-z_:][A-Za-z0-9_:.-]*)$`)

// SplitSelector reads a selector value, "selector@attr || selector", as
// demarche.Selectors describes it.
func SplitSelector(value string) []Alternative {
	var out []Alternative
	for _, alt := range strings.Split(value, " || ") {
		alt = strings.TrimSpace(alt)
		if alt == "" {
			continue
		}
		var a Alternative
		if m := attrPart.FindStringSubmatch(alt); m != nil {
			a.Attr, alt = m[1], strings.TrimSpace(strings.TrimSuffix(alt, m[0]))
		}
		if rest, ok := strings.CutPrefix(alt, "^"); ok {
			alt, a.Before = strings.TrimSpace(rest), true
		}
		if alt != "." {
			a.CSS = alt
		}
		out = append(out, a)
	}
	return out
}

// checkListing checks the selectors of a listing page. An address template for
// the next page is no selector.
func checkListing(sel demarche.Selectors) *selectorError {
	next := sel.Next
	if strings.Contains(next, "{n") {
		next = ""
	}
	return checkSelectors([][2]string{{"item", sel.Item}, {"link", sel.Link}, {"title", sel.Title}, {"date", sel.Date}, {"summary", sel.Summary}, {"next", next}},
		[][2]string{{"link_re", sel.LinkRE}, {"date_re", sel.DateRE}})
}

func validateFeed(f demarche.Feed) *FieldError {
	bad := func(field, format string, args ...any) *FieldError {
		return &FieldError{Field: "feed." + field, Err: fmt.Errorf(format, args...)}
	}
	if !webAddress(f.URL) {
		return bad("url", "%q is not an http or https address", f.URL)
	}
	switch f.Format {
	case demarche.FormatFeed:
	case demarche.FormatHTML:
		if strings.TrimSpace(f.Selectors.Item) == "" {
			return bad("selectors.item", "is missing: which part of the page is one entry?")
		}
		if err := checkListing(f.Selectors); err != nil {
			return bad("selectors."+err.field, "%w", err.err)
		}
	case demarche.FormatJSON:
		if f.Selectors.Item == "" || f.Selectors.Link == "" || f.Selectors.Title == "" {
			return bad("selectors", "a JSON listing needs item, link and title")
		}
	default:
		return bad("format", "%q is none of feed, html, json", f.Format)
	}
	if err := checkDuration(f.Every); err != nil {
		return bad("every", "%w", err)
	}
	if f.Include != "" {
		if _, err := regexp.Compile(f.Include); err != nil {
			return bad("include", "%w", err)
		}
	}
	if _, err := time.LoadLocation(f.Zone); err != nil {
		return bad("zone", "%q is not a time zone", f.Zone)
	}
	return nil
}
