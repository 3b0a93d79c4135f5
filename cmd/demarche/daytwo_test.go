package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
)

// More questions of the kind that TestDayOne asks.

// linked finds a story among the links of another.
func linked(list []demarche.StoryLink, story string) (demarche.StoryLink, bool) {
	i := slices.IndexFunc(list, func(l demarche.StoryLink) bool { return l.ID == story })
	if i < 0 {
		return demarche.StoryLink{}, false
	}
	return list[i], true
}

// timelineAPI is the part of GET /api/v1/timeline that the questions need.
type timelineAPI struct {
	Stories int
	Days    []struct {
		Date    string
		Stories []struct {
			ID, Title string
			Items     []demarche.Hit
			Figures   []demarche.Figure
		}
	}
	Undated []struct{ ID string }
	Zoom    struct {
		Interval string
		Buckets  []struct {
			From  string
			Count int
		}
		Wider, Undated int
	}
	Lanes []struct {
		Days []struct {
			Stories []struct{ ID, Title string }
		}
	}
}

func novemberAsTimeline(d dayOne) (faults []string) {
	var line timelineAPI
	d.get("/api/v1/timeline", url.Values{"country": {"KP"}, "from": {"2025-11-04"}, "to": {"2025-11-06"}, "sort": {"oldest"}, "size": {"50"}}, &line)
	sources, spoken := map[string]bool{}, false
	for i, day := range line.Days {
		if i > 0 && day.Date < line.Days[i-1].Date {
			faults = append(faults, "the days are not in order")
		}
		for _, s := range day.Stories {
			for _, it := range s.Items {
				sources[it.Source] = true
			}
			for _, f := range s.Figures {
				spoken = spoken || f.Value == "3000000000" && f.Speaker != "" && f.Sentence != "" && f.Period == "P3Y"
			}
		}
	}
	for _, want := range []string{"demo-treasury", "demo-ofac", "demo-mfa-pyongyang", "demo-mofa-seoul", "demo-dfat"} {
		if !sources[want] {
			faults = append(faults, "the timeline has nothing of "+want)
		}
	}
	if !spoken {
		faults = append(faults, "the $3 billion stand there without speaker, sentence or period")
	}
	return faults
}

func iranMeasures(d dayOne) (faults []string) {
	stories := map[string]string{}
	for _, source := range []string{"demo-un-record", "demo-council", "demo-fcdo"} {
		h := d.item(d.search("country:IR action:designation since:2025-09-27 until:2025-09-30 source:"+source), source)
		if other := stories[h.Story]; other != "" {
			faults = append(faults, other+" and "+source+" are one story")
		}
		stories[h.Story] = source
	}
	for story, source := range stories {
		s := d.story(story)
		for other, name := range stories {
			_, before := linked(s.Before, other)
			_, after := linked(s.After, other)
			if other != story && !before && !after {
				faults = append(faults, fmt.Sprintf("the measure of %s does not lead to that of %s", source, name))
			}
		}
	}
	return faults
}

func syriaRemovals(d dayOne) (faults []string) {
	un := d.item(d.search("action:removal country:SY source:demo-un-record"), "demo-un-record")
	us := d.item(d.search("action:removal country:SY source:demo-ofac"), "demo-ofac")
	if un.Story == us.Story {
		return []string{"the removals of New York and Washington are one story"}
	}
	if l, ok := linked(d.story(un.Story).After, us.Story); !ok || len(l.Shared) == 0 || l.Relation != demarche.TieRemoval {
		faults = append(faults, fmt.Sprintf("New York's removal leads to Washington's: %v, %+v", ok, l))
	}
	return faults
}

func letters(d dayOne) (faults []string) {
	res := d.search("source:demo-compliance-brief")
	if len(res.Hits) != 3 {
		faults = append(faults, fmt.Sprintf("%d letters, want three", len(res.Hits)))
	}
	for _, h := range res.Hits {
		if s := d.story(h.Story); len(s.Items) != 1 {
			faults = append(faults, fmt.Sprintf("%q is in a story of %d items", h.Title, len(s.Items)))
		}
	}
	release := d.item(d.search("source:demo-treasury on:2025-11-04"), "demo-treasury")
	if !slices.ContainsFunc(d.story(release.Story).After, func(l demarche.StoryLink) bool { return l.Relation == demarche.TieLetter }) {
		faults = append(faults, "the designations do not lead to the letter that tells of them")
	}
	return faults
}

