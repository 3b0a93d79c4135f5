// Package country knows the names of states, their people, capitals, regions
// and towns, finds them in a text and decides which country each means.
//
// The tables are in data/: country names in some thirty languages from CLDR and
// places from GeoNames, both written by gen, and hand.txt, kept by hand. See
// README.md for their origin and licences.
package country

import (
	"sort"
	"strings"
	"sync"

	"demarche/extract/token"
)

// Form says in which way words stand for a country.
type Form uint8

const (
	FormName    Form = iota + 1 // North Korea, 북한
	FormDemonym                 // North Korean
	FormCapital                 // Pyongyang
	FormMetonym                 // Kremlin, 청와대
	FormPlace                   // a region or town
)

// String is the form as the annotate command writes it.
func (f Form) String() string {
	return [...]string{"", "name", "demonym", "capital", "metonym", "place"}[f]
}

// Level of a place.
const (
	Town = iota
	First
	Second
)

// Reading is one thing that words may mean.
type Reading struct {
	Code     string // ISO 3166-1 alpha-2, XK or EU; "" for places of no one country
	Division string // GeoNames first-level division: "TX" in the United States
	Form     Form
	Level    uint8  // of a place
	Weak     bool   // means the country only with support from the rest of the text
	Lower    bool   // may be written in lower case
	Acronym  bool   // must be written in capitals or with full stops
	Thousand int32  // people in thousands, for towns
	lang     string // languages that write it so, parted by spaces
	hand     bool   // kept by hand: well known
	next     int32
}

// Stands says whether a place is known well enough to speak for its country
// inside a longer name: one kept by hand, or a large town.
func (r Reading) Stands() bool { return r.hand || r.Thousand > 500 }

type tables struct {
	phrases  *token.Table
	readings []Reading
}

const stemMark = 0x5bd1e9955bd1e995

// longest phrase of the tables, in tokens.
const longest = 16

var load = sync.OnceValue(build)

func build() *tables {
	b := &builder{t: &tables{phrases: token.NewTable(120000)}, codes: map[string]string{}}
	b.hand(handText)
	b.cldr(unpack(cldrData))
	b.places(unpack(placesData))
	return b.t
}

// builder fills the tables.
type builder struct {
	t     *tables
	codes map[string]string // interned
}

func (b *builder) code(s string) string {
	if s == "--" {
		return ""
	}
	if c, ok := b.codes[s]; ok {
		return c
	}
	c := strings.Clone(s)
	b.codes[c] = c
	return c
}

func (b *builder) add(phrase string, r Reading) {
	b.addHashes(hashes(phrase), r)
}

func (b *builder) addHashes(h []uint64, r Reading) {
	if len(h) == 0 || len(h) > longest {
		return
	}
	r.next = -1
	i := len(b.t.readings)
	if old, had := b.t.phrases.Put(h, i); had {
		for j := old; j >= 0; j = int(b.t.readings[j].next) {
			q := &b.t.readings[j]
			if q.Code == r.Code && (q.Form == r.Form && r.Form != FormPlace || q.Form == FormPlace && r.Form == FormPlace && (q.Division == r.Division || r.Level == Second || q.hand && q.Division == "")) {
				b.t.phrases.Put(h, old)
				q.hand = q.hand || r.hand
				if !strings.Contains(q.lang, r.lang) {
					q.lang += " " + r.lang
				}
				q.Thousand = max(q.Thousand, r.Thousand)
				if q.Division == "" {
					q.Division = r.Division
				}
				return
			}
		}
		r.next = int32(old)
	}
	b.t.readings = append(b.t.readings, r)
}

// hashes of a phrase's tokens, where a "*" at a word's end makes a stem.
func hashes(phrase string) []uint64 {
	doc := token.Split(phrase)
	var out []uint64
	for _, t := range doc.Tokens {
		if doc.Text[t.Start:t.End] == "*" && len(out) > 0 {
			out[len(out)-1] ^= stemMark
			continue
		}
		out = append(out, t.Hash)
	}
	return out
}

var forms = map[string]Form{"name": FormName, "demonym": FormDemonym, "capital": FormCapital, "metonym": FormMetonym, "place": FormPlace}

