package amount

import (
	"strings"
	"unicode/utf8"

	"demarche/extract/numeral"
)

// unitBefore reads a currency in front of a number and gives its code and the
// token of the number; the same token when there is none.
func (f *finder) unitBefore(i int) (string, int) {
	t := f.t
	switch t.Kind(i) {
	case numeral.Sign:
		u, ok := signs[t.Raw(i)]
		if !ok || u.only == after {
			return "", i
		}
		j := i + 1
		if u.name == "dollarsign" && t.Gap(j) == numeral.Joined && (t.Raw(j) == "US" || t.Raw(j) == "U" && t.Is(j+1, ".")) { // "$US 15"
			if _, k := country(t, j); k > j {
				return "USD", k
			}
		}
		if u.name == "dollarsign" && t.Gap(j) == numeral.Joined && t.Len(j) == 3 && isDollar(t.Raw(j)) {
			return t.Raw(j), j + 1
		}
		return f.resolve(u, "", i), j
	case numeral.Glyph:
		if u, k := f.glyphUnit(i); k > i && (u.code == "CNY" || u.code == "USD" || u.code == "TWD" || u.code == "HKD" || crypto[u.code]) {
			return u.code, k
		}
		return "", i
	case numeral.Word:
		return f.wordBefore(i)
	}
	return "", i
}

func (f *finder) wordBefore(i int) (string, int) {
	t := f.t
	w := t.Low1(i)
	if w == "u" && t.Is(i+1, ".") && t.Is(i+2, "s") { // "U.S. $15", "U.S.$15"
		if k := i + 3; t.Is(k, ".") && t.Is(k+1, "$") {
			return "USD", k + 2
		} else if t.Is(k, "$") {
			return "USD", k + 1
		}
	}
	if t.Raw(i) == "R" && t.Kind(i+1) == numeral.Digits && t.Gap(i+1) == numeral.Joined && (f.ctx.Country == "ZA" || f.counts()["ZA"] > 0) {
		return "ZAR", i + 1
	}
	if s, ok := signs[t.Raw(i+1)]; ok && t.Gap(i+1) != numeral.Break && s.only == both {
		spaced := t.Gap(i+1) == numeral.Space
		if c, ok := dollarPrefixes[w]; ok && s.name == "dollarsign" && (!spaced || t.Gap(i+2) == numeral.Space && (len(w) > 1 || w == "c")) {
			if w == "us" && spaced && t.Raw(i) != "US" && t.Gap(i+2) != numeral.Space {
				return "", i
			}
			return c, i + 2
		}
		if c, ok := poundPrefixes[w]; ok && s.name == "poundsign" && !spaced {
			return c, i + 2
		}
		if s.name == "dollarsign" && spaced && t.Raw(i) == "US" {
			return "USD", i + 2
		}
		if c := codeAt(t, i); c != "" && f.resolve(s, "", i+1) == c { // "EUR €5"
			return c, i + 2
		}
	}
	if c := codeAt(t, i); c != "" {
		j := i + 1
		if t.Is(j, "-") || t.Is(j, ":") || t.Is(j, " ") {
			return "", i
		}
		return c, j
	}
	if _, ok := millionCode(t.Raw(i)); ok {
		return "", i
	}
	if c, ok := lowerCodes[w]; ok && c != "" && len(w) > 1 {
		j := i + 1
		if (w == "rs" || w == "fr" || w == "kr" || w == "sfr") && t.Is(j, ".") {
			j++
		}
		if c[0] == '@' {
			c = f.resolve(unit{name: c[1:]}, "", i)
		}
		if w == "rm" && t.Raw(i) != "RM" || t.Kind(j) != numeral.Digits {
			return "", i
		}
		return c, j
	}
	if c, k := country(t, i); k > i {
		if u, ok := table(f.ctx.Lang)[t.Low1(k)]; ok && u.only != after && t.Kind(k+1) == numeral.Digits {
			return f.resolve(u, c, k), k + 1
		}
		if u, ok := english[t.Low1(k)]; ok && u.only != after && t.Kind(k+1) == numeral.Digits {
			code := f.resolve(u, c, k)
			return code, k + 1
		}
	}
	return "", i
}

