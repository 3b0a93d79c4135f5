package name

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// triggers finds names by the words beside them: vessels after "tanker" and
// "M/V", companies before "LLC".
func (f *finder) triggers() []item {
	var out []item
	for i := range f.obs {
		switch {
		case f.doc.Word(i) == "IMO":
			if from, to := f.beforeIMO(i); to > from {
				out = append(out, item{from: from, to: to, kind: demarche.MentionVessel, place: -1, entry: -1, why: "IMO number after it", rank: 3})
			}
		case f.obs[i].cls&isVesselCue != 0:
			for from, to := f.vessel(i); to > from; from, to = f.anotherVessel(to) {
				out = append(out, item{from: from, to: to, kind: demarche.MentionVessel, place: -1, entry: -1, why: "word before a vessel", rank: 1})
			}
		case f.leadingForm(i):
			to := i + 1
			for to < len(f.doc.Tokens) && to < i+8 && f.doc.Tokens[to].Any(token.Upper|token.Mixed) && !f.leadingForm(to) {
				to++
			}
			out = append(out, item{from: i, to: to, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "legal form", rank: 1})
		case f.spelledTail(i):
			out = append(out, item{from: f.companyStart(i), to: i + 3, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "legal form", rank: 2})
		case f.spelledForm(i):
			out = append(out, item{from: i, to: f.longBody(i), kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "legal form", rank: 2})
		case f.koreanName(i):
			out = append(out, item{from: i, to: i + 3, kind: demarche.MentionPerson, place: -1, entry: -1, why: "Korean name", rank: 3})
		case f.threeSyllables(i):
			out = append(out, item{from: i, to: i + 3, kind: demarche.MentionPerson, place: -1, entry: -1, why: "East Asian family name first", rank: 1})
		case legalForm(f.doc.Word(i)):
			if from := f.companyStart(i); from < i {
				out = append(out, item{from: from, to: i + 1, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "legal form"})
			}
		}
	}
	return out
}

// vessel gives the tokens of a vessel's name after the cue at i: capitalised
// words right after it.
func (f *finder) vessel(i int) (from, to int) {
	from = i + 1
	if f.doc.Word(i) == "M" || f.doc.Word(i) == "m" { // M/V, M/T
		return 0, 0
	}
	for from < len(f.doc.Tokens) && from < i+3 && f.doc.Tokens[from].Is(token.Punct) && f.doc.Word(from) != "," && f.doc.Word(from) != "." {
		from++
	}
	to = from
	for to < len(f.doc.Tokens) && to < from+5 && f.doc.Tokens[to].Any(token.Upper|token.Digit) && !f.doc.Tokens[to].Is(token.Sentence) {
		if f.doc.Tokens[to].Is(token.Digit) && to == from {
			break
		}
		to++
	}
	if to == from || f.at[from] >= 0 && to == int(f.places[f.at[from]].To) || f.obs[from].cls&(isOrgHead|isCalendar|isLowerWord) != 0 {
		return 0, 0
	}
	if w := f.doc.Word(i); f.doc.Tokens[i].Is(token.Upper) && w != "MV" && w != "MT" || !f.doc.Tokens[from].Is(token.Caps) && to-from < 2 && !f.followedByIMO(to) && !f.soleVessel(i, from) {
		return 0, 0
	}
	return from, to
}

// soleVessel says whether the one word at token from is a vessel's name by the cue
// at i alone: "the tanker Talara".
func (f *finder) soleVessel(i, from int) bool {
	switch f.doc.Word(i) {
	case "tanker", "freighter", "trawler", "vessel", "carrier":
	default:
		return false
	}
	next := f.doc.Word(from + 1)
	return from == i+1 && next != "'s" && next != "’s" && f.obs[from].cls&(isGiven|isOrgTail|isTitle) == 0 && f.atPlace(from) < 0
}

// anotherVessel gives the name that "and" or a comma joins to a vessel's name
// ending before token i.
func (f *finder) anotherVessel(i int) (from, to int) {
	for from = i; from < i+3 && from < len(f.doc.Tokens); from++ {
		if w := f.doc.Word(from); w != "and" && w != "," && w != "the" {
			break
		}
	}
	if from == i || from >= len(f.doc.Tokens) {
		return 0, 0
	}
	to = from
	for to < len(f.doc.Tokens) && to < from+5 && (f.doc.Tokens[to].Is(token.Upper) || to > from && f.doc.Tokens[to].Is(token.Digit)) && !f.doc.Tokens[to].Is(token.Sentence) {
		to++
	}
	if to-from < 2 && !(to > from && f.doc.Tokens[from].Is(token.Caps)) {
		return 0, 0
	}
	return from, to
}

