package web

import (
	"context"
	"fmt"
	"html/template"
	"math/big"
	"net/http"
	"strings"

	"demarche"
)

// ledgerPage is the value of /ledger.
type ledgerPage struct {
	Form     searchForm
	Fault    *fault
	Query    string
	Items    int // reports that match
	Read     int // of them, those whose sums are listed
	Count    int // sums
	Again    int // tellings of them in further stories
	Chips    []chip
	Roles    []ledgerRole
	Hidden   int // entries beyond those shown
	Total    bool
	WithSum  string // the same with totals
	NoSum    string
	Search   string
	Timeline string
}

// ledgerRole are the entries of one role.
type ledgerRole struct {
	Title string
	Rows  []ledgerRow
	Sum   string // in words, where a total was asked for
	Parts int
	Again int           // tellings left out because the sum stands in another story already
	Chart template.HTML // what time its sums cover
}

// ledgerRow is one entry on the page.
type ledgerRow struct {
	demarche.LedgerEntry
	By       figureBy
	Covered  string
	USDWords string
	Href     string // of its story
	AlsoBy   int
	Again    []ledgerAgain // other stories that tell it
	Why      string        // why it is not in the total
	In       bool          // it is
}

// ledgerAgain is a story that tells a sum again.
type ledgerAgain struct {
	demarche.LedgerPlace
	By   figureBy
	Href string
}

// ledgerAnswer is the JSON of /ledger.json and /api/v1/ledger.
type ledgerAnswer struct {
	Query   string                 `json:"query"`
	Total   int                    `json:"total"` // reports that match
	Read    int                    `json:"read"`  // of them, those whose sums are listed
	Entries []demarche.LedgerEntry `json:"entries"`
	Totals  []demarche.RoleTotal   `json:"totals,omitempty"` // with total=1
}

const (
	ledgerMost  = 500 // reports whose sums are read
	ledgerShown = 60  // entries of a page; the other formats hold all
)