// codeAt is the ISO code or ticker written at token i in capitals.
func codeAt(t *numeral.Text, i int) string {
	raw := t.Raw(i)
	if n := len(raw); n < 3 || n > 5 {
		return ""
	}
	switch {
	case codes[raw]:
		return raw
	case raw == "RMB" || raw == "CNH":
		return "CNY"
	case raw == "NTD":
		return "TWD"
	case raw == "XBT":
		return "BTC"
	case raw == "RUR":
		return "RUB"
	case raw == "stETH" || raw == "mETH" || raw == "cmETH":
		return strings.ToUpper(raw)
	}
	return ""
}

// unitAfter reads a currency behind a number and gives the token after it; the
// same token when there is none. A country's adjective leaves its code in f.code.
func (f *finder) unitAfter(j int) (unit, int) {
	t := f.t
	f.code = ""
	if !t.In(j) || t.Gap(j) == numeral.Break {
		return unit{}, j
	}
	start := j
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined {
		j++
	}
	switch t.Kind(j) {
	case numeral.Sign:
		if u, ok := signs[t.Raw(j)]; ok && u.only != before {
			if t.Gap(j) == numeral.Space && t.Gap(j+1) == numeral.Joined && t.Kind(j+1) == numeral.Digits {
				return unit{}, start // "5 $10 bills"
			}
			if t.Gap(j) == numeral.Space && t.Kind(j+1) == numeral.Digits { // "1 $ 10 dollars bill"
				if n, ok := t.Number(j+1, numeral.Options{Lang: f.ctx.Lang}); ok {
					if _, ok := table(f.ctx.Lang)[t.Low1(n.End)]; ok {
						return unit{}, start
					}
				}
			}
			if t.Is(j, "€") && t.Is(j+1, "ur") && t.Gap(j+1) == numeral.Joined {
				return u, j + 2
			}
			return u, j + 1
		}
		return unit{}, start
	case numeral.Glyph:
		if u, k := f.glyphUnit(j); k > j {
			return u, k
		}
		return unit{}, start
	case numeral.Word:
	default:
		return unit{}, start
	}
	if t.Toks[j].Line && t.Kind(j) == numeral.Word && codeAt(t, j) == "" {
		if _, ok := table(f.ctx.Lang)[t.Low1(j)]; !ok {
			return unit{}, start
		}
	}
	if u, k := f.name(j, ""); k > j {
		return u, k
	}
	if c, k := country(t, j); k > j && (t.Gap(k) == numeral.Space || t.Is(k, "-")) {
		if t.Is(k, "-") {
			k++
		}
		if u, e := f.name(k, c); e > k && u.name != "" || e > k && u.code != "" {
			f.code = f.resolve(u, c, k)
			return u, e
		}
	}
	if c, ok := foreignAdjectives[t.Low1(j)]; ok {
		if u, e := f.name(j+1, c); e > j+1 {
			f.code = f.resolve(u, c, j)
			return u, e
		}
	}
	if c := codeAt(t, j); c != "" && t.Gap(j+1) != numeral.Joined || c != "" && t.Kind(j+1) == numeral.Sign {
		if wordCodes[c] && (t.Kind(j+1) == numeral.Word && t.Gap(j+1) == numeral.Space || t.Is(j+1, "-")) && !f.lowerNext(j+1) {
			return unit{}, start
		}
		return unit{code: c}, j + 1
	}
	if c, ok := lowerCodes[t.Low1(j)]; ok && c != "" {
		w := t.Low1(j)
		if w == "rm" || w == "rs" && t.Raw(j) != "Rs" {
			return unit{}, start
		}
		if c[0] == '@' {
			return unit{name: c[1:]}, j + 1
		}
		return unit{code: c}, j + 1
	}
	return unit{}, start
}

// lowerNext says whether the word at i starts with a small letter.
func (f *finder) lowerNext(i int) bool { return f.t.Kind(i) == numeral.Word && !f.t.Capital(i) }

