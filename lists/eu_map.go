package lists

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"demarche"
)

// readEUMap reads the data behind the EU Sanctions Map: regimes with measures,
// whose lists have members. Members with an FSD_ID stand in the financial file
// and are counted only; what is left are vessels, above all, and travel bans.
func readEUMap(r *run, in *input) error {
	d := json.NewDecoder(in.r)
	return member(d, "data", func(d *json.Decoder) error {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		var one struct{ Data json.RawMessage }
		if json.Unmarshal(raw, &one) == nil && len(one.Data) > 0 {
			raw = one.Data
		}
		var regime euRegime
		if err := json.Unmarshal(raw, &regime); err != nil {
			return fmt.Errorf("regime: %w", err)
		}
		return r.euRegime(regime)
	})
}

// member walks to a list (or a single object) under a key of the top object and
// calls each with the decoder at every element.
func member(d *json.Decoder, key string, each func(*json.Decoder) error) error {
	tok, err := d.Token()
	if err != nil {
		return jsonError(err)
	}
	if tok == json.Delim('[') {
		return elements(d, each)
	}
	for d.More() {
		tok, err := d.Token()
		if err != nil {
			return jsonError(err)
		}
		if tok != key {
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				return jsonError(err)
			}
			continue
		}
		var all json.RawMessage // one regime, or a list of them
		if err := d.Decode(&all); err != nil {
			return jsonError(err)
		}
		sub := json.NewDecoder(bytes.NewReader(all))
		if all[0] != '[' {
			return each(sub)
		}
		if _, err := sub.Token(); err != nil {
			return err
		}
		return elements(sub, each)
	}
	return fmt.Errorf("no %q in the file", key)
}

func elements(d *json.Decoder, each func(*json.Decoder) error) error {
	for d.More() {
		if err := each(d); err != nil {
			return jsonError(err)
		}
	}
	_, err := d.Token()
	return jsonError(err)
}

// jsonError names the end of a file that is cut off.
func jsonError(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// wrapped is the map's way of nesting: {"data": value}.
type wrapped[T any] struct{ Data T }

type euRegime struct {
	ID            json.Number
	Specification string
	Programme     json.RawMessage
	Adopted       wrapped[struct{ Title string }] `json:"adopted_by"`
	Measures      wrapped[[]struct {
		Type  wrapped[struct{ Title string }]
		Lists wrapped[[]struct {
			Members wrapped[[]json.RawMessage]
		}]
	}]
}

func (r *run) euRegime(g euRegime) error {
	programme := strings.Join(texts(g.Programme), ", ")
	if programme == "" {
		programme = g.Specification
	}
	for _, m := range g.Measures.Data {
		for _, l := range m.Lists.Data {
			for _, raw := range l.Members.Data {
				rec, ok, err := r.euMember(raw)
				if err != nil {
					return err
				}
				if !ok {
					continue
				}
				d := demarche.Designation{Programme: demarche.Programme(programme), Instrument: g.Specification, Reference: g.ID.String(), Measures: measures(m.Type.Data.Title)}
				if t := m.Type.Data.Title; t != "" {
					d.MeasureText = []string{t}
				}
				if rec.Entity.Schema == demarche.SchemaVessel && len(d.Measures) == 0 {
					d.Measures = []demarche.Measure{demarche.MeasurePortServiceBan}
				}
				if by := g.Adopted.Data.Title; by != "" && !strings.Contains(strings.ToUpper(by), "EU") {
					d.Source = by
				}
				d.Listed, d.Reason = rec.listed, rec.reason
				rec.Designations = []demarche.Designation{d}
				if err := r.emit(rec.Record); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// texts reads a JSON text or list of texts.
func texts(raw json.RawMessage) []string {
	var list []string
	if json.Unmarshal(raw, &list) == nil {
		return list
	}
	var one string
	if json.Unmarshal(raw, &one) == nil && one != "" {
		return []string{one}
	}
	return nil
}

type euMember struct {
	Record
	listed, reason string
}

var (
	euCodes   = regexp.MustCompile(`(?i)\b(IMO|MMSI)\s*(?:number|no\.?)?\s*:?\s*(\d{7,9})\b`)
	euAliases = regexp.MustCompile(`(?i)\((?:alias|a\.k\.a\.|formerly|ex)[:\s]+([^)]*)\)`)
)

// euMember reads a member; ok is false when it stands in the financial file.
func (r *run) euMember(raw json.RawMessage) (m euMember, ok bool, err error) {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return m, false, fmt.Errorf("member: %w", err)
	}
	if inner, nested := fields["data"]; nested {
		fields = map[string]json.RawMessage{}
		if err := json.Unmarshal(inner, &fields); err != nil {
			return m, false, fmt.Errorf("member: %w", err)
		}
	}
	get := func(key string) string {
		value := fields[key]
		delete(fields, key)
		var s string
		if json.Unmarshal(value, &s) != nil {
			s = strings.Trim(string(value), `"`)
			if s == "null" {
				s = ""
			}
		}
		return strings.TrimSpace(s)
	}
	if get("FSD_ID") != "" {
		r.skip("member that stands in the financial file")
		return m, false, nil
	}
	e := &m.Entity
	name, code := get("name"), get("id_code")
	m.listed, m.reason = date(get("creation_date"), dayFirst), get("reason")
	e.Schema = demarche.SchemaOrganization
	if get("type") == "P" {
		e.Schema = demarche.SchemaPerson
	}
	for _, a := range euAliases.FindAllStringSubmatch(name, -1) {
		for _, n := range strings.FieldsFunc(a[1], func(r rune) bool { return r == ',' || r == ';' }) {
			e.Aliases = append(e.Aliases, alias(n))
		}
	}
	name = euAliases.ReplaceAllString(name, "")
	name, note, _ := strings.Cut(name, "\n")
	e.Name = join(name)
	e.Notes = append(e.Notes, strings.TrimSpace(note))
	for _, c := range euCodes.FindAllStringSubmatch(code, -1) {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: strings.ToLower(c[1]), Value: c[2]})
	}
	if len(e.Identifiers) == 0 && imoNumber.MatchString(code) && len(code) == 7 {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "imo", Value: code})
	}
	if len(e.Identifiers) > 0 {
		e.Schema = demarche.SchemaVessel
		e.ID = "eumap-" + e.Identifiers[0].Value
	} else {
		e.Notes = append(e.Notes, code)
		sum := sha256.Sum256([]byte(e.Name + "\x00" + m.listed))
		e.ID = "eumap-" + hex.EncodeToString(sum[:5])
	}
	m.Raw = rawJSON(fields)
	return m, true, nil
}

// rawJSON keeps the fields that are left over.
func rawJSON(fields map[string]json.RawMessage) map[string][]string {
	var raw map[string][]string
	for key, value := range fields {
		if s := string(value); s == "null" || s == `""` || s == "[]" || s == "{}" {
			continue
		}
		if raw == nil {
			raw = map[string][]string{}
		}
		raw[key] = []string{string(value)}
	}
	return raw
}
