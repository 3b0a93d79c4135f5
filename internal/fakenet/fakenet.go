// Package fakenet is a small internet in memory: an http.RoundTripper that
// answers from a folder of files, one folder a host. Nothing leaves the machine:
// a host that has no folder does not exist and gives the error a resolver would.
//
// A request for https://HOST/PATH?QUERY is answered with the first of these
// files that exists, for PATH?QUERY first (a query that no file or rule names is
// ignored) and then for PATH:
//
//	HOST/PATH    HOST/PATH.html    HOST/PATH/index.html
//
// A file may exist in versions that become valid at an instant: the stem of its
// name ends in "@" and a UTC time, page@20251120T090200Z.html (or with RFC 3339,
// page@2025-11-20T09:02:00Z.html, where the file system allows colons). The
// newest version valid at Config.Now is served; without one the path is not
// there yet.
//
// The file HOST/_rules says what files cannot; see [parseRules] for its lines:
// redirects, status codes, content types, headers, files for awkward addresses,
// and hosts or paths that fail below HTTP.
package fakenet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Config is what a Net needs.
type Config struct {
	FS       fs.FS            // one folder a host
	Now      func() time.Time // the world's clock; time.Now when nil
	Modified time.Time        // Last-Modified of files without a version; zero sends none
}

// Net is a small internet. It is safe for concurrent use: after New it is read only.
type Net struct {
	now      func() time.Time
	modified time.Time
	hosts    map[string]*host
}

// host is one host of the world.
type host struct {
	files map[string][]version // path without leading slash → versions, oldest first
	rules map[string]rule      // "*", a path or path?query → what is special about it
}

// version is a file's content from an instant on.
type version struct {
	from time.Time // zero: always
	name string    // file name, for its extension
	body []byte
	etag string
}

// New reads the whole world into memory. A rule that cannot be used is an error
// that names its file and line.
func New(cfg Config) (*Net, error) {
	n := &Net{now: cfg.Now, modified: cfg.Modified, hosts: map[string]*host{}}
	if n.now == nil {
		n.now = time.Now
	}
	err := fs.WalkDir(cfg.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return nil
		}
		hostName, file, ok := strings.Cut(name, "/")
		if !ok {
			return fmt.Errorf("%s is outside any host's folder", name)
		}
		body, err := fs.ReadFile(cfg.FS, name)
		if err != nil {
			return err
		}
		return n.add(strings.ToLower(hostName), file, body)
	})
	if err != nil {
		return nil, fmt.Errorf("fakenet: reading the world: %w", err)
	}
	for name, h := range n.hosts {
		if err := h.check(); err != nil {
			return nil, fmt.Errorf("fakenet: %s: %w", name, err)
		}
	}
	return n, nil
}

// Hosts lists the hosts of the world in order, dead ones too.
func (n *Net) Hosts() []string {
	var names []string
	for name := range n.hosts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (n *Net) add(hostName, file string, body []byte) error {
	h := n.hosts[hostName]
	if h == nil {
		h = &host{files: map[string][]version{}, rules: map[string]rule{}}
		n.hosts[hostName] = h
	}
	if file == "_rules" {
		rules, err := parseRules(string(body))
		if err != nil {
			return fmt.Errorf("%s/_rules: %w", hostName, err)
		}
		h.rules = rules
		return nil
	}
	name, from, err := splitVersion(file)
	if err != nil {
		return fmt.Errorf("%s/%s: %w", hostName, file, err)
	}
	sum := sha256.Sum256(body)
	v := version{from: from, name: name, body: body, etag: `"` + hex.EncodeToString(sum[:8]) + `"`}
	h.files[name] = append(h.files[name], v)
	sort.Slice(h.files[name], func(i, j int) bool { return h.files[name][i].from.Before(h.files[name][j].from) })
	return nil
}

// splitVersion takes the instant out of a file's name. An "@" that no time
// follows belongs to the name.
func splitVersion(file string) (name string, from time.Time, err error) {
	dir, base := path.Split(file)
	at := strings.LastIndexByte(base, '@')
	if at < 0 || at+1 == len(base) || base[at+1] < '0' || base[at+1] > '9' {
		return file, time.Time{}, nil
	}
	stamp, ext := base[at+1:], ""
	if z := strings.IndexByte(stamp, 'Z'); z >= 0 {
		stamp, ext = stamp[:z+1], stamp[z+1:]
	}
	for _, layout := range []string{time.RFC3339, "20060102T150405Z"} {
		if t, err := time.Parse(layout, stamp); err == nil {
			return dir + base[:at] + ext, t.UTC(), nil
		}
	}
	return "", time.Time{}, fmt.Errorf("version %q is not a UTC time such as 2025-11-20T09:02:00Z or 20251120T090200Z", stamp)
}

// check makes sure that every file a rule names exists.
func (h *host) check() error {
	for where, r := range h.rules {
		if r.file != "" && h.files[r.file] == nil {
			return fmt.Errorf("rule for %s names file %s, which is not there", where, r.file)
		}
	}
	return nil
}

// RoundTrip answers a request from the world, or fails as a network would.
func (n *Net) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close()
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return nil, fmt.Errorf("unsupported protocol scheme %q", req.URL.Scheme)
	}
	name := strings.ToLower(req.URL.Hostname())
	h := n.hosts[name]
	if h == nil {
		return nil, failure(failDNS, req)
	}
	file, r := h.find(req.URL.Path, req.URL.RawQuery)
	if r.fail != "" {
		return nil, failure(r.fail, req)
	}
	if req.Method != "" && req.Method != http.MethodGet && req.Method != http.MethodHead {
		return n.reply(req, http.StatusMethodNotAllowed, http.Header{"Allow": {"GET, HEAD"}}, []byte("Method Not Allowed\n")), nil
	}
	if r.location != "" {
		return n.reply(req, r.status, http.Header{"Location": {r.location}}, nil), nil
	}
	return n.serve(req, h.files[file], r), nil
}

