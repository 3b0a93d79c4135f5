package action

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// headActor is who acts by the title and the first two sentences, when the sentence
// that tells of the deed names nobody: the state or authority that is the subject of
// whatever verb there; in a matter for the police or the courts else the state of
// the one place named.
func headActor(kind demarche.ActionKind, where sentence, at int, told []sentence) string {
	if kind == "theft" {
		for _, s := range head(told) {
			if who := s.thieves(); who != "" {
				return who
			}
		}
		return ""
	}
	if kind == "other" {
		return ""
	}
	if len(told) > 0 && told[0].title && near(told[0], 0, 1, blocWords) {
		return "European Union"
	}
	if len(told) > 0 && told[0].private() || kind == "seizure" && where.doc != nil && where.ownerBefore(at) {
		return ""
	}
	for _, s := range head(told) {
		for _, m := range s.names {
			if kind == "statement" && subordinate(strings.ToLower(s.doc.Word(s.from))) {
				return "" // "After X's action … Y welcomed it": the text is about the action
			}
			if who := s.subject(kind, m); who != "" && s.leads(m) && !s.topic(kind, m) {
				return who
			}
		}
	}
	switch kind {
	case "arrest", "indictment", "seizure", "forfeiture":
		return enforcerOfPlace(told)
	}
	return ""
}

// head is the title and the first two sentences of the text.
func head(told []sentence) []sentence {
	n := 2
	if len(told) > 0 && told[0].title {
		n = 3
	}
	return told[:min(n, len(told))]
}

// leads says whether a name is the subject of a finite verb that stands right
// behind it: "as the UK closes loopholes", "Tokyo targets", "Rada adopts".
func (s sentence) leads(m demarche.Mention) bool {
	text := s.doc.Text
	from := s.doc.Tokens[s.from].Start
	before := strings.ToLower(strings.TrimRight(strings.TrimSuffix(text[max(from, min(m.Start, max(from, m.Start-26))):m.Start], "the "), " "))
	if object(before) || subordinate(before) || asianObject(m, text[m.End:]) || s.byTheWay(before) || addressed(before) {
		return false
	}
	i := s.doc.At(m.End)
	for i < s.to && s.doc.Tokens[i].Start < m.End {
		i++
	}
	if i < s.to && spokenFor[strings.ToLower(s.doc.Word(i))] {
		i++ // "FATF report spells out"
	}
	if i >= s.to {
		return false
	}
	if s.lang != "en" && s.lang != "" {
		first := s.doc.Tokens[i]
		return !first.Is(token.Punct) && !first.Is(token.Upper) && !joining[strings.ToLower(s.doc.Word(i))]
	}
	if s.doc.Tokens[i].Is(token.Latin) {
		w := strings.ToLower(s.doc.Word(i))
		switch w {
		case "ont", "hat", "haben", "ha", "han", "has", "have", "is", "was", "had", "will", "today", "also", "on":
			return true
		}
		if i+1 < s.to && afterNoun[strings.ToLower(s.doc.Word(i+1))] {
			return false // "UAE targets were"
		}
		c := classes()[s.doc.Tokens[i].Hash]
		verb := c&(aAdd|aAmend|aArrest|aBar|aBring|aDelist|aExtend|aFine|aSaid|aGrant|aImpose|aLet|aLift|aMeet|aPass|aRestrict|aRule|aSeize|aTake|aVoice|aHit|aHold|aWarn|aCut) != 0
		noun := c&(nSanction|nRegime|nLaw|nLicence|nList|nGoods|nExport|nTalk|nCharge|nPenalty) != 0
		if verb && !noun {
			return true
		}
		return !noun && !plurals[s.doc.Tokens[i].Hash] && len(w) > 4 && (s.title || !s.doc.Tokens[i].Is(token.Upper)) && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || finite[w]
	}
	first := s.doc.Tokens[i]
	return !first.Is(token.Punct) && !first.Is(token.Latin)
}

// spokenFor are words for those through whom a body or state acts.
var spokenFor = map[string]bool{"report": true, "panel": true, "officials": true, "committee": true, "lawmakers": true, "senators": true, "regulator": true, "watchdog": true, "agents": true, "troops": true, "prosecutors": true, "police": true, "assessment": true}

var blocWords = words("bloc")

// private says whether the one who acts in a title is named there and no authority:
// "Circle blocks wallets".
func (s sentence) private() bool {
	if !s.title || len(s.names) == 0 {
		return false
	}
	m := s.names[0]
	return m.Kind == demarche.MentionOrganisation && s.doc.At(m.Start) == s.from && !authority(m) && m.Code == "" && s.leads(m)
}

// joining are words of other languages that follow a name without being its verb.
var joining = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("de del de la y et und du des à zu in für von vom mit en con por para pour par avec sur в на с со и о об от к по из за та і й у з до від про та через при für gegen bei im am als como que qui") {
		m[w] = true
	}
	return m
}()

// ownerBefore says whether a body that is no authority stands right before the verb:
// "Tether has frozen".
func (s sentence) ownerBefore(at int) bool {
	if at >= len(s.doc.Tokens) {
		return false
	}
	pos := s.doc.Tokens[at].Start
	for _, m := range s.names {
		if m.Kind == demarche.MentionOrganisation && m.End <= pos && len(strings.Fields(s.doc.Text[m.End:pos])) < 3 && !authority(m) && m.Code == "" {
			return true
		}
	}
	return false
}

