package crawler

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"demarche"
)

var (
	xmlDecl  = regexp.MustCompile(`(?is)<\?xml\s[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
	metaDecl = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
)

// decodeText turns the bytes of a feed or a page into UTF-8 and names the
// encoding they were in. Gzip without a header saying so is undone. What the
// bytes are counts for more than what they claim to be: a byte order mark, then
// valid UTF-8, then the declared encodings that fit, then a guess.
func decodeText(body []byte, declared string, limit int64) ([]byte, string, error) {
	if isGzip(body) {
		raw, err := gunzip(bytes.NewReader(body), limit)
		if err != nil {
			return nil, "", err
		}
		body = raw
	}
	if enc, name, skip := wideEncoding(body); enc != nil {
		text, err := enc.NewDecoder().Bytes(body[skip:])
		if err != nil {
			return nil, "", fault(demarche.FetchUnparseable, "the text is damaged %s: %v", name, err)
		}
		return text, name, nil
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	labels := []string{declared, declaredIn(body)}
	if ascii(body) {
		return decodeSevenBit(body, labels)
	}
	if utf8.Valid(body) {
		return body, "utf-8", nil
	}
	for _, label := range labels {
		if text, name, ok := decodeAs(body, label); ok {
			return text, name, nil
		}
	}
	if mostlyUTF8(body) {
		return bytes.ToValidUTF8(body, []byte("\ufffd")), "utf-8", nil
	}
	return guess(body)
}

// declaredIn is the encoding that the text itself claims, "" for none.
func declaredIn(body []byte) string {
	head := body[:min(len(body), 2048)]
	for _, re := range []*regexp.Regexp{xmlDecl, metaDecl} {
		if m := re.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// wideEncoding recognises UTF-16 and UTF-32 by their mark or, without one, by
// where the zero bytes of the first "<?" or "<r" fall.
func wideEncoding(b []byte) (enc encoding.Encoding, name string, skip int) {
	be16, le16 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be32, le32 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	if len(b) >= 4 {
		switch head := binary.BigEndian.Uint32(b); {
		case head == 0x0000feff:
			return be32, "utf-32be", 4
		case head == 0xfffe0000:
			return le32, "utf-32le", 4
		case head == '<':
			return be32, "utf-32be", 0
		case head == '<'<<24:
			return le32, "utf-32le", 0
		case head>>16 == '<' && head>>8&0xff == 0:
			return be16, "utf-16be", 0
		case head>>24 == '<' && head>>16&0xff == 0 && head&0xff == 0:
			return le16, "utf-16le", 0
		}
	}
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return be16, "utf-16be", 2
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return le16, "utf-16le", 2
	}
	return nil, "", 0
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// decodeSevenBit handles the encodings that use ASCII bytes only.
func decodeSevenBit(body []byte, labels []string) ([]byte, string, error) {
	for _, label := range labels {
		switch l := strings.ToLower(label); l {
		case "iso-2022-jp", "csiso2022jp", "hz-gb-2312":
			if text, name, ok := decodeAs(body, l); ok {
				return text, name, nil
			}
		}
	}
	return body, "utf-8", nil
}

// decodeAs decodes bytes as the named encoding and says whether they fit it: at
// most one replacement character in 200 bytes.
func decodeAs(body []byte, label string) ([]byte, string, bool) {
	label = strings.ToLower(strings.TrimSpace(label))
	switch label {
	case "", "utf-8", "utf8", "unicode-1-1-utf-8", "us-ascii", "ascii":
		return nil, "", false // it is not valid UTF-8, or we would not be here
	}
	enc, name := charset.Lookup(strings.ReplaceAll(label, "_", "-"))
	if enc == nil {
		enc, name = charset.Lookup(label)
	}
	if enc == nil || enc == encoding.Replacement || strings.HasPrefix(name, "utf-16") {
		return nil, "", false
	}
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil || bytes.Count(text, []byte("\ufffd"))*200 > len(body)+200 {
		return nil, "", false
	}
	return text, name, true
}

// mostlyUTF8 says whether text is UTF-8 with a few broken bytes.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 3*bad
}

// guess asks the statistics of letters, and falls back to windows-1252, which
// reads anything.
func guess(body []byte) ([]byte, string, error) {
	plain := stripTags(body)
	foreign := mostlyHigh(plain)
	if foreign {
		if label := cyrillic(plain); label != "" {
			if text, name, ok := decodeAs(body, label); ok {
				return text, name, nil
			}
		}
	}
	if results, err := chardet.NewTextDetector().DetectAll(plain); err == nil {
		for _, r := range results {
			if foreign && western[strings.ToLower(r.Charset)] {
				continue
			}
			if text, name, ok := decodeAs(body, r.Charset); ok {
				return text, name, nil
			}
		}
	}
	text, err := charset.NewReaderLabel("windows-1252", bytes.NewReader(body))
	if err != nil {
		return nil, "", fault(demarche.FetchUnparseable, "no encoding fits the text")
	}
	out, err := readCapped(text, int64(len(body))*4+16)
	return out, "windows-1252", err
}

// western encodings have letters above ASCII only here and there in a text.
var western = map[string]bool{"iso-8859-1": true, "windows-1252": true, "iso-8859-2": true, "iso-8859-9": true, "windows-1250": true, "windows-1254": true}

// mostlyHigh says whether letters above ASCII stand mostly beside each other,
// as in words of another script, and not singly among plain ones.
func mostlyHigh(b []byte) bool {
	beside, single := 0, 0
	for i, c := range b {
		if c < 0xc0 {
			continue
		}
		if i > 0 && b[i-1] >= 0xc0 || i+1 < len(b) && b[i+1] >= 0xc0 {
			beside++
		} else {
			single++
		}
	}
	return beside > 2*single
}

// cyrillic tells windows-1251 from KOI8-R: in the first the small letters lie
// above the capitals, in the second below, and within words they are the more.
// Text with bytes outside of both ranges is neither.
func cyrillic(b []byte) string {
	upper, lower, other := 0, 0, 0
	for i, c := range b {
		switch {
		case c >= 0xc0 && (i == 0 || b[i-1] < 0xc0): // may be a capital
		case c >= 0xe0:
			upper++
		case c >= 0xc0:
			lower++
		case c >= 0x80 && c != 0xa0 && c != 0xab && c != 0xbb && c != 0x96 && c != 0x97 && c != 0xa8 && c != 0xb8 && c != 0xb3 && c != 0xa3:
			other++
		}
	}
	switch {
	case other*10 > upper+lower, upper == lower:
		return ""
	case upper > lower:
		return "windows-1251"
	}
	return "koi8-r"
}

// stripTags leaves the bytes outside of tags, for the statistics.
func stripTags(b []byte) []byte {
	out := make([]byte, 0, min(len(b), 64<<10))
	in := false
	for _, c := range b {
		switch {
		case c == '<':
			in = true
			out = append(out, ' ')
		case c == '>':
			in = false
		case !in:
			out = append(out, c)
		}
		if len(out) >= 64<<10 {
			break
		}
	}
	return out
}
