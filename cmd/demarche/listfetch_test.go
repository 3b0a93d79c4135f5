package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"
	"demarche/store"
)

// listHost serves files of lists from memory, each behind a signed redirect to
// another host, as object stores do.
type listHost struct {
	mu    sync.Mutex
	files map[string]string
	cut   int // bytes after which the next answer is cut
	asked []string
	door  *httptest.Server // redirects
	store *httptest.Server
}

func newListHost(t *testing.T) *listHost {
	p := &listHost{files: map[string]string{}}
	p.store = httptest.NewServer(http.HandlerFunc(p.serve))
	p.door = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, p.store.URL+r.URL.Path+"?X-Amz-Signature=secret", http.StatusFound)
	}))
	t.Cleanup(p.store.Close)
	t.Cleanup(p.door.Close)
	return p
}

func (p *listHost) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	body, ok := p.files[r.URL.Path]
	if !ok || r.URL.Query().Get("X-Amz-Signature") != "secret" {
		http.NotFound(w, r)
		return
	}
	p.asked = append(p.asked, strings.Join(strings.Fields(r.URL.Path+" "+r.Header.Get("Range")+" "+r.Header.Get("If-None-Match")), " "))
	etag := fmt.Sprintf(`"%d"`, len(body))
	w.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	from, status := 0, http.StatusOK
	if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(body)-1, len(body)))
		status = http.StatusPartialContent
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)-from))
	w.WriteHeader(status)
	if p.cut > from {
		_, _ = w.Write([]byte(body[from:p.cut]))
		p.cut = 0
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write([]byte(body[from:]))
}

// log gives the requests since the last call.
func (p *listHost) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := strings.Join(p.asked, "\n")
	p.asked = nil
	return out
}

// sdnTable is a list in OFAC's table form: numbers and names by turns.
func sdnTable(entries ...string) string {
	var b strings.Builder
	for i := 0; i < len(entries); i += 2 {
		fmt.Fprintf(&b, "%s,\"%s\",\"individual\",\"DPRK3\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", entries[i], entries[i+1])
	}
	return b.String() + "\x1A"
}

