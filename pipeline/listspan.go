package pipeline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/extract/country"
	"demarche/lists"
)

// place is where a found name stands among what the extractor saw.
type place struct {
	mention int // -1: the extractor saw no name there
	kind    demarche.MentionKind
	ship    bool   // a word for ships stands before it
	country string // "X of Cyprus": the country that the longer name gives
}

// placeOf finds the mention that a found name belongs to. It is not ok when the
// name is only a part of a longer one, or a place.
func (t *listText) placeOf(find lists.Found) (place, bool) {
	at := place{mention: -1, ship: shipBefore.MatchString(t.text[max(0, find.Start-40):find.Start])}
	if goesOn.MatchString(t.text[find.End:]) || placeCalled.MatchString(t.text[max(0, find.Start-30):find.Start]) {
		return at, false
	}
	for i, m := range t.facts.Mentions {
		if !m.Kind.IsName() || m.Start < 0 || m.End >= len(t.offsets) {
			continue
		}
		start, end := t.offsets[m.Start], t.offsets[m.End]
		if end <= find.Start || start >= find.End {
			continue
		}
		if !linkable(m.Kind) && (m.Kind == demarche.MentionCountry || m.Code != "" || start != find.Start || end != find.End) {
			if start <= find.Start && end >= find.End {
				return at, false // a country, a known place, or a part of a place's name
			}
			continue
		}
		if t.oneOfTwo(find, start, end) {
			at.kind = m.Kind
			return at, true
		}
		if start < find.Start && !besides(t.text[start:find.Start]) {
			return at, false
		}
		if end > find.End && !besides(t.text[find.End:end]) {
			if at.country = t.ofCountry(find.End, end); at.country == "" {
				return at, false
			}
		}
		at.mention, at.kind = i, m.Kind
		return at, true
	}
	return at, !t.partOfLonger(find)
}

// oneOfTwo says whether a mention is two names joined by "and", of which the found
// one is either: the extractor took them for one.
func (t *listText) oneOfTwo(find lists.Found, start, end int) bool {
	if start > find.Start || end < find.End || start == find.Start && end == find.End {
		return false
	}
	return (start == find.Start || andBefore.MatchString(t.text[start:find.Start])) && (end == find.End || andAfter.MatchString(t.text[find.End:end]))
}

// goesOn are words behind a name that make it the name of something called after
// its bearer.
var goesOn = regexp.MustCompile(`^[ -](Memorial|Street|St\.|Avenue|Road|Boulevard|Square|Lane|Highway|Bridge|Park|Garden|Gardens|Hospital|Clinic|School|College|University|Academy|Library|Museum|Gallery|Theatre|Theater|Stadium|Arena|Airport|Station|Mosque|Church|Cathedral|Temple|Tower|Building|Hall|Plaza|Mall|Hotel|Resort|Foundation|Trust|Fund|Society|Scholarship|Fellowship|Prize|Award|Awards|Medal|Trophy|Cup|Lecture|Festival|Day|Week|Island|Bay|Lake|River|Mountain|Valley|District|Province|County|Village|Wanderers|United|Rovers|Athletic|FC)\b`)

// ofCountry is the country of "X of Cyprus" where the rest of a mention says no more.
func (t *listText) ofCountry(from, to int) string {
	rest, ok := strings.CutPrefix(t.text[from:to], " of ")
	if !ok {
		return ""
	}
	code, _ := country.Code(strings.TrimPrefix(rest, "the "))
	return code
}

// besides says whether words around a name do not make it another one: titles,
// articles, legal forms, prefixes of ships.
func besides(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '/' }) {
		if !titleWords[w] {
			return false
		}
	}
	return true
}

var titleWords = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "general": true, "gen": true, "colonel": true, "minister": true, "president": true,
	"the": true, "s": true, "sheikh": true, "mullah": true, "haji": true, "hajji": true, "sir": true, "ltd": true, "limited": true, "llc": true, "inc": true,
	"co": true, "company": true, "corporation": true, "corp": true, "gmbh": true, "ag": true, "sa": true, "ojsc": true, "pjsc": true, "jsc": true, "ao": true, "ooo": true,
	"pao": true, "oao": true, "mv": true, "m/v": true, "mt": true, "m/t": true, "ship": true, "vessel": true, "tanker": true, "admiral": true, "marshal": true,
	"ambassador": true, "deputy": true, "director": true, "chairman": true, "of": true, "and": true, "a": true, "foreign": true, "prime": true, "commander": true, "major": true}

