package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"demarche"
)

// licenceSite is a site whose sources speak of three licences; nothing in it is real.
func licenceSite(t *testing.T, cfg func(*Config)) func(path string) string {
	t.Helper()
	w := newWorld()
	said := func(number, on, expires string, l demarche.Licence) demarche.ItemLicence {
		l.Authority, l.Number, l.Base, l.Programme, l.Expires = "OFAC", number, number, "Russia", expires
		l.Sentences = []string{"General License " + number + " is <told> here."}
		return demarche.ItemLicence{Licence: l, Item: "item-" + number, ItemTitle: "Notice", Source: "ofac", SourceName: "OFAC notices", On: on}
	}
	c := Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, Now: func() time.Time { return worldNow },
		Licences: func(context.Context) ([]demarche.ItemLicence, error) {
			day := worldNow.UTC()
			return []demarche.ItemLicence{
				said("131", day.AddDate(0, 0, -3).Format(time.DateOnly), day.AddDate(0, 0, 20).Format(time.DateOnly), demarche.Licence{WindDown: true}),
				said("124", day.AddDate(0, 0, -9).Format(time.DateOnly), "", demarche.Licence{Supersedes: []string{"123"}}),
				said("123", day.AddDate(0, 0, -90).Format(time.DateOnly), day.AddDate(0, 0, -60).Format(time.DateOnly), demarche.Licence{}),
			}, nil
		}}
	if cfg != nil {
		cfg(&c)
	}
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	return func(path string) string { return get(t, h, path).Body.String() }
}

func TestLicences(t *testing.T) {
	page := licenceSite(t, nil)
	for path, want := range map[string][]string{
		"/licences":                    {"131", "running", "20 days left", "wind-down", "superseded by 124", "not stated", "General License 131 is &lt;told&gt; here.", "/items/item-131", "/licences.ics", "/licences.csv"},
		"/licences?state=running":      {"131", "1 licence of 3", "/licences.ics?state=running"},
		"/licences?authority=OFSI":     {"None found in the sources held with this choice"},
		"/licences?state=eaten":        {"expected one of"},
		"/licences.csv":                {"OFAC,131,,Russia,,running", "superseded"},
		"/licences.json?state=expired": {`"licences":[]`},
		"/licences.atom":               {"OFAC, Russia: General Licence 131: expires"},
		"/api/v1/licences":             {`"number":"131"`, `"state":"running"`, `"said":[`},
	} {
		got := page(path)
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%s: no %q in\n%s", path, part, got)
			}
		}
	}
	ics := page("/licences.ics")
	day := worldNow.UTC().AddDate(0, 0, 20).Format("20060102")
	for _, part := range []string{"DTSTART;VALUE=DATE:" + day, "SUMMARY:OFAC\\, Russia: General Licence 131 expires (wind-down)", "STATUS:CANCELLED"} {
		if !strings.Contains(ics, part) {
			t.Errorf("no %q in\n%s", part, ics)
		}
	}
	if n := strings.Count(ics, "BEGIN:VEVENT"); n != 2 {
		t.Errorf("%d events, want those of the two licences with a day of expiry", n)
	}
}

// TestListIncidents: broken and stale lists show where the operator looks.
func TestListIncidents(t *testing.T) {
	page := licenceSite(t, func(c *Config) {
		c.Lists = func(context.Context) ([]demarche.ListState, error) {
			return []demarche.ListState{
				{ID: "un-sc", Name: "UN list", Version: "1", Entries: 10, Rows: 10, LastSeen: worldNow.Add(-time.Hour), Changed: worldNow.Add(-9 * time.Hour), StaleAfter: 48, Error: "list un-sc is cut short", Tried: worldNow},
				{ID: "gb-uksl", Name: "UK list", Version: "1", Entries: 5, Rows: 5, LastSeen: worldNow.Add(-50 * time.Hour), Changed: worldNow.Add(-90 * time.Hour), StaleAfter: 48},
				{ID: "ch-seco", Name: "Swiss list", Version: "1", Entries: 5, Rows: 5, LastSeen: worldNow.Add(-50 * time.Hour), Changed: worldNow.Add(-90 * time.Hour), StaleAfter: 72},
			}, nil
		}
		c.ListIncidents = func(context.Context, int) ([]demarche.ListIncident, error) {
			return []demarche.ListIncident{{List: "un-sc", At: worldNow, What: "list un-sc is cut short"}, {List: "ch-seco", At: worldNow.Add(-60 * time.Hour), What: "list ch-seco shrank"}}, nil
		}
	})
	for path, want := range map[string][]string{
		"/lists":      {"1 list could not be read", "1 list has not been read for too long", "<strong>open</strong> · UN list", "list ch-seco shrank", "stale after 48 hours"},
		"/sources":    {"2 sanctions lists need a person", "UN list", "UK list"},
		"/lists.atom": {"UN list: not read, what is held stays", "UK list: not read for 50 hours", "Swiss list: version 1"},
		"/lists.json": {`"state":"failing"`, `"state":"stale"`, `"state":"fresh"`},
	} {
		got := page(path)
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%s: no %q in\n%s", path, part, got)
			}
		}
	}
	if strings.Contains(page("/sources"), "Swiss list") {
		t.Error("a list in order is told among those that need a person")
	}
}

// TestFollowTheMoneyNumbers: a number whose check digit is wrong stands under a
// property that has none.
func TestFollowTheMoneyNumbers(t *testing.T) {
	for _, c := range []struct {
		schema              demarche.EntitySchema
		scheme, value, want string
	}{
		{demarche.SchemaVessel, "imo", "9074729", "imoNumber"},
		{demarche.SchemaVessel, "imo", "9000001", "registrationNumber"},
		{demarche.SchemaCompany, "lei", "529900T8BM49AURSDO55", "leiCode"},
		{demarche.SchemaCompany, "lei", "851683897", "registrationNumber"},
		{demarche.SchemaPerson, "national_id", strings.Repeat("7", 65), "notes"},
		{demarche.SchemaPerson, "national_id", "911\n-10", "idNumber"},
	} {
		e := FollowTheMoney(demarche.EntityView{Entity: demarche.Entity{ID: "x", Name: "X", Schema: c.schema, Identifiers: []demarche.Identifier{{Scheme: c.scheme, Value: c.value}}}})[0]
		if got := e.Properties[c.want]; len(got) != 1 || strings.Contains(got[0], "\n") {
			t.Errorf("%s %s: %v", c.scheme, c.value, e.Properties)
		}
	}
}
