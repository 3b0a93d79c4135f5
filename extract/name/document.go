package name

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// agree gives all names written alike the type that the model likes best for
// them together; a full name and its last word alone count as alike. What stands in
// the text only once keeps the type that the words around it gave, unless another is
// likelier by more than a factor of e. A last word such as "School" or "River"
// decides by itself.
func agree(doc *token.Doc, obs []seen, spans []span) {
	type tally struct {
		sum   [types]int32
		fixed int
		times int
	}
	tallies := map[uint64]*tally{}
	get := func(k uint64) *tally {
		t := tallies[k]
		if t == nil {
			t = &tally{fixed: -1}
			tallies[k] = t
		}
		return t
	}
	for _, s := range spans {
		for n, k := range keys(doc, obs, s) {
			t := get(k)
			t.times++
			for i, x := range s.scores {
				t.sum[i] += x / int32(1+n)
			}
		}
		if typ, ok := told(doc, obs, s); ok {
			get(keys(doc, obs, s)[0]).fixed = typ
		}
	}
	for i := range spans {
		ks := keys(doc, obs, spans[i])
		sum := get(ks[0]).sum
		if len(ks) > 1 {
			for typ, x := range get(ks[1]).sum {
				sum[typ] += x / 2
			}
		}
		if get(ks[0]).times == 1 && (len(ks) == 1 || get(ks[1]).times == 1) {
			sum[spans[i].typ] += scale
		}
		for typ, x := range sum {
			if x > sum[spans[i].typ] {
				spans[i].typ = typ
			}
		}
		if f := get(ks[0]).fixed; f >= 0 {
			spans[i].typ = f
		}
	}
}

// told is the type that the first or last word of a name tells, or "near" before
// a name that holds no word of bodies and is no person's.
func told(doc *token.Doc, obs []seen, s span) (typ int, ok bool) {
	if s.to-s.from > 1 {
		if doc.Word(s.to-1) == "District" && doc.Word(s.to-2) == "School" {
			return typeORG, true
		}
		if typ, ok = tailType[doc.Tokens[s.to-1].Hash]; ok {
			return typ, true
		}
		if happens(doc, s) {
			return typeOther, true
		}
		if typ, ok = headType[doc.Tokens[s.from].Hash]; ok && obs[s.to-1].cls&(isOrgHead|isOrgTail) == 0 {
			return typ, true
		}
	}
	if w := doc.Word(s.from - 1); (w == "near" || w == "Near") && s.typ != typeOther {
		for i := s.from; i < s.to; i++ {
			if obs[i].cls&(isOrgHead|isOrgTail) != 0 || obs[i].cls&(isGiven|isParticle) == isGiven && s.typ == typePER || obs[i].known != 0 || obs[i].shape == shapeCaps {
				return 0, false
			}
		}
		return typeLOC, true
	}
	return toldBehind(doc, obs, s)
}

// happens says whether a name of several words is that of something that happens or
// is won, which is neither a body nor a place: "Siege of Vienna", "World Cup".
func happens(doc *token.Doc, s span) bool {
	switch doc.Word(s.to - 1) {
	case "Award", "Awards", "Prize", "Prizes", "Cup", "Championship", "Championships", "Olympics", "War", "Wars", "Prix", "Festival", "Marathon", "Playoffs", "Derby", "Massacre", "Uprising", "Anthem":
		return true
	}
	switch doc.Word(s.from) {
	case "Battle", "Siege":
		return doc.Word(s.from+1) == "of"
	case "Hurricane", "Typhoon", "Cyclone":
		return s.to-s.from == 2
	}
	return false
}

// toldBehind is the type that the word behind a name tells when it is written small:
// a place before "province", a person before "regime", a body before "militants".
func toldBehind(doc *token.Doc, obs []seen, s span) (typ int, ok bool) {
	if s.typ == typeOther || s.to >= len(obs) || obs[s.to-1].cls&(isOrgHead|isOrgTail) != 0 || obs[s.from].known != 0 {
		return 0, false
	}
	switch doc.Word(s.to) {
	case "province", "governorate", "prefecture", "oblast", "peninsula", "river", "mountains", "valley", "desert", "district", "region", "village":
		return typeLOC, true
	case "regime", "dictatorship", "presidency":
		return typePER, s.to-s.from == 1 && obs[s.from].geo == 0 && obs[s.from].shape == shapeUpper
	case "militia", "fighters", "militants", "insurgents", "rebels", "tribe", "clan":
		return typeORG, obs[s.from].geo == 0 && obs[s.to-1].geo == 0
	}
	return 0, false
}

