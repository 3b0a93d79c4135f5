package pipeline_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/lists"
	"demarche/pipeline"
)

// unList writes a list in the form of the UN Security Council's file.
func unList(date string, names ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="%sT00:00:00.000Z"><INDIVIDUALS>`, date)
	for _, name := range names {
		given, family, _ := strings.Cut(name, " ")
		number := 0
		for _, r := range given {
			number = number*31%100003 + int(r)
		}
		fmt.Fprintf(&b, `<INDIVIDUAL><DATAID>%d</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>%s</FIRST_NAME><SECOND_NAME>%s</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
			<REFERENCE_NUMBER>KPi.%05d</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><NATIONALITY><VALUE>United States of America</VALUE></NATIONALITY></INDIVIDUAL>`, number, given, family, number)
	}
	b.WriteString(`</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>`)
	return b.String()
}

// listWorld is a world with lists.
type listWorld struct {
	*world
	lists *pipeline.Lists
}

func newListWorld(t *testing.T) listWorld {
	w := newWorld(t)
	return listWorld{w, pipeline.NewLists(pipeline.ListsConfig{Store: w.store, Now: w.cfg.Now, Country: func(name string) (string, bool) {
		return "US", strings.HasPrefix(name, "United States")
	}})}
}

func (w listWorld) update(body string) pipeline.ListReport {
	w.t.Helper()
	return w.updateAll(listFiles("un-sc", "un.xml", body))[0]
}

func (w listWorld) updateAll(in ...pipeline.ListFiles) []pipeline.ListReport {
	w.t.Helper()
	reps, err := w.lists.Update(w.t.Context(), in)
	if err == nil {
		err = w.lists.Join(w.t.Context())
	}
	if err != nil || len(reps) != len(in) {
		w.t.Fatalf("%d reports, %v", len(reps), err)
	}
	return reps
}

// listFiles is a publication of files: names and bodies by turns.
func listFiles(id string, files ...string) pipeline.ListFiles {
	in := pipeline.ListFiles{ID: id, Address: "file", Files: map[string]pipeline.ListFile{}}
	for i := 0; i < len(files); i += 2 {
		in.Files[files[i]] = listFile(files[i], files[i+1])
	}
	return in
}

func listFile(name, body string) pipeline.ListFile {
	return pipeline.ListFile{Document: demarche.Document{URL: "file:" + name, FinalURL: "file:" + name, Status: 200, Hash: demarche.NewDocumentHash([]byte(body))}, Size: int64(len(body)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }}
}

var ten = []string{"Abel Norquist", "Bertil Ossian", "Casimir Perrault", "Dagny Quist", "Egil Rautio", "Fridtjof Salo", "Gudrun Tamm", "Hjalmar Uusi", "Ingrid Vanska", "Jorma Wirta"}

// TestListUpdate: one list through its life, and an old item that names somebody
// who is listed later.
func TestListUpdate(t *testing.T) {
	w := newListWorld(t)
	old := w.put("wire", "old", "Old", "A US envoy, <Veltran Osprik>, spoke of sanctions.\n")
	other := w.put("wire", "other", "Other", "Nobody was seen.\n")
	w.catchUp()
	rep := w.update(unList("2026-01-01", ten...))
	if !rep.First || rep.State.Entries != 10 || rep.State.Date != "2026-01-01" || len(rep.Changes) != 0 {
		t.Fatalf("first version: %+v", rep)
	}
	w.catchUp()
	before := w.seq()
	if rep := w.update(unList("2026-01-01", ten...)); !rep.Same || w.seq() != before {
		t.Fatalf("the same bytes: %+v, seq %d after %d", rep, w.seq(), before)
	}
	if links := w.item(old).Links; len(links) != 0 {
		t.Fatalf("linked before the listing: %+v", links)
	}

	second := append(slices.Clone(ten[:9]), "Veltran Osprik") // Jorma Wirta is gone
	second[2] = "Casimir Perraultsson"
	rep = w.update(unList("2026-01-02", second...))
	diff(t, "changes", map[string]int{"listed": 1, "removed": 1, "amended": 1}, rep.Changes)
	w.catchUp()
	changes, err := w.store.Changes(t.Context(), demarche.ChangeQuery{})
	if err != nil || len(changes) != 3 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	for _, c := range changes {
		v, d := w.item(c.Item), w.engine.get(c.Item)
		if len(v.Links) != 1 || !slices.Contains(d.Changes, string(c.Kind)) || !slices.Contains(d.Lists, "un-sc") || !slices.Contains(d.Entities, c.Entity) ||
			!slices.Contains(d.Authorities, "UN Security Council") || !slices.Contains(d.Measures, "asset_freeze") {
			t.Errorf("item of %s %s: links %v, document %+v", c.Kind, c.Name, v.Links, d)
		}
	}
	links := w.item(old).Links
	if len(links) != 1 || links[0].Status != demarche.LinkListed || !slices.Contains(w.engine.get(old).Lists, "un-sc") {
		t.Fatalf("the old item after the listing: %+v, lists %v", links, w.engine.get(old).Lists)
	}
	if links := w.item(other).Links; len(links) != 0 {
		t.Errorf("an item that names nobody: %+v", links)
	}

	w.update(unList("2026-01-03", append(slices.Clone(second[:9]), "Jorma Wirta")...))
	w.catchUp()
	if links := w.item(old).Links; len(links) != 1 || links[0].Status != demarche.LinkRemoved {
		t.Errorf("the old item after the removal: %+v", links)
	}
	if lists := w.engine.get(old).Lists; len(lists) != 0 {
		t.Errorf("the old item is still found under %v", lists)
	}
	view, err := w.store.EntityView(t.Context(), links[0].Entity, 10)
	if err != nil || len(view.Entries) != 1 || view.Entries[0].Current() || view.Entries[0].End.Kind != "removed" || len(view.Statements) == 0 || len(view.Items) != 3 {
		t.Errorf("the removed entity: %v, %+v", err, view)
	}
}

// TestBrokenList: a file that is cut short, shrank or is no list changes nothing.
func TestBrokenList(t *testing.T) {
	w := newListWorld(t)
	whole := unList("2026-01-01", ten...)
	w.update(whole)
	before, err := w.store.ListEntries(t.Context(), "un-sc")
	if err != nil || len(before) != 10 {
		t.Fatalf("%d entries, %v", len(before), err)
	}
	var cut *lists.Truncated
	var shrunk *lists.Shrunk
	var unreadable *lists.Unreadable
	for name, c := range map[string]struct {
		body string
		as   any
	}{
		"cut short": {whole[:len(whole)/2], &cut},
		"shrunk":    {unList("2026-01-02", ten[:8]...), &shrunk},
		"no list":   {"<html><body>Sorry</body></html>", &unreadable},
	} {
		rep := w.update(c.body)
		if !errors.As(rep.Err, c.as) {
			t.Errorf("%s: %v", name, rep.Err)
		}
		held, err := w.store.ListEntries(t.Context(), "un-sc")
		if err != nil {
			t.Fatal(err)
		}
		diff(t, name+": entries", before, held)
		st, err := w.store.List(t.Context(), "un-sc")
		if err != nil || st.Error == "" || st.Date != "2026-01-01" || st.Entries != 10 {
			t.Errorf("%s: state %+v, %v", name, st, err)
		}
	}
	if changes, err := w.store.Changes(t.Context(), demarche.ChangeQuery{}); err != nil || len(changes) != 0 {
		t.Errorf("changes %v, %v", changes, err)
	}
	if rep := w.update(whole); rep.Err != nil || rep.State.Error != "" {
		t.Errorf("whole again: %+v", rep)
	}
}

// ofacTable is a list in OFAC's table form: numbers and names by turns.
func ofacTable(entries ...string) string {
	var b strings.Builder
	for i := 0; i < len(entries); i += 2 {
		fmt.Fprintf(&b, "%s,\"%s\",\"individual\",\"DPRK3\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", entries[i], entries[i+1])
	}
	return b.String() + "\x1A"
}

// TestMoved: a party that one of OFAC's lists lets go of and the other takes up
// has moved, and OFAC's own file of changes dates what comparing finds.
func TestMoved(t *testing.T) {
	w := newListWorld(t)
	sdn := []string{"1", "NORQUIST, Abel", "2", "OSSIAN, Bertil", "3", "PERRAULT, Casimir", "4", "QUIST, Dagny", "5", "RAUTIO, Egil", "6", "SALO, Fridtjof"}
	cons := []string{"101", "TAMM, Gudrun", "102", "UUSI, Hjalmar", "103", "VANSKA, Ingrid", "104", "WIRTA, Jorma", "105", "ZETT, Karin", "106", "ORN, Lars"}
	w.updateAll(listFiles("us-ofac-sdn", "sdn.csv", ofacTable(sdn...)), listFiles("us-ofac-cons", "cons_prim.csv", ofacTable(cons...)))
	next := listFiles("us-ofac-sdn", "sdn.csv", ofacTable(append(slices.Clone(sdn[2:]), "7", "NEWMAN, Nils")...))
	next.Deltas = []pipeline.ListFile{listFile("2026-03-02_delta.xml", `<sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0"><publicationInfo><datePublished>2026-03-02T00:00:00-05:00</datePublished></publicationInfo><entities>
		<entity id="7" action="add"><generalInfo><entityType>Individual</entityType></generalInfo><names><name><isPrimary>true</isPrimary><translations><translation><formattedFullName>NEWMAN, Nils</formattedFullName></translation></translations></name></names></entity>
		<entity id="2" action="change"><generalInfo><entityType>Individual</entityType></generalInfo><names><name><isPrimary>true</isPrimary><translations><translation><formattedFullName>OSSIAN, Bertil</formattedFullName></translation></translations></name></names></entity>
		</entities></sanctionsData>`), listFile("broken_delta.xml", "<html>")}
	next.DeltaLast = 501
	reps := w.updateAll(next, listFiles("us-ofac-cons", "cons_prim.csv", ofacTable(append(slices.Clone(cons), "1", "NORQUIST, Abel")...)))
	diff(t, "changes of the SDN list", map[string]int{"listed": 1}, reps[0].Changes)
	diff(t, "changes of the other lists", map[string]int{"moved": 1}, reps[1].Changes)
	delta := reps[0].State.Delta
	if delta.Last != 501 || delta.Date != "2026-03-02" || delta.Files != 1 || delta.Named != 2 || delta.Found != 1 || delta.Extra != 0 || len(delta.Broken) != 1 {
		t.Errorf("deltas: %+v", delta)
	}
	changes, err := w.store.Changes(t.Context(), demarche.ChangeQuery{})
	if err != nil || len(changes) != 2 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	for _, c := range changes {
		switch c.Entity {
		case "ofac-1":
			diff(t, "moved", []demarche.FieldChange{{Field: "list", Before: "us-ofac-sdn", After: "us-ofac-cons"}}, c.Values)
		case "ofac-7":
			if c.On != "2026-03-02" || c.Published != "2026-03-02" {
				t.Errorf("not dated by OFAC's own file: %+v", c)
			}
		}
	}
	view, err := w.store.EntityView(t.Context(), "ofac-1", 1)
	if err != nil || len(view.Entries) != 2 {
		t.Fatalf("%v, %+v", err, view.Entries)
	}
}

// TestMovedApart: the same when one of the two lists could not be had in the update
// in which the other changed.
func TestMovedApart(t *testing.T) {
	sdn := []string{"1", "NORQUIST, Abel", "2", "OSSIAN, Bertil", "3", "PERRAULT, Casimir", "4", "QUIST, Dagny", "5", "RAUTIO, Egil", "6", "SALO, Fridtjof"}
	cons := []string{"101", "TAMM, Gudrun", "102", "UUSI, Hjalmar", "103", "VANSKA, Ingrid", "104", "WIRTA, Jorma", "105", "ZETT, Karin", "106", "ORN, Lars"}
	left := listFiles("us-ofac-sdn", "sdn.csv", ofacTable(sdn[2:]...))
	came := listFiles("us-ofac-cons", "cons_prim.csv", ofacTable(append(slices.Clone(cons), "1", "NORQUIST, Abel")...))
	for name, order := range map[string]struct {
		in   []pipeline.ListFiles
		want []string // kind, list, title of the item
	}{
		"came first": {[]pipeline.ListFiles{came, left}, []string{"listed us-ofac-cons Abel NORQUIST: listed on OFAC consolidated non-SDN lists",
			"moved us-ofac-sdn Abel NORQUIST: moved from OFAC Specially Designated Nationals to OFAC consolidated non-SDN lists"}},
		"left first": {[]pipeline.ListFiles{left, came}, []string{"moved us-ofac-cons Abel NORQUIST: moved to OFAC consolidated non-SDN lists",
			"removed us-ofac-sdn Abel NORQUIST: removed from OFAC Specially Designated Nationals"}},
	} {
		w := newListWorld(t)
		now := w.cfg.Now()
		w.lists = pipeline.NewLists(pipeline.ListsConfig{Store: w.store, Now: func() time.Time { now = now.Add(time.Hour); return now }})
		w.updateAll(listFiles("us-ofac-sdn", "sdn.csv", ofacTable(sdn...)), listFiles("us-ofac-cons", "cons_prim.csv", ofacTable(cons...)))
		for _, in := range order.in {
			w.updateAll(in)
		}
		changes, err := w.store.Changes(t.Context(), demarche.ChangeQuery{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range changes {
			v, err := w.store.Item(t.Context(), c.Item)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(c.Kind, " ", c.List, " ", v.Item.Title))
		}
		slices.Sort(got)
		diff(t, name, order.want, got)
	}
}

// TestLicences: what an authority's notices say of general licences is kept by
// item, and goes when the notice no longer says it.
func TestLicences(t *testing.T) {
	w := newWorld(t)
	id := w.put("ofac", "n1", "Issuance of Russia-related General License", "The office issued Russia-related General License 131. It expires on December 13, 2025.\n")
	w.put("wire", "n2", "A report on General License 131", "A wire wrote of General License 131.\n")
	w.catchUp()
	said, err := w.store.Licences(t.Context())
	if err != nil || len(said) != 1 {
		t.Fatalf("%+v, %v", said, err)
	}
	if l := said[0]; l.Item != id || l.Number != "131" || l.Expires != "2025-12-13" || l.SourceName == "" || l.On == "" || len(l.Sentences) == 0 {
		t.Errorf("%+v", l)
	}
	w.put("ofac", "n1", "Notice withdrawn", "Nothing was issued.\n")
	w.catchUp()
	if said, err := w.store.Licences(t.Context()); err != nil || len(said) != 0 {
		t.Errorf("after the edit: %+v, %v", said, err)
	}
}

// TestIssuesBetween: an entry that is gone from the next issue read is dated
// between the two issues, not to the day of the later one.
func TestIssuesBetween(t *testing.T) {
	w := newListWorld(t)
	issue := func(day string, names ...string) pipeline.ListFiles {
		var b strings.Builder
		fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"><publicationInfo><dataAsOf>%sT10:00:00-05:00</dataAsOf></publicationInfo><entities>`, day)
		for _, name := range names {
			fmt.Fprintf(&b, `<entity id="%d"><generalInfo><entityType>Individual</entityType></generalInfo><sanctionsLists><sanctionsList>SDN List</sanctionsList></sanctionsLists><sanctionsPrograms><sanctionsProgram>DPRK3</sanctionsProgram></sanctionsPrograms><names><name><isPrimary>true</isPrimary><translations><translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>%s</formattedFullName></translation></translations></name></names></entity>`, slices.Index(ten, name)+1, name)
		}
		b.WriteString(`</entities></sanctionsData>`)
		return listFiles("us-ofac-sdn", "SDN_ENHANCED.XML", b.String())
	}
	w.updateAll(issue("2025-06-02", ten...))
	w.updateAll(issue("2025-06-12", ten[:9]...))
	w.catchUp()
	changes, err := w.store.Changes(t.Context(), demarche.ChangeQuery{})
	if err != nil || len(changes) != 1 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	c := changes[0]
	if c.Kind != "removed" || c.After != "2025-06-02" || c.On != "2025-06-12" {
		t.Errorf("%s after %q, on %q", c.Kind, c.After, c.On)
	}
	if e := w.item(c.Item).Facts.Event; e.Value != "2025-06-02" || e.Until != "2025-06-12" {
		t.Errorf("event of the item: %+v", e)
	}
	view, err := w.store.EntityView(t.Context(), c.Entity, 1)
	if err != nil || len(view.Entries) != 1 || view.Entries[0].End.After != "2025-06-02" {
		t.Errorf("the end of the entry: %v, %+v", err, view.Entries)
	}
}
