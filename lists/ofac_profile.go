package lists

import (
	"encoding/json"
	"strings"

	"demarche"
)

var advancedIgnore = ignoring("@ID", "@FixedRef", "@DocNameStatusID", "@ScriptStatusID", "@Acronym", "@ReliabilityID", "IdentityReference", "@ValidityID",
	"@IdentityID", "@False", "@DetailTypeID", "@CalendarTypeID", "@DeltaAction", "NamePartGroups", "@Primary", "@DetailReferenceID", "@YearFixed", "@MonthFixed", "@DayFixed", "@Approximate")

func (a *advanced) party(n *node) error {
	profile := n.kid("Profile")
	if profile == nil {
		a.run.skip("party without a profile")
		return nil
	}
	id := profile.attr("ID")
	p := &ofacEntry{run: a.run, rec: Record{Entity: demarche.Entity{
		ID: "ofac-" + id, Schema: ofacSchema(a.ref("PartySubType", profile.attr("PartySubTypeID")))}}}
	for _, f := range profile.all("Feature") {
		a.feature(p, f)
	}
	for _, identity := range profile.all("Identity") {
		a.identity(p, identity)
	}
	for _, note := range append(n.values("Comment"), profile.values("Comment")...) {
		p.remarks(note)
	}
	p.rec.Raw = n.rest(advancedIgnore)
	packed, err := json.Marshal(packedEntry{p.rec, p.secondary, p.measures, p.listed, p.effective, p.notes})
	if err != nil {
		return err
	}
	if err := a.waiting.add(packed); err != nil {
		return err
	}
	waiting := &advancedParty{name: strings.Clone(p.rec.Entity.Name)}
	a.parties = append(a.parties, waiting)
	a.byProfile[strings.Clone(id)] = waiting
	return nil
}

func (a *advanced) feature(p *ofacEntry, f *node) {
	label := a.ref("FeatureType", f.attr("FeatureTypeID"))
	ent := &p.rec.Entity
	for _, v := range f.all("FeatureVersion") {
		note := v.get("Comment")
		if period := v.kid("DatePeriod"); period != nil {
			b := a.period(period)
			if label == "Birthdate" || strings.Contains(label, "Established") {
				ent.Births = append(ent.Births, b)
			} else if !p.feature(label, b.Date) {
				p.unread(label, b.Date)
			}
		}
		for _, l := range v.all("VersionLocation") {
			p.located(label, a.places[l.attr("LocationID")], note)
		}
		for _, d := range v.all("VersionDetail") {
			text := d.value()
			if ref := d.attr("DetailReferenceID"); ref != "" {
				text = a.ref("DetailReference", ref)
			}
			if text != "" && !p.feature(label, text) {
				p.unread(label, text)
			}
		}
	}
}

func (p *ofacEntry) unread(label, text string) {
	p.rec.Entity.Notes = append(p.rec.Entity.Notes, strings.TrimRight(label, ": -")+": "+text)
	p.notes++
}

// located takes a feature that is a place.
func (p *ofacEntry) located(label string, place demarche.Address, note string) {
	ent := &p.rec.Entity
	switch {
	case place == demarche.Address{}:
	case label == "Place of Birth":
		b := demarche.Birth{Place: joinAddress(place.Text), Country: place.Country}
		for i := range ent.Births {
			if ent.Births[i].Place == "" && ent.Births[i].Country == "" {
				ent.Births[i].Place, ent.Births[i].Country = b.Place, b.Country
				return
			}
		}
		ent.Births = append(ent.Births, b)
	case strings.HasPrefix(label, "Nationality"), strings.HasPrefix(label, "Citizenship"):
		ent.Countries = append(ent.Countries, place.Country)
		if ent.Schema == demarche.SchemaPerson {
			ent.Nationalities = append(ent.Nationalities, place.Country)
		}
	case strings.Contains(label, "Flag"):
		p.feature(label, place.Country)
	default:
		place.Note = note
		ent.Addresses = append(ent.Addresses, place)
		ent.Countries = append(ent.Countries, place.Country)
	}
}

// identity reads the names of a party and picks up its documents.
func (a *advanced) identity(p *ofacEntry, n *node) {
	ent := &p.rec.Entity
	kinds := map[string]string{}
	for _, g := range n.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup") {
		kinds[g.attr("ID")] = a.ref("NamePartType", g.attr("NamePartTypeID"))
	}
	for _, al := range n.all("Alias") {
		primary := al.attr("Primary") == "true"
		for i, doc := range al.all("DocumentedName") {
			name := a.name(p, doc, kinds)
			name.Weak = al.attr("LowQuality") == "true"
			if a.ref("AliasType", al.attr("AliasTypeID")) == "F.K.A." {
				name.Kind = "former"
			}
			if primary && i == 0 && ent.Name == "" {
				ent.Name = name.Name
				if name.Family == "" {
					continue
				}
			}
			ent.Aliases = append(ent.Aliases, name)
		}
	}
	key := n.attr("ID")
	for _, id := range a.documents[key] {
		if id.Scheme = scheme(id.Label); id.Scheme == "" {
			id.Scheme = "other"
		}
		if id.Value != "" {
			p.document(id)
		}
	}
	delete(a.documents, key)
}

func (a *advanced) name(p *ofacEntry, doc *node, kinds map[string]string) demarche.Alias {
	var family, given, other []string
	for _, v := range doc.all("DocumentedNamePart", "NamePartValue") {
		v.attr("ScriptID")
		text := v.value()
		switch kinds[v.attr("NamePartGroupID")] {
		case "Last Name":
			family = append(family, text)
		case "First Name", "Middle Name", "Patronymic", "Matronymic", "Maiden Name", "Nickname":
			given = append(given, text)
		default:
			other = append(other, text)
		}
	}
	if len(family) > 0 && len(given) > 0 && len(other) == 0 {
		return parted(join(family...), join(given...), p.rec.Entity.Nationalities)
	}
	return alias(join(join(given...), join(family...), join(other...)))
}
