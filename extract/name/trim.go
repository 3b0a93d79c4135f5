package name

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// trim cuts what is no part of a name: titles before persons, quotation marks,
// possessives, articles.
func (f *finder) trim(it *item) {
	cut := func(i int) bool {
		w := f.doc.Word(i)
		return f.doc.Tokens[i].Is(token.Punct) && w != ")" && w != "»" || w == "'s" || w == "’s"
	}
	for it.from < it.to && f.doc.Tokens[it.from].Is(token.Punct) {
		it.from++
	}
	for it.from < it.to && cut(it.to-1) {
		it.to--
	}
	for it.entry < 0 && it.from < it.to-1 && (f.opening(it.from) || f.doc.Tokens[it.from].Is(token.Punct)) {
		it.from++
	}
	if n := f.based(*it); n > 0 {
		it.from += n
	}
	if it.entry < 0 && it.to-it.from == 1 && f.adverb(it.from) {
		it.from = it.to
	}
	for it.kind == demarche.MentionOrganisation && it.entry < 0 && it.to-it.from >= 2 && (!european(f.ctx.Lang) && f.obs[it.to-1].cls&isTitle != 0 && f.obs[it.to-1].cls&(isOrgHead|isOrgTail|isSurname) == 0 && !f.joins(it.to-2) || cut(it.to-1)) {
		it.to--
	}
	if it.kind != demarche.MentionLocation {
		f.adjective(it)
	}
	if it.kind == demarche.MentionPerson && it.entry < 0 {
		it.from = f.afterTitle(it.from, it.to)
		if it.to-it.from == 1 && f.obs[it.from].cls&isTitle != 0 && f.obs[it.from].cls&(isGiven|isSurname) == 0 {
			it.from = it.to
		}
	}
}

// joins says whether token i is a small word that ties two parts of a body's
// name: "Ministry of Defence".
func (f *finder) joins(i int) bool {
	switch f.doc.Word(i) {
	case "of", "for", "and", "&", "on":
		return true
	}
	return false
}

// adjective cuts what makes an adjective of a name: "ISIL-held".
func (f *finder) adjective(it *item) {
	for i := it.from + 1; i < it.to; i++ {
		if f.modifies(i) {
			it.to = i
			return
		}
	}
}

// based counts the tokens of "Singapore-based" and the like before a name.
func (f *finder) based(it item) int {
	for i := it.from + 1; i+2 < it.to && i < it.from+5; i++ {
		if hyphen(f.doc, i) && f.atPlace(i-1) >= 0 && f.places[f.atPlace(i-1)].To == i && !f.doc.Tokens[i+1].Is(token.Upper) {
			return i + 2 - it.from
		}
	}
	return 0
}

// adverb says whether token i only opens its sentence: "Furthermore,".
func (f *finder) adverb(i int) bool {
	w := f.doc.Word(i)
	return f.doc.Tokens[i].Is(token.Sentence) && f.doc.Word(i+1) == "," && (strings.HasSuffix(w, "ly") || f.obs[i].cls&isLowerWord != 0) && f.obs[i].cls&isGiven == 0
}

// opening says whether token i is a small word that is written with a capital
// only because it begins a sentence.
func (f *finder) opening(i int) bool {
	if f.obs[i].cls&(isPrep|isLowerWord) == 0 || f.obs[i].cls&isParticle != 0 {
		return false
	}
	t := f.doc.Tokens[i]
	return t.Is(token.Sentence) || !t.Is(token.Upper) || i > 0 && f.doc.Tokens[i-1].Is(token.Punct)
}

// afterTitle gives the index after the title that a person's name begins with:
// "Secretary of State", "Prime Minister".
func (f *finder) afterTitle(from, to int) int {
	end := from
	for i := f.office(from, to); i < to-1; i++ {
		switch c := f.obs[i].cls; {
		case c&isTitle != 0 && f.obs[i].shape != shapeInitial:
			end = i + 1
		case end > from && f.doc.Word(i) == "-" && f.doc.Word(i+1) == "elect":
			end = i + 2
			i++
		case inTitle[f.doc.Tokens[i].Hash] && (i == from || end > from || f.titled(i, to)):
			if end > from {
				end = i + 1
			}
		default:
			return end
		}
	}
	return end
}

// office gives the token of a title that follows the state or body it belongs to,
// "President" in "U.S. President Jane Roe", or from.
func (f *finder) office(from, to int) int {
	if f.obs[from].geo == 0 && f.obs[from].known == 0 && !inTitle[f.doc.Tokens[from].Hash] {
		return from
	}
	for i := from + 1; i < min(from+3, to-1); i++ {
		if c := f.obs[i].cls; c&isTitle != 0 && c&(isGiven|isSurname) == 0 {
			return i
		}
	}
	return from
}

// extend adds "River", "Province" and the like to the place before it.
func (f *finder) extend(it *item) {
	if it.kind != demarche.MentionLocation || it.entry >= 0 || it.from >= it.to || it.to >= len(f.doc.Tokens) {
		return
	}
	t := f.doc.Tokens[it.to]
	if typ, ok := tailType[t.Hash]; ok && typ == typeLOC && t.Is(token.Upper) && !t.Any(token.Sentence) && f.obs[it.to-1].shape != shapeCapsLine {
		it.to++
	}
}

// titled says whether a title follows token i before the name ends.
func (f *finder) titled(i, to int) bool {
	for j := i + 1; j < to-1; j++ {
		if f.obs[j].cls&isTitle != 0 {
			return true
		}
		if !inTitle[f.doc.Tokens[j].Hash] {
			return false
		}
	}
	return false
}
