package lists

import (
	"strconv"
	"strings"

	"demarche"
)

// readOFACXML reads sdn.xml and consolidated.xml: sdnEntry elements under
// sdnList. Namespaces have changed over the years and are not looked at.
func readOFACXML(r *run, in *input) error {
	ignore := ignoring("uid", "mainEntry")
	return scan(in.r, map[string]func(*node) error{
		"publshInformation": func(n *node) error { // the publisher's spelling
			r.head.Date = date(n.get("Publish_Date"), monthFirst)
			r.head.Declared, _ = strconv.Atoi(n.get("Record_Count"))
			return nil
		},
		"sdnEntry": func(n *node) error {
			e := r.ofacXMLEntry(n)
			e.rec.Raw = n.rest(ignore)
			return e.finish()
		},
	})
}

func (r *run) ofacXMLEntry(n *node) *ofacEntry {
	e := &ofacEntry{run: r, rec: Record{Entity: demarche.Entity{ID: "ofac-" + n.get("uid"), Schema: ofacSchema(n.get("sdnType"))}}}
	ent := &e.rec.Entity
	e.tags = unique(n.values("programList", "program"))
	for _, list := range [][2]string{{"nationalityList", "nationality"}, {"citizenshipList", "citizenship"}} {
		for _, k := range n.all(list[0], list[1]) {
			e.nationality(k.get("country"))
		}
	}
	for _, k := range n.all("dateOfBirthList", "dateOfBirthItem") {
		e.feature("DOB", k.get("dateOfBirth"))
	}
	for _, k := range n.all("placeOfBirthList", "placeOfBirthItem") {
		e.feature("POB", k.get("placeOfBirth"))
	}
	if t := n.get("title"); t != "" {
		ent.Positions = split(t, ";")
	}
	for _, k := range n.all("idList", "id") {
		e.xmlID(k)
	}
	for _, k := range n.all("addressList", "address") {
		a := demarche.Address{City: k.get("city"), Country: r.country(k.get("country"))}
		a.Text = joinAddress(k.get("address1"), k.get("address2"), k.get("address3"), a.City, k.get("stateOrProvince"), k.get("postalCode"))
		ent.Addresses = append(ent.Addresses, a)
		ent.Countries = append(ent.Countries, a.Country)
	}
	if v := n.kid("vesselInfo"); v != nil {
		for _, f := range [][2]string{{"callSign", "Call Sign"}, {"vesselType", "Vessel Type"}, {"vesselFlag", "Vessel Flag"}, {"vesselOwner", "Vessel Owner"},
			{"tonnage", "Tonnage"}, {"grossRegisteredTonnage", "Gross Registered Tonnage"}} {
			if value := v.get(f[0]); value != "" {
				e.feature(f[1], value)
			}
		}
	}
	e.remarks(n.get("remarks"))
	e.xmlNames(n)
	return e
}

func (e *ofacEntry) xmlNames(n *node) {
	ent := &e.rec.Entity
	weak := ent.Aliases
	ent.Aliases = nil
	main := e.xmlName(n)
	ent.Name = main.Name
	if main.Family != "" {
		ent.Aliases = append(ent.Aliases, main)
	}
	for _, k := range n.all("akaList", "aka") {
		a := e.xmlName(k)
		a.Weak = strings.EqualFold(k.get("category"), "weak")
		if strings.HasPrefix(strings.ToLower(k.get("type")), "f") {
			a.Kind = "former"
		}
		ent.Aliases = append(ent.Aliases, a)
	}
	ent.Aliases = append(ent.Aliases, weak...)
}

func (e *ofacEntry) xmlName(n *node) demarche.Alias {
	first, last := n.get("firstName"), n.get("lastName")
	if first == "" || last == "" || e.rec.Entity.Schema != demarche.SchemaPerson {
		return alias(join(first, last))
	}
	return parted(last, first, e.rec.Entity.Nationalities)
}

// xmlID reads one element of the idList, where remarks of every sort stand
// beside documents.
func (e *ofacEntry) xmlID(k *node) {
	label, value := k.get("idType"), k.get("idNumber")
	id := demarche.Identifier{Label: label, Value: value, Country: e.run.country(k.get("idCountry")),
		Issued: date(k.get("issueDate"), dayFirst), Expires: date(k.get("expirationDate"), dayFirst)}
	if strings.HasPrefix(label, walletLabel) || value == "" {
		e.feature(label, value)
		return
	}
	if s := scheme(label); s != "" && !strings.Contains(label, "Phone") && !strings.Contains(label, "Fax") {
		id.Scheme = s
		e.document(id)
		return
	}
	if !e.feature(label, value) {
		e.rec.Entity.Notes = append(e.rec.Entity.Notes, strings.TrimRight(label, ": -")+": "+value)
		e.notes++
	}
}