// TestListsFetched: lists over the network, from the configured addresses.
func TestListsFetched(t *testing.T) {
	t.Parallel()
	p := newListHost(t)
	dir := filepath.Join(t.TempDir(), "data")
	config := write(t, "demarche.toml", fmt.Sprintf("allow_net = [\"127.0.0.0/8\"]\n[lists]\nun-sc = %q\n", p.door.URL+"/un.xml"))
	do := func(code int, args ...string) outcome {
		t.Helper()
		got := program(t, "", append(args, "--data", dir, "--config", config)...)
		if got.code != code {
			t.Fatalf("%v: exit code %d, want %d\n%s%s", args, got.code, code, got.out, got.err)
		}
		return got
	}
	state := func() (st listStatus) {
		t.Helper()
		for _, line := range strings.Split(do(exitOK, "lists", "status", "--json").out, "\n") {
			if strings.Contains(line, `"id":"un-sc"`) {
				if err := json.Unmarshal([]byte(line), &st); err != nil {
					t.Fatal(err)
				}
			}
		}
		return st
	}
	names := []string{"Abel Norquist", "Bertil Ossian", "Casimir Perrault", "Dagny Quistgard", "Egil Rautio", "Fridtjof Salonen"}

	p.files["/un.xml"], p.cut = unFile(names...), 700
	do(exitOK, "lists", "update", "un-sc")
	if got, want := p.log(), "/un.xml\n/un.xml bytes=700-"; got != want {
		t.Errorf("a cut line: asked for\n%s\nwant\n%s", got, want)
	}
	first := state()
	if first.Entries != 6 || first.State != "fresh" || first.StaleAfter == 0 || first.Address != p.door.URL+"/un.xml" {
		t.Errorf("%+v", first)
	}
	if !strings.Contains(do(exitOK, "lists", "update", "un-sc").out, "unchanged") || p.log() != fmt.Sprintf("/un.xml \"%d\"", len(unFile(names...))) {
		t.Error("the same version was fetched again")
	}
	for name, body := range map[string]string{"cut short": unFile(names...)[:900], "shrank": unFile(names[:4]...), "found html": "<!doctype html><html><p>Access denied", "found empty": ""} {
		p.files["/un.xml"] = body
		if got := do(exitFailed, "lists", "update", "un-sc"); !strings.Contains(got.err, name) {
			t.Errorf("%s: %s", name, got.err)
		}
		if st := state(); st.State != "failing" || st.Entries != 6 || st.Version != first.Version {
			t.Errorf("%s: %+v", name, st)
		}
	}
	p.files["/un.xml"] = unFile(append(names, "Gudrun Tamm")...)
	if got := do(exitOK, "lists", "update", "un-sc"); !strings.Contains(got.out, "1 listed") {
		t.Error(got.out)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "downloads", "*", "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	do(exitUsage, "lists", "update", "--from", "xx-none=http://x.example/")
	do(exitUsage, "lists", "update", "--from", "un-sc=nowhere")
}

// TestListsMoved: OFAC's two lists are read together, and OFAC's own files of
// changes date what differs.
func TestListsMoved(t *testing.T) {
	t.Parallel()
	p, changes := newListHost(t), newListHost(t)
	dir := filepath.Join(t.TempDir(), "data")
	sdn := []string{"1", "NORQUIST, Abel", "2", "OSSIAN, Bertil", "3", "PERRAULT, Casimir", "4", "QUIST, Dagny", "5", "RAUTIO, Egil", "6", "SALO, Fridtjof"}
	cons := []string{"101", "TAMM, Gudrun", "102", "UUSI, Hjalmar", "103", "VANSKA, Ingrid", "104", "WIRTA, Jorma", "105", "ZETT, Karin", "106", "ORN, Lars"}
	year := time.Now().UTC().Format("2006")
	update := func() outcome {
		t.Helper()
		got := program(t, "", "lists", "update", "--data", dir, "--allow-net", "127.0.0.0/8", "--from", "us-ofac-sdn="+p.door.URL+"/list.csv", "--from", "us-ofac-cons="+p.door.URL+"/prim.csv", "--from", "us-ofac-changes="+changes.store.URL+"/")
		if got.code != exitOK {
			t.Fatal(got.err)
		}
		return got
	}
	history := func(ids ...int) string {
		var list []string
		for _, id := range ids {
			list = append(list, fmt.Sprintf(`{"publicationID":%d,"datePublished":"%s-03-0%dT10:30:00.123"}`, id, year, id-500))
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	changes.store.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		changes.mu.Lock()
		defer changes.mu.Unlock()
		changes.asked = append(changes.asked, r.URL.Path)
		_, _ = w.Write([]byte(changes.files[r.URL.Path]))
	})
	p.files["/list.csv"], p.files["/prim.csv"] = sdnTable(sdn...), sdnTable(cons...)
	changes.files["/history/"+year] = history(501)
	update()
	p.files["/list.csv"], p.files["/prim.csv"] = sdnTable(append(sdn[2:len(sdn):len(sdn)], "7", "NEWMAN, Nils")...), sdnTable(append(cons[:len(cons):len(cons)], "1", "NORQUIST, Abel")...)
	changes.files["/history/"+year] = history(501, 502)
	changes.files["/502"] = `<sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0"><publicationInfo><datePublished>` + year + `-03-02T00:00:00-05:00</datePublished></publicationInfo><entities>
		<entity id="7" action="add"><generalInfo><entityType>Individual</entityType></generalInfo><names><name><isPrimary>true</isPrimary><translations><translation><formattedFullName>NEWMAN, Nils</formattedFullName></translation></translations></name></names></entity></entities></sanctionsData>`
	changes.log()
	got := update().out
	if !strings.Contains(got, "1 listed") || !strings.Contains(got, "1 moved") || strings.Contains(got, "removed") {
		t.Error(got)
	}
	if asked := changes.log(); asked != "/history/"+year+"\n/502" {
		t.Errorf("asked OFAC's changes for %q", asked)
	}
	list := program(t, "", "lists", "changes", "--data", dir, "--json").out
	if !strings.Contains(list, `"published":"`+year+`-03-02"`) || !strings.Contains(list, `"before":"us-ofac-sdn","after":"us-ofac-cons"`) {
		t.Error(list)
	}
}

// TestListsFromFiles: what a machine without a network is brought.
func TestListsFromFiles(t *testing.T) {
	t.Parallel()
	dir, files := filepath.Join(t.TempDir(), "data"), t.TempDir()
	put := func(name, body string) string {
		path := filepath.Join(files, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	main := put("SDN.CSV", sdnTable("1", "NORQUIST, Abel"))
	put("Alt.csv", "1,1,\"aka\",\"NORDQVIST, Abel\",-0- \r\n\x1A")
	run := func(code int) outcome {
		t.Helper()
		got := program(t, "", "lists", "update", "--json", "--data", dir, "--file", "us-ofac-sdn="+main)
		if got.code != code {
			t.Fatalf("exit code %d: %s%s", got.code, got.out, got.err)
		}
		return got
	}
	if out := run(exitOK).out; !strings.Contains(out, `"Alt.csv":`) || !strings.Contains(out, `"missing":[`) {
		t.Error(out)
	}
	put("SDN.CSV.sha256", "0000  SDN.CSV\n")
	if got := run(exitFailed); !strings.Contains(got.err, "damaged copy") {
		t.Error(got.err)
	}
	put("SDN.CSV.sha256", strings.TrimPrefix(demarche.NewDocumentHash([]byte(sdnTable("1", "NORQUIST, Abel"))), "sha256-")+"  SDN.CSV\n")
	if out := run(exitOK).out; !strings.Contains(out, `"unchanged":true`) {
		t.Error(out)
	}
}

// TestListsLocked: two processes never read lists into one folder at once.
func TestListsLocked(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	a := &app{env: &environment{flags: Globals{Data: dir}}}
	release, err := a.lockLists()
	if err != nil {
		t.Fatal(err)
	}
	if got := program(t, "", "lists", "update", "--data", dir, "--file", "un-sc="+write(t, "un.xml", unFile("Abel Norquist"))); got.code != exitFailed || !strings.Contains(got.err, "another process") {
		t.Errorf("%d %s", got.code, got.err)
	}
	release()
	if got := program(t, "", "lists", "update", "--data", dir, "--file", "un-sc="+write(t, "un.xml", unFile("Abel Norquist"))); got.code != exitOK {
		t.Error(got.err)
	}
}

// TestStaleLists: a list that went unread for too long makes the program unready;
// one that is brought by hand has a week, a table kept by hand for ever.
func TestStaleLists(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a := &app{env: &environment{clock: func() time.Time { return now }}, store: s}
	for id, address := range map[string]string{"un-sc": "https://x.example/un.xml", "gb-uksl": "/media/uk.xml", "kr-notices": "notices.csv"} {
		if err := s.PutList(t.Context(), demarche.ListState{ID: id, Version: "1", Address: address, LastSeen: now, Changed: now, Tried: now}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		after time.Duration
		want  string
	}{{47 * time.Hour, ""}, {49 * time.Hour, "un-sc"}, {8 * 24 * time.Hour, "gb-uksl"}} {
		now = time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC).Add(c.after)
		err := a.staleLists(t.Context())
		if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "kr-notices")) {
			t.Errorf("after %s: %v, want %q", c.after, err, c.want)
		}
	}
}
