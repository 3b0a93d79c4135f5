package catalogue_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	_ "time/tzdata"

	"demarche"
	"demarche/crawler/catalogue"
)

func TestBuiltin(t *testing.T) {
	sources, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) < 80 {
		t.Errorf("%d sources, want 80 or more", len(sources))
	}
	enabled, urgent, feeds := 0, 0, map[string]string{}
	for _, s := range sources {
		for _, f := range s.Feeds {
			if other := feeds[f.URL]; other != "" {
				t.Errorf("%s and %s have the same address", other, f.ID)
			}
			feeds[f.URL] = f.ID
			if s.Enabled && f.Format == demarche.FormatHTML && s.Confidence == "low" {
				t.Errorf("%s is enabled though its layout is from memory", f.ID)
			}
		}
		switch {
		case s.Enabled && s.Reason != "":
			t.Errorf("%s is enabled and has a reason not to be", s.ID)
		case s.Enabled && s.Confidence == "low":
			t.Errorf("%s is enabled on low confidence", s.ID)
		case s.Lang == "" || s.Home == "" || s.Cadence == "" || s.Zone == "" || s.Confidence == "":
			t.Errorf("%s lacks lang, home, cadence, zone or confidence", s.ID)
		case s.UserAgent != "":
			t.Errorf("%s pretends to be %q", s.ID, s.UserAgent)
		case s.NoRobots:
			t.Errorf("%s passes over robots.txt", s.ID)
		}
		if s.Enabled {
			enabled++
			if s.Urgent {
				urgent++
			}
		}
		if s.Kind.Official() != (s.Republish == demarche.RepublishFull) && s.Republish == demarche.RepublishFull {
			t.Errorf("%s is no official source but may be republished in full", s.ID)
		}
	}
	if enabled < 25 || urgent < 8 || urgent > 12 {
		t.Errorf("%d enabled, %d of them urgent", enabled, urgent)
	}
	for _, id := range []string{"us-treasury-press", "us-ofac-press", "us-ofac-recent"} {
		if !hasSource(sources, id) {
			t.Errorf("%s is missing or not enabled", id)
		}
	}
}

func hasSource(sources []demarche.Source, id string) bool {
	for _, s := range sources {
		if s.ID == id {
			return s.Enabled
		}
	}
	return false
}

func TestBuiltinLinkPatterns(t *testing.T) {
	sources, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		for _, f := range s.Feeds {
			to := f.Selectors.LinkTo
			if to == "" {
				continue
			}
			if _, err := url.Parse(strings.ReplaceAll(to, "{1}", "1")); err != nil {
				t.Errorf("%s: link_to: %v", f.ID, err)
			}
			if regexp.MustCompile(f.Selectors.LinkRE).NumSubexp() == 0 {
				t.Errorf("%s: link_to without a group in link_re", f.ID)
			}
		}
	}
}

const good = `id = "x"
name = "X"
kind = "news"
country = "CH"
lang = "en"
enabled = true

[[feed]]
url = "https://x.example/feed"
format = "feed"
`

func TestParseFaults(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown key", strings.Replace(good, "lang =", "langue =", 1), `x.toml:5: invalid: unknown key "langue"`},
		{"unknown key of a feed", good + "frmat = \"x\"\n", `x.toml:11: invalid: unknown key "feed.frmat"`},
		{"broken file", "id = \n", "x.toml:1: invalid"},
		{"wrong type", strings.Replace(good, "true", `"yes"`, 1), "x.toml:6: invalid"},
		{"unknown kind", strings.Replace(good, `"news"`, `"press"`, 1), `x.toml:3: kind: "press" is none of`},
		{"bad address", strings.Replace(good, "https://x", "x", 1), `x.toml:9: feed.url: "x.example/feed" is not`},
		{"bad selector", strings.Replace(good, `"feed"`, `"html"`, 1) + "[feed.selectors]\nitem = \"li[\"\n", `x.toml:12: feed.selectors.item`},
		{"no selector", strings.Replace(good, `format = "feed"`, `format = "html"`, 1), `x.toml:8: feed.selectors.item: is missing`},
		{"bad pattern of the second feed", good + "[[feed]]\nurl = \"https://x.example/2\"\nformat = \"feed\"\ninclude = \"(\"\n", `x.toml:14: feed.include`},
		{"bad duration", strings.Replace(good, "enabled", "cadence = \"often\"\nenabled", 1), `x.toml:6: cadence: "often" is not a duration`},
		{"bad zone", strings.Replace(good, "enabled", "zone = \"Mars/Base\"\nenabled", 1), `x.toml:6: zone`},
		{"disabled without reason", strings.Replace(good, "true", "false", 1), "x.toml:6: invalid: a source that is not enabled needs a reason"},
		{"other id than the file", strings.Replace(good, `"x"`, `"y"`, 1), `x.toml:1: invalid: the id is "y"`},
		{"no feed", strings.Split(good, "[[")[0], "x.toml: invalid: it names no [[feed]]"},
	}
	for _, tt := range tests {
		if _, err := catalogue.Parse("x.toml", []byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	s, err := catalogue.Parse("x.toml", []byte(good))
	if err != nil || s.Feeds[0].ID != "x" || s.Republish != demarche.RepublishExcerpt {
		t.Errorf("a good file: %+v, %v", s, err)
	}
}

func TestOverlay(t *testing.T) {
	base, err := catalogue.Load(fstest.MapFS{"x.toml": {Data: []byte(good)}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := catalogue.Overlay(base, fstest.MapFS{
		"x.toml": {Data: []byte("id = \"x\"\nenabled = false\nreason = \"too loud\"\n")},
		"y.toml": {Data: []byte(strings.Replace(good, `"x"`, `"y"`, 1))},
	})
	if err != nil || len(out) != 2 {
		t.Fatalf("%+v, %v", out, err)
	}
	if x := out[0]; x.Enabled || x.Name != "X" || len(x.Feeds) != 1 {
		t.Errorf("silenced: %+v", x)
	}
	if base[0].Enabled != true {
		t.Error("the sources laid over were altered")
	}
	_, err = catalogue.Load(fstest.MapFS{"x.toml": {Data: []byte("id = ")}, "y.toml": {Data: []byte("id = ")}})
	if err == nil || !strings.Contains(err.Error(), "x.toml:1") || !strings.Contains(err.Error(), "y.toml:1") {
		t.Errorf("not all faults are reported: %v", err)
	}
}
