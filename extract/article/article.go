// Package article reads the article out of a page: title, authors, publication
// date with its evidence, language and text, without the page's furniture.
//
// A source's own selectors come first; where they find nothing, go-trafilatura
// picks the body, and go-readability where that finds little. Metadata is read
// by this package. The result is a pure function of the bytes and the options:
// no I/O, no clock.
package article

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"demarche"
	"demarche/extract/lang"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// MaxBytes is the largest body that is read. Real article pages stay below 5 MB.
const MaxBytes = 16 << 20

// Options say what is known about a page before it is read. All may be empty.
type Options struct {
	URL          string             // address of the page
	ContentType  string             // Content-Type header as received
	Selectors    demarche.Selectors // the source's own; see root source.go
	Zone         string             // IANA zone of dates given without an offset; "" is unknown and read as UTC
	ListingTitle string             // the title under which a listing linked to the page
}

// Extract reads the article out of body. HTML is the default; text/plain passes
// through. A page without any text gives an Article without Text and no error; the
// error is about bodies that are too large or that no reader can take.
func Extract(body []byte, opt Options) (a demarche.Article, err error) {
	defer func() {
		if r := recover(); r != nil {
			a, err = demarche.Article{}, fmt.Errorf("read article %s: %w: reader failed: %v", opt.URL, demarche.ErrInvalid, r)
		}
	}()
	if len(body) > MaxBytes {
		return demarche.Article{}, fmt.Errorf("read article %s: %w: %d bytes are more than %d", opt.URL, demarche.ErrInvalid, len(body), MaxBytes)
	}
	if media := mediaType(opt.ContentType); binary(body, media) {
		return demarche.Article{}, fmt.Errorf("read article %s: %w: %s is no page of text", opt.URL, demarche.ErrInvalid, cmp.Or(media, "the answer"))
	}
	text := decode(body, opt.ContentType)
	if isPlain(opt.ContentType, text) {
		return plain(text, opt), nil
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested too deeply for a tree: the words can still be had
		a := plain(stripTags(text), opt)
		return a, nil
	}
	return read(newPage(root, opt)), nil
}

func read(p *page) demarche.Article {
	a := demarche.Article{Title: p.title(), Authors: p.authors()}
	a.Published, a.Evidence = p.published()
	a.Text = p.text(a.Title)
	a.Lang = lang.Detect(a.Text, p.lang)
	if a.Text == "" {
		a.Lang = lang.Detect(a.Title, p.lang)
	}
	return a
}

// page is a parsed page with its metadata.
type page struct {
	opt       Options
	doc       *goquery.Document
	lang      string              // the page's claim
	meta      map[string][]string // lower-case name, property or itemprop of meta elements → contents
	ld        []map[string]any    // JSON-LD objects of article types, in page order
	ldPage    map[string]any      // the JSON-LD object of the page itself
	site      []string            // names of the site, for cutting them off titles
	canonical string
}

func newPage(root *html.Node, opt Options) *page {
	p := &page{opt: opt, doc: goquery.NewDocumentFromNode(root), meta: map[string][]string{}}
	p.dropReadings()
	p.readMeta()
	p.readLD()
	p.canonical = opt.URL
	if p.canonical == "" {
		p.canonical = p.doc.Find(`link[rel="canonical"]`).First().AttrOr("href", p.first("og:url"))
	}
	p.lang = p.claimedLang()
	return p
}

// dropReadings takes the readings beside Chinese characters out of the page where
// nothing parts them from the characters; those in brackets stay.
func (p *page) dropReadings() {
	p.doc.Find("ruby").Each(func(_ int, s *goquery.Selection) {
		if s.Find("rp").Length() == 0 {
			s.Find("rt, rtc").Remove()
		}
	})
}

// plain makes an article of text that has no markup.
func plain(text string, opt Options) demarche.Article {
	a := demarche.Article{Title: squeeze(opt.ListingTitle), Text: tidyLines(text)}
	a.Lang = lang.Detect(a.Text, "")
	return a
}

func isPlain(contentType, text string) bool {
	switch mediaType(contentType) {
	case "text/plain", "text/markdown":
		return true
	case "":
		text = strings.TrimLeft(text, " \t\r\n")
		return !strings.Contains(text[:min(len(text), 4096)], "<")
	}
	return false
}

func mediaType(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(media))
}

// binary says whether an answer is a file that holds no text for this reader.
func binary(body []byte, media string) bool {
	for _, prefix := range []string{"image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/msword", "application/vnd."} {
		if strings.HasPrefix(media, prefix) {
			return true
		}
	}
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "\x89PNG", "\xff\xd8\xff", "GIF8", "\x1f\x8b"} {
		if bytes.HasPrefix(body, []byte(magic)) {
			return true
		}
	}
	return false
}

// stripTags gives the words of markup that is too deep for a tree.
func stripTags(text string) string {
	var b bytes.Buffer
	z := html.NewTokenizer(strings.NewReader(text))
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			if n := string(name); skip == "" && (n == "script" || n == "style") {
				skip = n
			} else if blockTags[n] {
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == skip {
				skip = ""
			} else if blockTags[string(name)] {
				b.WriteByte('\n')
			}
		}
	}
}

func runes(s string) int { return utf8.RuneCountInString(s) }
