package extract

import (
	"strings"

	"demarche/extract/token"
)

// aheadCues tell that a sentence or a title speaks of what is to come, in the
// languages read; they are sought in lower-case text.
var aheadCues = []string{
	" will ", " shall ", " is to ", " are to ", " is due", " are due", " due to ", " due on", " scheduled ", " set to ", " set for ", " expected to ", " takes effect", " take effect", " into force", " into effect",
	"expires", " expire ", " runs out", " run out ", " ends on", " end on ", "deadline", " have until", " has until", " left to ", " returns on", " return on", " begins on", " starts on", " opens on", " applies from",
	"tritt in kraft", "treten in kraft", "läuft ab", "laufen ab", " wird ", " werden ", "frist",
	"en vigueur", "expire ", "échéance", " sera ", " seront ", "entra en vigor", "entrará en vigor", "vence ", "expira ", " será ",
	"истека", "вступа", "вступит", "состоится", "пройдет", "пройдёт", "набуває чинності", "набуде чинності", "спливає", "відбудеться",
	"発効", "施行", "期限", "失効", "予定", "생효", "발효", "시행", "만료", "예정", "기한", "生效", "到期", "届满", "将于", "將於", "截止",
	"حيز التنفيذ", "تنتهي", "ينتهي", "سيدخل", "ستدخل",
}

// tellsAhead says whether lower-case text speaks of what is to come. A title's "to
// meet" does: headlines have no "will".
func tellsAhead(text string) bool { return hasAny(" "+text+" ", aheadCues) }

func hasAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// sentenceText is the sentence of token i in lower case, cut to what is near.
func sentenceText(doc *token.Doc, i int) string {
	from, to := i, i+1
	for from > 0 && from > i-reach && !doc.Tokens[from].Is(token.Sentence) {
		from--
	}
	for to < len(doc.Tokens) && to < i+reach && !doc.Tokens[to].Is(token.Sentence) {
		to++
	}
	return strings.ToLower(doc.Span(from, to))
}

// future says whether the clause before token i speaks of what is to come.
func future(doc *token.Doc, i int) bool {
	for k := i - 1; k >= 0 && k > i-14 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch w := strings.ToLower(doc.Word(k)); {
		case w == "will" || w == "shall" || w == "due" || w == "scheduled" || w == "told" && strings.ToLower(doc.Word(k+1)) == "to":
			return true
		case strings.HasSuffix(w, "aîtra") || strings.HasSuffix(w, "aîtront") || w == "sera" || w == "seront" || w == "aura":
			return true
		case w == ".", w == ";":
			return false
		}
	}
	return false
}
