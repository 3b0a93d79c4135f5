package date

import (
	"demarche/extract/numeral"
)

// Korean, Japanese and Chinese words that step from a day, and weekdays.

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
	{"昨晚", 'D', -1}, {"昨夜", 'D', -1}, {"昨晩", 'D', -1}, {"今早", 'D', 0}, {"今晨", 'D', 0}, {"今晚", 'D', 0}, {"今朝", 'D', 0}, {"今夜", 'D', 0}, {"今晩", 'D', 0}, {"어젯밤", 'D', -1}, {"오늘밤", 'D', 0},
	{"그저께", 'D', -2}, {"그제", 'D', -2}, {"어제", 'D', -1}, {"오늘", 'D', 0}, {"내일", 'D', 1}, {"모레", 'D', 2},
	{"前一天", 'D', 97}, {"전날", 'D', 97}, {"前日", 'D', 97}, {"翌日", 'D', 99}, {"次日", 'D', 99}, {"이튿날", 'D', 99}, {"다음 날", 'D', 99}, {"다음날", 'D', 99}, {"第二天", 'D', 99},
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
		if step >= 97 { // from the day spoken of
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
