package web

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// outbound returns an address that may stand behind a link, or "" when it must
// not: only absolute http and https addresses without a user name are followed.
func outbound(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	if s := strings.ToLower(u.Scheme); s != "http" && s != "https" {
		return ""
	}
	return u.String()
}

// hostOf is the host of an address as a reader should see it: a name that mixes
// scripts is shown in its ASCII form, so that no letter can pass for another.
func hostOf(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return ""
	}
	host := u.Hostname()
	if singleScript(host) {
		return strings.TrimPrefix(host, "www.")
	}
	ascii, err := idna.Punycode.ToASCII(host)
	if err != nil {
		return ""
	}
	return ascii
}

// singleScript says whether all letters of a name are of one script.
func singleScript(name string) bool {
	tables := []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew,
		unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Devanagari}
	var found *unicode.RangeTable
	for _, r := range name {
		if !unicode.IsLetter(r) {
			continue
		}
		var of *unicode.RangeTable
		for _, t := range tables {
			if unicode.Is(t, r) {
				of = t
				break
			}
		}
		if of == nil || (found != nil && of != found) {
			return false
		}
		found = of
	}
	return true
}
