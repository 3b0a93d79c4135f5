package lists

import (
	"path"
	"slices"
	"strings"

	"demarche"
)

// Info is what is known of a list beforehand.
type Info struct {
	ID        string
	Name      string
	Authority demarche.Authority
	Licence   string   // terms of use of the data
	Addresses []string // where it is published, the preferred form first
	Format    string   // for people
	Numbers   string   // lists whose entries share their numbers have the same word here
	Deltas    string   // beginning of the addresses of the publisher's own files of changes
	Fresh     int      // hours within which it should be read again; 0 for a list that is kept by hand
	Sisters   []string // ends of the names of the files that complete the main one, in the CSV form
	Dated     bool     // the file's date is the day of its last change, not the day it was generated
	OptIn     bool     // not free for every use: read only when somebody asks for it
	ByHand    bool     // exists as notices only and is kept in the notices table

	read map[string]readFunc // by form, see input.form
}

// readFunc reads one publication; the main file is in, sisters are in r.files.
type readFunc func(r *run, in *input) error

// sister says whether a file of this name is not the main one.
func (i Info) sister(name string) bool {
	name = strings.ToLower(name)
	for _, s := range i.Sisters {
		if strings.HasSuffix(name, s) {
			return true
		}
	}
	return false
}

// OFAC's files of changes: history/YEAR names the publications of a year, each
// stands under its number.
const ofacChanges = "https://sanctionslistservice.ofac.treas.gov/changes/"

const ofacExports = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

// Licences of the data, as their publishers state them.
const (
	publicDomain = "US government work, public domain"
	unTerms      = "© United Nations; free to use for screening"
	euTerms      = "© European Union; reuse allowed with credit (Decision 2011/833/EU)"
	oglv3        = "Open Government Licence v3.0"
)

