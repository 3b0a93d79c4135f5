package numeral

import (
	"strings"

	"github.com/shopspring/decimal"
)

// words reads a number in words.
func (t *Text) words(i int, o Options) (Num, bool) {
	tab := table(o.Lang)
	w, ok := t.entry(i, tab, o.Lang)
	if !ok || w.class == scale && w.value == 0 && (!bareScale[o.Lang] || plurals[strings.TrimPrefix(t.Low1(i), "و")]) {
		return Num{}, false
	}
	n := Num{Words: true}
	total, cur := decimal.Zero, decimal.Zero
	j, seen, lastScale := i, false, int32(0)
	article := false
loop:
	for j < i+maxWords {
		switch w.class {
		case article1:
			if seen {
				break loop
			}
			article = true
			j++
		case half:
			part := decimal.New(w.value, -2)
			k := j + 1
			for _, skip := range [...]string{"-", "of", "a", "-", "de"} {
				if t.Is(k, skip) {
					k++
				}
			}
			next, ok := t.entry(k, tab, o.Lang)
			if seen || !ok || (next.class != scale && next.class != hundred) {
				if w.strong {
					cur, seen = part, true
					j++
					break
				}
				break loop
			}
			cur, seen, j = part, true, k
		case unit, tens:
			v := decimal.NewFromInt(w.value)
			if seen && !cur.IsZero() && !fits(cur, w.value) {
				break loop
			}
			cur, seen = cur.Add(v), true
			j++
		case hundred:
			if cur.IsZero() {
				cur = decimal.NewFromInt(1)
			}
			cur, seen = cur.Shift(2), true
			j++
		case vagueCount:
			if seen {
				break loop
			}
			n.Vague, seen = true, true
			j++
		case scale:
			if cur.IsZero() {
				if seen && !n.Vague && lastScale == 0 {
					break loop
				}
				if lastScale != 0 { // "hundred thousand million"
					total, cur = decimal.Zero, total
				} else {
					cur = decimal.NewFromInt(max(w.value, 1))
				}
			}
			e := w.exp
			total = total.Add(cur.Shift(e))
			if n.Mantissa.IsZero() {
				n.Mantissa = cur
			}
			n.Exp += e
			cur, seen, lastScale = decimal.Zero, true, e
			n.Scaled, n.Abbrev = true, w.abbrev
			j++
		}
		k := j
		if t.Is(k, "-") && t.Gap(k) == t.Gap(k+1) && t.Gap(k) != Break && (t.Gap(k) == Joined || w.class == tens) {
			k++
		} else if c := t.Low1(k); seen && !article && (c == "and" || c == "y" || c == "und") && t.Gap(k) == Space {
			k++
			if t.Is(k, "a") && (t.Is(k+1, "half") || t.Is(k+1, "quarter")) && lastScale == 0 {
				part := "0.5"
				if t.Is(k+1, "quarter") {
					part = "0.25"
				}
				cur, j = cur.Add(decimal.RequireFromString(part)), k+2
				k = j
			} else if cur.IsZero() && lastScale == 0 || cur.LessThan(decimal.NewFromInt(20)) && lastScale == 0 {
				break
			}
		}
		if t.Gap(k) == Break {
			break
		}
		next, ok := t.entry(k, tab, o.Lang)
		if !ok || next.class == article1 || (next.letter) {
			break
		}
		if article && next.class != scale && next.class != hundred && next.class != half && next.class != vagueCount {
			break
		}
		if k != j && next.class == half {
			break
		}
		w, j, article = next, k, false
		if next.class == half && seen {
			break
		}
	}
	if article && !seen {
		if t.Is(i, "a") || t.Is(i, "an") {
			return Num{Value: decimal.NewFromInt(1), Mantissa: decimal.NewFromInt(1), End: i + 1, Words: true, Short: true}, true
		}
	}
	if !seen {
		return Num{}, false
	}
	n.Value, n.End = total.Add(cur), j
	if n.Mantissa.IsZero() {
		n.Mantissa = n.Value
	}
	if !n.Scaled {
		t.fraction(&n)
		n.Words = true
		t.scale(&n, o)
	}
	return n, true
}

// bareScale lists the languages where "million" alone is one million.
var bareScale = map[string]bool{"ru": true, "uk": true, "be": true, "ar": true}

// plurals are scale words that by themselves tell no number: "millions".
var plurals = map[string]bool{"тысячи": true, "тысяч": true, "миллионов": true, "миллиардов": true, "тисячі": true, "тисяч": true, "мільйони": true, "мільйонів": true,
	"мільярди": true, "мільярдів": true, "آلاف": true, "الاف": true, "ملايين": true, "مليارات": true, "تريليونات": true}

// entry finds the word at i; in Arabic "and" may be written on to it.
func (t *Text) entry(i int, tab map[string]entry, lang string) (entry, bool) {
	w := t.Low1(i)
	e, ok := tab[w]
	if !ok && lang == "ar" {
		e, ok = tab[strings.TrimPrefix(w, "و")]
	}
	return e, ok
}

// fits says whether a word of value v may follow cur without a scale between:
// "twenty" + "five", "three hundred" + "forty".
func fits(cur decimal.Decimal, v int64) bool {
	c := cur.IntPart()
	switch {
	case v < 10:
		return c%10 == 0 && (c%100 >= 20 || c%100 == 0)
	case v < 100:
		return c%100 == 0
	}
	return false
}