// hand reads hand.txt.
func (b *builder) hand(text string) {
	var form Form
	lang := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			f := strings.Fields(strings.Trim(line, "[]"))
			form, lang = forms[f[0]], f[1]
			continue
		}
		code, names, _ := strings.Cut(line, "\t")
		for name := range strings.SplitSeq(names, ", ") {
			r := Reading{Code: b.code(code), Form: form, lang: lang, hand: true}
			if before, after, ok := strings.Cut(name, "="); ok {
				name, r.Division, r.Weak = before, b.code(after), true
			}
			if rest, ok := strings.CutPrefix(name, "~"); ok {
				name, r.Weak = rest, true
			}
			b.handName(strings.ReplaceAll(strings.TrimSpace(name), "_", ","), r)
		}
	}
}

func (b *builder) handName(name string, r Reading) {
	if r.Form == FormPlace {
		r.Level = First
	}
	letters := strings.Map(func(c rune) rune {
		if c == '.' || c == ' ' {
			return -1
		}
		return c
	}, name)
	r.Acronym = len(letters) <= 4 && letters == strings.ToUpper(letters) && letters != strings.ToLower(letters)
	r.Lower = r.Form == FormDemonym && r.lang != "en"
	if stem, ok := strings.CutSuffix(name, "*"); ok && isLatin(stem) {
		for _, end := range []string{"", "e", "en", "er", "es", "em", "s", "n", "in", "innen"} {
			b.add(stem+end, r)
		}
		return
	}
	b.add(name, r)
	if r.lang == "en" && r.Form == FormDemonym {
		if p := plural(name); p != "" {
			b.add(p, r)
		}
	}
}

// plural of an English demonym, "" when it has none of its own.
func plural(name string) string {
	switch {
	case strings.HasSuffix(name, "ese"), strings.HasSuffix(name, "sh"), strings.HasSuffix(name, "ch"), strings.HasSuffix(name, "men"), strings.HasSuffix(name, "s"):
		return ""
	case strings.HasSuffix(name, "man"):
		return ""
	}
	return name + "s"
}

func isLatin(s string) bool { return s != "" && s[0] < 0xD0 }

// cldr reads rows of language, code, name.
func (b *builder) cldr(text string) {
	for line := range strings.Lines(text) {
		lang, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		code, name, ok := strings.Cut(rest, "\t")
		if !ok || skipCLDR(lang, name) {
			continue
		}
		r := Reading{Code: b.code(code), Form: FormName, lang: b.code(lang)}
		r.Weak = lang == "en" && strings.Contains(" GE JO TD GN JE TG ", " "+code+" ")
		b.add(name, r)
		if strings.Contains(name, " & ") {
			b.add(strings.ReplaceAll(name, " & ", " and "), r)
		}
		if lang == "ru" || lang == "uk" || lang == "bg" || lang == "sr" {
			b.stems(name, r)
		}
	}
}

// skipCLDR drops names too short to be told from words, and bracketed ones,
// which hand.txt has in a better form.
func skipCLDR(lang, name string) bool {
	n := len([]rune(name))
	cjk := lang == "ko" || lang == "ja" || lang == "zh"
	return n < 2 || !cjk && n < 4 && lang != "ar" && lang != "he" || strings.Contains(name, "(") || strings.Contains(name, " - ")
}

// stems adds a Slavic name with its words cut to their stems.
func (b *builder) stems(name string, r Reading) {
	doc := token.Split(name)
	out := make([]uint64, 0, len(doc.Tokens))
	cut := false
	for _, t := range doc.Tokens {
		w := []rune(doc.Text[t.Start:t.End])
		end := len(w)
		for end > 4 && strings.ContainsRune("аяоеиыуюйьіїє", w[end-1]) && len(w)-end < 2 {
			end--
		}
		if len(w) < 4 || !t.Is(token.Cyrillic) || t.Is(token.Caps) {
			out = append(out, t.Hash)
			continue
		}
		cut = true
		out = append(out, token.Fold(string(w[:end]))^stemMark)
	}
	if cut {
		b.addHashes(out, r)
	}
}

// places reads rows of name, code, division, thousands of people; -1 and -2
// mark divisions of the first and second level.
func (b *builder) places(text string) {
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 4 || len([]rune(f[0])) < 3 || vague(f[0]) {
			continue
		}
		r := Reading{Code: b.code(f[1]), Division: b.code(f[2]), Form: FormPlace, lang: "en"}
		switch f[3] {
		case "-1":
			r.Level = First
		case "-2":
			r.Level = Second
		default:
			r.Thousand = number(f[3])
		}
		b.place(f[0], r)
	}
}

