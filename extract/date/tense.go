package date

import (
	"strings"

	"demarche/extract/numeral"
)

// reach bounds the search for a verb, in tokens to either side.
const reach = 28

// tense says whether the clause around tokens i..j speaks of the past (-1), of
// the future (1), or does not tell (0): the nearest verb before decides, else
// the nearest behind.
func (f *finder) tense(i, j int) int {
	t := f.t
	if f.lang != nil {
		return f.lang.tense(f, i, j)
	}
	for k, n := i-1, 0; k >= 0 && n < reach; k, n = k-1, n+1 {
		if f.stop(k) {
			break
		}
		if c := f.cue(k); c != 0 {
			return c
		}
	}
	for k, n := j, 0; k < len(t.Toks) && n < reach; k, n = k+1, n+1 {
		if f.stop(k) {
			break
		}
		if c := f.cue(k); c != 0 {
			return c
		}
	}
	return 0
}

// stop says whether token k ends a sentence.
func (f *finder) stop(k int) bool {
	t := f.t
	if t.Gap(k+1) == numeral.Break {
		return true
	}
	switch t.Raw(k) {
	case "?", "!", ";", "。":
		return true
	case ".":
		if t.Gap(k+1) == numeral.Joined || !t.Capital(k+1) {
			return false
		}
		w := t.Low1(k - 1)
		return len(w) > 3 || t.Kind(k-1) != numeral.Word || !t.Capital(k-1)
	}
	return false
}

var futureWords = set("will shall 'll wo going scheduled expected expects expect plans plan planned due upcoming until till intends intend effective payable tomorrow next would could should may might begin begins resume deadline expire expires maturing ahead upcoming planning proposed slated forthcoming by must can likely hopes aims payable")
var pastWords = set("said was were had did told has have been since rose fell took gave went came began led made sold bought held met won lost saw stole ran left got became wrote sent spent paid put found kept grew knew thought brought built broke spoke stood struck shot hit cut fought caught drew flew dropped died born shot closed filed reported announced launched ago last yesterday")
var notPast = set("need indeed feed seed speed proceed exceed succeed bed red hundred embed shed united limited unlimited related based unprecedented alleged detailed sacred wicked naked ted fed med led- increased- agreed-")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// cue is what the word at k says of the tense.
func (f *finder) cue(k int) int {
	t := f.t
	if t.Kind(k) != numeral.Word {
		return 0
	}
	w := t.Low1(k)
	if futureWords[w] {
		if w == "may" && t.Capital(k) {
			return 0
		}
		if (w == "would" || w == "could" || w == "expected" || w == "planned" || w == "due") && (t.Is(k+1, "have") || t.Is(k+1, "to") && w == "due") {
			return 0
		}
		return 1
	}
	if w == "to" && t.Kind(k+1) == numeral.Word && len(t.Low1(k-1)) > 0 {
		switch t.Low1(k - 1) {
		case "is", "are", "be", "plans", "expected", "scheduled", "set", "due":
			return 1
		}
		return 0
	}
	if pastWords[w] {
		return -1
	}
	if len(w) > 4 && strings.HasSuffix(w, "ed") && !notPast[w] {
		return -1
	}
	return 0
}

// yearOfDay guesses the year of a month and day (d 0: of the month).
func (f *finder) yearOfDay(m, d, tense int) int {
	ay, am, ad := f.anchor.ymd()
	if d == 0 {
		if m == am {
			return ay
		}
		if tense > 0 {
			if m < am {
				return ay + 1
			}
			return ay
		}
		if m > am {
			return ay - 1
		}
		return ay
	}
	if m == 2 && d == 29 {
		for _, y := range [...]int{ay, ay - 1, ay + 1, ay - 2, ay - 3} {
			if valid(y, 2, 29) {
				return y
			}
		}
	}
	past, future := ay, ay
	if m > am || m == am && d > ad {
		past--
	} else if m < am || m == am && d < ad {
		future++
	}
	if past == future {
		return ay
	}
	back, ahead := int(f.anchor-civil(past, m, d)), int(civil(future, m, d)-f.anchor)
	switch {
	case tense < 0:
		if ahead <= 10 { // a date that soon is announced, whatever the verb
			return future
		}
		return past
	case tense > 0:
		if back <= 4 {
			return past
		}
		return future
	case ahead <= 100:
		return future
	case back <= 265:
		return past
	}
	return future
}

// weekdayNear is the day a bare weekday stands for.
func (f *finder) weekdayNear(wd, tense int) day {
	if tense > 0 {
		return f.anchor + day(mod(wd-f.anchor.weekday(), 7))
	}
	return f.anchor - day(mod(f.anchor.weekday()-wd, 7))
}
