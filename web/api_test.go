package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// openapiDoc is the part of the description that the tests compare.
type openapiDoc struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		Parameters []struct {
			Ref  string `json:"$ref"`
			Name string
			In   string
		}
		Responses map[string]struct {
			Content map[string]struct{ Schema map[string]any }
		}
	}
	Components struct {
		Schemas map[string]map[string]any
	}
}

func readOpenAPI(t *testing.T) openapiDoc {
	t.Helper()
	body, err := files.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc openapiDoc
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("openapi %q, want 3.1.0", doc.OpenAPI)
	}
	return doc
}

// TestOpenAPINamesTheRoutes: the description has the routes under /api/, and
// the search's parameters are those that demarche.Query reads.
func TestOpenAPINamesTheRoutes(t *testing.T) {
	doc := readOpenAPI(t)
	w := newWorld()
	s, err := New(Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, Annotate: func(context.Context, []byte) ([]byte, error) { return nil, nil }})
	if err != nil {
		t.Fatal(err)
	}
	var routed, described []string
	for _, r := range s.routes {
		if strings.Contains(r.pattern, " /api/") {
			routed = append(routed, r.pattern)
		}
	}
	for path, methods := range doc.Paths {
		for m := range methods {
			described = append(described, strings.ToUpper(m)+" "+path)
		}
	}
	slices.Sort(routed)
	slices.Sort(described)
	if diff := cmp.Diff(routed, described); diff != "" {
		t.Errorf("routes and description differ (-routes +description):\n%s", diff)
	}

	full := demarche.Query{Text: "x", Match: demarche.MatchAny, Clock: demarche.ClockSeen, From: "2025-01-01", To: "2025-01-02", AsOf: "2025-01-03",
		Country: []string{"KP"}, Entity: []string{"e"}, Source: []string{"s"}, Kind: []string{"news"}, Action: []string{"law"}, Lang: []string{"en"}, Story: []string{"t"},
		MinUSD: "1", MaxUSD: "2", Like: "l", Sort: demarche.SortNewest, Size: 5, Cursor: "c", Facets: []string{"kind"}, Interval: demarche.IntervalDay}
	var want, got []string
	for name := range full.Values() {
		want = append(want, name)
	}
	for _, p := range doc.Paths["/api/v1/search"]["get"].Parameters {
		got = append(got, strings.TrimPrefix(p.Ref, "#/components/parameters/"))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parameters of the search (-query +description):\n%s", diff)
	}
}

// TestAnswersFitTheDescription checks real answers against their schemas.
func TestAnswersFitTheDescription(t *testing.T) {
	doc := readOpenAPI(t)
	w := newWorld()
	h := serve(t, w)
	paths := map[string]string{
		"/api/v1/search":                                  "Results",
		"/search.json?q=DPRK&size=2":                      "Results",
		"/api/v1/search?q=nothing+at+all&facets=":         "Results",
		"/api/v1/timeline":                                "Timeline",
		"/timeline.json?clock=published&q=DPRK":           "Timeline",
		"/api/v1/sources":                                 "Sources",
		"/api/v1/mends":                                   "Mends",
		"/sources.json?source=gulf-gazette":               "Sources",
		"/api/v1/search?q=amount:%3E":                     "Problem",
		"/search.csv?from=zzz":                            "Problem",
		"/api/v1/stories/story-1":                         "Story",
		"/api/v1/ledger?q=DPRK&total=1":                   "Ledger",
		"/ledger.json":                                    "Ledger",
		"/api/v1/timeline?lane=DPRK&lane=notice":          "Timeline",
		"/api/v1/ledger?q=amount:%3E":                     "Problem",
		"/stories/story-1.json":                           "Story",
		"/api/v1/items/nope":                              "Problem",
		"/api/v1/nope":                                    "Problem",
		"/api/v1/sources?source=nope":                     "Problem",
		"/api/v1/search?sort=sideways":                    "Problem",
		"/api/v1/search?country=KP&interval=month&size=3": "Results",
	}
	for _, v := range w.views {
		paths["/api/v1/items/"+v.Item.ID] = "Item"
	}
	for path, schema := range paths {
		rec := get(t, h, path)
		wantType := "application/json"
		if schema == "Problem" {
			wantType = "application/problem+json"
		}
		if got := rec.Header().Get("Content-Type"); got != wantType || (rec.Code == 200) != (schema != "Problem") {
			t.Errorf("GET %s: status %d, type %q", path, rec.Code, got)
		}
		var v any
		if err := json.Unmarshal(rec.Body.Bytes(), &v); err != nil {
			t.Errorf("GET %s: %v", path, err)
			continue
		}
		for _, fault := range misfits(doc.Components.Schemas, doc.Components.Schemas[schema], v, schema) {
			t.Errorf("GET %s: %s", path, fault)
		}
	}
}

