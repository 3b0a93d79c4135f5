package date

import (
	"demarche/extract/numeral"
)

// Dates in Korean, Japanese and Chinese.

var eras = []struct {
	text string
	base int
}{{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}, {"주체", 1911}}

// hanNumber reads a small number in digits or Han numerals at i.
func (f *finder) hanNumber(i int) (n, end int, ok bool) {
	t := f.t
	if t.Kind(i) == numeral.Digits {
		p := t.Plain(i)
		if len(p) > 4 || t.Is(i+1, ".") && t.Gap(i+1) == numeral.Joined && t.Kind(i+2) == numeral.Digits {
			return 0, i, false
		}
		return digits(p), i + 1, true
	}
	if t.Is(i, "元") && t.Is(i+1, "年") {
		return 1, i + 1, true
	}
	j, cur, total, plain := i, 0, 0, 0
	for ; j < i+5 && t.Kind(j) == numeral.Glyph && (j == i || t.Gap(j) == numeral.Joined); j++ {
		if d, ok := han[t.Raw(j)]; ok {
			cur = cur*10 + d
			plain++
			continue
		}
		if t.Is(j, "十") {
			total += max(cur, 1) * 10
			cur, plain = 0, 0
			continue
		}
		break
	}
	if j == i || plain == 3 {
		return 0, i, false
	}
	return total + cur, j, true
}

