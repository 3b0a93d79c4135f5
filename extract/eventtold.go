package extract

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// When somebody told of a thing, beside when the thing was.

// tellers are verbs by which a report names who told it.
var tellers = wordSet("said says reported told wrote confirmed added announced disclosed sagte teilte berichtete meldete wie annoncé indiqué déclaré précisé rapporté selon " +
	"informó informaron anunció anunciaron dijo dijeron según сообщил сообщила сообщили сообщило заявил заявила заявили повідомив повідомила повідомили заявив заявила " +
	"أعلنته أعلنت أعلن قالت قال ذكرت ذكر أفادت أفاد أوضحت")

// channels are the words between such a verb and its day: "said in a statement on
// Tuesday", "wrote in a post on X on Friday".
var channels = wordSet("in a an the its his her on via by to at of statement report post posts release news press filing letter blog x telegram twitter facebook conference briefing interview website notice memo message communique communiqué reporters journalists late early")

// attributed says whether token i stands in a clause at the end of a sentence that
// names who told of the thing: ", officials said on Thursday".
func attributed(doc *token.Doc, i int) bool {
	verb := -1
	for k := i - 1; k > 0 && k > i-18 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		w := strings.ToLower(doc.Word(k))
		switch {
		case verb < 0 && tellers[w] && (k >= i-4 || w == "wie" && doc.Word(k-1) == ","):
			verb = k
		case verb < 0 && tellers[w] && allOf(doc, k+1, i, channels):
			verb = k
		case verb >= 0 && (w == "," || w == "،"):
			return true
		case verb < 0 && (w == "," || w == "،"):
			return false
		}
	}
	return false
}

// quoted ends, in Korean and Japanese, what somebody told, before who told it and
// when; eastTellers are the verbs behind the day.
var (
	quoted      = []string{"다고", "라고", "」고", "\"고", "”고", "たと", "ると", "いと", "だと", "」と", "うと"}
	eastTellers = []string{"밝혔다", "발표했다", "전했다", "말했다", "보도했다", "설명했다", "알렸다", "공개했다", "発表した", "明らかにした", "述べた", "伝えた", "報じた", "公表した", "語った", "通报。", "报道。", "通報。", "報道。", "说。", "称。", "表示。"}
)

// eastReach bounds in bytes how far those stand from the day.
const eastReach = 45

// attributedEast is attributed in Korean, Japanese and Chinese: "…했다고 10일 밝혔다",
// "…したと韓国軍が22日に発表した", "…,警方18日通报。".
func attributedEast(text string, c candidate) bool {
	if c.Text == "" || c.Text[len(c.Text)-1] < 0x80 {
		return false
	}
	behind := text[c.End:min(len(text), c.End+eastReach)]
	if i := strings.Index(behind, "。"); i >= 0 {
		behind = behind[:i+len("。")]
	} else if i := strings.Index(behind, ". "); i >= 0 {
		behind = behind[:i]
	}
	if !hasAny(behind, eastTellers) {
		return false
	}
	before := text[max(0, c.Start-eastReach):c.Start]
	if hasAny(before, quoted) {
		return true
	}
	return strings.HasSuffix(behind, "。") && hasAny(before, []string{",", ","}) && !strings.Contains(behind, "た。")
}

// allOf says whether each of the tokens from..to is a word of the list.
func allOf(doc *token.Doc, from, to int, list map[string]bool) bool {
	for k := from; k < to; k++ {
		if !list[strings.ToLower(doc.Word(k))] {
			return false
		}
	}
	return true
}

// opensSpeech says whether the date stands between a verb of telling and "that":
// "said on Monday that".
func opensSpeech(doc *token.Doc, c candidate) bool {
	switch strings.ToLower(doc.Word(doc.At(c.End))) {
	case "that", "dass", "que", "что", "що":
	case ",":
		switch strings.ToLower(doc.Word(doc.At(c.End) + 1)) {
		case "dass", "что", "що":
		default:
			return false
		}
	default:
		return false
	}
	for k := c.at - 1; k >= 0 && k > c.at-10 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		if tellers[strings.ToLower(doc.Word(k))] {
			return k >= c.at-4 || allOf(doc, k+1, c.at, channels)
		}
	}
	return false
}

// speech says whether the word "that" at token k opens what somebody told.
func speech(doc *token.Doc, k int) bool {
	for n := k - 1; n >= 0 && n > k-6 && !doc.Tokens[n+1].Is(token.Sentence); n-- {
		switch w := strings.ToLower(doc.Word(n)); {
		case tellers[w]:
			return true
		case w != "on" && !isDateWord(w):
			return false
		}
	}
	return false
}

