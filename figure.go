package demarche

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Figure is one sum or count as one text gives it, with who says it and what it covers.
type Figure struct {
	Item       string     `json:"item"`
	Story      string     `json:"story,omitempty"`
	Source     string     `json:"source"`
	SourceName string     `json:"source_name"`
	Kind       SourceKind `json:"kind"`
	Lang       string     `json:"lang,omitempty"`
	Published  string     `json:"published,omitempty"`
	Mention    int        `json:"mention"` // index into Facts.Mentions; NoMention for a count

	Text      string `json:"text"`
	Value     string `json:"value"`
	Max       string `json:"max,omitempty"`
	Currency  string `json:"currency,omitempty"`
	Unit      string `json:"unit,omitempty"` // of a count: people, vessels, accounts …
	Qualifier string `json:"qualifier,omitempty"`
	USD       string `json:"usd,omitempty"` // at the rate of the day of the event or of publication
	Role      string `json:"role,omitempty"`

	Period     string `json:"period,omitempty"` // ISO 8601 duration it covers, where only its length is said
	From       string `json:"from,omitempty"`   // first civil day it covers, where the sentence says so
	Until      string `json:"until,omitempty"`  // last civil day, inclusive
	Cumulative bool   `json:"cumulative,omitempty"`

	Speaker  string   `json:"speaker"`          // who says so: named in the sentence, else the source
	Quoted   bool     `json:"quoted,omitempty"` // the speaker is named in the sentence
	Sentence string   `json:"sentence,omitempty"`
	Names    []string `json:"-"` // names in the sentence
}

// Covers says what time a figure covers, in a form that is equal for figures
// that cover the same; "" when the text does not say.
func (f Figure) Covers() string {
	if f.From != "" {
		return f.From + "/" + f.Until
	}
	return f.Period
}

// maxFigureSentence is the longest sentence, in code points, that is quoted whole.
const maxFigureSentence = 500

// Figures lists the sums that an item's newest text names, in order, without
// those that have no exact value.
func Figures(v ItemView) []Figure {
	if len(v.Revisions) == 0 {
		return nil
	}
	text := []rune(v.Revisions[0].Text)
	var out []Figure
	for i, m := range v.Facts.Mentions {
		if m.Kind != MentionAmount || m.Value == "" || m.Start < 0 || m.End > len(text) || m.Start >= m.End {
			continue
		}
		f := Figure{Item: v.Item.ID, Story: v.Story, Source: v.Item.Source, SourceName: v.Source.Name, Kind: v.Source.Kind, Lang: v.Facts.Lang,
			Published: v.Item.Published.Stamp(), Mention: i, Text: m.Text, Value: m.Value, Max: m.Max, Currency: m.Currency, Qualifier: m.Qualifier,
			USD: m.USD, Role: m.Role, Period: m.Period, Cumulative: m.Cumulative}
		if f.SourceName == "" {
			f.SourceName = f.Source
		}
		s := sentenceOf(text, v.Facts.Mentions, m)
		s.readPeriod(&f)
		f.Speaker, f.Quoted = s.speaker()
		if !f.Quoted {
			f.Speaker = f.SourceName
		}
		for _, n := range s.inside {
			if n.Kind.IsName() && n.Kind != MentionCountry && n.Kind != MentionLocation {
				f.Names = append(f.Names, nameOf(n))
			}
		}
		f.Cumulative = f.Cumulative || s.sinceSomeDay()
		if v.Source.Republish != RepublishNone {
			f.Sentence = s.quote(m)
		}
		out = append(out, f)
	}
	return out
}

func nameOf(m Mention) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Text
}

// sentenceView is the sentence a sum stands in.
type sentenceView struct {
	text       []rune
	start, end int
	amount     Mention
	inside     []Mention // the mentions in the sentence
}

