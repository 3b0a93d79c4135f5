package date

import (
	"demarche/extract/numeral"
)

// Quarters, durations and times of day in Korean, Japanese and Chinese.

// glyphQuarter reads "第三季度", "3분기", "第3四半期", "上半年".
func (f *finder) glyphQuarter(i, y int) (when, bool) {
	t := f.t
	guessed := y == 0
	if f.anchor != noDay && y == 0 {
		y, _, _ = f.anchor.ymd()
	}
	for _, h := range [...]struct {
		text string
		n    int
	}{{"上半年", 1}, {"上半期", 1}, {"상반기", 1}, {"下半年", 2}, {"下半期", 2}, {"하반기", 2}, {"前半", 1}, {"後半", 2}} {
		if k, ok := t.Follows(i, h.text); ok && y > 0 && !(guessed && (h.text == "前半" || h.text == "後半")) {
			return when{kind: halfKind, y: y, n: h.n, end: k, guessed: guessed}, true
		}
	}
	j := i
	if t.Is(j, "第") || t.Is(j, "제") {
		j++
	}
	n, k, ok := f.hanNumber(j)
	if !ok || n < 1 || n > 4 {
		return when{}, false
	}
	k, ok = f.unitAt(k, "季度", "四半期", "分기", "분기")
	if !ok {
		return when{}, false
	}
	r := when{kind: quarterKind, y: y, n: n, end: k, guessed: guessed}
	if guessed && f.anchor != noDay {
		_, m, _ := f.anchor.ymd()
		if n > (m-1)/3+1 {
			r.y--
		}
	}
	return r, true
}

// glyphSpan reads durations and what makes them points: "3年間", "三天前", "2년 전".
func (f *finder) glyphSpan(i, n, j int) (when, bool) {
	t := f.t
	if n == 0 || n > 999 {
		return when{}, false
	}
	for _, u := range [...]struct {
		text, unit string
		firm       bool // a duration without "間" behind it
	}{{"年間", "Y", true}, {"년간", "Y", true}, {"年", "Y", false}, {"년", "Y", true}, {"个月", "M", true}, {"個月", "M", true}, {"か月", "M", true}, {"ヶ月", "M", true}, {"カ月", "M", true}, {"ヵ月", "M", true}, {"개월", "M", true},
		{"週間", "W", true}, {"주간", "W", true}, {"周", "W", false}, {"週", "W", false}, {"주", "W", false}, {"日間", "D", true}, {"일간", "D", true}, {"天", "D", true}, {"日", "D", false}, {"일", "D", false},
		{"小时", "TH", true}, {"小時", "TH", true}, {"時間", "TH", true}, {"시간", "TH", true}, {"分钟", "TM", true}, {"分鐘", "TM", true}, {"分間", "TM", true}, {"분간", "TM", true}} {
		k, ok := t.Follows(j, u.text)
		if !ok {
			continue
		}
		e := k
		for _, s := range [...]string{"間", "间", "동안", "来"} {
			if x, ok := t.Follows(e, s); ok {
				e = x
				u.firm = true
				break
			}
		}
		if x, ok := f.unitAt(k, "前", "전", "以前"); ok && t.Kind(x) != numeral.Digits {
			if u.unit == "D" && !t.Is(x-1, "前") && !t.Is(x-1, "전") {
				break
			}
			r, ok := f.back(number{text: itoa(n), n: n}, word{s: u.unit}, -1)
			r.end = x
			return r, ok && f.anchor != noDay
		}
		if x, ok := f.unitAt(k, "后", "後", "후"); ok && u.unit != "D" {
			r, ok := f.back(number{text: itoa(n), n: n}, word{s: u.unit}, 1)
			r.end = x
			return r, ok && f.anchor != noDay
		}
		if u.unit == "Y" && (t.Is(k, "生") || t.Is(k, "级") || t.Is(k, "級") || t.Is(k, "생")) {
			return when{}, false
		}
		if !u.firm && !(u.unit == "Y" && n < 100) {
			continue
		}
		r := duration(itoa(n), u.unit)
		r.end = e
		return r, true
	}
	return when{}, false
}

