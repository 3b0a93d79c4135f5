package lists

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// bigParties make 125 MB.
const bigParties = 19_900

// advancedFile writes a file in the advanced format with n parties, each as
// long as the real ones: 18,500 make the 125 MB of 2026.
func advancedFile(out io.Writer, n int) {
	w := bufio.NewWriterSize(out, 1<<16)
	defer w.Flush()
	fmt.Fprint(w, `<?xml version="1.0" encoding="utf-8"?><Sanctions Version="3"><DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>7</Month><Day>1</Day></DateOfIssue><ReferenceValueSets>`+
		`<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="25">Location</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType><FeatureType ID="26">Title</FeatureType></FeatureTypeValues>`+
		`<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues><LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>`+
		`<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues></ReferenceValueSets><Locations>`)
	for i := range n {
		fmt.Fprintf(w, `<Location ID="%d"><LocationAreaCode AreaCodeID="1"/><LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment/><Value>%d Example Road, Building %d</Value></LocationPartValue></LocationPart><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment/><Value>City %d</Value></LocationPartValue></LocationPart></Location>`, i, i, i%97, i%1000)
	}
	fmt.Fprint(w, `</Locations><IDRegDocuments>`)
	for i := range n {
		fmt.Fprintf(w, `<IDRegDocument ID="%d" IDRegDocTypeID="1571" IdentityID="%d" IssuedBy-CountryID="1" ValidityID="1"><Comment/><IDRegistrationNo>P%07d</IDRegistrationNo><IssuingAuthority/></IDRegDocument>`, i, i, i)
	}
	fmt.Fprint(w, `</IDRegDocuments><DistinctParties>`)
	for i := range n {
		fmt.Fprintf(w, "\n<DistinctParty FixedRef=\"%d\" DeltaAction=\"\"><Comment/><Profile ID=\"%d\" PartySubTypeID=\"4\"><Identity ID=\"%d\" FixedRef=\"%d\" Primary=\"true\" False=\"false\">", i, i, i, i)
		for a := range 6 {
			fmt.Fprintf(w, "\n        <Alias FixedRef=\"%d\" AliasTypeID=\"%d\" Primary=\"%v\" LowQuality=\"false\">\n          <DocumentedName ID=\"%d\" FixedRef=\"%d\" DocNameStatusID=\"1\">", i, 1403-3*min(a, 1), a == 0, i*10+a, i)
			for p, text := range []string{fmt.Sprint("FAMILY", i, "-", a), fmt.Sprint("Given", i%500)} {
				fmt.Fprintf(w, "\n            <DocumentedNamePart>\n              <NamePartValue NamePartGroupID=\"%d\" ScriptID=\"215\" ScriptStatusID=\"1\" Acronym=\"false\">%s</NamePartValue>\n            </DocumentedNamePart>", i*10+p, text)
			}
			fmt.Fprint(w, "\n          </DocumentedName>\n        </Alias>")
		}
		fmt.Fprintf(w, "<NamePartGroups><MasterNamePartGroup><NamePartGroup ID=\"%d\" NamePartTypeID=\"1520\"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID=\"%d\" NamePartTypeID=\"1521\"/></MasterNamePartGroup></NamePartGroups></Identity>", i*10, i*10+1)
		fmt.Fprintf(w, `<Feature ID="%d" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><Comment/><DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false"><Start Approximate="false" YearFixed="false"><From><Year>%d</Year><Month>3</Month><Day>4</Day></From><To><Year>%d</Year><Month>3</Month><Day>4</Day></To></Start><End Approximate="false" YearFixed="false"><From><Year>%d</Year><Month>3</Month><Day>4</Day></From><To><Year>%d</Year><Month>3</Month><Day>4</Day></To></End></DatePeriod></FeatureVersion><IdentityReference IdentityID="%d" IdentityFeatureLinkTypeID="1"/></Feature>`, i, 1940+i%60, 1940+i%60, 1940+i%60, 1940+i%60, i)
		fmt.Fprintf(w, `<Feature ID="%d" FeatureTypeID="25"><FeatureVersion ID="2" ReliabilityID="1"><Comment/><VersionLocation LocationID="%d"/></FeatureVersion><IdentityReference IdentityID="%d" IdentityFeatureLinkTypeID="1"/></Feature>`, i, i, i)
		fmt.Fprintf(w, `<Feature ID="%d" FeatureTypeID="26"><FeatureVersion ID="3" ReliabilityID="1"><Comment/><VersionDetail DetailTypeID="1432">Director %d</VersionDetail></FeatureVersion></Feature>`, i, i)
		if i%20 == 0 {
			fmt.Fprintf(w, `<Feature ID="%d" FeatureTypeID="344"><FeatureVersion ID="4" ReliabilityID="1"><Comment/><VersionDetail DetailTypeID="1432">1Example%026d</VersionDetail></FeatureVersion></Feature>`, i, i)
		}
		fmt.Fprint(w, strings.Repeat("      \n", 40), `</Profile></DistinctParty>`)
	}
	fmt.Fprint(w, `</DistinctParties><SanctionsEntries>`)
	for i := range n {
		fmt.Fprintf(w, "\n<SanctionsEntry ID=\"%d\" ProfileID=\"%d\" ListID=\"1550\"><EntryEvent ID=\"%d\" EntryEventTypeID=\"1\" LegalBasisID=\"1\"><Comment/><Date CalendarTypeID=\"1\"><Year>2020</Year><Month>1</Month><Day>2</Day></Date></EntryEvent><SanctionsMeasure ID=\"%d\" SanctionsTypeID=\"1\"><Comment>SDGT</Comment></SanctionsMeasure></SanctionsEntry>", i, i, i, i)
	}
	fmt.Fprint(w, "</SanctionsEntries></Sanctions>")
}

