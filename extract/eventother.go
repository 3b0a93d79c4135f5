package extract

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// reach bounds how many tokens of a sentence are looked at on either side of a date.
const reach = 80

// besides gives, for a word shortly before a date, what the date is then of.
var besides = listed(map[string]string{
	"a birth":             "born dob",
	"a law or list":       "act regulation regulations resolution list directive decree vom от від",
	"a limit":             "until till through expires effective jusqu bis hasta до",
	"an older paper":      "dated amended",
	"a time before it":    "before prior avant vor antes",
	"a time after it":     "after following after après nach tras después después после після",
	"the start of a span": "since from seit depuis desde between с з",
	"a deadline":          "by",
	"an earlier step":     "previously originally formerly",
	"a bracket":           "(",
})

// listed turns lists of words around.
func listed(m map[string]string) map[string]string {
	out := map[string]string{}
	for what, words := range m {
		for _, w := range strings.Fields(words) {
			out[w] = what
		}
	}
	return out
}

// deadlines are words of a sentence in which "by", "until" and "effective" before a
// day to come name the very thing the sentence is about.
var deadlines = []string{"deadline", "must ", "have until", "has until", " left to", "expire", "wind down", "wind-down", "comply"}

// otherThing says what a date is of when words beside it show that it is not when
// the main thing happened, "" otherwise.
func otherThing(doc *token.Doc, c candidate, day string) string {
	i := c.at
	for k := i - 1; k >= 0 && k >= i-4 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		w := strings.ToLower(doc.Word(k))
		what, ok := besides[w]
		if !ok || k < i-2 && !(doc.Word(k+1) == "," && k == i-3) {
			continue
		}
		switch {
		case c.ahead && (what == "a limit" || what == "a deadline" || what == "the start of a span"):
			if s := sentenceText(doc, i); what == "the start of a span" || hasAny(s, deadlines) {
				continue
			}
		case what == "the start of a span" && c.Precision == demarche.PrecisionRange:
			continue // "between 8 and 12 June": the whole span
		case w == "since" && c.sentence == 0:
			continue // "has been held since Monday": when the thing reported began
		case w == "by" && k < i-1:
			continue // "by police on Monday"
		case what == "a law or list" && k < i-1 && !(k == i-2 && strings.EqualFold(doc.Word(k+1), "of")):
			continue // "struck from the list on Monday"
		case len(w) <= 3 && w != "by" && w != "dob" && w != "act" && w != "(" && k < i-1:
			continue // a short preposition stands next to its date
		case w == "(" && c.sentence == 0 && k < i-1:
			continue
		}
		return what
	}
	for _, end := range []string{"까지", "부터", "이후", "이래", "以来", "以降", "まで", "から", "之前", "以前"} {
		if strings.HasPrefix(strings.TrimLeft(doc.Text[c.End:], " "), end) && !(c.ahead && end == "から") {
			return "the end of a span"
		}
	}
	if bracketed(doc.Text, c.Start) {
		return "a bracket"
	}
	if inSpan(doc, c) {
		return "the end of a span"
	}
	if !c.ahead && possessed(doc, c) {
		return "of a thing told before"
	}
	if earlierStep(doc, i) {
		return "an earlier step"
	}
	return aside(doc, c, day)
}

// bracketed says whether a full-width bracket is open shortly before byte i, as in
// "19日夜(日本時間20日未明)".
func bracketed(text string, i int) bool {
	near := text[max(0, i-30):i]
	return strings.LastIndex(near, "(") > strings.LastIndex(near, ")")
}

// inSpan says whether the date is one end of a span of two: "January to October",
// "between Monday and Friday".
func inSpan(doc *token.Doc, c candidate) bool {
	next := doc.At(c.End)
	switch doc.Word(next) {
	case "to", "through", "until", "–", "bis":
		if doc.Tokens[next].Start-c.End <= 1 && isDateWord(doc.Word(next+1)) {
			return true
		}
	}
	w := strings.ToLower(doc.Word(c.at - 1))
	if w != "to" && w != "and" && w != "–" {
		return false
	}
	for k := c.at - 2; k > c.at-8 && k >= 0; k-- {
		v := strings.ToLower(doc.Word(k))
		if v == "between" || v == "from" || w == "to" && (v == ":" || isDateWord(v)) {
			return true
		}
		if doc.Tokens[k+1].Is(token.Sentence) {
			break
		}
	}
	return false
}

