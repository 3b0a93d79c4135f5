package demoworld

import (
	"bytes"
	"fmt"
	"html/template"
	"path"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// pages holds the HTML templates by file name.
var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"body": bodyHTML, "longdate": longDate, "rfc3339": rfc3339,
}).ParseFS(FS, "templates/*.html"))

// pageView is what the HTML templates show: an article, a page of a listing, or
// the site's own pages.
type pageView struct {
	Site    *site
	Lang    string
	Item    *revision // article pages
	URL     string
	Related []entry
	Entries []entry // listings and the front page
	Next    string  // address of the listing's next page
	Prev    string
}

// entry is an item in a listing.
type entry struct {
	*revision
	Href string
}

// render makes all files of the site's host: article pages, listings and feeds in
// all versions, front page, about page and robots.txt.
func (s *site) render() ([]txtar.File, error) {
	out := &output{host: s.Host}
	for i, it := range s.items {
		for _, r := range it.revisions {
			view := pageView{Site: s, Lang: s.Source.Lang, Item: r, URL: s.url(s.href(r)), Related: s.related(i)}
			out.page(s.Page, s.href(r), r.From, view)
		}
	}
	for _, instant := range s.instants() {
		valid := s.entries(instant)
		for _, l := range s.Listings {
			s.renderListing(out, l, instant, valid)
		}
		for _, f := range s.Feeds {
			data, err := s.renderFeed(f, valid)
			if err != nil {
				return nil, err
			}
			out.add(f.Path, "", instant, data)
		}
		front := pageView{Site: s, Lang: s.Source.Lang, URL: s.url("/"), Entries: valid}
		out.page("front", "/index", instant, front)
	}
	out.page("about", "/about", time.Time{}, pageView{Site: s, Lang: s.Source.Lang, URL: s.url("/about")})
	out.add("/robots.txt", "", time.Time{}, []byte("User-agent: *\nDisallow: /search\nDisallow: /admin/\nAllow: /\n"))
	return out.files, out.err
}

func (s *site) entries(instant time.Time) []entry {
	var list []entry
	for _, r := range s.at(instant) {
		list = append(list, entry{revision: r, Href: s.href(r)})
	}
	return list
}

// related names up to three older items that were there from the start.
func (s *site) related(i int) []entry {
	var list []entry
	for _, it := range s.items[i+1:] {
		if r := it.revisions[0]; r.From.IsZero() && len(list) < 3 {
			list = append(list, entry{revision: r, Href: s.href(r)})
		}
	}
	return list
}

func (s *site) renderListing(out *output, l listing, instant time.Time, valid []entry) {
	address := func(page int) string {
		if page == 0 {
			return l.Path
		}
		return fmt.Sprintf("%s?page=%d", l.Path, page)
	}
	for page := 0; page*l.Size < len(valid); page++ {
		end := min((page+1)*l.Size, len(valid))
		view := pageView{Site: s, Lang: s.Source.Lang, URL: s.url(address(page)), Entries: valid[page*l.Size : end]}
		if end < len(valid) {
			view.Next = address(page + 1)
		}
		if page > 0 {
			view.Prev = address(page - 1)
		}
		out.page(l.Template, address(page), instant, view)
	}
}

// output gathers a host's files.
type output struct {
	host  string
	files []txtar.File
	err   error // the first
}

func (o *output) page(name, address string, from time.Time, view pageView) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name+".html", view); err != nil && o.err == nil {
		o.err = err
	}
	o.add(address, ".html", from, b.Bytes())
}

// add stores a file under its address, with its version in the name.
func (o *output) add(address, ext string, from time.Time, data []byte) {
	if ext == "" {
		ext = path.Ext(address)
		address = strings.TrimSuffix(address, ext)
	}
	if strings.HasSuffix(address, "/") {
		address += "index"
	}
	if !from.IsZero() {
		address += "@" + from.UTC().Format("20060102T150405Z")
	}
	o.files = append(o.files, txtar.File{Name: o.host + address + ext, Data: data})
}

func rfc3339(t time.Time) string { return t.Format(time.RFC3339) }

var (
	monthsFR = strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
	monthsRU = strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
)

// longDate writes a civil date as pages of that language do.
func longDate(t time.Time, lang string) string {
	switch lang {
	case "fr":
		return fmt.Sprintf("%d %s %d", t.Day(), monthsFR[t.Month()-1], t.Year())
	case "ru":
		return fmt.Sprintf("%d %s %d года", t.Day(), monthsRU[t.Month()-1], t.Year())
	case "ko":
		return t.Format("2006-01-02")
	}
	return t.Format("2 January 2006")
}
