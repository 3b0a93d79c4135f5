package date

import (
	"fmt"

	"demarche/extract/numeral"
)

// A note is a request or a remark of a sentence or two in the first or second
// person, or a command, or a line that names nobody and tells nothing of the
// past: "book me a room on Friday", "show sales since May", "due next week".
// There a year that is not said stays open (XXXX-05), counts of units reach to
// the day ("in two months" is a day), and bare numbers may be hours; in a
// report they do not.

var persons = set("i me my mine we us you your let please")
var noteVerbs = set("show book schedule set find list remind let meet plan create add what how where when who which shall do does are is can could")

// noteLength bounds a note, in tokens.
const noteLength = 70

func (f *finder) isNote() bool {
	t := f.t
	if len(t.Toks) == 0 || len(t.Toks) > noteLength || f.ctx.Lang != "" && f.ctx.Lang != "en" {
		return false
	}
	for i := range t.Toks {
		if t.Kind(i) != numeral.Word {
			continue
		}
		w := t.Low1(i)
		if w == "said" || w == "announced" || w == "according" {
			return false
		}
	}
	plain := true
	for i := range t.Toks {
		w := t.Low1(i)
		if t.Kind(i) != numeral.Word {
			plain = plain && (i+1 >= len(t.Toks) || !f.stop(i))
			continue
		}
		if persons[w] && (w != "us" || t.Raw(i) == w) && (w != "i" || t.Gap(i+1) != numeral.Joined || t.Is(i+1, "'") || t.Is(i+1, "’")) || i == 0 && noteVerbs[w] {
			return true
		}
		if f.cue(i) < 0 {
			plain = false // told in the past: a report
		}
		if e, ok := english[w]; i > 0 && t.Kind(i-1) != numeral.Digits && t.Capital(i) && !(ok && e.class > 0) {
			plain = false
		}
	}
	return plain && len(t.Toks) <= 30
}

// open is a day and time with the parts that were not said left open.
func (f *finder) open(w when) string {
	if w.wd > 0 {
		return fmt.Sprintf("XXXX-WXX-%d%s", w.wd, w.clock)
	}
	return fmt.Sprintf("XXXX-%02d-%02d%s", w.m, w.d, w.clock)
}

// noteValue is the TIMEX3 value in a note.
func (f *finder) noteValue(w when, v string) string {
	if w.timex != "" {
		return v
	}
	switch w.kind {
	case monthKind:
		if w.guessed {
			return fmt.Sprintf("XXXX-%02d", w.m)
		}
	case quarterKind, decadeKind, centuryKind:
		from, to, ok := when{kind: w.kind, y: w.y, n: w.n}.bounds()
		if ok {
			return from.String() + "/" + (to + 1).String()
		}
	case seasonKind:
	case clockKind:
		return w.clock
	}
	return v
}

// noteSpan is the range of "last 3 days", "next two weeks".
func (f *finder) noteSpan(r when, n number, u, w word) when {
	if n.text == "X" {
		n.n = 3
	}
	if f.anchor == noDay || n.n == 0 || n.n > 10000 {
		return r
	}
	a, b := f.forward(f.anchor, -n.n, u.s), f.anchor
	if w.class != lastWord {
		a = f.anchor + 1
		b = f.forward(a, n.n, u.s)
	}
	y, m, _ := f.anchor.ymd()
	switch u.s {
	case "E":
		d := y / 10 * 10
		if w.class == lastWord {
			a, b = civil(d-10*n.n, 1, 1), civil(d, 1, 1)
		} else {
			a, b = civil(d+10, 1, 1), civil(d+10+10*n.n, 1, 1)
		}
	case "Q":
		q := civil(y, (m-1)/3*3+1, 1)
		a, b = q.addMonths(-3*n.n), q
		if w.class != lastWord {
			a, b = q.addMonths(3), q.addMonths(3+3*n.n)
		}
	}
	if a == noDay || b == noDay || a >= b {
		return r
	}
	return when{kind: rangeKind, bounded: true, from: a, to: b - 1, timex: a.String() + "/" + b.String(), end: r.end, first: r.first}
}
