package fakenet

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// rule is what is special about a path, or about a whole host under "*".
type rule struct {
	fail     string      // below HTTP: one of the fail words
	status   int         // 0: as found
	location string      // of a redirect
	file     string      // answers instead of the file of that name
	set      http.Header // replaces headers
}

// with is r where own says nothing, own otherwise.
func (r rule) with(own rule) rule {
	if own.fail == "" {
		own.fail = r.fail
	}
	if own.status == 0 {
		own.status = r.status
	}
	if own.file == "" {
		own.file = r.file
	}
	if own.set == nil {
		own.set = r.set
	}
	return own
}

func (r rule) header(head http.Header) http.Header {
	for name, values := range r.set {
		head[name] = values
	}
	return head
}

// parseRules reads a host's _rules: lines of a place (a path, a path with its
// query, or * for the whole host), a word and its value. Blank lines and lines
// that start with # are skipped.
//
//	/old           301 /new                    redirect (301, 302, 303, 307, 308)
//	/gone          status 410                  answer with this status
//	/list?page=2   file list-2.html            answer with this file
//	/feed          type application/rss+xml    set Content-Type
//	/page          header Server: nginx        set any header
//	*              fail refused                no answer: refused, dns, timeout, reset, tls
func parseRules(text string) (map[string]rule, error) {
	rules := map[string]rule{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] != "*" && fields[0][0] != '/' {
			return nil, fmt.Errorf("line %d: %q is not a place, a word and a value", i+1, line)
		}
		r := rules[fields[0]]
		if err := r.read(fields[1], strings.Join(fields[2:], " ")); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		rules[fields[0]] = r
	}
	return rules, nil
}

func (r *rule) read(word, value string) error {
	switch word {
	case "301", "302", "303", "307", "308":
		r.status, _ = strconv.Atoi(word)
		r.location = value
	case "status":
		status, err := strconv.Atoi(value)
		if err != nil || http.StatusText(status) == "" {
			return fmt.Errorf("%q is not an HTTP status", value)
		}
		r.status = status
	case "file":
		r.file = value
	case "type":
		r.setHeader("Content-Type", value)
	case "header":
		name, content, ok := strings.Cut(value, ":")
		if !ok {
			return fmt.Errorf("%q is not a header such as Server: nginx", value)
		}
		r.setHeader(name, strings.TrimSpace(content))
	case "fail":
		if !isFailure(value) {
			return fmt.Errorf("fail %q is not one of refused, dns, timeout, reset, tls", value)
		}
		r.fail = value
	default:
		return fmt.Errorf("unknown word %q", word)
	}
	return nil
}

func (r *rule) setHeader(name, value string) {
	if r.set == nil {
		r.set = http.Header{}
	}
	r.set.Set(name, value)
}
