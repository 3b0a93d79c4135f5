package crawler

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// tracking are query parameters that say where a reader came from, not what the
// page is.
var tracking = regexp.MustCompile(`(?i)^(utm_.*|at_(medium|campaign|link.*|format|bbc_.*|ptr_.*|custom.*)|traffic_source|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_(cid|eid)|ns_(campaign|source|mchannel|linkname|fee)|cmpid|wt\.mc_id|ref_src|sr_share|ocid|xtor|_hs(enc|mi)|hs_.*|mkt_tok|__twitter_impression|spm|guccounter|guce_.*)$`)

// CanonicalLink folds the spellings of one address: scheme (http is https),
// host in lower case, default port, "/index.php/" before a path, fragment,
// tracking parameters and the order of the others. It is for comparing, never
// for showing. What is not a web address gives "".
func CanonicalLink(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Hostname() == "" {
		return ""
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if a, err := idna.Lookup.ToASCII(host); err == nil {
		host = a
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	path := u.EscapedPath()
	if rest, ok := strings.CutPrefix(path, "/index.php/"); ok {
		path = "/" + rest
	}
	if path == "" {
		path = "/"
	}
	return "https://" + host + upperEscapes(path) + canonicalQuery(u.RawQuery)
}

func canonicalQuery(raw string) string {
	var kept []string
	for _, p := range strings.Split(raw, "&") {
		name, _, _ := strings.Cut(p, "=")
		if p != "" && !tracking.MatchString(name) {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	slices.Sort(kept)
	return "?" + strings.Join(kept, "&")
}

func upperEscapes(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	return escapePattern(path)
}

// identity gives an entry's key and its further keys. shared holds what several
// different entries of the listing have in common, which identifies none.
func identity(e Entry, shared map[string]bool) (key string, more []string) {
	var keys []string
	for _, k := range []string{guidKey(e.GUID), CanonicalLink(e.Link)} {
		if k != "" && !shared[k] && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		keys = []string{contentKey(e)}
	}
	return keys[0], keys[1:]
}

// guidKey is the key of a GUID: a web address as its canonical link, so that
// http and https are one, anything else as it is.
func guidKey(guid string) string {
	if guid == "" {
		return ""
	}
	if link := CanonicalLink(guid); link != "" {
		return link
	}
	return "guid:" + guid
}

func contentKey(e Entry) string {
	h := sha256.Sum256([]byte(e.Title + "\x00" + e.Link + "\x00" + e.Summary + "\x00" + e.Content))
	return "content:" + hex.EncodeToString(h[:16])
}

// sharedKeys finds GUIDs and links that several different entries of one
// listing carry: a GUID with more than one link (or title, without links), a
// link with more than one title.
func sharedKeys(entries []Entry) map[string]bool {
	guids, links := map[string]string{}, map[string]string{}
	shared := map[string]bool{}
	for _, e := range entries {
		g, l := guidKey(e.GUID), CanonicalLink(e.Link)
		if g != "" && g != l {
			note(guids, shared, g, firstOf(l, e.Title))
		}
		if l != "" && g != l {
			note(links, shared, l, e.Title)
		}
	}
	return shared
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// note remembers what k stood for first, and marks it shared at another.
func note(seen map[string]string, shared map[string]bool, k, what string) {
	if was, ok := seen[k]; !ok {
		seen[k] = what
	} else if was != what {
		shared[k] = true
	}
}

// stampKey names one state of an entry's listing: as long as it is known, the
// entry has not changed since it was stored. Summaries are left out, because
// many of them count comments or readers; content is the entry's whole text
// where it carries that.
func stampKey(key string, e Entry, content string) string {
	h := sha256.Sum256([]byte(key + "\x00" + e.Title + "\x00" + e.Published.Raw + "\x00" + e.Updated + "\x00" + content))
	return "state:" + hex.EncodeToString(h[:12])
}
