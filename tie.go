package demarche

import (
	"slices"
	"strings"
)

// Tie says what a story is to an earlier one that it follows.
type Tie string

const (
	TieReply       Tie = "reply"       // a statement of somebody whom the earlier one is about
	TieRemoval     Tie = "removal"     // what was imposed is taken back
	TieExtension   Tie = "extension"   // it is prolonged or changed
	TieLicence     Tie = "licence"     // an exception is made from it
	TieEnforcement Tie = "enforcement" // a court, a prosecutor or a fine
	TieMeasure     Tie = "measure"     // a further measure on the same subject
	TieLetter      Tie = "round-up"    // it is told again in a weekly letter
	TieReport      Tie = "report"      // anything else that names the same
)

// rank orders links by how much they say; a common subject alone says little.
func (l StoryLink) rank() int {
	r := 3
	switch l.Relation {
	case TieReply, TieRemoval, TieExtension, TieLicence, TieEnforcement:
		r = 0
	case TieMeasure:
		r = 1
	case TieReport:
		r = 2
	}
	if len(l.Shared) == 0 && l.Day == "" {
		r += 4
	}
	return r
}

// NearestLinks gives the links that say the most, at most limit, in the order of
// their dates: ascending with sign 1, descending with -1.
func NearestLinks(links []StoryLink, limit, sign int) []StoryLink {
	links = slices.Clone(links)
	slices.SortStableFunc(links, func(a, b StoryLink) int {
		if x, y := a.rank(), b.rank(); x != y {
			return x - y
		}
		return sign * strings.Compare(a.Event.Value, b.Event.Value)
	})
	links = links[:min(len(links), limit)]
	slices.SortStableFunc(links, func(a, b StoryLink) int {
		if c := strings.Compare(a.Event.Value, b.Event.Value); c != 0 {
			return sign * c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return links
}

// Relate says what the story of some items is to the one of earlier items.
func Relate(earlier, later []ItemView) Tie {
	if isLetter(later) {
		return TieLetter
	}
	before := mainKind(earlier)
	switch kind := mainKind(later); kind {
	case "statement", "talks":
		if measureKinds[before] && speaksFor(later, earlier) {
			return TieReply
		}
	case "removal":
		if measureKinds[before] {
			return TieRemoval
		}
	case "amendment":
		if measureKinds[before] {
			return TieExtension
		}
	case "licence":
		if measureKinds[before] {
			return TieLicence
		}
	case "enforcement", "indictment", "arrest", "seizure", "forfeiture", "court":
		return TieEnforcement
	case "designation", "special_measure", "export_control", "law":
		return TieMeasure
	}
	return TieReport
}

// measureKinds are the kinds of action that can be answered, changed or taken back.
var measureKinds = map[ActionKind]bool{"designation": true, "special_measure": true, "export_control": true, "law": true, "amendment": true,
	"removal": true, "licence": true, "enforcement": true, "seizure": true}

// IsMeasure says whether a story is in the main about a measure of an authority.
func IsMeasure(items []ItemView) bool { return measureKinds[mainKind(items)] }

// isLetter says whether most reports of a story are letters about several events.
func isLetter(items []ItemView) bool {
	n := 0
	for _, v := range items {
		text := ""
		if len(v.Revisions) > 0 {
			text = v.Revisions[0].Text
		}
		if IsLetter(v.Headline(), text) {
			n++
		}
	}
	return 2*n > len(items)
}

// mainKind is the main action of most reports of a story; official ones count twice.
func mainKind(items []ItemView) ActionKind {
	weight := map[ActionKind]int{}
	for _, v := range items {
		for _, a := range v.Facts.Actions {
			if !a.Main || a.Kind == "other" {
				continue
			}
			weight[a.Kind]++
			if v.Source.Kind.Official() {
				weight[a.Kind]++
			}
		}
	}
	var best ActionKind
	for _, k := range ActionKinds() {
		if weight[k] > weight[best] {
			best = k
		}
	}
	return best
}

// speaksFor says whether a later story is told by, or about the words of, a state
// that the earlier one is about and that did not act in it.
func speaksFor(later, earlier []ItemView) bool {
	acted, named := map[string]bool{}, map[string]bool{}
	for _, v := range earlier {
		if v.Source.Kind.Official() && v.Source.Country != "" {
			acted[v.Source.Country] = true
		}
		for _, c := range v.Facts.Countries {
			named[c.Code] = true
		}
	}
	for _, v := range later {
		if v.Source.Kind.Official() {
			if named[v.Source.Country] && !acted[v.Source.Country] {
				return true
			}
			continue
		}
		for _, c := range v.Facts.Countries {
			if c.Weight >= speakerWeight && named[c.Code] && !acted[c.Code] {
				return true
			}
		}
	}
	return false
}

// speakerWeight is the share of a report's countries from which the words of one
// may be what it is about.
const speakerWeight = 0.25
