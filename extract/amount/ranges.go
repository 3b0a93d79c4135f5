package amount

import (
	"demarche/extract/numeral"

	"github.com/shopspring/decimal"
)

// bareStart reads a range whose first end has no currency of its own: "3-5
// million dollars", "between 10 and 20 euros".
func (f *finder) bareStart(i int, n numeral.Num) (sum, bool) {
	t := f.t
	j := n.End
	if f.inRange || n.Vague || !f.near(j) || t.Toks[j].Line || n.Words && n.Short {
		return sum{}, false
	}
	dash := t.Is(j, "-") || t.Is(j, "–") || t.Is(j, "~") || t.Is(j, "〜") || t.Is(j, "～")
	if dash && (t.Gap(j) != t.Gap(j+1)) || !dash && !f.rangeWord(sum{first: i}, j) {
		return sum{}, false
	}
	f.inRange = true
	e, ok := f.suffixed(j + 1)
	f.inRange = false
	if !ok || e.vague || t.Kind(j+1) == numeral.Word && dash {
		return sum{}, false
	}
	low := n.Value
	if !n.Scaled {
		if n.Value.GreaterThan(decimal.NewFromInt(1899)) && n.Value.LessThan(decimal.NewFromInt(2100)) && !n.Grouped && !e.num.Grouped {
			return sum{}, false // "2024 to 5 million dollars"
		}
		low = n.Value.Shift(e.num.Exp)
		if k := low.Shift(3); e.num.Grouped && low.LessThan(decimal.NewFromInt(10)) && k.LessThan(e.value) {
			low = k // "between 4 and 5,000 euros"
		}
	}
	if !low.LessThan(e.value) {
		return sum{}, false
	}
	e.first, e.value, e.max, e.ranged, e.why = i, low, e.value, true, "a range before its currency"
	return e, true
}

// extend joins the two ends of a range: "$3-5 million", "between $3m and $5m".
func (f *finder) extend(s sum) sum {
	t := f.t
	if s.vague {
		return s
	}
	j := s.end
	if !t.In(j) || t.Gap(j) == numeral.Break || t.Toks[j].Line {
		return s
	}
	dash := t.Is(j, "-") || t.Is(j, "–") || t.Is(j, "—") && t.Gap(j) == numeral.Joined || t.Is(j, "~") || t.Is(j, "〜") || t.Is(j, "～")
	word := f.rangeWord(s, j)
	if !dash && !word {
		return s
	}
	k := j + 1
	if dash && t.Is(j, "-") && t.Gap(j) == numeral.Space && t.Gap(k) == numeral.Joined {
		return s
	}
	e, ok := f.sum(k)
	if !ok || e.vague {
		if dash || word {
			return f.bareEnd(s, k)
		}
		return s
	}
	if e.code != s.code && !(isDollar(e.code) && isDollar(s.code)) {
		return s
	}
	return f.ranged(s, e.value, e.num, e.end)
}

// bareEnd handles "$3-5 million" and "$10 to 20".
func (f *finder) bareEnd(s sum, k int) sum {
	t := f.t
	n, ok := t.Number(k, numeral.Options{Lang: f.ctx.Lang, Country: f.ctx.Country, Money: true})
	if !ok || n.Words && !n.Scaled || f.percent(n.End) || n.Vague {
		return s
	}
	if t.Gap(n.End) == numeral.Joined && (t.Kind(n.End) == numeral.Word || t.Is(n.End, "-") && t.Gap(n.End+1) == numeral.Joined) {
		return s
	}
	if !n.Scaled && (n.Value.LessThanOrEqual(s.value) || t.Kind(n.End) == numeral.Word && t.Gap(k) != numeral.Joined && !t.Is(n.End, "a") && !t.Is(n.End, "per") && !t.Is(n.End, "in") && !t.Is(n.End, "for")) {
		return s
	}
	return f.ranged(s, n.Value, n, n.End)
}

func (f *finder) ranged(s sum, high decimal.Decimal, n numeral.Num, end int) sum {
	low := s.value
	if !s.num.Scaled && n.Scaled && n.Exp > 0 && low.LessThan(decimal.NewFromInt(1000)) && !s.num.Grouped {
		low = low.Shift(n.Exp)
	}
	if low.GreaterThanOrEqual(high) {
		return s
	}
	s.value, s.max, s.ranged, s.end = low, high, true, end
	return s
}

// rangeWord says whether the word at j joins the ends of a range: "to", or
// "and" after "between".
func (f *finder) rangeWord(s sum, j int) bool {
	t := f.t
	before := t.Low1(s.first - 1)
	switch t.Low1(j) {
	case "to", "bis", "à", "a", "до", "إلى":
		if t.Low1(j) == "a" && f.ctx.Lang != "es" || t.Low1(j) == "to" && t.Is(j+1, "the") {
			return false
		}
		// "rose from $3 to $5" is a change, not a range, but so is it written.
		return !f.change(s.first)
	case "and", "und", "et", "y", "и", "і":
		return before == "between" || before == "zwischen" || before == "entre" || before == "между" || before == "між" || before == "from"
	}
	return false
}

// change says whether a verb of change governs the pair: "rose from $3 to $5".
func (f *finder) change(i int) bool {
	t := f.t
	for b := i - 1; b >= 0 && b >= i-8; b-- {
		switch t.Low1(b) {
		case "rose", "rise", "risen", "rising", "fell", "fall", "fallen", "grew", "grow", "grown", "increased", "increase", "decreased", "raised", "raise", "cut", "jumped", "dropped", "declined", "climbed", "up", "down", "went", "boost", "boosted", "soared", "reduced", "lowered", "expanded", "swelled", "bringing", "brought", "raising", "raises", "increasing", "slashed", "doubled", "tripled":
			return true
		case ".", ";", ",":
			return false
		}
	}
	return false
}
