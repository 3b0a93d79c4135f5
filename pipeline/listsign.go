package pipeline

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/lists"
)

// signs are what speaks for and against a party being meant.
type signs struct {
	country, role, year, number, neighbour, listing bool
	against                                         string
	reasons                                         []string
}

// count is how many signs there are besides the name.
func (s signs) count() int {
	n := s.own()
	if s.listing {
		n++
	}
	return n
}

// own counts the signs that belong to the party, not to the topic of the text.
func (s signs) own() int {
	n := 0
	for _, yes := range []bool{s.country, s.role, s.year, s.neighbour} {
		if yes {
			n++
		}
	}
	return n
}

func (s *signs) say(format string, args ...any) {
	s.reasons = append(s.reasons, fmt.Sprintf(format, args...))
}

// contradict notes what speaks against the party.
func (s *signs) contradict(format string, args ...any) {
	s.against = fmt.Sprintf(format, args...)
	s.reasons = append(s.reasons, s.against)
}

// listingWords say that the text is about listings.
var listingWords = regexp.MustCompile(`(?i)sanction|designat|blacklist|\bSDN\b|assets? fr(?:eez|oz)|fr(?:eez|oz)\w* (?:\S+ ){0,3}assets|restrictive measures|travel ban|entity list|named? (?:\S+ ){0,4}terrorist|terror(?:ist|ism)? list|\bOFAC\b|санкци|制裁|제재|عقوبات|تحریم`)

// listingActions say the same of the whole text.
var listingActions = []demarche.ActionKind{"designation", "removal", "amendment", "licence"}

// signs looks around a name for what tells its bearer apart.
func (t *listText) signs(find lists.Found, at place, l *listed) signs {
	var s signs
	if reason, ok := t.sure[l.id]; ok {
		s.number = true
		s.say("%s", reason)
	}
	from, to := max(0, find.Start-nearby), min(len(t.lower), find.End+nearby)
	near := t.lower[min(from, to):to] // ToLower keeps the length of all but a few letters
	for _, code := range l.countries {
		if code == at.country || t.countryNear(find, code) {
			s.country = true
			s.say("its country stands in the text: %s", code)
			break
		}
	}
	for _, w := range l.roles {
		if t.roleNear(find, near, w) {
			s.role = true
			s.say("“%s” near the name, as in the entry", w)
			break
		}
	}
	for _, id := range l.family {
		if p := t.g.parties[id]; p != nil && t.named[p] > 0 {
			s.neighbour = true
			s.say("named beside %s, to which the list ties it", p.name)
			break
		}
	}
	if s.listing = listingWords.MatchString(near); s.listing {
		s.say("the text speaks of listings beside the name")
	} else if s.listing = t.aboutListings; s.listing {
		s.say("the text is about listings")
	}
	switch {
	case l.schema == demarche.SchemaPerson:
		t.personSigns(find, l, &s)
	case at.country != "" && !slices.Contains(l.countries, at.country):
		s.contradict("the text says that it is of another country: %s", at.country)
	case l.schema == demarche.SchemaVessel:
		if number := t.otherNumber(find, l); number != "" {
			s.contradict("the text gives another IMO number: %s", number)
		}
	}
	return s
}

// personSigns adds what only natural persons have: an age, a calling, a
// nationality.
func (t *listText) personSigns(find lists.Found, l *listed, s *signs) {
	if b, ok := t.born(find); ok {
		switch fit, known := b.fits(l.births); {
		case !known:
		case fit:
			s.year = true
			s.say("%s, as in the entry", b.text)
		default:
			s.contradict("%s, which is not what the entry says", b.text)
		}
	}
	if m := t.calling(find); m != "" && !slices.Contains(l.roles, strings.ToLower(m)) {
		s.contradict("called “%s” in the text, which the entry does not say", m)
	}
	if code := t.otherCountry(find, l); code != "" {
		s.contradict("the text places the name in another country: %s", code)
	}
}

const (
	countryNearby = 300  // bytes within which a country belongs to a name
	countryMain   = 0.25 // share of a text's countries from which it belongs to all its names
)

// countryNear says whether a country stands near a name, or the text is about it.
func (t *listText) countryNear(find lists.Found, code string) bool {
	if t.countries[code] >= countryMain {
		return true
	}
	return slices.ContainsFunc(t.facts.Mentions, func(m demarche.Mention) bool {
		if m.Code != code || m.Start < 0 || m.End >= len(t.offsets) {
			return false
		}
		start, end := t.offsets[m.Start], t.offsets[m.End]
		return end > find.Start-countryNearby && start < find.End+countryNearby
	})
}

