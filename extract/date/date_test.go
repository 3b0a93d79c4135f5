package date

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"demarche"
	"demarche/internal/lineartest"
)

// saturday is the day the texts below came out.
const saturday = "2025-11-22"

// show renders a mention the way the tables below write it: text = timex
// [first[..last]] for those that have civil days.
func show(m demarche.Mention) string {
	s := m.Text + " = " + m.Timex
	if m.Value != "" && m.Value != m.Timex {
		s += " " + m.Value
	}
	if m.Until != "" {
		s += ".." + m.Until
	}
	return s
}

func check(t *testing.T, text string, ctx Context, want []string) {
	t.Helper()
	var got []string
	for _, m := range Find(text, ctx) {
		if text[m.Start:m.End] != m.Text || !utf8.ValidString(m.Text) || m.Kind != demarche.MentionDate || m.Precision == "" && !strings.HasSuffix(m.Timex, "_REF") {
			t.Errorf("%q: bad mention %+v", text, m)
		}
		got = append(got, show(m))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%q (-want +got):\n%s", text, d)
	}
}

func TestAbsolute(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The list of November 4, 2025 was printed.", []string{"November 4, 2025 = 2025-11-04"}},
		{"The list of 4 November 2025 was printed.", []string{"4 November 2025 = 2025-11-04"}},
		{"The list of 4th of November, 2025, was printed.", []string{"4th of November, 2025 = 2025-11-04"}},
		{"Adopted on Tuesday, Nov. 4, 2025.", []string{"Tuesday, Nov. 4, 2025 = 2025-11-04"}},
		{"15 October 2025: The ministry listed them.", []string{"15 October 2025 = 2025-10-15"}},
		{"Adopted 2025-11-04 at last.", []string{"2025-11-04 = 2025-11-04"}},
		{"Adopted 2025-11-04T10:30:00Z at last.", []string{"2025-11-04T10:30:00Z = 2025-11-04T10:30:00 2025-11-04"}},
		{"Adopted on 11/04/2025.", []string{"11/04/2025 = 2025-11-04"}},
		{"Adopted on 23/11/2025.", []string{"23/11/2025 = 2025-11-23"}},
		{"Adopted on 04.11.2025.", []string{"04.11.2025 = 2025-11-04"}},
		{"It met in November 2023 and in 2019.", []string{"November 2023 = 2023-11 2023-11-01..2023-11-30", "2019 = 2019 2019-01-01..2019-12-31"}},
		{"In the third quarter of 2024 it fell.", []string{"the third quarter of 2024 = 2024-Q3 2024-07-01..2024-09-30"}},
		{"In Q3 2024 it fell.", []string{"Q3 2024 = 2024-Q3 2024-07-01..2024-09-30"}},
		{"In the first half of 2024 it fell.", []string{"the first half of 2024 = 2024-H1 2024-01-01..2024-06-30"}},
		{"Since the 1990s little changed.", []string{"the 1990s = 199 1990-01-01..1999-12-31"}},
		{"Since the early 2000s little changed.", []string{"the early 2000s = 200 2000-01-01..2003-12-31"}},
		{"In summer 2024 it fell.", []string{"summer 2024 = 2024-SU 2024-06-01..2024-08-31"}},
		{"It fell in late December 2023.", []string{"late December 2023 = 2023-12 2023-12-22..2023-12-31"}},
		{"It fell in mid-2024.", []string{"mid-2024 = 2024 2024-05-01..2024-08-31"}},
		{"It ended in fiscal year 2024.", []string{"fiscal year 2024 = 2024 2024-01-01..2024-12-31"}},
		{"Thanksgiving 2024 was quiet.", []string{"Thanksgiving 2024 = 2024-11-28"}},
		{"Easter 2024 was early.", []string{"Easter 2024 = 2024-03-31"}},
		{"The talks of 4-6 November 2025 failed.", []string{"4-6 November 2025 = 2025-11-04/2025-11-06 2025-11-04..2025-11-06"}},
		{"The talks of Nov. 4-6 failed.", []string{"Nov. 4-6 = 2025-11-04/2025-11-06 2025-11-04..2025-11-06"}},
		{"The plan for 2014-2018 failed.", []string{"2014-2018 = 2014-01-01/2018-01-01 2014-01-01..2018-12-31"}},
		{"It ran from 4 November to 6 December 2024.", []string{"4 November = 2024-11-04", "6 December 2024 = 2024-12-06"}},
		{"It spoke on April 24 and 25.", []string{"April 24 = 2025-04-24", "25 = 2025-04-25"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The ministry said on Friday that it had agreed.", []string{"Friday = 2025-11-21"}},
		{"The ministry will meet on Friday.", []string{"Friday = 2025-11-28"}},
		{"The Saturday meeting was short.", []string{"The Saturday = 2025-11-22"}},
		{"He was arrested last Friday.", []string{"last Friday = 2025-11-21"}},
		{"The court met yesterday and meets again tomorrow.", []string{"yesterday = 2025-11-21", "tomorrow = 2025-11-23"}},
		{"Officials met last week, last month and last year.", []string{"last week = 2025-W46 2025-11-10..2025-11-16", "last month = 2025-10 2025-10-01..2025-10-31", "last year = 2024 2024-01-01..2024-12-31"}},
		{"It will end next year.", []string{"next year = 2026 2026-01-01..2026-12-31"}},
		{"They fled two weeks ago.", []string{"two weeks ago = 2025-W45 2025-11-03..2025-11-09"}},
		{"They fled three months ago.", []string{"three months ago = 2025-08 2025-08-01..2025-08-31"}},
		{"They fled ten days ago.", []string{"ten days ago = 2025-11-12"}},
		{"They fled more than five years ago.", []string{"five years ago = 2020 2020-01-01..2020-12-31"}},
		{"The past three years were hard.", []string{"The past three years = P3Y"}},
		{"It lasted two days, then several weeks.", []string{"two days = P2D", "several weeks = PXW"}},
		{"The two-day visit and the 16-hour flight tired him.", []string{"The two-day = P2D", "the 16-hour = PT16H"}},
		{"A 44-year-old man, six years old in spirit.", nil},
		{"It is now in force; it was recently amended.", []string{"now = PRESENT_REF", "recently = PAST_REF"}},
		{"Every day and each Monday they met.", []string{"Every day = P1D", "each Monday = XXXX-WXX-1"}},
		{"It was signed in March.", []string{"March = 2025-03 2025-03-01..2025-03-31"}},
		{"The treaty, Lavrov said, will be signed in March.", []string{"March = 2026-03 2026-03-01..2026-03-31"}},
		{"It was signed in December.", []string{"December = 2024-12 2024-12-01..2024-12-31"}},
		{"It is due by Jan. 14.", []string{"Jan. 14 = 2026-01-14"}},
		{"It was signed on Oct. 23.", []string{"Oct. 23 = 2025-10-23"}},
		{"He was seen last October.", []string{"last October = 2025-10 2025-10-01..2025-10-31"}},
		{"He was killed last fall.", []string{"last fall = 2024-FA 2024-09-01..2024-11-30"}},
		{"Police came on Friday night.", []string{"Friday night = 2025-11-21TNI 2025-11-21"}},
		{"Police came on Thursday at 10:30 p.m. EST.", []string{"Thursday at 10:30 p.m. EST = 2025-11-20T22:30 2025-11-20"}},
		{"The third-quarter loss was smaller than a year earlier.", []string{"The third-quarter = 2025-Q3 2025-07-01..2025-09-30", "a year earlier = 2024-Q3 2024-07-01..2024-09-30"}},
		{"Earlier this month and later this year it spoke.", []string{"Earlier this month = 2025-11 2025-11-01..2025-11-30", "later this year = 2025 2025-01-01..2025-12-31"}},
		{"It was the day before yesterday.", []string{"the day before yesterday = 2025-11-20"}},
		{"It was seen by the end of November.", []string{"the end of November = 2025-11 2025-11-21..2025-11-30"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}

// Without a day of publication nothing relative gets a value.
func TestNoAnchor(t *testing.T) {
	check(t, "The ministry said on Monday that it met last month, in May and on 4 November 2025.", Context{Lang: "en"},
		[]string{"Monday = XXXX-WXX-1", "May = XXXX-05", "4 November 2025 = 2025-11-04"})
}

func TestOrderByCountry(t *testing.T) {
	check(t, "Dated 03/04/2025.", Context{Anchor: saturday, Lang: "en", Country: "US"}, []string{"03/04/2025 = 2025-03-04"})
	check(t, "Dated 03/04/2025.", Context{Anchor: saturday, Lang: "en", Country: "GB"}, []string{"03/04/2025 = 2025-04-03"})
	check(t, "Daté du 03/04/2025.", Context{Anchor: saturday, Lang: "fr"}, []string{"03/04/2025 = 2025-04-03"})
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Book me a room for Monday at 4pm", []string{"Monday at 4pm = XXXX-WXX-1T16 2025-11-17"}},
		{"Show me what I wrote in May", []string{"May = XXXX-05 2025-05-01..2025-05-31"}},
		{"I'll be back in two months", []string{"in two months = 2026-01-22"}},
		{"Let's meet from 10am to 12pm tomorrow", []string{"from 10am to 12pm tomorrow = 2025-11-23 10:00:00/2025-11-23 12:00:00 2025-11-23"}},
		{"Please find what we wrote in the last 3 days", []string{"the last 3 days = 2025-11-19/2025-11-22 2025-11-19..2025-11-21"}},
		{"Let's meet at half past seven", []string{"half past seven = T07:30"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"de", "Am Dienstag, 4. November 2025, um 14:30 Uhr", []string{"Dienstag, 4. November 2025, um 14:30 Uhr = 2025-11-04T14:30 2025-11-04"}},
		{"de", "im dritten Quartal 2024, letzte Woche, vor drei Tagen", []string{"dritten Quartal 2024 = 2024-Q3 2024-07-01..2024-09-30", "letzte Woche = 2025-W46 2025-11-10..2025-11-16", "vor drei Tagen = 2025-11-19"}},
		{"de", "Anfang März, gestern, seit 2014, in den letzten drei Jahren", []string{"Anfang März = 2025-03 2025-03-01..2025-03-10", "gestern = 2025-11-21", "2014 = 2014 2014-01-01..2014-12-31", "letzten drei Jahren = P3Y"}},
		{"de", "am Montag", []string{"Montag = 2025-11-17"}},
		{"fr", "Le mardi 4 novembre 2025 à 14h30", []string{"mardi 4 novembre 2025 à 14h30 = 2025-11-04T14:30 2025-11-04"}},
		{"fr", "il y a deux ans, la semaine dernière, au troisième trimestre 2024", []string{"il y a deux ans = 2023 2023-01-01..2023-12-31", "semaine dernière = 2025-W46 2025-11-10..2025-11-16", "troisième trimestre 2024 = 2024-Q3 2024-07-01..2024-09-30"}},
		{"fr", "lundi dernier, hier, fin décembre 2024, le 1er mars 2025", []string{"lundi dernier = 2025-11-17", "hier = 2025-11-21", "fin décembre 2024 = 2024-12 2024-12-22..2024-12-31", "1er mars 2025 = 2025-03-01"}},
		{"es", "el 3 de marzo de 2025, hace tres meses, el año pasado", []string{"3 de marzo de 2025 = 2025-03-03", "hace tres meses = 2025-08 2025-08-01..2025-08-31", "año pasado = 2024 2024-01-01..2024-12-31"}},
		{"es", "el lunes pasado, la próxima semana, tercer trimestre de 2024, ayer", []string{"lunes pasado = 2025-11-17", "próxima semana = 2025-W48 2025-11-24..2025-11-30", "tercer trimestre de 2024 = 2024-Q3 2024-07-01..2024-09-30", "ayer = 2025-11-21"}},
		{"ru", "В понедельник, 4 ноября 2024 года, и в понедельник", []string{"понедельник, 4 ноября 2024 года = 2024-11-04", "понедельник = 2025-11-17"}},
		{"ru", "в прошлом году, на прошлой неделе, три года назад, летом 2024 года", []string{"прошлом году = 2024 2024-01-01..2024-12-31", "прошлой неделе = 2025-W46 2025-11-10..2025-11-16", "три года назад = 2022 2022-01-01..2022-12-31", "летом 2024 года = 2024-SU 2024-06-01..2024-08-31"}},
		{"ru", "в третьем квартале 2024 года, вчера, 04.11.2025", []string{"третьем квартале 2024 года = 2024-Q3 2024-07-01..2024-09-30", "вчера = 2025-11-21", "04.11.2025 = 2025-11-04"}},
		{"uk", "У вівторок, 4 листопада 2025 року, минулого тижня, два роки тому", []string{"вівторок, 4 листопада 2025 року = 2025-11-04", "минулого тижня = 2025-W46 2025-11-10..2025-11-16", "два роки тому = 2023 2023-01-01..2023-12-31"}},
		{"ar", "في 4 نوفمبر 2025 والعام الماضي", []string{"4 نوفمبر 2025 = 2025-11-04", "والعام الماضي = 2024 2024-01-01..2024-12-31"}},
		{"ar", "3 تشرين الثاني/نوفمبر 2025، قبل ثلاثة أيام، الأسبوع المقبل", []string{"3 تشرين الثاني/نوفمبر 2025 = 2025-11-03", "قبل ثلاثة أيام = 2025-11-19", "الأسبوع المقبل = 2025-W48 2025-11-24..2025-11-30"}},
		{"ar", "في ٤ نوفمبر ٢٠٢٥", []string{"٤ نوفمبر ٢٠٢٥ = 2025-11-04"}},
		{"ko", "2025년 11월 4일(화) 오후 3시 30분", []string{"2025년 11월 4일(화) 오후 3시 30분 = 2025-11-04T15:30 2025-11-04"}},
		{"ko", "지난달 21일, 지난해 12월, 올해 3분기, 어제, 지난주 월요일", []string{"지난달 21일 = 2025-10-21", "지난해 12월 = 2024-12 2024-12-01..2024-12-31", "올해 3분기 = 2025-Q3 2025-07-01..2025-09-30", "어제 = 2025-11-21", "지난주 월요일 = 2025-11-10"}},
		{"ko", "21일 밝혔다. 3년간, 2년 전, 4일", []string{"21일 = 2025-11-21", "3년간 = P3Y", "2년 전 = 2023 2023-01-01..2023-12-31", "4일 = 2025-11-04"}},
		{"ja", "2025年11月4日午前10時30分、去年12月、11月4日", []string{"2025年11月4日午前10時30分 = 2025-11-04T10:30 2025-11-04", "去年12月 = 2024-12 2024-12-01..2024-12-31", "11月4日 = 2025-11-04"}},
		{"ja", "先月21日、令和7年3月、先週の月曜日、3年間、2か月前", []string{"先月21日 = 2025-10-21", "令和7年3月 = 2025-03 2025-03-01..2025-03-31", "先週の月曜日 = 2025-11-10", "3年間 = P3Y", "2か月前 = 2025-09 2025-09-01..2025-09-30"}},
		{"zh", "2025年11月4日，上周三，昨天，本月15日", []string{"2025年11月4日 = 2025-11-04", "上周三 = 2025-11-12", "昨天 = 2025-11-21", "本月15日 = 2025-11-15"}},
		{"zh", "2024年1月至9月被盗，去年10月至12月，3月至10日", []string{"2024年1月至9月 = 2024-01-01/2024-09-01 2024-01-01..2024-09-30", "去年10月至12月 = 2024-10-01/2024-12-01 2024-10-01..2024-12-31", "3月 = 2025-03 2025-03-01..2025-03-31", "10日 = 2025-11-10"}},
		{"ko", "2025년 1월부터 9월까지 탈취했다", []string{"2025년 1월부터 9월 = 2025-01-01/2025-09-01 2025-01-01..2025-09-30"}},
		{"ja", "昨年後半の会合、後半は雨", []string{"昨年後半 = 2024-H2 2024-07-01..2024-12-31"}},
		{"ja", "2024年4月から9月10日まで", []string{"2024年4月 = 2024-04 2024-04-01..2024-04-30", "9月10日 = 2025-09-10"}},
		{"zh", "2024年第三季度，三天前，去年12月，二〇二五年三月一日", []string{"2024年第三季度 = 2024-Q3 2024-07-01..2024-09-30", "三天前 = 2025-11-19", "去年12月 = 2024-12 2024-12-01..2024-12-31", "二〇二五年三月一日 = 2025-03-01"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: c.lang}, c.want)
	}
}

// Nothing here is a date.
func TestNoFalseAlarms(t *testing.T) {
	for _, text := range []string{
		"The firm may have paid; it may also pay.",
		"They march on the capital.",
		"Some 2000 people and 1995 troops came, said the mayor.",
		"Resolution 2270 and Executive Order 1372 and $2019.",
		"The score was 3-2, the ratio 5/8, 50%.",
		"Flight 2024 and Room 1985 and No. 1999 were named by the mayor.",
		"Call +1 202-555-0143 or write to mon@example.org.",
		"The sun sat on the wed.",
		"People's Daily reported.",
		"0x1234567890abcdef 192.168.2025.1",
	} {
		check(t, text, Context{Anchor: saturday, Lang: "en"}, nil)
	}
}

func TestCivil(t *testing.T) {
	for d := civil(1599, 12, 30); d < civil(2401, 1, 2); d += 1 {
		at := time.Unix(int64(d)*86400, 0).UTC()
		y, m, n := d.ymd()
		if at.Year() != y || int(at.Month()) != m || at.Day() != n {
			t.Fatalf("day %d: %d-%d-%d, want %v", d, y, m, n, at)
		}
		if wy, w := at.ISOWeek(); true {
			if gy, g := d.week(); gy != wy || g != w {
				t.Fatalf("%v: week %d of %d, want %d of %d", at, g, gy, w, wy)
			}
		}
		if d.weekday()%7 != int(at.Weekday()) {
			t.Fatalf("%v: weekday %d", at, d.weekday())
		}
		d += 16 // enough days, and all weekdays
	}
	if got := easter(2025).String(); got != "2025-04-20" {
		t.Errorf("easter 2025: %s", got)
	}
	if got := nth(2025, 11, 4, 4).String(); got != "2025-11-27" {
		t.Errorf("fourth Thursday of November 2025: %s", got)
	}
	if got := civil(2024, 1, 31).addMonths(1).String(); got != "2024-02-29" {
		t.Errorf("a month after 31 January 2024: %s", got)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Nov. 4, 2025", "two weeks ago", "the third quarter of 2024", "4-6 November", "지난달 21일", "11月4日", "в понедельник", "am Dienstag", "4 p.m. EDT Thursday", "last last last week of of of",
		"the day before the day before yesterday", "0000-00-00", "99/99/9999", "Feb 30 2025", "9999 years ago", "\xffMay\xfe 1", "1/1/1/1/1"} {
		for _, lang := range []string{"en", "de", "ru", "ko"} {
			f.Add(s, lang, saturday)
		}
	}
	f.Add("I'll be out from 99 to 7 today", "en", "2016-11-07T16:12:00")
	f.Add("yesterday", "en", "0000-01-01")
	f.Fuzz(func(t *testing.T, text, lang, anchor string) {
		last := 0
		for _, m := range Find(text, Context{Lang: lang, Anchor: anchor}) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) || text[m.Start:m.End] != m.Text {
				t.Fatalf("span %d..%d after %d in %q", m.Start, m.End, last, text)
			}
			if m.Timex == "" || m.Until != "" && m.Value == "" {
				t.Fatalf("incomplete: %+v", m)
			}
			last = m.End
		}
	})
}

// Words and signs of the grammar in any order must neither panic nor break a span.
func TestAnyOrder(t *testing.T) {
	parts := []string{"May", "Nov.", "4", "2025", "-", "/", ":", "monday", "last", "next", "the", "of", "end", "week", "year", "ago", "days", "in", "from", "to", "now", "third", "quarter", "pm",
		"a.m.", "noon", "night", "年", "月", "日", "号", "前", "년", "월", "일", "三", "上", "周", "昨天", "지난달", "прошлом", "году", "vor", "Tagen", "mars", "il", "y", "a", "قبل", "عام", "تشرين", "1990",
		"s", "early", "fiscal", "Thanksgiving", "day", "before", "tomorrow", "every", "half", "past", "starting", "$", "10", "and", "000", ",", ".", "٠", "\xff", "½", "three", "(", ")", "\n\n", "will", "was", "me"}
	langs := []string{"en", "", "de", "fr", "es", "ru", "uk", "ar", "ko", "ja", "zh"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 8000 {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(parts[r.IntN(len(parts))])
			if r.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		text, lang, last := b.String(), langs[r.IntN(len(langs))], 0
		for _, m := range Find(text, Context{Lang: lang, Anchor: "2016-11-07T16:12:00"}) {
			if m.Start < last || m.End <= m.Start || text[m.Start:m.End] != m.Text || m.Timex == "" {
				t.Fatalf("%q in %s: %+v", text, lang, m)
			}
			last = m.End
		}
	}
}

func hostile(n int) map[string]string {
	return map[string]string{
		"digits":   strings.Repeat("9", n),
		"dashes":   strings.Repeat("1-", n/2),
		"slashes":  strings.Repeat("1/", n/2),
		"no space": strings.Repeat("x", n),
		"of":       strings.Repeat("the end of ", n/11),
		"last":     strings.Repeat("last week of ", n/13),
		"before":   strings.Repeat("the day before ", n/15),
		"months":   strings.Repeat("May ", n/4),
		"weekdays": strings.Repeat("Monday ", n/7),
		"numbers":  strings.Repeat("two hundred ", n/12),
		"years":    strings.Repeat("2024-", n/5),
		"glyphs":   strings.Repeat("年", n/3),
		"days":     strings.Repeat("1日", n/4),
		"brackets": strings.Repeat("(", n),
		"seven":    strings.Repeat("seven to ", n/9),
	}
}

func TestLinear(t *testing.T) {
	for name := range hostile(1) {
		lineartest.Check(t, name, 5_000, func(n int) string { return hostile(n)[name] }, func(text string) { Find(text, Context{Lang: "en", Anchor: saturday}) })
	}
}

func BenchmarkFind(b *testing.B) {
	para := "Hackers tied to the state stole more than $1.46 billion in crypto assets from an exchange in February, investigators said on Thursday, and laundered about 401,346 ETH through mixers over the next two weeks. The ministry froze €3.5 million in accounts at two banks. "
	text := strings.Repeat(para, 40)
	words := len(strings.Fields(text))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		Find(text, Context{Lang: "en", Anchor: saturday})
		n++
	}
	b.ReportMetric(float64(words*n)/b.Elapsed().Seconds(), "words/s")
}

func ExampleFind() {
	for _, m := range Find("The list was amended last month and on Nov. 4.", Context{Lang: "en", Anchor: "2025-11-22"}) {
		fmt.Println(m.Text, m.Timex, m.Value, m.Until)
	}
	// Output:
	// last month 2025-10 2025-10-01 2025-10-31
	// Nov. 4 2025-11-04 2025-11-04
}
