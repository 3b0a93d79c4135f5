// Package action says what kind of thing an item reports: somebody was
// designated, fined, arrested; money was stolen; a law was passed. It looks for
// the phrases that say so, sentence by sentence, and weighs them by where they
// stand: the title first, then the lead. What is only considered, demanded or
// denied is a statement, not a deed.
package action

import (
	"sort"
	"strings"

	"demarche"
	"demarche/extract/token"
)

// Input is a text and what other readers found in it. Offsets are bytes.
type Input struct {
	Doc, Title        *token.Doc
	Lang              string
	Names, TitleNames []demarche.Mention
	Dates             []demarche.Mention
	Day               string
	Publisher         string // state or body that publishes its own doings, "" for the press
}

// sentence is one sentence of the text or the title.
type sentence struct {
	doc      *token.Doc
	lang     string
	from, to int
	weight   float64
	title    bool
	past     bool // tells of what was years ago
	names    []demarche.Mention
}

// found is the best evidence for one kind.
type found struct {
	score float64
	best  float64
	where sentence
	at    int
	why   string
	actor string // first that a sentence gives

	own    bool // a sentence of the head tells of it before all else
	reason bool // told as the reason or the background of another kind
}

// Weights of the places where a sentence may stand.
const (
	titleWeight = 5.0
	leadWeight  = 3.0
	restWeight  = 0.5
	leastLead   = leadWeight * 0.4 // of the third sentence, the last of the lead
	maxRest     = 60               // sentences looked at
)

// Find returns the actions of an item, main one first. There is always one:
// "other" when nothing is recognised.
func Find(in Input) []demarche.Action {
	kinds := map[demarche.ActionKind]*found{}
	told := sentences(in)
	for n, s := range told {
		best := map[demarche.ActionKind]hit{}
		for _, h := range read(s, in.Lang) {
			if b, ok := best[h.kind]; !ok || h.strength > b.strength {
				best[h.kind] = h
			}
		}
		relisted(best)
		head := first(s, best)
		for _, h := range best {
			if h.kind == head {
				h.strength *= firstBonus
			}
			note(kinds, s, h)
		}
		if h := best["theft"]; n == 0 && opening(best) == "theft" && !s.reasonAt(h.at) {
			kinds["theft"].own = true
		}
	}
	return choose(in, kinds, told)
}

// relisted lowers the listing that a sentence speaks of when it tells of its end
// or its extension: "is removing sanctions on", "extends restrictive measures".
func relisted(hits map[demarche.ActionKind]hit) {
	d, ok := hits["designation"]
	for _, k := range []demarche.ActionKind{"removal", "amendment"} {
		if h, had := hits[k]; ok && had && h.strength >= 1.6 && h.strength > d.strength {
			d.strength *= 0.5
			hits["designation"] = d
			return
		}
	}
}

// opening is the kind that a sentence tells first; of two that begin with the same
// word, the first by name, so that it does not hang on chance.
func opening(hits map[demarche.ActionKind]hit) (kind demarche.ActionKind) {
	at := -1
	for k, h := range hits {
		if at < 0 || h.at < at || h.at == at && k < kind {
			kind, at = k, h.at
		}
	}
	return kind
}

// firstBonus goes to what a title that names several things names first.
const firstBonus = 1.35

// first is the kind that a title of several parts ("Designations; Issuance of
// General Licenses") names first, "" for any other sentence.
func first(s sentence, hits map[demarche.ActionKind]hit) demarche.ActionKind {
	if !s.title || len(hits) < 2 || !strings.Contains(s.doc.Text, ";") {
		return ""
	}
	return opening(hits)
}

func sentences(in Input) []sentence {
	var out []sentence
	if in.Title != nil && len(in.Title.Tokens) > 0 {
		out = append(out, sentence{doc: in.Title, to: len(in.Title.Tokens), weight: titleWeight, title: true, names: in.TitleNames})
	}
	n := 0
	for i := 0; i < len(in.Doc.Tokens) && n < maxRest; {
		end := in.Doc.SentenceEnd(i)
		if end-i > 2 {
			w := restWeight
			switch {
			case n == 0 && len(out) == 0 && !ends(in.Doc, end-1):
				w, n = leadWeight, n-1 // a heading above the lead
			case n == 0 && (len(out) == 0 || !out[0].title):
				w = titleWeight // without a title the lead is the headline
			case n == 0:
				w = leadWeight
			case n == 1:
				w = leadWeight * 0.6
			case n == 2:
				w = leadWeight * 0.4
			case n < 6:
				w = restWeight * 1.6
			}
			out = append(out, sentence{doc: in.Doc, from: i, to: end, weight: w, names: within(in.Names, in.Doc.Tokens[i].Start, in.Doc.Tokens[end-1].End)})
			n++
		}
		i = end
	}
	for i := range out {
		out[i].lang = in.Lang
		if i > 0 && out[0].commentary() {
			out[i].weight *= 0.2 // what a commentary speaks of happened elsewhere
		}
		out[i].past = remembered(out[i])
		out[i].names = out[i].withInstitutions()
	}
	return out
}

