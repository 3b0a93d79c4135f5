package designee

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// verdict is a verb that lists or delists.
type verdict struct {
	at, after int
	change    string
	passive   bool
}

// verdictAt recognises a verb of listing at token i.
func (r *reader) verdictAt(i, from, to int) (v verdict, ok bool) {
	w := r.word(i) // headings in title case judge nobody
	v = verdict{at: i, after: i + 1, change: "listed"}
	switch w {
	case "designated", "redesignated", "sanctioned", "blacklisted":
		if i > from && r.word(i-1) == "-" || i+1 < to && r.word(i+1) == "-" {
			return v, false // "U.S.-designated"
		}
		v.passive = r.passiveBefore(i, from)
		if !v.passive && !r.actorBefore(i, from) {
			return v, false
		}
		return v, true
	case "delist", "sanctioning":
		if w == "delist" {
			v.change = "removed"
			return v, i > from && r.lower(i-1) == "to"
		}
		return v, true
	case "put", "puts", "placed", "places", "include", "entered", "enters", "inscribed":
		if w == "include" && r.lower(i-1) != "to" {
			return v, r.listSubject(from, i)
		}
		v.passive = w != "puts" && w != "places" && w != "include" && w != "enters" && r.passiveBefore(i, from)
		return v, r.onList(i+1, to) && (v.passive || r.actorBefore(i, from))
	case "amended", "amends", "amending":
		v.change = "amended"
		return r.ofListing(v, i, to)
	case "hit", "banned":
		v.passive = r.passiveBefore(i, from)
		return v, v.passive && (w == "hit" && r.lower(i+1) == "with" && (r.has(i, i+7, "freeze") || r.has(i, i+5, "sanction")) || w == "banned" && r.has(i, i+6, "port"))
	case "named":
		v.passive = r.passiveBefore(i, from)
		return v, v.passive && r.releases() && (i+1 >= to || r.toks[i+1].Is(token.Punct))
	case "cover", "covers":
		return v, r.lower(i-1) == "also" && r.lower(from) == "they" && r.releases()
	case "designating", "designates", "sanctions", "sanction", "designate":
		if w == "sanctions" || w == "sanction" || w == "designate" {
			return r.imposing(v, i, from, to)
		}
		return v, r.actorBefore(i, from) || w == "designating"
	case "identified", "identifying", "identifies":
		v.passive = w == "identified" && r.passiveBefore(i, from)
		return v, r.has(i, to, "property") || r.has(i, to, "interest") || r.has(i, to, "concern")
	case "action":
		if r.lower(i+1) == "against" || r.lower(i+2) == "against" {
			v.after = i + 2
			if r.lower(i+2) == "against" {
				v.after++
			}
			return v, i > from && (r.lower(i-1) == "took" || r.lower(i-1) == "taking" || r.lower(i-1) == "takes")
		}
	case "targets", "targeted", "targeting":
		if w == "targeted" && r.told == from && r.lower(from) == "it" {
			return v, true
		}
		return v, r.has(max(from, i-30), i, "action") || r.has(max(from, i-30), i, "sanctions") || r.has(max(from, i-30), i, "designation")
	case "are", "is", "includes":
		return v, r.listSubject(from, i)
	case "delisted", "delisting", "delists":
		v.change = "removed"
		v.passive = w == "delisted" && r.passiveBefore(i, from)
		return v, true
	case "froze", "freezing":
		if r.lower(i+1) == "the" && r.has(i+2, i+4, "asset") {
			return r.ofListing(v, i, to)
		}
	case "removed", "removing", "removes":
		v.change = "removed"
		v.passive = w == "removed" && r.passiveBefore(i, from)
		return v, r.has(i, to, "list") || r.has(i, to, "sanctions")
	case "added", "adding", "adds", "listed":
		v.passive = (w == "added" || w == "listed") && r.passiveBefore(i, from)
		if w == "listed" && !v.passive && r.actorBefore(i, from) && i+1 < to && r.toks[i+1].Is(token.Upper) {
			return v, true
		}
		return v, r.has(i, to, "list") || r.has(i, to, "annex") || r.has(i, to, "measures") || r.has(i, to, "regulations") || w == "listed" && v.passive && (r.has(i, to, "sanctions") || r.releases())
	case "lists":
		return v, i+1 < to && (r.toks[i+1].Is(token.Upper) || r.countryAt(i+1) > i+1) && (r.actorBefore(i, from) || r.has(max(from, i-4), i, "package"))
	case "freeze", "freezes":
		if r.lower(i+1) == "the" && r.has(i+2, i+4, "asset") {
			return r.ofListing(v, i, to)
		}
		if r.lower(i-1) == "asset" || r.lower(i-1) == "assets" {
			return r.onObject(v, i, to)
		}
	case "subject":
		if r.has(i, i+12, "freeze") || r.has(i, i+8, "sanctions") {
			v.passive = r.passiveBefore(i, from)
			return v, v.passive
		}
	}
	return v, false
}

