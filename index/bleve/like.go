package bleve

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"demarche"
	"demarche/index"
)

// What a document is looked for by, when others like it are wanted. The weights
// were chosen on ECB+, where reports of one event are to find each other.
const (
	likeWords      = 24   // words of it, the most telling
	likeOthers     = 24   // names, sums and other features
	likeWordsRead  = 200  // different words whose documents are counted, those named most often
	likeTextRead   = 4000 // words of its text that are read
	likeWhole      = 10   // of each kind of feature that is looked up whole
	likeTitle      = 3.0  // occurrences in the text that one in the title stands for
	likeSaturation = 2.5  // of how often the document has a word
	likeNamed      = 1.5  // weight of a word written like a name, against another
	likeFaint      = 0.02 // share of the heaviest feature's weight below which one is passed over
)

// likeShare is what a feature that is looked up whole weighs in proportion to a
// word of the same rarity that stands once in a text of mean length.
var likeShare = map[index.TellingKind]float64{
	index.TellingName: 1, index.TellingEntity: 0.7, index.TellingCountry: 0.3, index.TellingSum: 0.7,
	index.TellingIdentifier: 1.5, index.TellingTag: 0.4, index.TellingEvent: 0.5,
}

// feature is something of a document that others may share.
type feature struct {
	kind   index.TellingKind
	lang   string  // language of a stem
	term   string  // as it is looked up
	weight float64 // in thousandths
	docs   float64 // that have it
	field  string  // of what is looked up whole
	value  string  // as it stands in the document
	folded string  // a word written like a name, looked for in every language; "" for others
	times  float64 // how often the document has a word
	usd    float64 // of a sum
	days   dates   // of an event
}

// featuresOf lists all that others may share with a document.
func featuresOf(d *index.Doc) []feature {
	out := wordFeatures(d)
	whole := func(kind index.TellingKind, field string, fold func(string) string, values []string) {
		seen := map[string]bool{}
		for _, v := range values {
			if term := fold(v); term != "" && !seen[term] && len(seen) < likeWhole {
				seen[term] = true
				out = append(out, feature{kind: kind, term: term, field: field, value: v})
			}
		}
	}
	whole(index.TellingEntity, "entity", keyword, d.Entities)
	whole(index.TellingName, fieldName, index.FoldName, d.Names)
	whole(index.TellingCountry, "country", keyword, d.Countries)
	whole(index.TellingIdentifier, "wallet", keyword, d.Wallets)
	whole(index.TellingIdentifier, "identifier", keyword, d.Identifiers)
	whole(index.TellingTag, "tag", index.FoldName, d.Tags)
	whole(index.TellingTag, "instrument", index.FoldName, d.Instruments)
	if from, to := eventDays(d); from != noDay && to-from < 7 {
		out = append(out, feature{kind: index.TellingEvent, term: dayString(from), value: d.EventFrom, days: dates{clock: demarche.ClockEvent, from: from - 1, to: to + 1}})
	}
	return append(out, sumFeatures(d)...)
}

// wordFeatures lists the words of title and text, those named most often first.
func wordFeatures(d *index.Doc) []feature {
	lang, stems := index.StemLanguage(d.Lang), stemCache{}
	text := d.Text
	if len(text) > 16*likeTextRead {
		text = text[:16*likeTextRead]
	}
	title, body := analyse(d.Title, lang, stems), analyse(text, lang, stems)
	at := map[string]int{}
	var all []feature
	for _, a := range []*analysed{title, body} {
		weight := 1.0
		if a == title {
			weight = likeTitle
		}
		for i, w := range a.words[:min(len(a.words), likeTextRead)] {
			if utf8.RuneCountInString(w.Term) < 2 || index.IsCommonTerm(w.Term) || len(w.Term) < 3 && strings.Trim(w.Term, "0123456789") == "" {
				continue // a day or an hour tells nothing
			}
			stem := a.stem(i)
			k, ok := at[stem]
			if !ok {
				k = len(all)
				at[stem] = k
				all = append(all, feature{kind: index.TellingWord, lang: lang, term: stem, value: withoutPossessive(a.text[w.Start:w.End])})
			}
			all[k].times += weight
			if a == body && i > 0 && named(a.text, w) && !sentenceBetween(a.text[a.words[i-1].End:w.Start]) {
				all[k].folded = w.Term
			}
		}
	}
	slices.SortStableFunc(all, func(a, b feature) int { return cmp.Compare(b.times, a.times) })
	return all[:min(len(all), likeWordsRead)]
}

func withoutPossessive(word string) string {
	for _, ending := range []string{"'s", "’s"} {
		word = strings.TrimSuffix(word, ending)
	}
	return word
}

