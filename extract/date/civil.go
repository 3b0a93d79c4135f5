package date

import "fmt"

// day is a civil day: days since 1970-01-01 in the proleptic Gregorian calendar.
type day int

// noDay marks an unknown day.
const noDay day = -1 << 40

// civil is year, month, day to a day number (Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms", days_from_civil). Months and days may overflow.
func civil(y, m, d int) day {
	y += floorDiv(m-1, 12)
	m = mod(m-1, 12) + 1
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*mod(m+9, 12)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return day(era*146097 + doe - 719468)
}

// ymd is the inverse of civil.
func (d day) ymd() (int, int, int) {
	z := int(d) + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	y, m := yoe+era*400, mp+3
	if m > 12 {
		m -= 12
	}
	if m <= 2 {
		y++
	}
	return y, m, doy - (153*mp+2)/5 + 1
}

func (d day) String() string {
	y, m, n := d.ymd()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, n)
}

// weekday is 1 for Monday to 7 for Sunday, as ISO 8601 counts.
func (d day) weekday() int { return mod(int(d)+3, 7) + 1 }

// week is the ISO 8601 week of the day.
func (d day) week() (year, week int) {
	thursday := d + day(4-d.weekday())
	y, _, _ := thursday.ymd()
	return y, int(thursday-civil(y, 1, 1))/7 + 1
}

// monday is the first day of an ISO week.
func monday(year, week int) day {
	j4 := civil(year, 1, 4)
	return j4 - day(j4.weekday()-1) + day(7*(week-1))
}

// addMonths moves a day by months, to the month's last day where it is too long.
func (d day) addMonths(n int) day {
	y, m, dd := d.ymd()
	first := civil(y, m+n, 1)
	last := civil(y, m+n+1, 1) - 1
	return min(first+day(dd-1), last)
}

// valid says whether there is such a day.
func valid(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	_, m2, d2 := civil(y, m, d).ymd()
	return m2 == m && d2 == d
}

// parseDay reads YYYY-MM-DD.
func parseDay(s string) day {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return noDay
	}
	y, m, d := digits(s[:4]), digits(s[5:7]), digits(s[8:10])
	if y < 0 || m < 0 || d < 0 || !valid(y, m, d) {
		return noDay
	}
	return civil(y, m, d)
}

// digits reads a short run of ASCII digits, -1 when it is none.
func digits(s string) int {
	if s == "" || len(s) > 8 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func mod(a, b int) int { return a - floorDiv(a, b)*b }

// easter is Easter Sunday (Meeus, Jones, Butcher).
func easter(y int) day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return civil(y, n/31, n%31+1)
}

// nth is the nth weekday of a month; n = -1 is the last one.
func nth(y, m, weekday, n int) day {
	if n < 0 {
		last := civil(y, m+1, 1) - 1
		return last - day(mod(last.weekday()-weekday, 7))
	}
	first := civil(y, m, 1)
	return first + day(mod(weekday-first.weekday(), 7)+7*(n-1))
}
