package lists

import (
	"cmp"
	"encoding/json"
	"strings"

	"demarche"
)

// readOFACAdvanced reads sdn_advanced.xml and cons_advanced.xml (OFAC, "SDN
// Advanced data model"). The file is relational: texts stand in reference sets,
// addresses and documents before the parties, relations and sanctions entries
// after them. Parties therefore wait for the end of the file, packed and, where
// the Reader has one, in its Spill; everything else is let go once used.
func readOFACAdvanced(r *run, in *input) error {
	a := &advanced{run: r, refs: map[string]map[string]string{}, places: map[string]demarche.Address{},
		documents: map[string][]demarche.Identifier{}, byProfile: map[string]*advancedParty{}, waiting: newWaiting(r.spill)}
	err := scan(in.r, map[string]func(*node) error{
		"DateOfIssue":                              a.issued,
		"ReferenceValueSets":                       a.references,
		"Locations/Location":                       a.location,
		"IDRegDocuments/IDRegDocument":             a.document,
		"DistinctParties/DistinctParty":            a.party,
		"ProfileRelationships/ProfileRelationship": a.relation,
		"SanctionsEntries/SanctionsEntry":          a.entry,
	})
	if err != nil {
		return err
	}
	if err := a.waiting.rewind(); err != nil {
		return err
	}
	for i, p := range a.parties {
		a.parties[i] = nil
		packed, err := a.waiting.next()
		if err != nil {
			return err
		}
		if err := p.emit(r, packed); err != nil {
			return err
		}
	}
	return nil
}

type advanced struct {
	run       *run
	refs      map[string]map[string]string // reference texts by type and id
	places    map[string]demarche.Address
	documents map[string][]demarche.Identifier // by identity, until the party comes
	parties   []*advancedParty
	waiting   *waiting // the parties themselves, as JSON, in the same order
	byProfile map[string]*advancedParty
}

// advancedParty is a party that waits for what its sanctions entries say.
type advancedParty struct {
	name      string
	relations []demarche.Relation
	events    []advancedEvent
	tags      []string
	texts     []string // measures that are no programme
}

// packedEntry is an ofacEntry as it waits.
type packedEntry struct {
	Rec                                    Record
	Secondary, Measures, Listed, Effective []string
	Notes                                  int
}

type advancedEvent struct{ date, basis string }

// known ids of the advanced format, for files whose reference sets are cut down.
var advancedDefaults = map[string]map[string]string{
	"PartySubType": {"1": "Vessel", "2": "Aircraft", "3": "Entity", "4": "Individual"},
	"NamePartType": {"1520": "Last Name", "1521": "First Name", "1522": "Middle Name", "1523": "Maiden Name", "1524": "Aircraft Name", "1525": "Entity Name", "1526": "Vessel Name", "1528": "Nickname", "91708": "Patronymic", "91709": "Matronymic"},
	"AliasType":    {"1400": "A.K.A.", "1401": "F.K.A.", "1402": "N.K.A.", "1403": "Name"},
	"FeatureType":  {"8": "Birthdate", "9": "Place of Birth", "10": "Nationality Country", "11": "Citizenship Country", "25": "Location", "26": "Title", "224": "Gender"},
}

// ref is the text behind a reference, "" when the file does not have it.
func (a *advanced) ref(kind, id string) string {
	if text := a.refs[kind][id]; text != "" {
		return text
	}
	return advancedDefaults[kind][id]
}

func (a *advanced) issued(n *node) error {
	a.run.head.Date = ymd(n.get("Year"), n.get("Month"), n.get("Day"))
	return nil
}

func (a *advanced) references(n *node) error {
	partyTypes := map[string]string{}
	for _, set := range n.kids {
		for _, v := range set.kids {
			if a.refs[v.name] == nil {
				a.refs[v.name] = map[string]string{}
			}
			text := v.value()
			if v.name == "AreaCode" && v.attr("Description") != "" {
				text = v.attr("Description")
			}
			a.refs[v.name][v.attr("ID")] = text
			if v.name == "PartySubType" {
				partyTypes[v.attr("ID")] = v.attr("PartyTypeID")
			}
		}
	}
	for id, text := range a.refs["PartySubType"] {
		if text == "Unknown" || text == "" {
			a.refs["PartySubType"][id] = a.refs["PartyType"][partyTypes[id]]
		}
	}
	return nil
}

func (a *advanced) location(n *node) error {
	var parts []string
	place := demarche.Address{}
	for _, part := range n.all("LocationPart") {
		kind := a.ref("LocPartType", part.attr("LocPartTypeID"))
		for _, value := range part.values("LocationPartValue", "Value") {
			if kind == "CITY" {
				place.City = value
			}
			parts = append(parts, value)
		}
	}
	for _, c := range n.all("LocationCountry") {
		place.Country = a.run.country(a.ref("Country", c.attr("CountryID")))
	}
	if place.Country == "" {
		for _, c := range n.all("LocationAreaCode") {
			place.Country = a.run.country(a.ref("AreaCode", c.attr("AreaCodeID")))
		}
	}
	place.Text = joinAddress(parts...)
	a.places[n.attr("ID")] = place
	return nil
}

