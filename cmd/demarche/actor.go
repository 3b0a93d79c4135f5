package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/name"
)

// measures are the kinds of action that an authority takes: who acts tells one
// measure from another.
var measures = map[demarche.ActionKind]bool{
	"designation": true, "removal": true, "amendment": true, "licence": true, "enforcement": true, "special_measure": true,
	"export_control": true, "law": true,
}

// actor is the code of the state or body whose measure a text is about, "" when
// the text does not say or tells of something else. publisher is the code of the
// state or body that publishes it, "" for the press: an authority tells of its own
// measures.
func actor(f demarche.Facts, publisher string) string {
	for _, a := range f.Actions {
		if !a.Main {
			continue
		}
		if a.Kind == "statement" && publisher == "" {
			return actorCode(a.Actor)
		}
		if publisher != "" || !measures[a.Kind] {
			return publisher
		}
		if code := actorCode(a.Actor); authorities[code] {
			return code
		}
	}
	return publisher
}

// packages finds a numbered package of measures: the European Union alone numbers
// those that it adopts against Russia.
var packages = regexp.MustCompile(`(?i)\b[0-9]{1,2}(st|nd|rd|th) (EU )?(sanctions? )?package\b|\b[0-9]{1,2}\. (EU-)?Sanktionspaket|\b[0-9]{1,2}-?(e|ème) paquet\b|\b[0-9]{1,2}-?(й|го|му|м) (санкционн\pL+ )?пакет|\b[0-9]{1,2}-?(й|го|му) (санкційн\pL+ )?пакет`)

// packageActor is who adopts the numbered package that the title or the first
// sentence of a text speaks of, "" when they speak of none.
func packageActor(title, text string) string {
	runes := []rune(text)
	_, end := demarche.SentenceAt(runes, 0)
	if packages.MatchString(title) || packages.MatchString(string(runes[:end])) {
		return "EU"
	}
	return ""
}

// leadActor is the one authority that the first sentence of a text names which
// tells of a measure besides something else, "" for none or more: what is written about
// the effects of a measure names who took it.
func leadActor(text string, f demarche.Facts) string {
	told := false
	for _, a := range f.Actions {
		if measures[a.Kind] && a.Main {
			return ""
		}
		told = told || measures[a.Kind]
	}
	if !told {
		return ""
	}
	_, end := demarche.SentenceAt([]rune(text), 0)
	who := ""
	for _, m := range f.Mentions {
		code := ""
		switch {
		case m.Start >= end:
		case m.Kind == demarche.MentionCountry && m.Form != "demonym":
			code = m.Code
		case m.Kind == demarche.MentionOrganisation:
			code = actorCode(m.Name)
		}
		switch {
		case !authorities[code]:
		case who != "" && who != code:
			return ""
		default:
			who = code
		}
	}
	return who
}

// parties are the codes of the states and bodies that a text names, by themselves
// or by an office of theirs.
func parties(f demarche.Facts) []string {
	var out []string
	add := func(code string) {
		if code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	for _, c := range f.Countries {
		add(c.Code)
	}
	for _, a := range f.Actions {
		add(actorCode(a.Actor))
	}
	return out
}

// A text tells of several events when at least severalParts of its paragraphs
// begin, within so many code points, with a day and somebody else.
const severalParts, partOpening = 3, 60

// letterOf says whether a text is a list of events, each with its day.
func letterOf(text string, f demarche.Facts) bool {
	starts := []int{0}
	n := 0
	for _, r := range text {
		n++
		if r == '\n' {
			starts = append(starts, n)
		}
	}
	part := func(at int) (int, bool) { // the paragraph that begins right before
		i, ok := slices.BinarySearch(starts, at)
		if !ok {
			i--
		}
		return i, at-starts[i] <= partOpening
	}
	days, names := map[int]string{}, map[int]string{}
	for _, m := range f.Mentions {
		i, ok := part(m.Start)
		switch {
		case !ok:
		case m.Kind == demarche.MentionDate && m.Precision == demarche.PrecisionDay && days[i] == "":
			days[i] = cmp.Or(m.Value, m.Timex)
		case m.Kind == demarche.MentionCountry && names[i] == "":
			names[i] = m.Code
		case (m.Kind == demarche.MentionOrganisation || m.Kind == demarche.MentionLocation) && names[i] == "":
			names[i] = cmp.Or(m.Name, m.Text)
		}
	}
	who, dates := map[string]bool{}, map[string]bool{}
	for i, d := range days {
		if names[i] != "" {
			who[names[i]], dates[d] = true, true
		}
	}
	return len(who) >= severalParts && len(dates) > 1 || leadOfTwo(text, f)
}

// leadOfTwo says whether the first sentence names two acts: two days, each right
// after somebody else ("the United States on 14 August, the United Kingdom on 20
// August").
func leadOfTwo(text string, f demarche.Facts) bool {
	const near = 12
	_, end := demarche.SentenceAt([]rune(text), 0)
	who, dates := map[string]bool{}, map[string]bool{}
	name, at := "", -near
	for _, m := range f.Mentions {
		switch {
		case m.Start >= end:
		case m.Kind == demarche.MentionCountry:
			name, at = m.Code, m.End
		case m.Kind == demarche.MentionOrganisation && actorCode(m.Name) != "":
			name, at = actorCode(m.Name), m.End
		case m.Kind == demarche.MentionDate && m.Precision == demarche.PrecisionDay && name != "" && m.Start-at <= near:
			who[name], dates[cmp.Or(m.Value, m.Timex)] = true, true
		}
	}
	return len(who) > 1 && len(dates) > 1
}

// authorities are the states and bodies that take measures against others often.
// Those that are mostly their targets are left out: where the text seems to say
// that they act, it has often been misread.
var authorities = map[string]bool{
	"US": true, "GB": true, "EU": true, "UN": true, "AU": true, "CA": true, "CH": true, "JP": true, "KR": true, "NZ": true, "NO": true, "SG": true, "UA": true,
}

func actorCode(who string) string {
	if code, ok := country.Code(who); ok {
		return code
	}
	return bodyCountries()[strings.ToLower(who)]
}

// bodyCountries gives the country of each body of the gazetteer by its names.
var bodyCountries = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, e := range name.Bodies() {
		if len(e.Countries) == 0 {
			continue
		}
		m[strings.ToLower(e.Name)] = e.Countries[0]
		for _, a := range e.Aliases {
			if !a.Weak {
				m[strings.ToLower(a.Name)] = e.Countries[0]
			}
		}
	}
	return m
})

// publisher is the code of the state or body that a source speaks for, "" for the
// press.
func publisher(s demarche.Source) string {
	switch {
	case !s.Kind.Official():
		return ""
	case s.Country == "" && strings.HasPrefix(s.Authority, "UN"):
		return "UN"
	}
	return s.Country
}
