package action

import (
	"sort"
	"strings"

	"demarche"
	"demarche/extract/token"
)

// hit is a phrase found in a sentence.
type hit struct {
	kind     demarche.ActionKind
	strength float64
	at       int // token
	why      string
}

// set of folded words.
type set map[uint64]bool

func words(list string) set {
	s := set{}
	for _, w := range strings.Fields(list) {
		s[token.Fold(w)] = true
	}
	return s
}

var (
	planning    = words("considers consider considering considered contemplates contemplate contemplating contemplated weighs weigh weighing mulls mull mulling may might could would plans plan planning planned proposes propose proposed proposing threatens threaten threatened threatening urges urge urged urging calls call called calling demands demand demanded seeks seek seeking wants want wanted hopes hope asks ask asked eyes eyeing expected expects expect readies prepares preparing prepare prepared vows pledges pledged pledge debate debates debating discusses discuss discussing backs recommends recommend recommended pushes push pushing should possible potential looming whether if until unless warns warned warning pressure pressing presses examine examines examining studying studies review reviewing reviews ready intends intend risk risks fears favours supports support supported")
	inducing    = words("press ask tell order lobby pressure push petition need beg nudge")
	denying     = words("not no never denies denied deny denying refuses refused refuse rejects rejected without neither nor fails failed falls blocks blocked vetoes vetoed")
	background  = words("previously earlier formerly already since former")
	imposing    = words("impose imposes imposed imposing announce announces announced announcing slap slaps slapped unveil unveils unveiled unveiling hit hits levy levies levied adopt adopts adopted adopting introduce introduces introduced approve approves approved new fresh additional sweeping issue issues issued enact launch launches launched expand expands expanded expanding place placed places put puts under agree agrees agreed join joins joined coordinated")
	listWords   = words("sanctions list lists sdn designation designations listing listings blacklist entry entries sanctioned annex regime measures designated")
	moneyWords  = words("crypto cryptocurrency cryptocurrencies bitcoin ether ethereum eth btc usdt usdc exchange exchanges wallet wallets coins tokens token funds assets million billion dollars protocol defi bridge blockchain bank money casino $ € worth")
	notObject   = words("show shows prove proves mean means cannot make made settlement case probe fine penalty talks debate row dispute remain remains remained stay stays work works fail fail failed guidance bite on against for list lists evasion evaders package regime and are is were was over that which have has had from in imposed of to as at by relief violations policy programme program committee could would will may related enforcement risk risks compliance with coordinator bill law experts waiver threat threats push pressure , . : ; busting regulations monitoring implementation announced designed adopted announcement announcements it they breach breaches rules until after before if unless not coordination authority authorities official officials body expert panel monitor monitors screening resolution resolutions")
	beforeNoun  = words("in at during after before amid between until since the of new more fresh additional further its their these those us un eu uk western international economic imposed under and against secondary unilateral multilateral possible potential tough tougher sweeping harsh targeted financial impose imposes imposing lift lifts lifted lifting ease eased over despite from with on autonomous own joint such snapback evade evading for to about by all any evades violating violate enforcing strict strictest crippling biggest largest toughest existing current previous russia-related trade as bypass circumvent circumventing dodge against through")
	because     = words("accusing over for after behind accused that which who linked tied following alleged allegedly suspected to because amid despite")
	opposing    = words("condemn condemns condemned denounce denounces denounced slam slams slammed reject rejects rejected criticises criticizes criticised criticized answers answered decries decried deplores deplored protests protested vows rebukes rebuked blasts blasted назвал назвала назвали осудил осудила осудили")
	urging      = words("urge urges urged urging asks asked telling tells told presses pressed calls accuse accuses accused thanks thanked warn warns warned ask press tell")
	responding  = words("response responding retaliation connection relation")
	paper       = words("sheet sheets factsheet factsheets")
	issuing     = words("publish publishes published publishing issue issues issued issuing release releases released releasing posted post posts unveiled unveils updated updates")
	assetWords  = words("asset assets funds property")
	being       = words("be been being is are was were has have had")
	compound    = words("compliance evasion guidance relief list lists regulations policy programme program advisory advisories implementation enforcement law regime evaders violations framework coordinator committee monitor monitoring breaches risk risks experts bill screening lawyers envoy")
	bourse      = words("stock stocks shares nasdaq nyse ipo bourse listing debut tokens coin")
	yearWords   = words("years year decade decades")
	frozen      = words("frozen freezes freeze froze freezing")
	numberWords = words("two three four five six seven eight nine ten eleven twelve dozens hundreds several another more the its")
	personCue   = words("with in for over against man men woman people person persons nationals national founder founders citizen citizens hackers hacker officials official ceo executive executives defendants operatives members brothers developer developers two three four five six seven eight nine ten dozen former alleged russian chinese korean iranian")
)

