package digest

import (
	"bytes"
	"context"
	"flag"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

var update = flag.Bool("update", false, "rewrite golden files")

var noon = time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC)

// index answers every query with its hits, a page at a time.
type index struct {
	hits []demarche.Hit
	page int
	asks []demarche.Query
}

func (x *index) Search(_ context.Context, q demarche.Query) (demarche.Results, error) {
	x.asks = append(x.asks, q)
	from := 0
	if q.Cursor != "" {
		from = len(q.Cursor)
	}
	to := min(from+x.page, len(x.hits))
	res := demarche.Results{Total: len(x.hits), Hits: x.hits[from:to]}
	if to < len(x.hits) {
		res.Next = strings.Repeat("x", to)
	}
	return res, nil
}

type texts map[string]demarche.ItemView

func (t texts) Items(_ context.Context, ids []string) (map[string]demarche.ItemView, error) {
	return t, nil
}

func hit(id, story string, kind demarche.SourceKind, seen time.Time, published string, action demarche.ActionKind) demarche.Hit {
	return demarche.Hit{ID: id, Story: story, Kind: kind, FirstSeen: seen, Published: published, Title: "Title of " + id,
		URL: "https://news.example/" + id, SourceName: "Source of " + id, Actions: []demarche.ActionKind{action}}
}

func view(text string) demarche.ItemView {
	return demarche.ItemView{Item: demarche.Item{Title: "A title"}, Revisions: []demarche.Revision{{Title: "A title", Text: text}}}
}

