package bleve

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// BM25 over title and text as one document (BM25F): occurrences in each field,
// divided by the field's length, are weighed and added before they saturate.
// The constants were chosen on ECB+ (docs/quality.md): Robertson and Zaragoza,
// The Probabilistic Relevance Framework, 2009, section 3.6.
const (
	saturation  = 2.0 // k1
	bodyLength  = 0.8 // b of the text
	titleLength = 0.3 // b of the title
	titleWeight = 3.0
	coverage    = 0.25 // how strongly partial matches are ordered by the share of the query they hold
	maxScored   = 16   // words ranked by with match=any, the most selective
)

// statistics are what scores depend on besides the document. A cursor carries
// them, so that later pages are ranked like the first though documents arrive.
type statistics struct {
	Docs  int         `json:"n"`
	Title float64     `json:"t"` // mean lengths in bytes
	Body  float64     `json:"b"`
	Freq  []float64   `json:"f"`           // documents with each word
	More  []expansion `json:"m,omitempty"` // words learnt from the best hits
}

// newStatistics counts over all segments.
func newStatistics(segs []*segmentSearch, v *view, words []*word) (statistics, error) {
	st := statistics{Docs: v.docs, Freq: make([]float64, len(words))}
	n := 0
	for _, s := range segs {
		n += s.seg.cols.n
		st.Title += float64(s.seg.cols.titleBytes)
		st.Body += float64(s.seg.cols.bodyBytes)
	}
	for i, w := range words {
		var err error
		if st.Freq[i], err = frequency(segs, w); err != nil {
			return st, err
		}
	}
	st.Title, st.Body = st.Title/float64(max(n, 1))+1, st.Body/float64(max(n, 1))+1
	return st, nil
}

// count is about how many documents of a segment hold the word in a field.
func (w *word) count(s *segmentSearch, field string) (float64, error) {
	if w.expanded {
		b, err := w.in(s, field)
		if err != nil {
			return 0, err
		}
		return float64(b.GetCardinality()), nil
	}
	perLang := map[string]float64{}
	most := 0.0
	for _, a := range w.alts {
		b, err := s.postings(field, a.term)
		if err != nil {
			return 0, err
		}
		lang := a.only
		if lang == "" && a.term[0] == 1 {
			lang = a.term[1:3]
		}
		perLang[lang] += float64(b.GetCardinality())
		most = max(most, perLang[lang])
	}
	return most, nil
}

// idf is the weight of a word that freq of n documents hold; never negative.
func idf(n int, freq float64) float64 {
	freq = min(freq, float64(n))
	return math.Log(1 + (float64(n)-freq+0.5)/(freq+0.5))
}

// ranker scores the matches of a query.
type ranker struct {
	words   []*word
	weights []float64
	stats   statistics
	whole   float64 // sum of the weights of optional words
}

func newRanker(words []*word, st statistics) *ranker {
	r := &ranker{words: words, stats: st, weights: make([]float64, len(words))}
	order := make([]int, len(words))
	for i := range words {
		r.weights[i] = float64(max(1, words[i].times)) * idf(st.Docs, st.Freq[i])
		order[i] = i
	}
	if len(words) > maxScored {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.weights[b], r.weights[a]) })
		for _, i := range order[maxScored:] {
			if words[i].optional {
				r.weights[i] = 0
			}
		}
	}
	for _, e := range st.More {
		r.words = append(r.words[:len(r.words):len(r.words)], e.word())
		r.weights = append(r.weights, e.Weight)
	}
	for i, w := range words {
		if w.optional {
			r.whole += r.weights[i]
		}
	}
	return r
}

// score gives a score for each matching document of a segment, by document number.
func (r *ranker) score(s *segmentSearch, matches *roaring.Bitmap) ([]float32, error) {
	n := s.seg.cols.n
	scores := make([]float32, n)
	var covered []float32
	if r.whole > 0 {
		covered = make([]float32, n)
	}
	occurrences := make([]float32, n)
	var touched []uint32
	for i, w := range r.words {
		if r.weights[i] == 0 {
			continue
		}
		touched = touched[:0]
		for _, f := range w.fields {
			var err error
			if touched, err = r.occurrences(s, w, f, matches, occurrences, touched); err != nil {
				return nil, err
			}
		}
		weight := float32(r.weights[i])
		for _, doc := range touched {
			tf := occurrences[doc]
			if tf == 0 {
				continue // counted already
			}
			occurrences[doc] = 0
			scores[doc] += float32(float64(weight) * float64(tf) * (saturation + 1) / (float64(tf) + saturation))
			if covered != nil && w.optional {
				covered[doc] += weight
			}
		}
	}
	for doc, c := range covered {
		if scores[doc] > 0 {
			scores[doc] *= float32(math.Pow(float64(c)/r.whole, coverage))
		}
	}
	return scores, nil
}

// occurrences adds how often, and how prominently, a word stands in a field of
// each match.
func (r *ranker) occurrences(s *segmentSearch, w *word, field string, matches *roaring.Bitmap, tf []float32, touched []uint32) ([]uint32, error) {
	lengths, mean, b, weight := s.seg.cols.bodyLen, r.stats.Body, bodyLength, 1.0
	if field == fieldTitle {
		lengths, mean, b, weight = s.seg.cols.titleLen, r.stats.Title, titleLength, titleWeight
	}
	add := func(doc uint32, freq float64) {
		if tf[doc] == 0 {
			touched = append(touched, doc)
		}
		tf[doc] += float32(weight * freq / (1 - b + b*float64(lengths[doc])/mean))
	}
	if w.expanded {
		docs, err := w.in(s, field)
		if err != nil {
			return nil, err
		}
		err = s.each(within(docs, matches), func(docs []uint32) {
			for _, d := range docs {
				add(d, 1)
			}
		})
		return touched, err
	}
	for _, a := range w.alts {
		docs, err := s.postings(field, a.term)
		if err != nil {
			return nil, err
		}
		docs = roaring.And(s.stemmedIn(docs, a.only), matches)
		for _, lang := range a.ranked {
			if stemmed := s.seg.cols.stems[lang]; stemmed != nil {
				docs.AndNot(stemmed)
			}
		}
		if docs.IsEmpty() {
			continue
		}
		list, err := s.list(field, a.term)
		if err != nil {
			return nil, err
		}
		it := list.Iterator(true, true, false, nil)
		it.(segment.OptimizablePostingsIterator).ReplaceActual(docs)
		share := cmp.Or(a.weight, 1)
		for n := 0; ; n++ {
			if n%chunk == 0 && s.ctx.Err() != nil {
				return nil, s.ctx.Err()
			}
			p, err := it.Next()
			if err != nil {
				return nil, fmt.Errorf("reading %q in %s: %w", a.term, field, err)
			}
			if p == nil {
				break
			}
			add(uint32(p.Number()), share*float64(p.Frequency()))
		}
	}
	return touched, nil
}
