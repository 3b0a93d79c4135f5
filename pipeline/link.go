package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche"
)

// link is the link step: it records whom releases announce, then ties what a
// text names to parties of the lists, and to the entities that are known without
// a list under their full name or a strong alias.
func (p *Pipeline) link(ctx context.Context, job *job) error {
	if len(job.works) == 0 {
		return nil
	}
	var ids, names []string
	var announced []demarche.Announcement
	for _, w := range job.works {
		ids = append(ids, w.Item.ID)
		announced = append(announced, announcements(w)...)
		for _, m := range w.Facts.Mentions {
			if linkable(m.Kind) {
				names = append(names, nameOf(m))
			}
		}
	}
	if err := p.cfg.Store.PutAnnouncements(ctx, ids, announced); err != nil {
		return err
	}
	if err := p.cfg.Store.PutLicences(ctx, ids, licences(job.works)); err != nil {
		return err
	}
	slices.Sort(names)
	known, err := p.cfg.Store.Lookup(ctx, slices.Compact(names))
	if err != nil {
		return err
	}
	g, err := p.known(ctx)
	if err != nil {
		return err
	}
	onLists := make([][]demarche.Link, len(job.works))
	parallel(len(job.works), func(i int) { onLists[i] = linkLists(g, job.works[i]) })
	for i, w := range job.works {
		links := mergeLinks(onLists[i], linkItem(w.Facts, known))
		data := encode(links)
		w.changed = !bytes.Equal(data, encode(w.Links))
		w.Links = links
		p.counts.links.Add(int64(len(links)))
		job.out.Annotations = append(job.out.Annotations, demarche.Annotation{Item: w.Item.ID, Step: StepLink, Version: LinkVersion, Data: data})
		job.out.Links = append(job.out.Links, demarche.ItemLinks{Item: w.Item.ID, Links: links})
	}
	return nil
}

// linkLists ties an item to parties of the lists.
func linkLists(g *gazetteer, w *work) []demarche.Link {
	if len(w.Changes) > 0 {
		return linkChanges(g, w)
	}
	if len(w.Revisions) == 0 {
		return nil
	}
	return linkListed(g, w.Revisions[0].Text, publishedYear(w.Item), w.Facts)
}

// mergeLinks puts links to the lists before those to other entities. What the
// lists hold is not said again by an announcement or the gazetteer.
func mergeLinks(onLists, others []demarche.Link) []demarche.Link {
	settled := map[int]bool{}
	for _, l := range onLists {
		settled[l.Mention] = settled[l.Mention] || l.Mention >= 0 && l.Status == demarche.LinkListed
	}
	links := append([]demarche.Link{}, onLists...)
	for _, l := range others {
		if !settled[l.Mention] {
			links = append(links, l)
		}
	}
	return links
}

// linkable says whether mentions of a kind may be tied to an entity.
func linkable(k demarche.MentionKind) bool {
	switch k {
	case demarche.MentionPerson, demarche.MentionOrganisation, demarche.MentionVessel, demarche.MentionAircraft:
		return true
	}
	return false
}

// nameOf is the full form a mention stands for.
func nameOf(m demarche.Mention) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Text
}

// Confidences of a link. A name alone never proves who is meant.
const (
	confidenceName     = 0.9 // display name of a built-in entity
	confidenceAlias    = 0.8 // strong alias of one
	confidenceAnnounce = 0.7 // named as in an authority's announcement
	confidenceShared   = 0.4 // several entities have the name
)

// linkItem ties the mentions of one item to entities.
func linkItem(f demarche.Facts, known map[string][]demarche.NameMatch) []demarche.Link {
	links := []demarche.Link{}
	for i, m := range f.Mentions {
		if !linkable(m.Kind) {
			continue
		}
		var fits []demarche.NameMatch
		for _, match := range known[nameOf(m)] {
			if ours(match.Entity) && fit(m.Kind, match) {
				fits = append(fits, match)
			}
		}
		fits = oneParty(fits)
		for _, match := range fits {
			links = append(links, linkTo(i, match, fits))
		}
	}
	return links
}

// oneParty takes announcements under one name, by whichever authorities, and the
// one built-in entity of that name to mean one party: the built-in entity, else
// the announcement written in ordinary letters, else the one with the first id.
func oneParty(fits []demarche.NameMatch) []demarche.NameMatch {
	var builtIn, announced []demarche.NameMatch
	for _, m := range fits {
		if m.Entity.Origin == demarche.OriginAnnouncement {
			announced = append(announced, m)
		} else {
			builtIn = append(builtIn, m)
		}
	}
	if len(announced) == 0 || len(builtIn) > 1 {
		return fits
	}
	slices.SortFunc(announced, func(a, b demarche.NameMatch) int {
		return cmp.Or(cmp.Compare(shouted(a.Entity.Name), shouted(b.Entity.Name)), strings.Compare(a.Entity.ID, b.Entity.ID))
	})
	party := append(builtIn, announced...)[0]
	party.Announce = nil
	for _, m := range announced {
		party.Announce = append(party.Announce, m.Announce...)
	}
	return []demarche.NameMatch{party}
}

