package bleve

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"demarche"
	"demarche/index"
)

// The fields of the index. title and body hold positions; the keyword fields
// hold whole folded values; record is stored only and feeds the columns.
const (
	fieldTitle  = "title"
	fieldBody   = "body"
	fieldRecord = "record"
	fieldName   = "name"
	fieldGist   = "gist" // stored only, for feedback
)

// newDocument maps a Doc to Bleve's form.
func newDocument(d *index.Doc, stems stemCache) *document.Document {
	doc := document.NewDocument(d.ID)
	lang := index.StemLanguage(d.Lang)
	title, body := analyse(d.Title, lang, stems), analyse(d.Text, lang, stems)
	text := bleveindex.IndexField | bleveindex.IncludeTermVectors
	doc.AddField(document.NewTextFieldCustom(fieldTitle, nil, nil, text, title))
	doc.AddField(document.NewTextFieldCustom(fieldBody, nil, nil, text, body))
	doc.AddField(document.NewTextFieldCustom(fieldSpelling, nil, nil, bleveindex.IndexField|bleveindex.SkipFreqNorm, newSpellings(title, body, d.Names)))
	doc.AddField(document.NewTextFieldCustom(fieldRecord, nil, encodeRecord(d), bleveindex.StoreField, nil))
	doc.AddField(document.NewTextFieldCustom(fieldGist, nil, gist(lang, title, body), bleveindex.StoreField, nil))

	add := func(field string, fold func(string) string, values ...string) {
		for _, v := range values {
			if v = fold(v); v != "" {
				doc.AddField(document.NewTextFieldCustom(field, nil, []byte(v), bleveindex.IndexField|bleveindex.SkipFreqNorm, nil))
			}
		}
	}
	add("country", keyword, d.Countries...)
	add("entity", keyword, d.Entities...)
	add(fieldName, index.FoldName, d.Names...)
	add("source", keyword, d.Source)
	add("kind", keyword, string(d.Kind))
	add("action", keyword, d.Actions...)
	add("authority", index.FoldName, d.Authorities...)
	add("programme", index.FoldName, d.Programmes...)
	add("tag", index.FoldName, d.Tags...)
	add("instrument", index.FoldName, d.Instruments...)
	add("measure", keyword, d.Measures...)
	add("change", keyword, d.Changes...)
	base, _, regional := strings.Cut(d.Lang, "-")
	add("lang", keyword, base)
	if regional {
		add("lang", keyword, d.Lang)
	}
	add("wallet", keyword, d.Wallets...)
	for _, v := range d.Identifiers {
		add("identifier", keyword, v)
		_, bare, _ := strings.Cut(v, ":")
		add("identifier", squeeze, bare)
	}
	add("story", keyword, d.Story)
	add("list", keyword, d.Lists...)
	for _, a := range d.Amounts {
		add("currency", keyword, a.Currency)
		add("role", keyword, a.Role)
	}
	return doc
}

// keyword folds a code or id.
func keyword(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// squeeze keeps an identifier's letters and digits only.
func squeeze(s string) string { return strings.ReplaceAll(index.FoldName(s), " ", "") }

// analysed is a text cut into words. As Bleve's analyzer of its own field it
// gives at each position the word, and its stem where that differs, marked with
// the language so that it is never taken for a word.
type analysed struct {
	text  string
	lang  string
	words []index.Token
	stems []string // by word; nil without a language
}

func analyse(text, lang string, stems stemCache) *analysed {
	a := &analysed{text: text, lang: lang, words: index.Tokens(text)}
	if lang == "" {
		return a
	}
	a.stems = make([]string, len(a.words))
	for i, w := range a.words {
		a.stems[i] = stems.stem(lang, w.Term)
	}
	return a
}

// stemCache remembers stems while a batch is made: most words come again and again.
type stemCache map[stemKey]string

type stemKey struct{ lang, word string }

func (c stemCache) stem(lang, word string) string {
	k := stemKey{lang, word}
	s, ok := c[k]
	if !ok {
		s = index.Stem(lang, word)
		c[k] = s
	}
	return s
}

// stem is the stem of word i, the word itself without a language.
func (a *analysed) stem(i int) string {
	if a.stems == nil {
		return a.words[i].Term
	}
	return a.stems[i]
}

// Analyze gives the words as Bleve wants them.
func (a *analysed) Analyze([]byte) analysis.TokenStream {
	n := len(a.words)
	for i := range a.words {
		if a.stem(i) != a.words[i].Term {
			n++
		}
	}
	slab, out := make([]analysis.Token, 0, n), make(analysis.TokenStream, 0, n)
	add := func(w index.Token, term string, position int) {
		slab = append(slab, analysis.Token{Start: w.Start, End: w.End, Term: []byte(term), Position: position})
		out = append(out, &slab[len(slab)-1])
	}
	for i, w := range a.words {
		add(w, w.Term, i+1)
		if s := a.stem(i); s != w.Term {
			add(w, stemTerm(a.lang, s), i+1)
		}
	}
	return out
}

// stemTerm marks a stem with its language. The mark sorts before every word, so
// that a prefix never meets it.
func stemTerm(lang, stem string) string { return "\x01" + lang + "\x01" + stem }

// recordVersion is the first byte of a record.
const recordVersion = 1

// encodeRecord packs what the columns hold of a document.
func encodeRecord(d *index.Doc) []byte {
	b := make([]byte, 0, 160)
	b = append(b, recordVersion)
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	list := func(values []string) {
		b = binary.AppendUvarint(b, uint64(len(values)))
		for _, v := range values {
			str(v)
		}
	}
	float := func(f float64) { b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f)) }
	from, to := eventDays(d)
	for _, n := range []int64{millis(d.Published), millis(d.FirstSeen), int64(from), int64(to), int64(len(d.Title)), int64(len(d.Text))} {
		b = binary.AppendVarint(b, n)
	}
	for _, s := range []string{d.Source, string(d.Kind), d.Lang, index.StemLanguage(d.Lang)} {
		str(s)
	}
	list(distinct(d.Countries))
	list(distinct(d.Entities))
	list(distinct(d.Actions))
	b = binary.AppendUvarint(b, uint64(len(d.Amounts)))
	for _, a := range d.Amounts {
		a = fillAmount(a)
		float(a.Value)
		float(a.Max)
		float(a.USD)
		float(a.USDMax)
		str(a.Currency)
		str(strings.ToLower(a.Role))
	}
	return b
}

