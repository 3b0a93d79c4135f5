package lists

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"demarche"
)

// readOFACEnhanced reads sdn_enhanced.xml and cons_enhanced.xml: entity elements
// that hold everything of a party, with the day it came onto the list.
func readOFACEnhanced(r *run, in *input) error {
	if in.delta() {
		return errDelta
	}
	return scan(in.r, map[string]func(*node) error{
		"publicationInfo": func(n *node) error {
			r.head.Date = date(n.get("dataAsOf"), monthFirst)
			if r.head.Date == "" {
				r.head.Date = date(n.get("datePublished"), monthFirst)
			}
			return nil
		},
		"entities/entity": func(n *node) error {
			e := r.enhanced(n)
			e.rec.Raw = n.rest(enhancedIgnore)
			return e.finish()
		},
	})
}

var enhancedIgnore = ignoring("@id", "@refId", "@action", "@featureTypeId", "identityId", "versionId", "valueRefId", "isPrimary", "nameParts", "isValid", "isDateRange", "@entityId", "@datePublished", "@isPrimary")

func (r *run) enhanced(n *node) *ofacEntry {
	general := n.kid("generalInfo")
	e := &ofacEntry{run: r, rec: Record{Entity: demarche.Entity{ID: "ofac-" + n.attr("id"), Schema: ofacSchema(general.get("entityType"))}}}
	ent := &e.rec.Entity
	if t := general.get("title"); t != "" {
		ent.Positions = split(t, ";")
	}
	e.tags = unique(n.values("sanctionsPrograms", "sanctionsProgram"))
	for _, f := range n.all("features", "feature") {
		e.enhancedFeature(f)
	}
	for _, d := range n.all("identityDocuments", "identityDocument") {
		id := demarche.Identifier{Label: d.get("type"), Value: d.get("documentNumber"), Country: r.country(d.get("issuingCountry")),
			Issued: date(d.get("issueDate"), dayFirst), Expires: date(d.get("expirationDate"), dayFirst), Note: d.get("comments")}
		id.Scheme = cmp.Or(scheme(id.Label), "other")
		d.kid("name").attr("id")
		d.kid("name").value()
		e.document(id)
	}
	for _, a := range n.all("addresses", "address") {
		e.enhancedAddress(a)
	}
	for _, k := range n.all("names", "name") {
		e.enhancedName(k)
	}
	for _, k := range n.all("relationships", "relationship") {
		rel := demarche.Relation{Kind: "linked_to", Label: k.get("type"), ToName: k.get("relatedEntity")}
		if id := k.kid("relatedEntity").attr("entityId"); id != "" {
			rel.To = "ofac-" + id
		}
		for _, o := range ofacRelations {
			if strings.Contains(strings.ToLower(rel.Label), o.words) {
				rel.Kind = o.kind
				break
			}
		}
		e.rec.Relations = append(e.rec.Relations, rel)
	}
	e.remarks(general.get("remarks"))
	e.enhancedDesignations(n)
	return e
}

func (e *ofacEntry) enhancedFeature(f *node) {
	label, value := f.get("type"), f.get("value")
	f.get("reliability")
	f.get("comments")
	if d := f.kid("valueDate"); d != nil {
		b := demarche.Birth{Date: date(d.get("fromDateBegin"), dayFirst), Circa: d.get("isApproximate") == "true"}
		d.get("fromDateEnd")
		d.get("toDateBegin")
		d.get("toDateEnd")
		if label == "Birthdate" {
			if read := birth(value, dayFirst); read.Date != "" {
				b = read
			}
			e.rec.Entity.Births = append(e.rec.Entity.Births, b)
			return
		}
	}
	if value != "" && !e.feature(label, value) {
		e.rec.Entity.Notes = append(e.rec.Entity.Notes, strings.TrimRight(label, ": -")+": "+value)
		e.notes++
	}
}

func (e *ofacEntry) enhancedAddress(a *node) {
	place := demarche.Address{Country: e.run.country(a.get("country"))}
	for _, t := range a.all("translations", "translation") {
		t.get("isPrimary")
		t.get("script")
		var parts []string
		for _, p := range t.all("addressParts", "addressPart") {
			if p.get("type") == "CITY" {
				place.City = p.get("value")
			}
			parts = append(parts, p.get("value"))
		}
		if place.Text == "" {
			place.Text = joinAddress(parts...)
		}
	}
	if place != (demarche.Address{}) {
		e.rec.Entity.Addresses = append(e.rec.Entity.Addresses, place)
		e.rec.Entity.Countries = append(e.rec.Entity.Countries, place.Country)
	}
}