// apart splits names joined by "and" where one of the parts stands alone
// elsewhere in the text, or in brackets as somebody's short form, or is a known
// name, or where both parts say what body they are.
func (f *finder) apart(spans []span, hits []hit) []span {
	doc := f.doc
	alone := map[uint64]bool{}
	joined := false
	for _, s := range spans {
		alone[hash(doc, s.from, s.to)] = true
		for i := s.from + 1; i < s.to-1; i++ {
			joined = joined || doc.Word(i) == "and"
		}
	}
	if !joined {
		return spans
	}
	bracketed(doc, alone)
	whole := map[[2]int]bool{}
	for _, h := range hits {
		whole[[2]int{h.from, h.to}] = true
		alone[hash(doc, h.from, h.to)] = true
	}
	out := make([]span, 0, len(spans)+4)
	for _, s := range spans {
		cut := -1
		for i := s.from + 1; i < s.to-1; i++ {
			if doc.Word(i) == "and" && f.atPlace(i) < 0 && !whole[[2]int{s.from, s.to}] && ((alone[hash(doc, s.from, i)] || alone[hash(doc, i+1, s.to)]) && !f.oneBody(s.from, i, s.to) || f.twoBodies(s.from, i, s.to)) {
				cut = i
			}
		}
		if cut < 0 {
			out = append(out, s)
			continue
		}
		left, right := s, s
		left.to, right.from = cut, cut+1
		out = append(out, left, right)
	}
	return out
}

// bracketed adds the short runs of capitalised words that stand in brackets.
func bracketed(doc *token.Doc, into map[uint64]bool) {
	for i, t := range doc.Tokens {
		if !t.Is(token.Punct) || doc.Word(i) != "(" {
			continue
		}
		from := i + 1
		for from < len(doc.Tokens) && doc.Tokens[from].Is(token.Punct) && from < i+4 {
			from++
		}
		to := from
		for to < len(doc.Tokens) && to < from+5 && doc.Tokens[to].Any(token.Upper) {
			to++
		}
		if to > from {
			into[hash(doc, from, to)] = true
		}
	}
}

func hash(doc *token.Doc, from, to int) (k uint64) {
	for i := from; i < to; i++ {
		k = token.Mix(k, doc.Tokens[i].Hash)
	}
	return k
}

// keys are what a name is counted under: itself, and its last word when that
// may be a family name.
func keys(doc *token.Doc, obs []seen, s span) []uint64 {
	k := hash(doc, s.from, s.to)
	last := s.to - 1
	if s.to-s.from == 1 || s.to-s.from > 4 || obs[last].cls&(isOrgHead|isOrgTail|isPlaceHead|isPlaceTail|isCalendar) != 0 || obs[last].geo != 0 {
		return []uint64{k}
	}
	return []uint64{k, token.Mix(0, doc.Tokens[last].Hash)}
}

// document ties short forms to long ones over the whole text: surnames to full
// names, acronyms in brackets to what stands before them.
func (f *finder) document() {
	f.vessels()
	f.persons()
	f.bodies()
	f.acronyms()
	f.repeated()
}

// repeated finds the names of the text where no reader saw them a second time.
func (f *finder) repeated() {
	type known struct {
		it    item
		times int
	}
	names, lower, heads := map[uint64]*known{}, map[uint64]bool{}, map[uint64]int{}
	for i, t := range f.doc.Tokens {
		if t.Is(token.Word) && !t.Is(token.Upper) {
			lower[f.doc.Tokens[i].Hash] = true
		}
	}
	longest := 0
	for _, it := range f.items {
		n := it.to - it.from
		h := hash(f.doc, it.from, it.to)
		if it.entry >= 0 || it.place >= 0 || n > 8 || n == 1 && !f.distinct(it.from, lower) && !f.head(it.from, heads, lower) {
			continue
		}
		if names[h] == nil {
			names[h] = &known{it: it}
		}
		names[h].times++
		longest = max(longest, n)
	}
	states := f.states()
	for i := range f.doc.Tokens {
		state, opens := states[i]
		if f.taken[i] && !opens || !f.doc.Tokens[i].Any(token.Upper|token.Mixed|token.Caps) {
			continue
		}
		held := i // the end of what a state's name holds
		if opens {
			held = f.items[state].to
		}
		h := uint64(0)
		for n := 1; n <= longest && i+n <= len(f.doc.Tokens) && (i+n <= held || !f.taken[i+n-1]); n++ {
			h = token.Mix(h, f.doc.Tokens[i+n-1].Hash)
			if k := names[h]; k != nil && i+n > held && (n == longest || names[f.next(h, i+n)] == nil) {
				it := item{from: i, to: i + n, kind: k.it.kind, place: -1, entry: -1, full: k.it.full, why: "named elsewhere in the text"}
				if opens {
					f.take(state, it)
				} else {
					f.add(it)
				}
				break
			}
		}
	}
}

