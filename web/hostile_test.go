package web

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"demarche"
)

// ownPayloads try the places a stored string can stand in: text, attribute,
// address, SVG, JSON, comment.
var ownPayloads = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'"></title><svg/onload=alert(1)>`, `javascript:alert(1)`,
	`</a><a href="javascript:alert(1)">x</a>`, `{{.}}{{template "layout"}}`, `--><iframe src=//evil.example>`, `<mark onclick=alert(1)>x</mark>`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`, "\u2028</textarea><style>*{}</style>", `" autofocus onfocus="alert(1)`, "\x00<b>\xff\xfe", `</desc></svg><base href="//evil.example/">`,
}

// poisoned is a world of one source and n items with the payload in every
// string field.
func poisoned(payloads []string) *world {
	w := &world{now: worldNow}
	for _, p := range payloads {
		var v demarche.ItemView
		fill(reflect.ValueOf(&v).Elem(), p, 0)
		v.Item.ID = demarche.NewItemID("hostile", p)
		v.Item.FirstSeen = worldNow
		v.Source.Republish = demarche.RepublishFull
		v.Story = ""
		v.AlsoAt = nil
		v.Facts.Event = demarche.EventDate{Value: p, Until: p, Precision: demarche.PrecisionRange, Basis: "text"}
		for i := range v.Facts.Mentions {
			v.Facts.Mentions[i].Start, v.Facts.Mentions[i].End = 0, 3
		}
		for _, kind := range []demarche.MentionKind{demarche.MentionPerson, demarche.MentionCountry, demarche.MentionAmount, demarche.MentionDate, demarche.MentionWallet, demarche.MentionIdentifier, demarche.MentionInstrument, demarche.MentionTag, demarche.MentionLocation} {
			m := v.Facts.Mentions[0]
			m.Kind = kind
			v.Facts.Mentions = append(v.Facts.Mentions, m)
		}
		w.views = append(w.views, v)
		var h demarche.SourceHealth
		fill(reflect.ValueOf(&h).Elem(), p, 0)
		h.State = demarche.HealthFailing
		h.Daily = make([]int, 30)
		w.sources = append(w.sources, h)
	}
	return w
}

// fill sets every string under v to s, with one element in each slice.
func fill(v reflect.Value, s string, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Pointer:
		if depth < 6 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), s, depth+1)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(s))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), s, depth+1)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(worldNow))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), s, depth+1)
			}
		}
	}
}

// hostileSearch gives back every item, with the payload in every field of the hit.
func hostileSearch(w *world) func(context.Context, demarche.Query) (demarche.Results, error) {
	return func(_ context.Context, q demarche.Query) (demarche.Results, error) {
		res := demarche.Results{Total: len(w.views), Facets: map[string][]demarche.Bucket{}, Next: w.views[0].Item.Title, Query: w.views[0].Item.Title}
		for _, v := range w.views {
			var h demarche.Hit
			fill(reflect.ValueOf(&h).Elem(), v.Item.Title, 0)
			h.ID, h.Story = v.Item.ID, ""
			res.Hits = append(res.Hits, h)
		}
		for _, f := range pageFacets {
			for _, v := range w.views {
				res.Facets[f] = append(res.Facets[f], demarche.Bucket{Value: v.Item.Title, Label: v.Item.Title, Count: 1})
			}
		}
		res.Histogram = &demarche.Histogram{Interval: demarche.IntervalDay, Buckets: []demarche.HistBucket{{From: "2025-11-04", Count: 1}, {From: w.views[0].Item.Title, Count: 2}}}
		return res, nil
	}
}

var allowedElements = strings.Fields(`html head meta title link script body a header nav form label input button main h1 h2 h3 p footer ol ul li span b i q small
	mark strong div section aside time figure figcaption details summary table caption thead tbody tr th td svg rect text line desc path datalist article pre defs pattern dl dt dd fieldset legend
	blockquote ins del code select option kbd`)

// inspect parses a page and gives its elements in order, with a fault for
// everything that could run or lead somewhere unasked.
func inspect(page string) (elements, faults []string) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, []string{err.Error()}
	}
	scripts := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		elements = append(elements, n.Data)
		if !slices.Contains(allowedElements, n.Data) {
			faults = append(faults, "element "+n.Data)
		}
		if n.Data == "script" {
			scripts++
		}
		for _, a := range n.Attr {
			switch key := strings.ToLower(a.Key); {
			case strings.HasPrefix(key, "on"), key == "style", key == "srcdoc", key == "formaction", key == "autofocus":
				faults = append(faults, n.Data+" with "+a.Key)
			case key == "href" || key == "src" || key == "action":
				if !regexp.MustCompile(`^(/[^/\\]|/$|#|https?://)`).MatchString(a.Val) {
					faults = append(faults, n.Data+" to "+a.Val)
				}
			}
		}
	}
	if scripts != 1 {
		faults = append(faults, "scripts beside our own")
	}
	return elements, faults
}

