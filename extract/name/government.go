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
	end := i
	for j := i; j < i+4 && j < len(f.doc.Tokens); j++ {
		w := strings.ToLower(f.doc.Word(j))
		switch {
		case armHead(w), w == "forces" && j > i:
			end = j + 1
			if w != "government" && w != "military" && w != "police" {
				return end
			}
		case !armKind(w):
			return end
		}
	}
	return end
}

func armHead(w string) bool {
	switch w {
	case "government", "army", "navy", "military", "police", "regime", "parliament", "forces":
		return true
	}
	return false
}

func armKind(w string) bool {
	switch w {
	case "interim", "transitional", "caretaker", "federal", "central", "national", "security", "armed", "special", "ground", "air", "naval", "regime":
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
