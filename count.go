package demarche

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Counts lists the counts that an item's newest text gives of people and things
// something was done to: "eight people were listed", "14 vessels seized". Each is a
// figure with a unit and without a currency. Of several counts of one kind for the
// same time the largest stands, because the others are parts of it. A count whose
// sentence does not say what was done is left out.
func Counts(v ItemView) []Figure {
	if len(v.Revisions) == 0 {
		return nil
	}
	text := v.Revisions[0].Text
	runes := []rune(text)
	var out []Figure
	for _, c := range countsIn(text) {
		m := Mention{Kind: MentionAmount, Start: c.start, End: c.end, Text: c.text, Value: c.value}
		s := sentenceOf(runes, v.Facts.Mentions, m)
		role := s.done()
		if role == "" {
			continue
		}
		f := Figure{Item: v.Item.ID, Story: v.Story, Source: v.Item.Source, SourceName: v.Source.Name, Kind: v.Source.Kind, Lang: v.Facts.Lang,
			Published: v.Item.Published.Stamp(), Mention: NoMention, Text: c.text, Value: c.value, Unit: c.unit, Role: role, Qualifier: s.bound()}
		if f.SourceName == "" {
			f.SourceName = f.Source
		}
		s.readPeriod(&f)
		if f.From == "" && strings.HasSuffix(f.Period, "D") { // "listed two days ago"
			f.Period, f.Cumulative = "", false
		}
		if f.Speaker, f.Quoted = s.speaker(); !f.Quoted {
			f.Speaker = f.SourceName
		}
		f.Cumulative = f.Cumulative || s.sinceSomeDay()
		if v.Source.Republish != RepublishNone {
			f.Sentence = s.quote(m)
		}
		out = keepLargest(out, f)
	}
	return out
}

// NoMention is the mention of a figure that the extractor made none for.
const NoMention = -1

func keepLargest(list []Figure, f Figure) []Figure {
	for i, o := range list {
		if o.Unit == f.Unit && o.Role == f.Role && o.Covers() == f.Covers() {
			if countOf(f) > countOf(o) {
				list[i] = f
			}
			return list
		}
	}
	return append(list, f)
}

func countOf(f Figure) int {
	n, _ := strconv.Atoi(f.Value)
	return n
}

// counted is a number with what it counts.
type counted struct {
	start, end        int // code points
	text, value, unit string
}

// units are the nouns that are counted, by what they are counted as.
var units = []struct{ unit, nouns string }{
	{"people", "people|persons?|individuals|men|women|children|civilians|soldiers|troops|officers|sailors|crew members|workers|nationals|citizens|fighters|militants|prisoners|hostages|" +
		"personnes|civils|soldats|personen|menschen|soldaten|zivilisten|personas|civiles|soldados|человека?|граждан|лиц|военных"},
	{"entities", "entities|companies|firms|organi[sz]ations|banks|institutions|businesses|entités|sociétés|entreprises|unternehmen|firmen|organisationen|einrichtungen|entidades|empresas|организаци[ийя]|компани[ийя]"},
	{"vessels", "vessels?|ships?|tankers?|boats?|navires|pétroliers|bateaux|schiffe|tanker|buques|petroleros|судов|суд[аo]|танкер(?:а|ов)"},
	{"aircraft", "aircraft|planes|airplanes|aeroplanes|drones|helicopters|avions|flugzeuge|drohnen|aviones|самол[её]т(?:а|ов)|дрон(?:а|ов)"},
	{"accounts", "accounts?|comptes|konten|cuentas|сч[её]т(?:а|ов)"},
	{"wallets", "wallets|addresses|portefeuilles|adressen|billeteras|кошельк(?:а|ов)"},
	{"missiles", "missiles|rockets|raketen|misiles|ракет[ыа]?"},
}

var smallNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
	"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "vingt": 20, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
	"elf": 11, "zwölf": 12, "zwanzig": 20, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "veinte": 20,
	"два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "двенадцать": 12, "двадцать": 20}

var (
	countPattern = func() *regexp.Regexp {
		var nouns []string
		for _, u := range units {
			nouns = append(nouns, "("+u.nouns+")")
		}
		return regexp.MustCompile(`(?i)(\d{1,3}(?:[ ,.\x{a0}\x{202f}\x{2009}]\d{3})+|\d{1,6}|\pL+(?:-\pL+)?)\s+(?:[\pL’'-]+\s+){0,2}?(?:` + strings.Join(nouns, "|") + `)(?:\PL|$)`)
	}()
	koreanPattern = regexp.MustCompile(`(\d[\d,]*)\s*(명|척|개 기관|개 단체|개 기업)`)
	koreanUnits   = map[string]string{"명": "people", "척": "vessels", "개 기관": "entities", "개 단체": "entities", "개 기업": "entities"}
)

