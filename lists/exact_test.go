package lists

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// invented is one entry of a generated list; nobody of these names exists.
type invented struct {
	n     int
	given string // Abel, or Boris once it was amended
	post  string // Dockmaster, or Harbourmaster
}

func (e invented) family() string { return fmt.Sprintf("Quillfeather%04d", e.n) }

// written is how a form of a list is written down.
type written struct {
	list   string
	named  bool // an entry's number is made of its name: another name is another entry
	render func(t *testing.T, entries []invented) map[string][]byte
}

// each writes entries by a template of fmt: %[1]d is the number, %[2]s the family
// name, %[3]s the given name, %[4]s the post.
func each(head, entry, foot string, name string) func(*testing.T, []invented) map[string][]byte {
	return func(_ *testing.T, entries []invented) map[string][]byte {
		var b strings.Builder
		b.WriteString(strings.ReplaceAll(head, "COUNT", fmt.Sprint(len(entries))))
		for i, e := range entries {
			if strings.HasSuffix(name, ".json") && i > 0 && foot != "" {
				b.WriteString(",")
			}
			fmt.Fprintf(&b, entry, 70000+e.n, e.family(), e.given, e.post)
		}
		b.WriteString(foot)
		return map[string][]byte{name: []byte(b.String())}
	}
}

