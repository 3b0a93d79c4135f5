package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// readEU reads the EU's financial sanctions file, version 1.1: sanctionEntity
// elements whose values stand in attributes.
func readEU(r *run, in *input) error {
	ignore := ignoring("@logicalId", "@regulationLanguage", "regulationSummary", "@classificationCode", "@organisationType", "@regulationType",
		"@diplomatic", "@knownExpired", "@knownFalse", "@reportedLost", "@revokedByIssuer", "@issuedDateUnknown", "@calendarType", "@countryDescription", "@asAtListingTime", "@identificationTypeDescription", "@latinNumber", "@nameOnDocument", "@circa")
	return scan(in.r, map[string]func(*node) error{
		"": func(n *node) error {
			r.head.Date = date(n.attr("generationDate"), dayFirst)
			return nil
		},
		"sanctionEntity": func(n *node) error {
			rec := r.euEntry(n)
			rec.Raw = n.rest(ignore)
			return r.emit(rec)
		},
	})
}

var euLowQuality = regexp.MustCompile(`(?i)\blow? quality`)

func (r *run) euEntry(n *node) Record {
	ref := n.attr("euReferenceNumber")
	rec := Record{}
	e := &rec.Entity
	if e.ID = "eu-" + strings.TrimPrefix(ref, "EU."); ref == "" {
		e.ID = "eu-logical-" + n.attr("logicalId")
	}
	e.Schema = demarche.SchemaOrganization
	if n.kid("subjectType").attr("code") == "person" {
		e.Schema = demarche.SchemaPerson
	}
	for _, k := range n.all("nameAlias") {
		r.euName(e, k)
	}
	for _, k := range n.all("birthdate") {
		r.euBirth(e, k)
	}
	for _, k := range n.all("citizenship") {
		if c := r.euCountry(k); c != "" {
			e.Nationalities = append(e.Nationalities, c)
			e.Countries = append(e.Countries, c)
		}
		e.Notes = append(e.Notes, k.values("remark")...)
		k.attr("region")
	}
	for _, k := range n.all("address") {
		r.euAddress(e, k)
	}
	for _, k := range n.all("identification") {
		r.euDocument(e, k)
	}
	if ref != "" {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "eu-ref", Value: ref})
	}
	if un := n.attr("unitedNationId"); un != "" {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "un-ref", Value: un})
	}
	e.Notes = append(e.Notes, n.values("remark")...)
	rec.Designations = euDesignations(n, ref)
	return rec
}

// euName reads a name. The first strong one becomes the display name.
func (r *run) euName(e *demarche.Entity, k *node) {
	first, middle, last := k.attr("firstName"), k.attr("middleName"), k.attr("lastName")
	a := alias(k.attr("wholeName"))
	if last != "" && first != "" && join(first, middle, last) == a.Name {
		a.Family, a.Given = last, join(first, middle)
	}
	if a.Name == "" {
		a = alias(join(first, middle, last))
	}
	a.Lang = strings.ToLower(k.attr("nameLanguage"))
	remarks := k.values("remark")
	a.Weak = k.attr("strong") == "false" || euLowQuality.MatchString(strings.Join(remarks, " "))
	for _, text := range remarks {
		if !strings.Contains(strings.ToLower(text), "quality") {
			e.Notes = append(e.Notes, text)
		}
	}
	if g := k.attr("gender"); g != "" && e.Gender == "" {
		e.Gender = map[string]string{"M": "male", "F": "female"}[g]
	}
	e.Positions = append(e.Positions, k.attr("title"), k.attr("function"))
	if a.Name == "" {
		return
	}
	if e.Name == "" && !a.Weak {
		e.Name = a.Name
		if a.Family == "" && a.Lang == "" {
			return
		}
	}
	e.Aliases = append(e.Aliases, a)
	if e.Name == "" { // only weak names
		e.Name = a.Name
	}
}

func (r *run) euCountry(k *node) string {
	code, text := k.attr("countryIso2Code"), k.attr("countryDescription")
	if code == "00" || strings.EqualFold(text, "UNKNOWN") {
		return ""
	}
	if len(code) == 2 {
		return code
	}
	return r.country(text)
}

