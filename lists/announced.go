package lists

import (
	"slices"
	"strings"
	"time"

	"demarche"
)

// Of names the lists that an authority keeps, under any of the names it goes by
// in releases; nil when it keeps none that is read here. Where several
// authorities of a state decide but one keeps the list (OFAC for the State
// Department, the FCDO for HM Treasury's OFSI since 28 January 2026), it is that one.
func Of(authority string) []string {
	a := strings.ToLower(authority)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(a, w) })
	}
	switch {
	case has("korea"):
		return []string{"kr-notices"}
	case has("japan"):
		return []string{"jp-mof"}
	case has("canada"):
		return []string{"ca-sema"}
	case has("un security", "united nations"):
		return []string{"un-sc"}
	case has("council", "european", "eeas") || a == "eu":
		return []string{"eu-fsf", "eu-sanctionsmap"}
	case has("fcdo", "ofsi", "hm treasury"):
		return []string{"gb-uksl"}
	case has("dfat"):
		return []string{"au-dfat"}
	case has("seco"):
		return []string{"ch-seco"}
	case has("ofac", "state") || a == "treasury":
		return []string{"us-ofac-sdn", "us-ofac-cons"}
	}
	return nil
}

// nearDays is how far the list's own date may lie from an announcement that
// names a party by one word only, to be taken for the same listing.
const nearDays = 30

// TieAnnouncement sets an announcement beside the lists of its authority: states are all
// lists that were read, under are the entries of any list that bear the
// announced name, weak says of which the name alone identifies nobody, and seen
// gives when a list was last read without an entry.
func TieAnnouncement(a demarche.AnnouncedParty, states []demarche.ListState, under []demarche.HeldEntry, weak func(demarche.HeldEntry) bool, seen func(list, entity string) time.Time) demarche.AnnouncedParty {
	kept := Of(a.Authority)
	for _, st := range states {
		if slices.Contains(kept, st.ID) && st.Version != "" {
			a.Lists = append(a.Lists, st)
		}
	}
	best := -1
	for i, e := range under {
		if !slices.Contains(kept, e.List) || !sameSort(a.Entity.Schema, e.Entity.Schema) {
			continue
		}
		a.Entry = &under[i]
		lag, ok := a.LagDays()
		if weak(e) && (!ok || max(lag, -lag) > nearDays) {
			continue
		}
		if best < 0 || nearer(a, under[i], under[best]) {
			best = i
		}
	}
	a.Entry = nil
	if best >= 0 {
		a.Entry = &under[best]
		a.NotBefore = seen(a.Entry.List, a.Entry.Entity.ID)
	}
	return a
}

// nearer says whether entry x is dated nearer to the announcement than y.
func nearer(a demarche.AnnouncedParty, x, y demarche.HeldEntry) bool {
	a.Entry = &x
	dx, ok := a.LagDays()
	a.Entry = &y
	dy, had := a.LagDays()
	return ok && (!had || max(dx, -dx) < max(dy, -dy))
}

// sameSort says whether two schemas can be those of one party: persons, vessels
// and aircraft are nothing else, the kinds of bodies are told apart differently by
// releases and lists.
func sameSort(a, b demarche.EntitySchema) bool {
	body := func(s demarche.EntitySchema) bool {
		return s != demarche.SchemaPerson && s != demarche.SchemaVessel && s != demarche.SchemaAirplane
	}
	return a == b || a == "" || b == "" || body(a) && body(b)
}
