package name

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// whole keeps a tagger's span from cutting through the name of a state or of
// its people: what begins inside "South Korean" begins before it, what ends
// inside it ends before it. It says false when nothing of a name is left.
func (f *finder) whole(s *span) bool {
	if c := f.state(s.from); c >= 0 && f.places[c].From < s.from && f.places[c].To < s.to {
		s.from = f.places[c].From
	}
	if c := f.state(s.to - 1); c >= 0 && f.places[c].To > s.to && f.places[c].From > s.from {
		s.to = f.places[c].From
		for s.to > s.from && !f.doc.Tokens[s.to-1].Any(token.Upper|token.Digit) {
			s.to--
		}
		if c := f.atPlace(s.from); c >= 0 && f.places[c].To >= s.to {
			return false // "American and South [Korean]"
		}
	}
	return s.to > s.from
}

// state is the candidate of several words at token i that names a state or its
// people, -1 without one.
func (f *finder) state(i int) int32 {
	c := f.atPlace(i)
	if c < 0 || f.places[c].To-f.places[c].From < 2 {
		return -1
	}
	if b := f.places[c].Best(); b.Form != country.FormName && b.Form != country.FormDemonym || b.Weak {
		return -1
	}
	return c
}

// nameless are words written like names that name no person, body or place:
// currencies, their techniques, kinds of oil, what stands in list notices.
var nameless = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"Bitcoin", "Bitcoins", "Ethereum", "Ether", "Monero", "Litecoin", "Dogecoin", "Solana", "Stablecoin", "Stablecoins", "Cryptocurrency", "Cryptocurrencies", "Ransomware", "Malware", "USDT", "USDC", "TRON", "TRC-20", "ERC-20", "Blockchain", "Brent", "Nobody", "Somebody", "Male", "Female", "Gender", "SWIFT/BIC", "Corporation", "God", "Bible", "Koran", "Quran", "Easter", "Everybody", "Everyone"} {
		m[token.Fold(w)] = true
	}
	return m
}()

// isName says whether the tokens may be a name at all.
func (f *finder) isName(from, to int) bool {
	if to-from == 1 {
		return !faith[f.doc.Tokens[from].Hash] && !nameless[f.doc.Tokens[from].Hash] && f.doc.Tokens[from].End-f.doc.Tokens[from].Start > 1
	}
	if f.faithful(from, to) {
		return false
	}
	switch f.doc.Word(from) {
	case "Gender":
		return false
	case "Operation", "Exercise": // what forces do is no body
		return !f.doc.Tokens[from+1].Is(token.Upper)
	}
	return true
}

// faith are the words for those of a faith, which name no person and no body.
var faith = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields("Muslim Muslims Sunni Sunnis Shia Shias Shiite Shiites Shi'ite Shi'ites Shi'a Alawite Alawites Yazidi Yazidis Druze Christian Christians Jew Jews Jewish Hindu Hindus Buddhist Buddhists Sikh Sikhs Islamist Islamists Coptic Copts") {
		m[token.Fold(w)] = true
	}
	return m
}()

// faithful says whether the tokens are nothing but words for those of a faith and
// of a people: "Sunni Arab".
func (f *finder) faithful(from, to int) bool {
	found := false
	for i := from; i < to; i++ {
		c := f.atPlace(i)
		people := c >= 0 && f.places[c].Best().Form == country.FormDemonym || f.doc.Word(i) == "Arab" || f.doc.Word(i) == "Kurdish"
		if !faith[f.doc.Tokens[i].Hash] && !people {
			return false
		}
		found = found || faith[f.doc.Tokens[i].Hash]
	}
	return found
}

// ofKorea takes "Korea" before the name of a company into it: "Korea Sinjin
// Trading Corporation".
func (f *finder) ofKorea(it *item) {
	if it.kind != demarche.MentionOrganisation || it.from < 1 || it.entry >= 0 || f.doc.Word(it.from-1) != "Korea" || f.atPlace(it.from-1) >= 0 && f.places[f.atPlace(it.from-1)].To-f.places[f.atPlace(it.from-1)].From > 1 || f.doc.Tokens[it.from].Is(token.Sentence) {
		return
	}
	if c := f.obs[it.to-1].cls; c&isOrgTail != 0 {
		it.from--
	}
}

// town makes a place of what the tagger took for a body when it is just the name
// of a large town and "in" or another town joins it: "in Shenyang and Dandong".
func (f *finder) town(it *item, c int32) {
	if it.entry >= 0 || it.kind != demarche.MentionOrganisation || f.read[c].Form != country.FormPlace || f.read[c].Thousand < 100 {
		return
	}
	prev := f.doc.Word(it.from - 1)
	if f.class(it.from-1)&isPrep != 0 && prev != "by" && prev != "with" && prev != "against" || (prev == "and" || prev == ",") && f.atPlace(it.from-2) >= 0 {
		it.kind = demarche.MentionLocation
	}
}

// bodyWords make a body of what the tagger took for a person.
var bodyWords = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"Resorts", "Resort", "Expo", "Exchange", "Holdings", "Trading", "Enterprises", "Technologies", "Industries", "Logistics", "Shipping", "Investments", "Ventures"} {
		m[token.Fold(w)] = true
	}
	return m
}()

// notPerson says whether a name of several words holds a word of bodies or ends
// with a legal form.
func (f *finder) notPerson(it item) bool {
	if it.to-it.from > 2 && legalForm(f.doc.Word(it.to-1)) {
		return true
	}
	if f.doc.Word(it.from) == "General" && it.to-it.from > 1 && f.obs[it.from+1].cls&(isOrgHead|isGiven|isSurname) == isOrgHead {
		return true // "General Assembly", "General Administration of Customs"
	}
	for i := it.from; i < it.to && it.to-it.from > 1; i++ {
		if bodyWords[f.doc.Tokens[i].Hash] {
			return true
		}
	}
	return false
}

// otherNames gives the kind of vessels to the names that a text with a vessel
// gives as its earlier ones: "under the name Kiwala", "appears as Pushpa".
func (f *finder) otherNames() {
	for k := range f.items {
		it := &f.items[k]
		if it.entry >= 0 || it.kind == demarche.MentionCountry || it.from < 1 {
			continue
		}
		switch f.doc.Word(it.from - 1) {
		case "name", "named", "renamed", "formerly", "ex":
		case "as":
			if w := f.doc.Word(it.from - 2); w != "appears" && w != "known" && w != "sailed" && w != "sailing" {
				continue
			}
		default:
			continue
		}
		it.kind, it.place, it.full = demarche.MentionVessel, -1, ""
	}
}
