package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// OFAC's table set: the main file has 12 columns and no header, empty values
// are "-0- ", the last byte is 0x1A. Names, addresses and remarks that overflow
// stand in sister files, joined by the entry number in the first column
// (OFAC, "SDN data file specifications").

// null gives a cell's text, "" for OFAC's sign of an empty one.
func null(cell string) string {
	if cell = strings.TrimSpace(cell); cell == "-0-" {
		return ""
	}
	return cell
}

type ofacAlias struct{ kind, name, note string }

// ofacSisters are the sister files in memory, by entry number.
type ofacSisters struct {
	aliases   map[string][]ofacAlias
	addresses map[string][]demarche.Address
	remarks   map[string]string
}

func readOFACTable(r *run, in *input) error {
	sisters, err := r.ofacSisters()
	if err != nil {
		return err
	}
	return lines(in.text(), func(c []string) error {
		if len(c) < 12 {
			if len(c) > 1 || len(c) == 1 && strings.TrimSpace(c[0]) != "" {
				r.skip("row of fewer than 12 columns")
			}
			return nil
		}
		return r.ofacRow(c, sisters)
	})
}

func (r *run) ofacSisters() (ofacSisters, error) {
	s := ofacSisters{map[string][]ofacAlias{}, map[string][]demarche.Address{}, map[string]string{}}
	each := func(want int, read func(c []string), suffixes ...string) error {
		f := r.file(suffixes...)
		if f == nil {
			r.head.Missing = append(r.head.Missing, suffixes[0])
			return nil
		}
		return lines(f.text(), func(c []string) error {
			if len(c) < want {
				if len(c) > 1 {
					r.skip("row of a sister file with too few columns")
				}
				return nil
			}
			read(c)
			return nil
		})
	}
	err := each(4, func(c []string) {
		s.aliases[c[0]] = append(s.aliases[c[0]], ofacAlias{null(c[2]), null(c[3]), null(at(c, 4))})
	}, "alt.csv")
	if err != nil {
		return s, err
	}
	err = each(5, func(c []string) {
		a := demarche.Address{Text: joinAddress(null(c[2]), null(c[3])), City: null(c[3]), Country: null(c[4]), Note: null(at(c, 5))}
		if a != (demarche.Address{}) {
			a.Country = r.country(a.Country)
			s.addresses[c[0]] = append(s.addresses[c[0]], a)
		}
	}, "add.csv")
	if err != nil {
		return s, err
	}
	return s, each(2, func(c []string) { s.remarks[c[0]] += c[1] }, "comments.csv")
}

func at(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// joinAddress puts the parts of an address together.
func joinAddress(parts ...string) string {
	return strings.Join(unique(parts), ", ")
}

func (r *run) ofacRow(c []string, s ofacSisters) error {
	num := strings.TrimSpace(c[0])
	e := &ofacEntry{run: r, rec: Record{Entity: demarche.Entity{ID: "ofac-" + num, Schema: ofacSchema(null(c[2]))}}}
	ent := &e.rec.Entity
	for tag := range strings.SplitSeq(null(c[3]), "] [") {
		if tag = strings.Trim(tag, "[] "); tag != "" {
			e.tags = append(e.tags, tag)
		}
	}
	e.tags = unique(e.tags)
	if t := null(c[4]); t != "" {
		ent.Positions = append(ent.Positions, split(t, ";")...)
	}
	for i, label := range []string{"Call Sign", "Vessel Type", "Tonnage", "Gross Registered Tonnage", "Vessel Flag", "Vessel Owner"} {
		if v := null(c[5+i]); v != "" {
			e.feature(label, v)
		}
	}
	remarks := null(c[11])
	if more := s.remarks[num]; more != "" {
		remarks += more // cut in the middle of a word
	}
	e.remarks(remarks)
	ent.Addresses = s.addresses[num]
	for _, a := range ent.Addresses {
		ent.Countries = append(ent.Countries, a.Country)
	}
	e.names(null(c[1]), s.aliases[num])
	for _, extra := range c[12:] {
		if extra = null(extra); extra != "" {
			e.rec.Raw = map[string][]string{"column 13 and more": append(e.rec.Raw["column 13 and more"], extra)}
		}
	}
	return e.finish()
}

// names sets the display name and the aliases. The list writes a person's name
// as "FAMILY, Given".
func (e *ofacEntry) names(name string, aliases []ofacAlias) {
	ent := &e.rec.Entity
	weak := ent.Aliases // from the remarks
	ent.Aliases = nil
	main := e.name(name)
	ent.Name = main.Name
	if main.Family != "" {
		ent.Aliases = append(ent.Aliases, main)
	}
	for _, a := range aliases {
		n := e.name(a.name)
		if strings.HasPrefix(strings.ToLower(a.kind), "f") {
			n.Kind = "former"
		}
		if strings.Contains(strings.ToLower(a.note), "weak") {
			n.Weak = true
		} else if a.note != "" {
			ent.Notes = append(ent.Notes, n.Name+": "+a.note)
		}
		ent.Aliases = append(ent.Aliases, n)
	}
	ent.Aliases = append(ent.Aliases, weak...)
}

func (e *ofacEntry) name(s string) demarche.Alias {
	if e.rec.Entity.Schema == demarche.SchemaPerson {
		if family, given, ok := strings.Cut(s, ", "); ok {
			return parted(family, given, e.rec.Entity.Nationalities)
		}
	}
	return alias(s)
}

var (
	remarkAlias = regexp.MustCompile(`^(?:alt\. )?([afn])\.k\.a\.,? '?(.+?)'?$`)
	remarkTail  = regexp.MustCompile(`\s+(issued|expires)\s+(\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}|\d{4})`)
	remarkPlace = regexp.MustCompile(`\s*\(([^()]*)\)\s*$`)
	// letters before a number belong to it: "Passport RL 0291622"
	numberPrefix = regexp.MustCompile(`^(.*[a-z.]#?) ([A-Z]{1,4})$`)
	labelled     = regexp.MustCompile(`^([A-Z][^:;]{2,160}?)(?::| -) (.+)$`)
)

// remarks reads the remarks of an entry, "; " between them. What no rule reads
// is kept as a note and counted.
func (e *ofacEntry) remarks(text string) {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSuffix(strings.TrimSpace(part), ".")
		if part == "" || part == "individual" || e.remark(part) {
			continue
		}
		e.rec.Entity.Notes = append(e.rec.Entity.Notes, part)
		e.notes++
	}
}