// roleNear says whether a word of the entry's offices stands near a name: not in
// the name itself, and not as the name of a country, which is a sign of its own.
func (t *listText) roleNear(find lists.Found, near, word string) bool {
	if !wordIn(near, word) || wordIn(strings.ToLower(t.text[find.Start:find.End]), word) {
		return false
	}
	return !slices.ContainsFunc(t.facts.Mentions, func(m demarche.Mention) bool {
		return (m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation) && wordIn(strings.ToLower(m.Text), word)
	})
}

// wordIn says whether a lower-case word stands in a lower-case text as a word.
func wordIn(text, word string) bool {
	for i := 0; ; {
		j := strings.Index(text[i:], word)
		if j < 0 {
			return false
		}
		i += j
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			return true
		}
		i += len(word)
	}
}

const apposed = 70 // bytes in which what is said of a name right beside it stands

// before is what stands in front of a name in its clause.
func (t *listText) before(find lists.Found) string {
	s := t.text[max(0, find.Start-apposed):find.Start]
	return s[strings.LastIndexAny(s, ".;:!?\n,()")+1:]
}

// apposition is what the text says of a name right behind it: ", a Norwegian
// violinist", " is a chef", " (born 1988)". "" when the clause goes on with
// something else.
func (t *listText) apposition(find lists.Found) string {
	s := t.text[find.End:min(len(t.text), find.End+apposed)]
	if i := strings.IndexAny(s, ";!?\n"); i >= 0 {
		s = s[:i]
	}
	if i := strings.Index(s, ". "); i >= 0 {
		s = s[:i]
	}
	if !appositionStart.MatchString(s) {
		return ""
	}
	return s
}

var appositionStart = regexp.MustCompile(`^(,| \(| (who )?(is|was) (an?|the) | of | from )`)

// otherCountry is the country that the text gives a person ("Canadian actor X",
// "X, a violinist from Norway") when the party has countries and this is none of
// them.
func (t *listText) otherCountry(find lists.Found, l *listed) string {
	if len(l.countries) == 0 {
		return ""
	}
	behind := find.End + len(t.apposition(find))
	front := find.Start - len(t.before(find))
	for _, m := range t.facts.Mentions {
		if m.Kind != demarche.MentionCountry || m.Start < 0 || m.End >= len(t.offsets) {
			continue
		}
		start, end := t.offsets[m.Start], t.offsets[m.End]
		switch {
		case m.Form == "demonym" && start >= front && end <= find.Start:
		case start >= find.End && end <= behind && places(t.text[find.End:start], m.Form):
		default:
			continue
		}
		if slices.Contains(l.countries, m.Code) {
			return ""
		}
		return m.Code
	}
	return ""
}

// places says whether the words between a name and a country make it the
// country of the name.
func places(between, form string) bool {
	if form == "demonym" {
		return demonymAfter.MatchString(between)
	}
	return countryAfter.MatchString(between)
}

var (
	demonymAfter = regexp.MustCompile(`^(, (\d+, )?| (who )?(is|was) )(an?|the)( [\w-]+)? $`)
	countryAfter = regexp.MustCompile(`^(,? (of|from) |, (\d+, )?(of|from) |(, (\d+, )?| (who )?(is|was) )(an?|the)( [\w-]+){1,4} (of|from|in) )$`)
)

// otherNumber is an IMO number right behind a vessel's name that is not the party's.
func (t *listText) otherNumber(find lists.Found, l *listed) string {
	if len(l.imos) == 0 {
		return ""
	}
	for _, m := range t.facts.Mentions {
		if m.Start < 0 || m.End >= len(t.offsets) || t.offsets[m.End] <= find.End {
			continue
		}
		if m.Kind == demarche.MentionVessel && t.offsets[m.Start] > find.End && m.Scheme == "" {
			return "" // the number belongs to the next ship
		}
		if m.Kind == demarche.MentionIdentifier && m.Scheme == "imo" && t.offsets[m.Start] < find.End+apposed {
			if slices.Contains(l.imos, m.Value) {
				return ""
			}
			return m.Value
		}
	}
	return ""
}
