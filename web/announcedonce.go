package web

import (
	"cmp"
	"slices"
	"strings"

	"demarche"
)

// onceDays is how many days apart the release and the notice of one listing may
// be dated.
const onceDays = 3

// announcedSource is another report of an announcement.
type announcedSource struct {
	Item   string `json:"item"`
	On     string `json:"on"`
	Source string `json:"source"`
	Title  string `json:"title"`
	Href   string `json:"-"`
}

// once puts the reports of one announcement together: the release of an authority
// and its notice tell of the same listing of the same party. What was said first
// stands for it, the others are its further sources. The order is kept.
func once(list []demarche.AnnouncedParty) (first []demarche.AnnouncedParty, also [][]announcedSource) {
	at := map[string][]int{} // rows by who does what to whom
	for _, a := range list {
		var keys []string
		who := a.Authority + "\x00" + a.Change + "\x00"
		if a.Entry != nil {
			keys = append(keys, who+a.Entry.Entity.ID)
		}
		keys = append(keys, who+nameWords(a.Entity.Name))
		row := -1
		for _, k := range keys {
			for _, i := range at[k] {
				apart, ok := demarche.DaysBetween(first[i].On, a.On)
				if row < 0 && ok && max(apart, -apart) <= onceDays && !saidBy(first[i], also[i], a.Item) {
					row = i
				}
			}
		}
		if row < 0 {
			row = len(first)
			first, also = append(first, a), append(also, nil)
		} else {
			other := a
			if a.On < first[row].On || a.On == first[row].On && earlier(a.Report, first[row].Report) {
				first[row], other = a, first[row]
			}
			if main := &first[row]; main.Entry == nil && other.Entry != nil { // the other names the party as the list does
				main.Entry, main.NotBefore, main.Lists = other.Entry, other.NotBefore, other.Lists
			}
			also[row] = append(also[row], announcedSource{other.Item, other.On, other.Report.Source, other.Report.Title, itemPath(other.Item)})
		}
		for _, k := range keys {
			if !slices.Contains(at[k], row) {
				at[k] = append(at[k], row)
			}
		}
	}
	return first, also
}

func saidBy(a demarche.AnnouncedParty, also []announcedSource, item string) bool {
	return a.Item == item || slices.ContainsFunc(also, func(s announcedSource) bool { return s.Item == item })
}

// earlier orders reports of one day by their times, then by their ids.
func earlier(a, b demarche.Item) bool {
	return cmp.Or(a.Published.Time.Compare(b.Published.Time), cmp.Compare(a.ID, b.ID)) < 0
}

// nameWords are the words of a name in a fixed order: releases write the family
// name behind, notices before.
func nameWords(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		words[i] = bareName(w)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}
