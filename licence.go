package demarche

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// ItemLicence is what one item says of a general licence.
type ItemLicence struct {
	Licence
	Item       string `json:"item"`
	ItemTitle  string `json:"item_title"`
	Source     string `json:"source"`
	SourceName string `json:"source_name"`
	On         string `json:"on"` // civil day the item was published, else first seen
}

// LicenceView is a general licence with everything that items say of it. Its own
// fields are what the newest item that speaks of each says.
type LicenceView struct {
	Licence
	Said     []ItemLicence `json:"said"`               // newest first
	Disputed []string      `json:"disputed,omitempty"` // other days of expiry that items give
}

// LicenceState says how a licence stands.
type LicenceState string

// The states of a licence. An authority may end or prolong a licence in a
// document that no source held tells of, so a state is what the sources say.
const (
	LicenceRunning    LicenceState = "running" // its expiry is to come
	LicenceOpen       LicenceState = "no expiry stated"
	LicenceExpired    LicenceState = "expired"    // its last day is over
	LicenceSuperseded LicenceState = "superseded" // by another number
	LicenceRevoked    LicenceState = "revoked"
)

// LicenceStates are the states in the order in which pages offer them.
func LicenceStates() []LicenceState {
	return []LicenceState{LicenceRunning, LicenceOpen, LicenceExpired, LicenceSuperseded, LicenceRevoked}
}

// State is how the licence stands at an instant. A day of expiry without an hour
// counts to its end in Washington or London, whichever is later.
func (l Licence) State(now time.Time) LicenceState {
	switch {
	case l.Revoked:
		return LicenceRevoked
	case l.Superseded != "":
		return LicenceSuperseded
	case l.Expires == "":
		return LicenceOpen
	}
	end := l.Until
	if day, err := time.Parse(time.DateOnly, l.Expires); end.IsZero() && err == nil {
		end = day.AddDate(0, 0, 1).Add(5 * time.Hour)
	}
	if end.Before(now) {
		return LicenceExpired
	}
	return LicenceRunning
}

// regimes gives one word for the names that regulations and notices use of a
// regime: OFAC counts its licences anew for each.
var regimes = []struct{ begins, regime string }{
	{"russia", "Russia"}, {"ukraine", "Ukraine"}, {"venezuela", "Venezuela"}, {"iran", "Iran"}, {"syria", "Syria"}, {"cuba", "Cuba"}, {"belarus", "Belarus"},
	{"north korea", "North Korea"}, {"dprk", "North Korea"}, {"burma", "Burma"}, {"afghan", "Afghanistan"}, {"sudan", "Sudan"}, {"south sudan", "South Sudan"},
	{"yemen", "Yemen"}, {"libya", "Libya"}, {"hong kong", "Hong Kong"}, {"global terrorism", "Counter Terrorism"}, {"counter terrorism", "Counter Terrorism"}, {"counter-terrorism", "Counter Terrorism"},
}

// Regime is the regime of a licence in one word where it has one, as the text
// names it otherwise.
func (l Licence) Regime() string {
	lower := strings.ToLower(l.Programme)
	for _, r := range regimes {
		if strings.HasPrefix(lower, r.begins) {
			return r.regime
		}
	}
	return l.Programme
}

// MergeLicences puts together what items say of each licence: one of an authority,
// a regime and a number. An item that names no regime is taken to mean the only
// licence of that number, where there is but one. Those with the newest item come
// first.
func MergeLicences(said []ItemLicence) []LicenceView {
	type key struct {
		authority      Authority
		regime, number string
	}
	regimesOf := map[key][]string{} // of an authority's number, regime left out
	for _, s := range said {
		k := key{s.Authority, "", s.Number}
		if r := s.Regime(); r != "" && !slices.Contains(regimesOf[k], r) {
			regimesOf[k] = append(regimesOf[k], r)
		}
	}
	groups := map[key][]ItemLicence{}
	for _, s := range said {
		k := key{s.Authority, s.Regime(), s.Number}
		if known := regimesOf[key{s.Authority, "", s.Number}]; k.regime == "" && len(known) == 1 {
			k.regime = known[0]
		}
		groups[k] = append(groups[k], s)
	}
	var out []LicenceView
	for _, list := range groups {
		out = append(out, mergeLicence(list))
	}
	byNumber := map[key]int{}
	for i, v := range out {
		byNumber[key{v.Authority, v.Regime(), v.Number}] = i
	}
	for _, v := range out { // an older licence learns who replaced it from the newer one
		for _, older := range v.Supersedes {
			if i, ok := byNumber[key{v.Authority, v.Regime(), older}]; ok && out[i].Superseded == "" && older != v.Number {
				out[i].Superseded = v.Number
			}
		}
	}
	slices.SortFunc(out, func(a, b LicenceView) int {
		return cmp.Or(strings.Compare(b.Said[0].On, a.Said[0].On), strings.Compare(string(a.Authority), string(b.Authority)),
			strings.Compare(a.Regime(), b.Regime()), cmp.Compare(len(a.Base), len(b.Base)), strings.Compare(a.Base, b.Base), strings.Compare(b.Suffix, a.Suffix))
	})
	return out
}

// mergeLicence puts one licence together.
func mergeLicence(said []ItemLicence) LicenceView {
	slices.SortFunc(said, func(a, b ItemLicence) int {
		return cmp.Or(strings.Compare(b.On, a.On), strings.Compare(a.Item, b.Item))
	})
	v := LicenceView{Licence: said[0].Licence, Said: said}
	v.Supersedes = slices.Clone(v.Supersedes)
	for _, s := range said[1:] {
		if s.Expires != "" && v.Expires != "" && s.Expires != v.Expires && !slices.Contains(v.Disputed, s.Expires) {
			v.Disputed = append(v.Disputed, s.Expires)
		}
		if v.Expires == "" || v.Expires == s.Expires && v.Until.IsZero() {
			v.Expires, v.Until = cmp.Or(v.Expires, s.Expires), s.Until
		}
		v.Programme, v.Title = cmp.Or(v.Programme, s.Programme), cmp.Or(v.Title, s.Title)
		v.Issued, v.Effective, v.Superseded = cmp.Or(v.Issued, s.Issued), cmp.Or(v.Effective, s.Effective), cmp.Or(v.Superseded, s.Superseded)
		v.WindDown, v.Revoked = v.WindDown || s.WindDown, v.Revoked || s.Revoked
		for _, older := range s.Supersedes {
			if !slices.Contains(v.Supersedes, older) {
				v.Supersedes = append(v.Supersedes, older)
			}
		}
	}
	return v
}