// states gives the states and peoples of the text by the token they begin with.
func (f *finder) states() map[int]int {
	out := map[int]int{}
	for k, it := range f.items {
		if it.place >= 0 && it.kind == demarche.MentionCountry {
			out[it.from] = k
		}
	}
	return out
}

// take puts a longer name in the place of the item k that it begins with.
func (f *finder) take(k int, it item) {
	for i := it.from; i < it.to; i++ {
		f.taken[i] = true
	}
	f.items[k] = it
}

// head says whether the single word at token i, a kind of body as "Coalition" is,
// names one in this text: it is found as a name again and again, and is never
// written small.
func (f *finder) head(i int, found map[uint64]int, lower map[uint64]bool) bool {
	h := f.doc.Tokens[i].Hash
	if f.obs[i].cls&isOrgHead == 0 || lower[h] || f.doc.Tokens[i].Is(token.Sentence) {
		return false
	}
	found[h]++
	return found[h] > 1
}

func (f *finder) next(h uint64, i int) uint64 {
	if i >= len(f.doc.Tokens) {
		return 0
	}
	return token.Mix(h, f.doc.Tokens[i].Hash)
}

// distinct says whether a single word can be looked for in the whole text: it
// is no common word, and the text does not write it in lower case too.
func (f *finder) distinct(i int, lower map[uint64]bool) bool {
	t := f.doc.Tokens[i]
	return t.End-t.Start > 2 && !lower[t.Hash] && f.obs[i].cls&(isCalendar|isLowerWord|isTitle|isRole|isOrgHead|isPlaceTail) == 0 && f.obs[i].geo == 0
}

// vessels gives every mention of a vessel's name the kind that one of them has.
func (f *finder) vessels() {
	known := map[uint64]int{}
	for _, it := range f.items {
		if it.kind == demarche.MentionVessel && len(known) < 50 {
			known[hash(f.doc, it.from, it.to)] = it.to - it.from
		}
	}
	if len(known) == 0 {
		return
	}
	f.otherNames()
	for k := range f.items {
		if it := &f.items[k]; it.entry < 0 && known[hash(f.doc, it.from, it.to)] > 0 {
			it.kind, it.place = demarche.MentionVessel, -1
		}
	}
	for i := range f.doc.Tokens {
		if !f.doc.Tokens[i].Is(token.Upper) {
			continue
		}
		for n := 5; n > 0; n-- {
			if i+n <= len(f.doc.Tokens) && known[hash(f.doc, i, i+n)] == n && !f.covered(i, i+n, demarche.MentionVessel) {
				f.clear(i, i+n)
				f.add(item{from: i, to: i + n, kind: demarche.MentionVessel, place: -1, entry: -1, why: "vessel named elsewhere in the text"})
				break
			}
		}
	}
}

// covered says whether exactly these tokens are a name of the kind, or a part of
// a longer name.
func (f *finder) covered(from, to int, kind demarche.MentionKind) bool {
	for _, it := range f.items {
		if it.from <= from && it.to >= to && (it.kind == kind || it.to-it.from > to-from) {
			return true
		}
	}
	return false
}

// clear takes out the items that overlap the tokens.
func (f *finder) clear(from, to int) {
	keep := f.items[:0]
	for _, it := range f.items {
		if it.to <= from || it.from >= to {
			keep = append(keep, it)
			continue
		}
		for i := it.from; i < it.to; i++ {
			f.taken[i] = false
		}
	}
	f.items = keep
}

