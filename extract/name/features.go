package name

import (
	"demarche/extract/country"
	"demarche/extract/token"
)

// seen is what the tagger looks at in one token.
type seen struct {
	word   uint32 // hash of the folded form
	affix  [5]uint32
	shape  uint8
	geo    uint8  // what the country tables say, with position
	town   uint8  // size of the town
	alike  uint16 // group of words used alike, 0 for none
	known  uint8  // what the table of known bodies says, with position
	cls    class
	active bool
}

// shapes of a token.
const (
	shapeLower = iota
	shapeUpper
	shapeCaps
	shapeMixed
	shapeInitial
	shapeDotted
	shapeNumber
	shapeAlnum
	shapePunct
	shapeOther
	shapeCapsLine  // in capitals, in a line of capitals
	shapeTitleLine // capitalised, in a line where nearly every word is
)

// gazetteers is what observe needs besides the text.
type gazetteers struct {
	places []country.Candidate
	known  []hit
}

// observe prepares all tokens for the tagger.
func observe(doc *token.Doc, g gazetteers) []seen {
	lex := lexicon()
	out := make([]seen, len(doc.Tokens))
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		s := &out[i]
		s.word = uint32(t.Hash)
		s.shape = shape(t)
		r := lex.get(t.Hash)
		s.cls, s.alike = r.cls, r.alike
		s.active = t.Any(token.Upper|token.Caps|token.Mixed) && t.Is(token.Latin)
	}
	lineShapes(doc, out)
	for _, c := range g.places {
		markPlace(out, c)
	}
	for _, h := range g.known {
		for i := h.from; i < h.to; i++ {
			out[i].known = uint8(h.kind)*2 + 1
			out[i].active = true
		}
		out[h.from].known++
	}
	activate(doc, out)
	for i := range out {
		if out[i].active {
			out[i].affix = affixes(doc.Text[doc.Tokens[i].Start:doc.Tokens[i].End])
		}
	}
	return out
}

func shape(t *token.Token) uint8 {
	n := t.End - t.Start
	switch {
	case t.Is(token.Punct):
		return shapePunct
	case t.Any(token.CJK) || !t.Any(token.Latin|token.Digit):
		return shapeOther
	case t.Is(token.Digit) && t.Is(token.Word):
		return shapeAlnum
	case t.Is(token.Digit):
		return shapeNumber
	case t.Is(token.Dot) && n == 2 && t.Is(token.Upper):
		return shapeInitial
	case t.Is(token.Dot) && t.Is(token.Caps):
		return shapeDotted
	case t.Is(token.Mixed):
		return shapeMixed
	case t.Is(token.Caps):
		return shapeCaps
	case t.Is(token.Upper):
		return shapeUpper
	}
	return shapeLower
}

// lineShapes marks the words of sentences in capitals, and of headlines where
// nearly every word is capitalised: there a capital says little.
func lineShapes(doc *token.Doc, out []seen) {
	for i := 0; i < len(out); {
		end := doc.SentenceEnd(i)
		words, caps, upper := 0, 0, 0
		for j := i; j < end; j++ {
			switch t := &doc.Tokens[j]; {
			case !t.Is(token.Latin):
			case t.Is(token.Caps) && t.End-t.Start > 2:
				words, caps, upper = words+1, caps+1, upper+1
			case t.Is(token.Upper):
				words, upper = words+1, upper+1
			case t.End-t.Start > 3:
				words++
			}
		}
		switch {
		case words >= 3 && caps*10 >= words*7:
			remark(out[i:end], shapeCaps, shapeCapsLine)
		case words >= 5 && upper*10 >= words*8:
			remark(out[i:end], shapeUpper, shapeTitleLine)
		}
		i = end
	}
}

func remark(out []seen, from, to uint8) {
	for i := range out {
		if out[i].shape == from {
			out[i].shape = to
		}
	}
}

// markPlace records a candidate of the country tables.
func markPlace(out []seen, c country.Candidate) {
	best := c.Best()
	if best.Form == 0 {
		return
	}
	geo := uint8(best.Form) * 2
	if best.Form == country.FormPlace && best.Level == country.Town {
		geo = 12
	}
	if best.Form == country.FormPlace && best.Code == "" {
		geo = 14
	}
	size := uint8(0)
	for n := best.Thousand; n > 0; n /= 6 {
		size++
	}
	for i := c.From; i < c.To; i++ {
		out[i].geo, out[i].town = geo+1, size
		out[i].active = out[i].active || geo < 12
	}
	out[c.From].geo = geo
}

// activate lets the tagger see the small words and numbers between and next to
// capitalised ones.
func activate(doc *token.Doc, out []seen) {
	caps := func(i int) bool {
		return i >= 0 && i < len(out) && doc.Tokens[i].Any(token.Upper|token.Caps|token.Mixed)
	}
	for i := range out {
		if out[i].active {
			continue
		}
		t := &doc.Tokens[i]
		switch {
		case t.Is(token.Digit):
			out[i].active = caps(i-1) || caps(i+1)
		case t.Is(token.Punct):
			out[i].active = caps(i-1) && caps(i+1) && joiner(doc.Text[t.Start]) || hyphen(doc, i) && i > 0 && out[i-1].active
		case t.Is(token.Latin) && i > 0 && hyphen(doc, i-1) && out[i-1].active:
			out[i].active = true // the end of "Ban Ki-moon"
		case t.Is(token.Latin):
			out[i].active = (caps(i-1) || i > 0 && out[i-1].active && out[i-1].shape == shapeLower) && (caps(i+1) || caps(i+2)) && t.End-t.Start <= 4 ||
				out[i].cls&isParticle != 0 && (caps(i+1) || caps(i+2))
		}
	}
}

