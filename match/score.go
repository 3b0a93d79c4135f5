package match

import (
	"fmt"
	"regexp"
	"strings"

	"demarche"
)

// Threshold is the score from which two names are a possible match.
const Threshold = 0.7

// Name is a name prepared for comparing. Prepare once, compare often.
type Name struct {
	Text   string
	schema demarche.EntitySchema
	words  []word
	joined string  // all words, legal form included, without spaces
	core   string  // the words that are compared, without spaces
	form   string  // class of the legal form, "" when there is none
	korean string  // keys of all words, where they are Korean syllables
	pinyin string  // of all words, where they are Chinese syllables in Cyrillic letters
	others []*Name // the parts of a name written "A/B"
}

// word is a token with its part in the name.
type word struct {
	token
	key      string // sound
	bones    string // skeleton: the consonants
	weight   float64
	number   bool
	initial  bool
	nickname int
	korean   string // see koreanKey
	viet     string // see setVietnamese
	pinyin   string // see pinyin
	chinese  bool   // it is Chinese beyond doubt, and text is its pinyin
	arabic   *arabic
	place    bool // a part of the world, of a body's name
}

// Prepare folds a name for comparing. The schema says how to weigh its words; an
// unknown one is taken for an organisation.
func Prepare(name string, schema demarche.EntitySchema) *Name {
	if m := formerNameOf(name); m != nil {
		n := prepare(m[1], schema)
		n.Text = name
		n.others = []*Name{prepare(m[2], schema)}
		return n
	}
	n := prepare(name, schema)
	if parts := strings.Split(name, "/"); len(parts) > 1 && len(parts) < 6 {
		for _, p := range parts {
			if len(p) < 5 {
				n.others = nil
				break
			}
			n.others = append(n.others, prepare(p, schema))
		}
	}
	return n
}

// formerName is another name said behind the first: "Ocean Pearl (ex Sea Star)".
var formerName = regexp.MustCompile(`(?i)^(.{3,}?)\s*\((?:ex|formerly|previously|now|[afn]\.?k\.?a\.?|also known as|formerly known as|née|alias)[\s:,.]+(.{3,})\)\s*$`)

func formerNameOf(name string) []string {
	if strings.IndexByte(name, '(') < 0 {
		return nil
	}
	return formerName.FindStringSubmatch(name)
}

func prepare(name string, schema demarche.EntitySchema) *Name {
	n := &Name{Text: name, schema: schema}
	if schema == demarche.SchemaPerson {
		name = lookalikes(name)
	}
	ts := tokens(name)
	for _, t := range ts {
		n.joined += t.text
	}
	switch schema {
	case demarche.SchemaPerson:
		ts = dropWords(joinArticles(ts), honorifics)
	case demarche.SchemaVessel, demarche.SchemaAirplane:
		ts = dropWords(ts, vesselPrefixes)
	default:
		ts = joinNumbers(expand(ts))
		ts, n.form = dropForms(ts)
	}
	for _, t := range ts {
		n.words = append(n.words, n.word(t))
		n.core += t.text
	}
	if last := len(n.words) - 1; last >= 0 && n.words[last].text == "abdul" {
		n.words[last].weight = 1 // half a name stands for the whole
	}
	if schema == demarche.SchemaPerson {
		n.read()
	}
	return n
}

// read reads the words of a person's name as names of languages that other scripts
// write by rules of their own.
func (n *Name) read() {
	n.setKorean()
	n.setVietnamese()
	chinese, sure := true, false
	for i := range n.words {
		w := &n.words[i]
		if isCyrillic(w.native) {
			w.pinyin = pinyin(w.native)
		}
		chinese = chinese && w.pinyin != ""
		sure = sure || onlyChinese.MatchString(w.native)
	}
	for i := range n.words {
		w := &n.words[i]
		if !chinese {
			w.pinyin = ""
			continue
		}
		n.pinyin += w.pinyin
		if sure { // it is compared as what it stands for
			w.chinese = true
			w.text, w.key, w.bones = w.pinyin, sound(w.pinyin), skeleton(w.pinyin)
		}
	}
	if chinese && sure {
		n.joined, n.core = n.pinyin, n.pinyin
	}
}