// ends says whether a token ends a sentence.
func ends(doc *token.Doc, i int) bool {
	switch doc.Word(i) {
	case ".", "!", "?", "。", "”", "\"", ")":
		return true
	}
	return doc.Tokens[i].Is(token.Dot)
}

// within gives the mentions that begin between two offsets.
func within(ms []demarche.Mention, from, to int) []demarche.Mention {
	lo := sort.Search(len(ms), func(i int) bool { return ms[i].Start >= from })
	hi := sort.Search(len(ms), func(i int) bool { return ms[i].Start >= to })
	return ms[lo:max(lo, hi)]
}

func note(kinds map[demarche.ActionKind]*found, s sentence, h hit) {
	f := kinds[h.kind]
	if f == nil {
		f = &found{}
		kinds[h.kind] = f
	}
	v := s.weight * h.strength
	if who := actor(h.kind, s, h.at); who != "" && (f.actor == "" || s.doc == f.where.doc && v > f.best) {
		f.actor = who
	}
	if v > f.best || f.where.title && !s.title && f.where.doc != nil && s.weight >= leastLead {
		// The span refers to the text: a sentence of its lead replaces the title's.
		if v > f.best || f.where.title {
			f.where, f.at, f.why = s, h.at, h.why
		}
		f.best = max(f.best, v)
	}
	f.score += v
	if f.score > 2.5*f.best {
		f.score = 2.5 * f.best // many repetitions count little
	}
}

// least is the score below which a kind is not reported beside a main one.
const least = 1.4

// leastMain is the rank below which the best kind is no news: "other" then.
const leastMain = 0.9

// choose turns evidence into actions.
func choose(in Input, kinds map[demarche.ActionKind]*found, told []sentence) []demarche.Action {
	type scored struct {
		kind demarche.ActionKind
		*found
	}
	settle(kinds)
	var list []scored
	for k, f := range kinds {
		list = append(list, scored{k, f})
	}
	sort.Slice(list, func(i, j int) bool {
		if a, b := list[i].rank(list[i].kind), list[j].rank(list[j].kind); a != b {
			return a > b
		}
		return list[i].kind < list[j].kind
	})
	var out []demarche.Action
	for i, f := range list {
		if i > 0 && (f.reason || f.score < least || f.score < 0.2*min(list[0].score, 1.5*list[0].best)) {
			continue
		}
		a := demarche.Action{Kind: f.kind, Main: len(out) == 0, Why: f.why, Actor: in.doer(f.kind, f.actorOf(f.kind))}
		if a.Actor == "" && a.Main {
			a.Actor = headActor(f.kind, f.where, f.at, told)
		}
		a.Actor = whole(a.Actor, told)
		a.On = in.targets(f.kind, f.where, f.at, a.Actor, told)
		a.Start, a.End = span(in, f.where)
		out = append(out, a)
	}
	if len(out) == 0 || list[0].rank(list[0].kind) < leastMain && in.Title != nil && len(in.Title.Tokens) > 0 {
		out = out[:0]
		a := demarche.Action{Kind: "other", Main: true, Why: "no known phrase"}
		a.Start, a.End = firstSentence(in.Doc)
		out = append(out, a)
	}
	return out
}

