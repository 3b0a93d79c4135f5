package lists

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// maxDepth and maxRecord bound what one entry may take in memory: no entry of
// any list comes near them.
const (
	maxDepth  = 40
	maxRecord = 1 << 18 // elements
)

// node is one element of an entry, without its namespace. What a reader asks
// for is marked, so that the rest can be kept and counted.
type node struct {
	name  string
	text  string
	attrs []attr
	kids  []*node
	read  bool // its text was asked for, or there is none
}

type attr struct {
	name, value string
	read        bool
}

// kid gives the first child element of a name, nil when there is none.
func (n *node) kid(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// all gives the elements at a path of names below n.
func (n *node) all(path ...string) []*node {
	if n == nil {
		return nil
	}
	level := []*node{n}
	for _, name := range path {
		var next []*node
		for _, l := range level {
			for _, k := range l.kids {
				if k.name == name {
					next = append(next, k)
				}
			}
		}
		level = next
	}
	return level
}

// value is the element's own text.
func (n *node) value() string {
	if n == nil {
		return ""
	}
	n.read = true
	return n.text
}

// get is the text of the first child of a name.
func (n *node) get(name string) string { return n.kid(name).value() }

// values are the texts at a path, without empty ones.
func (n *node) values(path ...string) []string {
	var out []string
	for _, k := range n.all(path...) {
		if v := k.value(); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// attr gives the value of an attribute.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for i := range n.attrs {
		if n.attrs[i].name == name {
			n.attrs[i].read = true
			return n.attrs[i].value
		}
	}
	return ""
}

// rest collects what nobody asked for, by path: an element's text under its
// path, an attribute's under path@name. Names in ignore are known and carry
// nothing that is used.
func (n *node) rest(ignore map[string]bool) map[string][]string {
	var raw map[string][]string
	keep := func(path, value string) {
		if raw == nil {
			raw = map[string][]string{}
		}
		raw[path] = append(raw[path], value)
	}
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		if n.text != "" && !n.read {
			keep(path, n.text)
		}
		for _, a := range n.attrs {
			if !a.read && a.value != "" && !ignore["@"+a.name] {
				keep(path+"@"+a.name, a.value)
			}
		}
		for _, k := range n.kids {
			if !ignore[k.name] {
				walk(k, path+"/"+k.name)
			}
		}
	}
	walk(n, n.name)
	return raw
}

// ignoring makes the set for rest.
func ignoring(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// scan walks an XML file. Elements whose path below the root is a key of on are
// read whole and handed over one by one; what stands elsewhere is only checked.
// The root's attributes are handed over as a node first, under the key "".
func scan(r io.Reader, on map[string]func(*node) error) error {
	s := &scanner{d: xml.NewDecoder(r), on: on, names: map[string]string{}}
	s.d.CharsetReader = charset.NewReaderLabel
	s.d.Strict = true
	var path []string
	started := false
	for {
		tok, err := s.d.RawToken()
		if err == io.EOF {
			if len(path) > 0 || !started {
				return fmt.Errorf("in <%s>: %w", strings.Join(path, "/"), io.ErrUnexpectedEOF)
			}
			return nil
		}
		if err != nil {
			return xmlError(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(path) >= maxDepth {
				return errors.New("elements nested too deep")
			}
			path = append(path, s.intern(t.Name.Local))
			if !started {
				started = true
				if f := on[""]; f != nil {
					if err := f(&node{name: path[0], attrs: s.attrs(t.Attr)}); err != nil {
						return err
					}
				}
				continue
			}
			if f := on[strings.Join(path[1:], "/")]; f != nil {
				s.count = 0
				n, err := s.element(t, len(path))
				if err != nil {
					return err
				}
				if err := f(n); err != nil {
					return err
				}
				path = path[:len(path)-1]
			}
		case xml.EndElement:
			if len(path) == 0 || path[len(path)-1] != t.Name.Local {
				return fmt.Errorf("</%s> closes nothing", t.Name.Local)
			}
			path = path[:len(path)-1]
		}
	}
}

// xmlError tells a file that is cut off from one that is wrong.
func xmlError(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return fmt.Errorf("line %d: %w", syntax.Line, io.ErrUnexpectedEOF)
	}
	return err
}

type scanner struct {
	d     *xml.Decoder
	on    map[string]func(*node) error
	names map[string]string // one copy of each name
	count int
}

func (s *scanner) intern(name string) string {
	if n, ok := s.names[name]; ok {
		return n
	}
	if len(s.names) < 4096 {
		s.names[name] = name
	}
	return name
}

func (s *scanner) attrs(list []xml.Attr) []attr {
	var out []attr
	for _, a := range list {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Space == "xsi" {
			continue
		}
		out = append(out, attr{name: s.intern(a.Name.Local), value: strings.TrimSpace(a.Value)})
	}
	return out
}

// element reads the rest of an element whose start was read.
func (s *scanner) element(start xml.StartElement, depth int) (*node, error) {
	if s.count++; s.count > maxRecord || depth > maxDepth {
		return nil, errors.New("an entry is too large")
	}
	n := &node{name: s.intern(start.Name.Local), attrs: s.attrs(start.Attr)}
	var text strings.Builder
	for {
		tok, err := s.d.RawToken()
		if err == io.EOF {
			return nil, fmt.Errorf("in <%s>: %w", n.name, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, xmlError(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			k, err := s.element(t, depth+1)
			if err != nil {
				return nil, err
			}
			n.kids = append(n.kids, k)
		case xml.CharData:
			if len(n.kids) == 0 || len(strings.TrimSpace(string(t))) > 0 {
				text.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local != n.name {
				return nil, fmt.Errorf("<%s> closed by </%s>", n.name, t.Name.Local)
			}
			n.text = strings.TrimSpace(text.String())
			return n, nil
		}
	}
}