func (e *ofacEntry) enhancedName(n *node) {
	ent := &e.rec.Entity
	primary, kind, weak := n.get("isPrimary") == "true", n.get("aliasType"), n.get("isLowQuality") == "true"
	for i, t := range n.all("translations", "translation") {
		t.get("script")
		first, last, full := t.get("formattedFirstName"), t.get("formattedLastName"), t.get("formattedFullName")
		a := e.name(full)
		if ent.Schema == demarche.SchemaPerson && first != "" && last != "" {
			a = parted(last, first, ent.Nationalities)
		} else if full == "" {
			a = alias(join(first, last))
		}
		a.Weak = weak
		if strings.HasPrefix(kind, "F") {
			a.Kind = "former"
		}
		if primary && i == 0 && ent.Name == "" {
			ent.Name = a.Name
			if a.Family == "" {
				continue
			}
		}
		ent.Aliases = append(ent.Aliases, a)
	}
}

// enhancedDesignations makes the designations; the day an entry came onto the
// list is that of its programme when it has but one.
func (e *ofacEntry) enhancedDesignations(n *node) {
	listed := ""
	for _, l := range n.all("sanctionsLists", "sanctionsList") {
		l.value()
		if on := date(l.attr("datePublished"), dayFirst); on != "" && (listed == "" || on < listed) {
			listed = on
		}
	}
	kinds := unique(n.values("sanctionsTypes", "sanctionsType"))
	bases := unique(n.values("legalAuthorities", "legalAuthority"))
	if len(e.tags) == 0 {
		e.tags = []string{""}
	}
	for _, tag := range e.tags {
		d := e.designation(tag)
		d.MeasureText = slices.Clone(kinds)
		if m := measures(strings.Join(kinds, "; ")); len(m) > 0 {
			d.Measures = m
		}
		if len(e.tags) == 1 {
			d.Listed = listed
		}
		if d.Instrument == "" && len(bases) == 1 {
			d.Instrument = bases[0]
		}
		e.rec.Designations = append(e.rec.Designations, d)
	}
}

// Delta is one publication of OFAC's own changes.
type Delta struct {
	Published string // civil date
	Changes   []demarche.Change
	Listed    []Record // complete entries of those that were added
}

// ReadDelta reads a delta file of OFAC's list service (namespace DeltaFile/1.0,
// addresses /changes/latest and /changes/{publication}). Its changes are those
// OFAC itself names; list is the id they are put under.
func (r Reader) ReadDelta(list string, file io.Reader) (Delta, error) {
	info, ok := Lookup(list)
	if !ok {
		return Delta{}, demarche.ErrNotFound
	}
	run := &run{info: info, countries: r.Country, head: Head{ID: list, Skipped: map[string]int{}, Unknown: map[string]int{}}, ids: map[string]int{}}
	in := newInput("delta.xml", file)
	var d Delta
	run.each = func(rec Record) error {
		d.Listed = append(d.Listed, rec)
		return nil
	}
	if in.form() != "xml sanctionsData" {
		return d, &Unreadable{list, errNoDelta}
	}
	err := scan(in.r, map[string]func(*node) error{
		"publicationInfo": func(n *node) error {
			d.Published = date(n.get("datePublished"), dayFirst)
			return nil
		},
		"entities/entity": func(n *node) error {
			e := run.enhanced(n)
			c := demarche.Change{Entity: e.rec.Entity.ID, List: list, Name: e.rec.Entity.Name, On: d.Published, Kind: "amended"}
			switch n.attr("action") {
			case "add":
				c.Kind = "listed"
				if err := e.finish(); err != nil {
					return err
				}
			case "remove", "delete":
				c.Kind = "removed"
			default:
				c.Values = deltaValues(n)
				for _, v := range c.Values {
					if !slices.Contains(c.Fields, v.Field) {
						c.Fields = append(c.Fields, v.Field)
					}
				}
			}
			d.Changes = append(d.Changes, c)
			return nil
		},
	})
	if err != nil {
		return d, &Unreadable{list, err}
	}
	return d, nil
}

var (
	errNoDelta = errors.New("expected sanctionsData of a delta file")
	errDelta   = errors.New("this is a file of changes (a delta file), not the whole list: put it beside the list's own file")
)

// delta says whether the file is one of OFAC's delta files, by its namespace.
func (in *input) delta() bool {
	b, _ := in.r.Peek(4096)
	return bytes.Contains(b, []byte("/DeltaFile/"))
}

// deltaValues lists the elements of an amended entry that carry an action.
func deltaValues(n *node) []demarche.FieldChange {
	var out []demarche.FieldChange
	for _, k := range n.kids {
		switch action := k.attr("action"); action {
		case "":
			out = append(out, deltaValues(k)...)
		case "remove", "delete":
			out = append(out, demarche.FieldChange{Field: k.name, Before: leafText(k)})
		default:
			out = append(out, demarche.FieldChange{Field: k.name, After: leafText(k)})
		}
	}
	return out
}

// leafText joins the texts of an element, without those that are only flags.
func leafText(n *node) string {
	if len(n.kids) == 0 {
		if n.text == "true" || n.text == "false" {
			return ""
		}
		return n.text
	}
	var parts []string
	for _, k := range n.kids {
		if !enhancedIgnore[k.name] {
			parts = append(parts, leafText(k))
		}
	}
	return tuple(parts...)
}
