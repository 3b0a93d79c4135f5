package demarche

import (
	"regexp"
	"strings"
)

// letters are the words with which publishers name what they write at intervals
// about whatever has happened since: weekly letters, digests, round-ups. Written
// by hand; a title need not hold the word where a text without one begins with it.
var letters = regexp.MustCompile(`(?i)^\W*((week(ly)?|month(ly)?|fortnight(ly)?|two-week|daily|quarterly|annual)\W+(\d+\W+)?(in (sanctions|review|brief|news|crypto|shipping|compliance)|digest|letter|newsletter|bulletin|round-?up|roundup|recap|review|update|wrap|wrap-up|summary|overview|briefing)` +
	`|(last|this|the past|past|the) (two |three |four )?(week|weeks|month|month's|week's|weeks'|week’s)\W.*(developments|in (sanctions|review|brief)|news)` +
	`|(news|sanctions|compliance|regulatory|trade|crypto|law-firm) (digest|round-?up|weekly|bulletin|newsletter|recap|update\W+(january|february|march|april|may|june|july|august|september|october|november|december|week|\d))` +
	`|(law-firm|our|the) (weekly|monthly)\b` +
	`|(wochenrückblick|wochenschau|presseschau|revue (de presse|hebdomadaire)|lettre hebdomadaire|resumen (semanal|de la semana)|boletín semanal|дайджест|обзор (недели|новостей|прессы)|итоги (недели|дня|месяца)|주간 (동향|소식|브리핑)|一周(要闻|回顾)|今週の))`)

// weekNumber finds a number of a week, or that a title calls itself a digest: the
// word alone may be part of the name of something else.
var weekNumber = regexp.MustCompile(`(?i)\bweek(ly)? \d{1,2}\b.*\b(in|of)\b|\b(weekly|daily|monthly|two-week|fortnightly) (digest|round-?up|recap|briefing|letter|update)\b|^\W*digest\b|\b(digest|round-?up|in brief)\W*(:|$)|\b(news|sanctions) digest\b`)

// closing finds the note in brackets that marks a text without a title as a digest
// at its end.
var closing = regexp.MustCompile(`(?i)[(\[](weekly |monthly |news )?(digest|round-?up)\W*$`)

const closingLength = 40 // bytes at the end of a text in which closing is looked for

// IsLetter says whether a title, or the beginning of a text without one, is that
// of a letter which tells of several events.
func IsLetter(title, text string) bool {
	head := strings.TrimSpace(title)
	if head == "" {
		if closing.MatchString(text[max(0, len(text)-closingLength):]) {
			return true
		}
		head, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
		if words := strings.Fields(head); len(words) > 8 {
			head = strings.Join(words[:8], " ")
		}
	}
	return letters.MatchString(head) || weekNumber.MatchString(head)
}
