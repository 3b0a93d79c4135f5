package date

import "demarche/extract/numeral"

// datelineTokens bounds how far into the text a dateline is sought; datelineDays
// is how many days before the publication it may be.
const datelineTokens, datelineDays = 14, 62

// dateline moves the anchor to the day of the report's dateline, "WASHINGTON,
// March 5 (Agency) —": what the report calls today and Monday is counted from
// the day it was written, which may be some days before it came out.
func (f *finder) dateline() {
	t := f.t
	if f.anchor == noDay || f.note {
		return
	}
	for i := 0; i < datelineTokens && t.In(i) && (i == 0 || !f.stop(i-1) && !t.Toks[i].Line); i++ {
		if k := t.Kind(i); k == numeral.Word && !t.Capital(i) && !f.lineWord(i) {
			return
		}
		w, ok := f.read(i)
		if !ok {
			continue
		}
		if w.kind != dayKind || w.m == 0 || w.wd > 0 || w.clock != "" || w.name != "" || !valid(w.y, w.m, w.d) {
			return
		}
		d := civil(w.y, w.m, w.d)
		if d < f.anchor && f.anchor-d <= datelineDays && f.dashed(w.end) {
			f.anchor, f.minute = d, -1
		}
		return
	}
}

// lineWord says whether the word at i may stand in lower case before the date of
// a dateline: "BRUXELLES, le 5 novembre", "Madrid, 3 de mayo".
func (f *finder) lineWord(i int) bool {
	return f.lang != nil && f.lang.of[f.t.Low1(i)]
}

// dashed says whether a dash stands behind the date, past the agency's name.
func (f *finder) dashed(k int) bool {
	t := f.t
	if t.Is(k, ".") && t.Is(k+1, "/") && t.Is(k+3, "/") {
		return true // "МОСКВА, 20 ноября. /ТАСС/."
	}
	inside := false // brackets, where an agency may be in lower case: "(dpa)"
	for n := 0; n < 8 && f.near(k); k, n = k+1, n+1 {
		switch t.Raw(k) {
		case "—", "–", "_":
			return true
		case "-":
			return t.Gap(k) == numeral.Space || t.Is(k+1, "-")
		case "(", ")":
			inside = t.Is(k, "(")
		case "/", ",", ".":
		default:
			if t.Kind(k) == numeral.Word && !t.Capital(k) && !inside || t.Kind(k) == numeral.Digits {
				return false
			}
		}
	}
	return false
}
