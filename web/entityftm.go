package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"demarche"
)

// ftmEntity is one entity in FollowTheMoney's form: a schema and lists of values.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Datasets   []string            `json:"datasets,omitempty"`
}

func (e *ftmEntity) add(property string, values ...string) {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// ftmNumbers are the properties of numbers, where FollowTheMoney has one for
// the schema.
func ftmNumber(schema demarche.EntitySchema, id demarche.Identifier) (property string, ok bool) {
	person, ship := schema == demarche.SchemaPerson, schema == demarche.SchemaVessel
	switch id.Scheme {
	case "passport":
		return "passportNumber", person
	case "imo":
		return "imoNumber", ship
	case "mmsi":
		return "mmsi", ship
	case "lei":
		return "leiCode", !person && !ship && schema != demarche.SchemaAirplane
	case "tax":
		return "taxNumber", person || !ship && schema != demarche.SchemaAirplane
	case "registration":
		return "registrationNumber", !person
	case "wallet", "un-ref", "eu-ref", "ofsi-group", "entity":
		return "", false
	}
	return "idNumber", person || !ship && schema != demarche.SchemaAirplane
}

// ftmOf gives an entity with one Sanction for each designation.
func ftmOf(v demarche.EntityView) []ftmEntity {
	e := v.Entity
	main := ftmEntity{ID: e.ID, Schema: string(e.Schema), Properties: map[string][]string{}}
	if main.Schema == "" {
		main.Schema = "LegalEntity"
	}
	main.add("name", e.Name)
	for _, a := range e.Aliases {
		switch {
		case a.Weak:
			main.add("weakAlias", a.Name)
		case a.Kind == "former":
			main.add("previousName", a.Name)
		default:
			main.add("alias", a.Name)
		}
	}
	main.addPlaces(e)
	var out []ftmEntity
	for _, h := range v.Entries {
		main.Datasets = append(main.Datasets, h.List)
		for i, d := range h.Designations {
			sanction := ftmEntity{ID: demarche.NewItemID(h.List, e.ID+" "+string(d.Programme)+" "+string(rune('a'+i%26))), Schema: "Sanction", Properties: map[string][]string{}, Datasets: []string{h.List}}
			sanction.add("entity", e.ID)
			sanction.add("authority", string(d.Authority))
			sanction.add("program", string(d.Programme))
			sanction.add("listingDate", d.Listed)
			sanction.add("startDate", d.Effective)
			sanction.add("endDate", d.Removed)
			sanction.add("authorityId", d.Reference)
			sanction.add("reason", d.Reason)
			sanction.add("provisions", d.MeasureText...)
			status := "listed"
			if !h.Gone.IsZero() || d.Removed != "" {
				status = "removed"
			}
			sanction.add("status", status)
			out = append(out, sanction)
		}
	}
	return append([]ftmEntity{main}, out...)
}

func (main *ftmEntity) addPlaces(e demarche.Entity) {
	person := e.Schema == demarche.SchemaPerson
	for _, c := range e.Countries {
		if len(c) == 2 {
			main.add("country", strings.ToLower(c))
		}
	}
	if person {
		for _, c := range e.Nationalities {
			if len(c) == 2 {
				main.add("nationality", strings.ToLower(c))
			}
		}
		for _, b := range e.Births {
			main.add("birthDate", b.Date)
			main.add("birthPlace", b.Place)
		}
		main.add("position", e.Positions...)
	}
	if v := e.Vessel; v != nil && e.Schema == demarche.SchemaVessel {
		if len(v.Flag) == 2 {
			main.add("flag", strings.ToLower(v.Flag))
		}
		main.add("type", v.Type)
		main.add("callSign", v.CallSign)
	}
	if e.Schema != demarche.SchemaVessel && e.Schema != demarche.SchemaAirplane {
		for _, a := range e.Addresses {
			main.add("address", a.Text)
		}
	}
	for _, id := range e.Identifiers {
		if property, ok := ftmNumber(e.Schema, id); ok {
			main.add(property, id.Value)
		}
	}
	main.add("notes", e.Notes...)
}

// entityFtM serves an entity as FollowTheMoney JSON lines.
func (s *Server) entityFtM(w http.ResponseWriter, r *http.Request) error {
	v, err := s.entityOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, e := range ftmOf(v) {
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Type", "application/x-ndjson; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, err = w.Write(b.Bytes())
	return err
}