// read finds the phrases of a sentence and judges each in its sentence.
func read(s sentence, lang string) []hit {
	t := table()
	phrases, ok := t.byLang[lang]
	if !ok {
		phrases = t.byLang["en"]
	}
	var out []hit
	for i := s.from; i < s.to; {
		v, end := phrases.Longest(s.doc.Tokens[:s.to], i, 12)
		if end == i {
			i++
			continue
		}
		for ; v >= 0; v = t.next[v] {
			if h, ok := judge(s, lang, &t.list[v], i, end); ok {
				out = append(out, h)
			}
		}
		i = end
	}
	if lang == "en" || !ok {
		out = append(out, s.frameHits()...)
		sort.SliceStable(out, func(i, j int) bool { return out[i].at < out[j].at })
	} else {
		out = append(out, s.stemHits(lang)...)
	}
	reasons(s, out)
	return out
}

// reasons lowers what is told as the cause of something else ("sanctions bankers
// over stolen coins", "arrested for hacking") and what somebody's words are about
// ("condemns the sanctions").
func reasons(s sentence, hits []hit) {
	first := -1
	for k := range hits {
		switch {
		case first < 0:
			if hits[k].kind != "statement" || hits[k].strength >= 1.2 {
				first = k
			}
		case hits[k].kind != hits[first].kind && hits[k].at-hits[first].at < 80 && near(s, hits[first].at+1, hits[k].at, because):
			hits[k].strength *= 0.45
		}
		if s.title && first >= 0 && k > first && hits[first].kind == "statement" && hits[first].strength >= 1.2 && hits[k].kind != "statement" {
			hits[k].strength *= 0.6 // what the title's speaker speaks of
		}
		if k > 0 && hits[k].kind != "statement" && hits[k].at-hits[k-1].at < 12 && opposing[s.doc.Tokens[hits[k-1].at].Hash] {
			hits[k].strength *= 0.4
		}
	}
}

// reasonAt says whether what token at tells is the reason or the subject of
// something else: "over theft", "in response to the theft", "탈취 관련".
func (s sentence) reasonAt(at int) bool {
	from := s.doc.Tokens[at].Start
	after := s.doc.Text[from:min(len(s.doc.Text), from+60)]
	for _, w := range []string{"관련", "관여", "혐의", "연루", "問題", "问题", "関与", "に関する", "涉嫌", "一事"} {
		if strings.Contains(after, w) {
			return true
		}
	}
	return near(s, at-6, at, because) || near(s, at-6, at, responding)
}

// commentary says whether a title asks or explains: "What the new listings mean".
func (s sentence) commentary() bool {
	if !s.title {
		return false
	}
	switch strings.ToLower(s.doc.Word(s.from)) {
	case "what", "why", "how", "who", "explainer", "analysis", "opinion":
		return true
	}
	return false
}

// judge checks a phrase's condition and whether the deed is done.
func judge(s sentence, lang string, p *phrase, from, to int) (hit, bool) {
	if !holds(s, p.check, from, to) {
		return hit{}, false
	}
	h := hit{kind: p.kind, strength: p.strength, at: from, why: "“" + s.doc.Span(from, to) + "”"}
	if p.kind == "statement" && strings.EqualFold(s.doc.Word(to-1), "accused") && strings.EqualFold(s.doc.Word(to), "of") && !s.bodyBefore(from) {
		return hit{}, false // whom the measure is about
	}
	if s.commentary() && p.kind != "statement" && p.kind != "advisory" {
		h.strength *= 0.12
	}
	if p.kind == "advisory" && paper[s.doc.Tokens[to-1].Hash] && !s.title && !near(s, s.from, s.to, issuing) {
		return hit{}, false // a fact sheet that is spoken of
	}
	switch p.kind {
	case "statement", "talks", "advisory", "law", "court":
		return h, true
	}
	if near(s, from-6, from, denying) {
		h.kind, h.strength, h.why = "statement", 0.8, h.why+" denied"
		return h, true
	}
	if p.kind == "forfeiture" || p.kind == "special_measure" {
		return h, true // a claim or a proposal is the deed there
	}
	if (near(s, from-8, from, planning) || strings.EqualFold(s.doc.Word(from-1), "to") && near(s, from-6, from-1, inducing)) && !near(s, from-2, from, imposing) {
		h.kind, h.strength, h.why = "statement", 1.5, h.why+" only considered or demanded"
		return h, true
	}
	if s.hedged(lang) {
		h.kind, h.strength, h.why = "statement", 1.5, h.why+" only considered"
		return h, true
	}
	if frozen[s.doc.Tokens[from].Hash] && strings.EqualFold(s.doc.Word(from), "frozen") && !near(s, from-3, from, being) {
		return hit{}, false // "frozen assets" are spoken of
	}
	if p.kind == "designation" && to < s.to && listWords[s.doc.Tokens[to-1].Hash] && strings.HasPrefix(strings.ToLower(s.doc.Word(to-1)), "sanction") && compound[s.doc.Tokens[to].Hash] {
		return hit{}, false // "issues sanctions guidance"
	}
	if p.kind == "designation" && from > s.from && strings.EqualFold(s.doc.Word(from-1), "specially") {
		return hit{}, false // the list's name, not a deed
	}
	if p.kind == "seizure" && (strings.EqualFold(s.doc.Word(to), "property") || strings.EqualFold(s.doc.Span(from, to), "blocked property")) {
		return hit{}, false // "identified as blocked property": what a listing does
	}
	if (p.kind == "seizure") && frozen[s.doc.Tokens[from].Hash] && near(s, from-4, from, assetWords) {
		return hit{}, false // what a listing does to assets
	}
	if !s.title && near(s, from-3, to+8, background) {
		h.strength *= 0.3
	}
	if first := strings.ToLower(s.doc.Word(from)); p.kind == "designation" && first == "sanctions" && to-from == 2 && !near(s, from-6, from, imposing) {
		h.strength *= 0.35 // they are spoken of, not imposed
	}
	if s.past {
		h.strength *= 0.2
	}
	if opener := strings.ToLower(s.doc.Word(s.from)); opener == "separately" || opener == "meanwhile" {
		h.strength *= 0.4
	}
	return h, true
}