// settle weighs kinds against each other: thefts told of in the story of a
// measure are its background, and freezing that goes with a listing is the
// listing's effect.
func settle(kinds map[demarche.ActionKind]*found) {
	d := kinds["designation"]
	if f := kinds["seizure"]; f != nil && d != nil && strings.Contains(strings.ToLower(f.why), "fr") && d.score > 0.5*f.score {
		f.score *= 0.3
	}
	if f := kinds["forfeiture"]; f != nil && f.prominent() {
		for _, k := range []demarche.ActionKind{"court", "indictment", "seizure"} {
			if o := kinds[k]; o != nil && o.best < 1.5*f.best && (k != "indictment" || o.where.from == f.where.from || o.where.title) {
				o.score *= 0.5 // the court, the complaint and the goods are the forfeiture's
			}
		}
	}
	if f := kinds["export_control"]; f != nil && f.prominent() && d != nil && (strings.Contains(strings.ToLower(d.why), "list") || strings.Contains(d.why, "annex")) && !strings.Contains(strings.ToLower(d.why), "sanction") {
		d.score *= 0.3 // the list is one of export controls
	}
	if f := kinds["law"]; f != nil && d != nil && d.prominent() {
		f.score *= 0.6 // the decree lists
		if f.where.from == d.where.from && !f.where.title {
			f.score *= 0.3
		}
	}
	if f, a := kinds["law"], kinds["amendment"]; f != nil && a != nil && a.prominent() && !f.where.title {
		f.score *= 0.2 // "enacted the amendments to its list"
	}
	if f, a := kinds["indictment"], kinds["arrest"]; f != nil && a != nil && f.where.from == a.where.from && strings.Contains(f.why, "acus") {
		f.score *= 0.2 // what the arrested are accused of
	}
	if a := kinds["amendment"]; a != nil && d != nil && !a.where.title && strings.Contains(a.why, "updated") && strings.Contains(d.why, "added") {
		a.score *= 0.3 // a list is updated by adding to it
	}
	if e := kinds["export_control"]; e != nil && d != nil && d.prominent() && strings.Contains(d.why, "列入") {
		e.score *= 0.4 // what follows from the listing
	}
	theft := kinds["theft"]
	if theft == nil {
		return
	}
	for _, k := range []demarche.ActionKind{"designation", "removal", "indictment", "arrest", "court", "seizure", "forfeiture", "special_measure", "advisory", "talks", "law"} {
		if f := kinds[k]; f != nil && f.prominent() {
			theft.score *= 0.5
			theft.reason = !theft.own
			return
		}
	}
	if f := kinds["statement"]; f != nil && f.best >= titleWeight && !theft.where.title {
		theft.reason = !theft.own // what is said to have happened
	}
	if f := kinds["statement"]; f != nil && f.best >= 1.5*titleWeight {
		theft.score *= 0.3
		theft.reason = !theft.own
	}
}

// prominent says whether a kind is told in the title or the lead.
func (f *found) prominent() bool { return f.best >= leadWeight }

// rank lowers the kinds that go with any other: statements and talks.
func (f *found) rank(k demarche.ActionKind) float64 {
	switch k {
	case "statement":
		if f.best >= 1.2*titleWeight && strings.Contains(f.why, "only considered") {
			return f.score * 0.5
		}
		if f.best >= 1.2*titleWeight {
			return f.score * 0.8 // the title says that somebody spoke
		}
		return f.score * 0.35
	case "talks", "advisory":
		return f.score * 0.8
	case "court", "law":
		return f.score * 0.9
	}
	return f.score
}

// doer is who acts: in a text that an authority publishes of itself "the ministry",
// or nobody, is the publisher.
func (in Input) doer(kind demarche.ActionKind, who string) string {
	switch who {
	case "", "Ministry", "Government", "Department", "Minister", "Authority":
	default:
		return who
	}
	switch kind {
	case "designation", "removal", "amendment", "licence", "enforcement", "special_measure", "export_control", "statement", "advisory", "law":
		if in.Publisher != "" {
			return in.Publisher
		}
	}
	return who
}

// actorOf is the actor of the sentence that says so, else of the first that names
// one.
func (f *found) actorOf(kind demarche.ActionKind) string {
	if who := actor(kind, f.where, f.at); who != "" {
		return who
	}
	return f.actor
}

func span(in Input, s sentence) (from, to int) {
	if s.title || s.doc == nil {
		return firstSentence(in.Doc)
	}
	return s.doc.Tokens[s.from].Start, s.doc.Tokens[s.to-1].End
}

func firstSentence(doc *token.Doc) (from, to int) {
	if len(doc.Tokens) == 0 {
		return 0, 0
	}
	return doc.Tokens[0].Start, doc.Tokens[doc.SentenceEnd(0)-1].End
}
