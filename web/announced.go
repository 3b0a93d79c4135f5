package web

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"demarche"
)

// announcedView is an announcement with what the lists of its authority say.
type announcedView struct {
	demarche.AnnouncedParty
	Href, Party string // the report, the party's page
	What        string // "listing announced by OFAC on 4 Nov 2025"
	OnList      string // never says more than the dates do
	State       string // on the list, off the list, not on the list, no data
	Also        []announcedSource
}

var changeNouns = map[string]string{"listed": "listing", "removed": "removal", "amended": "amendment"}

const minutes = "2 Jan 2006, 15:04 UTC"

func viewAnnounced(a demarche.AnnouncedParty, lists listNames) announcedView {
	v := announcedView{AnnouncedParty: a, Href: itemPath(a.Item), Party: entityPath(a.Entity.ID),
		What: fmt.Sprintf("%s announced by %s on %s", cmp.Or(changeNouns[a.Change], "change"), a.Authority, civilWords(a.On, "", demarche.PrecisionDay))}
	switch {
	case a.Entry != nil:
		v.Party = entityPath(a.Entry.Entity.ID)
		v.State, v.OnList = entryWords(a, lists)
	case len(a.Lists) > 0:
		v.State, v.OnList = "not on the list", notOnList(a.Lists)
	default:
		v.State, v.OnList = "no data", "no list of this authority was read here"
	}
	return v
}

func notOnList(read []demarche.ListState) string {
	words := "not on"
	for i, st := range read {
		if i > 0 {
			words += ", nor on"
		}
		words += fmt.Sprintf(" %s as of %s", cmp.Or(st.Name, st.ID), st.LastSeen.UTC().Format(minutes))
	}
	return words
}

// entryWords tells how an announcement and the entry of the list meet.
func entryWords(a demarche.AnnouncedParty, lists listNames) (state, words string) {
	e := a.Entry
	if !e.Current() {
		return "off the list", fmt.Sprintf("on the list %s before; %s", lists.of(e.List), endWords(*e))
	}
	if a.Change == "removed" {
		return "on the list", fmt.Sprintf("still on the list %s as of %s", lists.of(e.List), e.LastSeen.UTC().Format(minutes))
	}
	words = "on the list " + lists.of(e.List)
	listed := a.Listed()
	lag, _ := a.LagDays()
	switch {
	case listed == "":
		words += ", which tells no date"
	case a.Change != "listed" || lag < -longBefore:
		words += " since " + civilWords(listed, "", demarche.PrecisionDay)
	default:
		words += " of " + civilWords(listed, "", demarche.PrecisionDay) + ", " + lagWords(lag)
	}
	if a.NotBefore.IsZero() {
		return "on the list", words + "; it was there when the list was first read here, " + e.FirstSeen.UTC().Format(minutes)
	}
	words += "; first seen there " + between(a.NotBefore, e.FirstSeen)
	if least, most, ok := a.LagHours(); ok {
		words += fmt.Sprintf(", %s hours after the report", hourSpan(least, most))
	}
	return "on the list", words
}

// longBefore is the number of days by which an entry is older than an
// announcement that does not bring it: the party is listed once more, or on
// another ground.
const longBefore = 60

// lagWords tells the distance of two civil dates.
func lagWords(days int) string {
	switch {
	case days == 0:
		return "the same day"
	case days < 0:
		return plural(-days, "day", "days") + " before the announcement"
	}
	return plural(days, "day", "days") + " later"
}

// between writes an interval of instants, the day once where it is the same, and
// an interval within one minute as that minute.
func between(a, b time.Time) string {
	a, b = a.UTC(), b.UTC()
	switch {
	case oneMinute(a, b):
		return "at " + b.Format("15:04 UTC on 2 Jan 2006")
	case a.Format(time.DateOnly) == b.Format(time.DateOnly):
		return "between " + a.Format("15:04") + " and " + b.Format("15:04 UTC on 2 Jan 2006")
	}
	return "between " + a.Format("2 Jan 2006, 15:04") + " and " + b.Format(minutes)
}