// hyphen says whether token i is a hyphen that joins two words.
func hyphen(doc *token.Doc, i int) bool {
	return doc.Word(i) == "-" && !doc.Tokens[i].Is(token.Space) && i+1 < len(doc.Tokens) && !doc.Tokens[i+1].Is(token.Space)
}

func joiner(c byte) bool {
	return c == '-' || c == '\'' || c == '&' || c == '.' || c == ',' || c == '/' || c == 0xE2 || c == '"' || c == '('
}

// affixes hashes the first two and three and the last two, three and four
// letters.
func affixes(w string) (a [5]uint32) {
	n := len(w)
	if n > 2 {
		a[0], a[2] = hashASCII(w[:2]), hashASCII(w[n-2:])
	}
	if n > 3 {
		a[1], a[3] = hashASCII(w[:3]), hashASCII(w[n-3:])
	}
	if n > 4 {
		a[4] = hashASCII(w[n-4:])
	}
	return a
}

func hashASCII(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 32
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// feature joins a template's number and two values.
func feature(template, a, b uint32) uint32 {
	h := a*0x9E3779B1 ^ (b+template*0x85EBCA77)*0xC2B2AE3D
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 13
	return h
}

// near tells what stands about a token: how many capitalised words join it on
// either side, and how many numbers stand within four tokens, as in tables of
// results.
type near struct{ capitals, numbers uint32 }

func surround(obs []seen, i, from, to int) (n near) {
	left, right := uint32(0), uint32(0)
	for j := i - 1; j >= max(from, i-4) && capital(obs[j].shape); j-- {
		left++
	}
	for j := i + 1; j < min(to, i+5) && capital(obs[j].shape); j++ {
		right++
	}
	for j := max(from, i-4); j < min(to, i+5); j++ {
		if obs[j].shape == shapeNumber {
			n.numbers++
		}
	}
	n.capitals, n.numbers = left<<4|right, min(n.numbers, 3)
	return n
}

func capital(shape uint8) bool {
	switch shape {
	case shapeUpper, shapeCaps, shapeMixed, shapeInitial, shapeDotted, shapeCapsLine, shapeTitleLine:
		return true
	}
	return false
}

var outside = seen{word: 1, shape: 31}

// features appends those of token i. Tokens beyond the sentence look alike.
func features(doc *token.Doc, obs []seen, i, from, to int, out []uint32) []uint32 {
	at := func(j int) *seen {
		if j < from || j >= to {
			return &outside
		}
		return &obs[j]
	}
	p2, p1, c, n1, n2 := at(i-2), at(i-1), at(i), at(i+1), at(i+2)
	first := uint32(0)
	if i == from {
		first = 1
	}
	sh := uint32(c.shape)
	around := surround(obs, i, from, to)
	shapes := uint32(p1.shape)<<10 | sh<<5 | uint32(n1.shape)
	out = append(out,
		feature(1, c.word, first), feature(2, c.word, sh), feature(3, p1.word, 0), feature(4, n1.word, 0), feature(5, p2.word, 0), feature(6, n2.word, 0),
		feature(7, p1.word, c.word), feature(8, c.word, n1.word), feature(9, p1.word, sh), feature(10, n1.word, sh),
		feature(11, shapes, first), feature(12, shapes<<5|uint32(p2.shape), uint32(n2.shape)), feature(13, sh, first),
		feature(14, c.affix[0], sh), feature(15, c.affix[1], sh), feature(16, c.affix[2], sh), feature(17, c.affix[3], sh), feature(18, c.affix[4], sh),
		feature(19, uint32(c.cls), sh), feature(20, uint32(p1.cls), sh), feature(21, uint32(n1.cls), sh),
		feature(22, uint32(p1.cls), uint32(c.cls)), feature(23, uint32(c.cls), uint32(n1.cls)),
		feature(24, uint32(c.geo), uint32(c.town)), feature(25, uint32(c.geo)<<8|uint32(p1.shape), uint32(n1.shape)), feature(26, uint32(p1.geo), sh), feature(27, uint32(n1.geo), sh),
		feature(28, uint32(c.known), 0), feature(29, uint32(p1.known), uint32(n1.known)),
		feature(30, uint32(c.geo)<<8|first, uint32(c.cls)), feature(31, p1.word, uint32(c.geo)<<8|uint32(c.cls)), feature(32, n1.word, uint32(c.geo)<<8|uint32(c.cls)),
		feature(33, p2.word, p1.word), feature(34, n1.word, n2.word), feature(35, p1.affix[3], sh), feature(36, n1.affix[3], sh),
		feature(37, uint32(at(i+3).cls&(isOrgTail|isOrgHead|isPlaceTail)), uint32(n2.cls&(isOrgTail|isOrgHead|isPlaceTail))<<16|sh),
		feature(38, uint32(c.alike), sh), feature(39, coarse(c.alike, 7), sh), feature(40, coarse(c.alike, 4), sh),
		feature(41, uint32(p1.alike), sh), feature(42, uint32(n1.alike), sh), feature(43, coarse(p1.alike, 6), sh), feature(44, coarse(n1.alike, 6), sh),
		feature(47, p1.word, n1.word), feature(48, around.capitals, sh), feature(49, around.capitals, uint32(c.cls)), feature(50, around.numbers, uint32(c.geo)<<8|sh),
		feature(51, coarse(p2.alike, 6), sh), feature(52, coarse(n2.alike, 6), sh), feature(53, coarse(p1.alike, 6)<<8|coarse(n1.alike, 6), sh),
		feature(45, coarse(p1.alike, 7), coarse(c.alike, 7)<<5|sh), feature(46, coarse(n1.alike, 7), coarse(c.alike, 7)<<5|sh),
	)
	return out
}