// partOfLonger says whether a name that the extractor did not see goes on with a
// capitalised word: "Ivan Petrov Street".
func (t *listText) partOfLonger(find lists.Found) bool {
	rest := t.text[find.End:]
	if len(rest) > 1 && (rest[0] == ' ' || rest[0] == '-') {
		if r, _ := utf8.DecodeRuneInString(rest[1:]); unicode.IsUpper(r) {
			word, _, _ := strings.Cut(rest[1:], " ")
			return !besides(word)
		}
	}
	before := strings.TrimRight(t.text[:find.Start], " ")
	if len(before) == find.Start || before == "" { // nothing, or no space, before it
		return false
	}
	word := before[strings.LastIndexAny(before, " \n")+1:]
	r, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	return unicode.IsUpper(r) && unicode.IsLetter(last) && !besides(word) && !t.opens(len(before)-len(word)) && !t.isCountry(len(before))
}

// opens says whether a sentence begins at a place.
func (t *listText) opens(at int) bool {
	before := strings.TrimRight(t.text[:at], " “\"'(")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\n")
}

// isCountry says whether a country's name or demonym ends at a place.
func (t *listText) isCountry(at int) bool {
	return slices.ContainsFunc(t.facts.Mentions, func(m demarche.Mention) bool {
		return (m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation) && m.End < len(t.offsets) && t.offsets[m.End] == at
	})
}

var (
	shipBefore  = regexp.MustCompile(`(?i)(\bm/?[vt]\b|\bvessels?\b|\btankers?\b|\bships?\b|\bcargo\b|\bcarrier\b|\bfreighter\b|\btrawler\b|судн|танкер)\W*("|“)?$`)
	placeBefore = regexp.MustCompile(`(?i)\b(in|at|near|to|from|around|outside|towns?|city|village|port|island|river) (of )?(the )?$`)
	placeCalled = regexp.MustCompile(`(?i)\b(town|city|village|hamlet|port|island|river|district|province|county|street) of $`)
	andBefore   = regexp.MustCompile(`^\S+( \S+)+ and $`)
	andAfter    = regexp.MustCompile(`^ and \S+( \S+)+$`)
	theBefore   = regexp.MustCompile(`(?i)\b(the|this|its|an?) $`)
)

// sort says whether a name may mean a party of a sort, given what the extractor
// took it for, and whether that is in doubt. Where it saw no name, only a telling
// one will do; where it saw one of another sort, only a telling one of two words
// and more.
func (t *listText) sort(at place, f fitting, find lists.Found) (doubt, ok bool) {
	front := t.text[max(0, find.Start-30):find.Start]
	strong := weight(f.marks) < 2 && find.Words > 1
	switch schema := f.party.schema; {
	case schema == demarche.SchemaAirplane:
		return false, at.kind == demarche.MentionAircraft
	case schema == demarche.SchemaVessel:
		return false, at.kind == demarche.MentionVessel || at.ship
	case at.kind == demarche.MentionVessel || at.kind == demarche.MentionAircraft || at.ship:
		return false, false
	case at.kind == "":
		return false, weight(f.marks) < 2 && (find.Words > 1 || !f.marks.Has(lists.Single))
	case at.kind == demarche.MentionLocation:
		return true, strong && !placeBefore.MatchString(front)
	case schema == demarche.SchemaPerson && at.kind != demarche.MentionPerson:
		return true, strong && !theBefore.MatchString(front)
	case schema != demarche.SchemaPerson && at.kind != demarche.MentionOrganisation:
		_, aged := t.born(find)
		return true, strong && !aged
	}
	return false, true
}

// span is a found name as a mention, for a name the extractor did not see.
func (t *listText) span(find lists.Found, schema demarche.EntitySchema) *demarche.Mention {
	kind := demarche.MentionOrganisation
	switch schema {
	case demarche.SchemaPerson:
		kind = demarche.MentionPerson
	case demarche.SchemaVessel:
		kind = demarche.MentionVessel
	case demarche.SchemaAirplane:
		kind = demarche.MentionAircraft
	}
	start, _ := slices.BinarySearch(t.offsets, find.Start)
	end, _ := slices.BinarySearch(t.offsets, find.End)
	return &demarche.Mention{Kind: kind, Start: start, End: end, Text: t.text[find.Start:find.End], Why: "a name of the lists"}
}