// onList says whether a list is what somebody is put on.
func (r *reader) onList(from, to int) bool {
	for j := from; j < to; j++ {
		switch r.lower(j) {
		case "on", "in", "to", "onto", "under":
			for k := j + 1; k < min(to, j+7); k++ {
				switch r.lower(k) {
				case "list", "lists", "blacklist", "annex", "register", "sanctions", "schedule":
					return true
				}
			}
		}
	}
	return false
}

// ofListing moves the verdict behind "the designation of", "the assets of".
func (r *reader) ofListing(v verdict, i, to int) (verdict, bool) {
	noun := false
	for j := i + 1; j < min(to, i+6); j++ {
		switch r.lower(j) {
		case "designation", "designations", "listing", "listings", "entry", "entries", "assets", "asset", "funds":
			noun = true
		case "of", "for":
			v.after = j + 1
			return v, noun
		}
	}
	return v, false
}

// listSubject says whether the tokens from the sentence's start to i are only
// "The new listings", "The entities sanctioned today" or the like.
func (r *reader) listSubject(from, i int) bool {
	if i-from > 1 && (r.lower(from) == "among" || r.lower(from) == "amongst") && i-from < 8 {
		for j := from + 1; j < i; j++ {
			switch r.lower(j) {
			case "listed", "sanctioned", "designated", "targets", "listings", "blacklisted", "hit", "sanctions":
				return r.releases()
			}
		}
	}
	if i-from == 1 && r.lower(from) == "they" && r.told == from && r.releases() {
		return true
	}
	if i-from < 2 || i-from > 8 || !r.toks[from].Is(token.Sentence) || !r.releases() {
		return false
	}
	noun := false
	for j := from; j < i; j++ {
		switch r.lower(j) {
		case "individual", "individuals", "entity", "entities", "person", "persons", "listings", "designees", "targets", "vessels", "companies", "organisations", "organizations", "banks", "designations", "those", "list", "package":
			noun = true
		case "the", "new", "newly", "sanctioned", "designated", "listed", "targeted", "today", "sister", "front", "linked", "named", "'s", "’s", "two", "three", "four", "five", "six", "seven", "eight", "other", "subject", "also", "being", "sanctions", "'", "’", "s":
		default:
			return false
		}
	}
	return noun
}

// imposing reads "imposed sanctions on", "sanctions have been imposed on" and
// "sanctions against".
func (r *reader) imposing(v verdict, i, from, to int) (verdict, bool) {
	if r.lower(i) == "designate" {
		return v, i > from && r.lower(i-1) == "to" && r.actorBefore(i, from)
	}
	imposed := false
	for j := max(from, i-6); j < min(to, i+5); j++ {
		switch r.lower(j) {
		case "lifted", "lifts", "lifting", "eased", "dropped", "drops", "ended", "ends", "ending", "revoked", "revokes", "revoking", "removed", "removing", "removes", "rescinded", "waived", "terminated":
			if j < i {
				v.change, imposed = "removed", true
			}
		case "imposed", "imposing", "imposes", "impose", "announced", "announces", "announcing", "issued", "new", "levied", "placed":
			imposed = true
		}
	}
	if !imposed {
		return v, false
	}
	return r.onObject(v, i, to)
}

// onObject moves the verdict behind the "on" or "against" that leads to its
// object.
func (r *reader) onObject(v verdict, i, to int) (verdict, bool) {
	for j := i + 1; j < min(to, i+9); j++ {
		switch r.lower(j) {
		case "on", "against", "targeting":
			v.after = j + 1
			return v, true
		case ".", ";", "for", "in":
			return v, false
		}
	}
	return v, false
}

// passiveBefore says whether a form of "be" stands right before token i.
func (r *reader) passiveBefore(i, from int) bool {
	for j := i - 1; j >= max(from, i-4); j-- {
		switch r.lower(j) {
		case "is", "are", "was", "were", "been", "being", "be":
			return true
		case "also", "both", "today", "concurrently", "each", "now", "therefore", "hereby", "all":
		default:
			return false
		}
	}
	return false
}