// Keys are what a name may be looked up by: two names that score [Threshold] nearly
// always share one. Common given names give keys like any other; who builds an index
// decides which are too common to be followed.
func (n *Name) Keys() []string {
	var out []string
	add := func(k string) {
		for _, o := range out {
			if o == k {
				return
			}
		}
		out = append(out, k)
	}
	for _, x := range append([]*Name{n}, n.others...) {
		for _, w := range x.words {
			if w.weight < 0.5 || w.initial {
				continue
			}
			add("b" + oneLip.Replace(skeleton(w.text)))
			if len(w.key) >= 4 {
				add("f" + w.key[:3])
				add("l" + w.key[len(w.key)-3:])
			}
			if w.nickname != 0 {
				add(fmt.Sprintf("n%d", w.nickname))
			}
		}
		if len(x.core) >= 6 {
			add("j" + skeleton(korean(x.core)))
		}
		x.otherKeys(add)
	}
	return out
}

// otherKeys are the keys under which the readings of other scripts meet.
func (n *Name) otherKeys(add func(string)) {
	if n.korean != "" && len(n.words) > 1 || len(n.korean) >= 6 {
		add("k" + n.korean)
		first := len(n.words[0].korean)
		add("k" + n.korean[first:] + n.korean[:first]) // the family name behind
	}
	for i := range n.words {
		w := &n.words[i]
		switch {
		case len(w.viet) >= 3:
			add("v" + w.viet)
		case w.pinyin != "":
			add("b" + oneLip.Replace(skeleton(w.pinyin)))
		case w.arabic != nil:
			add("b" + oneLip.Replace(w.arabic.persian))
		}
	}
	if n.schema == demarche.SchemaPerson && len(n.words) > 0 && n.kana() {
		if k := heardKey(heardMoras(n)); k != "" {
			add(k)
		}
	}
}

// Letters are the folded letters of a name without what parts them.
func (n *Name) Letters() string { return n.joined }