// ledgerOf reads the sums of the reports that answer a query.
func (s *Server) ledgerOf(ctx context.Context, q demarche.Query) (ledgerAnswer, error) {
	q.Cursor, q.Size, q.Facets, q.Interval, q.Plain = "", demarche.MaxSize, nil, "", true
	a := ledgerAnswer{Entries: []demarche.LedgerEntry{}}
	var figures []demarche.Figure
	var hits []demarche.Hit
	for len(hits) < ledgerMost {
		res, err := s.cfg.Search(ctx, q)
		if err != nil {
			return a, err
		}
		a.Query, a.Total = res.Query, res.Total
		hits = append(hits, res.Hits...)
		if res.Next == "" || len(res.Hits) == 0 || len(hits) >= res.Total {
			break
		}
		q.Cursor = res.Next
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	views, err := s.cfg.Items(ctx, ids)
	if err != nil {
		return a, fmt.Errorf("sums of %d items: %w", len(ids), err)
	}
	a.Read = len(hits)
	for _, h := range hits {
		figures = append(figures, demarche.Figures(views[h.ID])...)
	}
	stories := map[string]demarche.Story{}
	for _, g := range groupStories(hits, demarche.ClockEvent) {
		stories[g.ID] = demarche.Story{ID: g.ID, Title: g.Title, Event: g.Event}
	}
	for i, f := range figures { // an item in no story is a story of its own
		if f.Story == "" {
			figures[i].Story = f.Item
		}
	}
	wanted := wantedFigures(q) // asked last: sums that are not asked for tell which of the others are one
	for _, e := range demarche.NewLedger(figures, stories) {
		if wanted(e.Figure) {
			a.Entries = append(a.Entries, e)
		}
	}
	return a, nil
}

// wantedFigures says which sums a query asks for: where it names amounts, roles
// or currencies, only those, whatever else the reports hold.
func wantedFigures(q demarche.Query) func(demarche.Figure) bool {
	roles, currencies := map[string]bool{}, map[string]bool{}
	var ranges []demarche.AmountRange
	demarche.Walk(q.Expr, func(n demarche.Node) bool {
		switch n := n.(type) {
		case demarche.Not:
			return false
		case demarche.AmountRange:
			ranges = append(ranges, n)
		case demarche.Term:
			switch n.Field {
			case "role":
				roles[strings.ToLower(n.Text)] = true
			case "currency":
				currencies[strings.ToUpper(n.Text)] = true
			}
		}
		return true
	})
	if q.MinUSD != "" || q.MaxUSD != "" {
		ranges = append(ranges, demarche.AmountRange{Min: q.MinUSD, Max: q.MaxUSD})
	}
	return func(f demarche.Figure) bool {
		if len(roles) > 0 && !roles[f.Role] || len(currencies) > 0 && !currencies[f.Currency] {
			return false
		}
		if len(ranges) == 0 {
			return true
		}
		for _, r := range ranges {
			if inRange(f, r) {
				return true
			}
		}
		return false
	}
}

// inRange says whether a figure lies in a range of money.
func inRange(f demarche.Figure, r demarche.AmountRange) bool {
	value := f.USD
	if r.Currency != "" {
		if f.Currency != r.Currency {
			return false
		}
		value = f.Value
	}
	v, ok := new(big.Rat).SetString(value)
	if !ok {
		return false
	}
	if lo, ok := new(big.Rat).SetString(r.Min); ok {
		if c := v.Cmp(lo); c < 0 || c == 0 && r.MinOpen {
			return false
		}
	}
	if hi, ok := new(big.Rat).SetString(r.Max); ok {
		if c := v.Cmp(hi); c > 0 || c == 0 && r.MaxOpen {
			return false
		}
	}
	return true
}

// ledger serves /ledger.
func (s *Server) ledger(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	p := ledgerPage{Form: formOf("/ledger", v), Total: v.Get("total") == "1"}
	if p.Total {
		p.Form.Hidden = append(p.Form.Hidden, option{Value: "1", Label: "total"})
	}
	status := http.StatusOK
	q, err := s.parse("/ledger", v)
	if err == nil {
		err = s.fillLedger(r.Context(), &p, q)
	}
	if err != nil {
		f := faultOf(err)
		if f.Status != http.StatusBadRequest {
			return err
		}
		f.Query = p.Form.Q
		p.Fault, status = &f, f.Status
	}
	title := "Ledger of sums"
	if p.Form.Q != "" {
		title = shorten(p.Form.Q, 60) + " – sums"
	}
	out := page{Title: title, Nav: "/timeline", Bare: true, Body: p}
	if p.Fault == nil {
		twins := shortValues("/ledger", withoutCursor(q))
		if p.Total {
			twins.Set("total", "1")
		}
		all := twinsOf("/ledger", twins.Encode())
		out.Twins = []twin{all[0], all[2]}
	}
	s.render(w, r, status, "ledger", out)
	return nil
}

func (s *Server) fillLedger(ctx context.Context, p *ledgerPage, q demarche.Query) error {
	a, err := s.ledgerOf(ctx, q)
	if err != nil {
		return err
	}
	p.Query, p.Items, p.Read = a.Query, a.Total, a.Read
	p.Chips = s.chips(address{"/ledger", q}, nil)
	plainQuery := withoutCursor(q)
	plainQuery.Size, plainQuery.Sort = 0, ""
	p.Search, p.Timeline, p.NoSum = link("/search", plainQuery), link("/timeline", plainQuery), link("/ledger", plainQuery)
	values := shortValues("/ledger", plainQuery)
	values.Set("total", "1")
	p.WithSum = "/ledger?" + values.Encode()
	why, in := map[string]string{}, map[string]bool{}
	totals := map[string]demarche.RoleTotal{}
	if p.Total {
		for _, t := range demarche.Totals(a.Entries) {
			totals[t.Role] = t
			for _, e := range t.Counted {
				in[entryKey(e)] = true
			}
			for _, e := range t.LeftOut {
				why[entryKey(e.LedgerEntry)] = e.Reason
			}
		}
	}
	for _, e := range a.Entries {
		if e.SameAs != "" { // it stands with the sum it tells again
			p.Again++
			continue
		}
		if p.Count++; p.Count > ledgerShown {
			p.Hidden++
			continue
		}
		n := len(p.Roles)
		title := roleTitle(e.Role, "")
		if n == 0 || p.Roles[n-1].Title != title {
			role := ledgerRole{Title: title}
			if t, ok := totals[e.Role]; ok && len(t.Counted) > 0 {
				role.Sum, role.Parts, role.Again = moneyWords(t.USD), len(t.Counted), t.Again
			}
			p.Roles, n = append(p.Roles, role), n+1
		}
		row := newLedgerRow(e)
		row.Why, row.In = why[entryKey(e)], in[entryKey(e)]
		p.Roles[n-1].Rows = append(p.Roles[n-1].Rows, row)
	}
	for i := range p.Roles {
		var figures []demarche.Figure
		for _, row := range p.Roles[i].Rows {
			figures = append(figures, row.Figure)
		}
		p.Roles[i].Chart = coversChart(fmt.Sprintf("covers%d", i), p.Roles[i].Title, figures)
	}
	return nil
}

func newLedgerRow(e demarche.LedgerEntry) ledgerRow {
	row := ledgerRow{LedgerEntry: e, By: newFigureBy(e.Figure), Covered: coversWords(e.Covers()), Href: storyPath(e.Story), AlsoBy: alsoBy(e)}
	if e.Currency != "USD" && e.USD != "" {
		row.USDWords = moneyWords(e.USD)
	}
	for _, place := range e.AlsoIn {
		row.Again = append(row.Again, ledgerAgain{place, newFigureBy(place.By), storyPath(place.Story)})
	}
	return row
}

func entryKey(e demarche.LedgerEntry) string { return e.Item + " " + count(e.Mention) }

// alsoBy counts the further items that give the same sum.
func alsoBy(e demarche.LedgerEntry) int {
	items := map[string]bool{e.Item: true}
	for _, f := range e.Also {
		items[f.Item] = true
	}
	return len(items) - 1
}

// ledgerJSON serves /ledger.json and /api/v1/ledger.
func (s *Server) ledgerJSON(w http.ResponseWriter, r *http.Request) error {
	q, err := s.parse("/ledger", r.URL.Query())
	if err != nil {
		return err
	}
	a, err := s.ledgerOf(r.Context(), q)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("total") == "1" {
		a.Totals = demarche.Totals(a.Entries)
	}
	return writeJSON(w, a)
}

// ledgerCSV serves /ledger.csv: a line an entry.
func (s *Server) ledgerCSV(w http.ResponseWriter, r *http.Request) error {
	q, err := s.parse("/ledger", r.URL.Query())
	if err != nil {
		return err
	}
	a, err := s.ledgerOf(r.Context(), q)
	if err != nil {
		return err
	}
	why := map[string]string{}
	total := r.URL.Query().Get("total") == "1"
	if total {
		for _, t := range demarche.Totals(a.Entries) {
			for _, e := range t.LeftOut {
				why[entryKey(e.LedgerEntry)] = e.Reason
			}
		}
	}
	rows := figureRows(nil)
	rows[0] = append(rows[0], "event", "event_until", "story_title", "also_in", "counted", "left_out_because", "same_as", "also_in_stories")
	for _, e := range a.Entries {
		counted := ""
		if total && why[entryKey(e)] == "" {
			counted = "yes"
		}
		rows = append(rows, append(figureCells(e.Figure), e.Event.Value, e.Event.Until, e.StoryTitle, count(alsoBy(e)), counted, why[entryKey(e)], e.SameAs, count(len(e.AlsoIn))))
	}
	return writeCSV(w, "ledger", rows)
}