// remembered says whether the sentence tells of what was years ago: "thirteen
// years ago", "on the anniversary of".
func remembered(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		switch strings.ToLower(s.doc.Word(i)) {
		case "anniversary":
			return true
		case "ago":
			if near(s, i-2, i, yearWords) {
				return true
			}
		case "on":
			if s.title && near(s, i-1, i, yearWords) && i > s.from+1 {
				return true
			}
		}
	}
	return false
}

// near says whether a word of the set stands among the tokens.
func near(s sentence, from, to int, words set) bool {
	for i := max(from, s.from); i < min(to, s.to); i++ {
		if words[s.doc.Tokens[i].Hash] {
			return true
		}
	}
	return false
}

func holds(s sentence, c check, from, to int) bool {
	switch c {
	case sanctions:
		return near(s, s.from, from, listWords) || near(s, to, s.to, listWords)
	case listed:
		return near(s, from-12, from, listWords) || near(s, to, to+14, listWords)
	case asVerb:
		return verb(s, from, to)
	case crypto:
		return near(s, s.from, s.to, moneyWords)
	case byBody:
		return to < s.to && s.bodyBefore(from) && (s.doc.Tokens[to].Any(token.Upper|token.Digit) || numberWords[s.doc.Tokens[to].Hash] || s.title)
	case party:
		return len(s.names) > 0 && s.names[0].End <= s.doc.Tokens[from].Start && !near(s, from-15, to+12, bourse)
	case toName:
		return to < s.to && s.doc.Tokens[to].Is(token.Upper)
	case effect:
		return near(s, from-4, from, assetWords)
	case persons:
		return to < s.to && personCue[s.doc.Tokens[to].Hash]
	}
	return true
}

// verb says whether "sanctions" or "sanctioned" is what somebody does to
// somebody: something stands before that can act, an object after.
func verb(s sentence, from, to int) bool {
	if to >= s.to {
		return false
	}
	next := s.doc.Tokens[to]
	word := strings.ToLower(s.doc.Word(from))
	if word == "sanctioned" {
		return next.Any(token.Upper|token.Digit) || !notObject[next.Hash]
	}
	if word == "sanctioning" {
		return !notObject[next.Hash]
	}
	if from == s.from || notObject[next.Hash] || next.Is(token.Punct) {
		return false
	}
	prev := s.doc.Tokens[from-1]
	if prev.Is(token.Caps) || prev.Is(token.Dot) {
		return true // "US sanctions bankers", against "the US sanctions are"
	}
	return !beforeNoun[prev.Hash] && (prev.Is(token.Upper) || prev.Is(token.Word) && s.title)
}

// bodyBefore says whether a body or state ends within two tokens before token i.
func (s sentence) bodyBefore(i int) bool {
	at := s.doc.Tokens[i].Start
	for _, m := range s.names {
		if m.End <= at && m.End+14 >= at && m.Start >= s.doc.Tokens[s.from].Start && authority(m) {
			between := strings.Fields(s.doc.Text[m.End:at])
			if len(between) == 0 || len(between) == 1 && (between[0] == "has" || between[0] == "have" || between[0] == "also") || len(between) == 2 && between[1] == "today" {
				return true
			}
		}
	}
	return false
}

// hedges say in languages other than English that a thing is only thought of.
var hedges = map[string][]string{
	"ko": {"검토", "고려하"}, "ja": {"検討"}, "zh": {"考虑", "考慮"}, "ru": {"рассматрива", "не исключ"}, "fr": {"envisage", "pourrait", "examine la possibilité"},
	"de": {"erwägt", "prüft"}, "es": {"estudia", "podría", "considera"}, "uk": {"розгляда"},
}

func (s sentence) hedged(lang string) bool {
	for _, h := range hedges[lang] {
		if strings.Contains(s.doc.Text[s.doc.Tokens[s.from].Start:s.doc.Tokens[s.to-1].End], h) {
			return true
		}
	}
	return false
}