// countsIn finds the counts of a text, in order.
func countsIn(text string) []counted {
	var out []counted
	add := func(from, to int, number, unit string) {
		n, ok := wholeNumber(number)
		if !ok || from > 0 && strings.ContainsAny(text[from-1:from], "0123456789$€£.,-") {
			return
		}
		start := utf8.RuneCountInString(text[:from])
		out = append(out, counted{start, start + utf8.RuneCountInString(text[from:to]), strings.Join(strings.Fields(text[from:to]), " "), strconv.Itoa(n), unit})
	}
	for at := 0; at < len(text); {
		m := countPattern.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		next := at + m[3] // the word behind may be a number itself
		if _, ok := wholeNumber(text[at+m[2] : at+m[3]]); ok {
			for i, u := range units {
				if end := m[4+2*i+1]; end >= 0 {
					add(at+m[2], at+end, text[at+m[2]:at+m[3]], u.unit)
					next = at + end
				}
			}
		}
		at = next
	}
	for _, m := range koreanPattern.FindAllStringSubmatchIndex(text, -1) {
		add(m[0], m[1], text[m[2]:m[3]], koreanUnits[text[m[4]:m[5]]])
	}
	return out
}

// wholeNumber reads a number in digits, with or without separators, or in words. A
// year is no count.
func wholeNumber(s string) (int, bool) {
	if n, ok := smallNumbers[strings.ToLower(s)]; ok {
		return n, true
	}
	if tens, rest, ok := strings.Cut(strings.ToLower(s), "-"); ok {
		a, b := smallNumbers[tens], smallNumbers[rest]
		return a + b, a >= 20 && a%10 == 0 && b > 0 && b < 10
	}
	digits := strings.NewReplacer(",", "", ".", "", " ", "", "\u00a0", "", "\u202f", "", "\u2009", "").Replace(s)
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0 && (digits != s || n < 1900 || n > 2100)
}

// deeds are what may be done to what is counted, with the beginnings of the words
// that say so.
var deeds = []struct {
	role  string
	stems []string
}{
	{"killed", []string{"kill", "dead", "died", "death", "lost their lives", "tué", "morts", "getötet", "tote", "muert", "погиб", "убит", "사망"}},
	{"injured", []string{"wounded", "injur", "blessé", "verletzt", "herid", "ранен", "부상"}},
	{"arrested", []string{"arrest", "detain", "verhaft", "festgenommen", "interpell", "deten", "задерж", "арестов", "체포"}},
	{"frozen", []string{"froze", "freez", "gelé", "eingefroren", "congel", "заморож", "동결"}},
	{"seized", []string{"seiz", "confiscat", "saisi", "beschlagnahm", "incaut", "изъят", "конфиск", "압류"}},
	{"removed", []string{"delist", "removed", "lifted", "radié", "gestrichen", "исключ", "해제"}},
	{"listed", []string{"sanction", "designat", "listed", "lists", "listing", "blacklist", "added to", "inscri", "gelistet", "санкци", "внес", "제재", "지정"}},
}

// deedReach is how far from a count, in code points, the word may stand that says
// what was done.
const deedReach = 90

// done says what was done to what is counted: by the nearest word that says so.
func (s sentenceView) done() string {
	before := strings.ToLower(string(s.text[max(s.start, s.amount.Start-deedReach):s.amount.Start]))
	behind := strings.ToLower(string(s.text[s.amount.End:min(s.end, s.amount.End+deedReach)]))
	role, near := "", 1<<30
	for _, d := range deeds {
		for _, stem := range d.stems {
			if i := strings.LastIndex(before, stem); i >= 0 && atWord(before, i) && len(before)-i-len(stem) < near {
				role, near = d.role, len(before)-i-len(stem)
			}
			if i := strings.Index(behind, stem); i >= 0 && atWord(behind, i) && i < near {
				role, near = d.role, i
			}
		}
	}
	return role
}

// atWord says whether a word begins at i; in Korean, which parts words otherwise, anywhere.
func atWord(text string, i int) bool {
	if r, _ := utf8.DecodeRuneInString(text[i:]); r >= 0xAC00 && r <= 0xD7A3 {
		return true
	}
	return i == 0 || strings.ContainsAny(text[i-1:i], " \n\t(“\"'’-") || text[i-1] >= 0x80 && !wordBefore(text[:i])
}

func wordBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r >= 'À' && r < 0x2000 || r > 0x3000
}

// bound is the word before a count that makes it no exact one.
func (s sentenceView) bound() string {
	before := strings.ToLower(strings.TrimSpace(string(s.text[max(s.start, s.amount.Start-20):s.amount.Start])))
	for _, b := range []struct{ words, qualifier string }{{"at least", "at_least"}, {"more than", "over"}, {"over", "over"}, {"fewer than", "under"}, {"less than", "under"}, {"up to", "up_to"},
		{"about", "about"}, {"around", "about"}, {"some", "about"}, {"nearly", "about"}, {"plus de", "over"}, {"mehr als", "over"}, {"mindestens", "at_least"}, {"au moins", "at_least"}, {"más de", "over"}, {"более", "over"}, {"около", "about"}} {
		if strings.HasSuffix(before, b.words) {
			return b.qualifier
		}
	}
	return ""
}