// oneMinute says whether two instants are written alike.
func oneMinute(a, b time.Time) bool {
	return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// hourSpan writes an interval of hours, one number where both ends are written alike.
func hourSpan(least, most float64) string {
	if hours(least) == hours(most) {
		return hours(least)
	}
	return hours(least) + " to " + hours(most)
}

func hours(h float64) string {
	if math.Abs(h) < 10 {
		return strconv.FormatFloat(h, 'f', 1, 64)
	}
	return strconv.FormatFloat(h, 'f', 0, 64)
}

// announcedPage is the value of /lists/announced.
type announcedPage struct {
	Since   string
	Lags    []lagView
	Rows    []announcedView
	More    bool // older ones were left out
	Showing string
	Next    string // address of the older ones
	Back    string // and of the newest
}

// lagView counts what became of one authority's announcements of listings.
type lagView struct {
	Authority                  string
	Announced, On, Not, NoData int
	Off                        int
	Days                       []int // lags of those on the list, sorted
	Median                     string
	Before, Same, Next, Later  int // days: below 0, 0, 1, more
}

const (
	announcedMost  = 2000 // counted
	announcedShown = 50   // on one page
)

// announcedRows are the announcements that the request asks for.
func (s *Server) announcedRows(ctx context.Context, q url.Values) (rows []announcedView, ask demarche.AnnouncedQuery, more bool, err error) {
	ask = demarche.AnnouncedQuery{Since: q.Get("since"), Until: q.Get("until"), Limit: announcedMost}
	for name, day := range map[string]string{"since": ask.Since, "until": ask.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return nil, ask, false, fmt.Errorf("%s: expected a day such as 2025-11-04, not %q: %w", name, shorten(day, 40), demarche.ErrInvalid)
		}
	}
	list, err := s.cfg.Announced(ctx, ask)
	if err != nil {
		return nil, ask, false, fmt.Errorf("announcements: %w", err)
	}
	lists, err := s.cfg.Lists(ctx)
	if err != nil {
		return nil, ask, false, fmt.Errorf("lists: %w", err)
	}
	names := namesOf(lists)
	first, also := once(list)
	for i, a := range first {
		if who := q.Get("authority"); who == "" || who == a.Authority {
			v := viewAnnounced(a, names)
			v.Also = also[i]
			rows = append(rows, v)
		}
	}
	return rows, ask, len(list) >= announcedMost, nil
}

// quote gives the rows that are shown the sentences that name their parties.
func (s *Server) quote(ctx context.Context, rows []announcedView) error {
	list := make([]demarche.AnnouncedParty, len(rows))
	for i, row := range rows {
		list[i] = row.AnnouncedParty
	}
	if err := s.cfg.QuoteAnnounced(ctx, list); err != nil {
		return fmt.Errorf("sentences of announcements: %w", err)
	}
	for i := range rows {
		rows[i].Sentence = list[i].Sentence
	}
	return nil
}

// announcedPage serves /lists/announced: each announced party beside its list.
func (s *Server) announcedPage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	rows, ask, more, err := s.announcedRows(r.Context(), q)
	if err != nil {
		return err
	}
	p := announcedPage{Since: ask.Since, Lags: lagsOf(rows), More: more, Showing: q.Get("authority")}
	skip, err := strconv.Atoi(cmp.Or(q.Get("skip"), "0"))
	if err != nil || skip < 0 {
		return fmt.Errorf("skip: expected a number, not %q: %w", shorten(q.Get("skip"), 40), demarche.ErrInvalid)
	}
	rows = rows[min(skip, len(rows)):]
	p.Rows = rows
	if len(rows) > announcedShown {
		p.Rows = rows[:announcedShown]
		q.Set("skip", strconv.Itoa(skip+announcedShown))
		p.Next = "/lists/announced?" + q.Encode()
	}
	if skip > 0 {
		q.Del("skip")
		p.Back = "/lists/announced?" + q.Encode()
	}
	if err := s.quote(r.Context(), p.Rows); err != nil {
		return err
	}
	return s.show(w, r, "announced", page{Title: "Announced and listed", Nav: "/lists", Body: p, Twins: twinsOf("/lists/announced", r.URL.RawQuery)[:1]})
}

// lagsOf counts announcements of listings by authority, the most first.
func lagsOf(rows []announcedView) []lagView {
	var out []lagView
	for _, a := range rows {
		if a.Change != "listed" {
			continue
		}
		i := slices.IndexFunc(out, func(l lagView) bool { return l.Authority == a.Authority })
		if i < 0 {
			i = len(out)
			out = append(out, lagView{Authority: a.Authority})
		}
		out[i].count(a)
	}
	for i := range out {
		out[i].finish()
	}
	slices.SortStableFunc(out, func(a, b lagView) int { return b.Announced - a.Announced })
	return out
}

func (l *lagView) count(a announcedView) {
	l.Announced++
	switch a.State {
	case "on the list":
		l.On++
	case "off the list":
		l.Off++
	case "not on the list":
		l.Not++
	default:
		l.NoData++
	}
	days, ok := a.LagDays()
	if !ok || days < -longBefore {
		return
	}
	l.Days = append(l.Days, days)
	switch {
	case days < 0:
		l.Before++
	case days == 0:
		l.Same++
	case days == 1:
		l.Next++
	default:
		l.Later++
	}
}

func (l *lagView) finish() {
	if len(l.Days) == 0 {
		return
	}
	slices.Sort(l.Days)
	l.Median = strconv.Itoa(l.Days[len(l.Days)/2])
}

func (s *Server) announcedJSON(w http.ResponseWriter, r *http.Request) error {
	rows, _, _, err := s.announcedRows(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	if err := s.quote(r.Context(), rows); err != nil {
		return err
	}
	type line struct {
		demarche.AnnouncedParty
		State   string            `json:"state"`
		Words   string            `json:"words"`
		LagDays *int              `json:"lag_days,omitempty"`
		Also    []announcedSource `json:"also,omitempty"`
	}
	out := []line{}
	for _, a := range rows {
		l := line{a.AnnouncedParty, a.State, a.What + "; " + a.OnList, nil, a.Also}
		if days, ok := a.LagDays(); ok {
			l.LagDays = &days
		}
		out = append(out, l)
	}
	return writeJSON(w, map[string]any{"announced": out})
}