var writtenForms = map[string]written{
	"OFAC table": {list: "us-ofac-sdn", render: each("", "%[1]d,\"%[2]s, %[3]s\",\"individual\",\"DPRK3\",\"%[4]s\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", "\x1A", "sdn.csv")},
	"OFAC XML": {list: "us-ofac-sdn", render: each(`<sdnList xmlns="x"><publshInformation><Publish_Date>11/04/2025</Publish_Date><Record_Count>COUNT</Record_Count></publshInformation>`,
		`<sdnEntry><uid>%[1]d</uid><firstName>%[3]s</firstName><lastName>%[2]s</lastName><title>%[4]s</title><sdnType>Individual</sdnType><programList><program>DPRK3</program></programList></sdnEntry>`, `</sdnList>`, "sdn.xml")},
	"OFAC enhanced XML": {list: "us-ofac-cons", render: each(`<sanctionsData xmlns="x"><publicationInfo><dataAsOf>2025-11-04T10:00:00-05:00</dataAsOf></publicationInfo><entities>`,
		`<entity id="%[1]d"><generalInfo><entityType>Individual</entityType><title>%[4]s</title></generalInfo><sanctionsPrograms><sanctionsProgram>DPRK3</sanctionsProgram></sanctionsPrograms><names><name><isPrimary>true</isPrimary><translations><translation><formattedFirstName>%[3]s</formattedFirstName><formattedLastName>%[2]s</formattedLastName><formattedFullName>%[2]s, %[3]s</formattedFullName></translation></translations></name></names></entity>`,
		`</entities></sanctionsData>`, "cons_enhanced.xml")},
	"OFAC advanced XML": {list: "us-ofac-sdn", render: writtenAdvanced},
	"UN": {list: "un-sc", render: each(`<CONSOLIDATED_LIST dateGenerated="2025-11-05T00:00:09.554Z"><INDIVIDUALS>`,
		`<INDIVIDUAL><FIRST_NAME>%[3]s</FIRST_NAME><SECOND_NAME>%[2]s</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.%[1]d</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><DESIGNATION><VALUE>%[4]s</VALUE></DESIGNATION></INDIVIDUAL>`, `</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>`, "un.xml")},
	"EU": {list: "eu-fsf", render: each(`<export xmlns="x" generationDate="2025-11-05T09:00:00.000+01:00">`,
		`<sanctionEntity euReferenceNumber="EU.%[1]d.1" logicalId="%[1]d"><regulation programme="PRK" publicationDate="2025-10-20" numberTitle="2025/2000"/><subjectType code="person" classificationCode="P"/><nameAlias firstName="%[3]s" lastName="%[2]s" wholeName="%[3]s %[2]s" function="%[4]s" strong="true"/></sanctionEntity>`, `</export>`, "eu.xml")},
	"EU map": {list: "eu-sanctionsmap", named: true, render: each(`{"data":[{"id":26,"specification":"Ukraine","programme":["UKR"],"measures":{"data":[{"type":{"data":{"title":"ban on access to ports"}},"lists":{"data":[{"members":{"data":[`,
		`{"data":{"FSD_ID":null,"type":"E","name":"%[3]s %[2]s","id_code":null,"creation_date":"2025-05-20","reason":"%[4]s"}}`, `]}}]}}]}}]}`, "map.json")},
	"UK XML": {list: "gb-uksl", render: each(`<Designations><DateGenerated>05/11/2025</DateGenerated>`,
		`<Designation><DateDesignated>29/06/2017</DateDesignated><UniqueID>DPR%[1]d</UniqueID><Names><Name><Name1>%[3]s</Name1><Name6>%[2]s</Name6><NameType>Primary Name</NameType></Name></Names><RegimeName>North Korea</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><OtherInformation>%[4]s</OtherInformation><SanctionsImposed>Asset freeze</SanctionsImposed></Designation>`, `</Designations>`, "uk.xml")},
	"UK table": {list: "gb-uksl", render: each("\"Report Date: 05-Nov-2025\"\nUnique ID,Name 6,Name 1,Name type,Regime Name,Designation Type,Sanctions Imposed,Other Information,Date Designated\n",
		"DPR%[1]d,%[2]s,%[3]s,Primary Name,North Korea,Individual,Asset freeze,%[4]s,29/06/2017\n", "", "uk.csv")},
	"SECO": {list: "ch-seco", render: each(`<swiss-sanctions-list date="2025-11-05"><sanctions-program ssid="20"><program-key lang="eng">North Korea</program-key><sanctions-set ssid="4387" lang="eng">Annex 6: financial sanctions</sanctions-set></sanctions-program>`,
		`<target ssid="%[1]d"><sanctions-set-id>4387</sanctions-set-id><individual><identity main="true"><name name-type="primary-name" quality="good"><name-part order="2" name-part-type="given-name"><value>%[3]s</value></name-part><name-part order="1" name-part-type="family-name"><value>%[2]s</value></name-part></name></identity><other-information>%[4]s</other-information></individual></target>`, `</swiss-sanctions-list>`, "seco.xml")},
	"SEMA": {list: "ca-sema", render: each(`<data-set>`,
		`<record><Country-Pays>Russia / Russie</Country-Pays><LastName-NomDeFamille>%[2]s</LastName-NomDeFamille><GivenName-Prenom>%[3]s</GivenName-Prenom><Aliases-Alias>%[4]s</Aliases-Alias><Schedule-Annexe>1, Part 1</Schedule-Annexe><Item-NumeroDarticle>%[1]d</Item-NumeroDarticle></record>`, `</data-set>`, "sema.xml")},
	"DFAT": {list: "au-dfat", render: func(t *testing.T, entries []invented) map[string][]byte {
		rows := [][]any{{"Reference", "Name of Individual or Entity", "Type", "Name Type", "Additional Information", "Committees", "Control Date"}}
		for _, e := range entries {
			rows = append(rows, []any{fmt.Sprint(70000 + e.n), e.given + " " + e.family(), "Individual", "Primary Name", e.post, "1718 (DPRK)", 45000})
		}
		return map[string][]byte{"list.xlsx": book(t, rows)}
	}},
	"MOF": {list: "jp-mof", named: true, render: func(t *testing.T, entries []invented) map[string][]byte {
		rows := [][]any{{"北朝鮮のミサイル又は大量破壊兵器計画に関連する者"}, {}, {"告示日付", "告示番号", "日 本 語 表 記", "英 語 表 記", "役 職"}}
		for _, e := range entries {
			rows = append(rows, []any{42906, "第１号", "", e.given + " " + e.family(), e.post})
		}
		return map[string][]byte{"list.xlsx": book(t, rows)}
	}},
	"CSL, of OFAC": {list: "us-csl", render: each("_id,source,entity_number,type,programs,name,title,addresses,remarks\n",
		"a%[1]d,Specially Designated Nationals (SDN) - Treasury Department,%[1]d,Individual,DPRK3,\"%[3]s %[2]s\",%[4]s,,\n", "", "csl.csv")},
	"CSL, of others": {list: "us-csl", named: true, render: each("_id,source,entity_number,type,programs,name,title,addresses,remarks\n",
		"a%[1]d,Entity List (EL) - Bureau of Industry and Security,,,,\"%[3]s %[2]s\",%[4]s,,\n", "", "csl.csv")},
	"notices": {list: "kr-notices", render: each("id,name,schema,authority,programme,birth_place,listed\n", "kr-%[1]d,%[3]s %[2]s,Person,MOEF,DPRK,%[4]s,2025-11-05\n", "", "notices.csv")},
	"OpenSanctions table": {list: "opensanctions", render: each("\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\"sanctions\",\"dataset\"\n",
		"\"NK-%[1]d\",\"Person\",\"%[3]s %[2]s\",\"\",\"\",\"kp\",\"%[4]s\",\"\",\"Example\",\"Example\"\n", "", "targets.simple.csv")},
	"OpenSanctions entities": {list: "opensanctions", render: each("", `{"id":"NK-%[1]d","caption":"%[3]s %[2]s","schema":"Person","target":true,"properties":{"name":["%[3]s %[2]s"],"position":["%[4]s"],"topics":["sanction"]},"datasets":["x"]}`+"\n", "", "entities.ftm.json")},
}