// vague says whether a place's name is made of words that say nothing by
// themselves: "Eastern", "North Central", "City".
func vague(name string) bool {
	for _, w := range strings.Fields(name) {
		switch w {
		case "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Centre", "Center", "Far", "Upper", "Lower", "Coast", "Coastal", "City", "Capital", "Region", "District", "Province",
			"Nord", "Sud", "Est", "Ouest", "Nord-Est", "Nord-Ouest", "Sud-Est", "Sud-Ouest", "North-Eastern", "North-Western", "South-Eastern", "Middle", "Metro", "Metropolitan", "Littoral", "Republic", "Park", "Bridge", "Street", "Mission", "University",
			"Northeast", "Northwest", "Southeast", "Southwest", "Northwestern", "Southland", "Islands", "Island", "Lake", "Hill", "Valley", "River", "Beach", "Union", "Liberty", "Independence", "Enterprise", "Progress", "Commerce", "Paradise", "Defiance", "Of", "Police", "Most", "God", "Side", "Same", "Date", "Bar", "Man", "Opera", "Shaping", "Toyota", "Indian", "Plato", "Mary", "Bath's", "Green", "Reform", "Eagle", "Justice", "Best", "Mobile's":
		default:
			return false
		}
	}
	return true
}

func (b *builder) place(name string, r Reading) {
	b.add(name, r)
	for _, tail := range []string{" Province", " Region", " Governorate", " Oblast", " City", " District", " Prefecture", " Krai", " Department"} {
		if short, ok := strings.CutSuffix(name, tail); ok && r.Level != Town && len(short) > 3 {
			b.add(short, r)
		}
	}
}

func number(s string) (n int32) {
	for _, c := range s {
		if c >= '0' && c <= '9' && n < 1e8 {
			n = n*10 + int32(c-'0')
		}
	}
	return n
}

// names gives English names of countries by code, and codes by folded name.
var names = sync.OnceValues(func() (map[string]string, map[string]string) {
	byCode, byName := map[string]string{}, map[string]string{}
	for line := range strings.Lines(unpack(cldrData)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if f[0] == "en" {
			byCode[f[1]] = strings.ReplaceAll(f[2], " & ", " and ")
		}
		byName[token.FoldString(f[2])] = f[1]
	}
	for code, name := range shortNames {
		byCode[code] = name
	}
	for code, name := range byCode {
		byName[token.FoldString(name)] = code
	}
	form := ""
	for line := range strings.Lines(handText) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			form = line
		}
		code, list, ok := strings.Cut(line, "\t")
		if !ok || !strings.HasPrefix(form, "[name") {
			continue
		}
		for n := range strings.SplitSeq(list, ", ") {
			n = strings.ReplaceAll(strings.Trim(n, "~*"), "_", ",")
			if _, had := byName[token.FoldString(n)]; !had {
				byName[token.FoldString(n)] = code
			}
		}
	}
	return byCode, byName
})

// shortNames replace CLDR's where it is long, old or bracketed.
var shortNames = map[string]string{
	"CD": "DR Congo", "CG": "Congo", "CI": "Ivory Coast", "HK": "Hong Kong", "MO": "Macau", "MK": "North Macedonia", "MM": "Myanmar",
	"PS": "Palestine", "SZ": "Eswatini", "EU": "European Union", "XK": "Kosovo", "TR": "Turkey", "CZ": "Czechia", "VA": "Vatican City",
	"ST": "São Tomé and Príncipe", "TL": "Timor-Leste",
}

// Name gives the English short name of a country, or the code itself when it
// is none.
func Name(code string) string {
	byCode, _ := names()
	if n, ok := byCode[code]; ok {
		return n
	}
	return code
}

// Code finds a country's code by its code or its name in any of the languages.
func Code(nameOrCode string) (string, bool) {
	byCode, byName := names()
	s := strings.TrimSpace(nameOrCode)
	if up := strings.ToUpper(s); len(s) == 2 {
		if up == "UK" {
			return "GB", true
		}
		if _, ok := byCode[up]; ok {
			return up, true
		}
	}
	if c, ok := byName[token.FoldString(s)]; ok {
		return c, true
	}
	c, ok := byName[token.FoldString(strings.TrimPrefix(strings.ToLower(s), "the "))]
	return c, ok
}

// Codes lists the codes of all countries, sorted.
func Codes() []string {
	byCode, _ := names()
	out := make([]string, 0, len(byCode))
	for c := range byCode {
		out = append(out, c)
	}
	sort.Strings(out)
	return out
}