// entriesStandWithReleases asks once the lists' second editions have been read.
func entriesStandWithReleases(d dayOne) (faults []string) {
	story := func(q, source string) storyAPI { return d.story(d.item(d.search(q), source).Story) }
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(300 * time.Millisecond) {
		host := story(`"Media Land" source:demo-treasury`, "demo-treasury")
		faults = slices.Concat(entriesBehind(host, "us-ofac-sdn", 12),
			entriesBehind(story("action:removal country:SY source:demo-un-record", "demo-un-record"), "un-sc", 2),
			entriesBehind(story("action:removal country:SY source:demo-ofac", "demo-ofac"), "us-ofac-sdn", 2))
		if !strings.Contains(host.Title, "Media Land") {
			faults = append(faults, "the notice heads the release: "+host.Title)
		}
		if len(faults) == 0 || time.Now().After(deadline) {
			return faults
		}
	}
}

// entriesBehind says whether a story has so many entries of a list, all behind the
// reports, and its headline from a report.
func entriesBehind(s storyAPI, list string, n int) (faults []string) {
	entries := 0
	for i, it := range s.Items {
		switch {
		case it.Entry && it.Source == list:
			entries++
		case it.Entry:
			faults = append(faults, "an entry of "+it.Source+" in "+s.Title)
		case i > 0 && s.Items[i-1].Entry:
			faults = append(faults, "a report behind an entry of a list in "+s.Title)
		}
		if it.Entry && (it.First || it.Title == s.Title) {
			faults = append(faults, "an entry of a list heads "+s.Title)
		}
	}
	if entries != n {
		faults = append(faults, fmt.Sprintf("%d entries of %s in %q, want %d", entries, list, s.Title, n))
	}
	return faults
}

func mediaLand(d dayOne) (faults []string) {
	s := d.story(d.item(d.search(`"Media Land" source:demo-treasury`), "demo-treasury").Story)
	official := map[string]bool{}
	for _, it := range s.Items {
		if it.Official {
			official[it.Source] = true
		}
	}
	for _, want := range []string{"demo-treasury", "demo-fcdo", "demo-dfat"} {
		if !official[want] {
			faults = append(faults, "the common measure lacks "+want)
		}
	}
	return faults
}

func shapeShift(d dayOne) (faults []string) {
	var ledger struct {
		Entries []demarche.LedgerEntry
		Totals  []demarche.RoleTotal
	}
	d.get("/api/v1/ledger", url.Values{"q": {"ShapeShift source:demo-ofac"}, "total": {"1"}}, &ledger)
	roles := map[string]string{}
	for _, e := range ledger.Entries {
		roles[e.Value] = e.Role
	}
	if roles["750000"] == "" || roles["12600000"] == "" && roles["12570956"] == "" || roles["750000"] == roles["12600000"] {
		faults = append(faults, fmt.Sprintf("roles of the sums: %v", roles))
	}
	for _, t := range ledger.Totals {
		if len(t.Counted) > 1 {
			faults = append(faults, fmt.Sprintf("%s: %d sums of one case are added up", t.Role, len(t.Counted)))
		}
	}
	return faults
}

func princeGroup(d dayOne) (faults []string) {
	october := d.item(d.search(`"Prince Group" source:demo-justice`), "demo-justice")
	seized := d.item(d.search(`"Prince Group" source:demo-straitwire`), "demo-straitwire")
	if l, ok := linked(d.story(october.Story).After, seized.Story); !ok || l.Relation != demarche.TieEnforcement || len(l.Shared) == 0 {
		faults = append(faults, fmt.Sprintf("the indictment leads to the seizure: %v, %+v", ok, l))
	}
	if _, ok := linked(d.story(seized.Story).Before, october.Story); !ok {
		faults = append(faults, "the seizure does not lead back")
	}
	return faults
}

func lukoilLicence(d dayOne) (faults []string) {
	licence := d.item(d.search("action:licence on:2025-11-14 source:demo-ofac"), "demo-ofac")
	deadline := d.item(d.search("Lukoil on:2025-11-20 source:demo-straitwire"), "demo-straitwire")
	october := d.item(d.search("Rosneft source:demo-treasury"), "demo-treasury")
	if licence.Story == deadline.Story {
		faults = append(faults, "the licence and the report of the deadline are one story")
	}
	if licence.Story == october.Story || deadline.Story == october.Story {
		faults = append(faults, "November is one story with October's measure")
	}
	after := d.story(october.Story).After
	if _, ok := linked(after, deadline.Story); !ok {
		faults = append(faults, "the measure does not lead to its deadline")
	}
	if l, ok := linked(after, licence.Story); !ok || l.Relation != demarche.TieLicence {
		faults = append(faults, fmt.Sprintf("the measure leads to its licence: %v, %+v", ok, l))
	}
	return faults
}