// fillAmount sets the upper ends and the dollar value where they follow from the rest.
func fillAmount(a index.Amount) index.Amount {
	a.Max = max(a.Max, a.Value)
	if a.USD == 0 && a.Currency == "USD" {
		a.USD, a.USDMax = a.Value, a.Max
	}
	a.USDMax = max(a.USDMax, a.USD)
	return a
}

func distinct(values []string) []string {
	out := make([]string, 0, len(values))
	for i, v := range values {
		seen := v == ""
		for _, w := range values[:i] {
			seen = seen || v == w
		}
		if !seen {
			out = append(out, v)
		}
	}
	return out
}

// unknown stands for a missing time or day.
const unknown = math.MinInt64

func millis(t time.Time) int64 {
	if t.IsZero() {
		return unknown
	}
	return t.UnixMilli()
}

// noDay stands for a missing day.
const noDay = math.MinInt32

// eventDays gives the first and last day of a document's event, in days since
// 1970-01-01. A single day with a wider precision is widened to the whole week,
// month, quarter, year or decade.
func eventDays(d *index.Doc) (from, to int32) {
	from = parseDay(d.EventFrom)
	if from == noDay {
		return noDay, noDay
	}
	to = parseDay(d.EventTo)
	if to == noDay || to < from {
		to = from
	}
	if to > from {
		return from, to
	}
	t := dayTime(from)
	switch d.EventPrec {
	case demarche.PrecisionWeek:
		to = from + 6
	case demarche.PrecisionMonth:
		to = timeDay(t.AddDate(0, 1, -t.Day()))
	case demarche.PrecisionQuarter, demarche.PrecisionSeason:
		to = timeDay(t.AddDate(0, 3, -1))
	case demarche.PrecisionYear:
		to = timeDay(t.AddDate(1, 0, -t.YearDay()))
	case demarche.PrecisionDecade:
		to = timeDay(t.AddDate(10, 0, -1))
	}
	return from, to
}

func parseDay(s string) int32 {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return noDay
	}
	return timeDay(t)
}

func timeDay(t time.Time) int32   { return int32(floorDiv(t.Unix(), 86400)) }
func dayTime(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }
func dayString(day int32) string  { return dayTime(day).Format(time.DateOnly) }
func milliDay(ms int64) int32     { return int32(floorDiv(ms, 86400_000)) }
func floorDiv(a, b int64) int64   { return (a - ((a%b)+b)%b) / b }

// record is a decoded record; its strings point into the bytes it was read from
// and must be copied to be kept.
type record struct {
	published, seen             int64
	eventFrom, eventTo          int32
	titleLen, bodyLen           uint32
	source, kind, lang, stem    []byte
	countries, entities, action [][]byte
	amounts                     []recordAmount
}

type recordAmount struct {
	value, max, usd, usdMax float64
	currency, role          []byte
}

// decode reads a record again; r's slices are reused.
func (r *record) decode(b []byte) error {
	d := decoder{b: b}
	if v := d.byte(); v != recordVersion {
		return fmt.Errorf("record of version %d, expected %d", v, recordVersion)
	}
	r.published, r.seen = d.varint(), d.varint()
	r.eventFrom, r.eventTo = int32(d.varint()), int32(d.varint())
	r.titleLen, r.bodyLen = uint32(d.varint()), uint32(d.varint())
	r.source, r.kind, r.lang, r.stem = d.str(), d.str(), d.str(), d.str()
	r.countries, r.entities, r.action = d.list(r.countries), d.list(r.entities), d.list(r.action)
	r.amounts = r.amounts[:0]
	for n := d.uvarint(); n > 0 && !d.bad; n-- {
		r.amounts = append(r.amounts, recordAmount{value: d.float(), max: d.float(), usd: d.float(), usdMax: d.float(), currency: d.str(), role: d.str()})
	}
	if d.bad || len(d.b) > 0 {
		return fmt.Errorf("damaged record of %d bytes", len(b))
	}
	return nil
}

// decoder reads a record's parts; bad is set at the first that does not fit.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.b, d.bad = nil, true
		return make([]byte, max(0, min(n, 8)))
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) byte() byte { return d.take(1)[0] }

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.b)
	d.skip(n)
	return v
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	d.skip(n)
	return v
}

func (d *decoder) skip(n int) {
	if n <= 0 {
		d.b, d.bad = nil, true
		return
	}
	d.b = d.b[n:]
}

func (d *decoder) str() []byte {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.b, d.bad = nil, true
		return nil
	}
	return d.take(int(n))
}

func (d *decoder) list(out [][]byte) [][]byte {
	out = out[:0]
	for n := d.uvarint(); n > 0 && !d.bad; n-- {
		out = append(out, d.str())
	}
	return out
}

func (d *decoder) float() float64 { return math.Float64frombits(binary.LittleEndian.Uint64(d.take(8))) }
