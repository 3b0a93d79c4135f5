package demoworld

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"demarche"

	"golang.org/x/tools/txtar"
)

// site is one publisher's web site before it is rendered.
type site struct {
	Source   demarche.Source
	Host     string
	Page     string    // template of article pages
	Path     string    // address of an article, with {slug}
	Listings []listing // HTML listings
	Feeds    []feed
	About    string // what the invented publisher says of itself
	Motto    string
	zone     *time.Location
	items    []*item
}

// listing is an HTML listing, newest first, in pages.
type listing struct {
	Path, Template string
	Size           int // items a page
}

// feed is a machine-readable feed.
type feed struct {
	Path, Format string
	Full         bool   // entries carry the whole text
	Charset      string // "" is UTF-8
}

// item is one report with all its revisions, oldest first.
type item struct {
	Slug      string
	revisions []*revision
}

// revision is an item's text from an instant on.
type revision struct {
	Slug     string
	From     time.Time // zero: before the demo starts
	Title    string
	Summary  string
	Authors  []string
	Kicker   string
	Date     time.Time // in the publisher's zone
	Updated  time.Time // Date unless the item was edited
	FeedDate string    // given in feeds instead of Date; "none" omits it. Pages then show no date.
	Links    []link    // press release links of a notice
	Body     string    // markup, see bodyHTML
}

type link struct{ URL, Title string }

// parseSite reads a site. The archive's comment holds the site's own lines:
//
//	page: news                      template of article pages
//	path: /2025/{slug}              address of an article
//	listing: /latest news-list 5    HTML listing: path, template, items a page
//	feed: /feed.rss rss full        feed: path, rss, rdf, atom or json, then full or a charset
//	about: …                        a sentence for its about page
//
// Each section is a revision of an item: its name is the item's slug, with
// @20251120T090200Z when it is valid from that instant only. Lines of "key:
// value" (title, date, updated, summary, author, kicker, feeddate, release) come
// first, then a blank line and the text. A later revision repeats only the keys
// that change.
func parseSite(source demarche.Source, archive *txtar.Archive) (*site, error) {
	s := &site{Source: source, Host: strings.TrimSuffix(strings.TrimPrefix(source.Home, "https://"), "/"), zone: time.UTC}
	if source.Zone != "" {
		zone, err := time.LoadLocation(source.Zone)
		if err != nil {
			return nil, err
		}
		s.zone = zone
	}
	for _, line := range strings.Split(strings.TrimSpace(string(archive.Comment)), "\n") {
		if err := s.readLine(line); err != nil {
			return nil, err
		}
	}
	bySlug := map[string]*item{}
	for _, file := range archive.Files {
		if err := s.readRevision(bySlug, file); err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name, err)
		}
	}
	sort.SliceStable(s.items, func(i, j int) bool {
		return s.items[i].revisions[0].Date.After(s.items[j].revisions[0].Date)
	})
	return s, nil
}

func (s *site) readLine(line string) error {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	fields := strings.Fields(value)
	switch {
	case key == "page":
		s.Page = value
	case key == "path":
		s.Path = value
	case key == "about":
		s.About = value
	case key == "motto":
		s.Motto = value
	case key == "listing" && len(fields) == 3:
		size, err := strconv.Atoi(fields[2])
		if err != nil || size < 1 {
			return fmt.Errorf("listing %q: bad page size", value)
		}
		s.Listings = append(s.Listings, listing{Path: fields[0], Template: fields[1], Size: size})
	case key == "feed" && len(fields) >= 2:
		f := feed{Path: fields[0], Format: fields[1]}
		for _, word := range fields[2:] {
			if word == "full" {
				f.Full = true
			} else {
				f.Charset = word
			}
		}
		s.Feeds = append(s.Feeds, f)
	default:
		return fmt.Errorf("cannot read line %q", line)
	}
	return nil
}

func (s *site) readRevision(bySlug map[string]*item, file txtar.File) error {
	slug, stamp, edited := strings.Cut(file.Name, "@")
	it := bySlug[slug]
	r := &revision{Slug: slug}
	if it == nil {
		it = &item{Slug: slug}
		bySlug[slug] = it
		s.items = append(s.items, it)
	} else {
		*r = *it.revisions[len(it.revisions)-1]
	}
	r.From = time.Time{}
	if edited {
		from, err := time.Parse("20060102T150405Z", stamp)
		if err != nil {
			return err
		}
		r.From = from
	}
	head, body, ok := strings.Cut(string(file.Data), "\n\n")
	if !ok {
		return fmt.Errorf("no blank line between head and text")
	}
	r.Body = strings.TrimSpace(body)
	var authors []string
	for _, line := range strings.Split(strings.TrimSpace(head), "\n") {
		key, value, _ := strings.Cut(line, ":")
		if err := r.set(key, strings.TrimSpace(value), s.zone); err != nil {
			return err
		}
		if key == "author" {
			authors = append(authors, strings.TrimSpace(value))
		}
	}
	if authors != nil {
		r.Authors = authors
	}
	if r.Updated.IsZero() {
		r.Updated = r.Date
	}
	if r.Title == "" || r.Date.IsZero() || r.Body == "" {
		return fmt.Errorf("title, date or text is missing")
	}
	it.revisions = append(it.revisions, r)
	return nil
}

func (r *revision) set(key, value string, zone *time.Location) error {
	var err error
	switch key {
	case "title":
		r.Title = value
	case "summary":
		r.Summary = value
	case "kicker":
		r.Kicker = value
	case "author":
	case "date":
		r.Date, err = readTime(value, zone)
	case "updated":
		r.Updated, err = readTime(value, zone)
	case "feeddate":
		r.FeedDate = value
	case "release":
		address, title, _ := strings.Cut(value, " | ")
		r.Links = append(r.Links, link{URL: address, Title: title})
	default:
		err = fmt.Errorf("unknown key %q", key)
	}
	return err
}

// readTime reads a civil time of the publisher's zone.
func readTime(value string, zone *time.Location) (time.Time, error) {
	return time.ParseInLocation("2006-01-02 15:04", value, zone)
}

// instants lists when the site changes, first the zero time for "from the start".
func (s *site) instants() []time.Time {
	at := []time.Time{{}}
	for _, it := range s.items {
		for _, r := range it.revisions {
			if !r.From.IsZero() {
				at = append(at, r.From)
			}
		}
	}
	sort.Slice(at, func(i, j int) bool { return at[i].Before(at[j]) })
	distinct := at[:1]
	for _, t := range at[1:] {
		if !t.Equal(distinct[len(distinct)-1]) {
			distinct = append(distinct, t)
		}
	}
	return distinct
}

// at lists the revisions valid at an instant, newest item first.
func (s *site) at(instant time.Time) []*revision {
	var valid []*revision
	for _, it := range s.items {
		var newest *revision
		for _, r := range it.revisions {
			if !r.From.After(instant) {
				newest = r
			}
		}
		if newest != nil {
			valid = append(valid, newest)
		}
	}
	return valid
}

func (s *site) href(r *revision) string { return strings.ReplaceAll(s.Path, "{slug}", r.Slug) }

func (s *site) url(path string) string { return "https://" + s.Host + path }