var han = map[string]int{"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

// unitAt reads one of the given words at j, a blank before it allowed in Korean.
func (f *finder) unitAt(j int, words ...string) (int, bool) {
	for _, w := range words {
		if k, ok := f.t.Follows(j, w); ok {
			return k, true
		}
	}
	return j, false
}

// glyph reads a date in Korean, Japanese or Chinese at token i.
func (f *finder) glyph(i int) (when, bool) {
	t := f.t
	if t.Kind(i) == numeral.Digits {
		days := (t.Is(i+1, "~") || t.Is(i+1, "～") || t.Is(i+1, "〜")) && t.Kind(i+2) == numeral.Digits && t.Kind(i+3) == numeral.Glyph
		if t.Kind(i+1) != numeral.Glyph && !days || t.Gap(i+1) == numeral.Break || i > 0 && t.Gap(i) == numeral.Joined && (t.Is(i-1, ".") || t.Is(i-1, ",")) && t.Kind(i-2) == numeral.Digits {
			return when{}, false
		}
	}
	w, ok := f.glyphDate(i)
	if !ok {
		return when{}, false
	}
	w.first = i
	if r, ok := f.glyphMonths(w); ok {
		return r, true
	}
	return f.glyphTail(w), true
}

// glyphMonths reads a span of months of one year: "2024年1月至9月", "2025년 1월부터
// 9월까지".
func (f *finder) glyphMonths(w when) (when, bool) {
	if w.kind != monthKind || w.y <= 0 || w.part != "" {
		return w, false
	}
	k, ok := f.unitAt(w.end, "至", "到", "부터", "から", "~", "～", "〜", "-", "–")
	if !ok {
		return w, false
	}
	n, k, ok := f.hanNumber(k)
	if !ok || n <= w.m || n > 12 {
		return w, false
	}
	if k, ok = f.unitAt(k, "月", "월"); !ok || f.t.Kind(k) == numeral.Digits && f.t.Gap(k) != numeral.Break {
		return w, false
	}
	from, to := civil(w.y, w.m, 1), civil(w.y, n, 1)
	return when{first: w.first, end: k, kind: rangeKind, bounded: true, from: from, to: civil(w.y, n+1, 1) - 1, timex: from.String() + "/" + to.String(), guessed: w.guessed, y: w.y, m: n}, true
}

func (f *finder) glyphDate(i int) (when, bool) {
	t := f.t
	if t.Kind(i) == numeral.Glyph {
		if w, ok := f.glyphRelative(i); ok {
			return w, true
		}
		for _, e := range eras {
			if k, ok := t.Follows(i, e.text); ok {
				if n, j, ok := f.hanNumber(k); ok && n > 0 && n < 150 {
					if j, ok := f.unitAt(j, "年", "년"); ok {
						return f.glyphMonth(e.base+n, j), true
					}
				}
			}
		}
		if w, ok := f.koreanSpan(i); ok {
			return w, true
		}
		if w, ok := f.glyphWeekday(i); ok {
			return w, true
		}
		if w, ok := f.glyphQuarter(i, 0); ok {
			return w, true
		}
		if w, ok := f.glyphClock(i); ok {
			return w, true
		}
	}
	if f.anchor != noDay && (i == 0 || t.Gap(i) != numeral.Joined || t.Kind(i-1) == numeral.Glyph) {
		if w, ok := f.glyphDays(0, 0, i); ok {
			return w, true
		}
	}
	n, j, ok := f.hanNumber(i)
	if !ok {
		return when{}, false
	}
	if k, ok := f.unitAt(j, "年代", "년대"); ok && n >= 1000 {
		return when{kind: decadeKind, y: n / 10 * 10, end: k}, true
	} else if ok { // "20世纪90年代", "90年代"
		return when{kind: decadeKind, y: 1900 + n, end: k}, n >= 20 && n < 100 && n%10 == 0
	}
	if k, ok := f.unitAt(j, "年", "년"); ok {
		if n >= 1000 && n < 2200 {
			if k2, ok := f.unitAt(k, "度", "도"); ok {
				k = k2
			}
			return f.glyphMonth(n, k), true
		}
		return f.glyphSpan(i, n, j)
	}
	if k, ok := f.unitAt(j, "月", "월"); ok && n >= 1 && n <= 12 && t.Gap(j) == numeral.Joined {
		return f.glyphDay(0, n, k, i), true
	}
	if t.Kind(i) == numeral.Digits || f.ctx.Lang == "zh" || f.ctx.Lang == "ja" || f.ctx.Lang == "" {
		if w, ok := f.glyphSpan(i, n, j); ok {
			return w, true
		}
	}
	if k, ok := f.unitAt(j, "日", "일", "号"); ok && n >= 1 && n <= 31 && t.Kind(i) == numeral.Digits && t.Gap(j) == numeral.Joined && !t.Is(k, "本") && !t.Is(k, "曜") && f.anchor != noDay && !(t.Is(j, "号") && t.Kind(k) == numeral.Glyph && f.ctx.Lang != "zh") {
		if f.ctx.Lang == "zh" && t.Is(j, "日") || !t.Is(j, "号") || t.Is(j, "号") {
			if w, ok := f.glyphAnother(i, n, k); ok {
				return w, true
			}
			return f.bareDay(n, k)
		}
	}
	return f.glyphQuarter(i, 0)
}

// bareDay is "21일", "21日": this month's if it is past or near, else last month's.
func (f *finder) bareDay(n, end int) (when, bool) {
	y, m, d := f.anchor.ymd()
	if f.last != noDay && f.last <= f.anchor && f.anchor-f.last < 62 {
		if ly, lm, _ := f.last.ymd(); (ly != y || lm != m) && n > d && valid(ly, lm, n) {
			r := when{kind: dayKind, y: ly, m: lm, d: n, end: end, guessed: true}
			return r, true
		}
	}
	if n > d+10 {
		y, m, _ = civil(y, m-1, 1).ymd()
	}
	if !valid(y, m, n) {
		return when{}, false
	}
	return when{kind: dayKind, y: y, m: m, d: n, end: end, guessed: true}, true
}

// glyphMonth reads the month behind a year.
func (f *finder) glyphMonth(y, j int) when {
	t := f.t
	if t.Gap(j) != numeral.Break {
		if n, k, ok := f.hanNumber(j); ok && n >= 1 && n <= 12 {
			if k, ok := f.unitAt(k, "月", "월"); ok {
				return f.glyphDay(y, n, k, j)
			}
		}
		if q, ok := f.glyphQuarter(j, y); ok {
			return q
		}
	}
	r := onYear(y)
	r.end = j
	if k, ok := f.unitAt(j, "底", "末", "말", "年末"); ok {
		r.part, r.end = "late", k
	} else if k, ok := f.unitAt(j, "初", "초"); ok {
		r.part, r.end = "early", k
	}
	return r
}

// glyphDay reads the day behind a month; y is 0 when the year is not said.
func (f *finder) glyphDay(y, m, j, i int) when {
	t := f.t
	guessed := y == 0
	if t.Gap(j) != numeral.Break {
		if r, ok := f.glyphDays(y, m, j); ok {
			return r
		}
		if d, k, ok := f.hanNumber(j); ok && d >= 1 && d <= 31 {
			if k2, ok := f.unitAt(k, "日", "일", "号", "號"); ok && !t.Is(k2, "間") && !t.Is(k2, "本") && valid(2000, m, d) {
				if guessed && f.anchor != noDay {
					y = f.yearOfDay(m, d, 0)
				}
				return when{kind: dayKind, y: y, m: m, d: d, end: k2, guessed: guessed}
			}
		}
	}
	if guessed && f.anchor != noDay {
		y = f.yearOfDay(m, 0, -1)
	}
	r := when{kind: monthKind, y: y, m: m, end: j, guessed: guessed}
	for _, p := range [...]struct{ text, part string }{{"初", "early"}, {"초", "early"}, {"上旬", "early"}, {"上旬", "early"}, {"중순", "mid"}, {"中旬", "mid"}, {"말", "late"}, {"底", "late"}, {"末", "late"}, {"下旬", "late"}, {"하순", "late"}, {"상순", "early"}} {
		if k, ok := t.Follows(j, p.text); ok {
			r.part, r.end = p.part, k
			break
		}
	}
	return r
}