// actorBefore says whether an authority stands before token i in its clause.
func (r *reader) actorBefore(i, from int) bool {
	for j := i - 1; j >= max(from, i-25); j-- {
		switch r.word(j) {
		case "OFAC", "Treasury", "State", "States", "Kingdom", "UK", "U.K.", "U.S.", "US", "Council", "Union", "EU", "Australia", "Canada", "Japan", "Government", "government", "FCDO", "Secretary", "Minister", "Committee", "Korea", "Ministry",
			"Switzerland", "Zealand", "ROK", "Department", "Administration", "Office", "Control", "Ukraine", "Norway", "FinCEN", "Commission", "we", "We", "Britain", "London", "Brussels", "Ottawa", "Canberra", "Tokyo", "Seoul", "Taiwan", "Washington", "Kyiv", "Bern", "Network", "Zelenskyy", "Zelensky", "They", "It", "Authority", "Service", "package":
			return true
		}
	}
	return false
}

// considered says whether the listing is only thought of or asked for: "can consider
// imposing sanctions on".
func (r *reader) considered(v verdict, from int) bool {
	for j := v.at - 1; j >= max(from, v.at-7); j-- {
		switch r.word(j) {
		case "consider", "considers", "considered", "considering", "may", "might", "could", "would", "should", "can", "mull", "mulls", "mulling", "weigh", "weighs", "weighing", "threatens", "threatened", "threatening", "propose", "proposes", "proposed", "proposing",
			"urge", "urges", "urged", "urging", "demanded", "demands", "whether", "if", "plans", "planning", "possibility", "possible", "Consider", "not":
			return true
		case ",", ";", ":", "that", "who", "which", "and", "by":
			return false
		}
	}
	return false
}

// background says whether the verdict is an older one: "previously designated",
// "designated X on January 5, 2022", "in 2016".
func (r *reader) background(v verdict, from, to int) bool {
	if r.considered(v, from) {
		return true
	}
	for j := max(from, v.at-6); j < v.at; j++ {
		switch r.lower(j) {
		case "previously", "earlier", "formerly", "originally", "had", "already", "since":
			return true
		}
	}
	for j := v.after; j < min(to, v.after+8); j++ {
		switch r.lower(j) {
		case "previously", "originally", "earlier":
			return true
		case ",", "pursuant", "for":
			j = to
		}
	}
	begin, end := r.toks[from].Start, r.toks[min(to, len(r.toks))-1].End
	for _, d := range between(r.in.Dates, begin, end) {
		if d.Start < begin || d.End > end || d.Value == "" || !r.governs(v, d) || ofLaw(r.text[:d.Start]) {
			continue
		}
		if r.in.Day == "" || d.Value < before(r.in.Day) {
			return true
		}
	}
	return r.yearOf(v, to)
}

// governs says whether a date belongs to the verdict: it stands after it before
// the reasons begin, or opens the sentence.
func (r *reader) governs(v verdict, d demarche.Mention) bool {
	at := r.in.Doc.At(d.Start)
	if at < v.at {
		return v.at-at < 25 && (r.lower(at-1) == "on" || r.lower(at-1) == "in")
	}
	for j := v.after; j < at; j++ {
		switch r.lower(j) {
		case "for", "who", "which", "whose", "blacklisted", "sanctioned", "designated", "listed", "born":
			return false
		}
	}
	return d.Precision != demarche.PrecisionDuration
}

// yearOf looks for "on Month D, YYYY" or "in YYYY" right after the verdict when
// no dates were read.
func (r *reader) yearOf(v verdict, to int) bool {
	for j := v.after; j < min(to, v.after+12); j++ {
		w := r.word(j)
		switch r.lower(j) {
		case "pursuant", "for", "blacklisted", "sanctioned", "designated", "listed", "born":
			return false
		}
		if len(w) == 4 && !ofLaw(r.text[:r.toks[j].Start]) && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && r.toks[j].Is(token.Digit) && w != r.in.Day[:min(4, len(r.in.Day))] {
			return true
		}
	}
	return false
}

// ofLaw says whether what ends here is the title of a law, whose year follows.
func ofLaw(before string) bool {
	before = strings.TrimRight(before, " ")
	return strings.HasSuffix(before, "Regulations") || strings.HasSuffix(before, "Act") || strings.HasSuffix(before, "Order")
}

// before gives the day four days before a civil day, roughly: comparing is all
// that is done with it.
func before(day string) string {
	if len(day) < 10 {
		return day
	}
	d := int(day[8]-'0')*10 + int(day[9]-'0') - 4
	if d < 1 {
		d = 1
	}
	return day[:8] + string(rune('0'+d/10)) + string(rune('0'+d%10))
}
