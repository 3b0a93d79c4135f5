package name

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// listed finds the names of list notices, which are written "SURNAME, Given" for
// persons and in capitals for bodies: at the head of an entry, after "a.k.a." and
// after "Linked To:".
func (f *finder) listed() []item {
	var out []item
	for i := 0; i < len(f.doc.Tokens); {
		end := i + 1
		for end < len(f.doc.Tokens) && !f.doc.Tokens[end].Is(token.Paragraph) {
			end++
		}
		out = f.entry(out, i, end)
		i = end
	}
	return out
}

// entry reads one line.
func (f *finder) entry(out []item, from, to int) []item {
	line := f.doc.Span(from, to)
	individual := strings.Contains(line, "(individual)")
	if !individual && !tagged(line) {
		if n := f.surnameFirst(from, to); n > from && to-n <= 1 {
			out = append(out, f.turnedItem(from, n))
		}
		return out
	}
	vessel := strings.Contains(line, "(vessel)") || strings.Contains(line, "(aircraft)")
	for i := from; i < to; i++ {
		head := i == from
		alias := !head && (f.doc.Word(i-1) == "a.k.a." || f.doc.Word(i-1) == "f.k.a.")
		linked := i > from+2 && f.doc.Word(i-1) == ":" && f.doc.Word(i-2) == "To"
		if !head && !alias && !linked {
			continue
		}
		if n := f.surnameFirst(i, to); n > i && (individual && !linked || linked && f.doc.Word(n) == ")") {
			out = append(out, f.turnedItem(i, n))
			continue
		}
		if n := f.capitals(i, to); n > i && !vessel && (linked || !individual) {
			out = append(out, item{from: i, to: n, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "entry of a list", rank: 3})
		}
	}
	return out
}

// tagged says whether a line ends like an entry of a list, with the tag of a
// programme in square brackets, and begins with capitals.
func tagged(line string) bool {
	i := strings.LastIndexByte(line, '[')
	head, _, _ := strings.Cut(line, " ")
	return i > 0 && strings.IndexByte(line[i:], ']') > 3 && len(head) > 1 && head == strings.ToUpper(head) && head != strings.ToLower(head)
}

// surnameFirst gives the end of "SURNAME, Given Names" that begins at token i, or
// i when there is none.
func (f *finder) surnameFirst(i, to int) int {
	j := i
	for j < to && j < i+5 && (f.doc.Tokens[j].Is(token.Caps) || f.oneLetter(j) || f.doc.Word(j) == "-" && j > i) {
		j++
	}
	if j == i || f.doc.Word(j) != "," || legalForm(f.doc.Word(j-1)) {
		return i
	}
	given := j + 1
	for j = given; j < to && j < given+5; j++ {
		t := f.doc.Tokens[j]
		if !(t.Is(token.Upper) && (!t.Is(token.Caps) || t.End-t.Start < 2) || f.doc.Word(j) == "-" && j > given) {
			break
		}
	}
	if j == given || j < to && !ends(f.doc.Word(j)) {
		return i
	}
	return j
}

func (f *finder) oneLetter(i int) bool {
	t := f.doc.Tokens[i]
	return t.Is(token.Upper) && t.End-t.Start == 1
}

// ends says whether a sign may follow a person's name in an entry.
func ends(w string) bool {
	switch w {
	case ",", ";", "(", ")", ".":
		return true
	}
	return false
}

// turnedItem is a person whose surname stands first.
func (f *finder) turnedItem(from, to int) item {
	return item{from: from, to: to, kind: demarche.MentionPerson, place: -1, entry: -1, full: Turned(f.doc.Span(from, to)), why: "surname first, as in lists", rank: 3}
}

// capitals gives the end of a body's name in capitals: its first comma, bracket
// or semicolon, legal forms after a comma included.
func (f *finder) capitals(i, to int) int {
	if !f.doc.Tokens[i].Any(token.Caps | token.Digit | token.Mixed) {
		return i
	}
	j := i
	for j < to && j < i+14 {
		w := f.doc.Word(j)
		if w == "(" || w == ")" || w == ";" || w == "[" || w == "," && !legalForm(f.doc.Word(j+1)) {
			break
		}
		if t := f.doc.Tokens[j]; !t.Any(token.Caps|token.Digit|token.Punct) && !f.oneLetter(j) && j > i {
			return i
		}
		j++
	}
	return j
}

// Turned makes "KARAVATSKY, Pavel" into "Pavel Karavatsky", and "HO, Jong Son"
// into "Ho Jong Son": Korean, Chinese and Vietnamese family names stay first.
func Turned(name string) string {
	last, first, ok := strings.Cut(name, ", ")
	if !ok {
		return name
	}
	words := strings.Fields(last)
	for i, w := range words {
		if w == strings.ToUpper(w) && len(w) > 1 {
			words[i] = capitalised(w)
		}
	}
	last = strings.Join(words, " ")
	if EastAsian(last, first) {
		return last + " " + first
	}
	return first + " " + last
}

func capitalised(w string) string {
	out, up := []rune{}, true
	for _, c := range strings.ToLower(w) {
		if up {
			c = []rune(strings.ToUpper(string(c)))[0]
		}
		up = c == '-' || c == '\'' || c == '’'
		out = append(out, c)
	}
	return string(out)
}