func garantexFollowed(d dayOne) (faults []string) {
	us := d.item(d.search("Garantex source:demo-treasury on:2025-08-14"), "demo-treasury")
	uk := d.item(d.search("source:demo-fcdo on:2025-08-20"), "demo-fcdo")
	report := d.item(d.search("A7A5 source:demo-ledgerlens on:2025-08-22"), "demo-ledgerlens")
	if us.Story == uk.Story || uk.Story == report.Story {
		faults = append(faults, "London's measure is one story with Washington's, or with an analysis")
	}
	if l, ok := linked(d.story(us.Story).After, uk.Story); !ok || l.Relation != demarche.TieMeasure || len(l.Shared) == 0 {
		faults = append(faults, fmt.Sprintf("Washington's measure leads to London's: %v, %+v", ok, l))
	}
	return faults
}

func moscowAnswers(d dayOne) (faults []string) {
	answer := d.item(d.search("action:statement source:demo-kremlin-watch on:2025-10-23"), "demo-kremlin-watch")
	s := d.story(answer.Story)
	if !slices.ContainsFunc(s.Before, func(l demarche.StoryLink) bool { return l.Relation == demarche.TieReply }) {
		faults = append(faults, fmt.Sprintf("%q replies to nothing: %+v", s.Title, s.Before))
	}
	return faults
}

func factSheet(d dayOne) (faults []string) {
	sheet := d.item(d.search("source:demo-mofa-seoul on:2025-11-14"), "demo-mofa-seoul")
	answer := d.item(d.search("source:demo-mfa-pyongyang event:2025-11-18"), "demo-mfa-pyongyang")
	if l, ok := linked(d.story(sheet.Story).After, answer.Story); !ok || l.Day != "2025-11-14" {
		faults = append(faults, fmt.Sprintf("the fact sheet leads to the commentary: %v, %+v", ok, l))
	}
	return faults
}

func pyongyangTwice(d dayOne) (faults []string) {
	reply := d.item(d.search("source:demo-mfa-pyongyang event:2025-11-06"), "demo-mfa-pyongyang")
	drills := d.item(d.search("source:demo-mfa-pyongyang event:2025-11-07"), "demo-mfa-pyongyang")
	if reply.Story == drills.Story {
		faults = append(faults, "two statements of two days are one story")
	}
	s := d.story(reply.Story)
	release := d.item(d.search("source:demo-treasury on:2025-11-04"), "demo-treasury")
	if l, ok := linked(s.Before, release.Story); !ok || l.Relation != demarche.TieReply || l.Title != release.Title {
		faults = append(faults, fmt.Sprintf("the reply leads back to what it answers: %v, %+v", ok, l))
	}
	return faults
}

func seoulInTwoLanguages(d dayOne) (faults []string) {
	korean := d.item(d.search("source:demo-mofa-seoul on:2025-11-06"), "demo-mofa-seoul")
	english := d.item(d.search("Seoul crypto source:demo-chain-ledger on:2025-11-06"), "demo-chain-ledger")
	if korean.Story != english.Story {
		faults = append(faults, "Seoul's own text and the report of it are two stories")
	}
	return faults
}

// zoomsAddUp counts the stories of the whole demonstration at every zoom.
func zoomsAddUp(d dayOne) (faults []string) {
	for _, clock := range []string{"event", "published", "seen"} {
		for _, interval := range []string{"year", "month", "week", "day"} {
			var line timelineAPI
			d.get("/api/v1/timeline", url.Values{"clock": {clock}, "interval": {interval}, "size": {"1"}, "from": {"2025-08-01"}, "to": {"2025-11-30"}}, &line)
			sum := line.Zoom.Wider + line.Zoom.Undated
			for _, b := range line.Zoom.Buckets {
				sum += b.Count
			}
			if sum != line.Stories || line.Stories < 10 && clock != "seen" {
				faults = append(faults, fmt.Sprintf("%s by %s: %d counted of %d", clock, interval, sum, line.Stories))
			}
		}
	}
	return faults
}

func lanesShare(d dayOne) (faults []string) {
	var line timelineAPI
	d.get("/api/v1/timeline", url.Values{"lane": {"country:KP", "country:KR"}, "from": {"2025-11-04"}, "to": {"2025-11-07"}, "size": {"50"}}, &line)
	titles, shared := map[string]string{}, 0
	for i, lane := range line.Lanes {
		for _, day := range lane.Days {
			for _, s := range day.Stories {
				if t := titles[s.ID]; i > 0 && t != "" {
					shared++
					if t != s.Title {
						faults = append(faults, fmt.Sprintf("one story is %q and %q", t, s.Title))
					}
				}
				titles[s.ID] = s.Title
			}
		}
	}
	if len(line.Lanes) != 2 || shared == 0 {
		faults = append(faults, fmt.Sprintf("%d lanes with %d stories in common, in %s", len(line.Lanes), shared, strings.Join([]string{"KP", "KR"}, ", ")))
	}
	return faults
}
