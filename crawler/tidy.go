package crawler

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// tidied is a feed made safe to parse, with what had to be left off.
type tidied struct {
	text  []byte
	items int // entries kept
	cut   int // entries beyond the limit, left off
	deep  bool
}

// tidyXML rewrites UTF-8 XML so that a strict parser accepts what people
// publish, within the limits: junk before the first tag, control characters and
// references to them are dropped, bare ampersands and angle brackets escaped,
// doctypes dropped, unclosed tags and CDATA sections closed, stray end tags
// left out, entries beyond the limit and elements nested too deep left off.
// Well-formed XML keeps its meaning.
func tidyXML(text []byte, lim Limits) tidied {
	t := tidier{lim: lim, in: text}
	t.out.Grow(min(len(text)+256, int(lim.Body)))
	t.run()
	return tidied{text: t.out.Bytes(), items: t.items, cut: t.cut, deep: t.deep}
}

type tidier struct {
	lim   Limits
	in    []byte
	out   bytes.Buffer
	stack []string // open elements as written
	items int
	cut   int
	deep  bool
	mute  int // depth at which output stopped, 0 when it flows
}

func (t *tidier) run() {
	if i := bytes.IndexByte(t.in, '<'); i > 0 {
		t.in = t.in[i:]
	}
	for len(t.in) > 0 {
		i := bytes.IndexByte(t.in, '<')
		if i < 0 {
			t.text(t.in)
			break
		}
		t.text(t.in[:i])
		t.in = t.in[i:]
		t.markup()
	}
	for len(t.stack) > 0 {
		t.pop()
	}
}

// markup handles what starts with "<".
func (t *tidier) markup() {
	switch {
	case bytes.HasPrefix(t.in, []byte("<!--")):
		t.skipPast("-->", 4)
	case bytes.HasPrefix(t.in, []byte("<![CDATA[")):
		t.cdata()
	case bytes.HasPrefix(t.in, []byte("<?")):
		t.skipPast("?>", 2)
	case bytes.HasPrefix(t.in, []byte("<!")):
		t.doctype()
	case len(t.in) > 2 && t.in[1] == '/' && nameStart(t.in[2]):
		t.endTag()
	case len(t.in) > 1 && nameStart(t.in[1]):
		t.startTag()
	default:
		t.raw("&lt;")
		t.in = t.in[1:]
	}
}

func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func nameByte(c byte) bool {
	return nameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':'
}

// skipPast drops a comment or processing instruction; an unclosed one ends at
// its first ">".
func (t *tidier) skipPast(end string, from int) {
	if i := bytes.Index(t.in[from:], []byte(end)); i >= 0 {
		t.in = t.in[from+i+len(end):]
	} else if i := bytes.IndexByte(t.in, '>'); i >= 0 {
		t.in = t.in[i+1:]
	} else {
		t.in = nil
	}
}

// doctype drops a declaration with its internal subset: no entity is expanded.
func (t *tidier) doctype() {
	depth, quote := 0, byte(0)
	for i := 2; i < len(t.in); i++ {
		switch c := t.in[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			t.in = t.in[i+1:]
			return
		}
	}
	// Not closed, perhaps for a stray quote: end at the first bracket.
	if i := bytes.IndexByte(t.in, '>'); i >= 0 {
		t.in = t.in[i+1:]
		return
	}
	t.in = nil
}

// cdata copies a section; one that is never closed ends before the element's
// own end tag, else at the end.
func (t *tidier) cdata() {
	const open = len("<![CDATA[")
	end, skip := bytes.Index(t.in, []byte("]]>")), 3
	if end < 0 {
		end, skip = len(t.in), 0
		if n := len(t.stack); n > 0 {
			if i := bytes.Index(t.in, []byte("</"+t.stack[n-1])); i >= 0 {
				end = i
			}
		}
	}
	if t.mute == 0 {
		t.out.WriteString("<![CDATA[")
		t.clean(cutText(t.in[min(open, end):end], t.lim.Text), false)
		t.out.WriteString("]]>")
	}
	t.in = t.in[end+skip:]
}

// text copies character data.
func (t *tidier) text(b []byte) {
	if t.mute > 0 || len(t.stack) == 0 {
		return
	}
	t.clean(cutText(b, t.lim.Text), true)
}

func (t *tidier) raw(s string) {
	if t.mute == 0 && len(t.stack) > 0 {
		t.out.WriteString(s)
	}
}

