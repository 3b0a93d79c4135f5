package main

import (
	"cmp"
	"slices"

	"demarche"
	"demarche/story"
)

// bodyCodes are the states and bodies that listing authorities act for, by the short
// names under which lists and announcements go; what an office of a state lists is
// the state's act.
var bodyCodes = map[demarche.Authority]string{
	"OFAC": "US", "State Department": "US", "BIS": "US", "FinCEN": "US", "DOJ": "US", "US Commerce (ITA)": "US",
	"FCDO": "GB", "OFSI": "GB", "DFAT": "AU", "EU Council": "EU", "UN Security Council": "UN", "Global Affairs Canada": "CA", "SECO": "CH",
	"MOF Japan": "JP", "MOEF Korea": "KR", "FSC Korea": "KR", "Korea MOFA": "KR", "NSDC Ukraine": "UA", "New Zealand MFAT": "NZ",
	"Norway MFA": "NO", "MOJ Taiwan": "TW", "MOFCOM": "CN",
}

// bodyCode is the code of the state or body for which an authority acts; the name
// itself where no code is known.
func bodyCode(a demarche.Authority) string {
	return cmp.Or(bodyCodes[a], actorCode(string(a)), string(a))
}

// changesOf names what the kinds of change that lists know come to.
var changesOf = map[demarche.ChangeKind]string{
	"listed": "listed", "moved": "listed", "removed": "removed", "revoked": "removed", "annulled": "removed", "suspended": "removed", "expired": "removed",
	"amended": "amended", "corrected": "amended",
}

// entryActs are the acts that an entry's changes stand for, and the issue of the list
// that they came with: the list's own date, else the day of its reading.
func entryActs(v demarche.ItemView) (acts []story.Act, issue string) {
	for _, c := range v.Changes {
		issue = c.List + " " + cmp.Or(c.On, c.Seen.UTC().Format("2006-01-02T15:04"))
		for _, a := range c.Authorities {
			act := story.Act{By: bodyCode(a), Change: changesOf[c.Kind], Who: c.Name, Entity: c.Entity}
			acts = append(acts, act)
			for _, l := range v.Links {
				if act.Entity = l.Entity; l.Entity != c.Entity {
					acts = append(acts, act)
				}
			}
		}
	}
	return acts, issue
}

// reportActs are the acts that a report tells of: who was listed, removed or amended,
// by whom. publisher is the code of the authority that publishes it, "" for the press.
func reportActs(v demarche.ItemView, publisher string) []story.Act {
	var acts []story.Act
	for _, d := range v.Facts.Designees {
		act := story.Act{By: cmp.Or(publisher, bodyCode(demarche.Authority(d.Authority))), Change: cmp.Or(d.Change, "listed"), Who: d.Name}
		for _, l := range v.Links {
			if at := spanOf(v.Facts, l); l.Status != demarche.LinkPossible && at.Start < d.End && d.Start < at.End {
				act.Entity = l.Entity
			}
		}
		acts = append(acts, act)
		for _, alias := range d.Aliases {
			acts = append(acts, story.Act{By: act.By, Change: act.Change, Who: alias})
		}
	}
	if len(acts) == 0 && publisher != "" {
		return linkedActs(v, publisher)
	}
	return acts
}

// linkedActs are the acts of an authority's own report that names no designee in full:
// what it did, to the parties on lists that it names.
func linkedActs(v demarche.ItemView, publisher string) []story.Act {
	change := ""
	for _, a := range v.Facts.Actions {
		if c := map[demarche.ActionKind]string{"designation": "listed", "removal": "removed"}[a.Kind]; a.Main && c != "" {
			change = c
		}
	}
	var acts []story.Act
	for _, l := range v.Links {
		if change != "" && l.Status != demarche.LinkPossible && !slices.ContainsFunc(acts, func(a story.Act) bool { return a.Entity == l.Entity }) {
			acts = append(acts, story.Act{By: publisher, Change: change, Entity: l.Entity})
		}
	}
	return acts
}

// spanOf is where a text names the party of a link.
func spanOf(f demarche.Facts, l demarche.Link) demarche.Mention {
	switch {
	case l.Mention >= 0 && l.Mention < len(f.Mentions):
		return f.Mentions[l.Mention]
	case l.Span != nil:
		return *l.Span
	}
	return demarche.Mention{}
}