// lookalikes reads digits inside a word as the letters they look like: no person's
// name holds any.
func lookalikes(name string) string {
	if !strings.ContainsAny(name, "013459") {
		return name
	}
	b := []byte(name)
	letter := func(i int) bool { return i >= 0 && i < len(b) && (b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z') }
	for i, c := range b {
		if j := strings.IndexByte("013459", c); j >= 0 && (letter(i-1) || letter(i+1)) {
			b[i] = "oieasg"[j]
		}
	}
	return string(b)
}

func (n *Name) word(t token) word {
	w := word{token: t, key: sound(t.text), bones: skeleton(t.text), weight: 1}
	person := n.schema == demarche.SchemaPerson
	switch {
	case t.text[0] >= '0' && t.text[0] <= '9':
		w.number, w.weight = true, 0.6
	case !person && numerals[t.text] != "":
		w.number, w.weight, w.text, w.key = true, 0.6, numerals[t.text], numerals[t.text]
	case particles[t.text]:
		w.weight = 0.2
	case person && t.text == "abdul":
		w.weight = 0.3
	case len(t.text) == 1 && t.script == latin:
		w.initial, w.weight = person, 0.5
	case !person && generic[t.text]:
		w.weight = 0.7
	}
	if person {
		w.nickname = nicknames[t.text]
	}
	if t.script == consonantal {
		w.arabic = newArabic(t.native, person)
	}
	w.place = !person && places[t.text]
	return w
}

// joinArticles writes "abd al rahman", "abdulrahman" and "abdel rahman" alike and
// drops the article of Arabic names.
func joinArticles(ts []token) []token {
	var out []token
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		switch {
		case servant[t.text]:
			if i+1 < len(ts) && particles[ts[i+1].text] {
				i++
			}
			t.text = "abdul"
		case t.script == consonantal && len(t.text) > 3 && strings.HasPrefix(t.native, "ال"):
			t.text = strings.TrimPrefix(strings.TrimPrefix(t.text, "a"), "l")
		}
		if rest, ok := strings.CutPrefix(t.text, "abdul"); ok && len(rest) >= 4 {
			t.text = "abdul"
			out = append(out, t)
			t.text = rest
		}
		out = append(out, t)
	}
	return out
}

// servant are the spellings of the first half of names like Abdul Rahman.
var servant = set("abd abdul abdel abdal abdol abdoul")

// dropWords takes out words of a set unless nothing would be left.
func dropWords(ts []token, drop map[string]bool) []token {
	var out []token
	for _, t := range ts {
		if !drop[t.text] {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return ts
	}
	return out
}

// expand writes abbreviations of organisations' names in full.
func expand(ts []token) []token {
	var out []token
	for _, t := range ts {
		full, ok := abbreviations[t.text]
		if !ok {
			out = append(out, t)
			continue
		}
		for _, w := range strings.Fields(full) {
			t.text = w
			out = append(out, t)
		}
	}
	return out
}

// dropForms takes the legal form out of a name, unless nothing would be left, and
// gives its class.
func dropForms(ts []token) ([]token, string) {
	form := ""
	var out []token
	for i := 0; i < len(ts); {
		n, class := formAt(ts[i:])
		if n == 0 {
			out = append(out, ts[i])
			i++
			continue
		}
		if form == "" || class != "inc" {
			form = class
		}
		i += n
	}
	if len(out) == 0 || allParticles(out) {
		return ts, form
	}
	return out, form
}

func allParticles(ts []token) bool {
	for _, t := range ts {
		if !particles[t.text] {
			return false
		}
	}
	return true
}

// formAt gives the number of words and the class of the longest legal form with
// which ts begins.
func formAt(ts []token) (int, string) {
	for n := min(5, len(ts)); n > 0; n-- {
		parts := make([]string, n)
		for i := range n {
			parts[i] = ts[i].text
		}
		if class, ok := legalForms[strings.Join(parts, " ")]; ok {
			return n, class
		}
		if mended(parts) {
			if class, ok := legalForms[strings.Join(parts, " ")]; ok {
				return n, class
			}
		}
	}
	return 0, ""
}

// formWords are the long words of legal forms, which are misspelt now and then.
var formWords = []string{"limited", "company", "corporation", "incorporated", "joint", "stock", "liability", "partnership", "aktiengesellschaft"}

// mended puts a misspelt word of a legal form right; one of five letters only
// beside others that are right.
func mended(parts []string) bool {
	for i, p := range parts {
		for _, w := range formWords {
			if p[0] == w[0] && p != w && len(p) >= 5 && (len(p) >= 6 || len(parts) > 1) && edits(p, w, 1) == 1 {
				parts[i] = w
				return true
			}
		}
	}
	return false
}

// Score compares two names of one schema: 0 nothing in common, 1 the same beyond
// doubt, [Threshold] and more a possible match. The reasons say why, for people; far below the
// threshold there are none.
func Score(a, b string, schema demarche.EntitySchema) (float64, []string) {
	return Compare(Prepare(a, schema), Prepare(b, schema))
}

// Compare is Score for prepared names.
func Compare(a, b *Name) (float64, []string) {
	score, reasons := compare(a, b)
	if len(a.others) == 0 && len(b.others) == 0 {
		return score, reasons
	}
	for _, x := range append([]*Name{a}, a.others...) {
		for _, y := range append([]*Name{b}, b.others...) {
			if x == a && y == b {
				continue
			}
			if s, r := compare(x, y); s-0.02 > score {
				score, reasons = s-0.02, append([]string{"one of several names given together"}, r...)
			}
		}
	}
	return score, reasons
}

func compare(a, b *Name) (float64, []string) {
	if len(a.words) == 0 || len(b.words) == 0 {
		return 0, nil
	}
	s := align(a, b)
	score := s.score()
	joined := joinedScore(a, b)
	score = max(score, joined)
	heard := kanaScore(a, b)
	score = max(score, heard)
	otherForm := a.schema != demarche.SchemaPerson && a.form != "" && b.form != "" && a.form != b.form
	if otherForm {
		score -= 0.04
	}
	cross := a.schema == demarche.SchemaPerson && crossed(a, b)
	given := a.schema == demarche.SchemaPerson && givenSwapped(a, b)
	if cross || given {
		score = min(score, 0.65)
	}
	score = max(0, min(score, bound(a, b)))
	if score < reasonsFrom {
		return score, nil
	}
	reasons := s.reasons()
	switch {
	case heard >= score:
		reasons = []string{"the same sounds in Japanese syllables"}
	case joined >= score:
		reasons = []string{"the same letters, otherwise parted"}
	}
	if otherForm {
		reasons = append(reasons, "another legal form")
	}
	if cross {
		reasons = append(reasons, "father and son change places")
	}
	if given {
		reasons = append(reasons, "the syllables of the given name change places")
	}
	return score, reasons
}

// reasonsFrom is the score from which reasons are given: nobody asks about less.
const reasonsFrom = 0.4

// crossed says whether the first names around "bin" stand the other way round.
func crossed(a, b *Name) bool {
	x, y := fathers(a), fathers(b)
	return x[0] != "" && x[0] == y[1] && x[1] == y[0] && x[0] != x[1]
}

func fathers(n *Name) [2]string {
	for i, w := range n.words {
		switch w.text {
		case "bin", "ben", "ibn", "bint", "ould", "wuld":
			if i > 0 && i+1 < len(n.words) {
				return [2]string{n.words[i-1].key, n.words[i+1].key}
			}
			return [2]string{}
		}
	}
	return [2]string{}
}

// givenSwapped says whether two Korean names of three syllables have one family name
// and their given names the other way round: Ri Su Yong is not Ri Yong Su.
func givenSwapped(a, b *Name) bool {
	if a.korean == "" || b.korean == "" || len(a.words) != 3 || len(b.words) != 3 {
		return false
	}
	k := func(n *Name, i int) string { return n.words[i].korean }
	return k(a, 0) == k(b, 0) && k(a, 1) == k(b, 2) && k(a, 2) == k(b, 1) && k(a, 1) != k(a, 2)
}

// bound keeps names that say little from certainty: a single word is certain only
// as far as it is long.
func bound(a, b *Name) float64 {
	n := 0
	for _, w := range a.words {
		if w.weight >= 0.7 {
			n += len(w.text)
		}
	}
	words := min(len(a.words), len(b.words))
	switch {
	case words > 1 && n >= 8:
		return 1
	case words > 1:
		return 0.97
	case n >= 9:
		return 0.95
	case n >= 6:
		return 0.9
	}
	return 0.85
}

// joinedScore compares the letters of both names without the spaces.
func joinedScore(a, b *Name) float64 {
	x, y := a.joined, b.joined
	switch {
	case a.korean != "" && a.korean == b.korean && otherKorean(&a.words[0], &b.words[0]),
		a.pinyin != "" && a.pinyin == y, b.pinyin != "" && b.pinyin == x:
		return 0.95
	case len(a.words) != len(b.words) && sameBones(a, b):
		return 0.9
	}
	if len(x) < 6 || len(y) < 6 || len(a.words) == len(b.words) && len(a.words) > 1 && !hasHan(a, b) {
		return 0
	}
	if x == y || a.core == b.core {
		return 0.97
	}
	if x, y = a.core, b.core; len(x) < 6 || len(y) < 6 {
		return 0
	}
	switch {
	case hangulOf(a) && hangulOf(b):
		return 0
	case hangulOf(a) != hangulOf(b):
		x, y = korean(x), korean(y)
	default:
		x, y = sound(x), sound(y)
	}
	limit := min(len(x), len(y)) / 9
	if d := edits(x, y, limit); d <= limit {
		return 0.95 - 0.08*float64(d)
	}
	return 0
}

// sameBones says whether a name in Arabic letters has the consonants of one in
// Latin letters that is parted otherwise.
func sameBones(a, b *Name) bool {
	if b.words[0].arabic != nil {
		a, b = b, a
	}
	if a.words[0].arabic == nil || b.words[0].script != latin {
		return false
	}
	var plain, persian, other string
	for i := range a.words {
		w := &a.words[i]
		plain += w.bones
		if w.arabic == nil {
			return false
		}
		persian += w.arabic.persian
	}
	for i := range b.words {
		other += b.words[i].bones
	}
	other = oneLip.Replace(other)
	return len(other) >= 6 && (oneLip.Replace(plain) == other || oneLip.Replace(persian) == other)
}

func hasHan(a, b *Name) bool { return a.words[0].script == han || b.words[0].script == han }

func hangulOf(n *Name) bool { return n.words[0].script == hangul }
