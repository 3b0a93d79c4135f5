package crawler

import (
	"fmt"
	"strings"
	"time"

	"demarche"
)

// The patience of Judge with sources whose pace is not known.
const (
	quietFloor  = 72 * time.Hour // offices rest at weekends
	silentFloor = 14 * 24 * time.Hour
	unknownPace = 7 * 24 * time.Hour
)

// Judge sums up a source: its state and a sentence that says why and what to
// do. It is a pure function of what is recorded.
func Judge(h demarche.SourceHealth, now time.Time) (demarche.HealthState, string) {
	if !h.Source.Enabled {
		if h.Source.Reason == "" {
			return demarche.HealthDisabled, "Switched off in its file."
		}
		return demarche.HealthDisabled, h.Source.Reason
	}
	last := newestByFeed(h.Fetches)
	if len(last) == 0 {
		return demarche.HealthWaiting, "Not asked yet; its first turn comes within minutes while the program runs."
	}
	if f, ok := worst(last, h, now); ok {
		return stateOf(f.Class), failureWhy(f, h, len(last))
	}
	if len(h.Source.Feeds) > 0 && h.Items == 0 && h.LastItem.IsZero() {
		return demarche.HealthQuiet, "It answers, but has never listed a report. An empty feed can be right; look at the address in a browser."
	}
	return cadence(h, now)
}

// newestByFeed keeps the newest record of each feed that tells how it is. A
// good answer for which no report page was fetched does not say that report
// pages are well again once their layout has changed.
func newestByFeed(fetches []demarche.Fetch) []demarche.Fetch {
	at := map[string]int{}
	settled := map[string]bool{}
	var out []demarche.Fetch
	for _, f := range fetches {
		i, met := at[f.Feed]
		switch {
		case !met:
			at[f.Feed] = len(out)
			out = append(out, f)
		case !settled[f.Feed] && f.Class == demarche.FetchChanged && f.Pages > 0:
			out[i] = f
		}
		settled[f.Feed] = settled[f.Feed] || !f.Class.OK() || f.Pages > 0
	}
	return out
}

// worst gives the failure that matters most, if any does. A passing failure
// counts once it has happened twice, or when the source never answered.
func worst(last []demarche.Fetch, h demarche.SourceHealth, now time.Time) (demarche.Fetch, bool) {
	var out demarche.Fetch
	found := false
	for _, f := range last {
		if f.Class.OK() || passing(f.Class) && !h.LastOK.IsZero() && failuresInARow(h.Fetches, f.Feed) < 2 && now.Sub(h.LastOK) < maxPoll {
			continue
		}
		if !found || !passing(f.Class) && passing(out.Class) {
			out, found = f, true
		}
	}
	return out, found
}

func passing(c demarche.FetchClass) bool {
	switch c {
	case demarche.FetchServer, demarche.FetchTimeout, demarche.FetchDNS, demarche.FetchNetwork, demarche.FetchTLS:
		return true
	}
	return false
}

func failuresInARow(fetches []demarche.Fetch, feed string) int {
	n := 0
	for _, f := range fetches {
		if f.Feed != feed {
			continue
		}
		if f.Class.OK() {
			return n
		}
		n++
	}
	return n
}

func stateOf(c demarche.FetchClass) demarche.HealthState {
	switch c {
	case demarche.FetchBlocked, demarche.FetchRobots:
		return demarche.HealthBlocked
	case demarche.FetchMoved, demarche.FetchGone:
		return demarche.HealthMoved
	case demarche.FetchChanged, demarche.FetchHTML, demarche.FetchUnparseable:
		return demarche.HealthChanged
	}
	return demarche.HealthFailing
}

// failureWhy says what happened, since when, and the way out.
func failureWhy(f demarche.Fetch, h demarche.SourceHealth, feeds int) string {
	var b strings.Builder
	if feeds > 1 {
		fmt.Fprintf(&b, "Feed %s: ", f.Feed)
	}
	what := f.Error
	if what == "" {
		what = "the last answer was of class " + string(f.Class)
	}
	b.WriteString(strings.TrimRight(what, ".") + ". ")
	if h.LastOK.IsZero() {
		b.WriteString("It has never answered well. ")
	} else {
		fmt.Fprintf(&b, "Last good answer %s. ", h.LastOK.UTC().Format("2006-01-02 15:04 MST"))
	}
	advice := f.Advice
	if advice == "" {
		advice = Advice(f.Class)
	}
	b.WriteString(advice)
	return strings.TrimSpace(b.String())
}

// cadence compares how long nothing new has come with the source's pace.
func cadence(h demarche.SourceHealth, now time.Time) (demarche.HealthState, string) {
	if h.LastItem.IsZero() {
		return demarche.HealthOK, ""
	}
	pace, how := expected(h)
	idle := now.Sub(h.LastItem)
	said := fmt.Sprintf("Nothing new for %s; usual is a report every %s (%s). ", days(idle), days(pace), how)
	switch {
	case idle > max(6*pace, silentFloor):
		return demarche.HealthSilent, said + "It answers all the same: look in a browser whether its reports now appear elsewhere, and change the address if so."
	case idle > max(2*pace, quietFloor):
		return demarche.HealthQuiet, said + "Nothing to do yet; it counts as silent after " + days(max(6*pace, silentFloor)) + "."
	}
	return demarche.HealthOK, ""
}

// expected is the usual time between reports: as its file says, else learned
// from the last 30 days, in which days with reports are counted.
func expected(h demarche.SourceHealth) (time.Duration, string) {
	if d, err := time.ParseDuration(h.Source.Cadence); err == nil && d > 0 {
		return d, "as its file says"
	}
	first, active := -1, 0
	for i, n := range h.Daily {
		if n > 0 {
			if first < 0 {
				first = i
			}
			active++
		}
	}
	if active < 3 {
		return unknownPace, "not yet learned"
	}
	return time.Duration(len(h.Daily)-first) * 24 * time.Hour / time.Duration(active), "learned"
}

func days(d time.Duration) string {
	switch h := d.Hours(); {
	case h < 1.5:
		return fmt.Sprintf("%.0f minutes", d.Minutes())
	case h < 48:
		return fmt.Sprintf("%.0f hours", h)
	default:
		return fmt.Sprintf("%.0f days", h/24)
	}
}
