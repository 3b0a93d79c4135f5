// Package date finds dates, times of day, durations and sets of them in running
// text, anchored on the day the text came out. It is a hand-written grammar over
// tokens, a pure function of text and context, linear in the text.
//
// Values follow TIMEX3 as the TimeBank corpus uses it. Two things go beyond it:
// a half year is "2024-H1", and a range is an ISO 8601 interval from the first
// day of its first end to the first day of its last end.
package date

import (
	"strings"

	"demarche"
	"demarche/extract/numeral"
)

// Context is what is known about the text from outside.
type Context struct {
	Anchor  string // publication day in the source's zone, YYYY-MM-DD, "" unknown; "T15:04" may follow
	Lang    string // BCP 47 base language, "" read as English
	Country string // ISO 3166-1 of the publisher: order of day and month in 3/4/2025
}

type finder struct {
	t      *numeral.Text
	ctx    Context
	anchor day
	minute int // of the anchor's day, -1 unknown
	note   bool
	lang   *language // nil for English and for scripts without an alphabet

	quarter when        // the last quarter spoken of
	months  map[int]int // month to the year it last stood for
	last    day         // the last day spoken of
	said    when        // the last day, month, quarter, season or year spoken of
	prev    when        // the last expression
	depth   int
}

// Find returns the dates in text in order. Start and End are bytes.
func Find(text string, ctx Context) []demarche.Mention {
	if i := strings.IndexAny(ctx.Lang, "-_"); i > 0 {
		ctx.Lang = ctx.Lang[:i]
	}
	f := &finder{t: numeral.Scan(text), ctx: ctx, anchor: parseDay(ctx.Anchor), minute: -1, months: map[int]int{}, last: noDay, lang: languages[ctx.Lang]}
	if len(ctx.Anchor) >= 16 && ctx.Anchor[10] == 'T' {
		if h, m := digits(ctx.Anchor[11:13]), digits(ctx.Anchor[14:16]); h >= 0 && m >= 0 {
			f.minute = 60*h + m
		}
	}
	f.note = f.isNote()
	f.dateline()
	var out []demarche.Mention
	for i := 0; i < len(f.t.Toks); {
		w, ok := f.read(i)
		if !ok || w.end <= i {
			i++
			continue
		}
		f.remember(w)
		out = append(out, f.mention(w))
		i = w.end
	}
	return out
}

// read finds the longest expression that starts at token i.
func (f *finder) read(i int) (when, bool) {
	t := f.t
	switch t.Kind(i) {
	case numeral.Glyph:
		return f.glyph(i)
	case numeral.Sign:
		return when{}, false
	case numeral.Digits:
		if w, ok := f.glyph(i); ok {
			return w, true
		}
	case numeral.Word:
		if t.Gap(i) == numeral.Joined && i > 0 && (t.Kind(i-1) == numeral.Digits || t.Kind(i-1) == numeral.Word || t.Is(i-1, "@") || t.Is(i-1, "#") || t.Is(i-1, "_")) {
			return when{}, false
		}
	}
	if f.lang != nil {
		if w, ok := f.foreign(i); ok {
			return w, true
		}
		if t.Kind(i) == numeral.Word && f.ctx.Lang != "" && f.ctx.Lang != "en" {
			return when{}, false
		}
	}
	if f.note {
		if w, ok := f.noteHours(i); ok {
			return w, true
		}
	}
	w, ok := f.primary(i)
	if !ok {
		return f.ranged(i)
	}
	if f.note {
		if r, ok := f.dayHours(w); ok {
			return r, true
		}
	}
	w = f.join(w)
	if !f.note && w.clock != "" {
		w = f.onTheDay(w)
	}
	if f.note {
		if r, ok := f.dayHours(w); ok {
			return r, true
		}
	}
	if r, ok := f.extend(w); ok {
		return r, true
	}
	return w, true
}

// onTheDay puts a time of day that a report gives without its day on the day
// last spoken of, when that is recent, else on the day of publication.
func (f *finder) onTheDay(w when) when {
	if len(w.clock) == 3 && w.clock[1] < 'A' {
		w.clock += ":00"
	}
	if w.kind != clockKind || f.anchor == noDay {
		return w
	}
	d := f.anchor
	if f.prev.kind == dayKind && w.first-f.prev.end < 40 && f.last != noDay && f.last <= f.anchor && f.anchor-f.last < 7 {
		d = f.last
	}
	r := onDay(d)
	r.first, r.end, r.clock, r.guessed = w.first, w.end, w.clock, true
	return r
}

// remember keeps what later expressions refer back to.
func (f *finder) remember(w when) {
	f.prev = w
	if w.name == "overnight" {
		return
	}
	switch w.kind {
	case dayKind, monthKind, quarterKind, seasonKind, yearKind:
		if w.y > 0 && w.clock == "" || w.kind == dayKind && w.y > 0 {
			f.said = w
		}
	}
	switch w.kind {
	case quarterKind:
		if w.y > 0 && w.name != "back" && !f.aside(w) {
			f.quarter = w
		}
	case durationKind:
		// "the nine months": comparisons that follow are with the year before.
		if w.timex == "P9M" || w.timex == "P6M" {
			f.quarter = when{}
		}
	case monthKind:
		if w.y > 0 {
			f.months[w.m] = w.y
		}
	case dayKind:
		if w.y > 0 && w.m > 0 {
			f.last = civil(w.y, w.m, w.d)
		}
	}
}

// aside says whether a quarter is only named to set off the one reported, as in
// "After a flat second quarter": it does not become what "a year earlier" refers to.
func (f *finder) aside(w when) bool {
	if f.quarter.y == 0 || 4*w.y+w.n >= 4*f.quarter.y+f.quarter.n {
		return false
	}
	for k := w.first - 1; k >= 0 && k >= w.first-3 && !f.stop(k); k-- {
		if f.t.Is(k, "after") || f.t.Is(k, "following") || f.t.Is(k, "than") {
			return true
		}
	}
	return false
}

// mention turns an expression into the form that leaves the package.
func (f *finder) mention(w when) demarche.Mention {
	m := demarche.Mention{Kind: demarche.MentionDate, Start: f.t.Toks[w.first].Start, End: f.t.Toks[w.end-1].End, Precision: w.precision(), Timex: w.value(), Why: w.why}
	m.Text = f.t.Src[m.Start:m.End]
	if m.Why == "" {
		m.Why = w.reason()
	}
	if from, to, ok := w.bounds(); ok && w.kind != durationKind && w.kind != setKind {
		m.Value = from.String()
		if to != from {
			m.Until = to.String()
		}
	}
	if w.clock != "" && w.kind == dayKind && f.note && w.guessed && w.timex == "" {
		m.Timex = f.open(w)
	} else if f.note {
		m.Timex = f.noteValue(w, m.Timex)
	}
	return m
}
