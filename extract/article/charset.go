package article

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// decode turns bytes into valid UTF-8. A byte order mark rules; bytes that are
// valid UTF-8 are taken so whatever the page says of itself, because pages that
// claim an older encoding and send UTF-8 are common and the reverse never
// validates; then the header and the page's own declaration.
func decode(body []byte, contentType string) string {
	for _, bom := range []struct{ mark, name string }{{"\xef\xbb\xbf", "utf-8"}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"}} {
		if bytes.HasPrefix(body, []byte(bom.mark)) {
			return decodeAs(body[len(bom.mark):], bom.name)
		}
	}
	if utf8.Valid(body) && !stateful(body) {
		return clean(string(body))
	}
	enc, name, certain := charset.DetermineEncoding(body[:min(len(body), 1024)], contentType)
	if !certain {
		if m := declared.FindSubmatch(body[:min(len(body), 16<<10)]); m != nil {
			enc, name = charset.Lookup(string(m[1]))
		}
	}
	if name == "windows-1252" && mostlyUTF8(body) || enc == nil {
		return clean(strings.ToValidUTF8(string(body), "\uFFFD"))
	}
	return decodeAs(body, name)
}

// declared finds a page's own declaration behind the first kilobyte, where the
// standard stops looking and many pages begin.
var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{3,20})`)

func decodeAs(body []byte, name string) string {
	enc, _ := charset.Lookup(name)
	if enc == nil {
		return clean(strings.ToValidUTF8(string(body), "\uFFFD"))
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		out = body
	}
	return clean(strings.ToValidUTF8(string(out), "\uFFFD"))
}

// stateful says whether pure ASCII bytes are ISO-2022-JP, which switches
// alphabets with escape sequences.
func stateful(body []byte) bool {
	return bytes.Contains(body, []byte("\x1b$B")) || bytes.Contains(body, []byte("\x1b$@"))
}

// mostlyUTF8 tells UTF-8 with a few broken bytes (a cut in mid-character, one
// pasted quotation mark) from single-byte text: it holds many multi-byte
// sequences for each invalid byte.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		body = body[n:]
	}
	return good > 4*bad
}

// clean drops NUL and other control characters that no text means.
func clean(s string) string {
	if strings.IndexFunc(s, control) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if control(r) {
			return -1
		}
		return r
	}, s)
}

func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' && r != '\f' || r == 0x7f || r == '\uFEFF'
}
