package date

// language is the lexicon of an alphabetic language other than English.
type language struct {
	words map[string]word
	tense func(f *finder, i, j int) int
}

var languages = map[string]*language{}

func (f *finder) foreign(i int) (when, bool) { return when{}, false }