// shouted is 1 for a name in capitals alone, as lists print them.
func shouted(name string) int {
	if strings.ToUpper(name) == name {
		return 1
	}
	return 0
}

// ours says whether an entity is known without a list; the lists have rules of
// their own.
func ours(e demarche.Entity) bool {
	return e.Origin == demarche.OriginBuiltIn || e.Origin == demarche.OriginAnnouncement
}

// fit says whether a mention may mean an entity: the same sort of thing, under
// a name that identifies by itself.
func fit(kind demarche.MentionKind, m demarche.NameMatch) bool {
	if m.Alias.Weak {
		return false
	}
	switch m.Entity.Schema {
	case demarche.SchemaPerson:
		return kind == demarche.MentionPerson && strings.ContainsAny(m.Alias.Name, " -") || kind == demarche.MentionPerson && !ascii(m.Alias.Name)
	case demarche.SchemaVessel:
		return kind == demarche.MentionVessel
	case demarche.SchemaAirplane:
		return kind == demarche.MentionAircraft
	}
	return kind == demarche.MentionOrganisation
}

// ascii tells names in scripts that write no space between their parts from
// single Latin words, which identify no person.
func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x24F }) < 0
}

// linkTo makes the link of one mention to one of the entities that fit.
func linkTo(mention int, m demarche.NameMatch, fits []demarche.NameMatch) demarche.Link {
	link := demarche.Link{Mention: mention, Entity: m.Entity.ID, Status: demarche.LinkPossible}
	switch {
	case m.Entity.Origin == demarche.OriginAnnouncement:
		link.Confidence = confidenceAnnounce
	case m.Alias.Name == m.Entity.Name:
		link.Confidence = confidenceName
		link.Reasons = []string{fmt.Sprintf("named in full as %s", m.Entity.Name)}
	default:
		link.Confidence = confidenceAlias
		link.Reasons = []string{fmt.Sprintf("%s is another name of %s", m.Alias.Name, m.Entity.Name)}
	}
	for _, a := range m.Announce {
		link.Reasons = append(link.Reasons, announceReason(a))
	}
	if others := rivals(m, fits); others > 0 {
		link.Confidence = confidenceShared
		link.Reasons = append(link.Reasons, fmt.Sprintf("%d more known under this name", others))
	}
	return link
}

// rivals counts the entities that may be somebody else. Announcements by
// several authorities under one name are taken to mean one party.
func rivals(m demarche.NameMatch, fits []demarche.NameMatch) int {
	n := 0
	for _, other := range fits {
		if other.Entity.ID != m.Entity.ID && other.Entity.Origin == m.Entity.Origin && m.Entity.Origin != demarche.OriginAnnouncement {
			n++
		}
	}
	return n
}

func announceReason(a demarche.Announcement) string {
	what := "announced"
	switch a.Change {
	case "removed":
		what = "removal announced"
	case "amended":
		what = "amendment announced"
	}
	return fmt.Sprintf("%s by %s in %s on %s", what, a.Authority, a.Item, a.On)
}

// announcements are the designees of an item that an authority itself released.
func announcements(w *work) []demarche.Announcement {
	if !w.Source.Kind.Official() && w.Source.Authority == "" {
		return nil
	}
	var list []demarche.Announcement
	for _, d := range w.Facts.Designees {
		authority := firstOf(d.Authority, w.Source.Authority)
		if authority == "" || d.Name == "" {
			continue
		}
		list = append(list, demarche.Announcement{Item: w.Item.ID, Entity: designeeEntity(d), Authority: authority,
			Change: d.Change, On: publishedDay(w.Item)})
	}
	return list
}

// designeeEntity is a designee as an entity. A name of one word identifies
// nobody by itself: an alias marks it weak.
func designeeEntity(d demarche.Designee) demarche.Entity {
	e := demarche.Entity{Name: d.Name, Schema: demarche.EntitySchema(d.Schema), Countries: d.Countries}
	for _, name := range append([]string{d.Name}, d.Aliases...) {
		weak := ascii(name) && len(strings.Fields(name)) < 2
		if name != d.Name || weak {
			e.Aliases = append(e.Aliases, demarche.Alias{Name: name, Weak: weak})
		}
	}
	for _, id := range d.Identifiers {
		scheme, value, ok := strings.Cut(id, ":")
		if ok {
			e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: scheme, Value: value})
		}
	}
	return e
}

// publishedYear is the year in which an item was published, 0 when that is unknown.
func publishedYear(it demarche.Item) int {
	if it.Published.Time.IsZero() {
		return 0
	}
	return it.Published.Time.Year()
}

// publishedDay is the civil day an item was published, else first seen.
func publishedDay(it demarche.Item) string {
	if day := it.Published.Day(); day != "" {
		return day
	}
	return it.FirstSeen.UTC().Format(time.DateOnly)
}
