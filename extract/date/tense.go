package date

import (
	"strings"

	"demarche/extract/numeral"
)

// reach bounds the search for a verb, in tokens to either side.
const reach = 28
const reachAhead = 12

// speaking are verbs that report; behind a date they say nothing of it.
var speaking = set("said told reported announced says added noted")

// leading are cues that only count right before what they lead to.
var leading = set("by until till before ahead next must can could would should may might tomorrow")

// tense says whether the clause around tokens i..j speaks of the past (-1), of
// the future (1), or does not tell (0): the nearest verb before decides, else
// the nearest behind.
func (f *finder) tense(i, j int) int {
	t := f.t
	if f.lang != nil {
		return f.lang.tense(f, i, j)
	}
	if w := t.Low1(i - 1); w == "by" || w == "until" || w == "till" || w == "the" && (t.Is(i-2, "by") || t.Is(i-2, "until")) {
		return f.deadline(i)
	}
	if f.happenedOn(i) {
		return passed
	}
	for k, n := i-1, 0; k >= 0 && n < reach; k, n = k-1, n+1 {
		if f.stop(k) {
			break
		}
		if n < 2 && f.timed(k) {
			return 1
		}
		if c := f.cue(k); c != 0 {
			return c
		}
	}
	for k, n := j, 0; k < len(t.Toks) && n < reachAhead; k, n = k+1, n+1 {
		if f.stop(k) {
			break
		}
		if c := f.cue(k); c != 0 && !leading[t.Low1(k)] && !speaking[t.Low1(k)] {
			return c
		}
	}
	return 0
}

// deadline is the tense of "by Friday", "until May": ahead, unless a verb of
// the past stands near.
func (f *finder) deadline(i int) int {
	for k := i - 2; k >= 0 && k > i-8; k-- {
		switch f.t.Low1(k) {
		case "was", "were", "had", "did", "wasn", "weren", "hadn", "didn":
			return -1
		}
	}
	if f.t.Is(i+1, ",") && f.t.Is(i-1, "until") {
		return -1
	}
	// "By Monday afternoon, half had left": told afterwards.
	if f.t.Capital(i - 1) {
		for k := i + 1; k < i+reachAhead && k < len(f.t.Toks) && !f.stop(k); k++ {
			switch f.t.Low1(k) {
			case "had", "was", "were":
				return -1
			case "will", "shall", "must":
				return 1
			}
		}
	}
	return 1
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
		if w == "m" && t.Is(k-2, ".") && (zones[t.Low1(k+1)] || f.word2(k+1, weekdayWord) || f.word2(k+1, monthWord)) {
			return false // "4 a.m. EDT Thursday"
		}
		return len(w) > 3 || t.Kind(k-1) != numeral.Word || !t.Capital(k-1)
	}
	return false
}

var futureWords = set("will shall 'll wo going scheduled expected expects expect plans plan planned due upcoming intends intend effective payable tomorrow next would could should may might begin begins resume deadline expire expires maturing ahead upcoming planning proposed slated forthcoming must can likely hopes aims payable")
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
	if w == "next" && t.Is(k+1, "to") {
		return 0
	}
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
		case "is", "are", "be", "plans", "expected", "scheduled", "set", "due", "decided", "agreed", "vowed", "pledged", "promised", "intends", "wants", "hopes", "ready", "likely", "prepares", "preparing":
			return 1
		}
		return 0
	}
	if pastWords[w] {
		if t.Is(k-1, "be") && w != "was" && w != "were" {
			return 1 // "would be paid"
		}
		return -1
	}
	if len(w) > 4 && strings.HasSuffix(w, "ed") && !notPast[w] {
		if t.Is(k-1, "be") {
			return 1
		}
		if articles[t.Low1(k-1)] && f.isWord(k+1) {
			return 0 // "a still unspecified date"
		}
		return -1
	}
	return 0
}

// articles stand before a participle that describes what follows.
var articles = set("a an the its their his her our still yet any no newly")

// passed is the tense of a date right behind a verb that tells what happened then:
// "took effect Jan. 1", "the year ended Dec. 31".
const passed = -2

var happened = set("began started ended died resigned expired lapsed arrived occurred happened")

// happenedOn says whether such a verb stands right before token i.
func (f *finder) happenedOn(i int) bool {
	t := f.t
	k := i - 1
	if t.Is(k, "on") || t.Is(k, "in") {
		k--
	}
	if happened[t.Low1(k)] {
		return true
	}
	if t.Is(k, "effect") || t.Is(k, "force") {
		if k--; t.Is(k, "into") {
			k--
		}
		return t.Is(k, "took") || t.Is(k, "came") || t.Is(k, "went") || t.Is(k, "entered")
	}
	return false
}