func sentenceOf(text []rune, mentions []Mention, m Mention) sentenceView {
	s := sentenceView{text: text, amount: m}
	s.start, _ = SentenceAt(text, m.Start)
	_, s.end = SentenceAt(text, m.End-1)
	s.start, s.end = min(s.start, m.Start), max(s.end, m.End) // white space at its ends is no part of a sentence
	for _, o := range mentions {
		if o.Start >= s.start && o.End <= s.end && o.Start < o.End {
			s.inside = append(s.inside, o)
		}
	}
	return s
}

// quote is the sentence as text, shortened around the sum when it is long.
func (s sentenceView) quote(m Mention) string {
	from, to, before, after := s.start, s.end, "", ""
	if to-from > maxFigureSentence {
		if m.Start-from > maxFigureSentence/2 {
			from, before = m.Start-maxFigureSentence/2, "…"
		}
		if to-m.End > maxFigureSentence/2 {
			to, after = m.End+maxFigureSentence/2, "…"
		}
	}
	quoted := strings.ReplaceAll(strings.TrimSpace(string(s.text[from:to])), "\n", " ")
	for _, bullet := range []string{"- ", "– ", "• ", "* "} {
		quoted = strings.TrimPrefix(quoted, bullet)
	}
	return before + quoted + after
}

// readPeriod finds the time that the sum covers among the dates of its sentence.
// English and its like put it behind the sum ("$1.2 billion in 2024"), Korean,
// Japanese and Chinese before it; a date beyond another sum or an "and" belongs
// to that one. A single day says when something was done and is no period.
func (s sentenceView) readPeriod(f *Figure) {
	behind, before := s.dateBehind(), s.dateBefore()
	first, second := behind, before
	if f.Lang == "ko" || f.Lang == "ja" || f.Lang == "zh" {
		first, second = before, behind
	}
	for _, d := range []*Mention{first, second} {
		if d == nil {
			continue
		}
		switch {
		case d.Value != "" && (f.Period == "" || f.Period == SpanDuration(d.Value, d.Until)):
			f.From, f.Until = d.Value, d.Until
			if f.Until == "" {
				f.Until = d.Value
			}
		case d.Value == "" && f.Period == "":
			f.Period = d.Timex
			f.Cumulative = true
		}
		return
	}
}

// SpanDuration is the ISO 8601 duration between two civil days, both included, in
// whole years, quarters or months ("P1Y", "P3M", "P9M"), "" when it is neither.
func SpanDuration(from, until string) string {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, until)
	if errA != nil || errB != nil || !a.Before(b) || a.Day() != 1 {
		return ""
	}
	b = b.AddDate(0, 0, 1)
	months := 12*(b.Year()-a.Year()) + int(b.Month()) - int(a.Month())
	switch {
	case b.Day() != 1 || months < 1:
		return ""
	case months%12 == 0:
		return "P" + strconv.Itoa(months/12) + "Y"
	}
	return "P" + strconv.Itoa(months) + "M"
}

// sinceWords begin what a sum adds up from.
var sinceWords = []string{"since ", "depuis ", "seit ", "desde ", " so far", " to date", "all told"}

// sinceSomeDay says whether the sentence counts from some day on.
func (s sentenceView) sinceSomeDay() bool {
	text := strings.ToLower(string(s.text[s.start:s.end]))
	return slices.ContainsFunc(sinceWords, func(w string) bool {
		i := strings.Index(text, w)
		return i == 0 || i > 0 && (w[0] == ' ' || text[i-1] == ' ')
	})
}

// isPeriod says whether a date can be the time a sum covers.
func isPeriod(m Mention) bool {
	if m.Kind != MentionDate {
		return false
	}
	switch m.Precision {
	case PrecisionYear, PrecisionRange, PrecisionMonth, PrecisionQuarter, PrecisionSeason, PrecisionWeek, PrecisionDecade:
		return m.Value != ""
	case PrecisionDuration:
		return len(m.Timex) > 2 && m.Timex[0] == 'P' && m.Timex[1] != 'T'
	}
	return false
}