// misfits says where a value does not fit a JSON Schema, as far as the
// description uses it: $ref, type, properties, required, additionalProperties,
// items and enum.
func misfits(all map[string]map[string]any, schema map[string]any, v any, at string) []string {
	if ref, ok := schema["$ref"].(string); ok {
		schema = all[strings.TrimPrefix(ref, "#/components/schemas/")]
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, v) && v != "" {
		return []string{fmt.Sprintf("%s: %v is not one of %v", at, v, enum)}
	}
	types := []string{}
	switch t := schema["type"].(type) {
	case string:
		types = append(types, t)
	case []any:
		for _, x := range t {
			types = append(types, x.(string))
		}
	}
	switch v := v.(type) {
	case nil:
		if !slices.Contains(types, "null") {
			return []string{at + ": null"}
		}
	case string:
		if !slices.Contains(types, "string") {
			return []string{at + ": a string"}
		}
	case float64:
		if !slices.Contains(types, "number") && (!slices.Contains(types, "integer") || v != float64(int64(v))) {
			return []string{fmt.Sprintf("%s: the number %v", at, v)}
		}
	case bool:
		if !slices.Contains(types, "boolean") {
			return []string{at + ": a boolean"}
		}
	case []any:
		if !slices.Contains(types, "array") {
			return []string{at + ": an array"}
		}
		var out []string
		for i, x := range v {
			out = append(out, misfits(all, schema["items"].(map[string]any), x, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return out
	case map[string]any:
		return objectMisfits(all, schema, v, at)
	}
	return nil
}

func objectMisfits(all map[string]map[string]any, schema, v map[string]any, at string) []string {
	if schema["type"] != "object" {
		return []string{at + ": an object"}
	}
	var out []string
	props, _ := schema["properties"].(map[string]any)
	if required, ok := schema["required"].([]any); ok {
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				out = append(out, fmt.Sprintf("%s: %s is missing", at, name))
			}
		}
	}
	for name, x := range v {
		if p, ok := props[name].(map[string]any); ok {
			out = append(out, misfits(all, p, x, at+"."+name)...)
		} else if p, ok := schema["additionalProperties"].(map[string]any); ok {
			out = append(out, misfits(all, p, x, at+"."+name)...)
		} else {
			out = append(out, fmt.Sprintf("%s: %s is not described", at, name))
		}
	}
	return out
}

func TestProblem(t *testing.T) {
	rec := get(t, serve(t, newWorld()), "/api/v1/search?q=amount:%3E")
	var got problem
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	got.Detail = got.Detail[:7]
	want := problem{Type: "/help/search#mistakes", Title: "This query cannot be read", Status: 400, Detail: "amount:", Instance: "/api/v1/search", Column: 9, Query: "amount:>"}
	if diff := cmp.Diff(want, got); diff != "" || rec.Code != 400 {
		t.Errorf("status %d (-want +got):\n%s", rec.Code, diff)
	}
}

func TestAnnotateRoute(t *testing.T) {
	h := serve(t, newWorld(), func(c *Config) {
		c.Annotate = func(_ context.Context, line []byte) ([]byte, error) {
			if string(line) != `{"text":"x"}` {
				return nil, fmt.Errorf("line 1: not a JSON object: %w", demarche.ErrInvalid)
			}
			return []byte(`{"id":"","lang":"en"}`), nil
		}
	})
	for body, want := range map[string]int{`{"text":"x"}`: 200, `nonsense`: 400} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("POST", "/api/v1/annotate", strings.NewReader(body)))
		if rec.Code != want || !json.Valid(rec.Body.Bytes()) {
			t.Errorf("POST %s: %d %s", body, rec.Code, rec.Body)
		}
	}
	h = serve(t, newWorld(), func(c *Config) { c.Annotate = nil })
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("POST", "/api/v1/annotate", nil))
	if rec.Code != 404 {
		t.Errorf("without an annotator: status %d, want 404", rec.Code)
	}
}

