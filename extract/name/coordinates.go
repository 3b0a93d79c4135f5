package name

import (
	"regexp"
	"strconv"
	"strings"

	"demarche"
)

// coordinates finds positions written as latitude and longitude, with the letter of
// the hemisphere behind either or before it: "36°14′N 32°08′E", "N 36.2°, E 32.1°".
// Such a position is a place; which country's it is, is left open.
func (f *finder) coordinates() []item {
	if !strings.Contains(f.doc.Text, "°") {
		return nil
	}
	var out []item
	for _, form := range []*regexp.Regexp{hemisphereBehind, hemisphereBefore} {
		for _, m := range form.FindAllStringSubmatchIndex(f.doc.Text, -1) {
			latitude, _ := strconv.ParseFloat(f.doc.Text[m[2]:m[3]], 64)
			longitude, _ := strconv.ParseFloat(f.doc.Text[m[4]:m[5]], 64)
			if latitude > 90 || longitude > 180 {
				continue
			}
			out = append(out, item{from: f.doc.At(m[0]), to: f.doc.At(m[1]), kind: demarche.MentionLocation, place: -1, entry: -1, why: "latitude and longitude", rank: 3, position: true})
		}
	}
	return out
}

// An angle: degrees, then minutes and seconds where they are given, with the signs
// of type or those of a keyboard.
const angle = `(\d{1,3}(?:\.\d{1,9})?)°\s?(?:\d{1,2}(?:\.\d{1,6})?['′’]\s?(?:\d{1,2}(?:\.\d{1,6})?(?:["″”]|''|′′)\s?)?)?`

var (
	hemisphereBehind = regexp.MustCompile(`\b` + angle + `[NS],?\s{0,2}(?:and\s)?` + angle + `[EW]\b`)
	hemisphereBefore = regexp.MustCompile(`\b[NS]\s?` + angle + `,?\s{0,2}[EW]\s?` + angle)
)