func (e *ofacEntry) remark(part string) bool {
	if inner, ok := strings.CutPrefix(part, "("); ok {
		part = strings.TrimSuffix(inner, ")")
	}
	part = strings.TrimPrefix(part, "alt. ")
	if m := remarkAlias.FindStringSubmatch(part); m != nil {
		a := alias(m[2])
		a.Weak = true
		if m[1] == "f" {
			a.Kind = "former"
		}
		e.rec.Entity.Aliases = append(e.rec.Entity.Aliases, a)
		return true
	}
	for _, label := range []string{"DOB", "POB", "nationality", "Nationality", "citizen", "Gender", "Email Address", "Website", "Phone Number", "Telephone", "Fax", "Linked To:",
		"Organization Established Date", "Vessel Year of Build", "Former Vessel Flag", "Other Vessel Flag", "Vessel Type", "Aircraft Operator", "Aircraft Model", "Aircraft Manufacture Date", "Nationality of Registration"} {
		if value, ok := strings.CutPrefix(part, label+" "); ok && !strings.HasPrefix(value, "of Registration") {
			return e.feature(label, value)
		}
	}
	if rest, ok := strings.CutPrefix(part, walletLabel); ok {
		currency, address, ok := strings.Cut(rest, " ")
		return ok && e.identifier(walletLabel+currency, strings.TrimSpace(address))
	}
	if m := labelled.FindStringSubmatch(part); m != nil && !strings.HasPrefix(m[1], "Passport") {
		if e.feature(m[1], m[2]) {
			return true
		}
	}
	return e.remarkDocument(part)
}

// remarkDocument reads "Passport P0017003 (Belize) expires 12 Jan 2010".
func (e *ofacEntry) remarkDocument(part string) bool {
	id := demarche.Identifier{}
	for {
		m := remarkTail.FindStringSubmatchIndex(part)
		if m == nil {
			break
		}
		if value := date(part[m[4]:m[5]], dayFirst); part[m[2]:m[3]] == "issued" {
			id.Issued = value
		} else {
			id.Expires = value
		}
		part = part[:m[0]] + part[m[1]:]
	}
	if m := remarkPlace.FindStringSubmatchIndex(part); m != nil {
		place := part[m[2]:m[3]]
		if code, ok := e.run.code(place); ok {
			id.Country = code
		} else if e.run.countries == nil {
			id.Country = place
		} else {
			id.Note = place
		}
		part = part[:m[0]]
	}
	for i := len(part) - 1; i > 0; i-- { // the number is what follows the last word of the label
		if part[i] != ' ' {
			continue
		}
		value := strings.TrimSpace(part[i+1:])
		if label := strings.TrimSpace(part[:i]); strings.ContainsAny(value, "0123456789") || len(value) >= 6 && strings.ToUpper(value) == value {
			label = strings.TrimSuffix(label, " IMO")
			if m := numberPrefix.FindStringSubmatch(label); m != nil && scheme(m[1]) != "" {
				label, value = m[1], m[2]+" "+value
			}
			if len(label) > 80 || strings.Contains(label, ",") {
				return false
			}
			if id.Scheme = scheme(label); id.Scheme == "" {
				return false
			}
			id.Label, id.Value = label, value
			e.document(id)
			return true
		}
		return false
	}
	return false
}
