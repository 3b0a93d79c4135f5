package demarche

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMergeLicences(t *testing.T) {
	said := func(item, on string, l Licence) ItemLicence {
		if l.Authority == "" {
			l.Authority = "OFAC"
		}
		return ItemLicence{Licence: l, Item: item, On: on}
	}
	got := MergeLicences([]ItemLicence{
		said("a", "2025-03-12", Licence{Number: "8L", Base: "8", Suffix: "L", Programme: "Russian Harmful Foreign Activities", Expires: "2025-05-01", Supersedes: []string{"8K"}}),
		said("b", "2024-10-30", Licence{Number: "8K", Base: "8", Suffix: "K", Programme: "Russia", Title: "Energy"}),
		said("c", "2025-03-13", Licence{Number: "8L", Base: "8", Suffix: "L", Programme: "Russia", Title: "Energy"}),
		said("d", "2025-04-01", Licence{Number: "8L", Base: "8", Suffix: "L", Expires: "2025-06-01"}), // no regime: the only 8L
		said("e", "2025-02-01", Licence{Number: "8", Base: "8", Programme: "Venezuela", Revoked: true}),
		said("f", "2025-02-02", Licence{Authority: "OFSI", Number: "INT/2025/1", Base: "INT/2025/1"}),
	})
	now := time.Date(2025, 6, 2, 4, 0, 0, 0, time.UTC)
	type row struct {
		Number, Regime, Title, Expires, Superseded string
		State                                      LicenceState
		Said                                       int
		Disputed                                   []string
	}
	var rows []row
	for _, v := range got {
		rows = append(rows, row{v.Number, v.Regime(), v.Title, v.Expires, v.Superseded, v.State(now), len(v.Said), v.Disputed})
	}
	want := []row{
		{"8L", "Russia", "Energy", "2025-06-01", "", LicenceRunning, 3, []string{"2025-05-01"}},
		{"INT/2025/1", "", "", "", "", LicenceOpen, 1, nil},
		{"8", "Venezuela", "", "", "", LicenceRevoked, 1, nil},
		{"8K", "Russia", "Energy", "", "8L", LicenceSuperseded, 1, nil},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if s := got[0].State(now.Add(2 * time.Hour)); s != LicenceExpired {
		t.Errorf("after its last day it is %s", s)
	}
}