func (a *advanced) document(n *node) error {
	id := demarche.Identifier{Label: a.ref("IDRegDocType", n.attr("IDRegDocTypeID")), Value: n.get("IDRegistrationNo"), Note: n.get("Comment")}
	if c := n.attr("IssuedBy-CountryID"); c != "" {
		id.Country = a.run.country(a.ref("Country", c))
	}
	for _, d := range n.all("DocumentDate") {
		b := a.period(d.kid("DatePeriod"))
		if strings.HasPrefix(a.ref("IDRegDocDateType", d.attr("IDRegDocDateTypeID")), "Issue") {
			id.Issued = b.Date
		} else {
			id.Expires = b.Date
		}
	}
	if id.Note == id.Value {
		id.Note = ""
	}
	key := n.attr("IdentityID")
	a.documents[key] = append(a.documents[key], id)
	return nil
}

// period reads a DatePeriod. The format gives each end as a span; one that
// covers a whole month or year is that month or year.
func (a *advanced) period(n *node) demarche.Birth {
	if n == nil {
		return demarche.Birth{}
	}
	part := func(path ...string) string {
		for _, k := range n.all(path...) {
			return ymd(k.get("Year"), k.get("Month"), k.get("Day"))
		}
		return ""
	}
	from, late, early, to := part("Start", "From"), part("Start", "To"), part("End", "From"), part("End", "To")
	from, to = cmp.Or(from, late), cmp.Or(to, early)
	b := demarche.Birth{Date: from}
	for _, s := range n.all("Start") {
		b.Circa = s.attr("Approximate") == "true"
	}
	switch {
	case to == "" || to == from:
	case len(from) == 10 && len(to) == 10 && from[:4] == to[:4] && from[4:] == "-01-01" && to[4:] == "-12-31":
		b.Date = from[:4]
	case len(from) == 10 && len(to) == 10 && from[:7] == to[:7] && from[8:] == "01" && to[8:] >= "28":
		b.Date = from[:7]
	default:
		b.Until = to
	}
	return b
}

// ofacRelations gives the kind of relation by the words of its type.
var ofacRelations = []struct{ words, kind string }{
	{"owned or controlled", "owned_by"}, {"owns", "owner_of"}, {"acting for", "acting_for"}, {"support", "supports"},
	{"leader", "leads"}, {"executive officer", "leads"}, {"official", "leads"}, {"family", "family"}, {"significant role", "significant_role"},
}

func (a *advanced) relation(n *node) error {
	p, to := a.byProfile[n.attr("From-ProfileID")], n.attr("To-ProfileID")
	if p == nil || a.byProfile[to] == nil {
		a.run.skip("relation of a party that is not in the file")
		return nil
	}
	label := a.ref("RelationType", n.attr("RelationTypeID"))
	rel := demarche.Relation{To: "ofac-" + to, ToName: a.byProfile[to].name, Kind: "linked_to", Label: label, Former: n.attr("Former") == "true"}
	for _, k := range ofacRelations {
		if strings.Contains(strings.ToLower(label), k.words) {
			rel.Kind = k.kind
			break
		}
	}
	p.relations = append(p.relations, rel)
	return nil
}

func (a *advanced) entry(n *node) error {
	p := a.byProfile[n.attr("ProfileID")]
	if p == nil {
		a.run.skip("sanctions entry of a party that is not in the file")
		return nil
	}
	for _, e := range n.all("EntryEvent") {
		d := e.kid("Date")
		basis := a.ref("LegalBasis", e.attr("LegalBasisID"))
		if on := ymd(d.get("Year"), d.get("Month"), d.get("Day")); on != "" {
			p.events = append(p.events, advancedEvent{on, basis})
		}
	}
	for _, m := range n.all("SanctionsMeasure") {
		text, kind := m.get("Comment"), a.ref("SanctionsType", m.attr("SanctionsTypeID"))
		switch {
		case kind == "Program" || kind == "" && text != "":
			p.tags = append(p.tags, text)
		case kind != "":
			p.texts = append(p.texts, kind)
			if text != "" {
				p.texts = append(p.texts, text)
			}
		}
	}
	return nil
}

// emit hands a complete party on. An entry's date stands for a programme only
// where the entry has one date, or where the legal basis names the programme's
// own law.
func (p *advancedParty) emit(r *run, packed []byte) error {
	var w packedEntry
	if err := json.Unmarshal(packed, &w); err != nil {
		return err
	}
	e := &ofacEntry{run: r, rec: w.Rec, secondary: w.Secondary, measures: w.Measures, listed: w.Listed, effective: w.Effective, notes: w.Notes}
	e.rec.Relations = append(e.rec.Relations, p.relations...)
	p.tags, p.texts = unique(p.tags), unique(p.texts)
	tags := p.tags
	if len(tags) == 0 {
		tags = []string{""}
	}
	dates := map[string]bool{}
	for _, e := range p.events {
		dates[e.date] = true
	}
	for _, tag := range tags {
		d := e.designation(tag)
		d.MeasureText = p.texts
		if m := measures(strings.Join(p.texts, "; ")); len(m) > 0 {
			d.Measures = m
		}
		for _, ev := range p.events {
			if own := strings.TrimPrefix(d.Instrument, "E.O. "); len(dates) == 1 || own != d.Instrument && strings.Contains(ev.basis, own) {
				if d.Listed == "" || ev.date < d.Listed {
					d.Listed = ev.date
				}
				if d.Instrument == "" {
					d.Instrument = ev.basis
				}
			}
		}
		e.rec.Designations = append(e.rec.Designations, d)
	}
	return e.finish()
}