// auxiliaries are verbs that go on a sentence behind a clause without "which".
var auxiliaries = wordSet("was were is are has have had would will could showed remain remains remained")

// verbBehind says whether a verb stands right behind the date, which then belongs to
// a clause about the subject: "the sanctions London announced on 4 May showed".
func verbBehind(doc *token.Doc, c candidate) bool {
	w := strings.ToLower(doc.Word(doc.At(c.End)))
	return auxiliaries[w] || len(w) > 4 && strings.HasSuffix(w, "ed")
}

// happenings are the ends of sentences before a date that say the thing told of
// happened then.
var happenings = []string{" took place", " happened", " occurred", " a eu lieu", " s'est produit", " s'est produite", " s’est produite", " ereignete sich", " geschah", " ocurrió", " se produjo", " tuvo lugar", " произошло", " произошел", " произошёл", " произошла", " сталося", " стався", " сталася", " відбулася", " відбувся"}

// happenedThen says whether such words stand right before token i: "The breach took
// place on 14 January".
func happenedThen(doc *token.Doc, i int) bool {
	from := i
	for from > 0 && from > i-6 && !doc.Tokens[from].Is(token.Sentence) {
		from--
	}
	s := strings.ToLower(strings.TrimRight(doc.Span(from, i), " "))
	for _, p := range [...]string{" on", " early", " late", " le", " am", " el", " в", " у"} {
		s = strings.TrimSuffix(s, p)
	}
	for _, h := range happenings {
		if strings.HasSuffix(s, h) {
			return true
		}
	}
	return false
}

// tellsOf says whether c is the day of the thing whose telling is dated by first:
// in the clause that first opens, or in a sentence that says when it happened.
func tellsOf(first, c candidate) bool {
	if c.sentence == first.sentence {
		return first.frame && c.Start > first.Start
	}
	return c.happened && c.sentence <= behindLead
}

// joins stand between two days told of as one time: "on 3 and 4 December".
var joins = wordSet("and und et y и та й і و と 및 和")

// nextDay says whether c is the day after first, listed with it.
func nextDay(text string, first, c candidate) bool {
	if first.Precision != demarche.PrecisionDay || c.Precision != demarche.PrecisionDay || apart(first.Value, c.Value) != 1 || c.Start < first.End || c.Start-first.End > 8 {
		return false
	}
	return joins[strings.ToLower(strings.TrimSpace(text[first.End:c.Start]))]
}

// stamps are the words of a page before the day it came out.
var stamps = wordSet("published posted updated modified date dated created publié publiée veröffentlicht stand aktualisiert publicado actualizado fecha опубликовано обновлено дата опубліковано оновлено")

// byline says whether the date is the page's own, above its text: "Published:
// November 28, 2005", "August 8, 2012 - 4:43 pm", a line of its own. It says when
// the page came out.
func byline(doc, title *token.Doc, c candidate) bool {
	if c.sentence > 2 || c.Start > bylineBytes+len(title.Text) || len(c.Value) < 4 || !strings.Contains(c.Text, c.Value[:4]) {
		return false
	}
	k := c.at - 1
	for ; k >= 0 && k > c.at-7; k-- {
		w := strings.ToLower(doc.Word(k))
		if stamps[w] {
			return true
		}
		if w != ":" && w != "on" && w != "le" && w != "am" && w != "el" && w != "," && w != "last" && w != "at" && !isDateWord(w) {
			break
		}
	}
	before := strings.TrimRight(doc.Text[:c.Start], " \t:|-–—•")
	if before != "" && !strings.HasSuffix(before, "\n") && strings.TrimSpace(before) != strings.TrimSpace(title.Text) {
		return false
	}
	switch rest := doc.Text[c.End:]; {
	case strings.TrimLeft(rest, " ,|-–—•") == "":
		return false
	case strings.HasPrefix(rest, "\n"):
		return true
	default: // "August 8, 2012 - 4:43 pm The fire …", "November 12th, 2007 HP has …"
		next := strings.TrimLeft(rest, " |•")
		if cut := strings.TrimLeft(rest, " |•-–—"); cut != next && cut != "" && cut[0] >= '0' && cut[0] <= '9' {
			return true
		}
		return next != rest && next != "" && (next[0] >= 'A' && next[0] <= 'Z' || next[0] >= '0' && next[0] <= '9')
	}
}

// bylineBytes bounds how far into the text such a line is sought.
const bylineBytes = 160
