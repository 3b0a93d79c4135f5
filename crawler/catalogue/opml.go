package catalogue

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"demarche"
)

// Encode writes a source as a file of the catalogue.
func Encode(s demarche.Source) ([]byte, error) {
	var b bytes.Buffer
	enc := toml.NewEncoder(&b)
	enc.Indent = ""
	if err := enc.Encode(s); err != nil {
		return nil, fmt.Errorf("catalogue: write source %s: %w", s.ID, err)
	}
	return b.Bytes(), nil
}

// opml is a subscription list (OPML 2.0, opml.org).
type opml struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Body    []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string    `xml:"htmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// WriteOPML lists the feeds of the sources for other programs. Listing pages
// read with selectors are no feeds and are left out; they are counted.
func WriteOPML(sources []demarche.Source) (text []byte, left int, err error) {
	doc := opml{Version: "2.0", Title: "demarche"}
	for _, s := range sources {
		for _, f := range s.Feeds {
			if f.Format != demarche.FormatFeed {
				left++
				continue
			}
			doc.Body = append(doc.Body, outline{Text: s.Name, Title: s.Name, Type: "rss", XMLURL: f.URL, HTMLURL: s.Home, Language: s.Lang})
		}
	}
	out, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, 0, fmt.Errorf("catalogue: write OPML: %w", err)
	}
	return append([]byte(xml.Header), append(out, '\n')...), left, nil
}

// ReadOPML makes sources of kind news out of a subscription list. Outlines
// whose address cannot be used are counted.
func ReadOPML(text []byte) (sources []demarche.Source, skipped int, err error) {
	var doc opml
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.Strict = false
	if err := dec.Decode(&doc); err != nil {
		return nil, 0, fmt.Errorf("catalogue: %w: not an OPML file: %v", demarche.ErrInvalid, err)
	}
	taken := map[string]bool{}
	addresses := map[string]bool{}
	var walk func([]outline, int)
	walk = func(list []outline, depth int) {
		for _, o := range list {
			if o.XMLURL != "" {
				s, ok := fromOutline(o, taken)
				if ok && !addresses[s.Feeds[0].URL] {
					addresses[s.Feeds[0].URL] = true
					sources = append(sources, s)
				} else {
					skipped++
				}
			}
			if depth < 50 {
				walk(o.Outlines, depth+1)
			}
		}
	}
	walk(doc.Body, 0)
	return sources, skipped, nil
}

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

func fromOutline(o outline, taken map[string]bool) (demarche.Source, bool) {
	u, err := url.Parse(strings.TrimSpace(o.XMLURL))
	if err != nil {
		return demarche.Source{}, false
	}
	name := strings.TrimSpace(o.Title)
	if name == "" {
		name = strings.TrimSpace(o.Text)
	}
	if name == "" {
		name = u.Hostname()
	}
	id := strings.Trim(notInID.ReplaceAllString(strings.ToLower(strings.TrimPrefix(u.Hostname(), "www.")), "-"), "-")
	base := id[:min(len(id), 56)]
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	s := demarche.Source{ID: id, Name: name, Kind: demarche.KindNews, Lang: o.Language, Home: o.HTMLURL, Enabled: true, Confidence: "medium", Republish: demarche.RepublishExcerpt,
		Feeds: []demarche.Feed{{URL: u.String(), Format: demarche.FormatFeed}}}
	if Validate(s) != nil {
		s.Home = ""
	}
	NameFeeds(&s)
	if Validate(s) != nil {
		return s, false
	}
	taken[id] = true
	return s, true
}