// find chooses the file that answers path and query, and the rule on it.
func (h *host) find(p, query string) (file string, r rule) {
	clean := strings.TrimPrefix(path.Clean("/"+p), "/")
	keys := []string{clean}
	if query != "" {
		keys = []string{clean + "?" + query, clean}
	}
	r = h.rules["*"]
	for _, key := range keys {
		if own, ok := h.rules["/"+key]; ok {
			r = r.with(own)
			break
		}
	}
	if r.file != "" {
		return r.file, r
	}
	for _, key := range keys {
		for _, candidate := range []string{key, key + ".html", strings.TrimPrefix(key+"/index.html", "/")} {
			if h.files[candidate] != nil {
				return candidate, r
			}
		}
	}
	return "", r
}

// serve answers with the version valid now, or 304 when the caller has it.
func (n *Net) serve(req *http.Request, versions []version, r rule) *http.Response {
	now := n.now()
	var v *version
	for i := range versions {
		if !versions[i].from.After(now) {
			v = &versions[i]
		}
	}
	status := r.status
	if v == nil {
		if status == 0 {
			status = http.StatusNotFound
		}
		return n.reply(req, status, r.header(http.Header{"Content-Type": {"text/plain; charset=utf-8"}}),
			[]byte(http.StatusText(status)+"\n"))
	}
	if status == 0 {
		status = http.StatusOK
	}
	head := http.Header{"Content-Type": {contentType(v.name, v.body)}}
	if status == http.StatusOK {
		head.Set("Etag", v.etag)
		modified := n.modified
		if !v.from.IsZero() {
			modified = v.from
		}
		if !modified.IsZero() {
			head.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
		}
		if fresh(req, v.etag, modified) {
			head.Del("Content-Type")
			return n.reply(req, http.StatusNotModified, head, nil)
		}
	}
	return n.reply(req, status, r.header(head), v.body)
}

// fresh says whether the caller's validators match, by RFC 9110: an entity tag
// rules, a date counts only without one.
func fresh(req *http.Request, etag string, modified time.Time) bool {
	if tags := req.Header.Get("If-None-Match"); tags != "" {
		for _, tag := range strings.Split(tags, ",") {
			tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
			if tag == etag || tag == "*" {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(req.Header.Get("If-Modified-Since"))
	return err == nil && !modified.IsZero() && !modified.Truncate(time.Second).After(since)
}

func (n *Net) reply(req *http.Request, status int, head http.Header, body []byte) *http.Response {
	head.Set("Date", n.now().UTC().Format(http.TimeFormat))
	length := int64(len(body))
	if status != http.StatusNotModified {
		head.Set("Content-Length", strconv.FormatInt(length, 10))
	}
	if req.Method == http.MethodHead {
		body = nil
	}
	return &http.Response{
		Status: strconv.Itoa(status) + " " + http.StatusText(status), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: head, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: length, Request: req,
	}
}

// contentType tells the media type from the file's extension, as web servers do.
func contentType(name string, body []byte) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".rss":
		return "application/rss+xml"
	case ".rdf":
		return "application/rdf+xml"
	case ".atom":
		return "application/atom+xml; charset=utf-8"
	case ".xml":
		return "application/xml"
	case ".json":
		return "application/json"
	case ".feedjson":
		return "application/feed+json; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	}
	return http.DetectContentType(body)
}