// persons links single-word mentions to the full name that holds the word, and
// finds such words that no reader saw.
func (f *finder) persons() {
	full := map[uint64]string{}
	bad := map[uint64]bool{}
	for _, it := range f.items {
		if it.kind != demarche.MentionPerson || it.to-it.from < 2 {
			continue
		}
		name := strings.Join(strings.Fields(f.doc.Span(it.from, it.to)), " ")
		for _, i := range []int{it.to - 1, it.from} {
			t := f.doc.Tokens[i]
			if !t.Is(token.Upper) || t.Is(token.Dot) || f.at[i] >= 0 && f.obs[i].geo < 12 {
				continue
			}
			if i == it.from && f.obs[i].cls&isGiven != 0 && f.obs[i].cls&isSurname == 0 {
				continue
			}
			if had, ok := full[t.Hash]; ok && had != name && !strings.Contains(had, name) && !strings.Contains(name, had) {
				if i == it.to-1 {
					bad[t.Hash] = true
				}
				continue
			}
			if len(name) > len(full[t.Hash]) {
				full[t.Hash] = name
			}
		}
	}
	for h, name := range f.short {
		full[h], bad[h] = name, false
	}
	if len(full) == 0 {
		return
	}
	for k := range f.items {
		it := &f.items[k]
		if it.kind == demarche.MentionCountry || it.entry >= 0 || it.to-it.from != 1 {
			continue
		}
		h := f.doc.Tokens[it.from].Hash
		if n, ok := full[h]; ok && !bad[h] && it.place < 0 {
			it.kind, it.full = demarche.MentionPerson, n
		} else if ok && it.place < 0 {
			it.kind = demarche.MentionPerson
		}
	}
	for i, t := range f.doc.Tokens {
		if n, ok := full[t.Hash]; ok && !f.taken[i] && t.Is(token.Upper) && f.obs[i].cls&(isCalendar|isLowerWord|isTitle) == 0 {
			if bad[t.Hash] {
				n = ""
			}
			f.add(item{from: i, to: i + 1, kind: demarche.MentionPerson, place: -1, entry: -1, full: n, why: "short form of a name in the text"})
		}
	}
}

// acronyms links "OFAC" to the name before "(OFAC)".
func (f *finder) acronyms() {
	long := map[uint64]item{}
	for k := range f.items {
		it := f.items[k]
		if it.to+2 >= len(f.doc.Tokens) || f.doc.Word(it.to) != "(" || it.kind == demarche.MentionCountry {
			continue
		}
		i := it.to + 1
		for q := f.doc.Word(i); (q == "\"" || q == "“" || q == "the" || q == "*" || q == "‘") && i+1 < len(f.doc.Tokens); q = f.doc.Word(i) {
			i++
		}
		t := f.doc.Tokens[i]
		next := f.doc.Word(i + 1)
		if next != ")" && next != "\"" && next != "”" && next != "," && next != "*" && next != "’" || !t.Any(token.Upper|token.Caps|token.Mixed) {
			continue
		}
		if !f.abbreviates(i, it) {
			continue
		}
		it.full = f.nameOf(it)
		long[t.Hash] = it
	}
	if len(long) == 0 {
		return
	}
	for k := range f.items {
		it := &f.items[k]
		if it.to-it.from != 1 || it.kind == demarche.MentionCountry {
			continue
		}
		if l, ok := long[f.doc.Tokens[it.from].Hash]; ok {
			it.kind, it.full = l.kind, l.full
			if it.entry < 0 {
				it.entry = l.entry
			}
		}
	}
	for i, t := range f.doc.Tokens {
		if l, ok := long[t.Hash]; ok && !f.taken[i] && t.Any(token.Upper|token.Caps) {
			f.add(item{from: i, to: i + 1, kind: l.kind, place: -1, entry: l.entry, full: l.full, why: "short form given in the text"})
		}
	}
}

func (f *finder) nameOf(it item) string {
	if it.full != "" {
		return it.full
	}
	return f.doc.Span(it.from, it.to)
}

// abbreviates says whether token i is made of the name's initials, or is one of
// its words.
func (f *finder) abbreviates(i int, it item) bool {
	short := f.doc.Word(i)
	initials := ""
	for j := it.from; j < it.to; j++ {
		if f.doc.Tokens[j].Hash == f.doc.Tokens[i].Hash {
			return true
		}
		if w := f.doc.Word(j); w != "" && f.doc.Tokens[j].Is(token.Upper) {
			initials += w[:1]
		}
	}
	if len(initials) < 2 || len(short) < 2 {
		return false
	}
	up := strings.ToUpper(short)
	return strings.HasPrefix(initials, up[:1]) && (subsequence(up, initials) || subsequence(initials, up))
}

// subsequence says whether the letters of a stand in b in order.
func subsequence(a, b string) bool {
	k := 0
	for i := 0; i < len(b) && k < len(a); i++ {
		if a[k] == b[i] {
			k++
		}
	}
	return k == len(a)
}
