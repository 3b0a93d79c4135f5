package main

import (
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
		if publisher != "" || !measures[a.Kind] {
			return publisher
		}
		if code := actorCode(a.Actor); authorities[code] {
			return code
		}
	}
	return publisher
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
