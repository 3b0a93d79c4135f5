package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"demarche"
)

// storyNames are the people, organisations and vehicles of a story, those in the
// most items first. One party is named once: by its entity, and a surname alone
// stands for the only full name that ends with it. What is no party, such as the
// title of a notice, a law or a trade, is left out.
func storyNames(items []demarche.ItemView) []storyName {
	out := []storyName{}
	at := map[string]int{}
	in := []map[int]bool{} // the items that name it
	for n, v := range items {
		linked := map[int]demarche.Link{}
		for _, l := range v.Links {
			linked[l.Mention] = l
		}
		for i, m := range v.Facts.Mentions {
			if !m.Kind.IsName() || m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation {
				continue
			}
			name := cmp.Or(m.Name, m.Text)
			l, ok := linked[i]
			if !ok && !isParty(name) {
				continue
			}
			key, entity := "name "+strings.ToLower(name), ""
			if ok {
				entity = "entity " + l.Entity
			}
			j, known := at[entity]
			if !known || entity == "" {
				j, known = at[key]
			}
			if !known {
				j = len(out)
				out, in = append(out, storyName{Name: name, Kind: m.Kind}), append(in, map[int]bool{})
			}
			at[key] = j
			if entity != "" {
				at[entity] = j
			}
			in[j][n] = true
			if ok && (out[j].Entity == "" || out[j].Status == demarche.LinkPossible) {
				out[j].Entity, out[j].Status = l.Entity, l.Status
			}
			if shouted(out[j].Name) && !shouted(name) {
				out[j].Name = name
			}
		}
	}
	joinSurnames(out, in)
	var kept []storyName
	for j, name := range out {
		if name.Items = len(in[j]); name.Items == 0 {
			continue
		}
		name.Href = "/search?q=" + url.QueryEscape(quoted(name.Name))
		if name.Entity != "" && name.Status != demarche.LinkPossible {
			name.Href = entityPath(name.Entity)
		}
		kept = append(kept, name)
	}
	slices.SortStableFunc(kept, func(a, b storyName) int { return b.Items - a.Items })
	return append([]storyName{}, kept...)
}

// joinSurnames adds the items of a part of a person's name to the only full name
// that ends with it.
func joinSurnames(names []storyName, in []map[int]bool) {
	for j, part := range names {
		if part.Kind != demarche.MentionPerson || part.Entity != "" {
			continue
		}
		full, n := -1, 0
		for k, name := range names {
			if k != j && name.Kind == demarche.MentionPerson && strings.HasSuffix(strings.ToLower(name.Name), " "+strings.ToLower(part.Name)) {
				full, n = k, n+1
			}
		}
		if n != 1 {
			continue
		}
		for item := range in[j] {
			in[full][item] = true
		}
		clear(in[j])
	}
}

// shouted says whether a name stands in capitals alone, as in lists.
func shouted(name string) bool {
	letters := 0
	for _, r := range name {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 6
}

// documentWords are the last words of names that are no party's but a document's, a law's, a list's.
var documentWords = []string{"update", "updates", "list", "lists", "nationals", "notice", "notices", "bulletin", "newsletter", "release", "releases", "statement", "report", "reports", "sheet",
	"memorandum", "regulation", "regulations", "act", "order", "resolution", "treaty", "agreement", "convention", "protocol", "action", "licence", "licences", "license", "licenses",
	"designation", "designations", "sanctions", "removal", "removals", "question", "questions", "announcement", "communiqué", "decree", "law", "code", "programme", "advisory"}

// trades are words that name what somebody does, and bodies that stand for any one
// of their kind when they stand alone.
var trades = []string{"editor", "editors", "spokesman", "spokeswoman", "spokesperson", "reporter", "correspondent", "minister", "president", "chairman", "director", "secretary", "ambassador",
	"official", "officials", "author", "staff", "press", "contact", "media", "today", "high", "union", "council", "commission", "parliament", "department", "ministry", "government", "committee",
	"court", "office", "agency", "authority", "authorities", "board", "police", "army", "navy", "bank", "company", "group", "state", "rat", "kommission", "conseil", "consejo", "comisión", "совет", "правительство"}

// isParty says whether a name that is tied to no entity can be a party's.
func isParty(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:/()", r) })
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return !slices.Contains(documentWords, last) && (len(words) > 1 || !slices.Contains(trades, last))
}