// TestBig reads a file of 125 MB in the advanced format, as a stream from a
// generator, and watches the memory of the process. It takes half a minute, so
// it runs only when DEMARCHE_BIG is set.
func TestBig(t *testing.T) {
	if os.Getenv("DEMARCHE_BIG") == "" {
		t.Skip("set DEMARCHE_BIG to read 125 MB")
	}
	const parties = bigParties
	r, w := io.Pipe()
	go func() {
		advancedFile(w, parties)
		w.Close()
	}()
	runtime.GC()
	debug.FreeOSMemory()
	var peak atomic.Uint64
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.Sys-m.HeapReleased))
			}
		}
	}()
	start, n := time.Now(), 0
	head, err := Reader{}.Stream("us-ofac-sdn", map[string]io.Reader{"sdn_advanced.xml": r}, func(rec Record) error {
		if len(rec.Entity.Aliases) < 6 || len(rec.Entity.Births) != 1 || len(rec.Entity.Identifiers) < 1 || rec.Designations[0].Listed != "2020-01-02" {
			t.Fatalf("%+v", rec)
		}
		n++
		return nil
	})
	took := time.Since(start)
	close(stop)
	if err != nil || n != parties {
		t.Fatalf("%d entries, %v", n, err)
	}
	t.Logf("%.0f MB, %d entries in %v (generator included), peak %.0f MB of the process", float64(head.Bytes)/1e6, n, took.Round(time.Millisecond), float64(peak.Load())/1e6)
	if head.Bytes < 125e6 {
		t.Errorf("the file has only %d bytes", head.Bytes)
	}
	if p := peak.Load(); p > 100e6 {
		t.Errorf("%d MB of memory", p/1e6)
	}
}

func TestAdvancedGenerated(t *testing.T) {
	var b bytes.Buffer
	advancedFile(&b, 50)
	size := b.Len()
	l, err := Read("us-ofac-sdn", map[string]io.Reader{"x.xml": &b})
	if err != nil || len(l.Records) != 50 || l.Bytes != int64(size) {
		t.Fatalf("%d entries of %d bytes (%d read), %v", len(l.Records), size, l.Bytes, err)
	}
	if e := l.Records[20].Entity; e.Name != "Given20 FAMILY20-0" || e.Identifiers[0].Scheme != "wallet" || e.Addresses[0].City != "City 20" || len(l.Unknown) > 0 {
		t.Errorf("%+v, unknown %v", e, l.Unknown)
	}
}

// TestBigFile writes the file of 125 MB to the path that DEMARCHE_BIG_FILE
// names, for measuring the whole program on it (docs/performance.md).
func TestBigFile(t *testing.T) {
	path := os.Getenv("DEMARCHE_BIG_FILE")
	if path == "" {
		t.Skip("set DEMARCHE_BIG_FILE to a path to write 125 MB there")
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	advancedFile(f, bigParties)
	info, err := f.Stat()
	if err != nil || info.Size() < 125e6 {
		t.Fatalf("%d bytes, %v", info.Size(), err)
	}
}