// yearOfDay guesses the year of a month and day (d 0: of the month).
func (f *finder) yearOfDay(m, d, tense int) int {
	ay, am, ad := f.anchor.ymd()
	if d == 0 {
		if m == am {
			return ay
		}
		if m == am%12+1 && tense >= 0 || tense > 0 {
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
	if tense == passed {
		return past
	}
	// Reports speak of what is near; the verb decides only further off.
	back, ahead := int(f.anchor-civil(past, m, d)), int(civil(future, m, d)-f.anchor)
	switch {
	case back <= 75 && tense <= 0 || back <= 20:
		return past
	case ahead <= 75:
		return future
	case tense < 0:
		return past
	case tense > 0, ahead <= 100:
		return future
	}
	return past
}

// certain are the words that put a bare weekday into the future.
var certain = set("will shall 'll scheduled expected expects plans planned planning due tomorrow upcoming")

// timetable are verbs whose present tense before a weekday is that of a timetable:
// "the licence expires on Friday".
var timetable = set("expire expires return returns begin begins start starts end ends open opens resume resumes meet meets lapse lapses convene convenes")

// weekdayTense is the tense for a bare weekday: past, unless a word of the
// future stands near it in its clause.
func (f *finder) weekdayTense(i, j int) int {
	t := f.t
	if f.lang != nil {
		return f.lang.tense(f, i, j)
	}
	if p := t.Low1(i - 1); p == "by" || p == "until" || p == "till" {
		return f.deadline(i)
	}
	possessive := t.Is(j, "'") || t.Is(j, "’")
	for k, n := i-1, 0; k >= 0 && n < reach && !f.stop(k); k, n = k-1, n+1 {
		w := t.Low1(k)
		if (w == "plans" || w == "plan") && (f.cue(k-1) < 0 || nounly[t.Low1(k-1)]) {
			continue // the noun: "announced plans Tuesday to resume"
		}
		if certain[w] && !((w == "expected" || w == "planned" || w == "scheduled") && (t.Is(k-1, "as") || t.Is(k-1, "than") || t.Is(k-1, "previously") || t.Is(k-1, "originally"))) {
			return 1
		}
		if w == "would" && t.Is(k+1, "be") && strings.HasSuffix(t.Low1(k+2), "ing") {
			return 1
		}
		if n < 3 && f.timed(k) {
			return 1
		}
		if pastWords[w] || f.cue(k) < 0 {
			return -1
		}
		if w == "to" && n < 12 && f.cue(k) > 0 && !possessive {
			return 1
		}
		if (w == "until" || w == "planning" || w == "intends") && !possessive && n < 8 {
			return 1
		}
	}
	if possessive {
		return -1
	}
	if t.Is(j, ",") && t.Is(i-1, "on") && t.Capital(i-1) {
		return f.verbOf(j + 1)
	}
	for k, n := j, 0; k < len(t.Toks) && n < 5 && !f.stop(k) && !t.Is(k, ","); k, n = k+1, n+1 {
		if f.cue(k) < 0 {
			return -1
		}
		if certain[t.Low1(k)] {
			return 1
		}
	}
	return 0
}

// nounly are words behind which "end", "start" or "open" are nouns.
var nounly = set("the a an at of in on by from for this that its their his her year month week no and or early late")

// timed says whether the verb that ends at token k is one of a timetable: "meets",
// "runs out", "takes effect", "enters into force".
func (f *finder) timed(k int) bool {
	t := f.t
	if w := t.Low1(k); timetable[w] {
		return strings.HasSuffix(w, "s") || !nounly[t.Low1(k-1)] && t.Kind(k-1) == numeral.Word
	}
	if t.Is(k, "effect") || t.Is(k, "force") {
		if k--; t.Is(k, "into") {
			k--
		}
		switch t.Low1(k) {
		case "take", "takes", "come", "comes", "enter", "enters", "go", "goes":
			return true
		}
		return false
	}
	return t.Is(k, "out") && (t.Is(k-1, "run") || t.Is(k-1, "runs"))
}

// verbOf is the tense of the first verb that a clause after "On Tuesday," shows.
func (f *finder) verbOf(j int) int {
	for k, n := j, 0; k < len(f.t.Toks) && n < reachAhead && !f.stop(k); k, n = k+1, n+1 {
		switch w := f.t.Low1(k); {
		case w == "when" || w == "where" || w == "after" || w == "which":
			return 0
		case w == "will" || w == "shall" || w == "'ll" || w == "planning" || (w == "plans" || w == "plan" || w == "expects" || w == "intends" || w == "scheduled" || w == "due") && f.t.Is(k+1, "to"):
			return 1
		}
		if f.cue(k) < 0 {
			return -1
		}
	}
	return 0
}

// weekdayNear is the day a bare weekday stands for.
func (f *finder) weekdayNear(wd, tense int) day {
	if tense > 0 {
		return f.anchor + day(mod(wd-f.anchor.weekday(), 7))
	}
	return f.anchor - day(mod(f.anchor.weekday()-wd, 7))
}