// clean writes characters that XML allows, escaping stray ampersands when
// escape is set.
func (t *tidier) clean(b []byte, escape bool) {
	for len(b) > 0 {
		c := b[0]
		switch {
		case c == '&' && escape:
			b = b[t.reference(b):]
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r':
			b = b[1:]
		case c < 0x80:
			t.out.WriteByte(c)
			b = b[1:]
		default:
			r, n := utf8.DecodeRune(b)
			if r == utf8.RuneError || r == 0xfffe || r == 0xffff {
				t.out.WriteString("\ufffd")
			} else {
				t.out.Write(b[:n])
			}
			b = b[n:]
		}
	}
}

// reference writes the reference at the start of b, or "&amp;" when it is none,
// and gives the bytes used up.
func (t *tidier) reference(b []byte) int {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if end < 2 {
		t.out.WriteString("&amp;")
		return 1
	}
	name := string(b[1:end])
	if name[0] == '#' {
		if r, ok := charReference(name[1:]); ok {
			t.out.Write(b[:end+1])
		} else if r {
			t.out.WriteString("\ufffd")
		} else {
			t.out.WriteString("&amp;")
			return 1
		}
		return end + 1
	}
	for i := 0; i < len(name); i++ {
		if !nameByte(name[i]) || name[i] >= 0x80 {
			t.out.WriteString("&amp;")
			return 1
		}
	}
	t.out.Write(b[:end+1])
	return end + 1
}

// charReference says whether s, the inside of "&#…;", is a number at all and
// whether XML allows the character.
func charReference(s string) (number, allowed bool) {
	base := 10
	if s != "" && (s[0] == 'x' || s[0] == 'X') {
		base, s = 16, s[1:]
	}
	if s == "" || len(s) > 8 {
		return false, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		d := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if s[i] >= '0' && s[i] <= '9' {
			d = int(s[i] - '0')
		}
		if d < 0 || d >= base {
			return false, false
		}
		n = n*base + d
	}
	return true, n == '\t' || n == '\n' || n == '\r' || n >= 0x20 && n < 0xd800 || n >= 0xe000 && n <= 0x10ffff && n != 0xfffe && n != 0xffff
}

func (t *tidier) endTag() {
	end := bytes.IndexByte(t.in, '>')
	i := 2
	for i < len(t.in) && nameByte(t.in[i]) {
		i++
	}
	name := string(t.in[2:i])
	if end < 0 {
		t.in = nil
	} else {
		t.in = t.in[end+1:]
	}
	for k := len(t.stack) - 1; k >= 0; k-- {
		if t.stack[k] == name {
			for len(t.stack) > k {
				t.pop()
			}
			return
		}
	}
}

// pop closes the innermost element.
func (t *tidier) pop() {
	n := len(t.stack) - 1
	name := t.stack[n]
	if t.mute == 0 {
		t.out.WriteString("</" + name + ">")
	}
	t.stack = t.stack[:n]
	if t.mute > n {
		t.mute = 0
	}
}

// startTag copies a start tag with its attributes. A tag that the text ends in
// the middle of is dropped.
func (t *tidier) startTag() {
	i := 1
	for i < len(t.in) && nameByte(t.in[i]) {
		i++
	}
	name := string(t.in[1:i])
	attrs, rest, empty, ok := scanAttrs(t.in[i:])
	if !ok {
		t.in = nil
		return
	}
	t.in = rest
	if t.mute == 0 {
		t.limit(name)
	}
	if t.mute == 0 {
		t.out.WriteString("<" + name)
		for _, a := range attrs {
			t.attr(a)
		}
		if empty {
			t.out.WriteString("/>")
			return
		}
		t.out.WriteByte('>')
	}
	if empty {
		if t.mute == len(t.stack)+1 {
			t.mute = 0
		}
		return
	}
	t.stack = append(t.stack, name)
}

// limit mutes the element about to open when it is an entry too many or too
// deep.
func (t *tidier) limit(name string) {
	if len(t.stack) >= t.lim.Depth {
		t.deep = true
		t.mute = len(t.stack) + 1
		return
	}
	if len(t.stack) > 2 {
		return
	}
	switch strings.ToLower(name[strings.IndexByte(name, ':')+1:]) {
	case "item", "entry":
		if t.items >= t.lim.Items {
			t.cut++
			t.mute = len(t.stack) + 1
			return
		}
		t.items++
	}
}

func (t *tidier) attr(a attribute) {
	t.out.WriteByte(' ')
	t.out.Write(a.name)
	t.out.WriteString(`="`)
	for v := cutText(a.value, t.lim.Text); len(v) > 0; {
		i := bytes.IndexAny(v, `<"`)
		if i < 0 {
			t.clean(v, true)
			break
		}
		t.clean(v[:i], true)
		if v[i] == '<' {
			t.out.WriteString("&lt;")
		} else {
			t.out.WriteString("&quot;")
		}
		v = v[i+1:]
	}
	t.out.WriteByte('"')
}
