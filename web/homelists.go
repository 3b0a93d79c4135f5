package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
)

// listDay is what changed on one list in one issue, on the first page: an issue
// may bring hundreds of changes, each an item of its own.
type listDay struct {
	List, Name string
	Day        string // the list's own date, else the day it was seen
	Counts     []listCount
	Names      []string // the first few
	More       int
	Href       string
}

type listCount struct {
	Mark, Words string
	Count       int
}

const (
	homeListDays  = 14
	homeListNames = 5
	homeListRows  = 6
	homeListMost  = 2000 // changes counted
)

// homeLists tells what changed on the lists lately, issue by issue.
func (s *Server) homeLists(ctx context.Context, lists []demarche.ListState) ([]listDay, error) {
	changes, err := s.cfg.ListChanges(ctx, demarche.ChangeQuery{Since: s.cfg.Now().UTC().AddDate(0, 0, -homeListDays).Format(time.DateOnly), Limit: homeListMost})
	if err != nil {
		return nil, fmt.Errorf("changes of lists: %w", err)
	}
	var out []listDay
	for _, c := range changes {
		day := cmp.Or(c.On, c.Seen.UTC().Format(time.DateOnly))
		i := slices.IndexFunc(out, func(d listDay) bool { return d.List == c.List && d.Day == day })
		if i < 0 {
			d := listDay{List: c.List, Name: c.List, Day: day, Href: "/lists/changes?" + url.Values{"list": {c.List}, "since": {day}}.Encode()}
			if k := slices.IndexFunc(lists, func(st demarche.ListState) bool { return st.ID == c.List }); k >= 0 {
				d.Name = cmp.Or(lists[k].Name, c.List)
			}
			i, out = len(out), append(out, d)
		}
		out[i].count(c)
	}
	slices.SortStableFunc(out, func(a, b listDay) int { return cmp.Compare(b.Day, a.Day) })
	return out[:min(len(out), homeListRows)], nil
}

func (d *listDay) count(c demarche.Change) {
	words := string(c.Kind)
	i := slices.IndexFunc(d.Counts, func(n listCount) bool { return n.Words == words })
	if i < 0 {
		i, d.Counts = len(d.Counts), append(d.Counts, listCount{Mark: actionMark(c.Kind), Words: words})
	}
	d.Counts[i].Count++
	if len(d.Names) < homeListNames {
		d.Names = append(d.Names, c.Name)
	} else {
		d.More++
	}
}

// withoutListItems narrows a query to items that are no changes of lists.
func withoutListItems(q demarche.Query, lists []demarche.ListState) (demarche.Query, error) {
	var words []string
	for _, st := range lists {
		if st.Version != "" {
			words = append(words, "-source:"+st.ID)
		}
	}
	if len(words) == 0 {
		return q, nil
	}
	text := strings.Join(words, " ")
	expr, err := demarche.ParseExpr(text)
	if err != nil {
		return q, fmt.Errorf("leave out changes of lists: %w", err)
	}
	q.Text, q.Expr = text, expr
	return q, nil
}
