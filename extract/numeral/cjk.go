package numeral

import "github.com/shopspring/decimal"

// Numbers in Chinese, Japanese and Korean: groups of ten thousand.

var cjkDigit = map[string]int64{"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
	"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}

var cjkSmall = map[string]int32{"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "십": 1, "백": 2, "천": 3}

var cjkBig = map[string]int32{"万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "兆": 12, "조": 12, "경": 16}

// cjkMore are the marks for "somewhat more" inside a number; cjkVague those
// for an unknown count before a unit.
var cjkMore = map[string]bool{"여": true, "余": true, "餘": true, "多": true, "数": false}
var cjkVague = map[string]bool{"수": true, "数": true, "數": true, "几": true, "幾": true, "上": true}

// cjk reads digits and units: "1억 2천만", "3兆5000億", "三十亿", "2만5천".
func (t *Text) cjk(i int, o Options) (Num, bool) {
	n := Num{}
	var total, section, cur decimal.Decimal
	haveCur, haveUnit, lastBig := false, false, int32(100)
	j := i
	if t.Kind(j) == Glyph && cjkVague[t.Raw(j)] {
		n.Vague = true
		j++
	}
	for steps := 0; steps < maxWords && t.In(j); steps++ {
		if j > i && t.Gap(j) != Joined {
			if t.Gap(j) != Space || t.Toks[j].Line || !haveUnit || haveCur || (t.Kind(j) != Digits && !t.bigAhead(j)) {
				break
			}
			if t.Kind(j) == Digits && !t.unitAhead(j, o) {
				break
			}
		}
		s := t.Raw(j)
		if t.Kind(j) == Digits {
			d, ok := t.digits(j, Options{Lang: "ko"})
			if haveCur || !ok {
				break
			}
			cur, haveCur, j = d.Value, true, d.End
			continue
		}
		if t.Kind(j) != Glyph {
			break
		}
		if d, ok := cjkDigit[s]; ok {
			if haveCur && cur.IsInteger() {
				cur = cur.Shift(1)
			}
			cur, haveCur = cur.Add(decimal.NewFromInt(d)), true
			j++
			continue
		}
		if cjkMore[s] && (haveCur || haveUnit) {
			n.About = true
			j++
			continue
		}
		if e, ok := cjkSmall[s]; ok {
			if !haveCur {
				cur = decimal.NewFromInt(1)
			}
			section = section.Add(cur.Shift(e))
			cur, haveCur, haveUnit = decimal.Zero, false, true
			j++
			continue
		}
		e, ok := cjkBig[s]
		if !ok {
			break
		}
		part := section.Add(cur)
		switch {
		case !part.IsZero() && e < lastBig:
			total = total.Add(part.Shift(e))
		case part.IsZero() && !total.IsZero(): // 万亿
			total = total.Shift(e)
		case part.IsZero() && n.Vague, part.IsZero() && s == "만" && j == i:
			total = decimal.New(1, e)
		default:
			return Num{}, false
		}
		section, cur, haveCur, haveUnit, lastBig = decimal.Zero, decimal.Zero, false, true, e
		j++
	}
	if !haveUnit {
		return Num{}, false
	}
	n.Value = total.Add(section).Add(cur)
	n.Mantissa, n.End, n.Scaled = n.Value, j, true
	return n, true
}

// bigAhead says whether the glyphs from j on are a unit.
func (t *Text) bigAhead(j int) bool {
	_, small := cjkSmall[t.Raw(j)]
	_, big := cjkBig[t.Raw(j)]
	_, digit := cjkDigit[t.Raw(j)]
	if digit && t.Gap(j+1) == Joined {
		_, small = cjkSmall[t.Raw(j+1)]
		_, big = cjkBig[t.Raw(j+1)]
	}
	return small || big
}

// unitAhead says whether the digits at j are followed by a unit or by a glyph,
// so that "1억 2000" goes on only before "만" or "원".
func (t *Text) unitAhead(j int, o Options) bool {
	d, ok := t.digits(j, Options{Lang: "ko"})
	return ok && t.Kind(d.End) == Glyph && t.Gap(d.End) == Joined
}