func (s sentenceView) dateBehind() *Mention {
	for i := range s.inside {
		m := &s.inside[i]
		if m.Start < s.amount.End {
			continue
		}
		if m.Kind == MentionAmount || joins(string(s.text[s.amount.End:m.Start])) {
			return nil
		}
		if isPeriod(*m) {
			return m
		}
	}
	return nil
}

func (s sentenceView) dateBefore() *Mention {
	for i := range s.inside {
		m := &s.inside[len(s.inside)-1-i]
		if m.End > s.amount.Start {
			continue
		}
		if m.Kind == MentionAmount {
			return nil
		}
		if isPeriod(*m) {
			return s.joined(m)
		}
	}
	return nil
}

// joined widens a month by the month that it is the end of: "2025년 1월부터 9월".
func (s sentenceView) joined(end *Mention) *Mention {
	for i := range s.inside {
		m := &s.inside[i]
		if isPeriod(*m) && m.End <= end.Start && end.Start-m.End <= 3 && m.Precision == PrecisionMonth && end.Precision == PrecisionMonth &&
			m.Value < end.Value && len(m.Value) == len(end.Value) && m.Value[:min(4, len(m.Value))] == end.Value[:min(4, len(end.Value))] {
			wide := *end
			wide.Value, wide.Precision = m.Value, PrecisionRange
			return &wide
		}
	}
	return end
}

// joins says whether the words between a sum and a date part them.
func joins(between string) bool {
	return strings.Contains(between, ", and ") || strings.Contains(between, " and ") || strings.Contains(between, ";") ||
		strings.Contains(between, " et ") || strings.Contains(between, " und ") || strings.Contains(between, " while ")
}

// sayers are the verbs, by their first letters, that make what stands before
// them a speaker: English, French, German, Spanish, Russian.
var sayers = []string{"say", "said", "estimat", "report", "put", "count", "found", "find", "attribut", "calculat", "alleg", "claim", "believ", "announc", "confirm",
	"track", "reckon", "assess", "accus",
	"affirm", "estim", "annonc", "indiqu", "chiffr", "évalu", "sagt", "schätz", "meld", "bezif", "dice", "dijo", "afirm", "calcul", "заяв", "сообщ", "оцен", "утвержд"}

// accordings come right before a speaker.
var accordings = []string{"according to", "according to the", "attributed by", "said by", "figures from", "data from", "analysts of", "analysts at", "report of", "report of the",
	"report by", "estimates by", "per", "selon", "selon le", "selon la", "selon l’", "selon l'", "d’après", "laut", "según", "según el", "según la", "согласно", "по данным"}

// afters come right behind a speaker in Korean and Japanese.
var afters = []string{"에 따르면", "에 의하면", "은 ", "는 ", "によると"}

// speaker is who the sentence says gives the sum: the nearest person or
// organisation that stands with a word of saying.
func (s sentenceView) speaker() (string, bool) {
	best, distance := "", 1<<30
	for _, m := range s.inside {
		if m.Kind != MentionPerson && m.Kind != MentionOrganisation || !s.speaks(m) {
			continue
		}
		d := m.Start - s.amount.End
		if m.End <= s.amount.Start {
			d = s.amount.Start - m.End
		}
		if s.goesOn(m) { // "the Treasury names Acme and Bolt, and says": the first name says so
			first, ok := s.subject()
			if !ok {
				continue
			}
			m = first
		}
		if d < distance {
			best, distance = nameOf(m), d
		}
	}
	if best == "" {
		best = s.unnamed()
	}
	return best, best != ""
}

// goesOn says whether the verb behind a name is a further one of the sentence's
// subject, which a comma and an "and" part from the name.
func (s sentenceView) goesOn(m Mention) bool {
	behind := string(s.text[m.End:min(s.end, m.End+8)])
	return strings.HasPrefix(behind, ", and ") || strings.HasPrefix(behind, ", und ") || strings.HasPrefix(behind, ", et ") || strings.HasPrefix(behind, ", y ")
}