// beforeIMO gives the capitalised words before a bracket or comma that begins
// with an IMO number.
func (f *finder) beforeIMO(i int) (from, to int) {
	if i < 2 || f.doc.Word(i-1) != "(" && f.doc.Word(i-1) != "," && f.doc.Word(i-1) != ";" {
		return 0, 0
	}
	to = i - 1
	from = to
	for from > 0 && to-from < 5 && (f.doc.Tokens[from-1].Is(token.Upper) || f.doc.Tokens[from-1].Is(token.Digit) && to-from == 0) && f.obs[from-1].cls&isLowerWord == 0 {
		from--
		if f.doc.Tokens[from].Any(token.Sentence) {
			break
		}
	}
	if from > 0 && to-from > 1 && f.doc.Word(from-1) == "/" && len(f.doc.Word(from)) == 1 {
		from++ // "M/V", "M/T"
	}
	if to == from || !f.doc.Tokens[from].Is(token.Upper) {
		return 0, 0
	}
	return from, to
}

// followedByIMO says whether "(IMO" or ", IMO" stands within three tokens.
func (f *finder) followedByIMO(i int) bool {
	for j := i; j < i+3; j++ {
		if f.doc.Word(j) == "IMO" {
			return true
		}
	}
	return false
}

// legalForm says whether a word is a company's legal form that ends its name.
func legalForm(w string) bool {
	switch w {
	case "LLC", "L.L.C.", "Ltd", "Ltd.", "LTD", "Limited", "Inc", "Inc.", "Corp.", "GmbH", "PLC", "plc", "JSC", "OJSC", "PJSC", "OOO", "DOOEL", "S.A.", "SA", "B.V.", "N.V.", "S.p.A.",
		"AG", "SE", "KG", "KGaA", "S.L.", "SpA", "SAS", "S.A.S.", "Lda.", "Ltda.", "FZE", "FZCO", "FZC", "DMCC", "LLP", "Pte.", "Bhd", "Bhd.", "SARL", "S.A.R.L.", "Kft", "OU", "OÜ", "OAO", "DOO", "MCHJ", "ООО", "АО", "ПАО":
		return true
	}
	return false
}

// leadingForm says whether a legal form at token i stands before the name, as in
// "JSC VNIIR Progress".
func (f *finder) leadingForm(i int) bool {
	switch f.doc.Word(i) {
	case "JSC", "OOO", "OAO", "ZAO", "PJSC", "OJSC", "PAO", "AO", "ООО", "АО", "ПАО", "PT":
	default:
		return false
	}
	if i+1 >= len(f.doc.Tokens) || !f.doc.Tokens[i+1].Is(token.Upper) || f.doc.Tokens[i+1].Is(token.Sentence) {
		return false
	}
	return i == 0 || !f.doc.Tokens[i-1].Is(token.Upper) || f.doc.Tokens[i].Is(token.Sentence)
}

// threeSyllables says whether token i begins a Korean or Chinese name written in
// three words: a family name and two syllables, no fourth capital after them.
func (f *finder) threeSyllables(i int) bool {
	if i+2 >= len(f.doc.Tokens) || !eastAsianFamily[f.doc.Tokens[i].Hash] || f.obs[i].cls&(isLowerWord|isTitle|isPrep) != 0 || f.atPlace(i+1) >= 0 {
		return false
	}
	for j := i; j < i+3; j++ {
		t := f.doc.Tokens[j]
		if !t.Is(token.Upper) || t.Any(token.Caps|token.Dot|token.Digit) || j > i && (t.Is(token.Sentence) || !syllable(f.doc.Word(j)) || f.obs[j].cls&(isLowerWord|isCalendar|isOrgHead|isPlaceTail) != 0) {
			return false
		}
	}
	return i+3 >= len(f.doc.Tokens) || !f.doc.Tokens[i+3].Is(token.Upper) || f.doc.Tokens[i+3].Is(token.Sentence)
}