func writtenAdvanced(_ *testing.T, entries []invented) map[string][]byte {
	var b strings.Builder
	b.WriteString(`<Sanctions><DateOfIssue><Year>2025</Year><Month>11</Month><Day>4</Day></DateOfIssue><ReferenceValueSets><FeatureTypeValues><FeatureType ID="26">Title</FeatureType></FeatureTypeValues><SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues></ReferenceValueSets><DistinctParties>`)
	for _, e := range entries {
		id := 70000 + e.n
		fmt.Fprintf(&b, `<DistinctParty FixedRef="%[1]d"><Profile ID="%[1]d" PartySubTypeID="4"><Identity ID="%[1]d"><Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1">%[2]s</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="2">%[3]s</NamePartValue></DocumentedNamePart></DocumentedName></Alias><NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity><Feature FeatureTypeID="26"><FeatureVersion><VersionDetail>%[4]s</VersionDetail></FeatureVersion></Feature></Profile></DistinctParty>`, id, e.family(), e.given, e.post)
	}
	b.WriteString(`</DistinctParties><SanctionsEntries>`)
	for _, e := range entries {
		fmt.Fprintf(&b, `<SanctionsEntry ID="%[1]d" ProfileID="%[1]d"><SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure></SanctionsEntry>`, 70000+e.n)
	}
	b.WriteString(`</SanctionsEntries></Sanctions>`)
	return map[string][]byte{"sdn_advanced.xml": []byte(b.String())}
}

var inventedNumber = regexp.MustCompile(`\d{4}`)

// TestExact makes a second version of a list of every form by a program: entries
// added, amended in the name or in another field, removed, and put in another
// order. The changes found are exactly those, each with the values that differ.
func TestExact(t *testing.T) {
	for name, form := range writtenForms {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(3) {
				exact(t, form, rand.New(rand.NewPCG(seed, 11)))
			}
		})
	}
}

func exact(t *testing.T, form written, rnd *rand.Rand) {
	t.Helper()
	var before, after []invented
	want := map[string]string{}
	lost := 0
	for n := range 60 {
		e := invented{n, "Abel", "Dockmaster"}
		before = append(before, e)
		switch k := rnd.IntN(10); {
		case k == 0 && lost < 9:
			lost++
			want[fmt.Sprintf("%04d", n)] = "removed"
			continue
		case k == 1 && !form.named:
			e.given = "Boris"
			want[fmt.Sprintf("%04d", n)] = "amended Boris"
		case k == 2:
			e.post = "Harbourmaster"
			want[fmt.Sprintf("%04d", n)] = "amended Harbourmaster"
		}
		after = append(after, e)
	}
	for n := 60; n < 60+rnd.IntN(6); n++ {
		after = append(after, invented{n, "Abel", "Dockmaster"})
		want[fmt.Sprintf("%04d", n)] = "listed"
	}
	rnd.Shuffle(len(after), func(i, j int) { after[i], after[j] = after[j], after[i] })
	read := func(entries []invented) List {
		files := map[string]io.Reader{}
		for name, data := range form.render(t, entries) {
			files[name] = bytes.NewReader(data)
		}
		l, err := Reader{Country: testCountries}.Read(form.list, files)
		if err != nil {
			t.Fatal(err)
		}
		if l.Entries != len(entries) || len(l.Skipped) > 0 && !slices.Equal(slices.Collect(maps.Keys(l.Skipped)), []string{"country not known by its name: Russia / Russie"}) {
			t.Fatalf("%d entries of %d, skipped %v", l.Entries, len(entries), l.Skipped)
		}
		return l
	}
	changes, err := Diff(read(before), read(after), DiffConfig{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range changes {
		n := inventedNumber.FindString(c.Name)
		if got[n] != "" {
			t.Errorf("two changes of %s: %s and %s", n, got[n], c.Kind)
		}
		got[n] = string(c.Kind)
		if c.Kind == "amended" {
			got[n] += " " + amendedBy(t, c)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// amendedBy gives the new word of an amendment, whose values are all that the
// program changed.
func amendedBy(t *testing.T, c demarche.Change) string {
	t.Helper()
	word := ""
	for _, v := range c.Values {
		for old, now := range map[string]string{"Abel": "Boris", "Dockmaster": "Harbourmaster"} {
			if strings.Contains(v.Before, old) || strings.Contains(v.After, now) {
				if word != "" && word != now {
					t.Errorf("%s: more than one field differs: %+v", c.Name, c.Values)
				}
				word = now
			}
		}
		if !strings.Contains(v.Before+v.After, "Abel") && !strings.Contains(v.Before+v.After, "Boris") && !strings.Contains(v.Before+v.After, "ockmaster") && !strings.Contains(v.Before+v.After, "arbourmaster") {
			b, _ := json.Marshal(v)
			t.Errorf("%s: a value that was not changed differs: %s", c.Name, b)
		}
	}
	return word
}