// subject is the person or organisation that the sentence begins with; false when
// its first name stands behind a comma.
func (s sentenceView) subject() (Mention, bool) {
	i := slices.IndexFunc(s.inside, func(m Mention) bool { return m.Kind == MentionPerson || m.Kind == MentionOrganisation })
	if i < 0 || strings.Contains(string(s.text[s.start:s.inside[i].Start]), ",") {
		return Mention{}, false
	}
	return s.inside[i], true
}

// afterwards begin a clause that tells what went before, not who gives a sum.
var afterwards = []string{"after", "when", "before", "once", "as soon as", "nachdem", "bevor", "après que", "después de que", "после того, как"}

// aside says whether a name behind the sum is the subject of a clause of time:
// "$19 billion was lost after President Novak announced tariffs".
func (s sentenceView) aside(m Mention) bool {
	if m.Start < s.amount.End {
		return false
	}
	words := strings.Fields(strings.ToLower(string(s.text[s.amount.End:m.Start])))
	near := " " + strings.Join(words[max(0, len(words)-4):], " ")
	return slices.ContainsFunc(afterwards, func(w string) bool {
		i := strings.LastIndex(near, " "+w)
		return i >= 0 && !strings.ContainsAny(near[i:], ",;") && (i+1+len(w) == len(near) || near[i+1+len(w)] == ' ')
	})
}

// speaks says whether the words around a name make it a speaker.
func (s sentenceView) speaks(m Mention) bool {
	if s.aside(m) {
		return false
	}
	before := strings.ToLower(strings.TrimRight(string(s.text[s.start:m.Start]), " (“\""))
	for _, a := range accordings {
		if strings.HasSuffix(before, a) {
			return true
		}
	}
	behind := string(s.text[m.End:min(s.end, m.End+60)])
	if rest, ok := strings.CutPrefix(behind, ", "); ok { // "Tracewell, to be complete, puts …"
		if i := strings.Index(rest, ", "); i >= 0 {
			behind = rest[i+1:]
		}
	}
	for _, a := range afters {
		if strings.HasPrefix(behind, a) && m.End <= s.amount.Start {
			return true
		}
	}
	if i := strings.Index(behind, ", and "); i > 0 { // what follows goes on with the subject
		behind = behind[:i]
	}
	passive := false // "are said to have …" is no saying of theirs
	for i, w := range strings.FieldsFunc(strings.ToLower(behind), func(r rune) bool { return !unicode.IsLetter(r) && r != '’' }) {
		if i >= 4 || strings.HasPrefix(strings.TrimSpace(behind), ",") && i >= 2 {
			break
		}
		if !passive && slices.ContainsFunc(sayers, func(stem string) bool { return strings.HasPrefix(w, stem) }) {
			return true
		}
		passive = beings[w]
	}
	return false
}

var beings = map[string]bool{"is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "being": true}

// unnamed finds a speaker that no mention marks: the words with a capital that
// follow "according to" and its like ("Selon le Trésor").
func (s sentenceView) unnamed() string {
	text := string(s.text[s.start:s.amount.Start])
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return ""
	}
	for _, a := range accordings[:2] {
		if name := capitals(lower, text, a); name != "" {
			return name
		}
	}
	for _, a := range []string{"selon le", "selon la", "selon", "d’après", "laut", "según el", "según la", "según", "согласно", "по данным"} {
		if name := capitals(lower, text, a); name != "" {
			return name
		}
	}
	return ""
}

// capitals are the words with a capital right behind a word of text.
func capitals(lower, text, after string) string {
	i := strings.Index(lower, after+" ")
	if i < 0 || i > 0 && text[i-1] != ' ' {
		return ""
	}
	var name []string
	for _, w := range strings.Fields(text[i+len(after):]) {
		bare := strings.TrimRight(w, ",;:.")
		if r, _ := utf8.DecodeRuneInString(bare); !unicode.IsUpper(r) || len(name) == 4 {
			break
		}
		name = append(name, bare)
		if bare != w {
			break
		}
	}
	return strings.Join(name, " ")
}
