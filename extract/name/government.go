package name

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// governments makes one name of the word for a state's people and the arm of the
// state after it: "Iraqi government", "Syrian armed forces". It is a body, and
// its country is kept.
func (f *finder) governments() {
	if !latin(f.ctx.Lang) {
		return
	}
	for k := range f.items {
		it := &f.items[k]
		if it.place < 0 || it.kind != demarche.MentionCountry {
			continue
		}
		if f.read[it.place].Form == country.FormName {
			f.ofState(it)
		}
		if it.place < 0 || f.read[it.place].Form != country.FormDemonym {
			continue
		}
		to := f.arm(it.to)
		if to == it.to || f.doc.Tokens[it.to].Is(token.Sentence) {
			continue
		}
		for i := it.to; i < to; i++ {
			if f.taken[i] {
				to = i
			}
		}
		if f.arm(it.to) != to {
			continue
		}
		for i := it.to; i < to; i++ {
			f.taken[i] = true
		}
		if f.official(it.to, to) {
			it.of = it.place + 1
		}
		it.place, it.kind, it.to = -1, demarche.MentionOrganisation, to
		it.why = "state and its arm"
	}
}

// arm gives the end of the words for an arm of a state that begin at token i: up
// to two words of kind and then what it is; i when there is none.
func (f *finder) arm(i int) int {
	end, before := i, ""
	for j := i; j < i+4 && j < len(f.doc.Tokens); j++ {
		w := strings.ToLower(f.doc.Word(j))
		head, goesOn := armHead(before, w)
		switch {
		case head:
			end = j + 1
			if !goesOn {
				return end
			}
		case !armKind(w):
			return end
		}
		before = w
	}
	return end
}

// armHead says whether a word is that of an arm of a state, after the word
// before, and whether a longer one may follow ("military police").
func armHead(before, w string) (head, goesOn bool) {
	switch w {
	case "government", "military", "police", "opposition":
		return true, true
	case "army", "navy", "regime", "parliament", "authorities", "judiciary", "intelligence":
		return true, false
	case "ministry", "forces":
		return before != "" || w == "forces", false
	case "force":
		return before == "air", false
	case "guard", "guards":
		return before == "coast" || before == "border" || before == "national" || before == "republican" || before == "revolutionary", false
	case "bank":
		return before == "central", false
	case "court":
		return before == "supreme" || before == "constitutional", false
	case "television", "tv", "media", "radio":
		return before == "state", false
	case "service", "services":
		return before == "intelligence" || before == "security", false
	}
	return false, false
}

func armKind(w string) bool {
	switch w {
	case "interim", "transitional", "caretaker", "federal", "central", "national", "security", "armed", "special", "ground", "air", "naval", "coast", "border", "republican", "revolutionary", "supreme", "constitutional", "state", "rebel", "democratic", "riot", "secret",
		"foreign", "defense", "defence", "interior", "finance", "justice", "trade", "energy", "oil", "economy", "health":
		return true
	}
	return false
}

// official says whether the words for a body of a people mean an arm of its state,
// and neither those who are against it nor its broadcasters.
func (f *finder) official(from, to int) bool {
	for i := from; i < to; i++ {
		switch strings.ToLower(f.doc.Word(i)) {
		case "opposition", "rebel", "democratic", "television", "tv", "media", "radio":
			return false
		}
	}
	return true
}

// coalitions finds the forces of several states: those that one of them leads,
// "Saudi-led coalition", and "Coalition" written as a name before a word for forces.
func (f *finder) coalitions() {
	if !latin(f.ctx.Lang) {
		return
	}
	for k := range f.items {
		it := &f.items[k]
		if it.kind == demarche.MentionCountry && it.place >= 0 && f.modifies(it.to) && f.doc.Word(it.to+1) == "led" {
			to := it.to + 2
			for to < it.to+4 && coalitionKind(f.doc.Word(to)) {
				to++
			}
			if w := strings.ToLower(f.doc.Word(to)); w != "coalition" && w != "alliance" {
				continue
			}
			if f.grow(it, f.forces(to+1)) {
				it.place, it.why = -1, "coalition by who leads it"
			}
			continue
		}
		if it.kind == demarche.MentionOrganisation && it.entry < 0 && it.to-it.from == 1 && f.doc.Word(it.from) == "Coalition" {
			f.grow(it, f.forces(it.to))
		}
	}
	for i := range f.doc.Tokens {
		if f.taken[i] || f.doc.Word(i) != "Coalition" {
			continue
		}
		if to := f.forces(i + 1); to > i+1 {
			f.add(item{from: i, to: to, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "coalition's forces"})
		}
	}
}

func coalitionKind(w string) bool {
	switch strings.ToLower(w) {
	case "international", "military", "multinational", "naval", "maritime", "global", "regional", "arab":
		return true
	}
	return false
}

// forces gives the end of words such as "military forces" that begin at token i, i
// when there are none.
func (f *finder) forces(i int) int {
	end := i
	if w := f.doc.Word(end); w == "military" || w == "ground" || w == "air" || w == "naval" || w == "special" {
		end++
	}
	if w := f.doc.Word(end); w == "forces" || w == "Forces" {
		return end + 1
	}
	return i
}

// grow lengthens an item to the token to when nothing else holds the tokens between.
func (f *finder) grow(it *item, to int) bool {
	for i := it.to; i < to; i++ {
		if f.taken[i] {
			return false
		}
	}
	for i := it.to; i < to; i++ {
		f.taken[i] = true
	}
	it.kind, it.to = demarche.MentionOrganisation, to
	return true
}

// armName names the government of a state as a body: "Government of Iraq".
func (f *finder) armName(it item) string {
	r := f.read[it.of-1]
	if (f.doc.Word(it.to-1) == "government" || strings.EqualFold(f.doc.Word(it.from), "government")) && country.Name(r.Code) != "" {
		return "Government of " + country.Name(r.Code)
	}
	return ""
}
