package bleve

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"demarche"
	"demarche/index"
)

var _ index.Resembler = (*Engine)(nil)

const (
	// likeLeast is the share of the weight of the words looked for that the score
	// of a document must come to for it to be like another; likeForeign, for one in
	// another language, the share of the weight of all that are not words.
	likeLeast   = 0.12
	likeForeign = 0.35
	// likeCopy is the share of a document's own score from which another of its
	// story is a near copy.
	likeCopy = 0.9
	// likeSpelt is how many names are looked for in other spellings and scripts.
	likeSpelt = 4
	// A document is looked at when it shares something that few have: likeRare of
	// them, or this share of all where that is more.
	likeRare      = 2000
	likeRareShare = 0.05
)

// Resembling finds documents like d.
func (e *Engine) Resembling(ctx context.Context, d *index.Doc, q demarche.Query) (index.Found, error) {
	return e.ask(ctx, &q, d)
}

// likeness is what a search for documents like one knows of it.
type likeness struct {
	doc      *index.Doc
	features []feature
	words    []*word                              // of the features that are words, nil for others
	scores   map[*segmentSearch][]float32         // by document number
	held     map[*segmentSearch][]*roaring.Bitmap // by feature: which of the documents near have it
	stats    statistics
	copies   int
}

// newLikeness chooses what to look for, or takes what the first page looked for.
func (s *search) newLikeness(d *index.Doc, c *compiler) (*likeness, error) {
	l := &likeness{doc: d, scores: map[*segmentSearch][]float32{}, held: map[*segmentSearch][]*roaring.Bitmap{}}
	all := featuresOf(d)
	var st statistics
	var err error
	if s.cursor != nil {
		st = s.cursor.Stats
		l.features = s.cursor.chosen(all)
	} else {
		if st, err = newStatistics(s.segs, s.view, nil); err != nil {
			return nil, err
		}
		if l.features, err = s.weigh(d, all); err != nil {
			return nil, err
		}
	}
	l.stats, l.words = st, make([]*word, len(l.features))
	names := 0
	for i := range l.features {
		f := &l.features[i]
		if f.kind != index.TellingWord {
			continue
		}
		l.words[i] = f.word()
		if f.folded == "" || names == likeSpelt {
			continue
		}
		names++
		if err := c.addSpellings(l.words[i], f.folded); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// packed writes what to look for into a cursor.
func (l *likeness) packed() []string {
	out := make([]string, len(l.features))
	for i, f := range l.features {
		out[i] = fmt.Sprintf("%.3f %.0f %s %s %s", f.weight, f.docs, f.kind, f.lang, f.term)
	}
	return out
}

// chosen gives the features that the first page was ranked by.
func (c *cursor) chosen(all []feature) []feature {
	var out []feature
	for _, line := range c.Like {
		part := strings.SplitN(line, " ", 5)
		if len(part) < 5 {
			continue
		}
		i := slices.IndexFunc(all, func(f feature) bool {
			return string(f.kind) == part[2] && f.lang == part[3] && f.term == part[4]
		})
		weight, err := strconv.ParseFloat(part[0], 64)
		docs, err2 := strconv.ParseFloat(part[1], 64)
		if i >= 0 && err == nil && err2 == nil {
			f := all[i]
			f.weight, f.docs = weight, docs
			out = append(out, f)
		}
	}
	return out
}

// word is what a feature that is a word is looked up as: its stem in documents of
// its language, a name as it stands in all others too.
func (f *feature) word() *word {
	w := expansion{Lang: f.lang, Stem: f.term}.word()
	if f.folded == "" {
		return w
	}
	w.alts = slices.DeleteFunc(w.alts, func(a alternative) bool { return a.term == f.folded })
	plain := alternative{term: f.folded}
	if f.folded != f.term {
		plain.ranked = []string{f.lang}
	}
	w.alts = append(w.alts, plain)
	return w
}

// holders gives the documents of a segment that have a feature.
func (l *likeness) holders(s *segmentSearch, i int, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	f := &l.features[i]
	switch f.kind {
	case index.TellingWord:
		return l.words[i].eval(s, among)
	case index.TellingEvent:
		return f.days.eval(s, among)
	case index.TellingSum:
		return s.filter(among, func(doc uint32) bool { return hasSum(s.seg.cols.amountsOf(doc), f.usd) })
	}
	return lookup{f.field, f.term}.eval(s, among)
}

// narrow keeps those of the matches that are like the document, and their scores.
func (l *likeness) narrow(segs []*segmentSearch, matches []*roaring.Bitmap) ([]*roaring.Bitmap, error) {
	n := len(segs)
	self, story, near := make([]*roaring.Bitmap, n), make([]*roaring.Bitmap, n), make([]*roaring.Bitmap, n)
	scores, held := make([][]float32, n), make([][]*roaring.Bitmap, n)
	err := together(n, func(i int) (err error) {
		if self[i], err = (lookup{"_id", l.doc.ID}).eval(segs[i], nil); err != nil {
			return err
		}
		if story[i], err = (lookup{"story", keyword(l.doc.Story)}).eval(segs[i], matches[i]); err != nil {
			return err
		}
		if near[i], held[i], err = l.near(segs[i], roaring.Or(matches[i], self[i])); err != nil {
			return err
		}
		scores[i], err = l.score(segs[i], held[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	own := float32(math.Inf(1))
	for i := range segs {
		l.scores[segs[i]], l.held[segs[i]] = scores[i], held[i]
		for it := self[i].Iterator(); it.HasNext(); {
			own = scores[i][it.Next()]
		}
	}
	whole, foreign := l.least()
	lang := index.StemLanguage(l.doc.Lang)
	out := make([]*roaring.Bitmap, n)
	for i := range segs {
		out[i] = roaring.New()
		for it := roaring.AndNot(near[i], self[i]).Iterator(); it.HasNext(); {
			doc := it.Next()
			least := whole
			if same := segs[i].seg.cols.stems[lang]; same == nil || !same.Contains(doc) {
				least = foreign
			}
			switch {
			case scores[i][doc] < least:
			case l.doc.Story != "" && scores[i][doc] >= likeCopy*own && story[i].Contains(doc):
				l.copies++
			default:
				out[i].Add(doc)
			}
		}
	}
	return out, nil
}

// least is the score from which a document of the same language, or of another,
// is like the document.
func (l *likeness) least() (same, foreign float32) {
	for _, f := range l.features {
		if f.kind == index.TellingWord {
			same += float32(likeLeast * f.weight)
		} else {
			foreign += float32(likeForeign * f.weight)
		}
	}
	switch {
	case same == 0:
		return foreign, foreign
	case foreign == 0:
		return same, same
	}
	return same, min(same, foreign)
}

// near gives those of the documents that share something rare with the document,
// or anything where it has nothing rare, and which of them have each feature.
// Days and sums are looked up document by document, so only among those.
func (l *likeness) near(s *segmentSearch, among *roaring.Bitmap) (near *roaring.Bitmap, held []*roaring.Bitmap, err error) {
	rare := func(f *feature) bool {
		return f.kind != index.TellingEvent && f.kind != index.TellingSum && f.docs <= max(likeRare, likeRareShare*float64(l.stats.Docs))
	}
	held = make([]*roaring.Bitmap, len(l.features))
	var sets []*roaring.Bitmap
	for i := range l.features {
		if rare(&l.features[i]) {
			if held[i], err = l.holders(s, i, among); err != nil {
				return nil, nil, err
			}
			sets = append(sets, held[i])
		}
	}
	if near = among; len(sets) > 0 {
		near = union(sets)
	}
	for i := range held {
		if held[i] == nil {
			if held[i], err = l.holders(s, i, near); err != nil {
				return nil, nil, err
			}
		}
	}
	return near, held, nil
}

// score weighs what each document shares with the document.
func (l *likeness) score(s *segmentSearch, held []*roaring.Bitmap) ([]float32, error) {
	scores, occurrences := make([]float32, s.seg.cols.n), make([]float32, s.seg.cols.n)
	r := &ranker{stats: l.stats}
	var touched []uint32
	for i := range l.features {
		weight, w := float32(l.features[i].weight), l.words[i]
		if w == nil {
			for it := held[i].Iterator(); it.HasNext(); {
				scores[it.Next()] += weight
			}
			continue
		}
		touched = touched[:0]
		for _, field := range w.fields {
			var err error
			if touched, err = r.occurrences(s, w, field, held[i], occurrences, touched); err != nil {
				return nil, err
			}
		}
		for _, doc := range touched {
			if tf := occurrences[doc]; tf > 0 { // else counted already
				occurrences[doc] = 0
				scores[doc] += weight * tf * (saturation + 1) / (tf + saturation)
			}
		}
	}
	return scores, nil
}

// shared tells which features a hit has, the most telling first.
func (l *likeness) shared(h hit) []int {
	var out []int
	for i, b := range l.held[h.seg] {
		if b.Contains(h.doc) {
			out = append(out, i)
		}
	}
	return out
}

// telling lists the features for those who show them.
func (l *likeness) telling() []index.Telling {
	out := make([]index.Telling, len(l.features))
	for i, f := range l.features {
		out[i] = index.Telling{Kind: f.kind, Value: f.value}
	}
	return out
}