var afterNoun = map[string]bool{"is": true, "are": true, "was": true, "were": true, "have": true, "has": true}

// plurals are nouns that a state's name may stand before.
var plurals = words("firms entities companies banks institutions businesses measures individuals groups exchanges moves steps efforts sources investors markets states persons fronts brokers traders networks refiners ports users residents talks sanctions ties lawyers charges courts banks plans curbs rules controls exports imports ships vessels tankers sales assets funds names tariffs elections")

// finite are verbs of headlines that end in no "s", or that are nouns as well.
var finite = map[string]bool{"asks": true, "acts": true, "moves": true, "says": true, "targets": true, "puts": true, "vise": true, "trifft": true, "klagt": true, "berichtigt": true,
	"ergänzt": true, "sanctionne": true, "inscrit": true, "gèle": true, "detiene": true, "incauta": true, "collar": true, "holds": true, "nets": true, "advance": true, "advances": true, "lets": true, "sues": true}

// byTheWay says whether the words before a name make it who is told of by the way.
func (s sentence) byTheWay(before string) bool {
	for _, w := range []string{" which", " whom", " that", "accused", "wanted by", "sought by", "owned by", "linked to", "alongside"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// topic says whether a name before a colon is what a title is about and not who
// acts: "DPRK: Council lists five", "Corée du Nord : l'Union européenne sanctionne".
// Who speaks stands there as well, and so does an authority.
func (s sentence) topic(kind demarche.ActionKind, m demarche.Mention) bool {
	if kind == "statement" || m.Kind != demarche.MentionCountry {
		return false
	}
	after := strings.TrimLeft(s.doc.Text[m.End:], " \u00a0")
	return strings.HasPrefix(after, ":") || strings.HasPrefix(after, "：")
}

// thieves is the state whose hackers a sentence names: "North Korean hackers",
// "thieves tied to Pyongyang", "North Korea Responsible for".
func (s sentence) thieves() string {
	text := s.doc.Text
	from := s.doc.Tokens[s.from].Start
	for _, m := range s.names {
		if m.Kind == demarche.MentionOrganisation && strings.HasPrefix(m.Entity, "kp-") && acts("theft", m) {
			return m.Name
		}
		code := m.Code
		if m.Kind != demarche.MentionCountry && !(m.Kind == demarche.MentionLocation && capitals[m.Text]) || code == "" {
			continue
		}
		after := strings.ToLower(text[m.End:min(len(text), m.End+48)])
		before := strings.ToLower(text[max(from, m.Start-40):m.Start])
		if thiefAfter(after) || thiefBefore(before) {
			return country.Name(code)
		}
	}
	return ""
}

func thiefAfter(after string) bool {
	after = strings.TrimLeft(after, " ’'s")
	for _, w := range []string{"-linked", "-backed", "-affiliated", "-sponsored", "-aligned", "-tied", " state-sponsored", "state-sponsored", "state-backed", "government-backed", "cyber", "military"} {
		after = strings.TrimLeft(strings.TrimPrefix(after, w), " ")
	}
	for _, w := range []string{"hacker", "thieves", "cybercriminal", "criminal", "actors", "attackers", "operatives", "responsible for", "behind", "group", "hacking", "ハッカー", "黑客", "駭客", "해커", "хакер"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

func thiefBefore(before string) bool {
	before = strings.TrimSuffix(strings.TrimRight(before, " "), " the")
	for _, tie := range []string{"linked to", "tied to", "affiliated with", "working for", "backed by", "sponsored by", "attributed to", "links to"} {
		if rest, ok := strings.CutSuffix(before, tie); ok {
			for _, w := range []string{"hacker", "thieves", "criminal", "group", "actors", "attackers", "unit"} {
				if strings.Contains(rest, w) {
					return true
				}
			}
		}
	}
	return false
}

// enforcers act in matters of the police and the courts without their state being
// named.
var enforcers = words("police prosecutors prosecutor detectives officers investigators jury court judge judges customs tribunal attorney")

// enforcerOfPlace is the state of the places named in the title and the first two
// sentences, when they are all in one and some police or court is spoken of.
func enforcerOfPlace(told []sentence) string {
	code, spoken := "", false
	for _, s := range head(told) {
		spoken = spoken || near(s, s.from, s.to, enforcers)
		for _, m := range s.names {
			if m.Kind != demarche.MentionLocation || m.Code == "" {
				continue
			}
			if code != "" && code != m.Code {
				return ""
			}
			code = m.Code
		}
	}
	if !spoken || code == "" {
		return ""
	}
	return country.Name(code)
}

// whole gives the full name of a body that is told by its last word: "the Council"
// of a text whose title names the Security Council.
func whole(who string, told []sentence) string {
	switch who {
	case "Council", "Committee", "Commission", "Court", "Ministry":
	default:
		return who
	}
	for _, s := range head(told) {
		for _, m := range s.names {
			if m.Entity != "" && strings.HasSuffix(m.Name, " "+who) {
				return m.Name
			}
		}
	}
	return who
}
