package pipeline

import (
	"strings"

	"demarche"
	"demarche/lists"
)

// licences are the general licences that the releases and notices among works
// issue, replace or name, by item. What others write about licences is news, not
// the word of the authority.
func licences(works []*work) map[string][]demarche.Licence {
	out := map[string][]demarche.Licence{}
	for _, w := range works {
		if !w.Source.Kind.Official() && w.Source.Authority == "" || len(w.Revisions) == 0 || len(w.Changes) > 0 {
			continue
		}
		text := w.Revisions[0].Text
		if all := w.Item.Title + " " + text; !strings.Contains(strings.ToLower(all), "licen") && !strings.Contains(all, "GL") {
			continue
		}
		if found := lists.ReadLicences(w.Item.Title, text); len(found) > 0 {
			out[w.Item.ID] = found
		}
	}
	return out
}