// syllable says whether a word is one open or lightly closed syllable, as
// romanised Korean and Chinese write them.
func syllable(w string) bool {
	if len(w) < 1 || len(w) > 6 {
		return false
	}
	groups, in := 0, false
	last := 0
	for i := 0; i < len(w); i++ {
		switch w[i] | 0x20 {
		case 'a', 'e', 'i', 'o', 'u':
			if !in {
				groups++
			}
			in, last = true, i
		case 'y', 'w':
		default:
			in = false
		}
	}
	if groups != 1 {
		return false
	}
	switch strings.ToLower(w[last+1:]) {
	case "", "n", "ng", "k", "l", "m", "p", "t", "r", "h", "s", "g", "w", "y", "ck":
		return true
	}
	return false
}

// spelledTail says whether "Limited Liability Company" at token i ends a name.
func (f *finder) spelledTail(i int) bool {
	if i == 0 || f.doc.Tokens[i].Is(token.Sentence) || !f.doc.Tokens[i-1].Any(token.Upper|token.Digit|token.Mixed) || f.doc.Tokens[i-1].Is(token.Sentence) && f.obs[i-1].cls&isLowerWord != 0 {
		return false
	}
	a, b, c := strings.ToLower(f.doc.Word(i)), strings.ToLower(f.doc.Word(i+1)), strings.ToLower(f.doc.Word(i+2))
	return c == "company" && (a == "joint" && b == "stock" || a == "limited" && b == "liability")
}

// spelledForm says whether "Joint Stock Company" or the like begins at token i.
func (f *finder) spelledForm(i int) bool {
	a, b := f.doc.Word(i), f.doc.Word(i+1)
	return a == "Joint" && b == "Stock" || a == "Limited" && b == "Liability" || a == "Federal" && b == "State" && f.doc.Word(i+2) == "Unitary"
}

// longBody gives the end of a body's long name that begins at token i: small
// words inside it belong to it when a capital follows.
func (f *finder) longBody(i int) int {
	to := i
	for j := i; j < len(f.doc.Tokens) && j < i+30; j++ {
		t := f.doc.Tokens[j]
		switch w := f.doc.Word(j); {
		case j > i && t.Is(token.Sentence):
			return to
		case t.Any(token.Upper | token.Digit):
			to = j + 1
		case w == "of" || w == "and" || w == "with" || w == "for" || w == "the" || w == "in" || w == "-" || w == "named" || w == "after":
		default:
			return to
		}
	}
	return to
}

// companyStart walks back from a legal form over the capitalised words of the
// name.
func (f *finder) companyStart(i int) int {
	from := i
	for j := i - 1; j >= 0 && i-j < 12; j-- {
		t := &f.doc.Tokens[j]
		w := f.doc.Word(j)
		if j < i-1 && legalForm(w) && w != "JSC" && w != "OOO" && w != "SA" {
			return from
		}
		switch {
		case t.Any(token.Upper|token.Digit) && !(t.Is(token.Sentence) && f.obs[j].cls&isLowerWord != 0):
			from = j
		case w == "." && t.End == f.doc.Tokens[j+1].Start && j > 0 && f.doc.Tokens[j-1].End == t.Start,
			w == "," && j == i-1, j == i-1 && w == ".", w == "&", w == "-", w == "and" && f.doc.Tokens[max(j-1, 0)].Is(token.Upper) && !legalForm(f.doc.Word(j-1)) && f.doc.Word(j-1) != ",", w == "of" && j > 0 && f.doc.Tokens[j-1].Is(token.Upper), w == "for" && j > 0 && f.doc.Tokens[j-1].Is(token.Upper):
		case (w == ")" || w == "(") && i-j < 6:
		default:
			return from
		}
		if t.Is(token.Sentence) && !(j > 0 && f.doc.Tokens[j-1].End == t.Start) {
			return from
		}
	}
	return from
}

// fighters finds short forms before a word for those who fight for a body: "SDF
// forces".
func (f *finder) fighters() []item {
	var out []item
	for i := range f.obs {
		if f.obs[i].shape != shapeCaps || f.obs[i].geo != 0 || f.doc.Tokens[i].End-f.doc.Tokens[i].Start > 6 || hyphen(f.doc, i-1) {
			continue
		}
		switch f.doc.Word(i + 1) {
		case "forces", "fighters", "militants", "insurgents", "rebels", "troops", "militia", "guerrillas":
			out = append(out, item{from: i, to: i + 1, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "word for fighters behind it"})
		}
	}
	return out
}