func TestChoose(t *testing.T) {
	x := &index{page: 2, hits: []demarche.Hit{
		hit("press", "s1", demarche.KindNews, noon.Add(-time.Hour), "2025-11-20T10:30:00Z", "designation"),
		hit("late", "", demarche.KindNews, noon.Add(-2*time.Hour), "2025-08-14", "theft"),
		hit("office", "s1", demarche.KindSanctions, noon.Add(-3*time.Hour), "2025-11-20T11:00:00Z", "designation"),
		hit("talk", "", demarche.KindMinistry, noon.Add(-4*time.Hour), "2025-11-19", "statement"),
		hit("before", "", demarche.KindNews, noon.Add(-25*time.Hour), "2025-11-19", "statement"),
	}}
	c := New(Config{Search: x, Items: texts{}, Now: func() time.Time { return noon }})
	ed, err := c.Choose(t.Context(), Request{Query: demarche.Query{Text: "x"}, Since: noon.Add(-24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range ed.Sections {
		for _, it := range s.Items {
			line := s.Title + ": " + it.Hit.ID
			for _, o := range it.Others {
				line += " + " + o.ID
			}
			got = append(got, line)
		}
	}
	want := []string{
		"Measures imposed, changed or lifted: office + press",
		"Statements, talks and law: talk",
		"Older, newly found: late",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("entries (-want +got):\n%s", d)
	}
	if ed.Total != 4 {
		t.Errorf("total %d, want the 4 in the window", ed.Total)
	}
	if q := x.asks[0]; q.Clock != demarche.ClockSeen || q.From != "2025-11-19" || q.To != "2025-11-20" {
		t.Errorf("asked with clock %q from %q to %q", q.Clock, q.From, q.To)
	}
}

func TestChoose_publishedClock(t *testing.T) {
	x := &index{page: 10, hits: []demarche.Hit{
		hit("today", "", demarche.KindNews, noon, "2025-11-20", "theft"),
		hit("undated", "", demarche.KindNews, noon, "", "theft"),
		hit("old", "", demarche.KindNews, noon, "2025-11-10", "theft"),
	}}
	c := New(Config{Search: x, Items: texts{}, Now: func() time.Time { return noon }})
	ed, err := c.Choose(t.Context(), Request{Since: noon.Add(-24 * time.Hour), Clock: demarche.ClockPublished})
	if err != nil {
		t.Fatal(err)
	}
	if ed.Total != 1 || ed.Sections[0].Items[0].Hit.ID != "today" {
		t.Errorf("got %+v, want only the item published today", ed.Sections)
	}
}

func TestWhy(t *testing.T) {
	text := "The ministry met reporters on Tuesday. North Korea stole $2 billion this year, it said. Nobody replied.\n"
	v := view(text)
	v.Source = demarche.Source{ID: "mofa", Name: "The Ministry", Kind: demarche.KindMinistry}
	v.Facts.Mentions = []demarche.Mention{
		{Kind: demarche.MentionCountry, Start: 39, End: 50, Text: "North Korea", Code: "KP"},
		{Kind: demarche.MentionAmount, Start: 57, End: 67, Text: "$2 billion", Value: "2000000000", Currency: "USD", USD: "2000000000", Role: "stolen"},
	}
	v.Facts.Designees = []demarche.Designee{{Name: "A Party", Authority: "MOFA", Change: "listed", Start: 45}}
	v.Facts.Event = demarche.EventDate{Value: "2025-11-04", Basis: "text", Start: 70, End: 79}
	name := func(code string) string { return map[string]string{"KP": "North Korea"}[code] }
	const theft = "North Korea stole $2 billion this year, it said."
	tests := []struct {
		query string
		why   []string
		quote string
	}{
		{"country:KP amount:>1b", []string{"names North Korea", "names the sum $2 billion"}, theft},
		{"role:stolen", []string{"names the sum $2 billion"}, theft},
		{"reply", []string{"contains “reply”"}, "Nobody replied."},
		{`"met reporters" -stole`, []string{"contains “met reporters”"}, "The ministry met reporters on Tuesday."},
		{"amount:>3b OR title:title", []string{"contains “title” in its title"}, "The ministry met reporters on Tuesday."},
		{"authority:MOFA", []string{"authority MOFA: A Party"}, theft},
		{"event:2025-11-04", []string{"happened 4 November 2025"}, theft},
		{"lang:en", []string{"written in en"}, "The ministry met reporters on Tuesday."},
		{"kind:ministry", []string{"source of kind ministry"}, "The ministry met reporters on Tuesday."},
		{"", []string{"new in this period"}, "The ministry met reporters on Tuesday."},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			expr, err := demarche.ParseExpr(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			why, quote := Why(demarche.Query{Text: tt.query, Expr: expr}, v, name)
			if d := cmp.Diff(tt.why, why); d != "" {
				t.Errorf("reasons (-want +got):\n%s", d)
			}
			if quote != tt.quote {
				t.Errorf("quote %q, want %q", quote, tt.quote)
			}
		})
	}
}

// Many filters give their reasons in one order, so that an edition composed
// again has the same bytes.
func TestWhy_order(t *testing.T) {
	v := view("North Korea did it.\n")
	v.Source = demarche.Source{ID: "s", Name: "S", Kind: demarche.KindNews}
	v.Facts.Mentions = []demarche.Mention{{Kind: demarche.MentionCountry, Start: 0, End: 11, Text: "North Korea", Code: "KP"}}
	q := demarche.Query{Country: []string{"KP"}, Source: []string{"s"}, Kind: []string{"news"}, Lang: []string{"en"}}
	want := []string{"names KP", "published by S", "source of kind news", "written in en"}
	for range 20 {
		got, _ := Why(q, v, func(code string) string { return code })
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("reasons (-want +got):\n%s", d)
		}
	}
}

func TestWhy_headingIsNoQuote(t *testing.T) {
	_, quote := Why(demarche.Query{}, view("Specially Designated Nationals List Update\nThe following person has been added to the list today.\n"), func(c string) string { return c })
	if quote != "The following person has been added to the list today." {
		t.Errorf("quote %q", quote)
	}
}

func TestChoose_quotesOnlyWhereAllowed(t *testing.T) {
	open, closed := view("A sentence of the source.\n"), view("A sentence of the source.\n")
	closed.Source.Republish = demarche.RepublishNone
	x := &index{page: 10, hits: []demarche.Hit{hit("open", "", demarche.KindNews, noon, "", ""), hit("closed", "", demarche.KindNews, noon, "", "")}}
	c := New(Config{Search: x, Items: texts{"open": open, "closed": closed}, Now: func() time.Time { return noon }})
	ed, err := c.Choose(t.Context(), Request{Since: noon.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, it := range ed.Sections[0].Items {
		got[it.Hit.ID] = it.Quote
	}
	if d := cmp.Diff(map[string]string{"open": "A sentence of the source.", "closed": ""}, got); d != "" {
		t.Errorf("quotations (-want +got):\n%s", d)
	}
}

// edition is a full one for the golden files.
func edition() demarche.Edition {
	h := hit("a", "s", demarche.KindSanctions, noon, "2025-11-04T15:00:00Z", "designation")
	h.Title = "Eight people & two entities <named> for moving stolen coins through a chain of banks, brokers and shell companies"
	h.Lang = "en"
	h.Event = demarche.EventDate{Value: "2025-11-04", Precision: demarche.PrecisionDay, Basis: "text"}
	h.Amounts = []demarche.HitAmount{{Text: "$3 billion", Role: "stolen"}, {Text: "$5.3 million"}}
	ko := hit("b", "", demarche.KindMinistry, noon, "", "statement")
	ko.Title, ko.Lang = "외교부, 제재 검토", "ko"
	return demarche.Edition{
		ID: "e1", Query: "country:KP", Name: "North Korea", Since: noon.Add(-24 * time.Hour), Until: noon, Made: noon, Total: 5,
		Sections: []demarche.EditionSection{
			{Title: sectionTitles[0], Items: []demarche.EditionItem{{Hit: h, Why: []string{"names North Korea", "names the sum $3 billion"},
				Quote:  "Over three years, hackers acting for Pyongyang took more than $3 billion, mostly in digital assets, the office said in its notice.",
				Others: []demarche.Hit{hit("c", "s", demarche.KindNews, noon, "2025-11-05", "designation")}}}},
			{Title: sectionTitles[3], Items: []demarche.EditionItem{{Hit: ko, Why: []string{"new in this period"}}}},
		},
	}
}

var envelope = Envelope{From: "demarche <digest@news.example>", To: "reader@test.example", BaseURL: "https://news.example", Unsubscribe: "https://news.example/u/token"}

func TestCompose_golden(t *testing.T) {
	m, err := Compose(edition(), envelope)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "edition.eml", m.Raw)
	again, err := Compose(edition(), envelope)
	if err != nil || !bytes.Equal(m.Raw, again.Raw) {
		t.Errorf("the same edition gave other bytes (%v)", err)
	}
	empty := edition()
	empty.Sections, empty.Total = nil, 0
	txt, err := Text(empty, Envelope{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "empty.txt", []byte(txt))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s differs; run with -update and read the change (-want +got):\n%s", name, d)
	}
}

func TestCompose_headersAndParts(t *testing.T) {
	m, err := Compose(edition(), envelope)
	if err != nil {
		t.Fatal(err)
	}
	checkMessage(t, m.Raw)
	for i, l := range bytes.Split(m.Raw, []byte("\r\n")) {
		if len(l) > 998 {
			t.Errorf("line %d has %d bytes; RFC 5322 allows 998", i+1, len(l))
		}
		if bytes.ContainsAny(l, "\n\r") {
			t.Errorf("line %d has a bare line end", i+1)
		}
	}
	if len(m.HTML) > 100<<10 {
		t.Errorf("html part has %d bytes", len(m.HTML))
	}
	for _, bad := range []string{"src=", "<script", "<img", "<link", "@import", "<named>"} {
		if strings.Contains(m.HTML, bad) {
			t.Errorf("html part contains %q", bad)
		}
	}
}

// checkMessage asserts what every digest must carry, on whatever arrived.
func checkMessage(t *testing.T, raw []byte) {
	t.Helper()
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range []string{"From", "To", "Date", "Message-Id", "Subject", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence", "Mime-Version"} {
		if msg.Header.Get(h) == "" {
			t.Errorf("no %s header", h)
		}
	}
	for _, h := range []string{"X-Mailer", "User-Agent"} {
		if v := msg.Header.Get(h); v != "" {
			t.Errorf("%s gives away %q", h, v)
		}
	}
	media, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || media != "multipart/alternative" {
		t.Fatalf("content type %q (%v)", media, err)
	}
	r := multipart.NewReader(msg.Body, params["boundary"])
	var kinds []string
	for {
		p, err := r.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		body, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, kind)
		for _, want := range []string{"https://news.example/a", "https://news.example/b", "https://news.example/c", "외교부, 제재 검토"} {
			if !bytes.Contains(body, []byte(want)) {
				t.Errorf("part %s lacks %q", kind, want)
			}
		}
	}
	if d := cmp.Diff([]string{"text/plain", "text/html"}, kinds); d != "" {
		t.Errorf("parts (-want +got):\n%s", d)
	}
}

func TestCompose_refusesHostileAddresses(t *testing.T) {
	for _, to := range []string{"", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "|/bin/sh@b.example"} {
		env := envelope
		env.To = to
		if m, err := Compose(edition(), env); err == nil {
			t.Errorf("address %q was accepted as %q", to, m.To)
		}
	}
}

func TestWrap(t *testing.T) {
	long := "https://news.example/" + strings.Repeat("a", 100)
	got := wrap("* ", "  ", "short words then "+long+" end")
	for i, l := range strings.Split(got, "\n") {
		if len(l) > textWidth && !strings.Contains(l, long) {
			t.Errorf("line %d is %d wide: %q", i, len(l), l)
		}
	}
	if !strings.Contains(got, long) {
		t.Error("the address was broken")
	}
}
