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
		it.of, it.place = it.place+1, -1
		it.kind, it.to = demarche.MentionOrganisation, to
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
	case "government", "military", "police":
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
	case "service", "services":
		return before == "intelligence" || before == "security", false
	}
	return false, false
}

func armKind(w string) bool {
	switch w {
	case "interim", "transitional", "caretaker", "federal", "central", "national", "security", "armed", "special", "ground", "air", "naval", "coast", "border", "republican", "revolutionary", "supreme", "constitutional",
		"foreign", "defense", "defence", "interior", "finance", "justice", "trade", "energy", "oil", "economy", "health":
		return true
	}
	return false
}

// armName names the government of a state as a body: "Government of Iraq".
func (f *finder) armName(it item) string {
	r := f.read[it.of-1]
	if (f.doc.Word(it.to-1) == "government" || strings.EqualFold(f.doc.Word(it.from), "government")) && country.Name(r.Code) != "" {
		return "Government of " + country.Name(r.Code)
	}
	return ""
}
