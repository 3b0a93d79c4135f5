package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"demarche"
)

var helpExample = regexp.MustCompile(`<tr><td><a href="(/search\?[^"]*)"><code>`)

// helpExamplesFind: every example of the help page finds something.
func helpExamplesFind(d dayOne) (faults []string) {
	resp, err := http.Get(d.url + "/help/search")
	if err != nil {
		return []string{err.Error()}
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		return []string{err.Error()}
	}
	found := helpExample.FindAllStringSubmatch(string(page), -1)
	if len(found) < 40 {
		faults = append(faults, fmt.Sprintf("%d examples", len(found)))
	}
	for _, m := range found {
		u, err := url.Parse(html.UnescapeString(m[1]))
		if err != nil {
			return []string{err.Error()}
		}
		if q := u.Query().Get("q"); d.search(q).Total == 0 {
			faults = append(faults, q+" finds nothing")
		}
	}
	return faults
}

// namesInAllSpellings: a name is found however it is spelt, and the hits show it.
func namesInAllSpellings(d dayOne) (faults []string) {
	for _, group := range [][]string{{"Putin", "Путин", "Poutine"}, {"Garantex", "Гарантекс"}, {"Trump", "Трамп"},
		{"Kim Jong Un", "김정은", "金正恩", "Ким Чен Ын"}, {"Lazarus Group", "라자루스 그룹"}} {
		var first []string
		for i, name := range group {
			var ids []string
			for _, h := range d.search(name).Hits {
				ids = append(ids, h.ID)
				if h.Snippet != "" && !strings.Contains(h.Snippet+h.Marked, "<mark>") {
					faults = append(faults, fmt.Sprintf("%s: nothing is marked in %q", name, h.Title))
				}
			}
			slices.Sort(ids)
			if i == 0 {
				first = ids
			}
			if len(ids) == 0 || !slices.Equal(ids, first) {
				faults = append(faults, fmt.Sprintf("%s finds %d items, %s %d", name, len(ids), group[0], len(first)))
			}
		}
	}
	return faults
}

// whatWasMeant: misspelt words and values are told what they may have been.
func whatWasMeant(d dayOne) (faults []string) {
	for q, want := range map[string]string{
		"sanktions": "sanctions", "desgnation country:KP": "designation country:KP", "pyonyang": "pyongyang",
		"source:demo-treasry": "source:demo-treasury", "entity:Lazerus": "lazarus", "tag:CYBER5": "tag:CYBER4",
	} {
		res := d.search(q)
		if res.Total > 0 || !slices.ContainsFunc(res.Meant, func(s demarche.Suggestion) bool {
			return strings.Contains(strings.ToLower(s.Query), strings.ToLower(want)) && d.search(s.Query).Total == s.Count
		}) {
			faults = append(faults, fmt.Sprintf("%s: %d found, %v, want %s", q, res.Total, res.Meant, want))
		}
	}
	for q, want := range map[string]string{
		"sanc": "sanctions", "country:nor": "country:KP", "entity:laz": "entity:", "source:demo-tr": "source:demo-treasury", "act": "action:", "tag:cy": "tag:CYBER4",
	} {
		var got struct{ Suggestions []demarche.Completion }
		d.get("/api/v1/suggest", url.Values{"q": {q}}, &got)
		if !slices.ContainsFunc(got.Suggestions, func(c demarche.Completion) bool { return strings.HasPrefix(c.Query, want) }) {
			faults = append(faults, fmt.Sprintf("%s may go on as %v, want %s", q, got.Suggestions, want))
		}
	}
	return faults
}

// entityByAnyName: an entity is found by name, alias and id, and in a filter.
func entityByAnyName(d dayOne) (faults []string) {
	want := d.search(`entity:"Kim Jong Un"`).Total
	for _, name := range []string{"kp-kim-jong-un", "김정은", "kim jong-un"} {
		if got := d.search(demarche.Term{Field: "entity", Text: name}.String()).Total; got != want || got == 0 {
			faults = append(faults, fmt.Sprintf("entity:%s finds %d, by the name %d", name, got, want))
		}
		var res demarche.Results
		d.get("/api/v1/search", url.Values{"entity": {name}}, &res)
		if res.Total != want {
			faults = append(faults, fmt.Sprintf("entity=%s finds %d, by the name %d", name, res.Total, want))
		}
	}
	return faults
}
