package date

import (
	"strings"
)

// season reads a season without an article: with a year, or with "in" before it.
func (f *finder) season(i int, w word) (when, bool) {
	t := f.t
	if _, _, ok := f.ofYear(i + 1); ok && !t.Is(i+1, ",") {
		return f.seasonAt(i, w)
	}
	p := t.Low1(i - 1)
	if (p == "in" || p == "since" || p == "by" || p == "until" || p == "early" || p == "late" || p == "mid" || p == "during") && !(w.n == 2 && t.Is(i+1, "to")) && !(t.Is(i+1, "of") && f.isWord(i+2)) && !t.Is(i+1, "in") {
		if w.n == 2 && t.Is(i, "fall") && p != "in" && p != "late" && p != "early" && p != "mid" && p != "since" {
			return when{}, false
		}
		return f.seasonAt(i, w)
	}
	return when{}, false
}

// seasonAt is the season named at i with its year.
func (f *finder) seasonAt(i int, w word) (when, bool) {
	r := when{kind: seasonKind, n: w.n, end: i + 1}
	if y, e, ok := f.ofYear(i + 1); ok && !f.t.Is(i+1, ",") {
		r.y, r.end = y, e
		return r, true
	}
	r.guessed = true
	if f.anchor == noDay {
		return r, true
	}
	y, m, _ := f.anchor.ymd()
	r.y = y
	begins := 3 + 3*w.n
	tense := f.tense(i, i+1)
	if w.n == 3 {
		begins = 12
		if m <= 2 {
			r.y = y - 1
			return r, true
		}
	}
	if m < begins && tense <= 0 {
		r.y = y - 1
	} else if m > begins+2 && tense > 0 {
		r.y = y + 1
	}
	return r, true
}

// holiday reads the name of a feast and its year.
func (f *finder) holiday(i int, list []holiday) (when, bool) {
	t := f.t
	start := t.Toks[i].Start
	for _, h := range list {
		end := start + len(h.words)
		if len(t.Low) < end {
			continue
		}
		if strings.ReplaceAll(t.Low[start:end], "’", "'") != h.words && !sameWords(t.Low[start:min(len(t.Low), end+2)], h.words) {
			continue
		}
		k := i
		want := end
		if t.Low[start:end] != h.words {
			want = end + 2
		}
		for k < len(t.Toks) && t.Toks[k].End < want {
			k++
		}
		if k >= len(t.Toks) || t.Toks[k].End != want || !f.note && !t.Capital(i) {
			continue
		}
		r := f.feast(h, i, k+1)
		return r, true
	}
	return when{}, false
}

// sameWords compares a text with a typographic apostrophe to the plain name.
func sameWords(s, name string) bool { return strings.ReplaceAll(s, "’", "'") == name }

func (f *finder) feast(h holiday, i, k int) when {
	t := f.t
	weekend := false
	if y, e, ok := f.ofYear(k); ok {
		r := onDay(h.on(y))
		r.end = e
		if t.Is(e, "weekend") {
			return f.feastWeekend(r, e+1, false)
		}
		return r
	}
	if t.Is(k, "weekend") || t.Is(k, "week") {
		weekend = true
		if y, e, ok := f.ofYear(k + 1); ok {
			return f.feastWeekend(onDay(h.on(y)), e, t.Is(k, "week"))
		}
	}
	if f.anchor == noDay {
		_, m, d := h.on(2001).ymd()
		return when{kind: dayKind, m: m, d: d, end: k, guessed: true}
	}
	y, _, _ := f.anchor.ymd()
	best := h.on(y)
	tense := f.tense(i, k)
	if tense < 0 && best > f.anchor+15 || tense == 0 && best > f.anchor+120 {
		best = h.on(y - 1)
	} else if tense > 0 && best < f.anchor-15 {
		best = h.on(y + 1)
	}
	r := onDay(best)
	r.end, r.guessed = k, true
	if weekend {
		return f.feastWeekend(r, k+1, t.Is(k, "week"))
	}
	return r
}

// feastWeekend is the week or weekend of a feast: the one before a Monday's.
func (f *finder) feastWeekend(r when, end int, week bool) when {
	d := civil(r.y, r.m, r.d)
	if d.weekday() == 1 && !week {
		d -= 2
	}
	w := onWeek(d)
	if !week {
		w.kind = weekendKind
	}
	w.end, w.guessed = end, r.guessed
	return w
}