var all = []Info{
	{ID: "us-ofac-sdn", Name: "OFAC Specially Designated Nationals", Authority: "OFAC", Licence: publicDomain,
		Addresses: []string{ofacExports + "SDN_ADVANCED.XML", ofacExports + "SDN.XML", ofacExports + "SDN.CSV", ofacExports + "ADD.CSV", ofacExports + "ALT.CSV", ofacExports + "SDN_COMMENTS.CSV"},
		Format:    "OFAC CSV, XML, advanced or enhanced XML", Sisters: []string{"add.csv", "alt.csv", "comments.csv"}, Dated: true, Numbers: "ofac", Deltas: ofacChanges, Fresh: 48,
		read: map[string]readFunc{"csv": readOFACTable, "xml sdnList": readOFACXML, "xml Sanctions": readOFACAdvanced, "xml sanctionsData": readOFACEnhanced}},
	{ID: "us-ofac-cons", Name: "OFAC consolidated non-SDN lists", Authority: "OFAC", Licence: publicDomain,
		Addresses: []string{ofacExports + "CONS_ADVANCED.XML", ofacExports + "CONSOLIDATED.XML", ofacExports + "CONS_PRIM.CSV", ofacExports + "CONS_ADD.CSV", ofacExports + "CONS_ALT.CSV", ofacExports + "CONS_COMMENTS.CSV"},
		Format:    "OFAC CSV, XML, advanced or enhanced XML", Sisters: []string{"add.csv", "alt.csv", "comments.csv"}, Dated: true, Numbers: "ofac", Deltas: ofacChanges, Fresh: 48,
		read: map[string]readFunc{"csv": readOFACTable, "xml sdnList": readOFACXML, "xml Sanctions": readOFACAdvanced, "xml sanctionsData": readOFACEnhanced}},
	{ID: "us-csl", Name: "US Consolidated Screening List", Authority: "US Commerce (ITA)", Licence: publicDomain,
		Addresses: []string{"https://api.trade.gov/static/consolidated_screening_list/consolidated.csv"},
		Format:    "CSV", Fresh: 96, read: map[string]readFunc{"csv": readCSL}},
	{ID: "un-sc", Name: "UN Security Council consolidated list", Authority: "UN Security Council", Licence: unTerms,
		Addresses: []string{"https://scsanctions.un.org/resources/xml/en/consolidated.xml"},
		Format:    "XML", Fresh: 48, read: map[string]readFunc{"xml CONSOLIDATED_LIST": readUN}},
	{ID: "eu-fsf", Name: "EU financial sanctions", Authority: "EU Council", Licence: euTerms,
		Addresses: []string{"https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw"},
		Format:    "XML 1.1", Fresh: 72, read: map[string]readFunc{"xml export": readEU}},
	{ID: "eu-sanctionsmap", Name: "EU Sanctions Map: parties that are not in the financial file", Authority: "EU Council", Licence: euTerms,
		Addresses: []string{"https://www.sanctionsmap.eu/api/v1/data?"},
		Format:    "JSON", Fresh: 168, read: map[string]readFunc{"json": readEUMap}},
	{ID: "gb-uksl", Name: "UK Sanctions List", Authority: "FCDO", Licence: oglv3,
		Addresses: []string{"https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml", "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv"},
		Format:    "XML or CSV", Fresh: 48, read: map[string]readFunc{"xml Designations": readUK, "csv": readUKTable}},
	{ID: "ch-seco", Name: "Swiss consolidated list", Authority: "SECO", Licence: "Swiss federal administration; free to use with credit",
		Addresses: []string{"https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction"},
		Format:    "XML", Fresh: 72, read: map[string]readFunc{"xml swiss-sanctions-list": readSECO}},
	{ID: "ca-sema", Name: "Canadian autonomous sanctions list", Authority: "Global Affairs Canada", Licence: "Crown copyright; reproduction allowed with credit",
		Addresses: []string{"https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml"},
		Format:    "XML", Fresh: 168, read: map[string]readFunc{"xml data-set": readSEMA}},
	{ID: "au-dfat", Name: "Australian consolidated list", Authority: "DFAT", Licence: "CC BY 4.0",
		Addresses: []string{"https://www.dfat.gov.au/sites/default/files/Australian_Sanctions_Consolidated_List.xlsx"},
		Format:    "XLSX", Fresh: 168, read: map[string]readFunc{"xlsx": readDFAT}},
	{ID: "jp-mof", Name: "Japanese asset freezes", Authority: "MOF Japan", Licence: "Government of Japan standard terms of use 2.0 (CC BY 4.0)",
		Addresses: []string{"https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html"},
		Format:    "XLSX", Fresh: 168, read: map[string]readFunc{"xlsx": readMOF}},
	{ID: "kr-notices", Name: "South Korean designations, from notices", Authority: "MOEF Korea", Licence: "kept by hand from official notices",
		Format: "notices table (see NoticeHeader)", ByHand: true, read: map[string]readFunc{"csv": readNotices}},
	{ID: "notices", Name: "Other designations, from notices", Authority: "", Licence: "kept by hand from official notices",
		Format: "notices table (see NoticeHeader)", ByHand: true, read: map[string]readFunc{"csv": readNotices}},
	{ID: "opensanctions", Name: "OpenSanctions collection “sanctions”", Authority: "", OptIn: true,
		Licence:   "CC BY-NC 4.0: business use needs a licence from OpenSanctions",
		Addresses: []string{"https://data.opensanctions.org/datasets/latest/sanctions/targets.simple.csv", "https://data.opensanctions.org/datasets/latest/sanctions/entities.ftm.json"},
		Format:    "targets.simple.csv or FollowTheMoney JSON lines", Fresh: 168, read: map[string]readFunc{"csv": readSimple, "json": readFTM}},
}

// All tells which lists can be read, in the order of their importance here.
func All() []Info { return slices.Clone(all) }

// Lookup finds a list by its id.
func Lookup(id string) (Info, bool) {
	i := slices.IndexFunc(all, func(l Info) bool { return l.ID == id })
	if i < 0 {
		return Info{}, false
	}
	return all[i], true
}

// SisterNames are the names that the other files of a publication have beside
// the main one: for ".../sdn.csv" they are ".../add.csv", ".../alt.csv" and
// ".../sdn_comments.csv"; nil for lists of one file.
func (i Info) SisterNames(main string) []string {
	dir, file := path.Split(main)
	lower := strings.ToLower(file)
	var stem string
	var names []string
	switch {
	case len(i.Sisters) == 0 || !strings.HasSuffix(lower, ".csv"):
		return nil
	case strings.HasSuffix(lower, "_prim.csv"):
		stem, names = file[:len(file)-len("prim.csv")], []string{"add.csv", "alt.csv", "comments.csv"}
	case strings.HasSuffix(lower, "sdn.csv"):
		stem, names = file[:len(file)-len("sdn.csv")], []string{"add.csv", "alt.csv", "sdn_comments.csv"}
	default:
		return nil
	}
	out := make([]string, len(names))
	for n, name := range names {
		if end := file[len(stem):]; end == strings.ToUpper(end) {
			name = strings.ToUpper(name)
		}
		out[n] = dir + stem + name
	}
	return out
}