// isDateWord says whether a word begins or ends a date: a number of a day or year, a
// month, a weekday.
func isDateWord(w string) bool {
	w = strings.ToLower(w)
	if w != "" && len(w) <= 4 && strings.Trim(w, "0123456789") == "" {
		return true
	}
	return len(w) > 2 && strings.Contains(calendar, " "+w)
}

const calendar = " january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday"

// possessed says whether the date belongs to a thing that the sentence acts on or
// looks back at: "shrugged off Tuesday's sanctions", "dismissed the sanctions of
// 4 November".
func possessed(doc *token.Doc, c candidate) bool {
	next := doc.At(c.End)
	if w := doc.Word(next); w == "'" || w == "’" || w == "'s" || w == "’s" {
		switch p := strings.ToLower(doc.Word(c.at - 1)); {
		case c.at == 0, doc.Tokens[c.at].Is(token.Sentence), p == "in", p == "at", p == "during", p == "with", p == "under", p == "the":
			return false
		}
		return true
	}
	if !strings.EqualFold(doc.Word(c.at-1), "of") || dayParts[strings.ToLower(doc.Word(c.at-2))] {
		return false
	}
	for k := c.at - 2; k >= 0 && k > c.at-reach && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		if w := strings.ToLower(doc.Word(k)); strings.HasSuffix(w, "ed") || pastVerbs[w] {
			return true
		}
	}
	return false
}

// dayParts are words before "of" and a date that say when within it.
var dayParts = map[string]bool{"morning": true, "afternoon": true, "evening": true, "night": true, "hours": true, "week": true, "beginning": true, "start": true, "end": true, "middle": true}

// pastVerbs are past tenses that do not end in -ed, as reports have them.
var pastVerbs = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("said says told called took saw hit struck met made put shrugged kept held left found brought came went gave got led fell rose") {
		m[w] = true
	}
	return m
}()

// earlierStep says whether the clause of token i tells of what had been done before:
// "previously designated the group on June 1"; "a day earlier" does not.
func earlierStep(doc *token.Doc, i int) bool {
	for k := i - 1; k >= 0 && k > i-14 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch strings.ToLower(doc.Word(k)) {
		case "previously", "formerly", "originally", "earlier":
			return true
		case ",", ";", ":":
			return false
		}
	}
	return false
}

// dateline says whether the date is that of a report's dateline: "WASHINGTON, March 5
// (Reuters) - ". It says when the report was written.
func dateline(doc *token.Doc, c candidate) bool {
	if c.sentence != 0 || c.Start > 60 || c.at == 0 {
		return false
	}
	for k, n := doc.At(c.End), 0; k < len(doc.Tokens) && n < 6; k, n = k+1, n+1 {
		switch doc.Word(k) {
		case "-", "–", "—", "--", "_":
			return true
		case "(", ")", "/", ",":
		default:
			if r := doc.Word(k); r[0] < 'A' || r[0] > 'Z' {
				return false
			}
		}
	}
	return false
}

// aside says whether a date is told by the way: in a clause with "which", "who",
// "when" or "before", behind "after" at the sentence's beginning, in the pluperfect,
// or as that of a thing more than a week old ("its listing of October 22").
func aside(doc *token.Doc, c candidate, day string) string {
	i := c.at
	switch strings.ToLower(doc.Word(i - 1)) {
	case "of", "du", "del":
		if apart(c.Value, day) > 7 {
			return "of a thing told before"
		}
	}
	if from := max(0, i-6); c.ahead && i > from && tellsAhead(strings.ToLower(doc.Span(from, i))) {
		return "" // its own verb stands right before it
	}
	had, verb := "", -1
	for k := i - 1; k >= 0 && k > i-12 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch strings.ToLower(doc.Word(k)) {
		case "that":
			if speech(doc, k) && !verbBehind(doc, c) {
				return "" // "said that it had listed them on Friday"
			}
			return "told by the way"
		case "had", "hatte", "hatten", "avait", "avaient", "había", "habían":
			had = "told by the way"
		case "for", "over":
			if had != "" {
				return had
			}
		case "was", "were", "has", "have", "is", "are":
			verb = k
		case "which", "who":
			if verb > k+1 {
				return "" // "the men who ran the farm were sentenced on Monday"
			}
			return "told by the way"
		case "whose", "when", "before", "where":
			return "told by the way"
		case "after", "weeks", "months", "years", "following", "despite", "ahead":
			return "told by the way"
		case ",", ";", ":":
			return had
		}
	}
	return had
}
