package lists

import (
	"bytes"
	"strings"
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

func TestReadDelta(t *testing.T) {
	got, err := Reader{Country: testCountries}.ReadDelta("us-ofac-sdn", bytes.NewReader(readFile(t, "testdata/delta.xml")))
	if err != nil {
		t.Fatal(err)
	}
	want := []demarche.Change{
		{Entity: "ofac-900001", List: "us-ofac-sdn", Kind: "listed", On: "2025-11-04", Name: "Chol Su PAK"},
		{Entity: "ofac-900002", List: "us-ofac-sdn", Kind: "removed", On: "2025-11-04", Name: "EXAMPLE STAR"},
		{Entity: "ofac-900003", List: "us-ofac-sdn", Kind: "amended", On: "2025-11-04", Name: "EXAMPLE TRADING BANK", Fields: []string{"sanctionsProgram", "name", "feature"},
			Values: []demarche.FieldChange{{Field: "sanctionsProgram", After: "NPWMD"}, {Field: "name", Before: "A.K.A. · ETB"}, {Field: "feature", After: "Website · www.example.com"}}},
	}
	if diff := cmp.Diff(want, got.Changes); diff != "" {
		t.Error(diff)
	}
	if got.Published != "2025-11-04" || len(got.Listed) != 1 || got.Listed[0].Entity.ID != "ofac-900001" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "<html></html>", "<sanctionsData><entities><entity id='1'>"} {
		var unreadable *Unreadable
		if _, err := (Reader{}).ReadDelta("us-ofac-sdn", strings.NewReader(bad)); !asError(err, &unreadable) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