// TestAtom parses each feed and checks what RFC 4287 asks for; ids do not
// depend on the host and do not change.
func TestAtom(t *testing.T) {
	type feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
		} `xml:"entry"`
	}
	read := func(base, path string) feed {
		rec := get(t, serve(t, newWorld(), func(c *Config) { c.BaseURL = base }), path)
		var f feed
		if err := xml.Unmarshal(rec.Body.Bytes(), &f); err != nil {
			t.Fatalf("GET %s: %v\n%s", path, err, rec.Body)
		}
		return f
	}
	for _, path := range []string{"/search.atom?q=DPRK", "/timeline.atom", "/sources.atom", "/search.atom?q=nothing+found"} {
		f, again := read("https://a.example", path), read("https://b.example/", path)
		if !strings.HasPrefix(f.ID, "urn:uuid:") || f.Updated == "" || f.Title == "" {
			t.Errorf("%s: feed %+v", path, f)
		}
		if f.ID != again.ID {
			t.Errorf("%s: the id depends on the host", path)
		}
		if f.Links[0].Rel != "self" || f.Links[0].Href != "https://a.example"+path {
			t.Errorf("%s: self link %+v", path, f.Links[0])
		}
		seen := map[string]bool{}
		for i, e := range f.Entries {
			if e.ID == "" || seen[e.ID] || e.Title == "" || e.Updated == "" || e.ID != again.Entries[i].ID {
				t.Errorf("%s: entry %+v", path, e)
			}
			seen[e.ID] = true
		}
		if strings.Contains(path, "nothing") != (len(f.Entries) == 0) {
			t.Errorf("%s: %d entries", path, len(f.Entries))
		}
	}
}

func TestCSV(t *testing.T) {
	w := newWorld()
	for i, title := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1+1", `a,b"c` + "\nd", "plain"} {
		w.add("chainsleuth", fmt.Sprintf("https://x.example/%d", i), title, "en", "formula", "2025-11-01", demarche.EventDate{}, nil, "")
	}
	rec := get(t, serve(t, w), "/search.csv?q=formula")
	rows, err := csv.NewReader(rec.Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 12 {
		t.Fatalf("%d rows, want 12", len(rows))
	}
	for _, row := range rows[1:] {
		if len(row) != len(rows[0]) {
			t.Errorf("a row of %d cells, want %d", len(row), len(rows[0]))
		}
		if strings.ContainsAny(row[1][:1], "=+-@\t\r\n\x00") || strings.HasPrefix(row[1], "＝") {
			t.Errorf("the title %q can run as a formula", row[1])
		}
	}
	if got := rows[len(rows)-1][1]; got != "plain" {
		t.Errorf("an innocent title became %q", got)
	}
	for _, path := range []string{"/timeline.csv", "/sources.csv"} {
		rec := get(t, serve(t, newWorld()), path)
		if _, err := csv.NewReader(rec.Body).ReadAll(); err != nil || !strings.HasPrefix(rec.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("GET %s: %v, %v", path, err, rec.Header())
		}
	}
}
