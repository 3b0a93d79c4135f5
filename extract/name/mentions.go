package name

import (
	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// placeKind is "country" for states, their people, seats and capitals that act;
// "location" for everything else.
func (f *finder) placeKind(k int) demarche.MentionKind {
	if r := f.read[k]; r.Code == "EU" && r.Form == country.FormName {
		return demarche.MentionOrganisation // the Union is a body, though it has a code
	}
	switch f.read[k].Form {
	case country.FormPlace:
		return demarche.MentionLocation
	case country.FormCapital:
		if !f.acts(f.places[k]) {
			return demarche.MentionLocation
		}
	}
	return demarche.MentionCountry
}

// acts says whether a capital stands for its government: something that says,
// decides or is dealt with.
func (f *finder) acts(c country.Candidate) bool {
	next, prev := f.class(c.To), f.class(c.From-1)
	if f.doc.Word(c.From-1) == "to" && tied(f.doc.Word(c.From-2)) {
		return true
	}
	if prev&isPrep != 0 && !between(f.doc.Word(c.From-1)) {
		return false
	}
	if next&isVerbSay != 0 || governs(f.doc.Word(c.To)) {
		return true
	}
	return prev&isPrep != 0 && between(f.doc.Word(c.From-1)) && next&(isPlaceTail) == 0
}

func (f *finder) class(i int) class {
	if i < 0 || i >= len(f.obs) {
		return 0
	}
	return f.obs[i].cls
}

func between(w string) bool {
	switch w {
	case "between", "against", "with", "by":
		return true
	}
	return false
}

// tied says whether a word before "to" binds somebody to a government.
func tied(w string) bool {
	switch w {
	case "tied", "linked", "loyal", "allied", "ties", "links", "close", "answer", "answers", "report", "belonging", "beholden", "aligned", "opposed", "friendly", "hostile":
		return true
	}
	return false
}

func governs(w string) bool {
	switch w {
	case "has", "had", "will", "would", "was", "is", "and", "imposed", "imposes", "sanctioned", "sanctions", "plans", "wants", "hopes", "hit", "responded", "responds", "agreed", "agrees", "refused", "refuses", "launched", "launches", "fired", "tested", "sought", "seeks", "should", "must", "may", "can", "could", "blamed", "blames", "backs", "backed", "signed", "signs", "considers", "weighs", "blacklisted", "expelled", "'s", "’s":
		return true
	}
	return false
}

// mentions writes the items as mentions.
func (f *finder) mentions() []demarche.Mention {
	out := make([]demarche.Mention, 0, len(f.items))
	for _, it := range f.items {
		from, to := f.doc.Tokens[it.from].Start, f.doc.Tokens[it.to-1].End
		if it.position && f.doc.Text[to-1] == '.' {
			to-- // the letter of the hemisphere with the full stop of its sentence
		}
		m := demarche.Mention{Kind: it.kind, Start: from, End: to, Text: f.doc.Text[from:to], Name: it.full, Why: it.why}
		switch {
		case it.place >= 0 && it.kind == demarche.MentionCountry:
			r := f.read[it.place]
			m.Code, m.Form = r.Code, r.Form.String()
			m.Name = country.Name(r.Code)
			if m.Form == "name" && f.modifies(it.to) {
				m.Form = "demonym"
			}
		case it.of > 0:
			m.Code, m.Name = f.read[it.of-1].Code, f.armName(it)
			if m.Name == "" {
				m.Name = m.Text
			}
		case it.place >= 0 && it.kind == demarche.MentionOrganisation:
			m.Name, m.Entity = country.Name(f.read[it.place].Code), "eu"
		case it.kind == demarche.MentionLocation:
			m.Code = f.codeWithin(it)
			if m.Name == "" {
				m.Name = m.Text
			}
		case it.entry >= 0:
			e := known().entries[it.entry]
			m.Entity = e.id
			if m.Name == "" {
				m.Name = e.name
			}
		case m.Name == "":
			m.Name = m.Text
		}
		out = append(out, m)
	}
	return out
}

// modifies says whether a name ending before token i is the first part of an
// adjective such as "U.S.-led", which says of whom something is as a demonym does.
func (f *finder) modifies(i int) bool {
	if !hyphen(f.doc, i) {
		return false
	}
	switch f.doc.Word(i + 1) {
	case "led", "backed", "held", "born", "made", "owned", "run", "style", "controlled", "funded", "supported", "linked", "sponsored", "trained", "designated", "sanctioned", "supplied", "flagged", "organized", "organised", "aligned", "allied", "related", "friendly", "ruled", "occupied", "administered":
		return true
	}
	return false
}

// codeWithin is the country of a location: its own, or that of the place inside
// its name.
func (f *finder) codeWithin(it item) string {
	if it.place >= 0 {
		return f.read[it.place].Code
	}
	if f.class(it.to-1)&isPlaceTail != 0 && street(f.doc.Word(it.to-1)) {
		return ""
	}
	best := -1
	for i := it.from; i < it.to; i++ {
		if c := f.at[i]; c >= 0 && f.read[c].Code != "" && (best < 0 || f.read[c].Form < f.read[best].Form || f.read[c].Thousand > f.read[best].Thousand) {
			best = int(c)
		}
	}
	if best < 0 {
		return ""
	}
	return f.read[best].Code
}

// street says whether a word ends the names of roads, which are called after
// places elsewhere.
func street(w string) bool {
	switch w {
	case "Street", "Road", "Avenue", "Drive", "Lane", "Boulevard", "St.", "Rd", "Ave.", "Blvd", "Way", "Bridge", "Square":
		return true
	}
	return false
}

// seen lists what names a country: mentions, and names of states and known
// places inside the names of bodies.
func (f *finder) seen() []country.Seen {
	var out []country.Seen
	for _, it := range f.items {
		start := f.doc.Tokens[it.from].Start
		switch {
		case it.of > 0:
			r := f.read[it.of-1]
			out = append(out, country.Seen{Code: r.Code, Form: r.Form, Start: start, Part: 1})
		case it.place >= 0:
			r := f.read[it.place]
			part := 1.0
			if it.from == 0 && start < 3 && f.doc.Tokens[it.from].Is(token.Caps) {
				part = 0.3 // a dateline says where the reporter sat
			}
			out = append(out, country.Seen{Code: r.Code, Form: r.Form, Start: start, Part: part})
		case it.kind == demarche.MentionPerson:
		case it.entry >= 0 && it.kind == demarche.MentionOrganisation:
			if e := known().entries[it.entry]; e.schema == demarche.SchemaPublicBody {
				out = append(out, country.Seen{Code: e.country, Form: country.FormName, Start: start, Part: 0.3})
			}
		case it.kind == demarche.MentionLocation:
			out = append(out, country.Seen{Code: f.codeWithin(it), Form: country.FormPlace, Start: start, Part: 1})
		default:
			out = f.within(out, it)
		}
	}
	return out
}

func (f *finder) within(out []country.Seen, it item) []country.Seen {
	for i := it.from; i < it.to; i++ {
		c := f.at[i]
		if c < 0 || f.places[c].From != i {
			continue
		}
		if r := f.read[c]; r.Form != country.FormPlace || r.Stands() {
			out = append(out, country.Seen{Code: r.Code, Form: r.Form, Start: f.doc.Tokens[i].Start, Part: 0.5})
		}
	}
	return out
}
