package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unFile is a small list in the form of the UN Security Council's file; nobody
// in it exists.
func unFile(names ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00.000Z"><INDIVIDUALS>`)
	for i, name := range names {
		given, family, _ := strings.Cut(name, " ")
		fmt.Fprintf(&b, `<INDIVIDUAL><DATAID>%d</DATAID><FIRST_NAME>%s</FIRST_NAME><SECOND_NAME>%s</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.%03d</REFERENCE_NUMBER>
			<LISTED_ON>2016-03-02</LISTED_ON><NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY></INDIVIDUAL>`, i+1, given, family, i+1)
	}
	return b.String() + `</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>`
}

// TestLists: a list read from a file, screened, compared with its next version,
// and an old article that names somebody newly listed.
func TestLists(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	names := []string{"Abel Norquist", "Bertil Ossian", "Casimir Perrault", "Dagny Quistgard", "Egil Rautio", "Fridtjof Salonen"}
	file := write(t, "un.xml", unFile(names...))
	do := func(code int, stdin string, args ...string) outcome {
		t.Helper()
		got := program(t, stdin, append(args, "--data", dir)...)
		if got.code != code {
			t.Fatalf("%v: exit code %d, want %d\n%s%s", args, got.code, code, got.out, got.err)
		}
		return got
	}
	has := func(what, text string, parts ...string) {
		t.Helper()
		for _, p := range parts {
			if !strings.Contains(text, p) {
				t.Errorf("%s: no %q in\n%s", what, p, text)
			}
		}
	}
	do(exitFailed, "", "screen", "Abel Norquist") // no lists yet, and no folder is made
	do(exitOK, `{"text":"Abel Norquist spoke."}`, "annotate")
	if exists(dir) {
		t.Fatal("looking something up has made the data folder")
	}
	do(exitOK, `{"url":"https://x.example/1","title":"Envoy","text":"North Korea's envoy Veltran Osprik, accused of breaking sanctions, met bankers in Pyongyang on Monday.\n","published":"2016-03-01","source":"wire"}`, "import", "-")
	has("first", do(exitOK, "", "lists", "update", "--file", "un-sc="+file).out, "un-sc", "6", "first version held")
	has("again", do(exitOK, "", "lists", "update", "--file", "un-sc="+file).out, "unchanged")
	has("status", do(exitOK, "", "lists", "status").out, "un-sc", "fresh", "eu-fsf", "never read")
	has("none", do(exitOK, "", "lists", "changes").err, "None found in the lists held")
	has("screen", do(exitOK, "", "screen", "Norquist Abel").out, "1 possible match", "un-KPi.001", "UN Security Council", "no data, not read here")
	has("screen nobody", do(exitOK, "Quentin Nobody\n", "screen", "--json").out, `"query":"Quentin Nobody"`, `"matches":[]`, `"lists":[{"id":"un-sc"`)
	batch := write(t, "batch.csv", "id,name,birth\n7,Bertil Ossian,1960\n8,=cmd,\n")
	has("batch", do(exitOK, "", "screen", "--csv", batch).out, "2,7,Bertil Ossian,possible match", "none found in the lists held")
	has("annotate", do(exitOK, `{"text":"Abel Norquist of North Korea, under UN sanctions, spoke in Oslo."}`, "annotate").out, `"entity":"un-KPi.001"`, `"status":"listed"`)

	if err := os.WriteFile(file, []byte(unFile(append(names[:6:6], "Veltran Osprik")...)), 0o600); err != nil {
		t.Fatal(err)
	}
	has("second", do(exitOK, "", "lists", "update", "--file", "un-sc="+file).out, "1 listed")
	has("changes", do(exitOK, "", "lists", "changes", "--kind", "listed").out, "2016-03-02", "Veltran Osprik")
	has("search", do(exitOK, "", "search", "entity:un-KPi.007", "--json").out, `"total":2`, "https://x.example/1", `"status":"listed"`)
	has("by list", do(exitOK, "", "search", "list:un-sc change:listed", "--json").out, `"total":1`)

	cut := write(t, "cut.xml", unFile(names...)[:400])
	has("cut short", do(exitFailed, "", "lists", "update", "--file", "un-sc="+cut).err, "nothing changed", "cut short")
	has("after", do(exitOK, "", "lists", "status").out, "failing", "7")
	do(exitUsage, "", "lists", "update", "--file", "nowhere="+file)
	status := do(exitOK, "", "lists", "status").out
	for _, path := range []string{filepath.Join(dir, "no-such.csv"), dir} { // a mistyped path is no fault of the list
		got := do(exitFailed, "", "lists", "update", "--file", "un-sc="+file, "--file", "kr-notices="+path)
		has("mistyped", got.err, path, "nothing changed")
		if after := do(exitOK, "", "lists", "status").out; after != status {
			t.Errorf("after a mistyped path:\n%s\nbefore:\n%s", after, status)
		}
	}
	do(exitUsage, "", "lists", "changes", "--kind", "eaten")
	do(exitUsage, "", "screen", "x", "--birth", "May")
}
