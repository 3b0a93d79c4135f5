package crawler

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// maxRobots is how much of a robots.txt is read: RFC 9309 section 2.5 asks for
// at least 500 KiB.
const maxRobots = 500 << 10

// maxRobotsLine is the longest line that is looked at, in bytes: eight times
// the longest address browsers accept, as Google's parser has it.
const maxRobotsLine = 2083 * 8

// Robots is a parsed robots.txt (RFC 9309). The zero value allows everything.
type Robots struct {
	groups []robotsGroup
}

type robotsGroup struct {
	agents []string // lower case; "*" for everybody
	rules  []robotsRule
	delay  time.Duration
}

type robotsRule struct {
	allow   bool
	pattern string // escaped
}

// ParseRobots reads a robots.txt. It never fails: what it does not understand
// it passes over, as the RFC asks.
func ParseRobots(text []byte) Robots {
	if len(text) > maxRobots {
		text = text[:maxRobots]
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	var r Robots
	open := false // the last group still takes user-agent lines
	for _, line := range strings.FieldsFunc(string(text), func(c rune) bool { return c == '\n' || c == '\r' }) {
		key, value, ok := robotsLine(line)
		if !ok {
			continue
		}
		switch key {
		case "user-agent":
			if !open {
				r.groups = append(r.groups, robotsGroup{})
				open = true
			}
			g := &r.groups[len(r.groups)-1]
			g.agents = append(g.agents, robotsAgent(value))
		case "allow", "disallow":
			if len(r.groups) == 0 {
				continue
			}
			open = false
			g := &r.groups[len(r.groups)-1]
			g.rules = append(g.rules, robotsRule{allow: key == "allow", pattern: escapePattern(value)})
		case "crawl-delay":
			if len(r.groups) == 0 {
				continue
			}
			if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 && s < 1e6 {
				r.groups[len(r.groups)-1].delay = time.Duration(s * float64(time.Second))
			}
		}
	}
	return r
}

// robotsLine splits a line into its key, in the RFC's spelling, and its value.
// A missing colon is forgiven when the line is two words; so are the common
// misspellings of the keys.
func robotsLine(line string) (key, value string, ok bool) {
	if len(line) > maxRobotsLine {
		line = line[:maxRobotsLine]
	}
	if i := strings.IndexByte(line, '#'); i >= 0 {
		line = line[:i]
	}
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", "", false
		}
		key, value = words[0], words[1]
	}
	key = strings.ToLower(strings.TrimSpace(key))
	switch key {
	case "useragent", "user agent":
		key = "user-agent"
	case "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		key = "disallow"
	case "crawldelay", "crawl delay":
		key = "crawl-delay"
	}
	return key, strings.TrimSpace(value), true
}

// robotsAgent cuts a user-agent value down to its product token.
func robotsAgent(value string) string {
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		return "*"
	}
	end := strings.IndexFunc(value, func(c rune) bool {
		return !(c == '-' || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// escapePattern percent-encodes bytes outside ASCII and writes the hex digits
// of existing escapes in upper case.
func escapePattern(p string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c == '%' && i+2 < len(p) && isHex(p[i+1]) && isHex(p[i+2]):
			b.WriteString(strings.ToUpper(p[i : i+3]))
			i += 2
		case c >= 0x80:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// Allowed says whether the product token agent may fetch path, which is the
// escaped path of an address with its query. The longest matching rule wins
// and allow wins ties (RFC 9309 section 2.2.2).
func (r Robots) Allowed(agent, path string) bool {
	if path == "" || path[0] != '/' {
		path = "/" + path
	}
	if i := strings.IndexByte(path, '#'); i >= 0 {
		path = path[:i]
	}
	allow, disallow := -1, -1
	for _, rule := range r.rulesFor(agent) {
		n := matchLength(rule, path)
		if rule.allow {
			allow = max(allow, n)
		} else {
			disallow = max(disallow, n)
		}
	}
	return disallow <= 0 || allow >= disallow
}

// Delay is the crawl-delay asked of agent, 0 when none is.
func (r Robots) Delay(agent string) time.Duration {
	var d time.Duration
	for _, g := range r.groupsFor(agent) {
		d = max(d, g.delay)
	}
	return d
}

func (r Robots) rulesFor(agent string) []robotsRule {
	var rules []robotsRule
	for _, g := range r.groupsFor(agent) {
		rules = append(rules, g.rules...)
	}
	return rules
}

// groupsFor gives the groups that name the agent, else those for everybody.
func (r Robots) groupsFor(agent string) []robotsGroup {
	agent = strings.ToLower(agent)
	var own, all []robotsGroup
	for _, g := range r.groups {
		for _, a := range g.agents {
			if a == "*" {
				all = append(all, g)
			} else if a != "" && a == agent {
				own = append(own, g)
			}
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}

// matchLength is the length of the rule's pattern when it matches the path,
// else -1. An allow rule for a directory's index page allows the directory.
func matchLength(rule robotsRule, path string) int {
	if matchPattern(rule.pattern, path) {
		return len(rule.pattern)
	}
	if !rule.allow {
		return -1
	}
	if i := strings.LastIndexByte(rule.pattern, '/'); i >= 0 && strings.HasPrefix(rule.pattern[i:], "/index.htm") {
		if dir := rule.pattern[:i+1] + "$"; matchPattern(dir, path) {
			return len(dir)
		}
	}
	return -1
}

// matchPattern matches a path against a pattern in which * stands for any run
// and a $ at the end for the end of the path. It walks the set of positions
// reachable so far, so no pattern makes it slow.
func matchPattern(pattern, path string) bool {
	reach := []int{0}
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c == '$' && i == len(pattern)-1 {
			return reach[len(reach)-1] == len(path)
		}
		if c == '*' {
			first := reach[0]
			reach = reach[:0]
			for p := first; p <= len(path); p++ {
				reach = append(reach, p)
			}
			continue
		}
		kept := reach[:0]
		for _, p := range reach {
			if p < len(path) && path[p] == c {
				kept = append(kept, p+1)
			}
		}
		if reach = kept; len(reach) == 0 {
			return false
		}
	}
	return true
}
