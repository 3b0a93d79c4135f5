package date

import (
	"strings"

	"demarche/extract/numeral"
)

// Days that share a month: "on 3 and 4 December", "du 3 au 14 mai", "3~4일".

// listDays bounds how many days of one month are read as a list.
const listDays = 6

// beforeDays are the words that stand before a list of days.
var beforeDays = set("on of the for dated dates both at days")

// dayInList reads the first of several days whose month stands behind the last:
// "on 4, 5 and 6 November". The others are read in their turn.
func (f *finder) dayInList(i int) (when, bool) {
	t := f.t
	d, k, _, ok := f.dayNumber(i)
	if !ok || !beforeDays[t.Low1(i-1)] && !f.inList(i) {
		return when{}, false
	}
	last, joined := d, false
	for range listDays {
		j := f.comma(k)
		switch t.Low1(j) {
		case "and", "or", "&":
			j, joined = j+1, true
		default:
			if j == k {
				return when{}, false
			}
		}
		n, e, _, ok := f.dayNumber(j)
		if !ok || t.Kind(j) != numeral.Digits || n <= last || !f.near(j) {
			return when{}, false
		}
		if w, ok := f.dayMonth(j, n, e); ok {
			r := when{kind: dayKind, y: w.y, m: w.m, d: d, end: i + 1, guessed: w.guessed}
			if t.Kind(i+1) == numeral.Word && t.Gap(i+1) == numeral.Joined { // "3rd"
				r.end++
			}
			return r, joined && w.m > 0
		}
		last, k = n, e
	}
	return when{}, false
}

// inList says whether token i goes on a list of which a day was just read.
func (f *finder) inList(i int) bool {
	p := f.prev
	return p.kind == dayKind && p.end > 0 && p.end < i && i-p.end <= 2 && f.t.Kind(p.end-1) == numeral.Digits
}

func (f *finder) comma(k int) int {
	if f.t.Is(k, ",") {
		return k + 1
	}
	return k
}

// The words between days in the other alphabets: those that list them and those
// that stand between the first and the last.
var listWords = set("und et y e и та і й و")
var spanWords = set("bis au al по إلى الى حتى - – —")
var spanOpeners = set("entre zwischen между між بين")

// foreignDays reads the first of several days whose month stands behind the last,
// or the days from the first to the last; j is the token behind the first.
func (f *finder) foreignDays(i, j, d int) (when, bool) {
	t := f.t
	last, joined := d, false
	for range listDays {
		if !f.near(j) {
			return when{}, false
		}
		w := t.Low1(j)
		through := spanWords[w] || listWords[w] && spanOpeners[f.before(i)]
		switch {
		case through, listWords[w]:
			joined = true
		case w != ",":
			return when{}, false
		}
		k := j + 1
		if f.lang.of[t.Low1(k)] && t.Kind(k) == numeral.Word {
			k++
			if f.lang.of[t.Low1(k)] && t.Kind(k) == numeral.Word {
				k++
			}
		} else if through && w == "bis" && t.Is(k, "zum") {
			k++
		}
		n := digits(t.Plain(k))
		if t.Kind(k) != numeral.Digits || t.Len(k) > 2 || n <= last || n > 31 || !f.near(k) {
			return when{}, false
		}
		e := f.dayEnd(k)
		m := f.skipOf(e)
		if x, ok := f.lex(m); ok && x.class == monthWord && f.near(m) {
			b, ok := f.foreignDay(i, m, n, x.n)
			if !ok || !joined {
				return when{}, false
			}
			a := when{kind: dayKind, y: b.y, m: b.m, d: d, first: i, end: f.dayEnd(i), guessed: b.guessed}
			if through {
				if b.y <= 0 {
					return when{}, false
				}
				return f.between(a, b)
			}
			return a, true
		}
		last, j = n, e
	}
	return when{}, false
}

// before is the word before token i, past an article.
func (f *finder) before(i int) string {
	if w := f.t.Low1(i - 1); !f.lang.of[w] {
		return w
	}
	return f.t.Low1(i - 2)
}

// dayEnd is the token behind the digits of a day at i and what is joined to
// them: "1er", "3.", "10-го".
func (f *finder) dayEnd(i int) int {
	t := f.t
	j := i + 1
	s := t.Low1(j)
	if t.Gap(j) != numeral.Joined || s != "." && s != "er" && s != "º" && s != "o" && !(s == "-" && t.Gap(j+1) == numeral.Joined && (t.Is(j+1, "го") || t.Is(j+1, "е") || t.Is(j+1, "й"))) {
		return j
	}
	if s == "-" {
		return j + 2
	}
	return j + 1
}

// glyphJoins stand between two days of one month in Korean, Japanese and Chinese.
var glyphJoins = set("부터 에서 ~ ～ 〜 - – 至 到 から と 、 , 및 과 와 · ・ 和 及 及び")

// glyphAnother gives a bare day behind a day of some month that month: "12월 3일부터
// 5일까지", "11月3日至4日".
func (f *finder) glyphAnother(i, n, end int) (when, bool) {
	p := f.prev
	if p.kind != dayKind || p.m == 0 || p.y <= 0 || p.clock != "" || n <= p.d || p.end <= 0 || i < p.end || i-p.end > 3 || !valid(p.y, p.m, n) {
		return when{}, false
	}
	if between := f.t.Src[f.t.Toks[p.end-1].End:f.t.Toks[i].Start]; !glyphJoins[strings.TrimSpace(between)] {
		return when{}, false
	}
	return when{kind: dayKind, y: p.y, m: p.m, d: n, end: end, guessed: p.guessed}, true
}

// glyphDays reads "3~5日" behind a month, or by itself when m is 0; j is the token
// of the first number.
func (f *finder) glyphDays(y, m, j int) (when, bool) {
	t := f.t
	a, k, ok := f.hanNumber(j)
	if !ok || a < 1 || t.Kind(j) != numeral.Digits {
		return when{}, false
	}
	if k2, ok := f.unitAt(k, "日", "일"); ok && m > 0 {
		k = k2
	}
	k, ok = f.unitAt(k, "~", "～", "〜", "-", "–", "至")
	if !ok || t.Kind(k) != numeral.Digits {
		return when{}, false
	}
	b, k, ok := f.hanNumber(k)
	if !ok || b <= a || b > 31 {
		return when{}, false
	}
	end, ok := f.unitAt(k, "日", "일", "号")
	if !ok || t.Is(end, "間") || t.Is(end, "간") || t.Is(end, "本") {
		return when{}, false
	}
	guessed := y == 0
	if m == 0 {
		r, ok := f.bareDay(a, end)
		if !ok {
			return when{}, false
		}
		y, m = r.y, r.m
	} else if guessed {
		if f.anchor == noDay {
			return when{}, false
		}
		y = f.yearOfDay(m, a, 0)
	}
	if !valid(y, m, b) {
		return when{}, false
	}
	from := civil(y, m, a)
	to := from + day(b-a)
	return when{kind: rangeKind, bounded: true, from: from, to: to, timex: from.String() + "/" + to.String(), end: end, guessed: guessed}, true
}
