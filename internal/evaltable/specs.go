package main

// spec is one row: which set, what it asks, which figure of the scorer's line
// counts, what we want and what the best known rival has.
type spec struct {
	set, what, measure, find, goal, rival string
}

// key tells rows apart: a set may ask several things.
func (s spec) key() string { return s.set + " " + s.what }

const (
	exactF1   = `exact .*?F1=([\d.]+)`
	overlapF1 = `overlap .*?F1=([\d.]+)`
	microF1   = `countries micro .*?F1=([\d.]+)`
	valueF1   = `span\+value .*?F1=([\d.]+)`
	timexF1   = `\| value .*?F1=([\d.]+)`
)

var specs = []spec{
	{"article/aeb", "article text, 91 pages", "F1", `F1=([\d.]+)`, "0.970", "rs-trafilatura 0.975"},
	{"article/fundus", "article text, 129 pages of 180 outlets", "F1", `F1=([\d.]+)`, "0.950", "go-trafilatura 0.936"},
	{"article/fundus", "publication date of a page", "right", `date right=([\d.]+)`, "0.970", "go-trafilatura 0.946"},
	{"article/fundus", "title of a page", "right", `title right=([\d.]+)`, "0.900", ""},
	{"article/trafilatura", "article text, wanted and unwanted segments", "F1", `F1=([\d.]+)`, "0.920", "trafilatura 0.924"},
	{"article/trafilatura", "publication date of a page", "right", `date right=([\d.]+)`, "0.900", "go-trafilatura 0.869"},
	{"places/tr_news", "countries of a document", "set F1", microF1, "0.900", ""},
	{"places/geovirus", "countries of a document", "set F1", microF1, "0.900", ""},
	{"places/geowebnews", "countries of a document", "set F1", microF1, "0.900", ""},
	{"places/lgl", "countries of a document, local news", "set F1", microF1, "0.800", ""},
	{"money/news_sentences", "sums in news", "span and value F1", valueF1, "0.970", ""},
	{"money/ms_currency", "sums, Recognizers-Text cases", "span and value F1", valueF1, "0.920", "passes its own"},
	{"money/duckling_en", "sums, Duckling cases", "span and value F1", valueF1, "0.960", "passes its own"},
	{"dates/timebank_aquaint", "dates in news", "span and value F1", timexF1, "0.880", "HeidelTime 0.876"},
	{"dates/ms_datetime", "dates, Recognizers-Text cases", "span and value F1", timexF1, "0.850", "passes its own"},
	{"ner/re3d", "people, organisations, places: security and defence", "overlap F1", overlapF1, "0.650", "spaCy en_core_web_md 0.517"},
	{"ner/conll03_testb", "people, organisations, places: newswire", "exact F1", exactF1, "0.720", "spaCy en_core_web_md 0.605"},
	{"ner/wikigold", "people, organisations, places: encyclopaedia", "exact F1", exactF1, "0.720", "spaCy en_core_web_md 0.559"},
	{"ner/gmb", "people, organisations, places: held-out tenth of the training news", "exact F1", exactF1, "0.850", "spaCy en_core_web_md 0.687"},
	{"treasury/designees", "who is newly listed in Treasury releases", "F1", `designees .*?F1=([\d.]+)`, "0.900", "10 of 33 outputs of a language model needed hand edits"},
	{"treasury/designees", "type of designee", "right", `type right=([\d.]+)`, "0.950", ""},
	{"treasury/designees", "country of designee", "right", `country right=([\d.]+)`, "0.850", ""},
	{"names/name_pairs", "same name or not, threshold 0.7", "F1", `@0\.7 .*?F1=([\d.]+)`, "0.850", "OpenSanctions logic-v2 0.799"},
	{"cluster/ecbplus", "reports of the same event", "B³ F1", `B3 .*?F1=([\d.]+)`, "0.930", "TF-IDF single pass 0.874"},
	{"search/ecbplus", "search, match=any", "MAP", `MAP=([\d.]+)`, "0.840", "BM25 0.812"},
}