func (r *run) euBirth(e *demarche.Entity, k *node) {
	b := demarche.Birth{Circa: k.attr("circa") == "true"}
	if b.Date = date(k.attr("birthdate"), dayFirst); b.Date == "" {
		b.Date = ymd(k.attr("year"), k.attr("monthOfYear"), k.attr("dayOfMonth"))
	} else {
		k.attr("year")
	}
	k.attr("monthOfYear")
	k.attr("dayOfMonth")
	if from, to := k.attr("yearRangeFrom"), k.attr("yearRangeTo"); b.Date == "" && date(from, dayFirst) != "" {
		b.Date, b.Until = date(from, dayFirst), date(to, dayFirst)
	}
	b.Place = joinAddress(k.attr("place"), k.attr("city"), k.attr("region"), k.attr("zipCode"))
	b.Country = r.euCountry(k)
	b.Note = joinAddress(k.values("remark")...)
	e.Births = append(e.Births, b)
}

func (r *run) euAddress(e *demarche.Entity, k *node) {
	a := demarche.Address{City: k.attr("city"), Country: r.euCountry(k), Note: joinAddress(k.values("remark")...)}
	box := k.attr("poBox")
	if box != "" {
		box = "P.O. Box " + box
	}
	a.Text = joinAddress(k.attr("street"), box, k.attr("place"), a.City, k.attr("region"), k.attr("zipCode"))
	for _, c := range k.all("contactInfo") {
		kind := strings.ToLower(c.attr("key"))
		switch {
		case strings.Contains(kind, "mail"):
			kind = "email"
		case strings.Contains(kind, "web"):
			kind = "website"
		default:
			kind = "phone"
		}
		e.Contacts = append(e.Contacts, demarche.Identifier{Scheme: kind, Value: c.attr("value")})
	}
	if a != (demarche.Address{}) {
		e.Addresses = append(e.Addresses, a)
		e.Countries = append(e.Countries, a.Country)
	}
}

// euSchemes gives the scheme of identificationTypeCode.
var euSchemes = map[string]string{"passport": "passport", "diplo": "passport", "travelstop": "passport", "id": "national_id", "ssn": "ssn", "fiscalcode": "tax", "regnumber": "registration",
	"imo": "imo", "bic": "bic", "swiftbic": "bic", "lei": "lei", "birthcert": "national_id", "driv": "driver_licence", "electoral": "other", "mmsi": "mmsi"}

func (r *run) euDocument(e *demarche.Entity, k *node) {
	code := strings.ToLower(k.attr("identificationTypeCode"))
	label := k.attr("identificationTypeDescription")
	id := demarche.Identifier{Value: k.attr("number"), Label: label, Country: r.euCountry(k), Issued: date(k.attr("issueDate"), dayFirst),
		Expires: date(k.attr("validTo"), dayFirst), Note: joinAddress(append(k.values("remark"), k.attr("issuedBy"))...)}
	if latin := k.attr("latinNumber"); id.Value == "" {
		id.Value = latin
	}
	if id.Scheme = euSchemes[code]; id.Scheme == "" {
		if id.Scheme = scheme(label); id.Scheme == "" {
			id.Scheme = "other"
		}
	}
	if id.Scheme == "imo" && imoNumber.MatchString(id.Value) {
		id.Value = imoNumber.FindString(id.Value) // of a vessel, or of a shipping company
	}
	if id.Value != "" {
		e.Identifiers = append(e.Identifiers, id)
	}
}

// euDesignations makes one designation a programme: the first regulation that
// names it lists, the last one amends.
func euDesignations(n *node, ref string) []demarche.Designation {
	var out []demarche.Designation
	at := map[string]int{}
	start := date(n.attr("designationDate"), dayFirst)
	reason := n.attr("designationDetails")
	for _, k := range n.all("regulation") {
		programme := k.attr("programme")
		published, force := date(k.attr("publicationDate"), dayFirst), date(k.attr("entryIntoForceDate"), dayFirst)
		title := k.attr("numberTitle")
		url := k.get("publicationUrl")
		i, ok := at[programme]
		if !ok {
			at[programme] = len(out)
			out = append(out, demarche.Designation{Programme: demarche.Programme(programme), Instrument: title, Listed: published, Effective: force,
				Measures: []demarche.Measure{demarche.MeasureAssetFreeze}, Reference: ref, Reason: reason, Amended: published, URL: url})
			if k.attr("regulationType") == "amendment" { // the file keeps the last act only: the day of listing is older
				out[len(out)-1].Listed, out[len(out)-1].Effective = "", ""
			}
			continue
		}
		if published > out[i].Amended {
			out[i].Amended, out[i].Instrument, out[i].URL = published, title, url
		}
	}
	for i := range out {
		if start != "" {
			out[i].Listed = start
		}
	}
	if len(out) == 0 {
		out = append(out, demarche.Designation{Listed: start, Reference: ref, Measures: []demarche.Measure{demarche.MeasureAssetFreeze}, Reason: reason})
	}
	return out
}
