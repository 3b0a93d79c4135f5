package pipeline

import (
	"slices"
	"strconv"

	"demarche"
	"demarche/index"
)

// Doc makes the document of the search index out of an item and everything the
// steps found.
func Doc(v demarche.ItemView) index.Doc {
	it, f := v.Item, v.Facts
	d := index.Doc{
		ID: it.ID, Seq: it.Seq, Title: it.Title, Lang: firstOf(f.Lang, it.Lang, v.Source.Lang),
		Source: it.Source, Kind: v.Source.Kind, Published: it.Published.Clock(), FirstSeen: it.FirstSeen,
		EventFrom: f.Event.Value, EventTo: firstOf(f.Event.Until, f.Event.Value), EventPrec: f.Event.Precision,
		Story: v.Story,
	}
	if len(v.Revisions) > 0 {
		d.Title, d.Text = firstOf(v.Revisions[0].Title, it.Title), v.Revisions[0].Text
	}
	for _, c := range f.Countries {
		add(&d.Countries, c.Code)
	}
	for _, l := range v.Links {
		add(&d.Entities, l.Entity)
		for _, list := range l.Lists {
			add(&d.Lists, list)
		}
	}
	for _, c := range v.Changes {
		addChange(&d, c)
	}
	add(&d.Authorities, v.Source.Authority)
	for _, a := range f.Actions {
		add(&d.Actions, string(a.Kind))
		add(&d.Authorities, a.Actor)
	}
	addDesignees(&d, f.Designees)
	for _, m := range f.Mentions {
		addMention(&d, m)
	}
	return d
}

// add appends a value that is neither empty nor there yet.
func add(list *[]string, value string) {
	if value != "" && !slices.Contains(*list, value) {
		*list = append(*list, value)
	}
}

func addDesignees(d *index.Doc, list []demarche.Designee) {
	for _, who := range list {
		add(&d.Names, who.Name)
		for _, alias := range who.Aliases {
			add(&d.Names, alias)
		}
		add(&d.Authorities, who.Authority)
		add(&d.Programmes, who.Programme)
		add(&d.Changes, who.Change)
		for _, id := range who.Identifiers {
			add(&d.Identifiers, id)
		}
	}
}

// addChange makes a change of a list findable by what the list says.
func addChange(d *index.Doc, c demarche.Change) {
	add(&d.Entities, c.Entity)
	add(&d.Lists, c.List)
	add(&d.Changes, string(c.Kind))
	add(&d.Names, c.Name)
	for _, a := range c.Authorities {
		add(&d.Authorities, string(a))
	}
	for _, m := range c.Measures {
		add(&d.Measures, string(m))
	}
	for _, p := range c.Programmes {
		add(&d.Programmes, p)
	}
	for _, tag := range c.Tags {
		add(&d.Tags, tag)
	}
	for _, in := range c.Instruments {
		add(&d.Instruments, in)
	}
}

func addMention(d *index.Doc, m demarche.Mention) {
	switch m.Kind {
	case demarche.MentionAmount:
		if a, ok := amount(m); ok {
			d.Amounts = append(d.Amounts, a)
		}
	case demarche.MentionWallet:
		add(&d.Wallets, firstOf(m.Value, m.Text))
	case demarche.MentionIdentifier:
		if m.Value != "" {
			add(&d.Identifiers, m.Scheme+":"+m.Value)
		}
	case demarche.MentionTag:
		add(&d.Tags, m.Tag)
	case demarche.MentionInstrument:
		add(&d.Instruments, nameOf(m))
	case demarche.MentionPerson, demarche.MentionOrganisation, demarche.MentionVessel, demarche.MentionAircraft, demarche.MentionLocation:
		add(&d.Names, nameOf(m))
	}
}

// amount gives a sum as the index compares it; a vague one has no value. The
// upper end of a range is worth in dollars what the lower end is, in proportion.
func amount(m demarche.Mention) (index.Amount, bool) {
	value, err := strconv.ParseFloat(m.Value, 64)
	if err != nil {
		return index.Amount{}, false
	}
	a := index.Amount{Value: value, Max: value, Currency: m.Currency, Role: m.Role}
	if upper, err := strconv.ParseFloat(m.Max, 64); err == nil {
		a.Max = upper
	}
	if usd, err := strconv.ParseFloat(m.USD, 64); err == nil {
		a.USD, a.USDMax = usd, usd
		if value > 0 {
			a.USDMax = usd * a.Max / value
		}
	}
	return a, true
}