// name reads a currency name, with the country's adjective behind it where the
// language puts it there.
func (f *finder) name(j int, c string) (unit, int) {
	t := f.t
	w := t.Low1(j)
	u, ok := table(f.ctx.Lang)[w]
	if !ok && f.ctx.Lang == "ar" {
		w = strings.TrimPrefix(strings.TrimPrefix(w, "ب"), "ال")
		u, ok = arabic[w]
	}
	if !ok && f.ctx.Lang != "" && f.ctx.Lang != "en" {
		u, ok = english[w]
	}
	if !ok && (f.ctx.Lang == "" || f.ctx.Lang == "en") {
		u, ok = anyName[w]
	}
	if !ok || u.code == "" && u.name == "" {
		return unit{}, j
	}
	if w == "р" && t.Gap(j) != numeral.Joined && !t.Is(j+1, ".") {
		return unit{}, j
	}
	k := j + 1
	if u.minor > 0 && (w == "cents" || w == "cent") && f.ctx.Country != "" {
		if euro[f.ctx.Country] {
			u.code, u.name = "EUR", ""
		}
	}
	if t.Kind(k) == numeral.Word && t.Gap(k) == numeral.Space && c == "" {
		if a, ok := foreignAdjectives[t.Low1(k)]; ok {
			if code, ok := byCountry[u.name][a]; ok {
				f.code = code
				k++
			} else if code := f.resolve(u, a, k); code != "" && u.name == "dollar" {
				f.code = code
				k++
			}
		}
	}
	return u, k
}

// anyName are names in other scripts that need no language to be known.
var anyName = func() map[string]unit {
	m := map[string]unit{}
	for _, l := range []map[string]unit{russian, ukrainian, arabic} {
		for w, u := range l {
			if w[0] >= utf8.RuneSelf {
				m[w] = u
			}
		}
	}
	return m
}()

// euro lists the countries whose cents are the euro's.
var euro = map[string]bool{"AT": true, "BE": true, "HR": true, "CY": true, "EE": true, "FI": true, "FR": true, "DE": true, "GR": true, "IE": true, "IT": true,
	"LV": true, "LT": true, "LU": true, "MT": true, "NL": true, "PT": true, "SK": true, "SI": true, "ES": true}

// glyphUnit reads a Korean, Japanese or Chinese currency name.
func (f *finder) glyphUnit(j int) (unit, int) {
	t := f.t
	// "미국 달러", "캐나다 달러": a country, a blank and the name.
	for prefix, c := range hangulCountries {
		if k, ok := t.Follows(j, prefix); ok {
			if u, e := f.glyphUnitAt(k); e > k && u.code == "USD" {
				return unit{code: c}, e
			}
		}
	}
	return f.glyphUnitAt(j)
}

var hangulCountries = map[string]string{"미국": "USD", "미": "USD", "캐나다": "CAD", "호주": "AUD", "홍콩": "HKD", "싱가포르": "SGD", "대만": "TWD", "뉴질랜드": "NZD"}

func (f *finder) glyphUnitAt(j int) (unit, int) {
	t := f.t
	r, _ := utf8.DecodeRuneInString(t.Raw(j))
	for _, i := range glyphIndex[r] {
		g := glyphUnits[i]
		k, ok := t.Follows(j, g.text)
		if !ok {
			continue
		}
		if g.unit.weak || (g.text == "원" || g.text == "엔" || g.text == "이더") && !f.particle(k) || g.text == "元" && (t.Is(k, "旦") || t.Is(k, "首") || t.Is(k, "年") || t.Is(k, "素") || t.Is(k, "气")) {
			continue
		}
		return g.unit, k
	}
	return unit{}, j
}

// particle says whether the hangul at k may follow the one-syllable name of a
// currency: nothing, or a particle or noun that takes sums.
func (f *finder) particle(k int) bool {
	t := f.t
	if t.Kind(k) != numeral.Glyph || t.Gap(k) != numeral.Joined {
		return true
	}
	switch t.Raw(k) {
	case "을", "이", "은", "에", "으", "의", "과", "까", "부", "씩", "대", "어", "짜", "상", "규", "가", "도", "만", "이상", "인", "선", "보", "정", "권", "미", "넘", "안", "화", "약":
		return true
	}
	return false
}