// TestEveryFieldIsEscaped puts each payload into every stored field: the pages
// keep the shape they have with a harmless word.
func TestEveryFieldIsEscaped(t *testing.T) {
	shape := func(payload string) map[string][]string {
		w := poisoned([]string{payload})
		h := serve(t, w, func(c *Config) {
			c.Search = hostileSearch(w)
			c.CountryName = func(string) string { return payload }
			c.Version = payload
		})
		out := map[string][]string{}
		for name, path := range map[string]string{"home": "/", "search": "/search", "timeline": "/timeline", "sources": "/sources", "about": "/about",
			"item": "/items/" + w.views[0].Item.ID, "source": "/sources?source=" + url.QueryEscape(payload), "nothing": "/" + strings.Repeat("x", 5) + "/" + url.QueryEscape(payload)} {
			rec := get(t, h, path)
			elements, faults := inspect(rec.Body.String())
			if rec.Code >= 500 || len(faults) > 0 {
				t.Errorf("%q in %s: status %d, %v", payload, path, rec.Code, faults)
			}
			out[name] = elements
		}
		for _, path := range []string{"/search.json", "/timeline.json", "/sources.json", "/api/v1/items/" + w.views[0].Item.ID} {
			if rec := get(t, h, path); !json.Valid(rec.Body.Bytes()) || rec.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%q in %s: no valid JSON", payload, path)
			}
		}
		for _, path := range []string{"/search.atom", "/sources.atom"} {
			d := xml.NewDecoder(get(t, h, path).Body)
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%q in %s: %v", payload, path, err)
					break
				}
			}
		}
		return out
	}
	harmless := shape("harmless words")
	for _, p := range ownPayloads {
		for page, elements := range shape(p) {
			if !slices.Equal(elements, harmless[page]) && !strings.Contains(p, "<mark") {
				t.Errorf("%q changes the shape of the %s page: %d elements, want %d", p, page, len(elements), len(harmless[page]))
			}
		}
	}
}

// TestTypedPayloads: what a reader types comes back escaped in form and error.
func TestTypedPayloads(t *testing.T) {
	h := serve(t, newWorld())
	for _, p := range ownPayloads {
		for _, field := range []string{"q", "from", "country", "sort", "cursor", "min_usd", "source"} {
			path := "/search?" + field + "=" + url.QueryEscape(p)
			rec := get(t, h, path)
			if _, faults := inspect(rec.Body.String()); rec.Code >= 500 || len(faults) > 0 {
				t.Errorf("GET %s: status %d, %v", path, rec.Code, faults)
			}
		}
	}
}

// TestSharedPayloads runs a sample of a public collection, where it is at hand.
func TestSharedPayloads(t *testing.T) {
	payloads, err := sharedPayloads()
	if err != nil {
		t.Skip("no collection of payloads at hand: ", err)
	}
	for batch := range slices.Chunk(payloads, 60) {
		w := poisoned(batch)
		h := serve(t, w, func(c *Config) { c.Search = hostileSearch(w) })
		paths := []string{"/", "/search", "/timeline", "/sources"}
		for _, v := range w.views {
			paths = append(paths, "/items/"+v.Item.ID)
		}
		for _, path := range paths {
			rec := get(t, h, path)
			if _, faults := inspect(rec.Body.String()); rec.Code != 200 || len(faults) > 0 {
				t.Errorf("GET %s: status %d, %v", path, rec.Code, faults)
			}
		}
	}
}

// sharedPayloads reads every 50th line of hostile/xss-payloadbox.txt.gz, looked
// for in a folder "shared" beside the repository.
func sharedPayloads() ([]string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		f, err := os.Open(filepath.Join(dir, "shared", "hostile", "xss-payloadbox.txt.gz"))
		if err != nil {
			continue
		}
		defer f.Close()
		zr, err := gzip.NewReader(f)
		if err != nil {
			return nil, err
		}
		var out []string
		sc := bufio.NewScanner(zr)
		sc.Buffer(nil, 1<<20)
		for n := 0; sc.Scan(); n++ {
			if line := strings.TrimSpace(sc.Text()); n%50 == 0 && line != "" {
				out = append(out, line)
			}
		}
		return out, sc.Err()
	}
	return nil, errors.New("shared/hostile/xss-payloadbox.txt.gz is not there")
}

func TestOutbound(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/x?y=1": "https://a.example/x?y=1", "http://a.example/": "http://a.example/", " https://a.example/ ": "https://a.example/",
		"javascript:alert(1)": "", "JaVaScRiPt:alert(1)": "", "java\tscript:alert(1)": "", "data:text/html,x": "", "vbscript:x": "", "file:///etc/passwd": "",
		"//evil.example/x": "", `\\evil.example\x`: "", "https://good.example@evil.example/": "", "gopher://x/": "", "": "", "https://": "",
	} {
		if got := outbound(raw); got != want {
			t.Errorf("outbound(%q) = %q, want %q", raw, got, want)
		}
	}
	for raw, want := range map[string]string{
		"https://www.a.example/x": "a.example", "https://exаmple.example/": "xn--exmple-4nf.example", "https://президент.рф/": "президент.рф",
		"https://аррӏе.com/": "xn--80ak6aa92e.com", "https://bücher.example/": "bücher.example", "javascript:x": "",
	} {
		if got := hostOf(raw); got != want {
			t.Errorf("hostOf(%q) = %q, want %q", raw, got, want)
		}
	}
}