// sumFeatures lists the sums of a document that have a value in dollars.
func sumFeatures(d *index.Doc) []feature {
	var out []feature
	for _, a := range d.Amounts {
		a = fillAmount(a)
		term := strconv.FormatFloat(a.Value, 'f', -1, 64) + " " + a.Currency
		if a.USD > 0 && len(out) < likeWhole && !slices.ContainsFunc(out, func(f feature) bool { return f.term == term }) {
			out = append(out, feature{kind: index.TellingSum, term: term, value: term, usd: a.USD})
		}
	}
	return out
}

// weigh counts how many documents have each feature and keeps the telling ones.
// What no other document has cannot find any.
//
// A word is as rare as it is among the documents of its own language: where a
// language is seldom, its commonest words would pass for rare ones otherwise.
func (s *search) weigh(d *index.Doc, all []feature) ([]feature, error) {
	ours := s.docsIn(d.Lang)
	counted := make([]float64, len(all))
	perSegment := make([][]float64, len(s.segs))
	err := together(len(s.segs), func(i int) (err error) {
		perSegment[i], err = s.segs[i].featureCounts(all)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, counts := range perSegment {
		for i, n := range counts {
			counted[i] += n
		}
	}
	var out []feature
	for i, f := range all {
		if counted[i] < 2 {
			continue
		}
		f.docs = counted[i]
		rarity := idf(s.view.docs, counted[i])
		if f.kind == index.TellingWord {
			rarity = idf(ours, counted[i])
			if f.folded != "" {
				rarity *= likeNamed
			}
			f.weight = rarity * f.times * (likeSaturation + 1) / (f.times + likeSaturation)
		} else {
			f.weight = rarity * likeShare[f.kind]
		}
		f.weight = math.Round(1000*f.weight) / 1000
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b feature) int { return cmp.Compare(b.weight, a.weight) })
	if len(out) == 0 {
		return nil, nil
	}
	words, others, heaviest := 0, 0, out[0].weight
	return slices.DeleteFunc(out, func(f feature) bool {
		if f.kind == index.TellingWord {
			words++
		} else {
			others++
		}
		return f.kind == index.TellingWord && words > likeWords || others > likeOthers || f.weight < likeFaint*heaviest
	}), nil
}

// docsIn is how many documents are in a language, all where it is not known.
func (s *search) docsIn(lang string) int {
	id, ok := s.dicts.lang.find(lang)
	if !ok || lang == "" {
		return s.view.docs
	}
	n := 0
	for _, seg := range s.segs {
		for _, l := range seg.seg.cols.lang {
			if l == id {
				n++
			}
		}
	}
	return n
}

// featureCounts tells how many documents of a segment have each feature. Words
// are counted in the texts, in the form that the document's own language has.
func (s *segmentSearch) featureCounts(all []feature) ([]float64, error) {
	out := make([]float64, len(all))
	var sums []feature
	var at []int
	for i, f := range all {
		var err error
		switch f.kind {
		case index.TellingWord:
			out[i], err = s.countWord(f)
		case index.TellingSum:
			sums, at = append(sums, f), append(at, i)
		case index.TellingEvent:
			b, err := f.days.eval(s, nil)
			if err != nil {
				return nil, err
			}
			out[i] = float64(b.GetCardinality())
		default:
			out[i], err = s.countTerm(f.field, f.term)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(sums) == 0 {
		return out, nil
	}
	return out, s.each(s.all(), func(docs []uint32) {
		for _, d := range docs {
			amounts := s.seg.cols.amountsOf(d)
			for i := range sums {
				if len(amounts) > 0 && hasSum(amounts, sums[i].usd) {
					out[at[i]]++
				}
			}
		}
	})
}

// countWord is about how many texts of a segment hold a word in any form.
func (s *segmentSearch) countWord(f feature) (float64, error) {
	plain, err := s.countTerm(fieldBody, f.term)
	if err != nil || f.lang == "" {
		return plain, err
	}
	stemmed, err := s.countTerm(fieldBody, stemTerm(f.lang, f.term))
	return plain + stemmed, err
}

// countTerm is how many documents of a segment hold a term, deleted ones
// included. Its postings are not kept: most words are only counted.
func (s *segmentSearch) countTerm(field, term string) (float64, error) {
	d, err := s.dictionary(field)
	if err != nil {
		return 0, err
	}
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return 0, fmt.Errorf("counting %q in %s: %w", term, field, err)
	}
	return float64(list.Count()), nil
}

// nearSum is the share by which two roundings of one sum in dollars may differ.
const nearSum = 0.002

// hasSum says whether one of the amounts is the sum.
func hasSum(amounts []amount, usd float64) bool {
	for i := range amounts {
		if math.Abs(amounts[i].usd-usd) <= nearSum*usd {
			return true
		}
	}
	return false
}
