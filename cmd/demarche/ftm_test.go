package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
	"demarche/store"
	"demarche/web"
)

// TestFollowTheMoney has the followthemoney library check every entity of the
// lists that the readers' tests read, and what export writes. It runs where
// DEMARCHE_TEST_FTM names a Python that has the library; DEMARCHE_TEST_FTM_DATA
// may name a data folder with real lists instead.
func TestFollowTheMoney(t *testing.T) {
	t.Parallel()
	python := os.Getenv("DEMARCHE_TEST_FTM")
	if python == "" {
		t.Skip("set DEMARCHE_TEST_FTM to a python3 that has followthemoney")
	}
	check := func(what string, lines []byte) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), python, "testdata/ftm.py")
		cmd.Stdin = bytes.NewReader(lines)
		out, err := cmd.CombinedOutput()
		t.Logf("%s: %s", what, out)
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	dir := os.Getenv("DEMARCHE_TEST_FTM_DATA")
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "data")
		args := []string{"lists", "update", "--data", dir}
		for id, name := range map[string]string{"us-ofac-sdn": "sdn_advanced.xml", "eu-fsf": "eu.xml", "un-sc": "un.xml", "gb-uksl": "uk.xml", "ch-seco": "seco.xml", "ca-sema": "sema.xml",
			"us-csl": "csl.csv", "kr-notices": "notices.csv", "opensanctions": "entities.ftm.json"} {
			args = append(args, "--file", id+"="+filepath.Join("..", "..", "lists", "testdata", name))
		}
		if got := program(t, "", args...); got.code != exitOK {
			t.Fatal(got.err)
		}
		text := `{"url":"https://x.example/1?a=b c","title":"Envoy","text":"Chol Su PAK of North Korea and EXAMPLE TRADING BANK met in Pyongyang.\n","published":"2016-03-01","source":"wire"}`
		if got := program(t, text, "import", "-", "--data", dir); got.code != exitOK {
			t.Fatal(got.err)
		}
		check("export", []byte(program(t, "", "export", "", "--format", "ftm", "--data", dir).out))
	}
	s, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	err = s.EachEntry(t.Context(), "", func(e demarche.HeldEntry) error {
		for _, x := range web.FollowTheMoney(demarche.EntityView{Entity: e.Entity, Entries: []demarche.HeldEntry{e}}) {
			if err := enc.Encode(x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	check("lists", lines.Bytes())
}

// TestExportFollowTheMoney: items, the entities they name once each, and the ties
// between them.
func TestExportFollowTheMoney(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	if got := program(t, "", "lists", "update", "--data", dir, "--file", "un-sc="+write(t, "un.xml", unFile("Abel Norquist", "Bertil Ossian"))); got.code != exitOK {
		t.Fatal(got.err)
	}
	text := `{"url":"https://x.example/N","title":"Envoy N","text":"Abel Norquist of North Korea met bankers in Pyongyang.\n","published":"2016-03-01","source":"wire"}`
	two := strings.ReplaceAll(text, `N"`, `1"`) + "\n" + strings.ReplaceAll(text, `N"`, `2"`)
	if got := program(t, two, "import", "-", "--data", dir); got.code != exitOK {
		t.Fatal(got.err)
	}
	got := program(t, "", "export", "", "--format", "ftm", "--data", dir)
	count := map[string]int{}
	for line := range strings.Lines(got.out) {
		var e web.FTMEntity
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		count[e.Schema]++
	}
	if count["Article"] != 2 || count["Person"] != 1 || count["Sanction"] != 1 || count["Documentation"] != 2 {
		t.Errorf("%v in\n%s", count, got.out)
	}
}
