package date

import (
	"demarche/extract/numeral"
)

// Dates in Korean, Japanese and Chinese.

// glyphWord is a word with the step it makes from the anchor: days, weeks,
// months or years.
type glyphWord struct {
	text string
	unit byte // 'D', 'W', 'M', 'Y'
	step int
}

// glyphWords are tried in order: longer before shorter with the same opening.
var glyphWords = []glyphWord{
	{"前年", 'Y', -2}, {"去年", 'Y', -1}, {"昨年", 'Y', -1}, {"今年", 'Y', 0}, {"本年", 'Y', 0}, {"明年", 'Y', 1}, {"来年", 'Y', 1}, {"來年", 'Y', 1},
	{"재작년", 'Y', -2}, {"작년", 'Y', -1}, {"지난해", 'Y', -1}, {"올해", 'Y', 0}, {"올 ", 'Y', 0}, {"금년", 'Y', 0}, {"내년", 'Y', 1}, {"이듬해", 'Y', 99},
	{"上个月", 'M', -1}, {"上個月", 'M', -1}, {"上月", 'M', -1}, {"本月", 'M', 0}, {"这个月", 'M', 0}, {"這個月", 'M', 0}, {"下个月", 'M', 1}, {"下個月", 'M', 1}, {"下月", 'M', 1}, {"先月", 'M', -1}, {"今月", 'M', 0}, {"来月", 'M', 1},
	{"지난달", 'M', -1}, {"지난 달", 'M', -1}, {"이번 달", 'M', 0}, {"이번달", 'M', 0}, {"이달", 'M', 0}, {"다음 달", 'M', 1}, {"다음달", 'M', 1}, {"내달", 'M', 1},
	{"上周", 'W', -1}, {"上週", 'W', -1}, {"上星期", 'W', -1}, {"本周", 'W', 0}, {"本週", 'W', 0}, {"这周", 'W', 0}, {"這週", 'W', 0}, {"下周", 'W', 1}, {"下週", 'W', 1}, {"下星期", 'W', 1}, {"先々週", 'W', -2}, {"先週", 'W', -1}, {"今週", 'W', 0}, {"来週", 'W', 1},
	{"지난주", 'W', -1}, {"지난 주", 'W', -1}, {"이번 주", 'W', 0}, {"이번주", 'W', 0}, {"금주", 'W', 0}, {"다음 주", 'W', 1}, {"다음주", 'W', 1}, {"내주", 'W', 1},
	{"今天", 'D', 0}, {"今日", 'D', 0}, {"昨天", 'D', -1}, {"昨日", 'D', -1}, {"一昨日", 'D', -2}, {"前天", 'D', -2}, {"明天", 'D', 1}, {"明日", 'D', 1}, {"后天", 'D', 2}, {"後天", 'D', 2}, {"明後日", 'D', 2},
	{"그저께", 'D', -2}, {"그제", 'D', -2}, {"어제", 'D', -1}, {"오늘", 'D', 0}, {"내일", 'D', 1}, {"모레", 'D', 2},
	{"同日", 'D', 98}, {"当天", 'D', 98}, {"當天", 'D', 98}, {"当日", 'D', 98}, {"이날", 'D', 98}, {"同年", 'Y', 98}, {"같은 해", 'Y', 98}, {"같은 달", 'M', 98}, {"同月", 'M', 98},
}

var glyphWordIndex = func() map[string][]glyphWord {
	m := map[string][]glyphWord{}
	for _, w := range glyphWords {
		first := ""
		for i := range w.text {
			if i > 0 {
				first = w.text[:i]
				break
			}
		}
		m[first] = append(m[first], w)
	}
	return m
}()

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

var han = map[string]int{"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

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
		if t.Kind(i+1) != numeral.Glyph || t.Gap(i+1) == numeral.Break || i > 0 && t.Gap(i) == numeral.Joined && (t.Is(i-1, ".") || t.Is(i-1, ",")) && t.Kind(i-2) == numeral.Digits {
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
	n, j, ok := f.hanNumber(i)
	if !ok {
		return when{}, false
	}
	if k, ok := f.unitAt(j, "年代", "년대"); ok && n >= 1000 {
		return when{kind: decadeKind, y: n / 10 * 10, end: k}, true
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

// glyphRelative reads the words that step from the anchor, and what they carry:
// "去年12月", "지난달 21일", "先週の月曜日".
func (f *finder) glyphRelative(i int) (when, bool) {
	t := f.t
	for _, g := range glyphWordIndex[t.Raw(i)] {
		k, ok := t.Follows(i, g.text)
		if !ok || f.anchor == noDay {
			continue
		}
		if i > 0 && t.Gap(i) == numeral.Joined && t.Kind(i-1) == numeral.Glyph && (g.text == "明日" || g.text == "今日" || g.text == "내일" || g.text == "前年" || g.text == "内日") {
			continue
		}
		base := f.anchor
		step := g.step
		if step >= 98 {
			if f.last != noDay {
				base = f.last
			} else if step == 99 {
				continue
			}
			step -= 98
		}
		y, m, _ := base.ymd()
		switch g.unit {
		case 'Y':
			return f.glyphMonth(y+step, k), true
		case 'M':
			yy, mm, _ := civil(y, m+step, 1).ymd()
			return f.glyphDay(yy, mm, k, i), true
		case 'W':
			w := onWeek(base + day(7*step))
			w.end = k
			if t.Is(k, "の") {
				k++
			}
			if wd, e, ok := f.weekdayGlyph(k, true); ok {
				r := onDay(monday(w.y, w.n) + day(wd-1))
				r.end = e
				return r, true
			}
			return w, true
		case 'D':
			if t.Is(k, "날") || t.Is(k, "头") || t.Is(k, "性") {
				continue
			}
			r := onDay(base + day(step))
			r.end = k
			return r, true
		}
	}
	return when{}, false
}

var weekdayChars = map[string]int{"月": 1, "火": 2, "水": 3, "木": 4, "金": 5, "土": 6, "日": 7, "월": 1, "화": 2, "수": 3, "목": 4, "금": 5, "토": 6, "일": 7}
var weekdayNumbers = map[string]int{"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}

// weekdayGlyph reads the name of a weekday at i; bare allows "一" behind "上周".
func (f *finder) weekdayGlyph(i int, bare bool) (int, int, bool) {
	t := f.t
	if n, ok := weekdayChars[t.Raw(i)]; ok {
		if k, ok := f.unitAt(i+1, "曜日", "요일", "曜"); ok {
			return n, k, true
		}
	}
	for _, p := range [...]string{"星期", "周", "週", "礼拜", "禮拜"} {
		if k, ok := t.Follows(i, p); ok {
			if n, ok := weekdayNumbers[t.Raw(k)]; ok {
				return n, k + 1, true
			}
		}
	}
	if bare {
		if n, ok := weekdayNumbers[t.Raw(i)]; ok && t.Gap(i) == numeral.Joined {
			return n, i + 1, true
		}
	}
	return 0, i, false
}

func (f *finder) glyphWeekday(i int) (when, bool) {
	wd, e, ok := f.weekdayGlyph(i, false)
	if !ok {
		return when{}, false
	}
	if f.anchor == noDay {
		return when{kind: dayKind, wd: wd, end: e}, true
	}
	r := onDay(f.weekdayNear(wd, 0))
	r.end = e
	return r, true
}

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
