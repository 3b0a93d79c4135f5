package crawler

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestRobotsAllowed(t *testing.T) {
	const two = "User-agent: *\nDisallow: /private\nCrawl-delay: 5\n\nUser-agent: demarche\nUser-agent: other\nDisallow: /drafts/\nAllow: /drafts/final\nDisallow: /*.zip$\n"
	tests := []struct {
		robots, agent, path string
		want                bool
	}{
		{"", "demarche", "/", true},
		{two, "demarche", "/private", true}, // its own group replaces the one for everybody
		{two, "somebody", "/private/x", false},
		{two, "Demarche", "/drafts/1", false},
		{two, "demarche", "/drafts/final/2", true},
		{two, "demarche", "/a/b.zip", false},
		{two, "demarche", "/a/b.zip?x=1", true},
		{two, "other", "/drafts/", false},
		{"Disallow: /\n", "demarche", "/x", true}, // a rule before any group counts for nobody
		{"\ufeffuser-agent: *\rdisallow: /\r", "demarche", "/x", false},
		{"user-agent: *\ndisallow:\n", "demarche", "/x", true},
		{"user-agent: *\ndisallow: /a # all of a\n", "demarche", "/ab", false},
		{"user-agent: *\ndisallow: /caf\u00e9\n", "demarche", "/caf%C3%A9/x", false},
		{"user-agent: *\ndisallow: /***********************************a$\n", "demarche", "/" + strings.Repeat("a", 4000) + "b", true},
	}
	for _, tt := range tests {
		if got := ParseRobots([]byte(tt.robots)).Allowed(tt.agent, tt.path); got != tt.want {
			t.Errorf("robots %q, agent %q, path %.40q: allowed %v, want %v", tt.robots, tt.agent, tt.path, got, tt.want)
		}
	}
}

func TestRobotsDelay(t *testing.T) {
	r := ParseRobots([]byte("User-agent: *\nCrawl-delay: 2.5\nDisallow:\n\nUser-agent: slow\nCrawl-delay: 60\nDisallow: /x\n"))
	for agent, want := range map[string]time.Duration{"demarche": 2500 * time.Millisecond, "Slow": time.Minute} {
		if got := r.Delay(agent); got != want {
			t.Errorf("delay for %s: %v, want %v", agent, got, want)
		}
	}
}

func TestRobotsSizeCap(t *testing.T) {
	text := "user-agent: *\n" + strings.Repeat("#"+strings.Repeat("x", 1022)+"\n", 500) + "disallow: /\n"
	if !ParseRobots([]byte(text)).Allowed("demarche", "/x") {
		t.Error("a rule beyond 500 KiB was read")
	}
}

func TestRobotsGoogleCases(t *testing.T) {
	var cases []struct {
		Test, Robots, Agent, URL string
		Allowed                  bool
	}
	if err := json.Unmarshal(sharedFile(t, "hostile/robots-cases.json"), &cases); err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, c := range cases {
		path := ""
		if u, err := url.Parse(c.URL); err == nil {
			path = strings.TrimPrefix(c.URL, u.Scheme+"://"+u.Host)
		}
		if got := ParseRobots([]byte(c.Robots)).Allowed(c.Agent, path); got != c.Allowed {
			t.Errorf("%s: robots %q, agent %q, url %q: allowed %v, want %v", c.Test, c.Robots, c.Agent, c.URL, got, c.Allowed)
			continue
		}
		passed++
	}
	t.Logf("robots: %d of %d", passed, len(cases))
}

func FuzzRobots(f *testing.F) {
	f.Add("user-agent: *\ndisallow: /*a*b$\n", "demarche", "/aab")
	f.Add("useragent x\nallow /\n", "x", "")
	f.Fuzz(func(t *testing.T, text, agent, path string) {
		r := ParseRobots([]byte(text))
		r.Allowed(agent, path)
		if d := r.Delay(agent); d < 0 {
			t.Errorf("delay %v", d)
		}
	})
}