// koreanSpans are counts of days, weeks and months in Korean words.
var koreanSpans = [...]struct {
	text, unit string
	n          int
}{{"하루", "D", 1}, {"이틀", "D", 2}, {"사흘", "D", 3}, {"나흘", "D", 4}, {"닷새", "D", 5}, {"열흘", "D", 10}, {"보름", "D", 15}, {"일주일", "W", 1}, {"한 달", "M", 1}, {"한달", "M", 1}, {"두 달", "M", 2}, {"두달", "M", 2}, {"세 달", "M", 3}, {"석 달", "M", 3}, {"넉 달", "M", 4}, {"한 해", "Y", 1}}

// koreanSpan reads "열흘 전", "두 달 뒤": such a count before or after today.
func (f *finder) koreanSpan(i int) (when, bool) {
	if f.anchor == noDay || f.ctx.Lang != "ko" {
		return when{}, false
	}
	for _, s := range koreanSpans {
		k, ok := f.t.Follows(i, s.text)
		if !ok {
			continue
		}
		sign := -1
		e, ok := f.unitAt(k, "전", " 전")
		if !ok {
			if e, ok = f.unitAt(k, "뒤", "후"); !ok {
				return when{}, false
			}
			sign = 1
		}
		r, ok := f.back(number{text: itoa(s.n), n: s.n}, word{s: s.unit}, sign)
		r.end = e
		return r, ok
	}
	return when{}, false
}

// glyphTail reads what may follow a date: the weekday in brackets and the time.
func (f *finder) glyphTail(w when) when {
	t := f.t
	if w.kind != dayKind {
		return w
	}
	k := w.end
	if t.Is(k, "(") || t.Is(k, "（") {
		if _, ok := weekdayChars[t.Raw(k+1)]; ok && (t.Is(k+2, ")") || t.Is(k+2, "）")) {
			w.end = k + 3
		}
	}
	k = w.end
	if t.Is(k, "の") {
		k++
	}
	if t.Gap(k) != numeral.Break {
		if c, ok := f.glyphClock(k); ok {
			w.clock, w.end = c.clock, c.end
		} else if wd, e, ok := f.weekdayGlyph(k, false); ok && wd > 0 {
			w.end = e
		}
	}
	return w
}

// glyphClock reads "午前10時30分", "下午3点", "오후 3시".
func (f *finder) glyphClock(i int) (when, bool) {
	t := f.t
	half, k := 0, i
	for _, p := range [...]struct {
		text string
		half int
	}{{"午前", 1}, {"上午", 1}, {"凌晨", 1}, {"早上", 1}, {"오전", 1}, {"새벽", 1}, {"午後", 2}, {"下午", 2}, {"晚上", 2}, {"傍晚", 2}, {"오후", 2}, {"저녁", 2}, {"밤", 2}} {
		if e, ok := t.Follows(i, p.text); ok {
			half, k = p.half, e
			break
		}
	}
	if half == 0 && f.t.Kind(i) != numeral.Digits {
		return when{}, false
	}
	h, j, ok := f.hanNumber(k)
	if !ok || h > 24 {
		return when{}, false
	}
	j, ok = f.unitAt(j, "時", "时", "点", "點", "시")
	if !ok || t.Is(j, "間") || t.Is(j, "间") || t.Is(j, "간") {
		return when{}, false
	}
	if half == 0 && i > 0 && t.Gap(i) == numeral.Joined && t.Kind(i-1) == numeral.Digits {
		return when{}, false
	}
	clock := "T" + two(to24(h, half))
	if m, e, ok := f.hanNumber(j); ok && m < 60 {
		if e, ok := f.unitAt(e, "分", "분"); ok {
			clock, j = clock+":"+two(m), e
		}
	} else if t.Is(j, "半") || t.Is(j, "반") {
		clock, j = clock+":30", j+1
	}
	return when{kind: clockKind, clock: clock, end: j}, true
}
