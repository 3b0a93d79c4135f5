package crawler

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"demarche"
)

// dateReader reads publishers' dates. It never makes one up: what cannot be
// read, or cannot be, is unknown with a note.
type dateReader struct {
	zone   *time.Location // of dates given without one
	layout string         // Go layout tried first
	now    time.Time      // to tell absurd dates; zero for no upper bound
}

// The bounds of a believable publication date (notes/reliability R1.8).
const (
	firstYear = 1990
	maxAhead  = 48 * time.Hour
)

// ReadDate reads a publisher's date. zone is an IANA name for dates without
// one, layout a Go layout to try first ("" for none), now the present, against
// which dates far ahead are refused.
func ReadDate(raw, zone, layout string, now time.Time) demarche.Published {
	return newDateReader(zone, layout, now).read(raw)
}

func newDateReader(zone, layout string, now time.Time) dateReader {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	return dateReader{zone: loc, layout: layout, now: now}
}

// when is a date as read: an instant, or a civil day at its midnight.
type when struct {
	t       time.Time
	dayOnly bool
	zone    string
}

func (d dateReader) read(raw string) demarche.Published {
	p := demarche.Published{Raw: raw}
	text := normalDate(raw)
	if text == "" {
		if raw != "" {
			p.Note = "the date is empty"
		}
		return p
	}
	w, err := d.parse(text)
	if err != nil {
		p.Note = err.Error()
		return p
	}
	switch {
	case w.t.Year() < firstYear:
		p.Note = "the date lies before " + strconv.Itoa(firstYear)
	case !d.now.IsZero() && w.t.Sub(d.now) > maxAhead:
		p.Note = "the date lies more than 48 hours ahead"
	default:
		p.Time, p.DayOnly, p.Zone = w.t.UTC(), w.dayOnly, w.zone
	}
	return p
}

var errNoDate = errors.New("no date can be read in it")

// parse tries the ways of reading in order of how little they guess.
func (d dateReader) parse(text string) (when, error) {
	if d.layout != "" {
		if w, ok := d.byLayout(text); ok {
			return w, nil
		}
	}
	if w, ok, err := d.digits(text); ok {
		return w, err
	}
	w, err := d.words(text)
	if err == nil || !errors.Is(err, errNoDate) {
		return w, err
	}
	for _, re := range dateInside {
		if m := re.FindString(text); m != "" && m != text {
			if w, err := d.words(m); err == nil {
				return w, nil
			}
		}
	}
	return when{}, err
}

// dateInside finds a date among other words.
var dateInside = []*regexp.Regexp{
	regexp.MustCompile(`\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?(Z|[+-]\d{2}:?\d{2}))?`),
	regexp.MustCompile(`\d{1,2}(st|nd|rd|th)?\.? (de )?\pL{3,12}\.?,? (de )?\d{4}( г\.?)?(,? (at )?\d{1,2}:\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?( [A-Z]{3,4})?)?`),
	regexp.MustCompile(`\pL{3,12}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}(,? (at )?\d{1,2}:\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?( [A-Z]{3,4})?)?`),
	regexp.MustCompile(`\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]`),
	regexp.MustCompile(`\d{4}[./]\d{1,2}[./]\d{1,2}`),
	regexp.MustCompile(`\d{1,2}[./]\d{1,2}[./]\d{4}`),
}

func (d dateReader) byLayout(text string) (when, bool) {
	t, err := time.ParseInLocation(d.layout, text, d.zone)
	if err != nil {
		return when{}, false
	}
	timed := strings.Contains(d.layout, "15") || strings.Contains(d.layout, "03") || strings.Contains(d.layout, "3:") || strings.Contains(d.layout, "PM")
	return when{t: t, dayOnly: !timed, zone: d.zone.String()}, true
}

// digits reads what is a number only: seconds or milliseconds since 1970, or a
// date and time run together.
func (d dateReader) digits(text string) (w when, ok bool, err error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return when{}, false, nil
	}
	layout := map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}[len(text)]
	switch {
	case layout != "":
		t, err := time.ParseInLocation(layout, text, d.zone)
		if err != nil {
			return when{}, true, errors.New("there is no such day")
		}
		return when{t: t, dayOnly: len(text) == 8, zone: d.zone.String()}, true, nil
	case len(text) == 10 || len(text) == 9:
		return when{t: time.Unix(n, 0), zone: "UTC"}, true, nil
	case len(text) == 13:
		return when{t: time.UnixMilli(n), zone: "UTC"}, true, nil
	}
	return when{}, true, errNoDate
}

// normalDate makes digits and spaces plain and drops what cannot be seen.
func normalDate(s string) string {
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Cf, unicode.Cc) && r != '\n' && r != '\t' && r != '\r':
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r >= '٠' && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case r >= '۰' && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		case r == '–' || r == '—' || r == '−':
			b.WriteByte('-')
		case r == '：':
			b.WriteByte(':')
		case r == '，' || r == '、':
			b.WriteByte(',')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(b.String(), `\n`, " ")), " ")
	return strings.Trim(text, " ,;()[]")
}
